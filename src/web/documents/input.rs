//! What is sent with files, and to delete one.

use crate::domain::document::{DocumentType, LONGEST_DESCRIPTION};
use crate::web::http::{Form, Problems};

/// The fields besides the files.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadForm {
    document_type: Option<String>,
    description: Option<String>,
}

/// What the files are.
pub struct UploadOrder {
    /// What they are for.
    pub document_type: Option<DocumentType>,
    /// In the uploader's words.
    pub description: Option<String>,
}

impl Form for UploadForm {
    type Order = UploadOrder;

    fn parse(self) -> Result<UploadOrder, Problems> {
        let mut problems = Problems::none();
        let document_type = self.document_type.filter(|text| !text.eq_ignore_ascii_case("null")).and_then(|text| {
            let kind = DocumentType::parse(&text);
            if kind.is_none() {
                let known: Vec<&str> = DocumentType::ALL.iter().map(|kind| kind.name()).collect();
                problems.add("documentType", format!("“{text}” is not one of: {}.", known.join(", ")));
            }
            kind
        });
        let description = self.description.map(|text| text.trim().to_owned());
        if description.as_ref().is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION) {
            problems.add("description", format!("At most {LONGEST_DESCRIPTION} characters."));
        }
        problems.or(UploadOrder { document_type, description })
    }
}

/// Deleting needs no words.
#[derive(serde::Deserialize)]
pub struct DeleteForm {}

impl Form for DeleteForm {
    type Order = ();

    fn parse(self) -> Result<(), Problems> {
        Ok(())
    }
}
