//! Requests about cases that are verified.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::domain::verification::ResolutionArea;
use crate::web::http::request::values::{Lines, Word};
use crate::web::http::{Problems, Request};

/// Characters in a question or a reason.
const MAX_TEXT_CHARACTERS: u64 = 2_000;

/// A question to the client.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct AskClientForm {
    /// What it is about.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose what the question is about."))]
    area: Option<Word<ResolutionArea>>,
    /// The question.
    #[validate(required, length(max = MAX_TEXT_CHARACTERS))]
    #[schemars(extend("x-missing" = "Write the question."))]
    question: Option<Lines>,
}

impl Request for AskClientForm {
    type Order = (ResolutionArea, String);

    fn order(self, _: &mut Problems) -> Option<(ResolutionArea, String)> {
        Some((self.area?.0, self.question?.0.trim().to_owned()))
    }
}

/// The rejection of a case.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct RejectForm {
    /// The reason; the client reads it.
    #[validate(required, length(max = MAX_TEXT_CHARACTERS))]
    #[schemars(extend("x-missing" = "Write the reason. The client reads it."))]
    reason: Option<Lines>,
}

impl Request for RejectForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.reason?.0.trim().to_owned())
    }
}
