//! Where ids and secrets come from. The demo takes ids and references from a seed, so that the same seed gives the same
//! data; secrets never follow from a seed.

#[cfg(feature = "demo")]
pub mod seeded;

use base64::Engine;
use rand::Rng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::ids::Reference;

fn random_bytes<const N: usize>() -> [u8; N] {
    #[cfg(feature = "demo")]
    if let Some(bytes) = seeded::bytes() {
        return bytes;
    }
    secret_bytes()
}

fn secret_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A new id. Ids sort by creation time.
pub fn fresh_id() -> Uuid {
    #[cfg(feature = "demo")]
    if let Some(id) = seeded::id() {
        return id;
    }
    Uuid::now_v7()
}

/// A new random case reference. The database ensures that it is unique.
pub fn fresh_reference() -> Reference {
    Reference::from_entropy(random_bytes())
}

/// A new secret of 256 bits that needs no escaping in addresses.
pub fn fresh_token() -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(secret_bytes::<32>())
}

/// A code of six digits, all equally likely.
pub fn fresh_code() -> String {
    // Uses only numbers below the largest multiple of a million; otherwise some codes would be more likely.
    loop {
        let number = u32::from_be_bytes(secret_bytes());
        if number < 4_294_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}

/// Fills bytes with random values, for keys and nonces.
pub fn fill(bytes: &mut [u8]) {
    rand::rng().fill_bytes(bytes);
}

/// The hash under which a secret is stored. Tokens have 256 bits, so a plain hash cannot be reversed by guessing.
pub fn secret_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
