//! Certificates: created for the authority, its seal and each person who signs; and read.

use std::time::Duration;

use const_oid::ObjectIdentifier as Oid;
use der::asn1::{BitString, GeneralizedTime, Ia5String, OctetString, SetOfVec, UtcTime, Utf8StringRef};
use der::{Any, Encode};
use p256::ecdsa::SigningKey;
use sha2::{Digest, Sha256};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName,
    SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, Extensions};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::SubjectPublicKeyInfoOwned;
use x509_cert::time::{Time, Validity};
use x509_cert::{Certificate, TbsCertificate, Version};

use super::{Entropy, Error, keys};
use crate::Moment;

const COMMON_NAME: Oid = Oid::new_unwrap("2.5.4.3");
const ORGANISATION: Oid = Oid::new_unwrap("2.5.4.10");
const FULL_NAME: Oid = Oid::new_unwrap("2.5.4.41");
const DOCUMENT_SIGNING: Oid = Oid::new_unwrap("1.3.6.1.5.5.7.3.36");
const EMAIL_PROTECTION: Oid = Oid::new_unwrap("1.3.6.1.5.5.7.3.4");
/// Characters of a common name and of an organisation (X.520).
const MAX_NAME_CHARACTERS: usize = 64;

/// The purpose of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To issue certificates, but no further authorities.
    Authority,
    /// To sign documents.
    Signing,
}

/// The content of a new certificate.
pub(crate) struct Wish<'a> {
    pub purpose: Purpose,
    pub subject: Name,
    pub email: Option<&'a str>,
    pub from: Moment,
    pub until: Moment,
}

/// Creates a certificate for a key, signed with the issuer's key.
pub(crate) fn make(
    wish: &Wish<'_>,
    key: &SubjectPublicKeyInfoOwned,
    (issuer, issuer_key): (&Name, &SigningKey),
    entropy: Entropy<'_>,
) -> Result<Certificate, Error> {
    let mut serial = [0; 16];
    entropy(&mut serial);
    // A positive number of full length.
    serial[0] = serial[0] & 0x3f | 0x40;
    let tbs_certificate = TbsCertificate {
        version: Version::V3,
        serial_number: SerialNumber::new(&serial)?,
        signature: keys::algorithm(keys::ECDSA_SHA_256),
        issuer: issuer.clone(),
        validity: Validity { not_before: time(wish.from)?, not_after: time(wish.until)? },
        subject: wish.subject.clone(),
        subject_public_key_info: key.clone(),
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(extensions(wish, key, &keys::public(issuer_key)?)?),
    };
    let signature = keys::sign(issuer_key, &tbs_certificate.to_der()?);
    Ok(Certificate {
        tbs_certificate,
        signature_algorithm: keys::algorithm(keys::ECDSA_SHA_256),
        signature: BitString::from_bytes(&signature)?,
    })
}

fn extensions(
    wish: &Wish<'_>,
    key: &SubjectPublicKeyInfoOwned,
    issuer_key: &SubjectPublicKeyInfoOwned,
) -> Result<Extensions, Error> {
    let authority = AuthorityKeyIdentifier { key_identifier: Some(key_id(issuer_key)?), ..Default::default() };
    let mut out = vec![
        extension("2.5.29.14", false, &SubjectKeyIdentifier(key_id(key)?))?,
        extension("2.5.29.35", false, &authority)?,
    ];
    match wish.purpose {
        Purpose::Authority => {
            out.push(extension("2.5.29.19", true, &BasicConstraints { ca: true, path_len_constraint: Some(0) })?);
            out.push(extension("2.5.29.15", true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))?);
        }
        Purpose::Signing => {
            out.push(extension("2.5.29.19", true, &BasicConstraints { ca: false, path_len_constraint: None })?);
            let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation);
            out.push(extension("2.5.29.15", true, &usage)?);
            let purposes = ExtendedKeyUsage(vec![DOCUMENT_SIGNING, EMAIL_PROTECTION]);
            out.push(extension("2.5.29.37", false, &purposes)?);
        }
    }
    // Addresses with characters outside ASCII are not allowed in this field.
    if let Some(email) = wish.email.and_then(|email| Ia5String::new(email).ok()) {
        out.push(extension("2.5.29.17", false, &SubjectAltName(vec![GeneralName::Rfc822Name(email)]))?);
    }
    Ok(out)
}

fn extension(oid: &str, critical: bool, value: &impl Encode) -> Result<Extension, Error> {
    let extn_id = Oid::new(oid).map_err(|error| Error::Encoding(error.to_string()))?;
    Ok(Extension { extn_id, critical, extn_value: OctetString::new(value.to_der()?)? })
}

fn key_id(key: &SubjectPublicKeyInfoOwned) -> Result<OctetString, Error> {
    let digest = Sha256::digest(key.subject_public_key.raw_bytes());
    Ok(OctetString::new(digest.iter().take(20).copied().collect::<Vec<_>>())?)
}

/// A name in any script. A name longer than a common name is also stored in full.
pub(crate) fn name(common: &str, organisation: Option<&str>) -> Result<Name, Error> {
    let short: String = common.chars().take(MAX_NAME_CHARACTERS).collect();
    let mut parts = Vec::new();
    if let Some(organisation) = organisation {
        parts.push((ORGANISATION, organisation.chars().take(MAX_NAME_CHARACTERS).collect::<String>()));
    }
    if short != common {
        parts.push((FULL_NAME, common.to_owned()));
    }
    parts.push((COMMON_NAME, short));
    let part = |(oid, text): (Oid, String)| {
        let value = Any::encode_from(&Utf8StringRef::new(&text)?)?;
        Ok(RelativeDistinguishedName(SetOfVec::try_from(vec![AttributeTypeAndValue { oid, value }])?))
    };
    let parts = parts.into_iter().map(part).collect::<Result<Vec<_>, der::Error>>()?;
    Ok(RdnSequence(parts))
}

/// The full name in a certificate, else the common name.
pub(crate) fn common_name(certificate: &Certificate) -> String {
    named(certificate, FULL_NAME).or_else(|| named(certificate, COMMON_NAME)).unwrap_or_default()
}

/// The organisation in a certificate.
pub(crate) fn organisation(certificate: &Certificate) -> Option<String> {
    named(certificate, ORGANISATION)
}

fn named(certificate: &Certificate, oid: Oid) -> Option<String> {
    let parts = certificate.tbs_certificate.subject.0.iter().flat_map(|part| part.0.iter());
    // Old certificates encode names as kinds of ASCII, which is valid UTF-8.
    parts.filter(|part| part.oid == oid).find_map(|part| String::from_utf8(part.value.value().to_vec()).ok())
}

/// Whether a certificate is valid at a moment.
pub(crate) fn lasts(certificate: &Certificate, at: Moment) -> bool {
    let validity = &certificate.tbs_certificate.validity;
    let at = u64::try_from(at.timestamp()).unwrap_or_default();
    let (from, until) = (validity.not_before.to_unix_duration(), validity.not_after.to_unix_duration());
    (from.as_secs()..=until.as_secs()).contains(&at)
}

/// Times before 2050 use the short form, as RFC 5280 requires.
fn time(at: Moment) -> Result<Time, Error> {
    let since = Duration::from_secs(u64::try_from(at.timestamp()).unwrap_or_default());
    Ok(match UtcTime::from_unix_duration(since) {
        Ok(time) => Time::UtcTime(time),
        Err(_) => Time::GeneralTime(GeneralizedTime::from_unix_duration(since)?),
    })
}
