//! Signing: who signs with which certificate, and signatures written into a PDF (PAdES, ECDSA P-256).
//!
//! One full rewrite gives every party an empty field; each signature is then an incremental update that holds the
//! filled field and the signature and nothing else, so every earlier signature stays valid in every reader.

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
use crate::domain::calendar::Moment;

/// Where random bytes come from.
pub type Entropy<'a> = &'a mut dyn FnMut(&mut [u8]);

/// Why nothing was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file is none that can be signed.
    #[error(transparent)]
    File(#[from] Fault),
    /// A key or certificate from the settings does not fit.
    #[error("{0}")]
    Key(&'static str),
    /// A structure could not be written.
    #[error("the signature could not be encoded: {0}")]
    Encoding(String),
    /// The signature with its certificates and timestamp is larger than the space that is kept for it.
    #[error("the signature does not fit the space kept for it")]
    TooLarge,
    /// No field of this name, or it is signed already.
    #[error("there is no empty field {0}")]
    Field(String),
    /// No timestamp could be had; the attempts say why.
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
    /// Who signs.
    pub person: Person,
    /// What the field is called for a reader: "Signature of Anna Ek".
    pub label: String,
    /// Why: "I sign this agreement".
    pub reason: String,
    /// When the person signed.
    pub at: Moment,
}

/// The seal that closes the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealing {
    /// What the field is called for a reader.
    pub label: String,
    /// Why it is sealed.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// Until when the certificates made for the persons last. Readers look at it long after: a signature without a
    /// timestamp counts only while its certificate lasts.
    pub until: Moment,
}

/// What a file is worth as evidence of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Signed; the times are this system's own word (PAdES baseline B).
    B,
    /// Every signature carries a timestamp of an outside authority (PAdES baseline T).
    T,
}

/// A signed file.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The file.
    pub bytes: Vec<u8>,
    /// B or T, as it is.
    pub level: Level,
    /// What went wrong with which authority.
    pub attempts: Vec<Attempt>,
}

/// Signs a PDF of [`super::sheet::pdf`] for every person, and seals it. Each person gets a certificate of their own,
/// whose key exists within this call only.
///
/// Without a stamper, or when none of its authorities answers rightly, the file is [`Level::B`] and says no more.
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
