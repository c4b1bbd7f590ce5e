//! Signed links that open a document for an hour without a key. The contract uses them, so that programs can fetch
//! files.

use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::domain::ids::DocumentId;

/// The purpose of the signature.
const PURPOSE: &str = "document link";
/// How long a link works, in minutes.
const LINK_MINUTES: i64 = 60;

/// A link to a document that works for an hour.
pub fn signed(config: &Config, id: DocumentId, now: Moment) -> String {
    let expires = (now + chrono::Duration::minutes(LINK_MINUTES)).timestamp();
    let signature = config.secrets.sign(PURPOSE, &signed_text(id, expires));
    format!("{}/files/{id}?expires={expires}&signature={signature}", config.base_url)
}

/// Whether a link has our signature for this document and has not expired.
pub(crate) fn is_good(config: &Config, id: DocumentId, expires: &str, signature: &str, now: Moment) -> bool {
    let Ok(expires) = expires.parse::<i64>() else { return false };
    config.secrets.verify(PURPOSE, &signed_text(id, expires), signature) && now.timestamp() <= expires
}

fn signed_text(id: DocumentId, expires: i64) -> String {
    format!("{id}\n{expires}")
}
