//! Notices that are collected and mailed, and the kinds that people have turned off.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, NoticeId, PersonId};
use crate::domain::notice::NoticeKind;
use crate::store::db::dialect;
use crate::store::db::schema::{notices, notices_off};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// A notice as it is stored.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = notices, treat_none_as_default_value = false)]
pub(in crate::store) struct Notice {
    id: NoticeId,
    organisation_id: String,
    kind: NoticeKind,
    subject_id: String,
    case_id: Option<CaseId>,
    created_at: chrono::NaiveDateTime,
}

/// Notes what people of an organisation are to be told; `false` if it was noted before.
pub fn note(
    db: &mut Tx<'_>,
    organisation: &str,
    kind: NoticeKind,
    (subject, case): (&str, Option<CaseId>),
    now: Moment,
) -> Result<bool, StoreError> {
    let notice = Notice {
        id: NoticeId::from_uuid(fresh_id()),
        organisation_id: organisation.to_owned(),
        kind,
        subject_id: subject.to_owned(),
        case_id: case,
        created_at: now.naive_utc(),
    };
    let rows = dialect::insert_notice(db, &notice)?;
    Ok(rows == 1)
}

/// The kinds that a person has turned off.
pub fn off(db: &mut Db, person: PersonId) -> Result<Vec<NoticeKind>, StoreError> {
    Ok(notices_off::table.filter(notices_off::person_id.eq(person)).select(notices_off::kind).load(&mut *db.conn)?)
}

/// The kinds that each of these people has turned off.
pub fn off_of(db: &mut Db, people: &[PersonId]) -> Result<Vec<(PersonId, NoticeKind)>, StoreError> {
    Ok(notices_off::table
        .filter(notices_off::person_id.eq_any(people))
        .select((notices_off::person_id, notices_off::kind))
        .load(&mut *db.conn)?)
}

/// Turns off these kinds for a person, and all others on.
pub fn turn_off(db: &mut Tx<'_>, person: PersonId, kinds: &[NoticeKind]) -> Result<(), StoreError> {
    diesel::delete(notices_off::table.filter(notices_off::person_id.eq(person))).execute(&mut *db.conn)?;
    for kind in kinds {
        diesel::insert_into(notices_off::table)
            .values((notices_off::person_id.eq(person), notices_off::kind.eq(kind)))
            .execute(&mut *db.conn)?;
    }
    Ok(())
}
