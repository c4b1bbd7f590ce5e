//! What stops a process, and what is returned. (The real program is tested in `tests/portal/branding`.)

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::{Apart, line_of, read_answer};
use crate::{PictureProblem, Purpose};

/// A program that runs a shell script.
fn program(script: &str) -> Apart {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("portal-apart-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(name);
    // Written by another process: a file that any thread of this process has open for writing cannot be executed.
    let write = "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$2\" && chmod 755 \"$2\"";
    let written = Command::new("sh").args(["-c", write, "sh", script]).arg(&path).status().expect("a shell");
    assert!(written.success());
    Apart { program: path, limit: Duration::from_millis(300) }
}

#[test]
fn a_process_that_takes_too_long_is_ended() {
    let apart = program("exec sleep 60");
    let started = Instant::now();
    assert_eq!(apart.make(b"x", Purpose::Logo, &|| false).expect("started"), Err(PictureProblem::TooSlow));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    // A process that reads nothing of a large picture, and one that writes without end, are stopped as well.
    let large = vec![0; crate::MAX_BYTES];
    assert_eq!(apart.make(&large, Purpose::Logo, &|| false).expect("started"), Err(PictureProblem::TooSlow));
    let writes = program("exec cat /dev/zero");
    assert!(writes.make(b"x", Purpose::Logo, &|| false).expect("started").is_err());
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn a_process_ends_with_the_request_that_wants_it() {
    let apart = Apart { limit: Duration::from_secs(60), ..program("exec sleep 60") };
    let started = Instant::now();
    let given_up = || started.elapsed() > Duration::from_millis(200);
    assert_eq!(apart.make(b"x", Purpose::Logo, &given_up).expect("started"), Err(PictureProblem::TooSlow));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[test]
fn a_process_that_breaks_off_says_nothing_of_the_picture() {
    let made = program("printf 'png\\nhalf'; exit 1").make(b"x", Purpose::Icon, &|| false).expect("started");
    assert_eq!(made, Err(PictureProblem::Broken));
    assert!(Apart::new("/no/such/program".into()).make(b"x", Purpose::Icon, &|| false).is_err());
}

#[test]
fn a_process_sees_no_settings() {
    let apart =
        Apart { limit: Duration::from_secs(10), ..program("echo 'png'; printf '%s' \"$PORTAL_SECRET_KEY$HOME\"") };
    assert_eq!(apart.make(b"x", Purpose::Icon, &|| false).expect("started"), Ok(Vec::new()));
}

#[test]
fn every_problem_comes_through() {
    let all = [
        PictureProblem::TooLarge,
        PictureProblem::TooManyPixels(20_000, 3),
        PictureProblem::TooSmall,
        PictureProblem::Unknown,
        PictureProblem::Broken,
        PictureProblem::TooSlow,
        PictureProblem::NotPlain("the attribute “on click”".to_owned()),
    ];
    for problem in all {
        assert_eq!(read_answer(line_of(&problem).as_bytes()), Err(problem));
    }
    assert_eq!(read_answer(b"png\n\x89PNG"), Ok(b"\x89PNG".to_vec()));
}
