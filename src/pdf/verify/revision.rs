//! Checks one revision of a file: it must be a signature that fills an empty field, or a timestamp.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::super::objects::{Dictionary, Fault, File, Object, Revision};
use super::super::sign::cms::Parts;
use super::super::sign::update::SignatureObject;
use super::super::sign::{common_name, update};
use super::super::stamp::Token;
use super::{Entry, Kind, Stamp, Trust, kind, trusted};
use crate::Moment;

/// Reads revision `at` (from 1). A fault means that it is neither a signature nor a timestamp.
pub(super) fn read(file: &File<'_>, bytes: &[u8], at: usize, trust: Trust<'_>) -> Result<Entry, Fault> {
    let [before, now] = file.revisions().get(at - 1..=at).ok_or(Fault::Foreign)? else {
        return Err(Fault::Foreign);
    };
    for name in ["Root", "Info"] {
        if before.trailer.get(name) != now.trailer.get(name) {
            return Err(Fault::Foreign);
        }
    }
    let numbers: Vec<u32> = now.objects.keys().copied().collect();
    match numbers.as_slice() {
        [field, signature] => signed(file, bytes, at, (*field, *signature), trust),
        [form, field, signature] => stamped(file, bytes, at, (*form, *field, *signature), trust),
        _ => Err(Fault::Foreign),
    }
}

fn signed(
    file: &File<'_>,
    bytes: &[u8],
    at: usize,
    (field, signature): (u32, u32),
    trust: Trust<'_>,
) -> Result<Entry, Fault> {
    let mut filled = dictionary(file.object_at(field, at)?)?;
    let value = filled.remove("V").and_then(|value| value.reference());
    let empty = dictionary(file.object_at(field, at - 1)?)?;
    let is_new = file.place(signature, at - 1).is_err();
    if value != Some(signature) || filled != empty || !empty.is("FT", "Sig") || !is_new {
        return Err(Fault::Foreign);
    }
    let revision = file.revisions().get(at).ok_or(Fault::Foreign)?;
    let held = dictionary(file.object_at(signature, at)?)?;
    let (cover, contents) =
        cover(file, bytes, revision, SignatureObject { number: signature, kind: "Sig", form: update::CADES }, &held)?;
    let Some(parts) = der(&contents).and_then(|der| Parts::read(der, super::super::sign::cms::DATA)) else {
        return Ok(broken(&held, revision));
    };
    let (kind, organisation) = kind(&parts.certificate);
    let own = own_time(&held);
    let mut intact = parts.prove(&cover);
    let mut stamp = None;
    if let Some(bytes) = &parts.token {
        // An invalid token is worse than none.
        match Token::read(bytes).and_then(|token| token.check(parts.signature()).map(|()| token)) {
            Ok(token) => {
                let trusted = !trust.timestamp_roots.is_empty() && token.check_roots(trust.timestamp_roots).is_ok();
                stamp = Some(Stamp { at: token.at(), by: token.by(), trusted });
            }
            Err(_) => intact = false,
        }
    }
    let when = stamp.as_ref().map(|stamp| stamp.at).or(own);
    Ok(Entry {
        kind,
        name: common_name(&parts.certificate),
        organisation,
        reason: held.get("Reason").and_then(Object::words),
        at: own,
        stamp,
        intact,
        trusted: intact && when.is_some_and(|when| trusted(&parts, trust, when)),
        end: revision.end,
    })
}

fn stamped(
    file: &File<'_>,
    bytes: &[u8],
    at: usize,
    (form, field, signature): (u32, u32, u32),
    trust: Trust<'_>,
) -> Result<Entry, Fault> {
    let mut old = dictionary(file.object_at(form, at - 1)?)?;
    let mut fields = old.get("Fields").and_then(Object::array).ok_or(Fault::Foreign)?.to_vec();
    fields.push(Object::Reference(field));
    old.set("Fields", Object::Array(fields));
    let entry = dictionary(file.object_at(field, at)?)?;
    let are_new = [field, signature].iter().all(|number| file.place(*number, at - 1).is_err());
    let root = file.dictionary(file.trailer()?.get("Root"))?;
    let is_form = root.get("AcroForm").and_then(Object::reference) == Some(form);
    let points = entry.get("V").and_then(Object::reference) == Some(signature);
    if Object::Dictionary(old) != file.object_at(form, at)? || !are_new || !is_form || !points {
        return Err(Fault::Foreign);
    }
    let revision = file.revisions().get(at).ok_or(Fault::Foreign)?;
    let held = dictionary(file.object_at(signature, at)?)?;
    let kept = SignatureObject { number: signature, kind: "DocTimeStamp", form: update::TIMESTAMP };
    let (cover, contents) = cover(file, bytes, revision, kept, &held)?;
    let token = der(&contents).and_then(|der| Token::read(der).ok());
    let mut found = Entry { kind: Kind::Timestamp, ..broken(&held, revision) };
    if let Some(token) = token {
        found.name = token.by();
        found.at = Some(token.at());
        found.intact = token.check(&cover).is_ok();
        found.trusted =
            found.intact && !trust.timestamp_roots.is_empty() && token.check_roots(trust.timestamp_roots).is_ok();
    }
    Ok(found)
}

/// The bytes that a signature covers, and its contents. The range must cover everything up to the end of its revision
/// except the contents, and be where this portal writes it.
fn cover(
    file: &File<'_>,
    bytes: &[u8],
    revision: &Revision,
    signature: SignatureObject<'_>,
    held: &Dictionary,
) -> Result<(Vec<u8>, Vec<u8>), Fault> {
    let from = file.place(signature.number, usize::MAX - 1)?;
    let (head, within) = update::places(signature);
    let range = from + within.start..from + within.end;
    if !bytes.get(from..).is_some_and(|rest| rest.starts_with(&head)) {
        return Err(Fault::Foreign);
    }
    let numbers: Vec<i64> =
        held.get("ByteRange").and_then(Object::array).into_iter().flatten().filter_map(Object::integer).collect();
    let said: Vec<usize> = numbers.iter().filter_map(|number| usize::try_from(*number).ok()).collect();
    let rest = revision.end.checked_sub(range.end).ok_or(Fault::Foreign)?;
    if said != [0, range.start, range.end, rest] {
        return Err(Fault::Foreign);
    }
    let Some(Object::Hex(contents)) = held.get("Contents") else { return Err(Fault::Foreign) };
    let mut canonical = Vec::with_capacity(range.len());
    Object::Hex(contents.clone()).write(&mut canonical);
    if bytes.get(Range::clone(&range)) != Some(canonical.as_slice()) {
        return Err(Fault::Foreign);
    }
    let upto = bytes.get(..revision.end).ok_or(Fault::Foreign)?;
    Ok((update::covered(upto, range).ok_or(Fault::Foreign)?, contents.clone()))
}

/// The DER structure at the start of the contents; the rest must be zeros.
fn der(contents: &[u8]) -> Option<&[u8]> {
    let (first, rest) = match contents {
        [0x30, 0x82, high, low, ..] => (4, usize::from(u16::from_be_bytes([*high, *low]))),
        [0x30, 0x81, length, ..] => (3, usize::from(*length)),
        _ => return None,
    };
    let (der, padding) = contents.split_at_checked(first + rest)?;
    padding.iter().all(|byte| *byte == 0).then_some(der)
}

fn dictionary(object: Object) -> Result<Dictionary, Fault> {
    match object {
        Object::Dictionary(dictionary) => Ok(dictionary),
        _ => Err(Fault::Foreign),
    }
}

/// A signature that cannot be read.
fn broken(held: &Dictionary, revision: &Revision) -> Entry {
    Entry {
        kind: Kind::Person,
        name: held.get("Name").and_then(Object::words).unwrap_or_default(),
        organisation: None,
        reason: held.get("Reason").and_then(Object::words),
        at: own_time(held),
        stamp: None,
        intact: false,
        trusted: false,
        end: revision.end,
    }
}

fn own_time(held: &Dictionary) -> Option<Moment> {
    let text = held.get("M").and_then(Object::words)?;
    NaiveDateTime::parse_from_str(&text, "D:%Y%m%d%H%M%SZ").ok().map(|at| at.and_utc())
}
