//! The instance's secrets: a list, each with an id. The first one signs and encrypts; all of them verify and decrypt,
//! so that a secret can be replaced without ending links and cookies made with the old one. Every purpose has a key of
//! its own, derived by HKDF-SHA256, so that a signature for one purpose is never valid for another.

mod jwt;

use std::sync::Arc;

use aes_gcm::aead::{Aead, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use secrecy::SecretString;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Characters a secret must have.
pub const MIN_SECRET_CHARACTERS: usize = 32;
/// The id of a secret that was given without one.
const ID_OF_UNNAMED: &str = "default";
/// Characters an id may have.
const MAX_ID_CHARACTERS: usize = 32;
/// Separates the keys of this product from those of another product with the same secret.
const SALT: &[u8] = b"partner-portal instance secret";
/// Bytes of an AES-GCM nonce.
const NONCE_BYTES: usize = 12;

/// Encryption failed, or no secret of this instance can decrypt.
#[derive(Debug, thiserror::Error)]
#[error("no secret of this instance opens what was sealed")]
pub struct SealError;

/// The secrets of an instance; the first one signs.
#[derive(Clone)]
pub struct Keyring(Arc<[Secret]>);

struct Secret {
    id: String,
    text: SecretString,
    keys: Hkdf<Sha256>,
}

/// Written by hand, so that no secret is logged.
impl std::fmt::Debug for Keyring {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.0.iter().map(|secret| &secret.id)).finish()
    }
}

impl Keyring {
    /// Reads `id:secret,id2:secret2`; the first one signs. A single secret may have no id.
    ///
    /// # Errors
    /// The problem, in words without any secret.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut secrets: Vec<Secret> = Vec::new();
        for part in text.split(',').map(str::trim) {
            let (id, secret) = match part.split_once(':') {
                Some((id, secret)) if is_id(id) => (id, secret),
                _ => (ID_OF_UNNAMED, part),
            };
            if secret.chars().count() < MIN_SECRET_CHARACTERS {
                return Err(format!(
                    "is too short: at least {MIN_SECRET_CHARACTERS} random characters, without a comma, for each secret"
                ));
            }
            if secrets.iter().any(|known| known.id == id) {
                return Err(format!("has two secrets with the id “{id}”: write id:secret,id2:secret2"));
            }
            let keys = Hkdf::<Sha256>::new(Some(SALT), secret.as_bytes());
            secrets.push(Secret { id: id.to_owned(), text: secret.into(), keys });
        }
        Ok(Self(secrets.into()))
    }

    /// The secrets themselves, to check their strength.
    pub fn texts(&self) -> impl Iterator<Item = &SecretString> {
        self.0.iter().map(|secret| &secret.text)
    }

    /// The keys for a purpose, one per secret; the first one signs.
    pub fn subkeys<const BYTES: usize>(&self, purpose: &str) -> Vec<Zeroizing<[u8; BYTES]>> {
        self.0.iter().map(|secret| secret.subkey(purpose)).collect()
    }

    /// A token of 256 bits, derived from the first secret, so that it can be shown again without being stored.
    pub fn token(&self, purpose: &str, id: &str) -> String {
        self.tokens(purpose, id).next().unwrap_or_default()
    }

    /// The same token under each secret, the first secret's first.
    pub fn tokens(&self, purpose: &str, id: &str) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .filter_map(move |secret| Some(URL_SAFE_NO_PAD.encode(secret.mac(purpose, id)?.finalize().into_bytes())))
    }

    /// Signs a text for a purpose; returns 64 hexadecimal digits.
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        let mac = self.0.first().and_then(|secret| secret.mac(purpose, text));
        mac.map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// Whether a text was signed for this purpose with any of the secrets.
    pub fn verify(&self, purpose: &str, text: &str, signature: &str) -> bool {
        let Ok(signature) = hex::decode(signature) else { return false };
        self.0.iter().any(|secret| secret.mac(purpose, text).is_some_and(|mac| mac.verify_slice(&signature).is_ok()))
    }

    /// Encrypts a small secret for a purpose. `about` names its owner; it can be decrypted only for the same owner. The
    /// result begins with the id of the secret that encrypted it.
    ///
    /// # Errors
    /// It is too large.
    pub fn seal(&self, purpose: &str, about: &str, plain: &[u8]) -> Result<String, SealError> {
        let secret = self.0.first().ok_or(SealError)?;
        let mut nonce = [0; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload { msg: plain, aad: about.as_bytes() };
        let sealed = secret.cipher(purpose)?.encrypt(Nonce::from_slice(&nonce), payload).map_err(|_| SealError)?;
        Ok(format!("{}.{}", secret.id, URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())))
    }

    /// Whether something was encrypted with the first secret.
    pub fn is_sealed_by_first(&self, sealed: &str) -> bool {
        let id = sealed.split_once('.').map(|(id, _)| id);
        id.is_some() && id == self.0.first().map(|secret| secret.id.as_str())
    }

    /// Decrypts the result of [`Keyring::seal`] for the same purpose and owner, with any of the secrets.
    ///
    /// # Errors
    /// Its secret was removed, it was changed, or it belongs to another purpose or owner.
    pub fn open(&self, purpose: &str, about: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (id, rest) = sealed.split_once('.').ok_or(SealError)?;
        let secret = self.0.iter().find(|secret| secret.id == id).ok_or(SealError)?;
        let bytes = URL_SAFE_NO_PAD.decode(rest).map_err(|_| SealError)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(SealError)?;
        let payload = Payload { msg: sealed, aad: about.as_bytes() };
        let plain = secret.cipher(purpose)?.decrypt(Nonce::from_slice(nonce), payload).map_err(|_| SealError)?;
        Ok(Zeroizing::new(plain))
    }

    /// A number that is the same for the same set of secrets in any order. It does not reveal them.
    pub fn fingerprint(&self) -> i64 {
        let mut prints: Vec<i64> =
            self.0.iter().map(|secret| i64::from_be_bytes(*secret.subkey::<8>("fingerprint"))).collect();
        prints.sort_unstable();
        prints.into_iter().fold(0, |all, one| all.wrapping_mul(31).wrapping_add(one))
    }
}

impl Secret {
    fn subkey<const BYTES: usize>(&self, purpose: &str) -> Zeroizing<[u8; BYTES]> {
        const { assert!(BYTES <= 64, "HKDF-SHA256 gives 8,160 bytes at most") };
        let mut key = Zeroizing::new([0; BYTES]);
        // It fails only for keys longer than the limit above.
        let _ = self.keys.expand(purpose.as_bytes(), key.as_mut_slice());
        key
    }

    fn mac(&self, purpose: &str, text: &str) -> Option<Hmac<Sha256>> {
        // A key of any length is accepted, so this always succeeds.
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(self.subkey::<32>(purpose).as_slice()).ok()?;
        mac.update(text.as_bytes());
        Some(mac)
    }

    fn cipher(&self, purpose: &str) -> Result<Aes256Gcm, SealError> {
        Aes256Gcm::new_from_slice(self.subkey::<32>(purpose).as_slice()).map_err(|_| SealError)
    }
}

fn is_id(text: &str) -> bool {
    let is_part = |one: char| one.is_ascii_alphanumeric() || one == '-' || one == '_';
    (1..=MAX_ID_CHARACTERS).contains(&text.len()) && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const OLD: &str = "old:0d9f1c7b52e84a6fb03e9d61c8a72f45";
    pub(super) const NEW: &str = "new:7c1e6b90f3d24855a9be04d7612fc83a";

    pub(super) fn ring(text: &str) -> Keyring {
        Keyring::parse(text).expect("secrets")
    }

    #[test]
    fn what_the_old_secret_signed_counts_until_it_is_removed() {
        let (old, both, new) = (ring(OLD), ring(&format!("{NEW},{OLD}")), ring(NEW));
        let (signature, sealed) = (old.sign("link", "text"), old.seal("totp", "ada", b"seed").expect("sealed"));
        assert!(old.verify("link", "text", &signature) && both.verify("link", "text", &signature));
        assert!(!new.verify("link", "text", &signature));
        assert!(!old.verify("other", "text", &signature) && !old.verify("link", "texts", &signature));
        assert_eq!(both.open("totp", "ada", &sealed).expect("opened").as_slice(), b"seed");
        assert!(new.open("totp", "ada", &sealed).is_err());
        assert!(old.open("totp", "bob", &sealed).is_err() && old.open("link", "ada", &sealed).is_err());
        assert!(both.seal("totp", "ada", b"seed").expect("sealed").starts_with("new."));
        assert_eq!(both.token("link", "1"), new.token("link", "1"));
        assert!(both.tokens("link", "1").any(|token| token == old.token("link", "1")));
        assert_eq!(both.fingerprint(), ring(&format!("{OLD},{NEW}")).fingerprint());
        assert_ne!(both.fingerprint(), new.fingerprint());
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let old = ring(OLD);
        let sealed = old.seal("totp", "ada", b"seed").expect("sealed");
        let flipped = format!("{}{}", &sealed[..sealed.len() - 2], if sealed.ends_with("AA") { "BB" } else { "AA" });
        for wrong in ["", "old", "old.", "old.AA", &sealed[..sealed.len() - 4], &flipped, "new.AAAA"] {
            assert!(old.open("totp", "ada", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_secret_may_stand_without_an_id() {
        let plain = ring("0d9f1c7b52e84a6fb03e9d61c8a72f45");
        let later = ring(&format!("{NEW},0d9f1c7b52e84a6fb03e9d61c8a72f45"));
        assert!(later.verify("link", "text", &plain.sign("link", "text")));
        for wrong in ["", "short", "a:short", &format!("{NEW},{NEW}"), &format!("{NEW},"), "a b:c"] {
            let said = Keyring::parse(wrong).expect_err(wrong);
            assert!(!said.contains("7c1e6b90"), "{said}");
        }
        assert!(!format!("{later:?}").contains("0d9f"), "{later:?}");
    }
}
