//! Queries of mails without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::MailId;
use crate::store::db::schema::{mail_attachments, mails};
use crate::store::mails::Mail;
use crate::store::{Db, StoreError, Tx};

/// Marks all waiting mails as sent at the time they were written; the demo keeps them to be read.
pub fn keep_all(db: &mut Tx<'_>) -> Result<usize, StoreError> {
    Ok(diesel::update(mails::table.filter(mails::sent_at.is_null()))
        .set((mails::sent_at.eq(mails::created_at.nullable()), mails::due_at.eq(None::<chrono::NaiveDateTime>)))
        .execute(&mut *db.conn)?)
}

/// Takes due mails until the lease ends; no other node gets them meanwhile. If the node dies, the lease expires.
pub fn take(db: &mut Tx<'_>, now: Moment, until: Moment, most: i64) -> Result<Vec<Mail>, StoreError> {
    let at = now.naive_utc();
    let free = mails::leased_until.is_null().or(mails::leased_until.lt(at));
    let due: Vec<MailId> = mails::table
        .filter(mails::sent_at.is_null().and(mails::due_at.le(at)).and(free))
        .order((mails::due_at.asc(), mails::id.asc()))
        .limit(most)
        .select(mails::id)
        .load(&mut *db.conn)?;
    let mut taken = Vec::with_capacity(due.len());
    for id in due {
        // Another node may have been faster since the list was read; the guarded update decides.
        let ours = diesel::update(mails::table.find(id))
            .filter(mails::sent_at.is_null().and(free))
            .set(mails::leased_until.eq(until.naive_utc()))
            .execute(&mut *db.conn)?;
        if ours == 1 {
            taken.push(mails::table.find(id).select(Mail::as_select()).first(&mut *db.conn)?);
        }
    }
    Ok(taken)
}

/// Marks a mail as sent. Its content is deleted unless `keeps` is set, because links in it still work.
pub fn sent(db: &mut Tx<'_>, id: MailId, keeps: bool, now: Moment) -> Result<(), StoreError> {
    let row = mails::table.find(id);
    let done = (
        mails::sent_at.eq(now.naive_utc()),
        mails::attempts.eq(mails::attempts + 1),
        mails::due_at.eq(None::<chrono::NaiveDateTime>),
        mails::leased_until.eq(None::<chrono::NaiveDateTime>),
        mails::last_error.eq(None::<String>),
    );
    if keeps {
        diesel::update(row).set(done).execute(&mut *db.conn)?;
    } else {
        diesel::update(row).set((done, mails::text_body.eq(""), mails::html_body.eq(""))).execute(&mut *db.conn)?;
        diesel::delete(mail_attachments::table.filter(mail_attachments::mail_id.eq(id))).execute(&mut *db.conn)?;
    }
    Ok(())
}

/// Stores that a mail could not be sent, with the error and the time of the next attempt; `None` for no further
/// attempt.
pub fn failed(db: &mut Tx<'_>, id: MailId, error: &str, next: Option<Moment>) -> Result<(), StoreError> {
    diesel::update(mails::table.find(id))
        .set((
            mails::attempts.eq(mails::attempts + 1),
            mails::last_error.eq(error),
            mails::due_at.eq(next.map(|next| next.naive_utc())),
            mails::leased_until.eq(None::<chrono::NaiveDateTime>),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Returns mails that were taken and not tried.
pub fn give_back(db: &mut Tx<'_>, ids: &[MailId]) -> Result<(), StoreError> {
    diesel::update(mails::table.filter(mails::id.eq_any(ids).and(mails::sent_at.is_null())))
        .set(mails::leased_until.eq(None::<chrono::NaiveDateTime>))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// Number of waiting mails, and of mails that were given up.
pub fn waiting(db: &mut Db) -> Result<(i64, i64), StoreError> {
    let unsent = || mails::table.filter(mails::sent_at.is_null());
    let waiting = unsent().filter(mails::due_at.is_not_null()).count().get_result(&mut *db.conn)?;
    let given_up = unsent().filter(mails::due_at.is_null()).count().get_result(&mut *db.conn)?;
    Ok((waiting, given_up))
}

/// A page of the mailbox, newest first, and the total number; optionally only mails to one address.
pub fn page(db: &mut Db, to: Option<&str>, skip: i64, size: i64) -> Result<(Vec<Mail>, i64), StoreError> {
    let chosen = || {
        let query = mails::table.into_boxed();
        match to {
            Some(to) => query.filter(mails::to_address.eq(to.to_owned())),
            None => query,
        }
    };
    let page = chosen()
        .order((mails::created_at.desc(), mails::id.desc()))
        .offset(skip)
        .limit(size)
        .select(Mail::as_select())
        .load(&mut *db.conn)?;
    Ok((page, chosen().count().get_result(&mut *db.conn)?))
}

/// Changes the base address of links in stored mails, when the instance gets another one.
pub fn move_to(db: &mut Tx<'_>, from: &str, to: &str) -> Result<usize, StoreError> {
    Ok(diesel::update(mails::table)
        .set((
            mails::text_body.eq(super::replaced(mails::text_body, from, to)),
            mails::html_body.eq(super::replaced(mails::html_body, from, to)),
        ))
        .execute(&mut *db.conn)?)
}

/// One mail.
pub fn mail(db: &mut Db, id: MailId) -> Result<Mail, StoreError> {
    Ok(mails::table.find(id).select(Mail::as_select()).first(&mut *db.conn)?)
}
