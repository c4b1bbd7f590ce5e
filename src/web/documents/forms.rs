//! Requests with files, and the request to delete one.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::domain::document::{DocumentType, MAX_DESCRIPTION_CHARACTERS};
use crate::web::http::{Problems, Request};

/// The fields besides the files.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UploadRequest {
    /// The purpose of the files.
    document_type: Option<String>,
    /// The sender's text.
    #[validate(length(max = MAX_DESCRIPTION_CHARACTERS))]
    description: Option<String>,
}

/// What is said about the uploaded files.
pub(crate) struct UploadOrder {
    /// Their type.
    pub document_type: Option<DocumentType>,
    /// A description by the sender.
    pub description: Option<String>,
}

impl Request for UploadRequest {
    type Order = UploadOrder;

    fn order(self, problems: &mut Problems) -> Option<UploadOrder> {
        let document_type = self.document_type.filter(|text| !text.eq_ignore_ascii_case("null")).and_then(|text| {
            let kind = DocumentType::parse(&text);
            if kind.is_none() {
                let known: Vec<&str> = DocumentType::ALL.iter().map(|kind| kind.name()).collect();
                problems.add("documentType", format!("“{text}” is not one of: {}.", known.join(", ")));
            }
            kind
        });
        Some(UploadOrder { document_type, description: self.description })
    }
}
