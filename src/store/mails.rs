//! The queue of mails. The change that causes a mail queues it; the worker sends it.

pub mod unscoped;

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, MailId};
use crate::domain::letter::Letter;
use crate::store::db::schema::{mail_attachments, mails};
use crate::store::{Db, StoreError, Tx, fresh_id};

/// A mail to be sent.
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
    pub from_name: Option<String>,
}

/// An attachment: its position in the mail and the hash of its bytes.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = mail_attachments)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Attachment {
    pub mail_id: MailId,
    pub place: i64,
    pub sha256: String,
    pub file_name: String,
    pub media_type: String,
    /// Whether it is shown inside the mail, under its content id.
    pub is_inline: bool,
}

/// Queues a mail in the transaction that causes it.
pub fn queue(
    db: &mut Tx<'_>,
    address: &str,
    name: &str,
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
            mails::from_name.eq(&letter.from_name),
            mails::reply_to.eq(&letter.reply_to),
            mails::case_id.eq(case.map(|case| case.to_string())),
            mails::created_at.eq(now.naive_utc()),
            mails::due_at.eq(now.naive_utc()),
        ))
        .execute(&mut *db.conn)?;
    for (place, one) in (0_i64..).zip(&letter.enclosures) {
        diesel::insert_into(mail_attachments::table)
            .values((
                mail_attachments::mail_id.eq(id),
                mail_attachments::place.eq(place),
                mail_attachments::sha256.eq(&one.sha256),
                mail_attachments::file_name.eq(&one.file_name),
                mail_attachments::media_type.eq(one.media_type),
                mail_attachments::is_inline.eq(one.is_inline),
            ))
            .execute(&mut *db.conn)?;
    }
    Ok(id)
}

/// The attachments of a mail, in order.
pub fn attachments(db: &mut Db, mail: MailId) -> Result<Vec<Attachment>, StoreError> {
    Ok(mail_attachments::table
        .filter(mail_attachments::mail_id.eq(mail))
        .order(mail_attachments::place)
        .select(Attachment::as_select())
        .load(&mut *db.conn)?)
}

diesel::define_sql_function! {
    /// SQL `replace`: the text with all occurrences of one part replaced.
    #[sql_name = "replace"]
    fn replaced(text: diesel::sql_types::Text, from: diesel::sql_types::Text, to: diesel::sql_types::Text) -> diesel::sql_types::Text;
}
