//! Small files that cause a lot of work are refused or drawn quickly. Normal files are drawn.

use std::time::{Duration, Instant};

use partner_portal::picture::apart::Apart;
use partner_portal::picture::{MAX_BYTES, PictureProblem, Purpose};

use super::{BRAND, LOGO, file, send};
use crate::harness::World;
use crate::harness::platform::Platform;

/// The time limit for any file.
const MOST: Duration = Duration::from_secs(2);
const SHAPE: &str = "<rect width='100' height='25'/>";

fn svg(inside: &str) -> Vec<u8> {
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 25'>{inside}</svg>").into_bytes()
}

/// Converts a picture as the server does, in a process of the program.
fn made(bytes: &[u8]) -> (Result<Vec<u8>, PictureProblem>, Duration) {
    let apart = Apart::new(env!("CARGO_BIN_EXE_partner-portal").into());
    let started = Instant::now();
    let made = apart.make(bytes, Purpose::Logo, &|| false).expect("the program starts");
    (made, started.elapsed())
}

/// Nested levels of elements; each refers ten times to the level below.
fn tower(element: &str, reference: &str) -> String {
    let open = |level: usize| format!("<{element} id='m{level}'>");
    let mut text = format!("<defs>{}{SHAPE}</{element}>", open(0));
    for level in 1..=12 {
        let one = format!("<rect width='99' height='25' {}/>", reference.replace('N', &(level - 1).to_string()));
        text.push_str(&format!("{}{}</{element}>", open(level), one.repeat(10)));
    }
    format!("{text}</defs><rect width='100' height='25' {}/>", reference.replace('N', "12"))
}

fn attacks() -> Vec<(&'static str, String)> {
    let many = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<String>();
    let chain = many(2_000, &|at| {
        let below = at.saturating_sub(1);
        format!("<linearGradient id='g{at}' href='#g{below}x'/><linearGradient id='g{at}x' href='#g{below}'/>")
    });
    let line = many(60_000, &|at| format!("L{} {}", at % 97, at % 23));
    let long = many(180_000, &|at| format!("L{} {}", at % 97, at % 23));
    let layers = "<g opacity='.9'>".repeat(30);
    let mut all = vec![
        ("nested masks", tower("mask", "mask='url(#mN)'")),
        ("nested clipping paths", tower("clipPath", "clip-path='url(#mN)'")),
        (
            "nested clipping paths by the box",
            tower("clipPath clipPathUnits='objectBoundingBox'", "clip-path='url(#mN)'")
                .replace("</clipPath clipPathUnits='objectBoundingBox'>", "</clipPath>"),
        ),
        ("nested masks in a style", tower("mask", "style='fill:#000;mask:url( \"#mN\" )'")),
        ("nested masks by class", {
            let rules = many(13, &|at| format!(".c{at}{{mask:url(#m{at})}}"));
            format!("<style>{rules}</style>{}", tower("mask", "class='cN'"))
        }),
        ("a mask on everything", format!("<style>*{{mask:url(#m)}}</style><mask id='m'>{SHAPE}</mask>{SHAPE}")),
        ("masks through use", {
            let groups = many(4, &|at| {
                let inner = format!("<use href='#u{}'/>", at).repeat(12);
                format!("<g id='u{}' mask='url(#m)'>{inner}</g>", at + 1)
            });
            format!("<defs><mask id='m'>{SHAPE}</mask><g id='u0'>{SHAPE}</g>{groups}</defs><use href='#u4'/>")
        }),
        ("masks of masks", {
            let masks = many(300, &|at| format!("<mask id='k{}' mask='url(#k{at})'>{SHAPE}</mask>", at + 1));
            format!("<mask id='k0'>{SHAPE}</mask>{masks}<rect width='9' height='9' mask='url(#k300)'/>")
        }),
        ("one mask on thousands of shapes", {
            format!("<mask id='m'>{SHAPE}</mask>{}", "<rect width='99' height='25' mask='url(#m)'/>".repeat(4_000))
        }),
        ("two elements of one name", {
            let twice = format!("<mask id='m'>{}</mask><mask id='m'>{SHAPE}</mask>", SHAPE.repeat(300));
            format!("{twice}{}", "<rect width='99' height='25' mask='url(#m)'/>".repeat(300))
        }),
        ("thousands of styles", {
            let rules = many(4_000, &|at| format!(".c{at}{{fill:red}}"));
            format!("<style>{rules}</style>{}", SHAPE.repeat(4_000))
        }),
        ("a style without end", format!("<style>{}</style>{SHAPE}", "a{b:c}".repeat(200_000))),
        ("styles of many levels", {
            let rule = "g g g g g g g g rect{fill:red}".repeat(50);
            format!("<style>{rule}</style>{}{}{}", "<g>".repeat(36), SHAPE.repeat(500), "</g>".repeat(36))
        }),
        ("styles that compare outlines", {
            let rules = many(500, &|at| format!("[d~=x{at}]{{fill:red}}"));
            format!("<style>{rules}</style><path d='M0 0{line}'/>")
        }),
        ("gradients upon gradients", format!("<defs>{chain}</defs><g fill='url(#g1999)'>{}</g>", SHAPE.repeat(900))),
        ("gradients in a circle", {
            let two = "<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/>";
            format!("{two}<rect width='99' height='25' fill='url(#a)'/>")
        }),
        ("a million dashes", {
            let dashed = "<path d='M0 0H1000000' stroke='#000' stroke-dasharray='.6,.6'/>";
            dashed.repeat(100)
        }),
        ("dashes in a style", {
            let dashed = "<path class='d' d='M0 0L90000 25L0 9L90000 3' stroke='#000'/>";
            format!("<style>.d{{stroke-dasharray:.01}}</style>{}", dashed.repeat(50))
        }),
        ("dashes without end", "<path d='M0 0H1e30' stroke='#000' stroke-dasharray='1e-30'/>".repeat(50)),
        ("an outline without end", format!("<path d='M0 0{long}'/>")),
        ("an outline again and again", {
            let uses = "<use href='#p' stroke='#000' stroke-linejoin='round' stroke-width='9'/>".repeat(500);
            format!("<defs><path id='p' d='M0 0{line}'/></defs>{uses}")
        }),
        ("points without end", format!("<polygon points='{}'/>", "1,2 30,4 ".repeat(100_000))),
        ("thousands of layers", "<rect width='100' height='25' opacity='.5'/>".repeat(4_900)),
        ("layers in layers", format!("{layers}{}{}", SHAPE.repeat(4_000), "</g>".repeat(30))),
        ("a class without end", format!("<style>.a{{fill:red}}</style><rect class='{}'/>", "b ".repeat(300_000))),
        ("transforms without end", format!("<g transform='{}'>{SHAPE}</g>", "rotate(1) ".repeat(150_000))),
    ];
    let gradient = |stops: usize| {
        let stops = many(stops, &|at| format!("<stop offset='{}' stop-opacity='.5'/>", at as f64 / stops as f64));
        format!("<radialGradient id='g' r='.01' spreadMethod='reflect'>{stops}</radialGradient>")
    };
    let whole = "<rect width='100' height='25'/>";
    let curves = many(30_000, &|at| format!("C{} 0 50 {} 9 9", at % 97, at % 23));
    all.extend([
        ("gradients over everything", format!("{}<g fill='url(#g)'>{}</g>", gradient(3), whole.repeat(4_900))),
        ("a gradient of thousands of stops", format!("{}<g fill='url(#g)'>{}</g>", gradient(2_000), whole.repeat(900))),
        ("mixed layers", format!("<g style='mix-blend-mode:luminosity'>{SHAPE}</g>").repeat(1_700)),
        ("curves drawn along", {
            format!("<path d='M0 0{curves}' stroke='#000' stroke-width='9' stroke-linejoin='round'/>")
        }),
        ("an outline far away", {
            let far = many(20_000, &|at| format!("L{}e7 {}e7", at as i64 % 97 - 50, at as i64 % 23 - 9));
            format!("<path d='M-1e9 -1e9{far}' stroke='#000' stroke-width='1e7'/>")
        }),
        ("thousands of attributes", {
            let attributes = many(100_000, &|at| format!(" a{at}='x'"));
            format!("<path{attributes} d='M0 0h9v9z'/>")
        }),
        ("thousands of namespaces", {
            let spaces = many(100, &|at| format!(" xmlns:a{at}='n:{at}'"));
            format!("{}{SHAPE}{}", format!("<g{spaces}>").repeat(30), "</g>".repeat(30))
        }),
    ]);
    let deep = many(400, &|at| format!("<g id='d{}'><use href='#d{at}'/></g>", at + 1));
    all.push(("use upon use", format!("<defs><g id='d0'>{SHAPE}</g>{deep}</defs><use href='#d400'/>")));
    all
}

#[test]
fn files_that_ask_for_too_much_are_refused_or_drawn_at_once() {
    let mut wrong = Vec::new();
    for (name, inside) in attacks() {
        let bytes = svg(&inside);
        assert!(bytes.len() <= MAX_BYTES, "{name} is too large to be sent");
        let (made, took) = made(&bytes);
        // A file that is quick to draw may be drawn. One that exceeded the time limit should have been refused before.
        if took > MOST || made == Err(PictureProblem::TooSlow) {
            wrong.push(format!("{name}: {took:?}, {:?}", made.map(|png| png.len())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // These are refused before they are drawn, even on a fast machine.
    let attacks = attacks();
    for (name, inside) in attacks.iter().filter(|(name, _)| name.starts_with("nested") || name.contains("through use"))
    {
        assert!(matches!(made(&svg(inside)).0, Err(PictureProblem::NotPlain(_))), "{name}");
    }
    // Without a namespace an SVG is drawn as well, so it must be checked as well.
    let bare = format!("<svg viewBox='0 0 9 9'><image href='https://a.example/x.png'/>{SHAPE}</svg>");
    assert!(matches!(made(bare.as_bytes()).0, Err(PictureProblem::NotPlain(_))));
}

#[test]
fn logos_as_drawing_programs_write_them_are_drawn() {
    let shapes = "<path class='st0' d='M10,2c3,0,5,2,5,5s-2,5-5,5S5,10,5,7S7,2,10,2z'/>";
    let logos = [
        // As from Illustrator: classes, gradients that build on one another, a clipping path.
        format!(
            "<style type='text/css'>.st0{{clip-path:url(#b);fill:url(#g)}} .st1{{opacity:.5}} svg .st2 {{fill:none}}</style>\
             <defs><rect id='a' width='100' height='25'/><linearGradient id='h'><stop offset='0' stop-color='#0b6b57'/>\
             <stop offset='1'/></linearGradient><linearGradient id='g' href='#h' x1='0' x2='1'/></defs>\
             <clipPath id='b'><use href='#a' style='overflow:visible'/></clipPath>{}<g class='st1'>{shapes}</g>",
            shapes.repeat(200)
        ),
        // As from Figma: masks and clipping paths around groups.
        format!(
            "<g clip-path='url(#c)'><mask id='m' style='mask-type:luminance' maskUnits='userSpaceOnUse' x='0' y='0' \
             width='100' height='25'><path d='M100 0H0V25H100V0Z' fill='white'/></mask><g mask='url(#m)'>{}</g></g>\
             <defs><clipPath id='c'><rect width='100' height='25' fill='white'/></clipPath></defs>",
            shapes.repeat(300)
        ),
        // As from Inkscape: its own annotations, symbols, long styles.
        format!(
            "<sodipodi:namedview xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' id='n' note='{}'/>\
             <metadata/><symbol id='s' viewBox='0 0 9 9'>{SHAPE}</symbol><use href='#s' width='9' height='9'/>\
             <g style='fill:#0b6b57;stroke:#000;stroke-width:.2;stroke-dasharray:1,.5;stroke-linejoin:round'>{}</g>",
            "x".repeat(10_000),
            shapes.repeat(100)
        ),
        // A traced picture.
        format!(
            "<path fill='#0b6b57' d='M0 0{}z'/>",
            (0..20_000).map(|at| format!("l{} {}", at % 3, at % 2)).collect::<String>()
        ),
    ];
    for logo in logos {
        let (made, took) = made(&svg(&logo));
        assert!(made.is_ok(), "{made:?}: {}", logo.chars().take(300).collect::<String>());
        assert!(took < MOST, "{took:?}");
    }
}

#[test]
fn an_attack_is_told_at_its_field_and_the_server_answers_meanwhile() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    let attack = svg(&tower("mask", "mask='url(#mN)'"));
    let page = send(&ours.admin, &BRAND, &[file("logo", "logo.svg", &attack)]).expect(422);
    page.says("shapes that repeat each other without end").says("Ledgerly Billing");
    send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
}

#[test]
fn a_program_that_hangs_ends_with_its_time() {
    let script = std::env::temp_dir().join(format!("portal-hangs-{}", std::process::id()));
    // Another process writes the file: a file that any thread of this process has open for writing cannot be executed.
    let write = "printf '#!/bin/sh\\nexec sleep 60\\n' > \"$1\" && chmod 755 \"$1\"";
    let written = std::process::Command::new("sh").args(["-c", write, "sh"]).arg(&script).status().expect("a shell");
    assert!(written.success());
    let world = World::with(|config| config.program.clone_from(&script));
    let ours = Platform::new(&world, "Ledgerly");
    let started = Instant::now();
    let page = send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(422);
    page.says("takes too long to draw");
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
    let _ = std::fs::remove_file(&script);
}
