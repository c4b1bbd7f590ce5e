//! Signing: certificates for the signatories, and signatures in a PDF (PAdES, ECDSA P-256).
//!
//! The file is rewritten once with an empty field for every party. Each signature is then an incremental update with
//! only the filled field and the signature, so that earlier signatures stay valid in every reader.

mod authority;
pub(super) mod certificate;
pub(super) mod cms;
mod fields;
pub(super) mod keys;
#[cfg(test)]
pub(super) mod tests;
pub(super) mod update;

pub use authority::certificates;
pub use authority::{Authority, Pem, Person, Signer};
pub(super) use certificate::{common_name, lasts, organisation};
use fields::Fields;
pub use update::stamp;
pub use x509_cert::Certificate;

use super::objects::Fault;
use super::stamp::{Attempt, Stamper};
use crate::Moment;

/// A source of random bytes.
pub type Entropy<'a> = &'a mut dyn FnMut(&mut [u8]);

/// Why nothing was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file cannot be signed.
    #[error(transparent)]
    File(#[from] Fault),
    /// A key or certificate in the settings is wrong.
    #[error("{0}")]
    Key(&'static str),
    /// A structure could not be encoded.
    #[error("the signature could not be encoded: {0}")]
    Encoding(String),
    /// The signature with its certificates and timestamp is larger than the reserved space.
    #[error("the signature does not fit the space kept for it")]
    TooLarge,
    /// There is no such field, or it is signed already.
    #[error("there is no empty field {0}")]
    Field(String),
    /// No authority gave a timestamp; the attempts say why.
    #[error("no timestamp authority answered rightly")]
    Unstamped(Vec<Attempt>),
}

impl From<der::Error> for Error {
    fn from(error: der::Error) -> Self {
        Self::Encoding(error.to_string())
    }
}

/// One person's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// The person.
    pub person: Person,
    /// The label of the field for readers: "Signature of Anna Ek".
    pub label: String,
    /// The reason: "I sign this agreement".
    pub reason: String,
    /// When the person signed.
    pub at: Moment,
}

/// The seal at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// The label of the field for readers.
    pub label: String,
    /// The reason of the seal.
    pub reason: String,
    /// When it is sealed.
    pub at: Moment,
    /// The end of validity of the persons' certificates. Files are checked years later, and a signature without a
    /// timestamp counts only while its certificate is valid.
    pub until: Moment,
}

/// What a signed file proves about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Signatures without timestamps; the times are claimed by the portal (PAdES baseline B).
    B,
    /// Every signature has a timestamp of an outside authority (PAdES baseline T).
    T,
}

/// A signed file.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The file.
    pub bytes: Vec<u8>,
    /// The level that was reached.
    pub level: Level,
    /// Failed attempts to get a timestamp.
    pub attempts: Vec<Attempt>,
}

/// Signs a PDF of [`super::sheet::pdf`] for every person and seals it. Each person gets a certificate of their own,
/// whose key exists only during this call.
///
/// Without a stamper, or if no authority gives a valid answer, the file is [`Level::B`].
pub fn sign(
    pdf: &[u8],
    authority: &Authority,
    signatories: &[Signatory],
    sealing: &Sealing,
    mut stamper: Option<&mut Stamper<'_>>,
    entropy: Entropy<'_>,
) -> Result<Signed, Error> {
    let labels: Vec<&str> = signatories.iter().map(|one| one.label.as_str()).chain([sealing.label.as_str()]).collect();
    let mut bytes = Fields::add(pdf, &labels)?;
    let mut signed = Signed { bytes: Vec::new(), level: Level::T, attempts: Vec::new() };
    for (at, signatory) in signatories.iter().enumerate() {
        let signer = authority.issue(&signatory.person, signatory.at, sealing.until, entropy)?;
        let act = update::Act {
            field: &Fields::name(at),
            name: &signatory.person.name,
            reason: &signatory.reason,
            at: signatory.at,
        };
        bytes = signed.add(&bytes, &act, &signer, stamper.as_deref_mut(), entropy)?;
    }
    let act = update::Act {
        field: &Fields::name(signatories.len()),
        name: &authority.seal_name(),
        reason: &sealing.reason,
        at: sealing.at,
    };
    signed.bytes = signed.add(&bytes, &act, &authority.seal(), stamper, entropy)?;
    Ok(signed)
}

impl Signed {
    fn add(
        &mut self,
        bytes: &[u8],
        act: &update::Act<'_>,
        signer: &Signer,
        stamper: Option<&mut Stamper<'_>>,
        entropy: Entropy<'_>,
    ) -> Result<Vec<u8>, Error> {
        let (bytes, stamped) = update::sign(bytes, act, signer, |signature| {
            let token = stamper?.ask(signature, entropy);
            self.attempts.extend(token.attempts);
            token.token
        })?;
        if !stamped {
            self.level = Level::B;
        }
        Ok(bytes)
    }
}
