//! The queue of mails: put there by the change that causes them, taken by the worker.

use diesel::prelude::*;

use super::schema::mails;
use super::{Db, StoreError, fresh_id};
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, MailId};
use crate::domain::letter::Letter;

/// A mail that is ready to go.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = mails)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Mail {
    pub id: MailId,
    pub to_address: String,
    pub to_name: String,
    pub reply_to: Option<String>,
    pub subject: String,
    pub text_body: String,
    pub html_body: String,
    pub created_at: chrono::NaiveDateTime,
    pub attempts: i64,
    pub sent_at: Option<chrono::NaiveDateTime>,
    pub last_error: Option<String>,
}

/// Queues a mail, in the transaction of what caused it.
///
/// # Errors
/// When the database does not answer.
pub fn queue(
    db: &mut Db,
    (address, name): (&str, &str),
    letter: &Letter,
    case: Option<CaseId>,
    now: Moment,
) -> Result<MailId, StoreError> {
    let id = MailId::from_uuid(fresh_id());
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(id),
            mails::to_address.eq(address),
            mails::to_name.eq(name),
            mails::subject.eq(&letter.subject),
            mails::text_body.eq(&letter.text),
            mails::html_body.eq(&letter.html),
            mails::case_id.eq(case.map(|case| case.to_string())),
            mails::created_at.eq(now.naive_utc()),
            mails::due_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    Ok(id)
}

/// Takes every waiting mail as delivered when it was written: the demo keeps them to be read.
///
/// # Errors
/// When the database does not answer.
pub fn any_keep_all(db: &mut Db) -> Result<usize, StoreError> {
    Ok(diesel::update(mails::table.filter(mails::sent_at.is_null()))
        .set((mails::sent_at.eq(mails::created_at.nullable()), mails::due_at.eq(None::<chrono::NaiveDateTime>)))
        .execute(&mut *db.conn)?)
}
