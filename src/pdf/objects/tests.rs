use std::collections::BTreeMap;

use proptest::prelude::*;

use super::scan::Scan;
use super::*;

fn read(text: &[u8]) -> Result<Object, Fault> {
    Scan::new(text, 0).object()
}

fn written(object: &Object) -> Vec<u8> {
    let mut out = Vec::new();
    object.write(&mut out);
    out
}

/// A complete file of three objects.
pub(super) fn small() -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, body) in
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>", "<</Length 3>>\nstream\nabc\nendstream"]
            .iter()
            .enumerate()
    {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n{body}\nendobj\n", number + 1).as_bytes());
    }
    let table = bytes.len();
    bytes.extend_from_slice(b"xref\n0 4\n0000000000 65535 f \n");
    places.iter().for_each(|place| bytes.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes()));
    let id = "[<00000000000000000000000000000001><00000000000000000000000000000001>]";
    let trailer = format!("trailer\n<</Size 4/Root 1 0 R/ID{id}>>\nstartxref\n{table}\n%%EOF\n");
    bytes.extend_from_slice(trailer.as_bytes());
    bytes
}

#[test]
fn values_are_read_as_written() {
    for (text, value) in [
        ("null", Object::Null),
        ("true", Object::Bool(true)),
        ("-12", Object::Integer(-12)),
        ("3.50", Object::Real(b"3.50".to_vec())),
        ("(a\\(b\\)\\\\ (c) \\101)", Object::String(b"a(b)\\ (c) A".to_vec())),
        ("<0aFF>", Object::Hex(vec![0x0a, 0xff])),
        ("/A#20b", Object::Name(b"A b".to_vec())),
        ("[1 2 0 R 3]", Object::Array(vec![Object::Integer(1), Object::Reference(2), Object::Integer(3)])),
        (
            "% no\n<< /A 1 /B[ ] >>",
            Object::Dictionary(Dictionary::default().with("A", Object::Integer(1)).with("B", Object::Array(vec![]))),
        ),
    ] {
        let found = read(text.as_bytes()).expect(text);
        assert_eq!(found, value, "{text}");
        assert_eq!(read(&written(&found)).expect(text), value, "{text} written again");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_not_read() {
    let deep = [b"[".repeat(1000), b"]".repeat(1000)].concat();
    for text in [&b"<</A 1/A 2>>"[..], b"<0a", b"<0>", b"(open", b"<<", b"[1", b"", b"nul", b"1.2.3", b"(\\9)", &deep] {
        assert_eq!(read(text), Err(Fault::Foreign), "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn words_of_any_script_come_back() {
    for words in ["Anna Ek", "a (b) \\ c", "Ångström", "דוד", "𝔄"] {
        assert_eq!(read(&written(&Object::text(words))).ok().and_then(|object| object.words()).as_deref(), Some(words));
    }
}

#[test]
fn a_file_grows_by_revisions_and_older_states_stay() {
    let bytes = small();
    let file = File::read(&bytes).expect("whole");
    assert_eq!((file.revisions().len(), file.next_number()), (1, Ok(4)));
    assert_eq!(file.stream(3, 10).as_deref(), Ok(&b"abc"[..]));
    assert_eq!(file.stream(3, 2), Err(Fault::TooLarge));
    let changed = BTreeMap::from([(2, Object::Integer(7)), (4, Object::text("new"))]);
    let (grown, places) = file.append(&changed).expect("appended");
    assert!(grown.starts_with(&bytes) && places.len() == 2);
    let file = File::read(&grown).expect("whole");
    assert_eq!(file.object(2), Ok(Object::Integer(7)));
    assert!(matches!(file.object_at(2, 0), Ok(Object::Dictionary(_))));
    assert_eq!(file.object_at(4, 0), Err(Fault::Foreign));
    assert_eq!(file.revisions()[0].end, bytes.len());
    assert_eq!(file.rewrite(&BTreeMap::new()), Err(Fault::Foreign), "signed revisions are never rewritten");
}

#[test]
fn a_rewrite_keeps_what_it_does_not_change() {
    let bytes = small();
    let file = File::read(&bytes).expect("whole");
    let again = file.rewrite(&BTreeMap::from([(4, Object::Null)])).expect("rewritten");
    let new = File::read(&again).expect("whole");
    for number in 1..=3 {
        assert_eq!(new.raw(number), file.raw(number));
    }
    assert_eq!((new.object(4), new.revisions().len()), (Ok(Object::Null), 1));
}

#[test]
fn files_of_another_make_are_refused() {
    let good = String::from_utf8(small()).expect("ASCII");
    for (from, to) in [
        ("%PDF-1.7", "%PDF-1.4"),
        ("/Size 4", "/Size 4/XRefStm 9"),
        ("/Size 4", "/Size 4/Encrypt 9 0 R"),
        ("/Size 4", "/Size 4/Prev 0"),
        ("/Size 4", "/Size 4/Prev 99999999"),
        ("0 4\n", "0 99999999\n"),
        ("0 4\n", "0 18446744073709551615\n"),
        ("00000 n", "00001 n"),
        ("%%EOF\n", "%%EOF\n\n"),
        ("%%EOF\n", "%%EOF\n%"),
        ("startxref", "startXref"),
    ] {
        assert_ne!(good, good.replace(from, to));
        assert!(File::read(good.replace(from, to).as_bytes()).is_err(), "{from} → {to}");
    }
    assert_eq!(File::read(&vec![b' '; 17 * 1024 * 1024]).err(), Some(Fault::TooLarge));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(junk in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&junk);
        let _ = File::read(&junk);
    }

    #[test]
    fn no_damage_makes_the_reader_panic(at in 0_usize..400, byte: u8, cut in 0_usize..400) {
        let mut bytes = small();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(file) = File::read(&bytes) {
            for number in 0..6 {
                let _ = file.object(number);
                let _ = file.stream(number, 100);
            }
        }
        bytes.truncate(cut);
        let _ = File::read(&bytes);
    }
}
