//! Queries of mails that have no reach: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::domain::calendar::Moment;
use crate::domain::ids::MailId;
use crate::store::db::schema::{mail_attachments, mails};
use crate::store::mails::Mail;
use crate::store::{Db, StoreError, Tx};

/// Takes every waiting mail as delivered when it was written: the demo keeps them to be read.
pub fn keep_all(db: &mut Tx<'_>) -> Result<usize, StoreError> {
    Ok(diesel::update(mails::table.filter(mails::sent_at.is_null()))
        .set((mails::sent_at.eq(mails::created_at.nullable()), mails::due_at.eq(None::<chrono::NaiveDateTime>)))
        .execute(&mut *db.conn)?)
}

/// Takes mails that are due, for as long as the lease runs: no other node gets them meanwhile. A node that
/// dies with them lets the lease run out.
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
        // Another node may have been faster since the list was read: the guard decides.
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

/// Notes that a mail has left. What it said is forgotten, unless it is kept to be read here: links act.
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

/// Notes that a mail could not be sent, why, and when it is tried again; never, when `next` is `None`.
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

/// Gives mails back that were taken and not tried.
pub fn give_back(db: &mut Tx<'_>, ids: &[MailId]) -> Result<(), StoreError> {
    diesel::update(mails::table.filter(mails::id.eq_any(ids).and(mails::sent_at.is_null())))
        .set(mails::leased_until.eq(None::<chrono::NaiveDateTime>))
        .execute(&mut *db.conn)?;
    Ok(())
}

/// How many mails wait, and how many were given up.
pub fn waiting(db: &mut Db) -> Result<(i64, i64), StoreError> {
    let unsent = || mails::table.filter(mails::sent_at.is_null());
    let waiting = unsent().filter(mails::due_at.is_not_null()).count().get_result(&mut *db.conn)?;
    let given_up = unsent().filter(mails::due_at.is_null()).count().get_result(&mut *db.conn)?;
    Ok((waiting, given_up))
}

/// A page of the mailbox, newest first, and how many mails there are in all; only those to one address, if
/// one is given.
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

/// Lets the links in kept mails lead to another address of this instance.
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
