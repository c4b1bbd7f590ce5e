//! Saved views of the case list.

use super::{ActionError, Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::ids::FilterId;
use crate::store::{self, Writer};

fn only_people() -> ActionError {
    ActionError::At("", "Views belong to people; an API key has none.".to_owned())
}

/// Saves a query under a name; a view with the same name is replaced.
///
/// # Errors
/// The actor is a system.
pub fn keep(db: &mut Writer, who: &Partner, name: &str, query: &str, ctx: &Context) -> Outcome<()> {
    let person = who.person().ok_or_else(only_people)?;
    db.write(|db| Ok(store::cases::views::keep(db, who, person, name, query, ctx.now)?))
}

/// Deletes a view.
///
/// # Errors
/// Not the person's view.
pub fn forget(db: &mut Writer, who: &Partner, id: FilterId) -> Outcome<()> {
    let person = who.person().ok_or_else(only_people)?;
    db.write(|db| Ok(store::cases::views::forget(db, who, person, id)?))
}
