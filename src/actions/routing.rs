//! Which agency gets a claim. Submission, previews and the coverage editor ask the same rules.

use super::{Context, Outcome};
use crate::domain::ids::{CaseId, CollectionPartnerId, CoverageGapId, CreditorId, ReferralPartnerId};
use crate::domain::pricing::UsdRates;
use crate::domain::routing::{Choice, Claim, RoutingRefusal, Ways, choose};
use crate::store::coverage::gaps::{self, Gap};
use crate::store::coverage::unscoped;
use crate::store::{self, Db, Tx};

/// Whose claim is routed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parties {
    /// The client, if known.
    pub creditor: Option<CreditorId>,
    /// The referral partner of the client.
    pub referral_partner: Option<ReferralPartnerId>,
    /// The agency that the request names.
    pub requested: Option<CollectionPartnerId>,
}

/// A client with its referral partner; nobody without a client.
///
/// # Errors
/// If the database fails.
pub fn parties_of(db: &mut Db, creditor: Option<CreditorId>) -> Outcome<Parties> {
    let referral_partner = match creditor {
        Some(creditor) => store::clients::unscoped::partner_of(db, creditor)?,
        None => None,
    };
    Ok(Parties { creditor, referral_partner, requested: None })
}

/// What routing decides a claim by.
///
/// # Errors
/// If the database fails.
pub fn ways(db: &mut Db, parties: Parties, claim: &Claim) -> Outcome<Ways> {
    Ok(Ways {
        requested: parties.requested,
        overrides: match parties.creditor {
            Some(creditor) => unscoped::overrides(db, creditor, &claim.country)?,
            None => Vec::new(),
        },
        zone: match parties.referral_partner {
            Some(partner) => unscoped::zone(db, partner, &claim.country)?,
            None => None,
        },
        relationships: match parties.creditor {
            Some(creditor) => unscoped::relationships(db, creditor)?,
            None => Vec::new(),
        },
        rules: unscoped::rules(db, &claim.country, claim.day)?,
        unavailable: unscoped::suspended(db)?,
    })
}

/// The agency for a claim, or why there is none.
///
/// # Errors
/// If the database fails.
pub fn route(
    db: &mut Db,
    parties: Parties,
    claim: &Claim,
    rates: &UsdRates,
) -> Outcome<Result<Choice, RoutingRefusal>> {
    let ways = ways(db, parties, claim)?;
    Ok(choose(claim, &ways, rates))
}

/// The exchange rates by which a claim's amount is compared: those of its day, or the latest.
pub fn rates_of(db: &mut Db, claim: &Claim) -> Outcome<UsdRates> {
    let rates = store::prices::rates::unscoped::as_of(db, claim.day)?;
    if rates.rate(claim.principal.currency()).is_some() {
        return Ok(rates);
    }
    Ok(store::prices::rates::unscoped::latest(db)?)
}

/// Records that nobody serves a claim. `case` is the case, if the claim became one.
pub(super) fn note_gap(
    db: &mut Tx<'_>,
    creditor: CreditorId,
    case: Option<CaseId>,
    claim: &Claim,
    ctx: &Context,
) -> Outcome<()> {
    let principal_usd = rates_of(db, claim)?.to_usd_minor(claim.principal);
    let gap = Gap {
        id: CoverageGapId::from_uuid(store::fresh_id()),
        creditor_id: creditor,
        case_id: case,
        country: claim.country.clone(),
        state: claim.state.clone(),
        debtor_kind: claim.debtor,
        currency: claim.principal.currency(),
        principal: claim.principal.minor(),
        principal_usd,
        created_at: ctx.now.naive_utc(),
    };
    Ok(gaps::insert(db, &gap)?)
}
