//! Facts about promises to pay and payment agreements.

use chrono::NaiveDate;

use crate::domain::money::Money;
use crate::domain::plan::{Instalment, PlanKind};

/// What happened to a promise or an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the facts have docstrings; their fields speak for themselves")]
pub enum PlanFact {
    /// It was recorded. `waived` is the discount that the client grants.
    Recorded {
        kind: PlanKind,
        total: Money,
        waived: Money,
        instalments: Vec<Instalment>,
        approval: Option<String>,
        note: String,
    },
    /// An amount that was due was not paid in time.
    Missed { amount: Money, due: NaiveDate },
    /// Everything was paid.
    Fulfilled { kind: PlanKind, total: Money },
    /// It was ended; `is_replaced` if another one follows.
    Ended { kind: PlanKind, is_replaced: bool, reason: String },
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

impl PlanFact {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Recorded { kind: PlanKind::Promise, .. } => "PromiseRecorded",
            Self::Recorded { kind: PlanKind::Agreement, .. } => "AgreementRecorded",
            Self::Missed { .. } => "InstalmentMissed",
            Self::Fulfilled { .. } => "PlanFulfilled",
            Self::Ended { .. } => "PlanEnded",
        }
    }

    /// Title and description.
    pub(super) fn words(&self) -> (String, String) {
        match self {
            Self::Recorded { kind: PlanKind::Promise, total, instalments, note, .. } => {
                let by = instalments.first().map(|one| format!(" by {}", day(one.due))).unwrap_or_default();
                (format!("Promise to pay {total}{by}"), note.clone())
            }
            Self::Recorded { total, waived, instalments, approval, note, .. } => {
                (format!("Payment agreement over {total}"), agreed((*total, *waived), instalments, approval, note))
            }
            Self::Missed { amount, due } => {
                (format!("Payment of {amount} is overdue"), format!("It was due on {}.", day(*due)))
            }
            Self::Fulfilled { kind, total } => (format!("{kind} kept"), format!("{total} was paid as agreed.")),
            Self::Ended { kind, is_replaced: true, reason } => (format!("{kind} replaced"), reason.clone()),
            Self::Ended { kind, is_replaced: false, reason } => (format!("{kind} ended"), reason.clone()),
        }
    }
}

fn agreed(
    (total, waived): (Money, Money),
    instalments: &[Instalment],
    approval: &Option<String>,
    note: &str,
) -> String {
    let money = |minor: i64| Money::new(minor, total.currency());
    let mut parts = Vec::new();
    match instalments {
        [] => {}
        [only] => parts.push(format!("One payment, due {}.", day(only.due))),
        [first, .., last] => {
            let rest = if last.amount == first.amount {
                String::new()
            } else {
                format!(", the last of {}", money(last.amount))
            };
            parts.push(format!(
                "{} instalments of {}{rest}, from {} to {}.",
                instalments.len(),
                money(first.amount),
                day(first.due),
                day(last.due)
            ));
        }
    }
    if waived.is_positive() {
        parts.push(format!("{waived} of what is owed is waived once it is kept."));
    }
    if let Some(approval) = approval {
        parts.push(format!("Approved by the client: {approval}."));
    }
    if !note.is_empty() {
        parts.push(note.to_owned());
    }
    parts.join(" ")
}
