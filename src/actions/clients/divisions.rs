//! Divisions of a client: its brands, subsidiaries or branches. The client stays the only party of its agreements.

use super::record;
use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::client::{ClientFact, ClientRefusal, MAX_DIVISIONS_PER_CLIENT};
use crate::domain::ids::{CreditorId, DivisionId};
use crate::store::clients::divisions::{self, Division};
use crate::store::{self, Writer};

/// A division, as entered.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields speak the field's own terms; the country is ISO 3166 alpha-2")]
pub struct DivisionOrder {
    pub name: String,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: String,
    pub state: Option<String>,
    pub country: String,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// Adds a division to a client.
///
/// # Errors
/// No such client; it has too many divisions.
pub fn add_division(
    db: &mut Writer,
    client: CreditorId,
    order: DivisionOrder,
    by: &Author,
    ctx: &Context,
) -> Outcome<Division> {
    db.write(|db| {
        store::cases::intake::hold_creditor(db, client)?;
        if divisions::of(db, client)?.len() >= MAX_DIVISIONS_PER_CLIENT {
            return Err(ClientRefusal::TooManyDivisions.into());
        }
        let id = DivisionId::from_uuid(store::fresh_id());
        let division = with(order, (client, id), ctx);
        divisions::insert(db, &division)?;
        let fact = ClientFact::DivisionAdded { division: id.to_string(), name: division.name.clone() };
        record(db, client, by, &fact, ctx)?;
        Ok(division)
    })
}

/// Replaces the data of a division. Cases of it show the new data.
///
/// # Errors
/// No such division; it is archived.
pub fn change_division(
    db: &mut Writer,
    (client, id): (CreditorId, DivisionId),
    order: DivisionOrder,
    by: &Author,
    ctx: &Context,
) -> Outcome<Division> {
    db.write(|db| {
        store::cases::intake::hold_creditor(db, client)?;
        let old = divisions::load(db, client, id)?;
        if old.archived_at.is_some() {
            return Err(ClientRefusal::DivisionArchived.into());
        }
        let new = Division { created_at: old.created_at, updated_at: old.updated_at, ..with(order, (client, id), ctx) };
        if new == old {
            return Ok(old);
        }
        let new = Division { updated_at: Some(ctx.now.naive_utc()), ..new };
        divisions::update(db, &new)?;
        record(db, client, by, &ClientFact::DivisionChanged { division: id.to_string() }, ctx)?;
        Ok(new)
    })
}

/// Archives a division for ever: it takes no new cases, and those that it has stay with it.
///
/// # Errors
/// No such division; it is archived already.
pub fn archive_division(
    db: &mut Writer,
    (client, id): (CreditorId, DivisionId),
    by: &Author,
    ctx: &Context,
) -> Outcome<Division> {
    db.write(|db| {
        store::cases::intake::hold_creditor(db, client)?;
        let old = divisions::load(db, client, id)?;
        if old.archived_at.is_some() {
            return Err(ClientRefusal::DivisionArchived.into());
        }
        let at = Some(ctx.now.naive_utc());
        let new = Division { archived_at: at, updated_at: at, ..old };
        divisions::update(db, &new)?;
        record(db, client, by, &ClientFact::DivisionArchived { division: id.to_string() }, ctx)?;
        Ok(new)
    })
}

/// Deletes a division to which no case refers.
///
/// # Errors
/// No such division; cases refer to it.
pub fn delete_division(
    db: &mut Writer,
    (client, id): (CreditorId, DivisionId),
    by: &Author,
    ctx: &Context,
) -> Outcome<()> {
    db.write(|db| {
        store::cases::intake::hold_creditor(db, client)?;
        divisions::load(db, client, id)?;
        if divisions::has_cases(db, client, id)? {
            return Err(ClientRefusal::DivisionHasCases.into());
        }
        divisions::delete(db, client, id)?;
        record(db, client, by, &ClientFact::DivisionDeleted { division: id.to_string() }, ctx)
    })
}

fn with(order: DivisionOrder, (client, id): (CreditorId, DivisionId), ctx: &Context) -> Division {
    Division {
        id,
        creditor_id: client,
        name: order.name,
        registration_number: order.registration_number,
        address: order.address,
        zip_code: order.zip_code,
        city: order.city,
        state: order.state,
        country: order.country,
        email: order.email,
        phone: order.phone,
        created_at: ctx.now.naive_utc(),
        updated_at: None,
        archived_at: None,
    }
}
