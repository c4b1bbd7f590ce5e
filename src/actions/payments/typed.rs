//! A payment as somebody entered it, and what it means on its case.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::actions::{ActionError, Outcome};
use crate::domain::calendar::{Moment, local_date};
use crate::domain::money::Money;
use crate::domain::payment::{CommissionStatus, Entry, Recipient, SplitRule, commission_for, explicit};
use crate::domain::refusal::Refusal;
use crate::store::cases::Case;

/// A payment as it was entered. Amounts are text: which decimals they may have depends on the case's currency.
#[derive(Clone, Debug)]
pub struct PaymentOrder {
    /// The day on which it was received.
    pub received_on: NaiveDate,
    /// What was paid.
    pub amount: String,
    /// In which currency, when that was said; it is the case's.
    pub currency: Option<String>,
    /// Whom the debtor paid.
    pub recipient: Recipient,
    /// Whether the agency has its commission; asked for only when the creditor was paid.
    pub commission: Option<CommissionStatus>,
    /// The creditor's part, when somebody splits the payment by hand.
    pub payout_creditor: Option<String>,
    /// The agency's part, before the platform's share.
    pub payout_partner: Option<String>,
}

/// A payment that can stand on its case.
pub(super) struct Typed {
    pub received_on: NaiveDate,
    pub amount: i64,
    pub recipient: Recipient,
    pub commission: CommissionStatus,
    pub rule: SplitRule,
}

impl Typed {
    pub fn entry(&self) -> Entry {
        Entry { amount: self.amount, rule: self.rule, allocation: None }
    }

    pub fn is_explicit(&self) -> bool {
        matches!(self.rule, SplitRule::Explicit { .. })
    }
}

impl PaymentOrder {
    /// Understands the payment in the currency of its case, on the agency's calendar.
    pub(super) fn read(&self, case: &Case, zone: Tz, now: Moment) -> Outcome<Typed> {
        if self.received_on > local_date(now, zone) {
            return Err(Refusal::FutureDate.into());
        }
        if self.currency.as_ref().is_some_and(|code| !code.trim().eq_ignore_ascii_case(case.currency.code())) {
            return Err(Refusal::OtherCurrency { currency: case.currency }.into());
        }
        let read = |field: &'static str, text: &str| {
            Money::parse(text, case.currency)
                .map(Money::minor)
                .map_err(|problem| ActionError::At(field, problem.to_string()))
        };
        let amount = read("paymentAmount", &self.amount)?;
        if amount <= 0 {
            return Err(Refusal::AmountNotPositive.into());
        }
        let rule = match (&self.payout_creditor, &self.payout_partner) {
            (None, None) => SplitRule::Automatic,
            (Some(creditor), Some(partner)) => {
                let creditor = read("payoutCreditor", creditor)?;
                let partner = read("payoutCollectionPartner", partner)?;
                explicit(amount, creditor, partner, case.currency)?
            }
            _ => return Err(Refusal::SplitIncomplete.into()),
        };
        let commission = commission_for(self.recipient, self.commission)?;
        Ok(Typed { received_on: self.received_on, amount, recipient: self.recipient, commission, rule })
    }
}

/// The recipient as it stands in a sentence.
pub(super) fn recipient_in_words(recipient: Recipient) -> &'static str {
    match recipient {
        Recipient::CollectionPartner => "agency",
        Recipient::Creditor => "creditor",
        Recipient::Platform => "platform",
    }
}
