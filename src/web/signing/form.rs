//! What somebody sends who signs.

use serde::Deserialize;

use crate::actions::agreements::{Mark, SignOrder};
use crate::domain::ids::SignatureId;
use crate::pdf::sheet::unsupported;
use crate::web::http::{Form, Problems};

/// What the page sends: the button that asks for a code, or the signature.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignForm {
    signature: Option<String>,
    code: Option<String>,
    mark: Option<String>,
    strokes: Option<String>,
    title: Option<String>,
    read: Option<String>,
    electronic: Option<String>,
    evidence: Option<String>,
    authority: Option<String>,
}

/// The most that a drawing may say.
const LONGEST_DRAWING: usize = 100_000;

impl Form for SignForm {
    type Order = SignOrder;

    fn parse(self) -> Result<SignOrder, Problems> {
        let mut problems = Problems::none();
        let signature = self.signature.as_deref().and_then(SignatureId::parse);
        if signature.is_none() {
            problems.add("signature", "error-required");
        }
        let code = self.code.unwrap_or_default();
        if code.chars().filter(char::is_ascii_digit).count() != 6 {
            problems.add("code", "code-missing");
        }
        let name = self.mark.map(|text| text.trim().to_owned()).unwrap_or_default();
        if name.is_empty() || name.chars().count() > 100 {
            problems.add("mark", "signature-name-missing");
        } else if let Some(character) = unsupported(&name) {
            problems.add("mark", format!("error-character|character={character}"));
        }
        let title = self.title.map(|text| text.trim().to_owned()).unwrap_or_default();
        if title.is_empty() || title.chars().count() > 100 || unsupported(&title).is_some() {
            problems.add("title", "signature-role-missing");
        }
        if self.read.is_none() || self.electronic.is_none() || self.evidence.is_none() {
            problems.add("read", "consent-missing");
        }
        if self.authority.is_none() {
            problems.add("authority", "signature-authority-missing");
        }
        let mark = match self.strokes.filter(|text| !text.trim().is_empty()) {
            None => Mark::Typed(name.clone()),
            Some(text) => match serde_json::from_str::<Vec<Vec<(f32, f32)>>>(&text) {
                Ok(strokes) if text.len() <= LONGEST_DRAWING && is_drawn(&strokes) => Mark::Drawn(text),
                _ => {
                    problems.add("mark", "signature-missing");
                    Mark::Typed(String::new())
                }
            },
        };
        let Some(signature) = signature else { return Err(problems) };
        problems.or(SignOrder { signature, code, mark, name, title })
    }
}

/// Whether something was drawn, and within reach of the field, which is 700 by 140: what lies elsewhere cannot be set.
fn is_drawn(strokes: &[Vec<(f32, f32)>]) -> bool {
    let within = |(x, y): &(f32, f32)| (-100.0..=800.0).contains(x) && (-100.0..=240.0).contains(y);
    strokes.iter().any(|one| one.len() > 1) && strokes.iter().flatten().all(within)
}
