use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Mutex;

use ::zip::ZipArchive;
use chrono::NaiveDate;

use super::*;

fn at() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 21).and_then(|day| day.and_hms_opt(8, 4, 6)).expect("a real time")
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn file(name: &str, content: &[u8], stored: bool) -> BundleFile {
    BundleFile { name: name.into(), size: content.len() as u64, sha256: hash(content), stored, source: name.into() }
}

fn case(folder: &str, files: Vec<BundleFile>) -> Bundle {
    Bundle { folder: folder.into(), files }
}

fn csv(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"reference\r\nA-1\r\n")
}

type Opened = io::Result<Box<dyn Read>>;

fn archive(cases: Vec<Bundle>, open: impl FnMut(&str) -> Opened) -> (io::Result<()>, Vec<u8>) {
    let mut bytes = Vec::new();
    let result = write_bundle(&mut bytes, at(), csv, cases.into_iter(), open);
    (result, bytes)
}

fn unpacked(bytes: &[u8]) -> (Vec<String>, BTreeMap<String, Vec<u8>>) {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let (mut order, mut files) = (Vec::new(), BTreeMap::new());
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).expect("an entry");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("readable, with a right checksum");
        let name = entry.name().expect("UTF-8").to_string();
        order.push(name.clone());
        files.insert(name, content);
    }
    (order, files)
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, (String, String, String)> {
    ::csv::Reader::from_reader(files[MANIFEST].as_slice())
        .records()
        .map(|line| {
            let line = line.expect("a line");
            (line[0].into(), (line[1].into(), line[2].into(), line[3].into()))
        })
        .collect()
}

/// Fails after some bytes.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("disk on fire"));
        }
        let count = self.0.min(buffer.len());
        buffer[..count].fill(b'x');
        self.0 -= count;
        Ok(count)
    }
}

#[test]
fn everything_comes_back_in_order() {
    let text = b"hello ".repeat(20_000);
    let image: Vec<u8> = (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let cases = vec![
        case("A-1", vec![file("Müller – Ωmega.txt", &text, false), file("photo.jpg", &image, true)]),
        case("A-2", vec![]),
        case("A-3", vec![file("empty.txt", b"", false)]),
    ];
    let open = |name: &str| -> Opened {
        Ok(Box::new(Cursor::new(match name {
            "photo.jpg" => image.clone(),
            "empty.txt" => Vec::new(),
            _ => text.clone(),
        })))
    };
    let (result, bytes) = archive(cases.clone(), open);
    result.expect("written");
    let (order, files) = unpacked(&bytes);
    assert_eq!(order, [CASES, "A-1/Müller – Ωmega.txt", "A-1/photo.jpg", "A-3/empty.txt", MANIFEST]);
    assert_eq!(files["A-1/Müller – Ωmega.txt"], text);
    assert_eq!(files["A-1/photo.jpg"], image);
    let manifest = manifest(&files);
    assert_eq!(manifest.len(), 4);
    for (path, (sha256, size, problem)) in &manifest {
        assert_eq!(*sha256, hash(&files[path]));
        assert_eq!(*size, files[path].len().to_string());
        assert_eq!(problem, "");
    }
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let photo = zip.by_name("A-1/photo.jpg").expect("there");
    assert_eq!(photo.compression(), CompressionMethod::Stored);
    let stamp = photo.last_modified().expect("a time");
    assert_eq!((stamp.year(), stamp.month(), stamp.day(), stamp.hour(), stamp.minute()), (2026, 11, 21, 8, 4));
    drop(photo);
    let note = zip.by_name("A-1/Müller – Ωmega.txt").expect("the UTF-8 flag is set");
    assert!(note.compressed_size() * 10 < note.size());
    drop(note);
    assert_eq!(archive(cases, open).1, bytes, "same input, same bytes");
}

#[test]
fn names_stay_apart_and_inside_their_folder() {
    let content = b"x".as_slice();
    let cases = vec![
        case("A-1", vec![file("a.pdf", content, true), file("A.PDF", content, true), file("../b", content, true)]),
        case("a-1", vec![file("a.pdf", content, true)]),
        case(CASES, vec![file("=1.pdf", content, true)]),
    ];
    let (result, bytes) = archive(cases, |_| Ok(Box::new(content)));
    result.expect("written");
    let (order, _) = unpacked(&bytes);
    assert_eq!(order[1..6], ["A-1/a.pdf", "A-1/A (2).PDF", "A-1/.._b", "a-1 (2)/a.pdf", "cases (2).csv/=1.pdf"]);
}

#[test]
fn the_manifest_names_what_is_missing_or_changed() {
    let cases = vec![case(
        "A-1",
        vec![file("gone", b"x", true), file("locked", b"x", true), file("dead", b"x", true), file("other", b"x", true)],
    )];
    let (result, bytes) = archive(cases, |name| match name {
        "gone" => Err(io::ErrorKind::NotFound.into()),
        "locked" => Err(io::ErrorKind::PermissionDenied.into()),
        "dead" => Ok(Box::new(Failing(0))),
        _ => Ok(Box::new(b"y".as_slice())),
    });
    result.expect("still an archive");
    let (order, files) = unpacked(&bytes);
    assert_eq!(order, [CASES, "A-1/other", MANIFEST]);
    let manifest = manifest(&files);
    assert_eq!(manifest["A-1/gone"].2, "missing: not in the document store");
    assert_eq!(manifest["A-1/locked"].2, "missing: could not be opened");
    assert_eq!(manifest["A-1/dead"].2, "missing: could not be opened");
    assert_eq!(manifest["A-1/other"].0, hash(b"y"));
    assert_eq!(manifest["A-1/other"].2, format!("changed since it was stored: SHA-256 was {}", hash(b"x")));
}

#[test]
fn a_fault_in_the_middle_is_an_error_and_leaves_no_archive() {
    for stored in [true, false] {
        let cases = vec![case("A-1", vec![file("half", b"x", stored)])];
        let (result, bytes) = archive(cases, |_| Ok(Box::new(Failing(3 * BUFFER_BYTES + 1))));
        assert_eq!(result.expect_err("a fault").to_string(), "disk on fire");
        assert!(ZipArchive::new(Cursor::new(&bytes)).is_err());
    }
    let mut bytes = Vec::new();
    let result = write_bundle(
        &mut bytes,
        at(),
        |_| Err(io::Error::other("no cases")),
        std::iter::empty(),
        |_| Err(io::ErrorKind::NotFound.into()),
    );
    assert_eq!(result.expect_err("a fault").to_string(), "no cases");
    assert!(ZipArchive::new(Cursor::new(&bytes)).is_err());
}

#[test]
fn a_reader_that_goes_away_is_an_error() {
    /// Accepts this many bytes, then fails.
    struct Narrow(usize);
    impl Write for Narrow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for room in [0, 40, 200, 70_000] {
        let cases = vec![case("A-1", vec![file("a", b"x", true)])];
        let open = |_: &str| -> Opened { Ok(Box::new(io::repeat(7).take(1_000_000))) };
        let result = write_bundle(Narrow(room), at(), csv, cases.into_iter(), open);
        assert_eq!(result.expect_err("broken").kind(), io::ErrorKind::BrokenPipe);
    }
}

#[test]
fn two_hundred_megabytes_need_no_memory() {
    /// Counts bytes, and the largest piece written at once.
    struct Measure<'a>(&'a Mutex<(u64, usize)>);
    impl Write for Measure<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut seen = self.0.lock().expect("one thread");
            *seen = (seen.0 + bytes.len() as u64, seen.1.max(bytes.len()));
            io::sink().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    const SIZE: u64 = 200 * 1024 * 1024;
    let seen = Mutex::new((0, 0));
    let zeros = |stored| BundleFile { name: "zeros".into(), size: SIZE, stored, ..BundleFile::default() };
    let cases = vec![case("A-1", vec![zeros(true), zeros(false)])];
    let open = |_: &str| -> Opened { Ok(Box::new(io::repeat(0).take(SIZE))) };
    write_bundle(Measure(&seen), at(), csv, cases.into_iter(), open).expect("written");
    let (written, largest) = *seen.lock().expect("one thread");
    assert!(written > SIZE && written < SIZE + SIZE / 50, "{written}");
    assert!(largest <= BUFFER_BYTES, "{largest}");
}

#[test]
fn sizes_beyond_four_gigabytes_are_announced() {
    // The recorded size decides on the field for 64-bit sizes.
    let big = BundleFile { name: "big".into(), size: u64::from(u32::MAX) + 1, stored: true, ..BundleFile::default() };
    let (result, bytes) = archive(vec![case("A-1", vec![big])], |_| Ok(Box::new(b"x".as_slice())));
    result.expect("written");
    assert_eq!(unpacked(&bytes).1["A-1/big"], b"x");
    assert!(bytes.windows(4).any(|field| field == [1, 0, 16, 0]), "the ZIP64 field is in the local header");
}

#[test]
fn times_outside_the_format_are_the_first_moment() {
    let early = NaiveDate::from_ymd_opt(1970, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0)).expect("a real time");
    assert_eq!(dos_time(early), DateTime::default());
}
