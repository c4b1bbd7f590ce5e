//! The postings of one ledger entry, by account. Amounts are minor units.

use super::Payout;
use crate::domain::payment::{Buckets, Recipient};

/// The accounts of an entry. Five sums are always zero ([`Postings::is_balanced`]): the claim against the money, and
/// the books of each of the four parties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    /// The debtor owes: principal.
    pub claim_principal: i64,
    /// The debtor owes: interest.
    pub claim_interest: i64,
    /// The debtor owes: reminder fees.
    pub claim_reminder: i64,
    /// The debtor owes: collection fees.
    pub claim_collection: i64,
    /// Paid by the debtor beyond the claim; negative.
    pub surplus: i64,
    /// The claim as raised; negative.
    pub raised: i64,
    /// Money held by the creditor.
    pub money_creditor: i64,
    /// Money held by the agency.
    pub money_agency: i64,
    /// Money held by the operator.
    pub money_operator: i64,
    /// Money held by the referral partner.
    pub money_referral: i64,
    /// The creditor owes the agency; negative if the agency owes the creditor.
    pub creditor_agency: i64,
    /// The agency owes the operator; negative if the operator owes the agency.
    pub agency_operator: i64,
    /// The operator owes the creditor.
    pub operator_creditor: i64,
    /// The operator owes the referral partner.
    pub operator_referral: i64,
    /// Earned by the creditor.
    pub earned_creditor: i64,
    /// Earned by the agency.
    pub earned_agency: i64,
    /// Earned by the operator.
    pub earned_operator: i64,
    /// Earned by the referral partner.
    pub earned_referral: i64,
}

impl Postings {
    /// The claim changes from `booked` to `is`.
    pub(super) fn raising(is: Buckets, booked: Buckets) -> Self {
        let moved = Self::of_claim(is).plus(Self::of_claim(booked).reversed());
        Self { raised: -moved.claim_total(), ..moved }
    }

    /// The open amounts change, by bucket, from the sum of the entries to what they should be; the difference is a
    /// surplus.
    pub(super) fn levelling(open: Buckets, by_entries: Buckets) -> Self {
        let moved = Self::of_claim(open).plus(Self::of_claim(by_entries).reversed());
        Self { surplus: -moved.claim_total(), ..moved }
    }

    /// The debtor paid.
    pub(super) fn payment(payout: &Payout) -> Self {
        let settled = Self::of_claim(payout.allocation).reversed();
        let paid = Self { surplus: -payout.amount - settled.claim_total(), ..settled };
        match payout.recipient {
            Recipient::CollectionPartner => Self {
                money_agency: payout.amount,
                creditor_agency: -payout.creditor,
                agency_operator: payout.operator,
                operator_referral: payout.referral,
                ..paid
            },
            Recipient::Creditor => Self { money_creditor: payout.amount, creditor_agency: payout.partner, ..paid },
            Recipient::Operator => Self {
                money_operator: payout.amount,
                operator_creditor: payout.creditor,
                agency_operator: payout.operator - payout.partner,
                operator_referral: payout.referral,
                ..paid
            },
        }
        .with_what_is_earned()
    }

    /// The creditor paid the agency's commission; the agency now owes the operator its share.
    pub(super) fn commission(payout: &Payout) -> Self {
        Self {
            money_creditor: -payout.partner,
            money_agency: payout.partner,
            creditor_agency: -payout.partner,
            agency_operator: payout.operator,
            operator_referral: payout.referral,
            ..Self::default()
        }
        .with_what_is_earned()
    }

    /// The agency paid this amount to the operator.
    pub fn invoice_payment(amount: i64) -> Self {
        Self { money_agency: -amount, money_operator: amount, agency_operator: -amount, ..Self::default() }
    }

    /// The agency passed this amount on to the creditor.
    pub fn transfer_to_creditor(amount: i64) -> Self {
        Self { money_agency: -amount, money_creditor: amount, creditor_agency: amount, ..Self::default() }
    }

    /// The operator passed this amount on to the agency.
    pub fn transfer_to_agency(amount: i64) -> Self {
        Self { money_operator: -amount, money_agency: amount, agency_operator: amount, ..Self::default() }
    }

    /// The operator passed this amount on to the creditor.
    pub fn operator_transfer_to_creditor(amount: i64) -> Self {
        Self { money_operator: -amount, money_creditor: amount, operator_creditor: -amount, ..Self::default() }
    }

    /// The reversal: every posting with the opposite sign.
    #[must_use]
    pub fn reversed(self) -> Self {
        self.each(Self::default(), |mine, _| mine.saturating_neg())
    }

    /// The sum, account by account.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.each(other, i64::saturating_add)
    }

    /// The claim by bucket. Within one entry, buckets can be negative.
    pub fn claim(&self) -> Buckets {
        Buckets {
            principal: self.claim_principal,
            interest: self.claim_interest,
            reminder: self.claim_reminder,
            collection: self.claim_collection,
        }
    }

    /// The sum of the claim's buckets.
    pub fn claim_total(&self) -> i64 {
        self.claim_principal + self.claim_interest + self.claim_reminder + self.claim_collection
    }

    /// Money held by all parties: what debtors paid.
    pub fn money(&self) -> i64 {
        self.money_creditor + self.money_agency + self.money_operator + self.money_referral
    }

    /// Whether claim and money agree, and each party's money and balances equal what it has earned. The database
    /// refuses other entries.
    pub fn is_balanced(&self) -> bool {
        self.claim_total() + self.surplus + self.raised + self.money() == 0 && self.with_what_is_earned() == *self
    }

    fn of_claim(buckets: Buckets) -> Self {
        Self {
            claim_principal: buckets.principal,
            claim_interest: buckets.interest,
            claim_reminder: buckets.reminder,
            claim_collection: buckets.collection,
            ..Self::default()
        }
    }

    fn with_what_is_earned(self) -> Self {
        Self {
            earned_creditor: self.money_creditor - self.creditor_agency + self.operator_creditor,
            earned_agency: self.money_agency + self.creditor_agency - self.agency_operator,
            earned_operator: self.money_operator + self.agency_operator
                - self.operator_creditor
                - self.operator_referral,
            earned_referral: self.money_referral + self.operator_referral,
            ..self
        }
    }

    fn each(self, other: Self, f: impl Fn(i64, i64) -> i64) -> Self {
        Self {
            claim_principal: f(self.claim_principal, other.claim_principal),
            claim_interest: f(self.claim_interest, other.claim_interest),
            claim_reminder: f(self.claim_reminder, other.claim_reminder),
            claim_collection: f(self.claim_collection, other.claim_collection),
            surplus: f(self.surplus, other.surplus),
            raised: f(self.raised, other.raised),
            money_creditor: f(self.money_creditor, other.money_creditor),
            money_agency: f(self.money_agency, other.money_agency),
            money_operator: f(self.money_operator, other.money_operator),
            money_referral: f(self.money_referral, other.money_referral),
            creditor_agency: f(self.creditor_agency, other.creditor_agency),
            agency_operator: f(self.agency_operator, other.agency_operator),
            operator_creditor: f(self.operator_creditor, other.operator_creditor),
            operator_referral: f(self.operator_referral, other.operator_referral),
            earned_creditor: f(self.earned_creditor, other.earned_creditor),
            earned_agency: f(self.earned_agency, other.earned_agency),
            earned_operator: f(self.earned_operator, other.earned_operator),
            earned_referral: f(self.earned_referral, other.earned_referral),
        }
    }
}
