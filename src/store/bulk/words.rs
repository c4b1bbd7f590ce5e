//! Words of the search on their way, for the bulk writer.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::domain::ids::CaseId;
use crate::store::StoreError;
use crate::store::cases::Word;

mod staged {
    #![allow(missing_docs, reason = "columns speak for themselves")]

    diesel::table! {
        /// Words on their way to the search: a row a case, unfolded and put in order once, at the end. One by one, each would
        /// land on a page of its own.
        bulk_words (case_id) {
            case_id -> Text,
            words -> Text,
        }
    }
}
pub(super) use staged::bulk_words;

#[derive(Insertable)]
#[diesel(table_name = bulk_words, treat_none_as_default_value = false)]
pub(super) struct Staged {
    case_id: CaseId,
    /// Each word with the one before it, as a JSON object.
    words: String,
}

impl Staged {
    /// The words of a case.
    ///
    /// # Errors
    /// None that can happen: text is always JSON.
    pub(super) fn new(case_id: CaseId, rows: &[Word]) -> Result<Self, StoreError> {
        let words: BTreeMap<&str, &str> =
            rows.iter().map(|row| (row.word.as_str(), row.word_before.as_str())).collect();
        let words = serde_json::to_string(&words).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        Ok(Self { case_id, words })
    }
}
