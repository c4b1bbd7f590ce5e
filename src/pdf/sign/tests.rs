use super::super::sheet::{self, Attachment, Paper};
use super::super::stamp::tests::{Double, Fault, dice, now, source};
use super::super::stamp::{Flaw, Stamper};
use super::super::text::{Block, Span};
use super::super::verify::{Kind, State, Trust, verify};
use super::*;

/// An unsigned agreement of one page.
pub(crate) fn agreement() -> Vec<u8> {
    let evidence = [Attachment {
        name: "evidence.json",
        mime: "application/json",
        description: "Evidence",
        bytes: br#"{"signed":"Anna Ek"}"#,
    }];
    let paper = Paper {
        title: "An agreement",
        language: "en",
        author: "Operator",
        at: now(),
        id: "agreement-1",
        head: ("Operator", "version 1"),
        foot: "Client",
        page_of: "Page {page} of {pages}",
        not_signed: None,
        attachments: &evidence,
    };
    let title = Block::Heading { level: 1, number: None, text: vec![Span::plain("Agreement")] };
    sheet::pdf(&paper, &[title, Block::Paragraph(vec![Span::plain("We agree.")])]).expect("a file")
}

pub(crate) fn authority() -> Authority {
    Authority::create("Operator ApS", now(), &mut dice(2)).expect("an authority")
}

fn signatory(name: &str) -> Signatory {
    Signatory {
        person: Person { name: name.into(), email: "anna@example.com".into(), organisation: Some("Client A/S".into()) },
        label: format!("Signature of {name}"),
        reason: "I sign /Contents <00> (this)".into(),
        at: now(),
    }
}

pub(crate) fn signed(names: &[&str], stamper: Option<&mut Stamper<'_>>) -> Signed {
    let signatories: Vec<Signatory> = names.iter().map(|name| signatory(name)).collect();
    let sealing = Sealing {
        label: "Seal".into(),
        reason: "Sealed".into(),
        at: now(),
        until: now() + chrono::TimeDelta::days(365),
    };
    sign(&agreement(), &authority(), &signatories, &sealing, stamper, &mut dice(4)).expect("signed")
}

#[test]
fn every_person_and_the_seal_sign_in_order() {
    let names = ["Anna Ek", "דוד בן־גוריון", "محمد", "Μαρία /Contents <AA> (x)", "Дмитрий"];
    let done = signed(&names, None);
    assert_eq!((done.level, done.attempts.len()), (Level::B, 0));
    let authorities = [authority().certificate().clone()];
    let report = verify(&done.bytes, Trust { authorities: &authorities, timestamp_roots: &[] });
    let told: Vec<(&str, Kind)> = report.entries.iter().map(|entry| (entry.name.as_str(), entry.kind)).collect();
    let expected: Vec<(&str, Kind)> =
        names.iter().map(|name| (*name, Kind::Person)).chain([("Operator ApS", Kind::Seal)]).collect();
    assert_eq!(told, expected);
    assert!(report.is_genuine(), "{report:?}");
    assert!(report.entries.iter().all(|entry| entry.at == Some(now()) && entry.stamp.is_none()));
    assert_eq!(report.entries[0].reason.as_deref(), Some("I sign /Contents <00> (this)"));
    assert_eq!(report.entries[0].organisation.as_deref(), Some("Client A/S"));
}

#[test]
fn the_same_input_gives_the_same_file() {
    assert_eq!(signed(&["Anna Ek"], None).bytes, signed(&["Anna Ek"], None).bytes);
}

#[test]
fn a_long_name_stands_in_full() {
    let name = "Wolfeschlegelsteinhausenbergerdorff ".repeat(3);
    let done = signed(&[name.trim()], None);
    assert_eq!(verify(&done.bytes, Trust::default()).entries[0].name, name.trim());
}

#[test]
fn timestamps_make_it_level_t_and_say_who_vouches() {
    let double = Double::new(&[]);
    let sources = [source("a", std::slice::from_ref(&double.root))];
    let done = signed(&["Anna Ek"], Some(&mut Stamper { sources: &sources, post: &double, now: now() }));
    assert_eq!(done.level, Level::T);
    let authorities = [authority().certificate().clone()];
    let roots = [double.root.clone()];
    for (roots, trusted) in [(&roots[..], true), (&[], false)] {
        let report = verify(&done.bytes, Trust { authorities: &authorities, timestamp_roots: roots });
        assert!(report.is_genuine());
        for entry in &report.entries {
            let stamp = entry.stamp.as_ref().expect("a timestamp");
            assert_eq!((stamp.by.as_str(), stamp.trusted), ("Test Time", trusted));
        }
    }
}

#[test]
fn without_a_right_answer_it_is_level_b_and_says_why() {
    let double = Double::new(&[("a", Fault::Down), ("b", Fault::WrongNonce)]);
    let sources = [source("a", &[]), source("b", &[])];
    let done = signed(&["Anna Ek"], Some(&mut Stamper { sources: &sources, post: &double, now: now() }));
    assert_eq!(done.level, Level::B);
    assert_eq!(done.attempts.len(), 4, "two authorities for each of two signatures");
    assert_eq!(done.attempts[1].flaw, Flaw::Nonce);
    let report = verify(&done.bytes, Trust::default());
    assert!(report.state == State::Whole && report.entries.iter().all(|entry| entry.stamp.is_none()));
}

#[test]
fn a_timestamp_is_appended_later_and_the_file_stays_within() {
    let done = signed(&["Anna Ek"], None);
    let double = Double::new(&[("down", Fault::Down)]);
    let (good, down) = ([source("a", &[])], [source("down", &[])]);
    let refused =
        stamp(&done.bytes, &mut Stamper { sources: &down, post: &double, now: now() }, "Timestamp", &mut dice(5));
    let flaw = Flaw::Unreachable("timed out".into());
    assert_eq!(refused.err(), Some(Error::Unstamped(vec![Attempt { url: "down".into(), flaw }])));
    let mut bytes = done.bytes.clone();
    let authorities = [authority().certificate().clone()];
    for count in 1..=2 {
        let mut stamper = Stamper { sources: &good, post: &double, now: now() };
        let later = stamp(&bytes, &mut stamper, "Timestamp", &mut dice(5)).expect("stamped");
        assert!(later.bytes.starts_with(&bytes));
        bytes = later.bytes;
        let roots = [double.root.clone()];
        let report = verify(&bytes, Trust { authorities: &authorities, timestamp_roots: &roots });
        assert!(report.is_genuine(), "{report:?}");
        let last = report.entries.last().expect("entries");
        assert_eq!((report.entries.len(), last.kind, last.trusted), (2 + count, Kind::Timestamp, true));
        assert_eq!(last.end, bytes.len());
    }
}

#[test]
fn keys_come_from_settings_and_must_fit() {
    let made = authority();
    let pem = made.to_pem().expect("PEM");
    let read = Authority::from_pem(&pem, "Operator ApS").expect("read");
    assert_eq!(read.certificate(), made.certificate());
    let other = Authority::create("Other", now(), &mut dice(9)).and_then(|other| other.to_pem()).expect("PEM");
    let mixed = |authority: &Pem, key: &Pem, seal: &Pem, seal_key: &Pem| Pem {
        authority: authority.authority.clone(),
        authority_key: key.authority_key.clone(),
        seal: seal.seal.clone(),
        seal_key: seal_key.seal_key.clone(),
    };
    let apart = Error::Key("a key and a certificate do not belong together");
    let foreign = Error::Key("the seal's certificate is not issued by the authority");
    for (pem, error) in [
        (mixed(&pem, &other, &pem, &pem), apart.clone()),
        (mixed(&pem, &pem, &pem, &other), apart),
        (mixed(&pem, &pem, &other, &other), foreign),
        (
            Pem { seal: "none".into(), ..mixed(&pem, &pem, &pem, &pem) },
            Error::Key("the seal's certificate is no PEM certificate"),
        ),
    ] {
        assert_eq!(Authority::from_pem(&pem, "Operator ApS").err(), Some(error));
    }
    assert_eq!(certificates(&pem.authority).expect("one"), [made.certificate().clone()]);
    assert!(certificates("none").is_err());
}

#[test]
fn what_is_signed_already_or_foreign_is_not_signed_again() {
    let done = signed(&["Anna Ek"], None);
    let sealing = Sealing { label: "Seal".into(), reason: "Sealed".into(), at: now(), until: now() };
    for bytes in [done.bytes.as_slice(), b"%PDF-1.7\nnothing", b""] {
        assert!(sign(bytes, &authority(), &[], &sealing, None, &mut dice(4)).is_err());
    }
}

#[test]
fn certificates_are_read_from_whatever_lies_in_a_file() {
    let pem = authority().to_pem().expect("PEM").authority;
    let count = |text: &str| super::certificates(text).map(|all| all.len()).ok();
    assert_eq!(count(&pem), Some(1));
    assert_eq!(count(&format!("An authority\n{pem}\nand another\r\n{pem}")), Some(2));
    for bad in
        ["", "hello", "-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n"]
    {
        assert_eq!(count(bad), None, "{bad}");
    }
    assert_eq!(count(&pem.replacen('M', "!", 3)), None);
}
