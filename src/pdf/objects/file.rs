//! A file as a list of revisions, each of which adds to the earlier ones; and how to append one.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::scan::Scan;
use super::{Dictionary, Fault, Object};

/// Bytes of a file that is read.
const MAX_FILE_BYTES: usize = 16 * 1024 * 1024;
/// Revisions of a file: each signature and timestamp is one.
const MAX_REVISIONS: usize = 32;
/// Objects of a file.
const MAX_OBJECTS: u32 = 200_000;

/// One revision of a file.
#[derive(Debug, Clone)]
pub struct Revision {
    /// The offset of its cross-reference table.
    pub table: usize,
    /// Its end: after the end-of-file mark and the line feed.
    pub end: usize,
    /// The objects that it adds or replaces, with their offsets.
    pub objects: BTreeMap<u32, usize>,
    /// Its trailer.
    pub trailer: Dictionary,
}

/// A file that was read.
pub struct File<'a> {
    bytes: &'a [u8],
    /// In order, the first one first.
    revisions: Vec<Revision>,
}

impl<'a> File<'a> {
    /// Reads the structure of a file: its tables and trailers. Objects are read on request.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(Fault::TooLarge);
        }
        if !bytes.starts_with(b"%PDF-1.7\n") {
            return Err(Fault::NotPdf);
        }
        let mut revisions = Vec::new();
        let mut end = bytes.len();
        loop {
            let revision = revision(bytes, end)?;
            let before = match revision.trailer.get("Prev") {
                None => None,
                Some(before) => Some(before.integer().and_then(|at| usize::try_from(at).ok()).ok_or(Fault::Foreign)?),
            };
            let first = revision.objects.values().copied().min().unwrap_or(revision.table);
            revisions.push(revision);
            let Some(before) = before else {
                whole(revisions.last())?;
                break;
            };
            // The older revision ends where the first object of this one begins, and names the offset of its own table.
            if before >= first || revisions.len() >= MAX_REVISIONS {
                return Err(Fault::Foreign);
            }
            end = first;
            if started(bytes, end)? != before {
                return Err(Fault::Foreign);
            }
        }
        revisions.reverse();
        Ok(Self { bytes, revisions })
    }

    /// The revisions, in order.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// The newest trailer.
    pub fn trailer(&self) -> Result<&Dictionary, Fault> {
        self.revisions.last().map(|revision| &revision.trailer).ok_or(Fault::Foreign)
    }

    /// An object after the given revision, counted from 0; for a stream, its dictionary.
    pub fn object_at(&self, number: u32, revision: usize) -> Result<Object, Fault> {
        self.parse(number, self.place(number, revision)?).map(|(object, _, _)| object)
    }

    /// The offset of an object after the given revision.
    pub fn place(&self, number: u32, revision: usize) -> Result<usize, Fault> {
        let known = self.revisions.get(..=revision).unwrap_or(&self.revisions);
        known.iter().rev().find_map(|revision| revision.objects.get(&number)).copied().ok_or(Fault::Foreign)
    }

    /// An object in its newest version.
    pub fn object(&self, number: u32) -> Result<Object, Fault> {
        self.object_at(number, self.revisions.len())
    }

    /// The dictionary that a value is, or refers to.
    pub fn dictionary(&self, value: Option<&Object>) -> Result<Dictionary, Fault> {
        match value.ok_or(Fault::Foreign)? {
            Object::Dictionary(dictionary) => Ok(dictionary.clone()),
            Object::Reference(number) => match self.object(*number)? {
                Object::Dictionary(dictionary) => Ok(dictionary),
                _ => Err(Fault::Foreign),
            },
            _ => Err(Fault::Foreign),
        }
    }

    /// The bytes of an object in the first revision, from its number to `endobj`.
    pub fn raw(&self, number: u32) -> Result<&'a [u8], Fault> {
        let at = self.revisions.first().and_then(|first| first.objects.get(&number)).ok_or(Fault::Foreign)?;
        let (_, _, end) = self.parse(number, *at)?;
        self.bytes.get(*at..end).ok_or(Fault::Foreign)
    }

    /// The content of a stream, decompressed if necessary; more than `most` bytes are an error.
    pub fn stream(&self, number: u32, most: u64) -> Result<Vec<u8>, Fault> {
        let dictionary = self.dictionary(Some(&Object::Reference(number)))?;
        let at = self.place(number, self.revisions.len())?;
        let (_, within, _) = self.parse(number, at)?;
        let raw = self.bytes.get(within).ok_or(Fault::Foreign)?;
        let mut out = Vec::new();
        match dictionary.get("Filter") {
            None => out.extend_from_slice(raw),
            Some(Object::Name(name)) if name == b"FlateDecode" => {
                let inflated = flate2::read::ZlibDecoder::new(raw).take(most + 1).read_to_end(&mut out);
                inflated.map_err(|_| Fault::Foreign)?;
            }
            Some(_) => return Err(Fault::Foreign),
        }
        if u64::try_from(out.len()).is_ok_and(|length| length <= most) { Ok(out) } else { Err(Fault::TooLarge) }
    }

    /// The first unused object number.
    pub fn next_number(&self) -> Result<u32, Fault> {
        let size = self.trailer()?.get("Size").and_then(Object::integer).ok_or(Fault::Foreign)?;
        u32::try_from(size).ok().filter(|size| *size <= MAX_OBJECTS).ok_or(Fault::Foreign)
    }

    /// The value of an object, the range of its stream if it has one, and its end.
    fn parse(&self, number: u32, at: usize) -> Result<(Object, Range<usize>, usize), Fault> {
        let mut scan = Scan::new(self.bytes, at);
        if scan.digits()? != u64::from(number) {
            return Err(Fault::Foreign);
        }
        scan.take(b" 0 obj")?;
        let object = scan.object()?;
        scan.space();
        let mut stream = 0..0;
        if let (Object::Dictionary(dictionary), Ok(())) = (&object, scan.take(b"stream")) {
            // krilla writes the length of a stream directly; a reference is not followed.
            let length = dictionary.get("Length").and_then(Object::integer);
            let length = length.and_then(|length| usize::try_from(length).ok()).ok_or(Fault::Foreign)?;
            scan.take(b"\n").or_else(|_| scan.take(b"\r\n"))?;
            let start = scan.at;
            scan.at = start.checked_add(length).filter(|at| *at <= self.bytes.len()).ok_or(Fault::Foreign)?;
            stream = start..scan.at;
            scan.word(b"endstream")?;
        }
        scan.word(b"endobj")?;
        Ok((object, stream, scan.at))
    }

    /// The file with a further revision that sets these objects. Also returns the offset of each.
    pub fn append(&self, objects: &BTreeMap<u32, Object>) -> Result<(Vec<u8>, BTreeMap<u32, usize>), Fault> {
        let last = self.revisions.last().ok_or(Fault::Foreign)?;
        let mut out = self.bytes.to_vec();
        let mut places = BTreeMap::new();
        for (number, object) in objects {
            places.insert(*number, out.len());
            out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            object.write(&mut out);
            out.extend_from_slice(b"\nendobj\n");
        }
        let highest = objects.keys().max().map_or(0, |number| number + 1);
        let mut trailer = last.trailer.clone();
        trailer.set("Size", Object::Integer(i64::from(self.next_number()?.max(highest))));
        let table = i64::try_from(last.table).map_err(|_| Fault::TooLarge)?;
        trailer.set("Prev", Object::Integer(table));
        renew_id(&mut trailer, &out);
        finish(&mut out, &places, &trailer, false);
        Ok((out, places))
    }

    /// The file rewritten as a single revision, with these objects set and the others unchanged.
    pub fn rewrite(&self, objects: &BTreeMap<u32, Object>) -> Result<Vec<u8>, Fault> {
        let [only] = self.revisions.as_slice() else { return Err(Fault::Foreign) };
        let start = only.objects.values().copied().min().ok_or(Fault::Foreign)?;
        let mut out = self.bytes.get(..start).ok_or(Fault::Foreign)?.to_vec();
        let mut places = BTreeMap::new();
        for number in only.objects.keys().chain(objects.keys().filter(|new| !only.objects.contains_key(new))) {
            places.insert(*number, out.len());
            match objects.get(number) {
                Some(object) => {
                    out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
                    object.write(&mut out);
                    out.extend_from_slice(b"\nendobj\n");
                }
                None => {
                    out.extend_from_slice(self.raw(*number)?);
                    out.push(b'\n');
                }
            }
        }
        let mut trailer = only.trailer.clone();
        let size = places.keys().max().map_or(1, |number| number + 1);
        trailer.set("Size", Object::Integer(i64::from(size)));
        renew_id(&mut trailer, &out);
        finish(&mut out, &places, &trailer, true);
        Ok(out)
    }
}

/// The second half of the file's identifier changes with its content.
fn renew_id(trailer: &mut Dictionary, content: &[u8]) {
    if let Some([first, _]) = trailer.get("ID").and_then(Object::array) {
        let digest = Sha256::digest(content).iter().take(16).copied().collect();
        let pair = vec![first.clone(), Object::Hex(digest)];
        trailer.set("ID", Object::Array(pair));
    }
}

fn finish(out: &mut Vec<u8>, places: &BTreeMap<u32, usize>, trailer: &Dictionary, whole: bool) {
    let table = out.len();
    out.extend_from_slice(b"xref\n");
    let mut groups: Vec<(u32, Vec<usize>)> = Vec::new();
    for (number, place) in places {
        match groups.last_mut() {
            Some((first, group)) if u32::try_from(group.len()).is_ok_and(|count| *first + count == *number) => {
                group.push(*place);
            }
            _ => groups.push((*number, vec![*place])),
        }
    }
    for (at, (first, group)) in groups.iter().enumerate() {
        // The head of the list of free numbers comes before object 1.
        if whole && at == 0 && *first == 1 {
            out.extend_from_slice(format!("0 {}\n0000000000 65535 f \n", group.len() + 1).as_bytes());
        } else {
            out.extend_from_slice(format!("{first} {}\n", group.len()).as_bytes());
        }
        group.iter().for_each(|place| out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes()));
    }
    out.extend_from_slice(b"trailer\n");
    Object::Dictionary(trailer.clone()).write(out);
    out.extend_from_slice(format!("\nstartxref\n{table}\n%%EOF\n").as_bytes());
}

/// The first revision must contain every object; a later one whose link to earlier revisions is broken does not.
fn whole(first: Option<&Revision>) -> Result<(), Fault> {
    let first = first.ok_or(Fault::Foreign)?;
    let size = first.trailer.get("Size").and_then(Object::integer).and_then(|size| usize::try_from(size).ok());
    if size == Some(first.objects.len() + 1) { Ok(()) } else { Err(Fault::Foreign) }
}

/// The offset of the table of the revision that ends at `end`.
fn started(bytes: &[u8], end: usize) -> Result<usize, Fault> {
    let body = bytes.get(..end).ok_or(Fault::Foreign)?;
    let body = body.strip_suffix(b"\n").unwrap_or(body).strip_suffix(b"\n%%EOF").ok_or(Fault::NotPdf)?;
    let digits = body.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let head = body.get(..body.len() - digits).unwrap_or_default();
    if !head.ends_with(b"startxref\n") {
        return Err(Fault::NotPdf);
    }
    let number = body.get(head.len()..).and_then(|digits| std::str::from_utf8(digits).ok());
    number.and_then(|number| number.parse().ok()).ok_or(Fault::NotPdf)
}

/// Reads the revision that ends at `end`.
fn revision(bytes: &[u8], end: usize) -> Result<Revision, Fault> {
    let table = started(bytes, end)?;
    let mut scan = Scan::new(bytes.get(..end).ok_or(Fault::Foreign)?, table);
    scan.take(b"xref\n")?;
    let mut objects = BTreeMap::new();
    while scan.take(b"trailer").is_err() {
        let first = scan.digits()?;
        scan.take(b" ")?;
        let count = scan.digits()?;
        scan.take(b"\n")?;
        if first.checked_add(count).is_none_or(|last| last > u64::from(MAX_OBJECTS)) {
            return Err(Fault::TooLarge);
        }
        for number in first..first + count {
            let start = scan.at;
            let place = scan.digits()?;
            scan.take(b" ")?;
            let generation = scan.digits()?;
            scan.take(b" ")?;
            let used = scan.take(b"n").is_ok();
            if !used {
                scan.take(b"f")?;
            }
            scan.take(b" \n").or_else(|_| scan.take(b"\r\n"))?;
            let place = usize::try_from(place).ok().filter(|place| *place < table);
            let number = u32::try_from(number).map_err(|_| Fault::TooLarge)?;
            if scan.at - start != 20 || (used && generation != 0) || (!used && number != 0) {
                return Err(Fault::Foreign);
            }
            if used && objects.insert(number, place.ok_or(Fault::Foreign)?).is_some() {
                return Err(Fault::Foreign);
            }
        }
    }
    let trailer = match scan.object()? {
        Object::Dictionary(trailer) if trailer.get("XRefStm").is_none() && trailer.get("Encrypt").is_none() => trailer,
        _ => return Err(Fault::Foreign),
    };
    scan.take(b"\n")?;
    if scan.take(format!("startxref\n{table}\n%%EOF").as_bytes()).is_err() || end.saturating_sub(scan.at) > 1 {
        return Err(Fault::Foreign);
    }
    Ok(Revision { table, end, objects, trailer })
}
