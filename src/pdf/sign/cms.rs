//! CMS signatures with the attributes of PAdES: our own are written, all are checked.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier as Oid;
use der::asn1::{OctetString, SetOfVec};
use der::{Any, Decode, Encode, Sequence};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::ext::pkix::BasicConstraints;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::{Error, Signer, keys};

/// The content type of detached signatures: the covered bytes of a PDF.
pub(crate) const DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.2");
pub(crate) const CONTENT_TYPE: Oid = Oid::new_unwrap("1.2.840.113549.1.9.3");
pub(crate) const MESSAGE_DIGEST: Oid = Oid::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.12");
pub(crate) const SIGNING_CERTIFICATE_V2: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.47");
const TIMESTAMP_TOKEN: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.14");
/// The content type of a timestamp token.
pub(crate) const TST_INFO: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// The signing certificate, by SHA-256 (RFC 5035), or by SHA-1 in the older form, which is not read.
#[derive(Sequence)]
pub(crate) struct CertificateId {
    #[asn1(optional = "true")]
    pub(crate) algorithm: Option<AlgorithmIdentifierOwned>,
    pub(crate) hash: OctetString,
    #[asn1(optional = "true")]
    pub(crate) issuer_and_serial: Option<Any>,
}

#[derive(Sequence)]
pub(crate) struct SigningCertificate {
    pub(crate) certificates: Vec<CertificateId>,
    #[asn1(optional = "true")]
    pub(crate) policies: Option<Any>,
}

/// Writes a detached signature. `stamp` is asked for a timestamp of the signature; the second result says whether it
/// was added.
pub(super) fn build(
    content: &[u8],
    signer: &Signer,
    stamp: impl FnOnce(&[u8]) -> Option<Vec<u8>>,
) -> Result<(Vec<u8>, bool), Error> {
    let hash = Sha256::digest(signer.certificate.to_der()?);
    let id = CertificateId { algorithm: None, hash: OctetString::new(hash.to_vec())?, issuer_and_serial: None };
    let attributes = SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, &DATA)?,
        attribute(MESSAGE_DIGEST, &OctetString::new(Sha256::digest(content).to_vec())?)?,
        attribute(SIGNING_CERTIFICATE_V2, &SigningCertificate { certificates: vec![id], policies: None })?,
    ])?;
    let signature = keys::sign(&signer.key, &attributes.to_der()?);
    let token = stamp(&signature);
    let unsigned = token.as_deref().map(|token| {
        let value = Any::from_der(token)?;
        SetOfVec::try_from(vec![Attribute { oid: TIMESTAMP_TOKEN, values: SetOfVec::try_from(vec![value])? }])
    });
    let tbs = &signer.certificate.tbs_certificate;
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer.clone(),
            serial_number: tbs.serial_number.clone(),
        }),
        digest_alg: keys::algorithm(keys::SHA_256),
        signed_attrs: Some(attributes),
        signature_algorithm: keys::algorithm(keys::ECDSA_SHA_256),
        signature: OctetString::new(signature)?,
        unsigned_attrs: unsigned.transpose()?,
    };
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![keys::algorithm(keys::SHA_256)])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(bag([signer.certificate.clone(), signer.issuer.clone()])?),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![info])?),
    };
    Ok((wrapped(&data)?, token.is_some()))
}

pub(crate) fn attribute(oid: Oid, value: &impl Encode) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::from_der(&value.to_der()?)?])? })
}

pub(crate) fn bag(certificates: impl IntoIterator<Item = Certificate>) -> Result<CertificateSet, der::Error> {
    let all: Vec<_> = certificates.into_iter().map(CertificateChoices::Certificate).collect();
    Ok(CertificateSet(SetOfVec::try_from(all)?))
}

pub(crate) fn wrapped(data: &SignedData) -> Result<Vec<u8>, der::Error> {
    ContentInfo { content_type: SIGNED_DATA, content: Any::from_der(&data.to_der()?)? }.to_der()
}

/// A parsed signature with the structure of ours: one signer, and nothing that is not signed. [`Parts::prove`] checks
/// whether it is valid.
#[derive(Debug)]
pub(crate) struct Parts {
    pub certificate: Certificate,
    /// The certificates above the signer's, each the issuer of the one before.
    pub above: Vec<Certificate>,
    /// The signed content, if it is included.
    pub content: Option<Vec<u8>>,
    pub token: Option<Vec<u8>>,
    data: SignedData,
    info: SignerInfo,
}

impl Parts {
    /// Parses a signature with content of this type. Refuses anything that is not in the canonical encoding.
    pub(crate) fn read(bytes: &[u8], kind: Oid) -> Option<Self> {
        let parts = Self::read_loosely(bytes, kind)?;
        let version = if kind == DATA { CmsVersion::V1 } else { CmsVersion::V3 };
        let info = &parts.info;
        let by_name = matches!(info.sid, SignerIdentifier::IssuerAndSerialNumber(_));
        let sound = wrapped(&parts.data).ok()? == bytes
            && parts.data.version == version
            && info.version == if by_name { CmsVersion::V1 } else { CmsVersion::V3 }
            && parts.data.crls.is_none()
            && parts.data.digest_algorithms.iter().eq([&info.digest_alg])
            && is_plain(&info.digest_alg)
            && is_plain(&info.signature_algorithm)
            && parts.data.certificates.as_ref()?.0.len() == parts.above.len() + 1
            && parts.is_closed();
        sound.then_some(parts)
    }

    /// Parses a signature in any encoding.
    fn read_loosely(bytes: &[u8], kind: Oid) -> Option<Self> {
        let outer = ContentInfo::from_der(bytes).ok()?;
        if outer.content_type != SIGNED_DATA {
            return None;
        }
        let data = outer.content.decode_as::<SignedData>().ok()?;
        if data.encap_content_info.econtent_type != kind || data.signer_infos.0.len() != 1 {
            return None;
        }
        let info = data.signer_infos.0.get(0)?.clone();
        let all: Vec<Certificate> = data.certificates.as_ref()?.0.iter().filter_map(plain_certificate).collect();
        let certificate = all.iter().find(|certificate| is_meant(&info.sid, certificate))?.clone();
        let above = chain(&certificate, &all);
        let content = data.encap_content_info.econtent.as_ref();
        let content = match content.map(|content| content.decode_as::<OctetString>()) {
            Some(content) => Some(content.ok()?.into_bytes()),
            None => None,
        };
        let token = match info.unsigned_attrs.as_ref() {
            None => None,
            // The only allowed unsigned attribute is one timestamp.
            Some(unsigned) if unsigned.len() == 1 => {
                let only = unsigned.get(0)?;
                let one = only.values.len() == 1 && only.oid == TIMESTAMP_TOKEN && kind == DATA;
                Some(only.values.get(0)?.to_der().ok().filter(|_| one)?)
            }
            Some(_) => return None,
        };
        Some(Self { certificate, above, content, token, data, info })
    }

    /// A timestamp token of another authority in the canonical encoding, without unsigned additions: certificates
    /// outside its chain, revocation lists, unsigned attributes. If the chain ends below one of the roots, that root is
    /// added; if it ends nowhere, only the signer's certificate is kept. Signed parts are not changed.
    pub(crate) fn tidy(bytes: &[u8], roots: &[Certificate]) -> Option<Vec<u8>> {
        let outer = ContentInfo::from_der(bytes).ok()?;
        let mut data = outer.content.decode_as::<SignedData>().ok()?;
        let mut info = data.signer_infos.0.get(0)?.clone();
        info.unsigned_attrs = None;
        data.digest_algorithms = SetOfVec::try_from(vec![info.digest_alg.clone()]).ok()?;
        data.signer_infos = SignerInfos(SetOfVec::try_from(vec![info]).ok()?);
        data.crls = None;
        let mut parts = Self::read_loosely(&wrapped(&data).ok()?, TST_INFO)?;
        if !parts.is_closed() {
            let last = parts.above.last().unwrap_or(&parts.certificate);
            match roots.iter().find(|root| issued_by(last, root)) {
                Some(root) => parts.above.push(root.clone()),
                None => parts.above.clear(),
            }
        }
        data.certificates = Some(bag([parts.certificate].into_iter().chain(parts.above)).ok()?);
        wrapped(&data).ok()
    }

    /// The bytes of the signature value, which a timestamp covers.
    pub(crate) fn signature(&self) -> &[u8] {
        self.info.signature.as_bytes()
    }

    /// Whether the signature is valid for this content and was made with the key of the certificate it names.
    pub(crate) fn prove(&self, content: &[u8]) -> bool {
        self.proven(content).is_some()
    }

    fn proven(&self, content: &[u8]) -> Option<()> {
        let attributes = self.info.signed_attrs.as_ref()?;
        let kind = self.value(CONTENT_TYPE)?.decode_as::<Oid>().ok()?;
        let digest = self.value(MESSAGE_DIGEST)?.decode_as::<OctetString>().ok()?;
        let right = kind == self.data.encap_content_info.econtent_type
            && digest.as_bytes() == keys::digest(&self.info.digest_alg, content)?
            && self.names_certificate()?;
        if !right {
            return None;
        }
        let key = &self.certificate.tbs_certificate.subject_public_key_info;
        let message = attributes.to_der().ok()?;
        let (algorithm, digest) = (&self.info.signature_algorithm, &self.info.digest_alg);
        keys::verify(key, algorithm, digest, &message, self.signature()).then_some(())
    }

    /// The value of a signed attribute that has exactly one.
    fn value(&self, oid: Oid) -> Option<&Any> {
        let mut found = self.info.signed_attrs.as_ref()?.iter().filter(|attribute| attribute.oid == oid);
        let attribute = found.next().filter(|attribute| attribute.values.len() == 1)?;
        if found.next().is_some() { None } else { attribute.values.get(0) }
    }

    /// The signed attributes must name the certificate by its hash; otherwise another certificate with the same key
    /// could be substituted. Old authorities use SHA-1 only; this is accepted, and all other checks are the same.
    fn names_certificate(&self) -> Option<bool> {
        let der = self.certificate.to_der().ok()?;
        let Some(value) = self.value(SIGNING_CERTIFICATE_V2) else {
            let named = self.value(SIGNING_CERTIFICATE)?.decode_as::<SigningCertificate>().ok()?;
            let hash = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, &der);
            return Some(
                self.data.encap_content_info.econtent_type == TST_INFO
                    && named.certificates.first()?.hash.as_bytes() == hash.as_ref(),
            );
        };
        let named = value.decode_as::<SigningCertificate>().ok()?;
        let first = named.certificates.first()?;
        let sha_256 = keys::algorithm(keys::SHA_256);
        let expected = keys::digest(first.algorithm.as_ref().unwrap_or(&sha_256), &der)?;
        Some(first.hash.as_bytes() == expected)
    }

    /// Whether no certificate can be exchanged unnoticed: the signer's is named by hash, and the others lead to a
    /// self-signed one.
    fn is_closed(&self) -> bool {
        let plain = |one: &Certificate| one.tbs_certificate.signature == one.signature_algorithm;
        self.above.iter().all(plain) && self.above.last().is_none_or(|last| issued_by(last, last))
    }

    /// Whether the chain ends at one of these authorities.
    pub(crate) fn leads_to(&self, authorities: &[Certificate]) -> bool {
        let last = self.above.last().unwrap_or(&self.certificate);
        let trusted = |one: &Certificate| authorities.contains(one);
        self.above.iter().any(trusted) || authorities.iter().any(|authority| issued_by(last, authority))
    }
}

/// The certificates above one, each the issuer of the one before.
fn chain(certificate: &Certificate, all: &[Certificate]) -> Vec<Certificate> {
    let mut above: Vec<Certificate> = Vec::new();
    while above.len() < 6 {
        let last = above.last().unwrap_or(certificate);
        let next = all.iter().find(|one| *one != last && !above.contains(one) && issued_by(last, one));
        match next {
            Some(next) => above.push(next.clone()),
            None => break,
        }
    }
    above
}

/// Whether a certificate was issued by another: names, permission to issue, signature.
pub(crate) fn issued_by(certificate: &Certificate, issuer: &Certificate) -> bool {
    let tbs = &certificate.tbs_certificate;
    let may = issuer.tbs_certificate.get::<BasicConstraints>().ok().flatten().is_some_and(|(_, found)| found.ca);
    if tbs.issuer != issuer.tbs_certificate.subject || !may {
        return false;
    }
    let (Ok(message), Some(signature)) = (tbs.to_der(), certificate.signature.as_bytes()) else { return false };
    let algorithm = &certificate.signature_algorithm;
    keys::verify(&issuer.tbs_certificate.subject_public_key_info, algorithm, algorithm, &message, signature)
}

fn is_plain(algorithm: &AlgorithmIdentifierOwned) -> bool {
    algorithm.parameters.as_ref().is_none_or(Any::is_null)
}

fn plain_certificate(choice: &CertificateChoices) -> Option<Certificate> {
    match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
        CertificateChoices::Other(_) => None,
    }
}

fn is_meant(sid: &SignerIdentifier, certificate: &Certificate) -> bool {
    let tbs = &certificate.tbs_certificate;
    match sid {
        SignerIdentifier::IssuerAndSerialNumber(named) => {
            named.issuer == tbs.issuer && named.serial_number == tbs.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(named) => tbs
            .get::<x509_cert::ext::pkix::SubjectKeyIdentifier>()
            .ok()
            .flatten()
            .is_some_and(|(_, found)| found == *named),
    }
}
