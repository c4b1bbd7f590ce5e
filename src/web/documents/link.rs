//! Signed links: a document by its address alone, for an hour. The contract hands them out, so that the
//! programs behind it can fetch a file without a key.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::domain::ids::DocumentId;

/// How long a link works.
const MINUTES: i64 = 60;

/// The address of a document that works until an hour from now.
pub fn signed(config: &Config, id: DocumentId, now: Moment) -> String {
    let expires = (now + chrono::Duration::minutes(MINUTES)).timestamp();
    let signature = mac(config, id, expires).map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default();
    format!("{}/files/{id}?expires={expires}&signature={signature}", config.base_url)
}

/// Whether a link was made here for this document and still works.
pub fn is_good(config: &Config, id: DocumentId, expires: &str, signature: &str, now: Moment) -> bool {
    let (Ok(expires), Ok(signature)) = (expires.parse::<i64>(), hex::decode(signature)) else { return false };
    let genuine = mac(config, id, expires).is_some_and(|mac| mac.verify_slice(&signature).is_ok());
    genuine && now.timestamp() <= expires
}

fn mac(config: &Config, id: DocumentId, expires: i64) -> Option<Hmac<Sha256>> {
    // The same secret signs cookies; the words in front keep one from passing for the other.
    let mut mac = Hmac::<Sha256>::new_from_slice(config.secret_key.expose_secret().as_bytes()).ok()?;
    mac.update(format!("document link\n{id}\n{expires}").as_bytes());
    Some(mac)
}
