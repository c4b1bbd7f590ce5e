//! The texts of agreements as the platform's staff looks after them: which there are, and who has signed an earlier one.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::agreement::{AgreementKind, Language};
use crate::store::db::schema::agreement_texts;

/// A text that was published. The time is UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = agreement_texts)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Published {
    pub kind: AgreementKind,
    pub version: String,
    pub language: Language,
    pub published_at: chrono::NaiveDateTime,
}
