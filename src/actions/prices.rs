//! Price lists: added, changed, ended, and previewed. A row is never changed except for its end: a change ends one list
//! and begins another.

mod order;
mod preview;

use chrono::NaiveDate;

use super::{ActionError, Context, Outcome};
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::ids::PriceId;
use crate::store::prices::Listed;
use crate::store::{self, Db, Tx, Writer};
pub use order::{MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, PriceOrder, find_creditor};
pub use preview::{Preview, Sample, preview};

/// Adds a price list.
///
/// # Errors
/// By field, what is invalid; at `validFrom` if it overlaps with another list.
pub fn add_prices(db: &mut Writer, who: &Operator, order: &PriceOrder, ctx: &Context) -> Outcome<PriceId> {
    db.write(|db| {
        store::prices::unscoped::hold(db)?;
        let list = fresh(db, who, order, ctx)?;
        refuse_overlap(db, &list, None)?;
        store::prices::insert(db, &list.row)?;
        audit(db, who, "PricesAdded", &list, &[], ctx)?;
        Ok(list.row.id)
    })
}

/// Ends a list on the day before its replacement begins. Source and parties stay the same.
///
/// # Errors
/// As [`add_prices`]; the list has ended, or ends before the other begins.
pub fn change_prices(
    db: &mut Writer,
    who: &Operator,
    id: PriceId,
    order: &PriceOrder,
    ctx: &Context,
) -> Outcome<PriceId> {
    db.write(|db| {
        store::prices::unscoped::hold(db)?;
        let old = store::prices::load(db, who, id)?;
        let list = successor(db, who, &old, order, ctx)?;
        refuse_overlap(db, &list, Some(id))?;
        let last = list.row.valid_from.pred_opt().unwrap_or(list.row.valid_from);
        store::prices::unscoped::end(db, id, last, &who.author().name, ctx.now)?;
        store::prices::insert(db, &list.row)?;
        audit(db, who, "PricesChanged", &list, &[("before", id.to_string())], ctx)?;
        Ok(list.row.id)
    })
}

/// A list that replaces no other.
fn fresh(db: &mut Db, who: &Operator, order: &PriceOrder, ctx: &Context) -> Outcome<Listed> {
    if order.source == PricingSource::StandardAgreement {
        let text = "The standard agreement has its prices: change those.";
        return Err(ActionError::At("source", text.to_owned()));
    }
    order.list(db, who, ctx)
}

/// The list that replaces another.
fn successor(db: &mut Db, who: &Operator, old: &Listed, order: &PriceOrder, ctx: &Context) -> Outcome<Listed> {
    let today = ctx.now.date_naive();
    refuse_ended(old, today)?;
    let mut order = PriceOrder { source: old.row.source, parties: old.list.parties, ..order.clone() };
    if order.source == PricingSource::StandardAgreement {
        // The two columns of the standard prices cover all countries together: neither may drop one.
        (order.name, order.countries, order.to) = (old.row.name.clone(), old.list.countries.clone(), None);
        if order.grid.surcharges() != old.list.grid.surcharges() {
            let text = "The surcharges of the standard agreement are the same in both of its columns, and stay.";
            return Err(ActionError::At("surcharges.0.points", text.to_owned()));
        }
    }
    let list = order.list(db, who, ctx)?;
    let from = list.row.valid_from;
    let shown = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    if old.row.valid_from <= today && from <= old.row.valid_from {
        let text =
            format!("The prices before them began on {}; others can follow a day later.", shown(old.row.valid_from));
        return Err(ActionError::At("validFrom", text));
    }
    if let Some(last) = old.row.valid_to.filter(|last| *last < from) {
        let text = format!(
            "The prices before them end on {} already. Begin on the day after, or add new prices.",
            shown(last)
        );
        // If the replacement begins on the day after the last, there is nothing to end.
        if last.succ_opt() != Some(from) {
            return Err(ActionError::At("validFrom", text));
        }
    }
    Ok(list)
}

/// Sets the last day of a list. If the list begins later, it never applies.
///
/// # Errors
/// At `lastDay`: before today, or after an end already set; for the standard prices.
pub fn end_prices(db: &mut Writer, who: &Operator, id: PriceId, last: NaiveDate, ctx: &Context) -> Outcome<Listed> {
    db.write(|db| {
        store::prices::unscoped::hold(db)?;
        let old = store::prices::load(db, who, id)?;
        let today = ctx.now.date_naive();
        if old.row.source == PricingSource::StandardAgreement {
            let text = "The standard agreement is what counts when nothing else does. It can be changed, not ended.";
            return Err(ActionError::At("", text.to_owned()));
        }
        refuse_ended(&old, today)?;
        if last < today {
            let text = "Today at the earliest: what was handed in before keeps its price.";
            return Err(ActionError::At("lastDay", text.to_owned()));
        }
        if let Some(settled) = old.row.valid_to.filter(|settled| *settled <= last) {
            let text = format!("They end on {} already.", settled.format("%-d %B %Y"));
            return Err(ActionError::At("lastDay", text));
        }
        store::prices::unscoped::end(db, id, last, &who.author().name, ctx.now)?;
        audit(db, who, "PricesEnded", &old, &[("lastDay", last.to_string())], ctx)?;
        Ok(store::prices::load(db, who, id)?)
    })
}

fn refuse_ended(list: &Listed, today: NaiveDate) -> Outcome<()> {
    match list.row.valid_to {
        Some(last) if list.list.in_force.is_never() || last < today => {
            let text = format!("These prices are over since {}. Add new ones.", last.format("%-d %B %Y"));
            Err(ActionError::At("", text))
        }
        _ => Ok(()),
    }
}

fn refuse_overlap(db: &mut Db, list: &Listed, without: Option<PriceId>) -> Outcome<()> {
    let alike = store::prices::unscoped::alike(db, list.row.source, list.list.parties)?;
    let found = alike.iter().find(|one| Some(one.row.id) != without && one.list.clashes(&list.list));
    let Some(other) = found else { return Ok(()) };
    let shown = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    let until = other.row.valid_to.map_or_else(|| "without an end".to_owned(), |last| format!("until {}", shown(last)));
    let shared: Vec<&str> = other
        .list
        .countries
        .iter()
        .filter(|country| list.list.countries.contains(country))
        .map(String::as_str)
        .collect();
    let place = if shared.is_empty() { String::new() } else { format!(" for {}", shared.join(", ")) };
    let text = format!(
        "There are such prices{place} already: {}, from {} {until}. Change those, or end them first.",
        other.list.name,
        shown(other.row.valid_from)
    );
    Err(ActionError::At("validFrom", text))
}

fn audit(
    db: &mut Tx<'_>,
    who: &Operator,
    verb: &str,
    list: &Listed,
    more: &[(&'static str, String)],
    ctx: &Context,
) -> Outcome<()> {
    let row = &list.row;
    let mut details = vec![
        ("source", row.source.name().to_owned()),
        ("for", list.list.name.clone()),
        ("countries", row.countries.clone()),
        ("brackets", row.brackets.to_string()),
        ("surcharges", row.surcharges.to_string()),
        ("validFrom", row.valid_from.to_string()),
        ("note", row.note.clone()),
    ];
    details.extend(row.valid_to.map(|day| ("validTo", day.to_string())));
    details.extend_from_slice(more);
    Ok(store::facts::audit(db, &who.author(), verb, "prices", row.id.as_str(), &details, ctx.now)?)
}
