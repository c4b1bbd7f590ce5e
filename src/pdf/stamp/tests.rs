use std::cell::RefCell;

use cms::cert::IssuerAndSerialNumber;
use cms::content_info::CmsVersion;
use cms::signed_data::{EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos};
use der::asn1::{BitString, GeneralizedTime, SetOfVec};
use der::{Any, Encode};
use p256::ecdsa::SigningKey;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::ExtendedKeyUsage;
use x509_tsp::{TimeStampResp, TstInfo};

use super::*;
use crate::sign::certificate::{self, Purpose, Wish};
use crate::sign::{cms as structures, keys};

/// Pseudo-random bytes, the same in every run.
pub(crate) fn dice(seed: u8) -> impl FnMut(&mut [u8]) {
    let mut count = 0_u64;
    move |bytes| {
        for byte in bytes {
            count += 1;
            *byte = Sha256::digest([&[seed][..], &count.to_be_bytes()].concat())[0];
        }
    }
}

pub(crate) fn now() -> Moment {
    "2026-11-21T12:30:11Z".parse().expect("a moment")
}

/// The fault in an answer of the fake authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    Down,
    Refuses,
    Junk,
    WrongNonce,
    NoNonce,
    WrongImprint,
    WrongKey,
    WrongDigest,
    Early,
    Late,
    Expired,
    NotForTime,
    OtherCertificate,
    Replayed,
}

/// A fake timestamp authority in memory; its answers are valid or have one fault.
pub(crate) struct Double {
    pub(crate) root: Certificate,
    certificate: Certificate,
    key: SigningKey,
    other: SigningKey,
    faults: Vec<(&'static str, Fault)>,
    asked: RefCell<Vec<String>>,
}

impl Double {
    pub(crate) fn new(faults: &[(&'static str, Fault)]) -> Self {
        let mut random = dice(7);
        let (root_key, key, other) = (new(&mut random), new(&mut random), new(&mut random));
        let name = certificate::name("Test Time Root", None).expect("a name");
        let (from, until) = (now() - chrono::TimeDelta::days(1), now() + chrono::TimeDelta::days(9));
        let wish = Wish { purpose: Purpose::Authority, subject: name.clone(), email: None, from, until };
        let public = keys::public(&root_key).expect("a key");
        let root = certificate::make(&wish, &public, (&name, &root_key), &mut random).expect("a root");
        let subject = certificate::name("Test Time", None).expect("a name");
        let until = if faults.iter().any(|(_, fault)| *fault == Fault::Expired) { from } else { until };
        let wish = Wish { purpose: Purpose::Signing, subject, email: None, from, until };
        let public = keys::public(&key).expect("a key");
        let mut made = certificate::make(&wish, &public, (&name, &root_key), &mut random).expect("a certificate");
        if !faults.iter().any(|(_, fault)| *fault == Fault::NotForTime) {
            let usage = ExtendedKeyUsage(vec![const_oid::ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8")]);
            let extn_value = OctetString::new(usage.to_der().expect("DER")).expect("bytes");
            let extensions = made.tbs_certificate.extensions.as_mut().expect("extensions");
            for extension in extensions.iter_mut().filter(|one| one.extn_id.to_string() == "2.5.29.37") {
                *extension = Extension { critical: true, extn_value: extn_value.clone(), ..extension.clone() };
            }
            let message = made.tbs_certificate.to_der().expect("DER");
            made.signature = BitString::from_bytes(&keys::sign(&root_key, &message)).expect("bits");
        }
        Self { root, certificate: made, key, other, faults: faults.to_vec(), asked: RefCell::default() }
    }

    fn answer(&self, request: &[u8], fault: Fault) -> Vec<u8> {
        let request = TimeStampReq::from_der(request).expect("our request");
        assert!(request.cert_req && request.nonce.is_some());
        let mut imprint = request.message_imprint;
        if fault == Fault::WrongImprint {
            imprint.hashed_message = OctetString::new(vec![0; 32]).expect("bytes");
        }
        let nonce = match fault {
            Fault::NoNonce => None,
            Fault::WrongNonce | Fault::Replayed => Some(Int::new(&[0x41; 16]).expect("a number")),
            _ => request.nonce,
        };
        let off = match fault {
            Fault::Early => -3600,
            Fault::Late => 3600,
            _ => 1,
        };
        let at = Duration::from_secs(u64::try_from(now().timestamp() + off).expect("a time"));
        let info = TstInfo {
            version: TspVersion::V1,
            policy: const_oid::ObjectIdentifier::new_unwrap("1.2.3.4"),
            message_imprint: imprint,
            serial_number: Int::new(&[5]).expect("a number"),
            gen_time: GeneralizedTime::from_unix_duration(at).expect("a time"),
            accuracy: None,
            ordering: false,
            nonce,
            tsa: None,
            extensions: None,
        };
        let content = info.to_der().expect("DER");
        let named = if fault == Fault::OtherCertificate { &self.root } else { &self.certificate };
        let id = structures::CertificateId {
            algorithm: None,
            hash: OctetString::new(Sha256::digest(named.to_der().expect("DER")).to_vec()).expect("bytes"),
            issuer_and_serial: None,
        };
        let digest = Sha256::digest(if fault == Fault::WrongDigest { b"else" } else { content.as_slice() });
        let attributes = SetOfVec::try_from(vec![
            structures::attribute(structures::CONTENT_TYPE, &structures::TST_INFO).expect("an attribute"),
            structures::attribute(structures::MESSAGE_DIGEST, &OctetString::new(digest.to_vec()).expect("bytes"))
                .expect("an attribute"),
            structures::attribute(
                structures::SIGNING_CERTIFICATE_V2,
                &structures::SigningCertificate { certificates: vec![id], policies: None },
            )
            .expect("an attribute"),
        ])
        .expect("a set");
        let key = if fault == Fault::WrongKey { &self.other } else { &self.key };
        let signature = keys::sign(key, &attributes.to_der().expect("DER"));
        let tbs = &self.certificate.tbs_certificate;
        let data = SignedData {
            version: CmsVersion::V3,
            digest_algorithms: SetOfVec::try_from(vec![keys::algorithm(keys::SHA_256)]).expect("a set"),
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: structures::TST_INFO,
                econtent: Some(Any::encode_from(&OctetString::new(content).expect("bytes")).expect("DER")),
            },
            certificates: Some(structures::bag([self.certificate.clone(), self.root.clone()]).expect("a bag")),
            crls: None,
            signer_infos: SignerInfos(
                SetOfVec::try_from(vec![SignerInfo {
                    version: CmsVersion::V1,
                    sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                        issuer: tbs.issuer.clone(),
                        serial_number: tbs.serial_number.clone(),
                    }),
                    digest_alg: keys::algorithm(keys::SHA_256),
                    signed_attrs: Some(attributes),
                    signature_algorithm: keys::algorithm(keys::ECDSA_SHA_256),
                    signature: OctetString::new(signature).expect("bytes"),
                    unsigned_attrs: None,
                }])
                .expect("a set"),
            ),
        };
        let token = structures::wrapped(&data).expect("DER");
        let status = [0x30, 0x03, 0x02, 0x01, if fault == Fault::Refuses { 2 } else { 0 }];
        let body = [&status[..], &token].concat();
        let whole = Any::new(der::Tag::Sequence, body).and_then(|any| any.to_der()).expect("DER");
        assert!(TimeStampResp::from_der(&whole).is_ok());
        whole
    }
}

fn new(random: Entropy<'_>) -> SigningKey {
    keys::new_key(random).expect("a key")
}

impl Post for Double {
    fn ask(&self, url: &str, request: &[u8]) -> Result<Vec<u8>, String> {
        self.asked.borrow_mut().push(url.to_owned());
        let fault = self.faults.iter().find(|(known, _)| *known == url).map_or(Fault::None, |(_, fault)| *fault);
        match fault {
            Fault::Down => Err("timed out".to_owned()),
            Fault::Junk => Ok(b"<html>".to_vec()),
            fault => Ok(self.answer(request, fault)),
        }
    }
}

pub(crate) fn source(url: &str, roots: &[Certificate]) -> Source {
    Source { url: url.to_owned(), roots: roots.to_vec() }
}

fn ask(double: &Double, sources: &[Source]) -> Answer {
    Stamper { sources, post: double, now: now() }.ask(b"content", &mut dice(1))
}

#[test]
fn a_right_answer_is_believed() {
    let double = Double::new(&[]);
    let answer = ask(&double, &[source("a", std::slice::from_ref(&double.root))]);
    let token = Token::read(&answer.token.expect("a token")).expect("readable");
    assert_eq!(
        (token.check(b"content"), token.by(), token.at()),
        (Ok(()), "Test Time".into(), now() + chrono::TimeDelta::seconds(1))
    );
    assert_eq!(token.check(b"other"), Err(Flaw::Imprint));
    assert_eq!(answer.attempts, []);
}

#[test]
fn no_wrong_answer_is_believed() {
    for (fault, flaw) in [
        (Fault::Down, Flaw::Unreachable("timed out".into())),
        (Fault::Junk, Flaw::Unreadable),
        (Fault::Refuses, Flaw::Refused),
        (Fault::WrongNonce, Flaw::Nonce),
        (Fault::NoNonce, Flaw::Nonce),
        (Fault::Replayed, Flaw::Nonce),
        (Fault::WrongImprint, Flaw::Imprint),
        (Fault::WrongKey, Flaw::Signature),
        (Fault::WrongDigest, Flaw::Signature),
        (Fault::OtherCertificate, Flaw::Signature),
        (Fault::Early, Flaw::Clock(now() - chrono::TimeDelta::hours(1))),
        (Fault::Late, Flaw::Clock(now() + chrono::TimeDelta::hours(1))),
        (Fault::Expired, Flaw::Certificate),
        (Fault::NotForTime, Flaw::Certificate),
    ] {
        let answer = ask(&Double::new(&[("a", fault)]), &[source("a", &[])]);
        assert_eq!(answer.token, None, "{fault:?}");
        assert_eq!(answer.attempts, [Attempt { url: "a".into(), flaw }], "{fault:?}");
    }
}

#[test]
fn an_authority_from_elsewhere_is_not_believed() {
    let double = Double::new(&[]);
    let stranger = crate::sign::Authority::create("Else", now(), &mut dice(3)).expect("an authority");
    let answer = ask(&double, &[source("a", std::slice::from_ref(stranger.certificate()))]);
    assert_eq!((answer.token, answer.attempts[0].flaw.clone()), (None, Flaw::Untrusted));
}

#[test]
fn authorities_are_asked_in_order_until_one_answers_rightly() {
    let double = Double::new(&[("a", Fault::Down), ("b", Fault::WrongNonce)]);
    let sources = ["a", "b", "c", "d"].map(|url| source(url, &[]));
    let answer = ask(&double, &sources);
    assert!(answer.token.is_some());
    assert_eq!(answer.attempts.iter().map(|attempt| attempt.url.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(*double.asked.borrow(), ["a", "b", "c"]);
}

#[test]
fn no_byte_of_a_kept_token_can_be_turned() {
    let double = Double::new(&[]);
    let kept = ask(&double, &[source("a", &[])]).token.expect("a token");
    for at in 0..kept.len() {
        for bit in [0x01, 0x20, 0x80] {
            let mut turned = kept.clone();
            turned[at] ^= bit;
            let sound = Token::read(&turned).and_then(|token| token.check(b"content"));
            assert!(sound.is_err(), "byte {at} of {}", kept.len());
        }
    }
}
