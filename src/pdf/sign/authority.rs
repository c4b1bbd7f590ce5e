//! The instance's own authority: it issues the certificates of the seal and of every person who signs.

use chrono::TimeDelta;
use der::{DecodePem, EncodePem};
use p256::ecdsa::SigningKey;
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use x509_cert::Certificate;
use zeroize::Zeroizing;

use super::certificate::{Purpose, Wish};
use super::{Entropy, Error, certificate, keys};
use crate::Moment;

/// A person who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name, in any script.
    pub name: String,
    /// The e-mail address that was proved by a code.
    pub email: String,
    /// The organisation for which they sign.
    pub organisation: Option<String>,
}

/// A key with its certificate and the issuer's.
pub struct Signer {
    pub(crate) key: SigningKey,
    pub(crate) certificate: Certificate,
    pub(crate) issuer: Certificate,
}

/// The authority and the operator's seal. The keys are wiped when it is dropped.
pub struct Authority {
    key: SigningKey,
    certificate: Certificate,
    seal_key: SigningKey,
    seal: Certificate,
    organisation: String,
}

/// The stored form of an authority: certificates and PKCS#8 keys as PEM. The keys are wiped when dropped.
pub struct Pem {
    /// The authority's certificate; public, needed to verify.
    pub authority: String,
    /// The authority's key.
    pub authority_key: Zeroizing<String>,
    /// The seal's certificate.
    pub seal: String,
    /// The seal's key.
    pub seal_key: Zeroizing<String>,
}

impl Authority {
    /// Creates a new authority and seal for an operator, valid for ten years.
    pub fn create(operator: &str, at: Moment, entropy: Entropy<'_>) -> Result<Self, Error> {
        let from = at - TimeDelta::days(1);
        let until = at + TimeDelta::days(3653);
        let key = keys::new_key(entropy)?;
        let subject = certificate::name(&format!("{operator} Signing Authority"), Some(operator))?;
        let wish = Wish { purpose: Purpose::Authority, subject: subject.clone(), email: None, from, until };
        let made = certificate::make(&wish, &keys::public(&key)?, (&subject, &key), entropy)?;
        let seal_key = keys::new_key(entropy)?;
        let name = certificate::name(operator, Some(operator))?;
        let wish = Wish { purpose: Purpose::Signing, subject: name, email: None, from, until };
        let seal = certificate::make(&wish, &keys::public(&seal_key)?, (&subject, &key), entropy)?;
        Ok(Self { key, certificate: made, seal_key, seal, organisation: operator.to_owned() })
    }

    /// Reads an authority. `operator` is the organisation in certificates.
    pub fn from_pem(pem: &Pem, operator: &str) -> Result<Self, Error> {
        let certificate = Certificate::from_pem(&pem.authority)
            .map_err(|_| Error::Key("the authority's certificate is no PEM certificate"))?;
        let key = SigningKey::from_pkcs8_pem(&pem.authority_key)
            .map_err(|_| Error::Key("the authority's key is no PKCS#8 key on P-256"))?;
        let seal =
            Certificate::from_pem(&pem.seal).map_err(|_| Error::Key("the seal's certificate is no PEM certificate"))?;
        let seal_key = SigningKey::from_pkcs8_pem(&pem.seal_key)
            .map_err(|_| Error::Key("the seal's key is no PKCS#8 key on P-256"))?;
        for (certificate, key) in [(&certificate, &key), (&seal, &seal_key)] {
            if certificate.tbs_certificate.subject_public_key_info != keys::public(key)? {
                return Err(Error::Key("a key and a certificate do not belong together"));
            }
        }
        if !super::cms::issued_by(&certificate, &certificate) {
            return Err(Error::Key("the authority's certificate is not one that vouches for itself and others"));
        }
        if !super::cms::issued_by(&seal, &certificate) {
            return Err(Error::Key("the seal's certificate is not issued by the authority"));
        }
        Ok(Self { key, certificate, seal_key, seal, organisation: operator.to_owned() })
    }

    /// Writes the form that [`Authority::from_pem`] reads.
    pub fn to_pem(&self) -> Result<Pem, Error> {
        let key =
            |key: &SigningKey| key.to_pkcs8_pem(LineEnding::LF).map_err(|error| Error::Encoding(error.to_string()));
        Ok(Pem {
            authority: self.certificate.to_pem(LineEnding::LF)?,
            authority_key: key(&self.key)?,
            seal: self.seal.to_pem(LineEnding::LF)?,
            seal_key: key(&self.seal_key)?,
        })
    }

    /// The authority's certificate, which [`crate::verify`] trusts.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// A certificate for a person with a new key, for one signature. The key is wiped with the signer.
    pub fn issue(&self, person: &Person, at: Moment, until: Moment, entropy: Entropy<'_>) -> Result<Signer, Error> {
        let key = keys::new_key(entropy)?;
        let organisation = person.organisation.as_deref();
        let wish = Wish {
            purpose: Purpose::Signing,
            subject: certificate::name(&person.name, organisation)?,
            email: Some(&person.email),
            // Clocks may differ a little.
            from: at - TimeDelta::minutes(10),
            until,
        };
        let issuer = &self.certificate.tbs_certificate.subject;
        let made = certificate::make(&wish, &keys::public(&key)?, (issuer, &self.key), entropy)?;
        Ok(Signer { key, certificate: made, issuer: self.certificate.clone() })
    }

    /// The operator's seal.
    pub fn seal(&self) -> Signer {
        Signer { key: self.seal_key.clone(), certificate: self.seal.clone(), issuer: self.certificate.clone() }
    }

    /// The name in the seal's certificate.
    pub fn seal_name(&self) -> String {
        self.organisation.clone()
    }
}

/// Reads certificates from PEM: the roots of timestamp authorities, or an authority to verify with. Text between the
/// certificates is ignored.
pub fn certificates(pem: &str) -> Result<Vec<Certificate>, Error> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    // One by one: the crate's reader of several certificates panics if there is none.
    let read = |(at, _): (usize, &str)| {
        let rest = pem.get(at..).unwrap_or_default();
        let end = rest.find(END).map_or(rest.len(), |end| end + END.len());
        Certificate::from_pem(rest.get(..end).unwrap_or_default())
    };
    let all: Result<Vec<Certificate>, _> = pem.match_indices(BEGIN).map(read).collect();
    match all {
        Ok(all) if !all.is_empty() => Ok(all),
        _ => Err(Error::Key("no PEM certificates")),
    }
}
