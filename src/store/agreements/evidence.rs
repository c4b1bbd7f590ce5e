//! The chain of evidence: what happened on the way to a signature. Each record's hash covers the previous hash, so
//! nothing can be changed, removed or inserted without breaking the chain.

pub mod unscoped;

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::domain::actor::Author;
use crate::domain::calendar::Moment;
use crate::domain::client::ClientFact;
use crate::domain::ids::{AgreementId, CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::store::db::schema::{events, evidence, evidence_head};
use crate::store::{Db, StoreError, Tx, facts, fresh_id};

/// Who a fact is about, and which partner gets the event.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The client, or the agency that signs its own agreement.
    pub subject: Subject,
    /// The agreement, if any.
    pub agreement: Option<AgreementId>,
    /// The referral partner that gets the event.
    pub referral_partner: Option<ReferralPartnerId>,
}

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A creditor.
    Client(CreditorId),
    /// An agency.
    Agency(CollectionPartnerId),
}

impl Subject {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Client(id) => ("client", id.as_str()),
            Self::Agency(id) => ("agency", id.as_str()),
        }
    }
}

/// One record of the chain. Times are UTC.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = evidence)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Record {
    pub number: i64,
    pub at: chrono::NaiveDateTime,
    pub subject_kind: String,
    pub subject_id: String,
    pub agreement_id: Option<String>,
    pub kind: String,
    pub actor: String,
    /// A JSON object.
    pub details: String,
    /// SHA-256 over the hash before it and every column here.
    pub hash: String,
}

impl Record {
    /// Computes the record's hash from the previous hash and all columns. Each column is preceded by its length, so
    /// that text cannot move from one column to the next without changing the hash.
    fn hash_after(&self, before: &str) -> String {
        let at = self.at.and_utc().timestamp_micros().to_string();
        let number = self.number.to_string();
        let agreement = self.agreement_id.as_deref().unwrap_or_default();
        let mut hash = Sha256::new();
        for part in [
            before,
            &number,
            &at,
            &self.subject_kind,
            &self.subject_id,
            agreement,
            &self.kind,
            &self.actor,
            &self.details,
        ] {
            hash.update(part.len().to_be_bytes());
            hash.update(part.as_bytes());
        }
        hex::encode(hash.finalize())
    }
}

/// Records an event in the chain of evidence, in the audit trail, and as an event for other systems, if there are any.
/// `more` is further evidence, such as the network address.
pub fn record(
    db: &mut Tx<'_>,
    about: &About,
    by: &Author,
    fact: &ClientFact,
    more: &[(&'static str, String)],
    now: Moment,
) -> Result<(), StoreError> {
    let (subject_kind, subject) = about.subject.parts();
    let mut details = fact.details();
    details.extend_from_slice(more);
    facts::audit(db, by, fact.kind(), subject_kind, subject, &details, now)?;
    if let Some(event) = fact.event() {
        announce(db, about, event, &details, now)?;
    }
    let details: serde_json::Map<String, serde_json::Value> =
        details.into_iter().map(|(name, value)| (name.to_owned(), serde_json::Value::String(value))).collect();
    // This update locks the head until the transaction ends, so the chain cannot fork.
    let (number, before): (i64, String) = diesel::update(evidence_head::table)
        .set(evidence_head::number.eq(evidence_head::number + 1))
        .returning((evidence_head::number, evidence_head::hash))
        .get_result(&mut *db.conn)?;
    let mut row = Record {
        number,
        at: now.naive_utc(),
        subject_kind: subject_kind.to_owned(),
        subject_id: subject.to_owned(),
        agreement_id: about.agreement.map(|id| id.to_string()),
        kind: fact.kind().to_owned(),
        actor: by.name.clone(),
        details: serde_json::Value::Object(details).to_string(),
        hash: String::new(),
    };
    row.hash = row.hash_after(&before);
    diesel::update(evidence_head::table).set(evidence_head::hash.eq(&row.hash)).execute(&mut *db.conn)?;
    diesel::insert_into(evidence::table).values(&row).execute(&mut *db.conn)?;
    Ok(())
}

fn announce(
    db: &mut Tx<'_>,
    about: &About,
    event: &str,
    details: &[(&'static str, String)],
    now: Moment,
) -> Result<(), StoreError> {
    let payload: serde_json::Map<String, serde_json::Value> = details
        .iter()
        .filter(|(name, _)| *name == "externalTenantId")
        .map(|(name, value)| ((*name).to_owned(), serde_json::Value::String(value.clone())))
        .collect();
    let (creditor, agency) = match about.subject {
        Subject::Client(id) => (Some(id.to_string()), None),
        Subject::Agency(id) => (None, Some(id.to_string())),
    };
    diesel::insert_into(events::table)
        .values((
            events::id.eq(fresh_id().to_string()),
            events::at.eq(now.naive_utc()),
            events::kind.eq(event),
            events::collection_partner_id.eq(agency),
            events::referral_partner_id.eq(about.referral_partner.map(|id| id.to_string())),
            events::creditor_id.eq(creditor),
            events::payload.eq(serde_json::Value::Object(payload).to_string()),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// The records of an agreement that the caller has loaded as its actor, oldest first.
pub fn of_agreement(db: &mut Db, agreement: AgreementId) -> Result<Vec<Record>, StoreError> {
    Ok(evidence::table
        .filter(evidence::agreement_id.eq(agreement.as_str()))
        .order(evidence::number.asc())
        .select(Record::as_select())
        .load(&mut *db.conn)?)
}

/// The result of verifying the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All records are unchanged.
    Whole {
        /// Number of records.
        records: i64,
    },
    /// A record was changed, is missing or was inserted.
    Broken {
        /// The number of the first such record.
        number: i64,
    },
}

/// Records per query.
const RECORDS_PER_QUERY: i64 = 1_000;

/// The stored head of the chain: number and hash of the last record.
fn head(db: &mut Db) -> Result<(i64, String), StoreError> {
    Ok(evidence_head::table.select((evidence_head::number, evidence_head::hash)).first(&mut *db.conn)?)
}

/// The next records after `after`, up to and including `end`.
fn records_after(db: &mut Db, after: i64, end: i64) -> Result<Vec<Record>, StoreError> {
    Ok(evidence::table
        .filter(evidence::number.gt(after).and(evidence::number.le(end)))
        .order(evidence::number.asc())
        .limit(RECORDS_PER_QUERY)
        .select(Record::as_select())
        .load(&mut *db.conn)?)
}
