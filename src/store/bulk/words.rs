//! Words of the search on their way, for the bulk writer.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, CollectionPartnerId};
use crate::store::cases::Word;

mod staged {
    #![allow(missing_docs, reason = "columns speak for themselves")]

    diesel::table! {
        /// Words on their way to the search: written as they come, and put in order once, at the end. One by one, each would
        /// land on a page of its own.
        bulk_words (case_id, word) {
            collection_partner_id -> Text,
            word -> Text,
            case_id -> Text,
            word_before -> Text,
            lifecycle -> Text,
            is_test -> Bool,
            created_at -> Timestamp,
        }
    }
}
pub(super) use staged::bulk_words;

#[derive(Insertable)]
#[diesel(table_name = bulk_words, treat_none_as_default_value = false)]
pub(super) struct Staged {
    collection_partner_id: CollectionPartnerId,
    word: String,
    case_id: CaseId,
    word_before: String,
    lifecycle: Lifecycle,
    is_test: bool,
    created_at: NaiveDateTime,
}

impl From<Word> for Staged {
    fn from(word: Word) -> Self {
        Self {
            collection_partner_id: word.collection_partner_id,
            word: word.word,
            case_id: word.case_id,
            word_before: word.word_before,
            lifecycle: word.lifecycle,
            is_test: word.is_test,
            created_at: word.created_at,
        }
    }
}
