//! Links in mails to creditors. Each has a token; only the token's hash is stored.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::actor::{Client, Customer};
use crate::domain::calendar::Moment;
use crate::domain::client_link::LinkStatus;
use crate::domain::ids::CaseId;
use crate::store::cases::Case;
use crate::store::db::schema::{cases, client_links};
use crate::store::{Db, StoreError, Tx};

/// A link, as found by its token.
#[derive(Clone, Debug)]
pub struct ClientLink {
    /// Its holder.
    pub client: Client,
    /// The hash of its token. Limits per link are counted under it.
    pub hash: String,
    /// When it was made (UTC).
    pub made: Moment,
    /// Whether it was revoked.
    pub is_revoked: bool,
    /// Whether its case is closed.
    pub is_closed: bool,
    /// Whether its address is still that of the client's contact.
    pub is_contact: bool,
}

impl ClientLink {
    /// What the link still allows.
    pub fn status(&self, now: Moment) -> LinkStatus {
        LinkStatus::of(self.made, self.is_revoked, self.is_closed, now)
    }
}

/// A link in the agency's list, without its token. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = client_links)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct SentLink {
    pub email: String,
    pub created_at: chrono::NaiveDateTime,
    pub revoked_at: Option<chrono::NaiveDateTime>,
}

/// Stores a link to a case for an address: the hash of its token, and the seed from which the token is derived.
pub fn insert(
    db: &mut Tx<'_>,
    case: CaseId,
    email: &str,
    (token_hash, seed): (&str, &str),
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(client_links::table)
        .values((
            client_links::token_hash.eq(token_hash),
            client_links::seed.eq(seed),
            client_links::case_id.eq(case),
            client_links::email.eq(email),
            client_links::created_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The newest link of each of these cases that was not revoked and can be shown again: its seed and token hash.
pub fn newest(db: &mut Db, who: &Customer, cases: &[CaseId]) -> Result<Vec<(CaseId, String, String)>, StoreError> {
    let rows: Vec<(CaseId, Option<String>, String)> = client_links::table
        .inner_join(cases::table.on(cases::id.eq(client_links::case_id)))
        .filter(client_links::case_id.eq_any(cases).and(cases::creditor_id.eq(who.id)))
        .filter(client_links::revoked_at.is_null().and(client_links::seed.is_not_null()))
        .order((client_links::created_at.desc(), client_links::token_hash.asc()))
        .select((client_links::case_id, client_links::seed, client_links::token_hash))
        .load(&mut *db.conn)?;
    let mut newest: Vec<(CaseId, String, String)> = Vec::new();
    for (case, seed, hash) in rows {
        if newest.iter().all(|(known, ..)| *known != case) {
            newest.extend(seed.map(|seed| (case, seed, hash)));
        }
    }
    Ok(newest)
}

/// The links of a case, newest first.
pub fn of_case(db: &mut Db, case: CaseId) -> Result<Vec<SentLink>, StoreError> {
    Ok(client_links::table
        .filter(client_links::case_id.eq(case))
        .order((client_links::created_at.desc(), client_links::token_hash.asc()))
        .select(SentLink::as_select())
        .load(&mut *db.conn)?)
}

/// Revokes all links of a case and returns their number.
pub fn revoke(db: &mut Tx<'_>, case: &Case, now: Moment) -> Result<usize, StoreError> {
    let live = client_links::table.filter(client_links::case_id.eq(case.id).and(client_links::revoked_at.is_null()));
    Ok(diesel::update(live).set(client_links::revoked_at.eq(now.naive_utc())).execute(&mut *db.conn)?)
}
