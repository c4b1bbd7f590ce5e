//! Signed links: a document by its address alone, for an hour. The contract hands them out, so that the
//! programs behind it can fetch a file without a key.

use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::domain::ids::DocumentId;

/// What links are signed for.
const PURPOSE: &str = "document link";
/// How long a link works.
const MINUTES: i64 = 60;

/// The address of a document that works until an hour from now.
pub fn signed(config: &Config, id: DocumentId, now: Moment) -> String {
    let expires = (now + chrono::Duration::minutes(MINUTES)).timestamp();
    let signature = config.secrets.sign(PURPOSE, &signed_text(id, expires));
    format!("{}/files/{id}?expires={expires}&signature={signature}", config.base_url)
}

/// Whether a link was made here for this document and still works.
pub(crate) fn is_good(config: &Config, id: DocumentId, expires: &str, signature: &str, now: Moment) -> bool {
    let Ok(expires) = expires.parse::<i64>() else { return false };
    config.secrets.verify(PURPOSE, &signed_text(id, expires), signature) && now.timestamp() <= expires
}

fn signed_text(id: DocumentId, expires: i64) -> String {
    format!("{id}\n{expires}")
}
