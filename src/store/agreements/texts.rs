//! Published texts of agreements, as the operator's staff manages them.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::agreement::{AgreementKind, Language};
use crate::store::db::schema::agreement_texts;

/// A published text. The time is UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = agreement_texts)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Published {
    pub kind: AgreementKind,
    pub version: String,
    pub language: Language,
    pub published_at: chrono::NaiveDateTime,
}
