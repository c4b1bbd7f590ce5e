use proptest::prelude::*;

use super::letters::Setter;
use super::*;
use crate::objects::File;
use crate::text::{Cell, Item, Mark, Span, Table};

fn at() -> Moment {
    "2026-11-21T12:30:11Z".parse().expect("a moment")
}

fn paper<'a>(attachments: &'a [Attachment<'a>]) -> Paper<'a> {
    Paper {
        title: "An agreement",
        language: "en",
        author: "Operator",
        at: at(),
        id: "agreement-1",
        head: ("Operator", "version 1"),
        foot: "Client",
        page_of: "Page {page} of {pages}",
        not_signed: None,
        attachments,
    }
}

fn heading(text: &str) -> Block {
    Block::Heading { level: 1, number: None, text: vec![Span::plain(text)] }
}

fn clause(text: &str) -> Block {
    Block::Heading { level: 2, number: Some("1".into()), text: vec![Span::plain(text)] }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Span::value(text)])
}

/// The pages as lists of their strips: "H" for headings, "h" for a repeated table head, "-" for others.
fn laid(blocks: &[Block]) -> Vec<Vec<&'static str>> {
    let mut cut = strips::cut(blocks, &mut Setter::new()).expect("strips");
    let pages = flow::flow(&mut cut);
    let sign = |placed: &flow::PlacedStrip| match placed {
        flow::PlacedStrip { again: true, .. } => "h",
        flow::PlacedStrip { strip, .. } if strip.entry.is_some() => "H",
        _ => "-",
    };
    for page in &pages {
        for placed in page {
            assert!(placed.y >= style::TOP && placed.y + placed.strip.height <= style::BOTTOM + 0.01, "off the page");
        }
    }
    pages.iter().map(|page| page.iter().map(sign).collect()).collect()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let blocks = [heading("Title"), paragraph("Words with Ελληνικά, Кириллица, עברית and العربية.")];
    let file = [Attachment { name: "evidence.json", mime: "application/json", description: "Evidence", bytes: b"{}" }];
    let one = pdf(&paper(&file), &blocks).expect("a file");
    assert_eq!(one, pdf(&paper(&file), &blocks).expect("a file"));
    for claim in
        ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "/Lang(en)", "/AFRelationship/Source"]
    {
        let found = one.windows(claim.len()).any(|window| window == claim.as_bytes());
        assert!(found, "{claim}");
    }
    let held = crate::verify::attachment(&one, "evidence.json");
    assert_eq!(held.as_deref(), Some(&b"{}"[..]));
    assert!(File::read(&one).is_ok());
}

#[test]
fn every_block_is_set() {
    let blocks = [
        heading("Title"),
        clause("Clause"),
        Block::List(vec![Item {
            number: Some(1),
            depth: 0,
            body: vec![
                paragraph("one"),
                Block::List(vec![Item { number: Some(1), depth: 1, body: vec![paragraph("a")] }]),
            ],
        }]),
        Block::Table(Table {
            head: Some(vec![Cell::plain("A"), Cell::plain("B")]),
            rows: vec![vec![Cell::plain("1")]],
            ..Table::default()
        }),
        Block::Table(Table::facts([("Name", "Anna"), ("Hash", &"0123456789abcdef".repeat(8))])),
        Block::Table(Table::default()),
        Block::PageBreak,
        heading("Evidence"),
        Block::Mark(Mark::Typed("Anna Ek".into())),
        Block::Mark(Mark::Drawn {
            strokes: vec![vec![(0.0, 0.0), (5.0, 5.0)], vec![(3.0, 3.0)]],
            field: (10.0, 10.0),
            alternative: "Drawn".into(),
        }),
        paragraph(""),
        paragraph("line\nline"),
    ];
    assert_eq!(laid(&blocks).len(), 2);
    pdf(&paper(&[]), &blocks).expect("a file that conforms");
    let draft = Paper { not_signed: Some("NOT SIGNED"), ..paper(&[]) };
    pdf(&draft, &blocks).expect("a draft that conforms");
}

#[test]
fn no_heading_stands_alone_at_the_foot_and_no_line_of_a_paragraph_either() {
    for lines in 30..60 {
        let mut blocks = vec![heading("Title"), paragraph("line\n".repeat(lines).trim_end())];
        blocks.push(clause("Clause"));
        blocks.push(paragraph("one\ntwo\nthree\nfour"));
        for page in laid(&blocks) {
            assert_ne!(page.last(), Some(&"H"), "{lines} lines");
            assert!(page.len() >= 2, "{lines} lines: {page:?}");
        }
    }
}

#[test]
fn a_table_head_comes_again_on_every_page() {
    let rows = (0..90).map(|row| vec![Cell::plain(row.to_string()), Cell::plain("text")]).collect();
    let table = Table { head: Some(vec![Cell::plain("No"), Cell::plain("What")]), rows, ..Table::default() };
    let pages = laid(&[heading("Title"), Block::Table(table)]);
    assert!(pages.len() >= 3);
    for (at, page) in pages.iter().enumerate() {
        assert_eq!(page.first() == Some(&"h"), at > 0, "page {at}");
        assert_eq!(page.iter().filter(|sign| **sign == "h").count(), usize::from(at > 0));
    }
}

#[test]
fn a_row_taller_than_a_page_is_torn_rather_than_lost() {
    let table = Table { rows: vec![vec![Cell::plain("a"), Cell::plain("line\n".repeat(150))]], ..Table::default() };
    let strips: usize = laid(&[heading("Title"), Block::Table(table)]).iter().map(Vec::len).sum();
    assert!(strips > 150);
}

#[test]
fn a_letter_that_no_font_has_is_found_before_it_is_needed() {
    for fine in [
        "Anna Ek",
        "Ångström & Søn",
        "Łódź Ștefan Nguyễn Ǻ",
        "Σωκράτης ᾧ",
        "Дмитрий Ґ",
        "דוד בן־גוריון",
        "محمد گل ژ",
        "O’Brien – “x” €",
        "e\u{301}",
        "",
        "a\nb",
        "می‌خواهم",
    ] {
        assert_eq!(unsupported(fine), None, "{fine}");
        pdf(&paper(&[]), &[heading("T"), paragraph(fine), Block::Mark(Mark::Typed(fine.into()))]).expect(fine);
    }
    for (text, found) in [
        ("株式会社", '株'),
        ("Anna 😀", '😀'),
        ("ไทย", 'ไ'),
        ("हिन्दी", 'ह'),
        ("ab\u{202e}c", '\u{202e}'),
        ("a\u{7}", '\u{7}'),
        ("\u{e000}", '\u{e000}'),
        ("a\u{2068}b", '\u{2068}'),
        ("Ծ", 'Ծ'),
        ("x\u{feff}", '\u{feff}'),
        ("a\u{ad}b", '\u{ad}'),
        ("\u{fe0f}", '\u{fe0f}'),
    ] {
        assert_eq!(unsupported(text), Some(found), "{text:?}");
    }
    let error = pdf(&paper(&[]), &[heading("T"), paragraph("株")]).expect_err("no such letter");
    assert!(matches!(error, Error::Letter(_)), "{error}");
}

#[test]
fn what_nobody_can_correct_is_made_legible() {
    for (text, shown) in
        [("Mozilla/5.0 😀 (株)", "Mozilla/5.0 ? (?)"), ("fine", "fine"), ("\u{202e}", "?"), ("\u{7f}\u{6d6}", "??")]
    {
        assert_eq!(legible(text), shown);
        assert_eq!(unsupported(&legible(text)), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn what_is_legible_can_always_be_set(text in "\\PC{0,60}|[\u{20}-\u{2ff}\u{590}-\u{6ff}\u{2000}-\u{20cf}\u{fb00}-\u{feff}]{0,60}") {
        let text = legible(&text);
        prop_assert_eq!(unsupported(&text), None);
        let blocks = [heading(&format!("T {text}")), paragraph(&text), Block::Mark(Mark::Typed(text.clone()))];
        prop_assert!(pdf(&paper(&[]), &blocks).is_ok(), "{:?}", pdf(&paper(&[]), &blocks).err());
    }
}

#[test]
fn a_signature_that_cannot_be_drawn_is_refused() {
    let drawn = |strokes, field| {
        let mark = Mark::Drawn { strokes, field, alternative: "Drawn".into() };
        pdf(&paper(&[]), &[heading("T"), Block::Mark(mark)])
    };
    let point = vec![vec![(1.0, 1.0)]];
    assert!(drawn(point.clone(), (10.0, 10.0)).is_ok());
    assert!(drawn(vec![vec![(-50.0, 900.0), (1e30, -1e30)]], (10.0, 10.0)).is_ok(), "kept within its field");
    for (strokes, field) in [
        (vec![], (10.0, 10.0)),
        (vec![vec![]], (10.0, 10.0)),
        (point.clone(), (0.0, 10.0)),
        (point, (10.0, f32::INFINITY)),
        (vec![vec![(f32::NAN, 1.0)]], (10.0, 10.0)),
        (vec![vec![(1.0, 1.0); 20_001]], (10.0, 10.0)),
    ] {
        assert!(matches!(drawn(strokes, field), Err(Error::Mark)));
    }
}

#[test]
fn a_document_without_a_heading_is_none() {
    assert!(matches!(pdf(&paper(&[]), &[paragraph("x")]), Err(Error::Empty)));
    assert!(matches!(pdf(&paper(&[]), &[]), Err(Error::Empty)));
}
