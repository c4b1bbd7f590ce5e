//! Records facts about cases. One fact gives the timeline entry for people, the permanent audit row, and the event for
//! other systems, in the transaction of the change.

use diesel::prelude::*;

use crate::domain::actor::Author;
use crate::domain::calendar::Moment;
use crate::domain::fact::{Fact, FactText};
use crate::domain::ids::{CaseId, CollectionPartnerId, TimelineId};
use crate::store::cases::engagements::{Part, limited_to};
use crate::store::cases::{Case, HIDDEN};
use crate::store::db::schema::{audit, events, timeline};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// Records a fact about a case. Returns the id of the timeline entry.
pub fn record(db: &mut Tx<'_>, case: &Case, by: &Author, fact: &Fact, now: Moment) -> Result<TimelineId, StoreError> {
    let id = TimelineId::from_uuid(fresh_id());
    let FactText { kind, title, description, event_date } = fact.text();
    let happened = event_date.unwrap_or(now);
    diesel::insert_into(timeline::table)
        .values((
            timeline::id.eq(id),
            timeline::case_id.eq(case.id),
            timeline::happened_at.eq(happened.naive_utc()),
            timeline::recorded_at.eq(now.naive_utc()),
            timeline::kind.eq(kind),
            timeline::title.eq(&title),
            timeline::description.eq(&description),
            timeline::event_date.eq(event_date.map(|date| date.naive_utc())),
            timeline::actor_kind.eq(by.side.on_timeline()),
            timeline::actor_name.eq(&by.name),
            timeline::actor_number.eq(by.number),
        ))
        .execute(&mut *db.conn)?;
    audit(db, by, kind, "case", case.id.as_str(), &fact.details(), now)?;
    // The agency of a case that it does not see yet is not told.
    let agency = case.collection_partner_id.filter(|_| !HIDDEN.contains(&case.lifecycle));
    tell_systems(db, case, agency, fact, now)?;
    Ok(id)
}

/// Records the events of a fact for other systems: those of an agency, and of the client and its referral partner.
fn tell_systems(
    db: &mut Tx<'_>,
    case: &Case,
    agency: Option<CollectionPartnerId>,
    fact: &Fact,
    now: Moment,
) -> Result<(), StoreError> {
    for event in fact.events() {
        let mut payload = serde_json::Map::new();
        payload.insert("caseId".to_owned(), case.id.as_str().into());
        payload.insert("reference".to_owned(), case.reference.as_str().into());
        payload.extend(fact.event_data(event).into_iter().map(|(name, value)| (name.to_owned(), value.into())));
        diesel::insert_into(events::table)
            .values((
                events::id.eq(fresh_id().to_string()),
                events::at.eq(now.naive_utc()),
                events::kind.eq(event),
                events::case_id.eq(case.id.as_str()),
                events::collection_partner_id.eq(agency.map(|id| id.to_string())),
                events::referral_partner_id.eq(case.referral_partner_id.map(|id| id.to_string())),
                events::creditor_id.eq(case.creditor_id.as_str()),
                events::payload.eq(serde_json::Value::Object(payload).to_string()),
            ))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}

/// Records only in the audit trail, for what is not about a case: sign-ins, keys, team.
pub fn audit(
    db: &mut Tx<'_>,
    by: &Author,
    verb: &str,
    object_kind: &str,
    object: &str,
    details: &[(&'static str, String)],
    now: Moment,
) -> Result<(), StoreError> {
    let details: serde_json::Map<String, serde_json::Value> =
        details.iter().map(|(name, value)| ((*name).to_owned(), serde_json::Value::String(value.clone()))).collect();
    diesel::insert_into(audit::table)
        .values((
            audit::id.eq(fresh_id().to_string()),
            audit::at.eq(now.naive_utc()),
            audit::actor_kind.eq(by.side.label()),
            audit::actor_id.eq(&by.id),
            audit::actor_name.eq(&by.name),
            audit::organisation_id.eq(&by.organisation),
            audit::verb.eq(verb),
            audit::object_kind.eq(object_kind),
            audit::object_id.eq(object),
            audit::details.eq(serde_json::Value::Object(details).to_string()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// An entry of a timeline. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = timeline)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Entry {
    pub id: TimelineId,
    pub happened_at: chrono::NaiveDateTime,
    pub recorded_at: chrono::NaiveDateTime,
    pub kind: String,
    pub title: String,
    pub description: String,
    pub event_date: Option<chrono::NaiveDateTime>,
    pub actor_kind: String,
    pub actor_name: String,
    pub actor_number: i64,
}

impl Entry {
    /// Whether the case itself changed, or money came in.
    pub fn is_key(&self) -> bool {
        self.kind.starts_with("Case") || self.kind.starts_with("Payment")
    }
}

/// The timeline of a case that the caller has loaded as its actor, oldest first.
pub fn timeline_of(db: &mut Db, part: impl Into<Part>, case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let query = timeline::table
        .filter(timeline::case_id.eq(case))
        .order((timeline::happened_at.asc(), timeline::id.asc()))
        .select(Entry::as_select())
        .into_boxed();
    Ok(limited_to!(part.into(), query, timeline::case_id, timeline::recorded_at).load(&mut *db.conn)?)
}
