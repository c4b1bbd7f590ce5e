//! Temporary storage of search words, for the bulk writer.

use diesel::prelude::*;
use serde_json::{Map, Value};

use crate::domain::ids::CaseId;
use crate::store::cases::Word;

mod staged {
    #![allow(missing_docs, reason = "columns speak for themselves")]

    diesel::table! {
        /// Search words in temporary storage, one row per case. They are sorted into the real table once at the end;
        /// inserted one by one, each would touch another page.
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
    /// Each word with the word before it, as a JSON object.
    words: String,
}

impl Staged {
    /// The words of a case.
    pub(super) fn new(case_id: CaseId, rows: Vec<Word>) -> Self {
        let words: Map<String, Value> = rows.into_iter().map(|row| (row.word, row.word_before.into())).collect();
        Self { case_id, words: Value::Object(words).to_string() }
    }
}
