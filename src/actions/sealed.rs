//! Small secrets that have to be read again: encrypted with AES-256-GCM under a key that follows from the instance's
//! secret. What is stored begins with the key's id, so that a key can be replaced.

use aes_gcm::aead::{Aead, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use super::{Here, Outcome};
use crate::store::{self, StoreError};

/// The id of the key that encrypts.
const KEY: &str = "1";
const NONCE_BYTES: usize = 12;

/// The key for a purpose. The one place in which it is derived.
fn key_of(secret: &SecretString, purpose: &str) -> [u8; 32] {
    // A key of any length is taken, so there is always one.
    let mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).map(|mut mac| {
        mac.update(format!("encryption key\n{purpose}").as_bytes());
        mac.finalize().into_bytes()
    });
    mac.unwrap_or_default().into()
}

fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(format!("a sealed secret {what}"))
}

/// Encrypts a secret for a purpose; `whose` must be the same when it is read.
///
/// # Errors
/// When the machine cannot.
pub fn seal(here: &Here, purpose: &str, whose: &str, secret: &[u8]) -> Outcome<String> {
    let cipher = Aes256Gcm::new(&key_of(&here.secret, purpose).into());
    let mut nonce = [0; NONCE_BYTES];
    store::entropy::fill(&mut nonce);
    let payload = Payload { msg: secret, aad: whose.as_bytes() };
    let sealed = cipher.encrypt(Nonce::from_slice(&nonce), payload).map_err(|_| corrupt("could not be written"))?;
    Ok(format!("{KEY}.{}", URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())))
}

/// Reads what [`seal`] made for the same purpose and owner.
///
/// # Errors
/// When it was made for another, under another secret, or was changed.
pub fn open(here: &Here, purpose: &str, whose: &str, sealed: &str) -> Outcome<Vec<u8>> {
    let bytes = sealed.strip_prefix(KEY).and_then(|rest| rest.strip_prefix('.'));
    let bytes = bytes.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()).filter(|bytes| bytes.len() > NONCE_BYTES);
    let bytes = bytes.ok_or_else(|| corrupt("has an unknown form"))?;
    let (nonce, rest) = bytes.split_at(NONCE_BYTES);
    let cipher = Aes256Gcm::new(&key_of(&here.secret, purpose).into());
    let payload = Payload { msg: rest, aad: whose.as_bytes() };
    Ok(cipher.decrypt(Nonce::from_slice(nonce), payload).map_err(|_| corrupt("cannot be read"))?)
}
