//! Changes principal and added fees. A change of the success fee must be confirmed.

use crate::actions::cases::{moved, save};
use crate::actions::{ActionError, Context, Outcome, pricing};
use crate::domain::actor::Partner;
use crate::domain::case::{By, Verb};
use crate::domain::fact::Fact;
use crate::domain::ids::CaseId;
use crate::domain::money::Money;
use crate::domain::pricing::claim_change;
use crate::store::cases::Case;
use crate::store::{self, Db, Writer};

/// A change of the claim, as entered; `None` leaves a part unchanged.
#[derive(Clone, Debug, Default)]
pub struct ClaimOrder {
    /// The principal.
    pub gross_amount: Option<String>,
    /// Interest.
    pub interest: Option<String>,
    /// Reminder fees.
    pub reminder: Option<String>,
    /// Collection fees.
    pub collection: Option<String>,
    /// Accepts the new standard rate.
    pub confirm_price_change: bool,
    /// Keeps a rate that was set on purpose.
    pub keep_intentional_rate: bool,
}

/// Changes principal and added fees. Existing payments keep their splits; later ones are split by the new amounts. The
/// result says whether the principal changed.
///
/// # Errors
/// The state machine's refusal; invalid amounts; [`crate::domain::pricing::PricingRefusal::PriceChange`] if the success
/// fee would change without confirmation.
pub fn change_claim(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    order: &ClaimOrder,
    ctx: &Context,
) -> Outcome<(Case, bool)> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let mut after = moved(&before, Verb::ChangeClaim, By::Agency)?;
        read_into(&mut after, order)?;
        let is_principal_changed = after.principal != before.principal;
        if is_principal_changed {
            price_again(db, who, &before, &mut after, order)?;
        }
        let is_unchanged = store::books::payments::claim_of(&after) == store::books::payments::claim_of(&before);
        if is_unchanged {
            return Ok((before, false));
        }
        let fact = Fact::ClaimChanged {
            principal: (before.money(before.principal), after.money(after.principal)),
            fees: (before.money(before.added_fees()), after.money(after.added_fees())),
            rate: before.rate().zip(after.rate()),
        };
        let (case, _) = save(db, &before, after, &who.author(), &[fact], ctx)?;
        Ok((case, is_principal_changed))
    })
}

fn read_into(case: &mut Case, order: &ClaimOrder) -> Outcome<()> {
    let currency = case.currency;
    let claim_before = case.principal.saturating_add(case.added_fees());
    let read = |field: &'static str, text: &Option<String>, now: i64| match text {
        None => Ok(now),
        Some(text) => Money::parse(text, currency)
            .map(Money::minor)
            .map_err(|problem| ActionError::At(field, problem.to_string())),
    };
    case.principal = read("grossAmount", &order.gross_amount, case.principal)?;
    case.interest_fees = read("interestFees", &order.interest, case.interest_fees)?;
    case.reminder_fees = read("reminderFees", &order.reminder, case.reminder_fees)?;
    case.collection_fees = read("collectionFees", &order.collection, case.collection_fees)?;
    if case.principal == 0 {
        let message = "The principal must be more than zero. If nothing is owed any more, close the case.";
        return Err(ActionError::At("grossAmount", message.to_owned()));
    }
    let claim = case.principal.saturating_add(case.added_fees());
    if claim < case.paid && claim < claim_before {
        let message = format!(
            "Principal and fees would come to {}, less than the {} that the debtor has paid. Correct the payments first.",
            case.money(claim),
            case.money(case.paid)
        );
        return Err(ActionError::At("grossAmount", message));
    }
    case.outstanding = claim.saturating_sub(case.paid).max(0);
    Ok(())
}

/// Computes the success fee for the new principal. Below the smallest claim with a standard rate, the rate stays
/// unchanged.
fn price_again(db: &mut Db, who: &Partner, before: &Case, after: &mut Case, order: &ClaimOrder) -> Outcome<()> {
    let country = store::cases::load(db, who, before.id)?.debtor.country;
    let proposed = pricing::price_anew(db, before, &country, after.money(after.principal))?;
    let Some(proposed) = proposed else { return Ok(()) };
    let is_intentional = pricing::is_intentional(before);
    if let Some(current) = before.rate() {
        let is_lowered = before.payment_count > 0 && after.principal < before.principal;
        let (confirm, keep) = (order.confirm_price_change, order.keep_intentional_rate);
        let rate = claim_change(current, is_intentional, proposed.total, confirm, keep, is_lowered)?;
        if is_intentional || rate == current {
            return Ok(());
        }
    }
    after.success_fee = Some(proposed.total);
    after.fee_base = Some(proposed.base);
    after.fee_uplift = Some(proposed.uplift);
    after.pricing_explanation = Some(proposed.explanation);
    Ok(())
}
