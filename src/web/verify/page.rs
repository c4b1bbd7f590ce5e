//! Template structs of the verification.

use askama::Template;

use super::resource::{SignatureResource, Verdict, VerifyResource};
use crate::domain::agreement::Language;
use crate::web::http::Page;
use crate::words::Words;

/// The page, empty or with a result.
#[derive(Template)]
#[template(path = "verify/verify.html")]
pub(crate) struct VerifyPage {
    words: Words,
    found: Option<VerifyResource>,
    problem: Option<String>,
}

impl Page for VerifyPage {
    type Resource = Option<VerifyResource>;
    fn resource(&self) -> &Self::Resource {
        &self.found
    }
}

impl VerifyPage {
    pub(super) fn empty(words: Words, problem: Option<String>) -> Self {
        Self { words, found: None, problem }
    }

    pub(super) fn of(words: Words, found: VerifyResource) -> Self {
        Self { words, found: Some(found), problem: None }
    }

    /// The other languages: code and name.
    fn languages(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        Language::ALL.iter().filter(|one| **one != self.words.0).map(|one| (one.code(), one.label()))
    }

    /// The CSS class of a verdict.
    fn tone(&self, found: &VerifyResource) -> &'static str {
        match found.verdict {
            Verdict::Genuine => "ok",
            Verdict::Altered => "bad",
            Verdict::NotOnRecord | Verdict::Incomplete | Verdict::Unknown => "",
            Verdict::Unsigned | Verdict::Unreadable => "info",
        }
    }

    /// What a timestamp says about the time of a signature, or that there is none.
    fn time_of(&self, one: &SignatureResource) -> String {
        let stamped = one.timestamp.as_ref();
        let stamp = stamped.map(|stamp| (stamp.authority.as_str(), stamp.at.as_str(), stamp.trusted));
        let own = one.is_timestamp().then(|| (one.name.as_str(), one.at.as_deref().unwrap_or("–"), one.trusted));
        match stamp.or(own) {
            None => self.words.say("verify-no-timestamp"),
            Some((authority, date, trusted)) => {
                let message = if trusted { "verify-timestamp" } else { "verify-timestamp-foreign" };
                self.words.fill(message, &[("authority", authority), ("date", date)])
            }
        }
    }

    /// Whether a later timestamp of the whole file proves when a signature existed.
    fn is_stamped_later(&self, found: &VerifyResource, one: &SignatureResource) -> bool {
        one.timestamp.is_none() && !one.is_timestamp() && found.signatures.iter().any(SignatureResource::is_timestamp)
    }
}

impl SignatureResource {
    /// Whether it is the operator's seal.
    fn is_seal(&self) -> bool {
        self.kind == "Seal"
    }

    /// Whether it is a timestamp of the whole file.
    fn is_timestamp(&self) -> bool {
        self.kind == "Timestamp"
    }

    /// Whether it was made with a certificate that is not the portal's.
    fn is_foreign(&self) -> bool {
        !self.trusted && !self.is_timestamp()
    }
}
