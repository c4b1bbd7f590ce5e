//! The powers of attorney and prices that a client still has to sign, and the carve-outs of a referral partner.

use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Newcomer, Operator};
use crate::domain::agreement::{AgreementKind, Matter, missing_powers};
use crate::domain::ids::{CarveOutId, CollectionPartnerId, ReferralPartnerId};
use crate::domain::money::Rate;
use crate::domain::pricing::Grid;
use crate::store::agreements::powers::CarveOut;
use crate::store::prices::grid::Brackets;
use crate::store::{self, Db, Writer};

/// What a client still has to sign for its agencies.
pub fn pending_powers(db: &mut Db, who: &Newcomer) -> Outcome<Vec<Matter>> {
    let agencies = store::agreements::powers::agencies_to_empower(db, who)?;
    if agencies.is_empty() {
        return Ok(Vec::new());
    }
    let Some(in_force) = store::agreements::unscoped::version(db, AgreementKind::Poa)? else { return Ok(Vec::new()) };
    let prices = store::agreements::powers::live(db, who)?;
    let held = store::agreements::powers::held(db, who)?;
    Ok(missing_powers(&agencies, &prices, &held, &in_force))
}

/// A carve-out as agreed.
#[derive(Clone, Debug)]
pub struct CarveOutOrder {
    /// The referral partner whose clients it is for.
    pub referral_partner: ReferralPartnerId,
    /// The agency it is for.
    pub agency: CollectionPartnerId,
    /// The debtors' country, ISO 3166 alpha-2.
    pub country: String,
    /// Lower bounds in US cents, ascending, each with its rate.
    pub tiers: Vec<(i64, Rate)>,
}

/// Saves prices for one referral partner, one agency and one country. Clients sign them with their power of attorney.
///
/// # Errors
/// By field: invalid tiers; unknown country, referral partner or agency; current prices of all three exist.
pub fn agree_on_prices(db: &mut Writer, order: &CarveOutOrder, by: &Author, ctx: &Context) -> Outcome<CarveOutId> {
    if rust_iso3166::from_alpha2(&order.country).is_none() {
        return Err(ActionError::At("country", format!("“{}” is not a two-letter country code.", order.country)));
    }
    // Clients sign brackets only: there is no surcharge for age.
    let grid = Grid::new(order.tiers.clone(), Vec::new());
    let grid = grid.map_err(|problem| ActionError::At("brackets.0.from", problem.to_string()))?;
    let id = CarveOutId::from_uuid(store::fresh_id());
    let carve_out = CarveOut {
        id,
        referral_partner_id: order.referral_partner,
        collection_partner_id: order.agency,
        country: order.country.clone(),
        tiers: Brackets::of(&grid),
        created_at: ctx.now.naive_utc(),
        ended_at: None,
    };
    db.write(|db| {
        // Two at once: the second waits and finds the prices of the first.
        store::prices::unscoped::hold(db)?;
        store::prices::carve_outs::check_parties(db, order.referral_partner, order.agency)?
            .map_or(Ok(()), |field| Err(ActionError::At(field, "There is nobody with this id.".to_owned())))?;
        if store::prices::carve_outs::unscoped::is_live(db, order.referral_partner, order.agency, &order.country)? {
            let text = "There are such prices for this country already. End those first.";
            return Err(ActionError::At("country", text.to_owned()));
        }
        store::agreements::powers::insert(db, &carve_out)?;
        let details = [("country", carve_out.country.clone()), ("tiers", carve_out.tiers.to_string())];
        store::facts::audit(db, by, "PricesAgreed", "referral", order.referral_partner.as_str(), &details, ctx.now)?;
        Ok(id)
    })
}

/// Ends a carve-out: from today on it prices nothing, and nobody is asked to sign it.
///
/// # Errors
/// Unknown or already ended prices.
pub fn end_agreed_prices(db: &mut Writer, who: &Operator, id: CarveOutId, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let agreed = store::prices::carve_outs::load(db, who, id)?;
        if !store::prices::carve_outs::unscoped::end(db, id, ctx.now)? {
            return Err(ActionError::At("", "They have ended already.".to_owned()));
        }
        let details = [("country", agreed.row.country), ("agency", agreed.agency)];
        let referral_partner = agreed.row.referral_partner_id;
        store::facts::audit(
            db,
            &who.author(),
            "AgreedPricesEnded",
            "referral",
            referral_partner.as_str(),
            &details,
            ctx.now,
        )?;
        Ok(())
    })
}
