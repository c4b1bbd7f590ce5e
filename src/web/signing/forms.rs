//! The request that signs an agreement.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::agreements::{Mark, SignOrder};
use crate::domain::code::CODE_DIGITS;
use crate::domain::ids::SignatureId;
use crate::pdf::sheet::unsupported;
use crate::web::http::request::values::{Code, IdOf};
use crate::web::http::{Problems, Request};

/// Characters in a signatory's name or role.
const MAX_NAME_CHARACTERS: u64 = 100;
/// Bytes in a drawn signature.
const MAX_DRAWING_BYTES: usize = 100_000;

/// What the page sends: the button that asks for a code, or the signature. Problems are named by the message that says
/// them.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct SignForm {
    /// Whose signature.
    #[validate(required)]
    #[schemars(extend("x-missing" = "error-required", "x-wrong" = "error-required"))]
    signature: Option<IdOf<SignatureId>>,
    /// The code from the mail.
    #[validate(required)]
    #[schemars(extend("x-missing" = "code-missing"))]
    code: Option<Code>,
    /// The name that is signed with.
    #[validate(required, length(max = MAX_NAME_CHARACTERS))]
    #[schemars(extend("x-missing" = "signature-name-missing", "x-wrong" = "signature-name-missing", "x-autocomplete" = "name"))]
    mark: Option<String>,
    /// What was drawn, as lists of points; without it the name is typed.
    strokes: Option<String>,
    /// The role in the company.
    #[validate(required, length(max = MAX_NAME_CHARACTERS))]
    #[schemars(extend("x-missing" = "signature-role-missing", "x-wrong" = "signature-role-missing", "x-autocomplete" = "organization-title"))]
    title: Option<String>,
    /// Consent: the agreement was read.
    read: Option<bool>,
    /// Consent: it is signed electronically.
    electronic: Option<bool>,
    /// Consent: evidence is kept.
    evidence: Option<bool>,
    /// May sign for the company.
    authority: Option<bool>,
}

impl Request for SignForm {
    type Order = SignOrder;

    fn order(self, problems: &mut Problems) -> Option<SignOrder> {
        let code = self.code.map(|code| code.0);
        if code.as_ref().is_some_and(|code| code.chars().filter(char::is_ascii_digit).count() != CODE_DIGITS) {
            problems.add("code", "code-missing");
        }
        if let Some(character) = self.mark.as_deref().and_then(unsupported) {
            problems.add("mark", format!("error-character|character={character}"));
        }
        if self.title.as_deref().and_then(unsupported).is_some() {
            problems.add("title", "signature-role-missing");
        }
        let consents = [self.read, self.electronic, self.evidence];
        if consents.iter().any(|given| !given.unwrap_or_default()) {
            problems.add("read", "consent-missing");
        }
        if !self.authority.unwrap_or_default() {
            problems.add("authority", "signature-authority-missing");
        }
        let drawn = match self.strokes {
            None => None,
            Some(text) => match serde_json::from_str::<Vec<Vec<(f32, f32)>>>(&text) {
                Ok(strokes) if text.len() <= MAX_DRAWING_BYTES && is_drawn(&strokes) => Some(Mark::Drawn(text)),
                _ => {
                    problems.add("mark", "signature-missing");
                    None
                }
            },
        };
        let name = self.mark?;
        let mark = drawn.unwrap_or_else(|| Mark::Typed(name.clone()));
        Some(SignOrder { signature: self.signature?.0, code: code?, mark, name, title: self.title? })
    }
}

/// Whether there is a drawing, and it is inside the field of 700 × 140 units; other coordinates cannot be printed.
fn is_drawn(strokes: &[Vec<(f32, f32)>]) -> bool {
    let within = |(x, y): &(f32, f32)| (-100.0..=800.0).contains(x) && (-100.0..=240.0).contains(y);
    strokes.iter().any(|one| one.len() > 1) && strokes.iter().flatten().all(within)
}
