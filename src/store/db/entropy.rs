//! Where ids and secrets come from. The demo seeds ids and references, so that the same seed gives the same world;
//! secrets never follow from a seed.

use std::cell::RefCell;

use base64::Engine;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::calendar::Moment;
use crate::domain::ids::Reference;

struct Seeded {
    random: StdRng,
    at: Moment,
}

thread_local! {
    static SEEDED: RefCell<Option<Seeded>> = const { RefCell::new(None) };
}

/// From now on this thread's ids and references follow from the seed. For the demo only.
pub fn seed(seed: u64, at: Moment) {
    SEEDED.with_borrow_mut(|seeded| *seeded = Some(Seeded { random: StdRng::seed_from_u64(seed), at }));
}

/// Moves the seeded thread's time, which ids carry.
pub fn move_to(at: Moment) {
    SEEDED.with_borrow_mut(|seeded| {
        if let Some(seeded) = seeded {
            seeded.at = at;
        }
    });
}

/// Ends what [`seed`] began.
pub fn unseed() {
    SEEDED.with_borrow_mut(|seeded| *seeded = None);
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SEEDED.with_borrow_mut(|seeded| match seeded {
        Some(seeded) => seeded.random.fill_bytes(&mut bytes),
        None => rand::rng().fill_bytes(&mut bytes),
    });
    bytes
}

fn secret_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A new id, sortable by when it was made.
pub fn fresh_id() -> Uuid {
    let at = SEEDED.with_borrow(|seeded| seeded.as_ref().map(|seeded| seeded.at));
    match at {
        None => Uuid::now_v7(),
        Some(at) => {
            let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
            uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes()).into_uuid()
        }
    }
}

/// A new case reference. Uniqueness is the database's to settle.
pub fn fresh_reference() -> Reference {
    Reference::from_entropy(random_bytes())
}

/// A new secret of 256 bits, safe in addresses.
pub fn fresh_token() -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(secret_bytes::<32>())
}

/// Six digits, each as likely as any other.
pub fn fresh_code() -> String {
    // A number below the largest multiple of a million that fits: else some codes would come more often.
    loop {
        let number = u32::from_be_bytes(secret_bytes());
        if number < 4_294_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}

/// Fills bytes for keys and nonces.
pub fn fill(bytes: &mut [u8]) {
    rand::rng().fill_bytes(bytes);
}

/// What is kept of a secret. Tokens have 256 bits, so a plain hash cannot be guessed back.
pub fn secret_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
