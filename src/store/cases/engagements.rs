//! Engagements: which agency works on a case and when, and which part of a case's history each agency may read.

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::Case;
use crate::domain::actor::{Client, Customer, Operator, Partner};
use crate::domain::calendar::Moment;
use crate::domain::engagement::EngagementEnd;
use crate::domain::ids::{CaseId, CollectionPartnerId, Reference};
use crate::domain::money::{Currency, Money};
use crate::store::db::schema::{cases, collection_partners, creditors, debtors, engagements};
use crate::store::db::series;
use crate::store::{Db, StoreError, Tx};

/// An engagement. Times are UTC; the beginning belongs to it, the end does not. Amounts are minor units of the case's
/// currency.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = engagements, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns speak for themselves; the migration says their forms")]
pub struct Engagement {
    pub case_id: CaseId,
    /// Its number within the case, from 1.
    pub number: i64,
    pub collection_partner_id: CollectionPartnerId,
    /// The agency that manages the case for its own client; nobody if the operator's client handed it in.
    pub managing_partner_id: Option<CollectionPartnerId>,
    pub began_at: NaiveDateTime,
    pub ended_at: Option<NaiveDateTime>,
    pub ended_as: Option<EngagementEnd>,
    pub reason: Option<String>,
    /// The agency's own reference at the end.
    pub partner_reference: Option<String>,
    /// What was outstanding at the end.
    pub outstanding: Option<i64>,
    /// The end of the exclusive period that was terminated.
    pub exclusive_until: Option<NaiveDateTime>,
}

impl Engagement {
    /// The first engagement of a case.
    pub fn first(case: &Case, agency: CollectionPartnerId, began_at: NaiveDateTime) -> Self {
        Self {
            case_id: case.id,
            number: 1,
            collection_partner_id: agency,
            managing_partner_id: None,
            began_at,
            ended_at: None,
            ended_as: None,
            reason: None,
            partner_reference: None,
            outstanding: None,
            exclusive_until: None,
        }
    }
}

/// The part of a case's history that a reader may see.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// All of it.
    Whole,
    /// What did not happen during the engagements of other agencies.
    SeenBy(CollectionPartnerId),
    /// What happened during one engagement, which has ended.
    During {
        /// The agency of the engagement.
        agency: CollectionPartnerId,
        /// Its beginning, which belongs to it.
        began_at: NaiveDateTime,
        /// Its end, which does not.
        ended_at: NaiveDateTime,
    },
}

impl From<&Partner> for Part {
    fn from(who: &Partner) -> Self {
        Self::SeenBy(who.agency.id)
    }
}

impl From<&Operator> for Part {
    fn from(_: &Operator) -> Self {
        Self::Whole
    }
}

impl From<&Customer> for Part {
    fn from(_: &Customer) -> Self {
        Self::Whole
    }
}

impl From<&Client> for Part {
    fn from(_: &Client) -> Self {
        Self::Whole
    }
}

impl From<&Former> for Part {
    fn from(former: &Former) -> Self {
        Self::During {
            agency: former.engagement.collection_partner_id,
            began_at: former.engagement.began_at,
            ended_at: former.ended_at,
        }
    }
}

/// Whether a row of a case was made outside of the engagements of other agencies. Needs the row's columns.
macro_rules! outside_engagements_of_others {
    ($agency:expr, $case:expr, $at:expr) => {{
        use $crate::store::db::schema::engagements;
        diesel::dsl::not(diesel::dsl::exists(
            engagements::table
                .filter(engagements::case_id.eq($case))
                .filter(engagements::collection_partner_id.ne($agency))
                .filter(engagements::began_at.le($at))
                .filter(engagements::ended_at.gt($at.nullable()).assume_not_null()),
        ))
    }};
}
pub(in crate::store) use outside_engagements_of_others;

/// The rows of a case limited to those that a reader may see, by the case and the time of a row.
macro_rules! limited_to {
    ($part:expr, $query:expr, $case:expr, $at:expr) => {
        match $part {
            $crate::store::cases::engagements::Part::Whole => $query,
            $crate::store::cases::engagements::Part::SeenBy(agency) => {
                $query.filter($crate::store::cases::engagements::outside_engagements_of_others!(agency, $case, $at))
            }
            $crate::store::cases::engagements::Part::During { began_at, ended_at, .. } => {
                $query.filter($at.ge(began_at).and($at.lt(ended_at)))
            }
        }
    };
}
pub(in crate::store) use limited_to;

/// Begins the engagement of the case's agency.
pub fn begin(db: &mut Tx<'_>, case: &Case, now: Moment) -> Result<(), StoreError> {
    let Some(agency) = case.collection_partner_id else { return Ok(()) };
    let last: Option<i64> = engagements::table
        .filter(engagements::case_id.eq(case.id))
        .select(max(engagements::number))
        .first(&mut *db.conn)?;
    let first = Engagement::first(case, agency, now.naive_utc());
    let engagement = Engagement { number: series::following(last), ..first };
    diesel::insert_into(engagements::table).values(&engagement).execute(&mut *db.conn)?;
    Ok(())
}

/// Ends the engagement of the case's agency. `at` is the first moment that does not belong to it.
pub fn end(
    db: &mut Tx<'_>,
    before: &Case,
    ended_as: EngagementEnd,
    reason: &str,
    at: Moment,
) -> Result<(), StoreError> {
    diesel::update(engagements::table)
        .filter(engagements::case_id.eq(before.id).and(engagements::ended_at.is_null()))
        .set((
            engagements::ended_at.eq(at.naive_utc()),
            engagements::ended_as.eq(ended_as),
            engagements::reason.eq(reason),
            engagements::partner_reference.eq(&before.partner_reference),
            engagements::outstanding.eq(before.outstanding),
            engagements::exclusive_until.eq(before.exclusive_until),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The engagements of a case with the agencies' names, oldest first.
pub fn of_case(db: &mut Db, _who: &Operator, case: CaseId) -> Result<Vec<(Engagement, String)>, StoreError> {
    Ok(engagements::table
        .inner_join(collection_partners::table.on(collection_partners::id.eq(engagements::collection_partner_id)))
        .filter(engagements::case_id.eq(case))
        .order(engagements::number.asc())
        .select((Engagement::as_select(), collection_partners::name))
        .load(&mut *db.conn)?)
}

/// The agencies that declined a case. They do not get it again by routing.
pub fn declined_by(db: &mut Db, _who: &Operator, case: CaseId) -> Result<Vec<CollectionPartnerId>, StoreError> {
    Ok(engagements::table
        .filter(engagements::case_id.eq(case).and(engagements::ended_as.eq(EngagementEnd::Declined)))
        .select(engagements::collection_partner_id)
        .load(&mut *db.conn)?)
}

/// A case that an agency had earlier, with what its record shows.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields speak the field's own terms")]
pub struct Former {
    pub engagement: Engagement,
    pub ended_at: NaiveDateTime,
    pub reference: Reference,
    pub currency: Currency,
    pub principal: i64,
    pub debtor: String,
    pub creditor: String,
}

impl Former {
    /// Minor units as money in the case's currency.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }
}

type FormerRow = (Engagement, Reference, Currency, i64, String, String);

fn former((engagement, reference, currency, principal, debtor, creditor): FormerRow) -> Option<Former> {
    let ended_at = engagement.ended_at?;
    Some(Former { engagement, ended_at, reference, currency, principal, debtor, creditor })
}

macro_rules! former_query {
    ($who:expr) => {
        engagements::table
            .inner_join(cases::table.on(cases::id.eq(engagements::case_id)))
            .inner_join(debtors::table.on(debtors::id.eq(cases::debtor_id)))
            .inner_join(creditors::table.on(creditors::id.eq(cases::creditor_id)))
            .filter(engagements::collection_partner_id.eq($who.agency.id).and(engagements::ended_at.is_not_null()))
            .select((
                Engagement::as_select(),
                cases::reference,
                cases::currency,
                cases::principal,
                debtors::name,
                creditors::name,
            ))
    };
}

/// A page of the engagements of an agency that have ended, newest first, and how many there are.
pub fn former_of(db: &mut Db, who: &Partner, (skip, size): (i64, i64)) -> Result<(Vec<Former>, i64), StoreError> {
    let total = engagements::table
        .filter(engagements::collection_partner_id.eq(who.agency.id).and(engagements::ended_at.is_not_null()))
        .select(count_star())
        .first(&mut *db.conn)?;
    let rows: Vec<FormerRow> = former_query!(who)
        .order((engagements::ended_at.desc(), engagements::case_id.desc(), engagements::number.desc()))
        .offset(skip)
        .limit(size)
        .load(&mut *db.conn)?;
    Ok((rows.into_iter().filter_map(former).collect(), total))
}

/// The last ended engagement of an agency on a case.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none.
pub fn load_former(db: &mut Db, who: &Partner, case: CaseId) -> Result<Former, StoreError> {
    let row: FormerRow = former_query!(who)
        .filter(engagements::case_id.eq(case))
        .order(engagements::number.desc())
        .first(&mut *db.conn)?;
    former(row).ok_or(StoreError::NotFound)
}
