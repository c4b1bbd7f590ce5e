//! Queries of links to cases without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::actor::Client;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CaseId, CreditorId};
use crate::store::cases::Owner;
use crate::store::clients::links::{ClientLink, SentLink};
use crate::store::db::schema::{cases, client_links, client_people, creditors};
use crate::store::{Database, StoreError};

/// The link with this hash, even if it has ended; none of a suspended client.
pub fn link(database: &Database, token_hash: &str) -> Result<Option<ClientLink>, StoreError> {
    type Found = ((CaseId, Lifecycle, CreditorId, String, String, String), SentLink, Option<Owner>);
    let mut db = database.read()?;
    let row: Option<Found> = client_links::table
        .inner_join(cases::table.on(cases::id.eq(client_links::case_id)))
        .inner_join(creditors::table.on(creditors::id.eq(cases::creditor_id)))
        .left_join(client_people::table.on(client_people::id.nullable().eq(cases::assigned_person)))
        .filter(client_links::token_hash.eq(token_hash).and(creditors::suspended_at.is_null()))
        .select((
            (
                cases::id,
                cases::lifecycle,
                creditors::id,
                creditors::name,
                creditors::contact_name,
                creditors::contact_email,
            ),
            SentLink::as_select(),
            Option::<Owner>::as_select(),
        ))
        .first(&mut *db.conn)
        .optional()?;
    Ok(row.map(|((case, lifecycle, creditor, creditor_name, name, contact), link, owner)| {
        let owner = owner.and_then(|owner| owner.reached());
        let (name, contact) = owner.unwrap_or((name, contact));
        ClientLink {
            is_contact: contact.eq_ignore_ascii_case(&link.email),
            client: Client { case, creditor, creditor_name, name, email: link.email },
            hash: token_hash.to_owned(),
            made: link.created_at.and_utc(),
            is_revoked: link.revoked_at.is_some(),
            is_closed: matches!(lifecycle, Lifecycle::Closed | Lifecycle::Merged),
        }
    }))
}
