//! Keys and algorithms: the one for signing, and those accepted for verifying.

use const_oid::ObjectIdentifier as Oid;
use der::asn1::BitString;
use der::{Decode, Encode};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;
use ring::signature as ring_signature;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use zeroize::Zeroize;

use super::{Entropy, Error};

pub(crate) const SHA_256: Oid = Oid::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA_384: Oid = Oid::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA_512: Oid = Oid::new_unwrap("2.16.840.1.101.3.4.2.3");
const EC_KEY: Oid = Oid::new_unwrap("1.2.840.10045.2.1");
const P_256: Oid = Oid::new_unwrap("1.2.840.10045.3.1.7");
const P_384: Oid = Oid::new_unwrap("1.3.132.0.34");
pub(crate) const ECDSA_SHA_256: Oid = Oid::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: Oid = Oid::new_unwrap("1.2.840.10045.4.3.3");
const ECDSA_SHA_512: Oid = Oid::new_unwrap("1.2.840.10045.4.3.4");
const RSA_KEY: Oid = Oid::new_unwrap("1.2.840.113549.1.1.1");
const RSA_SHA_256: Oid = Oid::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA_384: Oid = Oid::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA_512: Oid = Oid::new_unwrap("1.2.840.113549.1.1.13");

/// An algorithm without parameters.
pub(crate) fn algorithm(oid: Oid) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid, parameters: None }
}

/// A new key. Its random bytes are wiped after use, and the key is wiped when it is dropped.
pub(crate) fn new_key(entropy: Entropy<'_>) -> Result<SigningKey, Error> {
    let mut secret = [0; 32];
    // One try in 2^32 gives an invalid key; eight in a row mean a broken source of randomness.
    for _ in 0..8 {
        entropy(&mut secret);
        let key = SigningKey::from_slice(&secret);
        secret.zeroize();
        if let Ok(key) = key {
            return Ok(key);
        }
    }
    Err(Error::Key("no random bytes"))
}

/// Signs with ECDSA and SHA-256. The same key and message give the same signature (RFC 6979).
pub(crate) fn sign(key: &SigningKey, message: &[u8]) -> Vec<u8> {
    let signature: p256::ecdsa::DerSignature = key.sign(message);
    signature.as_bytes().to_vec()
}

/// The public key, in the form of certificates.
pub(crate) fn public(key: &SigningKey) -> Result<SubjectPublicKeyInfoOwned, Error> {
    let point = key.verifying_key().to_encoded_point(false);
    Ok(SubjectPublicKeyInfoOwned {
        algorithm: AlgorithmIdentifierOwned { oid: EC_KEY, parameters: Some(der::Any::from_der(&P_256.to_der()?)?) },
        subject_public_key: BitString::from_bytes(point.as_bytes())?,
    })
}

/// A digest by its algorithm; only algorithms that are still secure.
pub(crate) fn digest(algorithm: &AlgorithmIdentifierOwned, content: &[u8]) -> Option<Vec<u8>> {
    match algorithm.oid {
        SHA_256 => Some(Sha256::digest(content).to_vec()),
        SHA_384 => Some(Sha384::digest(content).to_vec()),
        SHA_512 => Some(Sha512::digest(content).to_vec()),
        _ => None,
    }
}

/// Whether a signature of a message is valid: ECDSA with P-256 or P-384, RSA with at least 2048 bits. `digest` is the
/// hash if the algorithm does not name it.
pub(crate) fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    digest: &AlgorithmIdentifierOwned,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let hash = match algorithm.oid {
        ECDSA_SHA_256 | RSA_SHA_256 => SHA_256,
        ECDSA_SHA_384 | RSA_SHA_384 => SHA_384,
        ECDSA_SHA_512 | RSA_SHA_512 => SHA_512,
        RSA_KEY | EC_KEY => digest.oid,
        _ => return false,
    };
    let curve = key.algorithm.parameters.as_ref().and_then(|parameters| parameters.decode_as::<Oid>().ok());
    let elliptic = matches!(algorithm.oid, ECDSA_SHA_256 | ECDSA_SHA_384 | ECDSA_SHA_512 | EC_KEY);
    let method: &dyn ring_signature::VerificationAlgorithm = match (key.algorithm.oid, curve, hash, elliptic) {
        (EC_KEY, Some(P_256), SHA_256, true) => &ring_signature::ECDSA_P256_SHA256_ASN1,
        (EC_KEY, Some(P_256), SHA_384, true) => &ring_signature::ECDSA_P256_SHA384_ASN1,
        (EC_KEY, Some(P_384), SHA_256, true) => &ring_signature::ECDSA_P384_SHA256_ASN1,
        (EC_KEY, Some(P_384), SHA_384, true) => &ring_signature::ECDSA_P384_SHA384_ASN1,
        (RSA_KEY, _, SHA_256, false) => &ring_signature::RSA_PKCS1_2048_8192_SHA256,
        (RSA_KEY, _, SHA_384, false) => &ring_signature::RSA_PKCS1_2048_8192_SHA384,
        (RSA_KEY, _, SHA_512, false) => &ring_signature::RSA_PKCS1_2048_8192_SHA512,
        _ => return false,
    };
    let Some(bits) = key.subject_public_key.as_bytes() else { return false };
    ring_signature::UnparsedPublicKey::new(method, bits).verify(message, signature).is_ok()
}
