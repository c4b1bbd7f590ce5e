//! A payment as entered, and its interpretation for its case.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::actions::{ActionError, Outcome};
use crate::domain::calendar::{Moment, local_date};
use crate::domain::money::Money;
use crate::domain::payment::PaymentRefusal;
use crate::domain::payment::{CommissionStatus, Entry, Recipient, SplitRule, commission_for, explicit};
use crate::store::cases::Case;

/// A payment as entered. Amounts are text, because the number of decimals depends on the case's currency.
#[derive(Clone, Debug)]
pub struct PaymentOrder {
    /// The date of receipt.
    pub received_on: NaiveDate,
    /// The amount.
    pub amount: String,
    /// The currency, if given; must be the case's.
    pub currency: Option<String>,
    /// Who received the money.
    pub recipient: Recipient,
    /// Whether the agency has received its commission; needed only if the creditor received the money.
    pub commission: Option<CommissionStatus>,
    /// The creditor's share, if the split is entered by hand.
    pub payout_creditor: Option<String>,
    /// The agency's share, before the operator's share.
    pub payout_partner: Option<String>,
    /// Accepts that the payment is more than what is outstanding.
    pub surplus_confirmed: bool,
}

/// A valid payment.
pub(super) struct Typed {
    pub received_on: NaiveDate,
    pub amount: i64,
    pub recipient: Recipient,
    pub commission: CommissionStatus,
    pub rule: SplitRule,
}

impl Typed {
    pub(crate) fn entry(&self) -> Entry {
        Entry { amount: self.amount, rule: self.rule, allocation: None }
    }

    pub(crate) fn is_explicit(&self) -> bool {
        matches!(self.rule, SplitRule::Explicit { .. })
    }
}

impl PaymentOrder {
    /// Refuses a payment beyond the claim that nobody confirmed.
    pub(super) fn check_surplus(&self, surplus: Money) -> Result<(), PaymentRefusal> {
        if surplus.minor() > 0 && !self.surplus_confirmed {
            return Err(PaymentRefusal::SurplusUnconfirmed { surplus });
        }
        Ok(())
    }

    /// Reads the payment with the currency of its case and the agency's calendar.
    pub(super) fn read(&self, case: &Case, zone: Tz, now: Moment) -> Outcome<Typed> {
        if self.received_on > local_date(now, zone) {
            return Err(PaymentRefusal::FutureDate.into());
        }
        if self.currency.as_ref().is_some_and(|code| !code.trim().eq_ignore_ascii_case(case.currency.code())) {
            return Err(PaymentRefusal::OtherCurrency { currency: case.currency }.into());
        }
        let read = |field: &'static str, text: &str| {
            Money::parse(text, case.currency)
                .map(Money::minor)
                .map_err(|problem| ActionError::At(field, problem.to_string()))
        };
        let amount = read("paymentAmount", &self.amount)?;
        if amount <= 0 {
            return Err(PaymentRefusal::AmountNotPositive.into());
        }
        let rule = match (&self.payout_creditor, &self.payout_partner) {
            (None, None) => SplitRule::Automatic,
            (Some(creditor), Some(partner)) => {
                let creditor = read("payoutCreditor", creditor)?;
                let partner = read("payoutCollectionPartner", partner)?;
                explicit(amount, creditor, partner, case.currency)?
            }
            _ => return Err(PaymentRefusal::SplitIncomplete.into()),
        };
        let commission = commission_for(self.recipient, self.commission)?;
        Ok(Typed { received_on: self.received_on, amount, recipient: self.recipient, commission, rule })
    }
}

/// The recipient as used in a sentence.
pub(super) fn recipient_in_words(recipient: Recipient) -> &'static str {
    match recipient {
        Recipient::CollectionPartner => "agency",
        Recipient::Creditor => "creditor",
        Recipient::Operator => "platform",
    }
}
