//! The referral partner's revenue: a percentage of the operator's share of what is recovered. What a case may bring, and
//! the stage of what it brought.

use super::client::InvoicingMode;
use super::money::{Rate, share_of};
use super::payment::{CommissionStatus, Invoicing};
use super::vocabulary::vocabulary;

/// What full recovery of a case would bring, in US cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Potential {
    /// The principal.
    pub gross_minor: i64,
    /// The success fee.
    pub success_fee: Rate,
    /// The agency's commission, before the operator's share.
    pub agency_minor: i64,
    /// The operator's share of the commission.
    pub operator_share: Rate,
    /// The same as an amount.
    pub operator_minor: i64,
    /// The referral partner's percentage of that.
    pub referral: Rate,
    /// The same as an amount.
    pub referral_minor: i64,
}

/// What full recovery of a principal would bring. Each amount is rounded once, half away from zero, so that no rounding
/// adds to another.
pub fn potential_of(gross_minor: i64, success_fee: Rate, operator_share: Rate, referral: Rate) -> Potential {
    const MILLION: i128 = 1_000_000;
    let agency = success_fee.millionths();
    let operator = agency * operator_share.millionths();
    Potential {
        gross_minor,
        success_fee,
        agency_minor: share_of(gross_minor, agency, MILLION),
        operator_share,
        operator_minor: share_of(gross_minor, operator, MILLION * MILLION),
        referral,
        referral_minor: share_of(gross_minor, operator * referral.millionths(), MILLION * MILLION * MILLION),
    }
}

vocabulary! {
    /// The state of the referral partner's own invoice for its share. Set by the operator.
    pub enum ReferralInvoicing {
        /// Not invoiced yet.
        Pending = "Pending",
        /// The referral partner has invoiced it.
        Invoiced = "Invoiced",
        /// The operator has paid it.
        Paid = "Paid",
        /// The operator and the referral partner do not agree on it.
        Disputed = "Disputed",
    }
}

vocabulary! {
    /// How far a payment's revenue has come, in the order of the contract. Each payment is at exactly one stage.
    pub enum Stage {
        /// The agency does not have its commission yet.
        Pending = "Pending",
        /// The commission is there; the operator invoices its share next.
        ConfirmedPendingInvoice = "Confirmed, to be invoiced",
        /// The operator has invoiced its share.
        AwaitingCollectionPartnerPayment = "Waiting for the agency",
        /// The referral partner may invoice.
        ReadyToInvoice = "Ready to invoice",
        /// The referral partner has invoiced.
        AwaitingPayment = "Waiting for our payment",
        /// It is paid.
        Paid = "Paid",
        /// It is disputed.
        Disputed = "Disputed",
    }
}

/// The stage of a payment's revenue. Where a partner may invoice what is confirmed, two stages are left out. What was
/// credited goes back to pending: the contract names no stage for it.
pub fn stage_of(
    commission: CommissionStatus,
    invoicing: Invoicing,
    referral: ReferralInvoicing,
    mode: InvoicingMode,
) -> Stage {
    let is_confirmed = commission == CommissionStatus::Paid;
    let may_invoice = mode == InvoicingMode::ConfirmedPipeline && is_confirmed;
    match (referral, invoicing) {
        (ReferralInvoicing::Disputed, _) => Stage::Disputed,
        (ReferralInvoicing::Paid, _) => Stage::Paid,
        (ReferralInvoicing::Invoiced, _) => Stage::AwaitingPayment,
        (ReferralInvoicing::Pending, Invoicing::PaymentReceived) => Stage::ReadyToInvoice,
        (ReferralInvoicing::Pending, Invoicing::NotInvoiced | Invoicing::InvoiceIssued) if may_invoice => {
            Stage::ReadyToInvoice
        }
        (ReferralInvoicing::Pending, Invoicing::InvoiceIssued) => Stage::AwaitingCollectionPartnerPayment,
        (ReferralInvoicing::Pending, Invoicing::NotInvoiced) if is_confirmed => Stage::ConfirmedPendingInvoice,
        (ReferralInvoicing::Pending, Invoicing::NotInvoiced | Invoicing::InvoiceCredited) => Stage::Pending,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_potential_of_a_case_follows_from_its_rates() {
        let rate = |text: &str| Rate::parse(text).expect("a rate");
        // 10,000.00 × 9.5 % = 950.00; × 40 % = 380.00; × 25 % = 95.00.
        let found = potential_of(1_000_000, rate("9.5"), rate("40"), rate("25"));
        assert_eq!((found.agency_minor, found.operator_minor, found.referral_minor), (95_000, 38_000, 9_500));
        // 333.33 × 18.5 % = 61.66605; × 40 % = 24.66642; × 12.5 % = 3.0833025.
        let found = potential_of(33_333, rate("18.5"), rate("40"), rate("12.5"));
        assert_eq!((found.agency_minor, found.operator_minor, found.referral_minor), (6_167, 2_467, 308));
    }

    #[test]
    fn every_payment_is_at_one_stage_as_the_contract_says() {
        use CommissionStatus as C;
        use Invoicing as P;
        use ReferralInvoicing as R;
        for (commission, invoicing, referral, when_paid, pipeline) in [
            (C::Unpaid, P::NotInvoiced, R::Pending, Stage::Pending, Stage::Pending),
            (C::Credited, P::NotInvoiced, R::Pending, Stage::Pending, Stage::Pending),
            (C::Paid, P::NotInvoiced, R::Pending, Stage::ConfirmedPendingInvoice, Stage::ReadyToInvoice),
            (C::Paid, P::InvoiceIssued, R::Pending, Stage::AwaitingCollectionPartnerPayment, Stage::ReadyToInvoice),
            (
                C::Unpaid,
                P::InvoiceIssued,
                R::Pending,
                Stage::AwaitingCollectionPartnerPayment,
                Stage::AwaitingCollectionPartnerPayment,
            ),
            (C::Paid, P::PaymentReceived, R::Pending, Stage::ReadyToInvoice, Stage::ReadyToInvoice),
            (C::Credited, P::InvoiceCredited, R::Pending, Stage::Pending, Stage::Pending),
            (C::Paid, P::NotInvoiced, R::Invoiced, Stage::AwaitingPayment, Stage::AwaitingPayment),
            (C::Paid, P::InvoiceIssued, R::Paid, Stage::Paid, Stage::Paid),
            (C::Paid, P::PaymentReceived, R::Disputed, Stage::Disputed, Stage::Disputed),
        ] {
            assert_eq!(stage_of(commission, invoicing, referral, InvoicingMode::PayWhenPaid), when_paid);
            assert_eq!(stage_of(commission, invoicing, referral, InvoicingMode::ConfirmedPipeline), pipeline);
        }
    }
}
