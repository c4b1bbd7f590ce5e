//! Signed links that open a file for an hour without a key. The contracts use them, so that programs can fetch files.

use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::domain::ids::{AgreementId, DocumentId};
use crate::web::http::{App, Asked, Failure};

/// The purpose of the signature.
const PURPOSE: &str = "document link";
/// How long a link works, in minutes.
const LINK_MINUTES: i64 = 60;

/// A file that a signed link opens.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FileLink {
    /// A document of a case.
    Document(DocumentId),
    /// A signed agreement.
    Agreement(AgreementId),
}

impl FileLink {
    /// Its address below `/files/`; this is what is signed.
    fn path(self) -> String {
        match self {
            Self::Document(id) => id.to_string(),
            Self::Agreement(id) => format!("agreements/{id}"),
        }
    }

    fn signed_text(self, expires: i64) -> String {
        format!("{}\n{expires}", self.path())
    }
}

/// A link to a document that works for an hour.
pub fn signed(config: &Config, id: DocumentId, now: Moment) -> String {
    signed_address(config, FileLink::Document(id), now)
}

/// A link to a file that works for an hour.
pub(crate) fn signed_address(config: &Config, link: FileLink, now: Moment) -> String {
    let expires = (now + chrono::Duration::minutes(LINK_MINUTES)).timestamp();
    let signature = config.secrets.sign(PURPOSE, &link.signed_text(expires));
    format!("{}/files/{}?expires={expires}&signature={signature}", config.base_url, link.path())
}

/// Checks that an address has our signature for this file and has not expired.
///
/// # Errors
/// [`Failure::Forbidden`] if not.
pub(crate) fn check_link(app: &App, link: FileLink, asked: &Asked) -> Result<(), Failure> {
    let text = |name: &str| asked.one(name).unwrap_or_default();
    let is_good = text("expires").parse::<i64>().is_ok_and(|expires| {
        let is_ours = app.config().secrets.verify(PURPOSE, &link.signed_text(expires), text("signature"));
        is_ours && app.now().timestamp() <= expires
    });
    if is_good {
        return Ok(());
    }
    Err(Failure::Forbidden("This link is not valid, or no longer. Ask for a fresh one.".to_owned()))
}
