//! One signature or timestamp as an incremental update: its space is reserved, then filled.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::objects::{Dictionary, Fault, File, Object};
use super::super::stamp::Stamper;
use super::Level;
use super::{Entropy, Error, Signed, Signer, cms};
use crate::Moment;

/// Bytes reserved for a signature with its certificates and timestamp.
const SIGNATURE_BYTES: usize = 16 * 1024;
/// Digits reserved for each number of the byte range.
const BYTE_RANGE_DIGITS: usize = 10;
/// The formats of a signature, and of a timestamp of a file.
pub(crate) const CADES: &str = "ETSI.CAdES.detached";
pub(crate) const TIMESTAMP: &str = "ETSI.RFC3161";

/// The attributes of a signature.
pub(super) struct Act<'a> {
    pub field: &'a str,
    pub name: &'a str,
    pub reason: &'a str,
    pub at: Moment,
}

/// Fills a field. Returns whether `stamp` gave a timestamp.
pub(super) fn sign(
    pdf: &[u8],
    act: &Act<'_>,
    signer: &Signer,
    stamp: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Result<(Vec<u8>, bool), Error> {
    let file = File::read(pdf)?;
    let (number, mut field) = empty_field(&file, act.field)?;
    let signature = file.next_number()?;
    field.set("V", Object::Reference(signature));
    let dictionary = kept("Sig", CADES)
        .with("Name", Object::text(act.name))
        .with("Reason", Object::text(act.reason))
        .with("M", Object::String(act.at.format("D:%Y%m%d%H%M%SZ").to_string().into_bytes()));
    let objects = BTreeMap::from([(number, Object::Dictionary(field)), (signature, Object::Dictionary(dictionary))]);
    fill(&file, &objects, SignatureObject { number: signature, kind: "Sig", form: CADES }, |content| {
        cms::build(content, signer, stamp)
    })
}

/// Appends a timestamp of the whole file as an update of its own; the earlier bytes stay unchanged. Nothing is appended
/// if no authority gives a valid answer.
pub fn stamp(pdf: &[u8], stamper: &mut Stamper<'_>, label: &str, entropy: Entropy<'_>) -> Result<Signed, Error> {
    let file = File::read(pdf)?;
    let root = file.dictionary(file.trailer()?.get("Root"))?;
    let form_at = root.get("AcroForm").and_then(Object::reference).ok_or(Fault::Foreign)?;
    let mut form = file.dictionary(root.get("AcroForm"))?;
    let mut fields = form.get("Fields").and_then(Object::array).ok_or(Fault::Foreign)?.to_vec();
    let stamped = fields.len();
    let field = file.next_number()?;
    let signature = field + 1;
    fields.push(Object::Reference(field));
    form.set("Fields", Object::Array(fields));
    // Not in the annotations of any page: a timestamp is not visible and has no reading order.
    let entry = Dictionary::default()
        .with("Type", Object::name("Annot"))
        .with("Subtype", Object::name("Widget"))
        .with("Rect", Object::Array(vec![Object::Integer(0); 4]))
        .with("F", Object::Integer(132))
        .with("FT", Object::name("Sig"))
        .with("T", Object::text(&format!("Timestamp {stamped}")))
        .with("TU", Object::text(label))
        .with("V", Object::Reference(signature));
    let dictionary = kept("DocTimeStamp", TIMESTAMP);
    let objects = BTreeMap::from([
        (form_at, Object::Dictionary(form)),
        (field, Object::Dictionary(entry)),
        (signature, Object::Dictionary(dictionary)),
    ]);
    let mut attempts = Vec::new();
    let mut refused = false;
    let kept_at = SignatureObject { number: signature, kind: "DocTimeStamp", form: TIMESTAMP };
    let filled = fill(&file, &objects, kept_at, |content| {
        let answer = stamper.ask(content, entropy);
        attempts = answer.attempts;
        refused = answer.token.is_none();
        answer.token.map(|token| (token, true)).ok_or_else(|| Error::Unstamped(Vec::new()))
    });
    match filled {
        Ok((bytes, _)) => Ok(Signed { bytes, level: Level::T, attempts }),
        Err(Error::Unstamped(_)) if refused => Err(Error::Unstamped(attempts)),
        Err(error) => Err(error),
    }
}

/// A signature dictionary with reserved space. The space comes first, so that no entered text before it can be mistaken
/// for it.
fn kept(kind: &str, form: &str) -> Dictionary {
    // Real numbers are written with their digits unchanged, so these places are wide enough for any number.
    let place = || Object::Real(vec![b'0'; BYTE_RANGE_DIGITS]);
    let range = vec![Object::Integer(0), place(), place(), place()];
    Dictionary::default()
        .with("Type", Object::name(kind))
        .with("Filter", Object::name("Adobe.PPKLite"))
        .with("SubFilter", Object::name(form))
        .with("ByteRange", Object::Array(range))
        .with("Contents", Object::Hex(vec![0; SIGNATURE_BYTES]))
}

/// A signature or timestamp among the objects of a file.
#[derive(Clone, Copy)]
pub(crate) struct SignatureObject<'a> {
    pub number: u32,
    /// `Sig` or `DocTimeStamp`.
    pub kind: &'a str,
    /// [`CADES`] or [`TIMESTAMP`].
    pub form: &'a str,
}

/// The positions in a signature that [`kept`] wrote, from the start of its object: the byte range after its bracket,
/// and the contents with their angle brackets.
pub(crate) fn places(signature: SignatureObject<'_>) -> (Vec<u8>, Range<usize>) {
    let SignatureObject { number, kind, form } = signature;
    let head = format!("{number} 0 obj\n<</Type /{kind}/Filter /Adobe.PPKLite/SubFilter /{form}/ByteRange [");
    let open = head.len() + 1 + 3 * (BYTE_RANGE_DIGITS + 1) + "]/Contents ".len();
    (head.into_bytes(), open..open + 2 * SIGNATURE_BYTES + 2)
}

/// A field of this name that is not signed yet.
fn empty_field(file: &File<'_>, name: &str) -> Result<(u32, Dictionary), Error> {
    let root = file.dictionary(file.trailer()?.get("Root"))?;
    let form = file.dictionary(root.get("AcroForm"))?;
    for number in form.get("Fields").and_then(Object::array).into_iter().flatten().filter_map(Object::reference) {
        let field = file.dictionary(Some(&Object::Reference(number)))?;
        if field.get("T").and_then(Object::words).as_deref() == Some(name) && field.get("V").is_none() {
            return Ok((number, field));
        }
    }
    Err(Error::Field(name.to_owned()))
}

/// Appends the objects, and writes the result of `make` for the covered bytes into the reserved space.
fn fill(
    file: &File<'_>,
    objects: &BTreeMap<u32, Object>,
    signature: SignatureObject<'_>,
    make: impl FnOnce(&[u8]) -> Result<(Vec<u8>, bool), Error>,
) -> Result<(Vec<u8>, bool), Error> {
    let (mut bytes, starts) = file.append(objects)?;
    let from = starts.get(&signature.number).copied().ok_or(Fault::Foreign)?;
    let (head, contents) = places(signature);
    let (open, close) = (from + contents.start, from + contents.end);
    let numbers =
        [open, close, bytes.len().saturating_sub(close)].map(|number| format!("{number:<BYTE_RANGE_DIGITS$}"));
    put(&mut bytes, from + head.len(), format!("0 {}", numbers.join(" ")).as_bytes())?;
    let covered = covered(&bytes, open..close).ok_or(Fault::Foreign)?;
    let (made, stamped) = make(&covered)?;
    if made.len() > SIGNATURE_BYTES {
        return Err(Error::TooLarge);
    }
    let digits: String = made.iter().map(|byte| format!("{byte:02X}")).collect();
    put(&mut bytes, open + 1, digits.as_bytes())?;
    Ok((bytes, stamped))
}

/// All bytes except the contents of a signature.
pub(crate) fn covered(bytes: &[u8], contents: Range<usize>) -> Option<Vec<u8>> {
    Some([bytes.get(..contents.start)?, bytes.get(contents.end..)?].concat())
}

fn put(bytes: &mut [u8], at: usize, what: &[u8]) -> Result<(), Fault> {
    bytes.get_mut(at..at + what.len()).ok_or(Fault::Foreign)?.copy_from_slice(what);
    Ok(())
}
