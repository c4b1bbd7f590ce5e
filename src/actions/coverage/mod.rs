//! Coverage rules and agencies fixed for clients, changed by the operator. A rule is never changed except for its end.

mod effects;

use chrono::NaiveDate;

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator};
use crate::domain::case::DebtorKind;
use crate::domain::ids::{ClientAgencyId, CollectionPartnerId, CoverageId, CreditorId};
use crate::domain::money::Currency;
use crate::domain::routing::{AmountRange, RoutingRefusal};
use crate::domain::state::COUNTRY_WITH_STATES;
use crate::store::coverage::overrides::{self, ClientAgency};
use crate::store::coverage::{self, Listed, RuleRow};
use crate::store::{self, Db, StoreError, Writer};
pub use effects::{Effect, RuleChange, effects};

/// A coverage rule as the operator enters it.
#[derive(Clone, Debug)]
pub struct CoverageOrder {
    /// The agency.
    pub agency: CollectionPartnerId,
    /// The debtor's country, ISO 3166 alpha-2.
    pub country: String,
    /// A state of the United States, two letters; `None` for the whole country.
    pub state: Option<String>,
    /// Only companies or only private persons.
    pub debtor: Option<DebtorKind>,
    /// Only claims in this currency.
    pub currency: Option<Currency>,
    /// Only these amounts.
    pub amounts: Option<AmountRange>,
    /// The first day; today if `None`.
    pub from: Option<NaiveDate>,
    /// The last day, if it is known.
    pub to: Option<NaiveDate>,
}

/// Adds a coverage rule, after the others of its country.
///
/// # Errors
/// By field: no such agency; a state outside the United States; days or amounts out of order; the same rule exists.
pub fn add_rule(db: &mut Writer, order: &CoverageOrder, by: &Author, ctx: &Context) -> Outcome<CoverageId> {
    db.write(|db| {
        coverage::unscoped::hold(db)?;
        let row = row_of(db, order, by, ctx)?;
        coverage::insert(db, &row)?;
        store::facts::audit(db, by, "CoverageAdded", "coverage", row.id.as_str(), &details(&row), ctx.now)?;
        Ok(row.id)
    })
}

/// A new rule, checked; not stored yet.
///
/// # Errors
/// As [`add_rule`].
pub fn row_of(db: &mut Db, order: &CoverageOrder, by: &Author, ctx: &Context) -> Outcome<RuleRow> {
    let today = ctx.now.date_naive();
    let from = order.from.unwrap_or(today);
    match store::people::agencies::load(db, order.agency) {
        Ok(_) => {}
        Err(StoreError::NotFound) => {
            return Err(ActionError::At("collectionPartnerId", "There is no such agency.".to_owned()));
        }
        Err(error) => return Err(error.into()),
    }
    if order.state.is_some() && order.country != COUNTRY_WITH_STATES {
        let text = "Only the United States are divided into states here.";
        return Err(ActionError::At("state", text.to_owned()));
    }
    if from < today {
        let text = "Today at the earliest: cases from before keep their agency.";
        return Err(ActionError::At("validFrom", text.to_owned()));
    }
    if order.to.is_some_and(|to| to < from) {
        return Err(ActionError::At("validTo", "The last day is before the first.".to_owned()));
    }
    if let Some(AmountRange { least: Some(least), most: Some(most), .. }) = order.amounts
        && most < least
    {
        return Err(ActionError::At("most", "The largest amount is below the smallest.".to_owned()));
    }
    let row = RuleRow {
        id: CoverageId::from_uuid(store::fresh_id()),
        collection_partner_id: order.agency,
        country: order.country.clone(),
        state: order.state.clone(),
        debtor_kind: order.debtor,
        currency: order.currency,
        amount_currency: order.amounts.map(|amounts| amounts.currency),
        least: order.amounts.and_then(|amounts| amounts.least),
        most: order.amounts.and_then(|amounts| amounts.most),
        place: coverage::unscoped::next_place(db, &order.country)?,
        valid_from: from,
        valid_to: order.to,
        created_at: ctx.now.naive_utc(),
        created_by: by.name.clone(),
    };
    let same = |other: &crate::domain::routing::Rule| {
        let rule = crate::domain::routing::Rule::from(&row);
        other.agency == rule.agency
            && other.state == rule.state
            && other.debtor == rule.debtor
            && other.currency == rule.currency
            && other.amounts == rule.amounts
            && other.in_force.overlaps(rule.in_force)
    };
    if coverage::unscoped::rules(db, &order.country, from)?.iter().any(same) {
        return Err(ActionError::At("", "There is such a rule already.".to_owned()));
    }
    Ok(row)
}

/// Sets the last day of a rule; yesterday ends it at once.
///
/// # Errors
/// No such rule; it has ended; at `lastDay`, a day before yesterday, or after the end already set.
pub fn end_rule(db: &mut Writer, who: &Operator, id: CoverageId, last: NaiveDate, ctx: &Context) -> Outcome<Listed> {
    db.write(|db| {
        coverage::unscoped::hold(db)?;
        let rule = coverage::load(db, who, id)?;
        let today = ctx.now.date_naive();
        if rule.row.valid_to.is_some_and(|end| end < today) {
            return Err(RoutingRefusal::RuleEnded.into());
        }
        if last < today.pred_opt().unwrap_or(today) {
            return Err(ActionError::At("lastDay", "Yesterday at the earliest.".to_owned()));
        }
        if let Some(end) = rule.row.valid_to.filter(|end| *end <= last) {
            return Err(ActionError::At("lastDay", format!("It ends on {} already.", end.format("%-d %B %Y"))));
        }
        coverage::end(db, id, last)?;
        let details = [("lastDay", last.to_string())];
        store::facts::audit(db, &who.author(), "CoverageEnded", "coverage", id.as_str(), &details, ctx.now)?;
        Ok(coverage::load(db, who, id)?)
    })
}

fn details(row: &RuleRow) -> Vec<(&'static str, String)> {
    let amount = |minor: Option<i64>| Some(crate::domain::money::Money::new(minor?, row.amount_currency?).to_string());
    let all = [
        ("agency", Some(row.collection_partner_id.to_string())),
        ("country", Some(row.country.clone())),
        ("state", row.state.clone()),
        ("debtorType", row.debtor_kind.map(|kind| kind.name().to_owned())),
        ("currency", row.currency.map(|currency| currency.code().to_owned())),
        ("least", amount(row.least)),
        ("most", amount(row.most)),
        ("validFrom", Some(row.valid_from.to_string())),
        ("validTo", row.valid_to.map(|day| day.to_string())),
    ];
    all.into_iter().filter_map(|(name, text)| Some((name, text?))).collect()
}

/// An agency to be fixed for a client.
#[derive(Clone, Debug)]
pub struct FixedAgencyOrder {
    /// The agency.
    pub agency: CollectionPartnerId,
    /// The debtor's country; `None` for all.
    pub country: Option<String>,
    /// The debtor's state; `None` for the whole country.
    pub state: Option<String>,
}

/// Fixes the agency of a client for new cases.
///
/// # Errors
/// By field: no such agency; a state outside the United States; an agency is fixed for the same place. No such client.
pub fn fix_agency(
    db: &mut Writer,
    who: &Operator,
    client: CreditorId,
    order: &FixedAgencyOrder,
    ctx: &Context,
) -> Outcome<ClientAgencyId> {
    db.write(|db| {
        store::clients::console::hold(db)?;
        store::clients::console::load(db, who, client)?;
        let agency = match store::people::agencies::load(db, order.agency) {
            Ok(agency) => agency,
            Err(StoreError::NotFound) => {
                return Err(ActionError::At("collectionPartnerId", "There is no such agency.".to_owned()));
            }
            Err(error) => return Err(error.into()),
        };
        if order.state.is_some() && order.country.as_deref() != Some(COUNTRY_WITH_STATES) {
            let text = "Only the United States are divided into states here.";
            return Err(ActionError::At("state", text.to_owned()));
        }
        let known = overrides::of_client(db, who, client)?;
        if known.iter().any(|(one, _)| one.country == order.country && one.state == order.state) {
            let text = "An agency is fixed for this place. Remove it first.";
            return Err(ActionError::At("country", text.to_owned()));
        }
        let row = ClientAgency {
            id: ClientAgencyId::from_uuid(store::fresh_id()),
            creditor_id: client,
            collection_partner_id: order.agency,
            country: order.country.clone(),
            state: order.state.clone(),
            created_at: ctx.now.naive_utc(),
            created_by: who.author().name,
            ended_at: None,
        };
        overrides::insert(db, &row)?;
        let mut details = vec![("agency", agency.name)];
        details.extend(order.country.clone().map(|country| ("country", country)));
        details.extend(order.state.clone().map(|state| ("state", state)));
        store::facts::audit(db, &who.author(), "AgencyFixed", "client", client.as_str(), &details, ctx.now)?;
        Ok(row.id)
    })
}

/// Removes the agency fixed for a client. Cases keep theirs. A second time changes nothing.
///
/// # Errors
/// No such one.
pub fn release_agency(
    db: &mut Writer,
    who: &Operator,
    client: CreditorId,
    id: ClientAgencyId,
    ctx: &Context,
) -> Outcome<()> {
    db.write(|db| {
        if !overrides::end(db, client, id, ctx.now)? {
            return Ok(());
        }
        let details = [("id", id.to_string())];
        Ok(store::facts::audit(db, &who.author(), "AgencyReleased", "client", client.as_str(), &details, ctx.now)?)
    })
}
