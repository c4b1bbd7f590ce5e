//! The state of a referral partner's own invoice for its share, which the operator sets by hand; and older payments
//! that are completed.

use super::{Context, Outcome};
use crate::domain::actor::Operator;
use crate::domain::ids::PaymentId;
use crate::domain::revenue::ReferralInvoicing;
use crate::store::books::payments::Payment;
use crate::store::books::revenue;
use crate::store::{self, Writer};

/// Sets the state; returns the payment. The same state again changes nothing.
///
/// # Errors
/// If there is no such payment, or no referral partner earns on it.
pub fn set_state(
    db: &mut Writer,
    who: &Operator,
    id: PaymentId,
    state: ReferralInvoicing,
    ctx: &Context,
) -> Outcome<Payment> {
    db.write(|db| {
        let (payment, _) = revenue::load(db, who, id)?;
        let before = payment.referral_status;
        if before != state {
            revenue::set_state(db, id, state)?;
            let details = [("from", before.name().to_owned()), ("to", state.name().to_owned())];
            let verb = "ReferralInvoicingChanged";
            store::facts::audit(db, &who.author(), verb, "payment", id.as_str(), &details, ctx.now)?;
        }
        Ok(Payment { referral_status: state, ..payment })
    })
}

/// Sets the shares in US dollars of payments that were confirmed by an older version, some in each transaction. The
/// migration cannot do it: SQLite has no exact decimals.
///
/// # Errors
/// If the database fails; what is set stays.
pub fn complete_older(db: &mut Writer) -> Outcome<()> {
    while db.write(revenue::unscoped::complete)? > 0 {}
    Ok(())
}
