//! A case in a short list on the page of an organisation.

use diesel::prelude::*;

use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, Reference};
use crate::domain::money::{Currency, Money};

/// Cases in such a list, at most.
pub const MAX_LISTED_CASES: i64 = 50;

/// A case of an organisation.
#[derive(Clone, Debug, Queryable)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// Its reference.
    pub reference: Reference,
    /// Its state.
    pub lifecycle: Lifecycle,
    /// The name of the other party: the debtor on the page of a client, else the creditor.
    pub other: String,
    /// The currency of the amount.
    pub currency: Currency,
    /// What is outstanding, in minor units.
    pub outstanding: i64,
}

impl CaseLine {
    /// What is outstanding.
    pub fn owed(&self) -> Money {
        Money::new(self.outstanding, self.currency)
    }
}
