//! Requests about files of cases.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::domain::import::{IGNORED, MAX_COLUMNS, field_of};
use crate::web::http::{Problems, Request};

/// A file of cases of one client; the file itself is the part `file`.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportForm {
    /// The client, by id or by name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a client."))]
    creditor_id: Option<String>,
}

impl Request for ImportForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        self.creditor_id
    }
}

/// Which column is which field.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ColumnsForm {
    /// The field of each column of the file, in its order: a name such as `debtor.name`, or `ignore`.
    #[serde(default)]
    columns: Vec<String>,
}

impl Request for ColumnsForm {
    type Order = Vec<String>;

    fn order(self, problems: &mut Problems) -> Option<Vec<String>> {
        let mut taken: Vec<&str> = Vec::new();
        for column in self.columns.iter().take(MAX_COLUMNS).filter(|column| *column != IGNORED) {
            match field_of(column) {
                None => problems.add("columns", format!("“{column}” is no field.")),
                Some(field) if taken.contains(&field.name) => {
                    problems.add("columns", format!("Two columns are {}.", field.label));
                }
                Some(field) => taken.push(field.name),
            }
        }
        Some(self.columns)
    }
}

/// Makes the cases of a file.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StartImportForm {
    /// Whether rows with problems are left out; without it, all rows must be good.
    only_good: Option<bool>,
}

impl Request for StartImportForm {
    type Order = bool;

    fn order(self, _: &mut Problems) -> Option<bool> {
        Some(self.only_good.unwrap_or_default())
    }
}
