//! Documents of many cases as one ZIP, written as a stream in constant memory.
//!
//! Order of the archive: `cases.csv`, one folder per case, `manifest.csv`. The manifest lists every entry with the
//! SHA-256 of the bytes in the archive, and every missing document. After an error in the middle of a document, sent
//! bytes cannot be withdrawn; the archive then ends without its directory, so that no program accepts it as complete.

use std::cell::Cell;
use std::io::{self, Read, Write};

use ::zip::result::ZipError;
use ::zip::write::{SimpleFileOptions, StreamWriter};
use ::zip::{CompressionMethod, DateTime, ZipWriter};
use chrono::{Datelike, NaiveDateTime, Timelike};
use sha2::{Digest, Sha256};

use super::csv::{guarded, into_io, writer};
use super::names::{Taken, safe_name};

/// Bytes read at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// Entries from this size on get ZIP64 fields, which old programs do not know. A little below 4 GiB, because
/// compression can make incompressible data larger.
const ZIP64_FROM_BYTES: u64 = 0xFFFF_FFFF - 16 * 1024 * 1024;

const CASES: &str = "cases.csv";
const MANIFEST: &str = "manifest.csv";

/// The documents of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// The folder's name: the case's reference.
    pub folder: String,
    /// In the order in which they are written.
    pub files: Vec<BundleFile>,
}

/// One document in a [`Bundle`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BundleFile {
    /// The original name. It is made safe and unique here.
    pub name: String,
    /// Bytes, as recorded when it was stored.
    pub size: u64,
    /// SHA-256 in hex, as recorded when it was stored; empty if it was never recorded.
    pub sha256: String,
    /// Whether the file type is compressed already (PDF, JPEG, ZIP …) and is not compressed again.
    pub stored: bool,
    /// The name that is passed to `open`.
    pub source: String,
}

/// Writes the whole archive to `out` and flushes it. Every entry has the time `at`, so that the same input gives the
/// same bytes. `csv` writes `cases.csv`; `open` opens a document.
///
/// Memory is constant except for one line per document: its name, hash and size.
///
/// # Errors
/// An error of `out`, of `csv`, or of a document that was opened but could not be read to its end. What was written is
/// then not a valid archive, and the caller must break the connection
/// ([`ChannelWriter::abort`](super::ChannelWriter::abort)). A document that cannot be opened, or whose bytes differ
/// from those recorded, is not an error: the manifest says so.
pub fn write_bundle<W: Write>(
    out: W,
    at: NaiveDateTime,
    csv: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    cases: impl Iterator<Item = Bundle>,
    mut open: impl FnMut(&str) -> io::Result<Box<dyn Read>>,
) -> io::Result<()> {
    let cut = Cell::new(false);
    let mut archive = Archive::new(Valve { out, cut: &cut }, at);
    let written = (|| {
        archive.cases(csv)?;
        let mut folders = Taken::default();
        // A folder may not have the name of one of the two files beside it.
        folders.unique(CASES);
        folders.unique(MANIFEST);
        for case in cases {
            let folder = folders.unique(&safe_name(&case.folder));
            let mut names = Taken::default();
            for file in case.files {
                let path = format!("{folder}/{}", names.unique(&safe_name(&file.name)));
                archive.document(path, &file, &mut open)?;
            }
        }
        archive.manifest()
    })();
    match written {
        Ok(()) => archive.finish(),
        Err(error) => {
            // Dropping the writer would complete the archive as if nothing had happened.
            cut.set(true);
            Err(error)
        }
    }
}

/// Passes bytes to the caller's writer, until it is cut off.
struct Valve<'a, W> {
    out: W,
    cut: &'a Cell<bool>,
}

impl<W: Write> Write for Valve<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cut.get() { Ok(bytes.len()) } else { self.out.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.cut.get() { Ok(()) } else { self.out.flush() }
    }
}

/// A line of the manifest.
struct Line {
    path: String,
    sha256: String,
    size: Option<u64>,
    problem: String,
}

struct Archive<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    options: SimpleFileOptions,
    lines: Vec<Line>,
    buffer: Vec<u8>,
}

impl<W: Write> Archive<W> {
    fn new(out: W, at: NaiveDateTime) -> Self {
        let options = SimpleFileOptions::default().last_modified_time(dos_time(at)).unix_permissions(0o644);
        Self { zip: ZipWriter::new_stream(out), options, lines: Vec::new(), buffer: vec![0; BUFFER_BYTES] }
    }

    fn start(&mut self, path: &str, stored: bool, size: u64) -> io::Result<()> {
        let options = self.options.large_file(size >= ZIP64_FROM_BYTES);
        let options = if stored {
            options.compression_method(CompressionMethod::Stored)
        } else {
            options.compression_method(CompressionMethod::Deflated).compression_level(Some(1))
        };
        self.zip.start_file(path, options).map_err(zip_error)
    }

    fn cases(&mut self, csv: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.start(CASES, false, 0)?;
        let mut counted = Counted { out: &mut self.zip, sha256: Sha256::new(), size: 0 };
        csv(&mut counted)?;
        let (sha256, size) = counted.sum();
        self.lines.push(Line { path: CASES.into(), sha256, size: Some(size), problem: String::new() });
        Ok(())
    }

    fn document(
        &mut self,
        path: String,
        file: &BundleFile,
        open: &mut impl FnMut(&str) -> io::Result<Box<dyn Read>>,
    ) -> io::Result<()> {
        // The first bytes are read before the entry is started: many stores open without an error and fail on the first
        // read.
        let opened = open(&file.source).and_then(|mut source| {
            let count = fill(&mut source, &mut self.buffer)?;
            Ok((source, count))
        });
        let (mut source, mut count) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                let problem = match error.kind() {
                    io::ErrorKind::NotFound => "missing: not in the document store",
                    _ => "missing: could not be opened",
                };
                self.lines.push(Line { path, sha256: String::new(), size: None, problem: problem.into() });
                return Ok(());
            }
        };
        self.start(&path, file.stored, file.size)?;
        let mut counted = Counted { out: &mut self.zip, sha256: Sha256::new(), size: 0 };
        while count > 0 {
            counted.write_all(self.buffer.get(..count).ok_or(io::ErrorKind::InvalidData)?)?;
            count = fill(&mut source, &mut self.buffer)?;
        }
        let (sha256, size) = counted.sum();
        let problem = difference(file, &sha256, size);
        self.lines.push(Line { path, sha256, size: Some(size), problem });
        Ok(())
    }

    fn manifest(&mut self) -> io::Result<()> {
        self.start(MANIFEST, false, 0)?;
        let mut lines = writer(&mut self.zip);
        lines.write_record(["path", "sha256", "size", "problem"]).map_err(into_io)?;
        for line in &self.lines {
            let size = line.size.map(|size| size.to_string()).unwrap_or_default();
            let cells = [&*guarded(&line.path), &line.sha256, &size, &*guarded(&line.problem)];
            lines.write_record(cells).map_err(into_io)?;
        }
        lines.flush()
    }

    fn finish(self) -> io::Result<()> {
        self.zip.finish().map_err(zip_error)?.into_inner().flush()
    }
}

/// Passes bytes on, counts them and computes their hash.
struct Counted<W> {
    out: W,
    sha256: Sha256,
    size: u64,
}

impl<W> Counted<W> {
    fn sum(self) -> (String, u64) {
        (hex::encode(self.sha256.finalize()), self.size)
    }
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.sha256.update(bytes.get(..count).ok_or(io::ErrorKind::InvalidData)?);
        self.size += u64::try_from(count).unwrap_or(u64::MAX);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        // Flushing the compressor within an entry would only make it larger.
        Ok(())
    }
}

/// Reads until the buffer is full or the source ends; returns the number of bytes.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn difference(file: &BundleFile, sha256: &str, size: u64) -> String {
    if !file.sha256.is_empty() && !file.sha256.eq_ignore_ascii_case(sha256) {
        format!("changed since it was stored: SHA-256 was {}", file.sha256)
    } else if file.size != size {
        format!("changed since it was stored: size was {}", file.size)
    } else {
        String::new()
    }
}

/// ZIP knows the years 1980 to 2107 and even seconds; other times become the earliest one.
fn dos_time(at: NaiveDateTime) -> DateTime {
    let part = |value: u32| u8::try_from(value).unwrap_or(0);
    u16::try_from(at.year())
        .ok()
        .and_then(|year| {
            let (month, day) = (part(at.month()), part(at.day()));
            let (hour, minute, second) = (part(at.hour()), part(at.minute()), part(at.second()));
            DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
        })
        .unwrap_or_default()
}

fn zip_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests;
