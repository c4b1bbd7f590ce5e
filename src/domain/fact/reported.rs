//! Facts about monthly updates, and about commissions that the creditor owes.

use crate::domain::case_update::{Activity, FULL_CREDIT_BASIS_POINTS, Recommendation};
use crate::domain::money::Money;
use crate::domain::payment::{CommissionStatus, Recipient};

/// What happened to a commission.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the facts have docstrings; their fields speak for themselves")]
pub enum CommissionFact {
    /// The creditor paid it.
    Paid { amount: Money, of: Money },
    /// It is overdue, and the agency reminds the creditor.
    Chased { amount: Money },
}

impl CommissionFact {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Paid { .. } => "CommissionPaid",
            Self::Chased { .. } => "CommissionChased",
        }
    }

    pub(super) fn words(&self) -> (String, String) {
        match self {
            Self::Paid { amount, of } => (
                format!("Commission of {amount} paid"),
                format!("The creditor settled the commission on its direct payment of {of}."),
            ),
            Self::Chased { amount } => (
                format!("Commission of {amount} still unpaid"),
                "The invoice should have been paid by now; the agency is reminded to chase it.".to_owned(),
            ),
        }
    }
}

/// What happened to a monthly update.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the facts have docstrings; their fields speak for themselves")]
pub enum UpdateFact {
    /// The agency reported work of the month.
    Done { activity: Activity, month: String },
    /// The agency sent its update; `credit` for timeliness is in basis points.
    Given { month: String, recommendation: Recommendation, credit: i64 },
}

impl UpdateFact {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Done { .. } => "Activity",
            Self::Given { .. } => "UpdateGiven",
        }
    }

    pub(super) fn words(&self) -> (String, String) {
        match self {
            Self::Done { activity, month } => (activity.label().to_owned(), format!("Reported for {month}.")),
            Self::Given { month, recommendation, credit } => {
                let late = if *credit == FULL_CREDIT_BASIS_POINTS { "" } else { " It came late." };
                (format!("Update for {month}"), format!("Recommendation: {recommendation}.{late}"))
            }
        }
    }
}

/// Who was paid and what follows from it, in words.
pub(super) fn paid_to(recipient: Recipient, commission: CommissionStatus, agency: Money, over: Money) -> String {
    let surplus = if over.is_positive() {
        format!(" {over} is more than was owed and belongs to the creditor.")
    } else {
        String::new()
    };
    let text = match (recipient, commission) {
        (Recipient::CollectionPartner, _) => {
            "Paid to the agency, which passes the creditor’s part on within 30 business days.".to_owned()
        }
        (Recipient::Creditor, CommissionStatus::Unpaid) => format!(
            "Paid to the creditor directly, who tells the agency of it in writing within three days. The agency invoices the creditor for {agency}."
        ),
        (Recipient::Creditor, _) => {
            "Paid to the creditor directly, who tells the agency of it in writing within three days. The commission is paid."
                .to_owned()
        }
        (Recipient::Operator, _) => "Paid to the platform, which has settled the commission.".to_owned(),
    };
    format!("{text}{surplus}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn a_payment_says_who_has_the_money_and_what_is_to_be_done() {
        let euro = Currency::parse("EUR").expect("a currency");
        let money = |minor: i64| Money::new(minor, euro);
        let told = |recipient, status, over| paid_to(recipient, status, money(9_500), money(over));
        assert!(told(Recipient::Creditor, CommissionStatus::Unpaid, 0).contains("invoices the creditor for 95.00 EUR"));
        assert!(told(Recipient::Creditor, CommissionStatus::Unpaid, 0).contains("within three days"));
        assert!(told(Recipient::Creditor, CommissionStatus::Paid, 0).ends_with("The commission is paid."));
        assert!(told(Recipient::Operator, CommissionStatus::Paid, 0).starts_with("Paid to the platform"));
        let surplus = told(Recipient::CollectionPartner, CommissionStatus::Paid, 1_000);
        assert!(surplus.ends_with("10.00 EUR is more than was owed and belongs to the creditor."), "{surplus}");
    }
}
