//! A timestamp token, and everything that can be wrong with it.

use std::time::Duration;

use chrono::DateTime;
use const_oid::ObjectIdentifier as Oid;
use der::{Any, Decode};
use x509_cert::Certificate;
use x509_cert::ext::pkix::ExtendedKeyUsage;
use x509_tsp::TstInfo;

use super::super::sign::cms::{Parts, TST_INFO};
use super::super::sign::{common_name, keys, lasts};
use crate::Moment;

const TIME_STAMPING: Oid = Oid::new_unwrap("1.3.6.1.5.5.7.3.8");

/// The problem of an authority's answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// No answer.
    #[error("not reached: {0}")]
    Unreachable(String),
    /// The authority refused.
    #[error("refused")]
    Refused,
    /// Not a token, or not in the canonical encoding.
    #[error("the answer cannot be read")]
    Unreadable,
    /// The signature is not valid.
    #[error("the signature is wrong")]
    Signature,
    /// It is for other content.
    #[error("the token is for other content")]
    Imprint,
    /// It is for another request.
    #[error("the token answers another request")]
    Nonce,
    /// The certificate is not for timestamps, or was not valid then.
    #[error("the certificate is not one for timestamps, or had run out")]
    Certificate,
    /// The certificate does not come from a trusted root.
    #[error("the certificate comes from nobody who is trusted")]
    Untrusted,
    /// The clock is wrong.
    #[error("its time is {0}, which cannot be")]
    Clock(Moment),
}

/// A parsed token.
#[derive(Debug)]
pub struct Token {
    parts: Parts,
    info: TstInfo,
}

impl Token {
    /// Reads a token from a file.
    pub fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        let parts = Parts::read(bytes, TST_INFO).ok_or(Flaw::Unreadable)?;
        let content = parts.content.as_deref().ok_or(Flaw::Unreadable)?;
        let info = TstInfo::from_der(content).map_err(|_| Flaw::Unreadable)?;
        Ok(Self { parts, info })
    }

    /// Reads a token from an authority's answer; also returns it in the form in which it is stored.
    pub(super) fn received(bytes: &[u8], roots: &[Certificate]) -> Result<(Self, Vec<u8>), Flaw> {
        let tidy = Parts::tidy(bytes, roots).ok_or(Flaw::Unreadable)?;
        Ok((Self::read(&tidy)?, tidy))
    }

    /// The time of the timestamp.
    pub fn at(&self) -> Moment {
        let seconds = i64::try_from(self.info.gen_time.to_unix_duration().as_secs()).unwrap_or_default();
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    }

    /// The authority's name.
    pub fn by(&self) -> String {
        common_name(&self.parts.certificate)
    }

    /// Whether it is a valid timestamp of this content, by a certificate for timestamps that was valid then.
    pub fn check(&self, content: &[u8]) -> Result<(), Flaw> {
        let imprint = &self.info.message_imprint;
        let expected = keys::digest(&imprint.hash_algorithm, content).ok_or(Flaw::Imprint)?;
        let plain = imprint.hash_algorithm.parameters.as_ref().is_none_or(Any::is_null);
        if imprint.hashed_message.as_bytes() != expected || !plain {
            return Err(Flaw::Imprint);
        }
        let within = self.parts.content.as_deref().ok_or(Flaw::Unreadable)?;
        if !self.parts.prove(within) {
            return Err(Flaw::Signature);
        }
        let certificate = &self.parts.certificate;
        let usage = certificate.tbs_certificate.get::<ExtendedKeyUsage>().ok().flatten();
        let only_that = matches!(usage, Some((true, usage)) if usage.0 == [TIME_STAMPING]);
        if !only_that || !lasts(certificate, self.at()) {
            return Err(Flaw::Certificate);
        }
        Ok(())
    }

    pub(super) fn check_nonce(&self, nonce: &[u8]) -> Result<(), Flaw> {
        match &self.info.nonce {
            Some(found) if found.as_bytes() == nonce => Ok(()),
            _ => Err(Flaw::Nonce),
        }
    }

    pub(super) fn check_clock(&self, now: Moment, skew: Duration) -> Result<(), Flaw> {
        let apart = self.at().signed_duration_since(now).abs();
        if apart.to_std().is_ok_and(|apart| apart <= skew) { Ok(()) } else { Err(Flaw::Clock(self.at())) }
    }

    /// Whether the chain ends at one of these roots; without roots nothing is checked.
    pub fn check_roots(&self, roots: &[Certificate]) -> Result<(), Flaw> {
        let all_last = self.parts.above.iter().all(|one| lasts(one, self.at()));
        if roots.is_empty() || (all_last && self.parts.leads_to(roots)) { Ok(()) } else { Err(Flaw::Untrusted) }
    }
}
