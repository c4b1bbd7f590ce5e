use proptest::prelude::*;

use super::super::sign::tests::{agreement, authority, signed};
use super::super::stamp::Stamper;
use super::super::stamp::tests::{Double, dice, now, source};
use super::*;

fn look(bytes: &[u8]) -> Report {
    let authorities = [authority().certificate().clone()];
    verify(bytes, Trust { authorities: &authorities, timestamp_roots: &[] })
}

/// Signed by one person and sealed, both with timestamps.
fn stamped() -> Vec<u8> {
    let double = Double::new(&[]);
    let sources = [source("a", &[])];
    signed(&["Anna Ek"], Some(&mut Stamper { sources: &sources, post: &double, now: now() })).bytes
}

#[test]
fn no_turned_byte_is_ever_intact() {
    let bytes = stamped();
    assert!(look(&bytes).is_genuine());
    // Every 173rd byte of the file, and every 11th of the last signature without padding: it covers everything except
    // itself. (Another test changes every byte of a timestamp within it.)
    let last = look(&bytes).entries[0].end;
    let coarse = (0..bytes.len()).step_by(173);
    let fine = (last..bytes.len()).filter(|at| bytes[*at] != b'0').step_by(11);
    for (count, at) in coarse.chain(fine).enumerate() {
        let mut turned = bytes.clone();
        turned[at] ^= [0x01, 0x20, 0x80, 0x10][count % 4];
        let report = look(&turned);
        assert!(matches!(report.state, State::Altered | State::Unreadable(_)), "byte {at}: {report:?}");
        assert!(!report.is_genuine());
    }
}

#[test]
fn nothing_can_be_put_behind_or_taken_away() {
    let bytes = stamped();
    for tail in [&b"\n"[..], b" ", b"%", b"\0", b"%%EOF\n", &bytes[bytes.len() - 200..]] {
        let report = look(&[&bytes, tail].concat());
        assert_ne!(report.state, State::Whole, "{:?}", String::from_utf8_lossy(tail));
    }
    let ends: Vec<usize> = look(&bytes).entries.iter().map(|entry| entry.end).collect();
    for cut in (0..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
        assert!(!look(&bytes[..cut]).is_genuine(), "cut at {cut}");
    }
    // Cut after the person's signature and before the seal: whole so far, but never the finished agreement.
    let unsealed = look(&bytes[..ends[0]]);
    assert_eq!((unsealed.state, unsealed.empty_fields, unsealed.is_genuine()), (State::Whole, 1, false));
}

/// The file with a further revision, as an attacker could write it.
fn appended(bytes: &[u8], change: impl FnOnce(&File<'_>) -> Vec<(u32, Object)>) -> Vec<u8> {
    let file = File::read(bytes).expect("whole");
    let objects = change(&file).into_iter().collect();
    file.append(&objects).expect("appended").0
}

#[test]
fn no_revision_but_a_signature_is_taken() {
    let bytes = stamped();
    let root =
        |file: &File<'_>| file.trailer().ok().and_then(|trailer| trailer.get("Root")?.reference()).expect("a root");
    let changes: [Vec<u8>; 4] = [
        appended(&bytes, |_| vec![]),
        appended(&bytes, |file| vec![(1, file.object(1).expect("an object"))]),
        appended(&bytes, |file| vec![(file.next_number().expect("a number"), Object::Null)]),
        appended(&bytes, |file| {
            let at = root(file);
            vec![(at, file.object(at).expect("a catalog")), (file.next_number().expect("a number"), Object::Null)]
        }),
    ];
    for (at, changed) in changes.iter().enumerate() {
        let report = look(changed);
        assert_ne!(report.state, State::Whole, "change {at}");
        assert!(!report.is_genuine());
        assert!(report.entries.iter().all(|entry| entry.intact), "what was signed is still told");
    }
}

#[test]
fn a_signature_by_somebody_else_is_not_trusted() {
    let stranger = crate::sign::Authority::create("Operator ApS", now(), &mut dice(77)).expect("an authority");
    let trust = [stranger.certificate().clone()];
    let report = verify(&stamped(), Trust { authorities: &trust, timestamp_roots: &[] });
    assert_eq!(report.state, State::Whole);
    assert!(report.entries.iter().all(|entry| entry.intact && !entry.trusted));
    assert!(!report.is_genuine());
    assert!(!verify(&stamped(), Trust::default()).is_genuine());
}

#[test]
fn what_nobody_signed_and_what_is_no_pdf_are_told_apart() {
    assert_eq!(look(&agreement()).state, State::Unsigned);
    assert_eq!(look(&agreement()).title.as_deref(), Some("An agreement"));
    assert_eq!(look(b"").state, State::Unreadable(Fault::NotPdf));
    assert_eq!(look(b"%PDF-1.4\n%%EOF").state, State::Unreadable(Fault::NotPdf));
    assert_eq!(attachment(&stamped(), "evidence.json").as_deref(), Some(&br#"{"signed":"Anna Ek"}"#[..]));
    assert_eq!(attachment(&stamped(), "other"), None);
    assert_eq!(attachment(b"", "evidence.json"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_input_makes_it_panic(junk in prop::collection::vec(any::<u8>(), 0..2000), at: prop::sample::Index) {
        let _ = look(&junk);
        let mut bytes = agreement();
        let from = at.index(bytes.len());
        for (place, byte) in bytes.iter_mut().skip(from).zip(&junk) {
            *place = *byte;
        }
        let _ = look(&bytes);
    }
}
