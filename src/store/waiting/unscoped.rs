//! Counts of what waits for the operator; also for the daily mail of the worker.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::case::Lifecycle;
use crate::domain::client::LinkRequestStatus;
use crate::domain::invoice::InvoiceStatus;
use crate::domain::waiting::{RATES_OUTDATED_AFTER_DAYS, Waits};
use crate::store::db::schema::{cases, link_requests, platform_invoices};
use crate::store::{Db, StoreError};

/// What waits on a day. With a fixed number of queries.
pub fn of_operator(db: &mut Db, today: NaiveDate) -> Result<Waits, StoreError> {
    let verified = || {
        cases::table
            .filter(cases::lifecycle.eq(Lifecycle::PendingVerificationInternal).and(cases::is_test.eq(false)))
            .into_boxed()
    };
    let answered = verified().filter(cases::question.is_not_null().and(cases::answered_at.is_not_null())).count();
    let newest = crate::store::prices::rates::unscoped::quotes(db, today)?.iter().map(|quote| quote.day).max();
    let age = newest.map(|day| today.signed_duration_since(day).num_days());
    Ok(Waits {
        to_verify: verified().filter(cases::question.is_null()).count().get_result(&mut *db.conn)?,
        answered: answered.get_result(&mut *db.conn)?,
        without_agency: verified().filter(cases::collection_partner_id.is_null()).count().get_result(&mut *db.conn)?,
        unsigned: cases::table
            .filter(cases::lifecycle.eq(Lifecycle::PendingContractSigning).and(cases::is_test.eq(false)))
            .count()
            .get_result(&mut *db.conn)?,
        link_requests: link_requests::table
            .filter(link_requests::status.eq(LinkRequestStatus::Pending))
            .count()
            .get_result(&mut *db.conn)?,
        overdue_invoices: platform_invoices::table
            .filter(platform_invoices::status.eq(InvoiceStatus::Issued).and(platform_invoices::due_on.lt(today)))
            .count()
            .get_result(&mut *db.conn)?,
        hosts: crate::store::brands::hosts::unscoped::waiting(db)?,
        without_rate: crate::store::books::revenue::unscoped::waiting_for_rate(db)?,
        stale_rates: age.is_none_or(|age| age > RATES_OUTDATED_AFTER_DAYS).then_some(age),
    })
}
