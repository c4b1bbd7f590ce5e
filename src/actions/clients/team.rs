//! The people of a client: added, changed and removed after the onboarding has named the first of them.

use super::letters::{tell, words_for};
use super::{NamedPerson, record};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::client::{ClientFact, ClientRefusal, MAX_PEOPLE_PER_CLIENT};
use crate::domain::ids::{ClientPersonId, CreditorId};
use crate::mail;
use crate::store::agreements::evidence::Subject;
use crate::store::cases::Creditor;
use crate::store::clients::{ClientPerson, console, unscoped};
use crate::store::db::series::{self, Series};
use crate::store::{self, StoreError, Tx, Writer};

/// A person of a client, as entered.
#[derive(Clone, Debug)]
pub struct TeamOrder {
    /// Name and address.
    pub named: NamedPerson,
    /// The role in the company, such as “Director”.
    pub title: Option<String>,
    /// Whether they may also change keys and bank accounts.
    pub is_admin: bool,
    /// Whether they sign agreements.
    pub signs: bool,
}

/// Adds a person to a client.
///
/// # Errors
/// No such client; at `email` if the address is taken; the client has too many people.
pub fn add_person(
    db: &mut Writer,
    client: CreditorId,
    order: &TeamOrder,
    by: &Author,
    ctx: &Context,
) -> Outcome<ClientPerson> {
    db.write(|db| {
        let number = series::next(db, Series::People)?;
        let team = held(db, client)?;
        if team.len() >= MAX_PEOPLE_PER_CLIENT {
            return Err(ClientRefusal::TooManyPeople.into());
        }
        address_is_free(db, client, &team, None, &order.named.email)?;
        let place = team.iter().map(|person| person.place).max().map_or(0, |last| last + 1);
        let new = ClientPerson {
            id: ClientPersonId::from_uuid(store::fresh_id()),
            number,
            creditor_id: client,
            first_name: order.named.first_name.clone(),
            last_name: order.named.last_name.clone(),
            email: order.named.email.clone(),
            title: order.title.clone(),
            place,
            is_admin: order.is_admin,
            signs: order.signs,
            created_at: ctx.now.naive_utc(),
            removed_at: None,
        };
        store::clients::insert_person(db, &new)?;
        let fact = ClientFact::PersonAdded { person: new.id.to_string() };
        after_change(db, client, by, &fact, ctx)?;
        Ok(new)
    })
}

/// Changes a person of a client. If the address changes, the old one is told.
///
/// # Errors
/// No such person; at `email` if the address is taken; the last Admin or the last signatory; an agreement that waits for
/// this person's signature.
pub fn change_person(
    db: &mut Writer,
    (client, id): (CreditorId, ClientPersonId),
    order: &TeamOrder,
    by: &Author,
    ctx: &Context,
) -> Outcome<ClientPerson> {
    db.write(|db| {
        console::hold(db)?;
        let team = held(db, client)?;
        let old = team.iter().find(|person| person.id == id).ok_or(StoreError::NotFound)?.clone();
        let new = ClientPerson {
            first_name: order.named.first_name.clone(),
            last_name: order.named.last_name.clone(),
            email: order.named.email.clone(),
            title: order.title.clone(),
            is_admin: order.is_admin,
            signs: order.signs,
            ..old.clone()
        };
        let changed = changes(&old, &new);
        if changed.is_empty() {
            return Ok(old);
        }
        if new.email != old.email {
            address_is_free(db, client, &team, Some(id), &new.email)?;
        }
        if new.email != old.email || !new.signs {
            not_signing(db, client, id)?;
        }
        keep_enough(&team, &old, new.is_admin, new.signs)?;
        store::clients::put_person(db, &new)?;
        let fact = ClientFact::PersonChanged { person: id.to_string(), changed };
        let creditor = after_change(db, client, by, &fact, ctx)?;
        if new.email != old.email {
            let words = words_for(db, &creditor)?;
            tell(db, &creditor, &words, &old, mail::onboarding::address_replaced, ctx)?;
        }
        Ok(new)
    })
}

/// Removes a person from a client. The person is told.
///
/// # Errors
/// No such person; the last Admin or the last signatory; an agreement that waits for this person's signature.
pub fn remove_person(
    db: &mut Writer,
    (client, id): (CreditorId, ClientPersonId),
    by: &Author,
    ctx: &Context,
) -> Outcome<ClientPerson> {
    db.write(|db| {
        let team = held(db, client)?;
        let gone = team.iter().find(|person| person.id == id).ok_or(StoreError::NotFound)?.clone();
        not_signing(db, client, id)?;
        keep_enough(&team, &gone, false, false)?;
        store::clients::put_person(db, &ClientPerson { removed_at: Some(ctx.now.naive_utc()), ..gone.clone() })?;
        let creditor = after_change(db, client, by, &ClientFact::PersonRemoved { person: id.to_string() }, ctx)?;
        let words = words_for(db, &creditor)?;
        tell(db, &creditor, &words, &gone, mail::onboarding::person_removed, ctx)?;
        Ok(gone)
    })
}

/// The people of a client, which is locked until the transaction ends.
fn held(db: &mut Tx<'_>, client: CreditorId) -> Outcome<Vec<ClientPerson>> {
    store::cases::intake::hold_creditor(db, client)?;
    Ok(unscoped::people(db, client)?)
}

/// The names of the changed fields.
fn changes(old: &ClientPerson, new: &ClientPerson) -> Vec<String> {
    let fields = [
        ("name", old.name() == new.name()),
        ("email", old.email == new.email),
        ("title", old.title == new.title),
        ("isAdmin", old.is_admin == new.is_admin),
        ("signs", old.signs == new.signs),
    ];
    fields.into_iter().filter(|(_, same)| !same).map(|(name, _)| name.to_owned()).collect()
}

/// Refuses an address that somebody else of this client has, or another client.
fn address_is_free(
    db: &mut Tx<'_>,
    client: CreditorId,
    team: &[ClientPerson],
    own: Option<ClientPersonId>,
    email: &str,
) -> Outcome<()> {
    if let Some(other) = team.iter().find(|person| person.email == email && Some(person.id) != own) {
        return Err(ActionError::At("email", format!("{} has this address already.", other.name())));
    }
    let others = unscoped::with_email(db, &[email.to_owned()])?;
    if let Some((other, _)) = others.into_iter().find(|(other, _)| *other != client) {
        let name = unscoped::creditor(db, other)?.name;
        return Err(ActionError::At("email", format!("{name} is a client with this address already.")));
    }
    Ok(())
}

/// Refuses a change after which the client would have no Admin or no signatory.
fn keep_enough(team: &[ClientPerson], person: &ClientPerson, is_admin: bool, signs: bool) -> Outcome<()> {
    let others = || team.iter().filter(|other| other.id != person.id);
    if person.is_admin && !is_admin && !others().any(|other| other.is_admin) {
        return Err(ClientRefusal::LastAdmin.into());
    }
    if person.signs && !signs && !others().any(|other| other.signs) {
        return Err(ClientRefusal::LastSignatory.into());
    }
    Ok(())
}

/// Refuses a change of a person whose signature is awaited in an agreement that others have signed.
fn not_signing(db: &mut Tx<'_>, client: CreditorId, person: ClientPersonId) -> Outcome<()> {
    for agreement in store::agreements::of(db, Subject::Client(client))? {
        if agreement.signed_at.is_some() || agreement.voided_at.is_some() {
            continue;
        }
        let parts = store::agreements::parts(db, agreement.id)?;
        let is_begun = parts.iter().any(|part| part.signed_at.is_some());
        let waits = parts.iter().any(|part| part.signatory == person.as_str() && part.signed_at.is_none());
        if is_begun && waits {
            return Err(ClientRefusal::SignatureAwaited.into());
        }
    }
    Ok(())
}

/// Records the change. The first Admin is the contact, who gets the mails about cases.
fn after_change(
    db: &mut Tx<'_>,
    client: CreditorId,
    by: &Author,
    fact: &ClientFact,
    ctx: &Context,
) -> Outcome<Creditor> {
    let mut creditor = unscoped::creditor(db, client)?;
    let team = unscoped::people(db, client)?;
    if let Some(contact) = team.iter().find(|person| person.is_admin)
        && (contact.name() != creditor.contact_name || contact.email != creditor.contact_email)
    {
        creditor.contact_name = contact.name();
        creditor.contact_email = contact.email.clone();
        store::clients::update_creditor(db, &creditor)?;
    }
    record(db, client, by, fact, ctx)?;
    Ok(creditor)
}
