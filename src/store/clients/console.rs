//! Clients as the operator sees them: all of them, with the referral partner that brought them.

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::{ClientPerson, ReferralLink};
use crate::domain::actor::Operator;
use crate::domain::case::Lifecycle;
use crate::domain::client::ClientStatus;
use crate::domain::ids::{CreditorId, ReferralPartnerId};
use crate::domain::search;
use crate::store::cases::{BankAccount, CaseLine, Creditor, MAX_LISTED_CASES};
use crate::store::db::like::containing;
use crate::store::db::schema::{bank_accounts, cases, creditors, debtors, referral_links, referral_partners};
use crate::store::db::series::{self, Gate};
use crate::store::{Db, StoreError, Tx};

/// The filter of the list.
#[derive(Clone, Debug, Default)]
pub struct ConsoleFilter {
    /// Part of the name, the office address or the registration number.
    pub query: Option<String>,
    /// Its country, ISO 3166 alpha-2.
    pub country: Option<String>,
    /// The referral partner that it is linked with.
    pub referral_partner: Option<ReferralPartnerId>,
    /// Whether it has signed.
    pub status: Option<ClientStatus>,
}

/// A client with its link in force.
#[derive(Clone, Debug)]
pub struct Row {
    /// The company.
    pub creditor: Creditor,
    /// Its link; `None` if it has none in force.
    pub link: Option<ReferralLink>,
    /// The referral partner's name.
    pub referral_partner: Option<String>,
    /// Since when it is suspended, UTC.
    pub suspended_at: Option<chrono::NaiveDateTime>,
    /// Why.
    pub suspension_reason: Option<String>,
    /// Whether a case that its agency declines is given to another one.
    pub passes_on_declined: bool,
}

type Selected = (Creditor, Option<ReferralLink>, Option<String>, (Option<chrono::NaiveDateTime>, Option<String>, bool));

impl Row {
    /// Whether it has signed the agreement in force, whose version this is.
    pub fn status(&self, version: &str) -> ClientStatus {
        if self.suspended_at.is_some() {
            ClientStatus::Suspended
        } else if self.creditor.agreement_version.as_deref() == Some(version) {
            ClientStatus::Ready
        } else {
            ClientStatus::Onboarding
        }
    }
}

/// A page of clients and the number of matches.
#[derive(Clone, Debug)]
pub struct Found {
    /// The page, by name.
    pub clients: Vec<Row>,
    /// The number of matches.
    pub total: i64,
}

macro_rules! rows_query {
    ($query:expr) => {
        $query
            .left_join(
                referral_links::table
                    .on(referral_links::creditor_id.eq(creditors::id).and(referral_links::archived_at.is_null())),
            )
            .left_join(referral_partners::table.on(referral_partners::id.eq(referral_links::referral_partner_id)))
            .filter(creditors::retired_at.is_null())
            .select((
                Creditor::as_select(),
                Option::<ReferralLink>::as_select(),
                referral_partners::name.nullable(),
                (creditors::suspended_at, creditors::suspension_reason, creditors::passes_on_declined),
            ))
    };
}

/// A page of the clients that match. `version` is that of the agreement in force.
pub fn find(
    db: &mut Db,
    _who: &Operator,
    filter: &ConsoleFilter,
    version: &str,
    (skip, size): (i64, i64),
) -> Result<Found, StoreError> {
    let matching = || {
        let mut query = creditors::table.filter(creditors::retired_at.is_null()).select(creditors::id).into_boxed();
        if let Some(text) = &filter.query {
            query = query.filter(creditors::folded.like(containing(&search::fold(text))).escape('\\'));
        }
        if let Some(country) = &filter.country {
            query = query.filter(creditors::country.eq(country.clone()));
        }
        if let Some(partner) = filter.referral_partner {
            let theirs = referral_links::table
                .filter(referral_links::referral_partner_id.eq(partner).and(referral_links::archived_at.is_null()))
                .select(referral_links::creditor_id);
            query = query.filter(creditors::id.eq_any(theirs));
        }
        match filter.status {
            None => query,
            Some(ClientStatus::Suspended) => query.filter(creditors::suspended_at.is_not_null()),
            Some(ClientStatus::Ready) => query.filter(
                creditors::suspended_at
                    .is_null()
                    .and(creditors::agreement_version.eq(version.to_owned()).assume_not_null()),
            ),
            Some(ClientStatus::Onboarding) => query.filter(creditors::suspended_at.is_null()).filter(
                creditors::agreement_version
                    .is_null()
                    .or(creditors::agreement_version.ne(version.to_owned()).assume_not_null()),
            ),
        }
    };
    let total = matching().select(count_star()).first(&mut *db.conn)?;
    let ids: Vec<CreditorId> = matching()
        .order((creditors::folded.asc(), creditors::id.asc()))
        .offset(skip)
        .limit(size)
        .load(&mut *db.conn)?;
    let rows: Vec<Selected> = rows_query!(creditors::table)
        .filter(creditors::id.eq_any(&ids))
        .order((creditors::folded.asc(), creditors::id.asc()))
        .load(&mut *db.conn)?;
    Ok(Found { clients: rows.into_iter().map(row).collect(), total })
}

fn row((creditor, link, referral_partner, own): Selected) -> Row {
    let (suspended_at, suspension_reason, passes_on_declined) = own;
    Row { creditor, link, referral_partner, suspended_at, suspension_reason, passes_on_declined }
}

/// A client.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none, or it was deleted.
pub fn load(db: &mut Db, _who: &Operator, id: CreditorId) -> Result<Row, StoreError> {
    let found = rows_query!(creditors::table).filter(creditors::id.eq(id)).first(&mut *db.conn)?;
    Ok(row(found))
}

/// The number of open cases of each of these clients that has any, test cases left out.
pub fn open_cases_of(
    db: &mut Db,
    _who: &Operator,
    clients: &[CreditorId],
) -> Result<Vec<(CreditorId, i64)>, StoreError> {
    Ok(cases::table
        .filter(cases::creditor_id.eq_any(clients).and(cases::is_test.eq(false)))
        .filter(cases::lifecycle.ne_all([Lifecycle::Closed, Lifecycle::Merged]))
        .group_by(cases::creditor_id)
        .select((cases::creditor_id, count_star()))
        .load(&mut *db.conn)?)
}

/// The newest cases of a client, at most [`MAX_LISTED_CASES`], test cases left out; only open ones if so wanted.
pub fn cases_of(
    db: &mut Db,
    _who: &Operator,
    client: CreditorId,
    only_open: bool,
) -> Result<Vec<CaseLine>, StoreError> {
    let left_out: &[Lifecycle] = if only_open { &[Lifecycle::Closed, Lifecycle::Merged] } else { &[] };
    Ok(cases::table
        .inner_join(debtors::table)
        .filter(cases::creditor_id.eq(client).and(cases::is_test.eq(false)))
        .filter(cases::lifecycle.ne_all(left_out))
        .order((cases::created_at.desc(), cases::id.desc()))
        .limit(MAX_LISTED_CASES)
        .select((cases::id, cases::reference, cases::lifecycle, debtors::name, cases::currency, cases::outstanding))
        .load(&mut *db.conn)?)
}

/// The people of a client, in their order.
pub fn people(db: &mut Db, _who: &Operator, client: CreditorId) -> Result<Vec<ClientPerson>, StoreError> {
    super::unscoped::people(db, client)
}

/// The bank accounts of a client, oldest first.
pub fn accounts(db: &mut Db, _who: &Operator, client: CreditorId) -> Result<Vec<BankAccount>, StoreError> {
    Ok(bank_accounts::table
        .filter(bank_accounts::creditor_id.eq(client))
        .order(bank_accounts::number.asc())
        .select(BankAccount::as_select())
        .load(&mut *db.conn)?)
}

/// Whether a referral partner has a client with this id of its own.
pub fn has_tenant(db: &mut Db, partner: ReferralPartnerId, tenant: &str) -> Result<bool, StoreError> {
    let known: i64 = referral_links::table
        .filter(referral_links::referral_partner_id.eq(partner).and(referral_links::external_tenant_id.eq(tenant)))
        .filter(referral_links::archived_at.is_null())
        .count()
        .get_result(&mut *db.conn)?;
    Ok(known > 0)
}

/// Locks the addresses of all clients until the transaction ends.
pub fn hold(db: &mut Tx<'_>) -> Result<(), StoreError> {
    series::hold(db, Gate::Clients)
}

/// Sets whether a case that its agency declines is given to another one.
pub fn set_passing_on(db: &mut Tx<'_>, id: CreditorId, passes_on: bool) -> Result<(), StoreError> {
    diesel::update(creditors::table.find(id))
        .set(creditors::passes_on_declined.eq(passes_on))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Suspends a client with a reason, or ends its suspension.
pub fn set_suspension(
    db: &mut Tx<'_>,
    id: CreditorId,
    suspension: Option<(&str, crate::domain::calendar::Moment)>,
) -> Result<(), StoreError> {
    diesel::update(creditors::table.find(id))
        .set((
            creditors::suspended_at.eq(suspension.map(|(_, at)| at.naive_utc())),
            creditors::suspension_reason.eq(suspension.map(|(reason, _)| reason)),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}
