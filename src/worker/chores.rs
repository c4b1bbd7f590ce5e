//! The recurring jobs of the worker: one table with their intervals. Several nodes may run the same job at once; every
//! step is decided by the row it changes.

use chrono::Duration;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use tokio::sync::watch;

use self::Work::{Blocking, Waiting};
use super::Worker;
use crate::actions::documents::clear_unused;
use crate::actions::people::remind_invitations;
use crate::actions::{self, Outcome};
use crate::domain::calendar::Moment;
use crate::domain::import::ROWS_KEPT_DAYS;
use crate::domain::sign_in::DEVICE_DAYS;
use crate::store;
use crate::store::documents::blobs::{BlobError, Written};

/// Hours for which idempotency keys are kept; the contract promises a day.
const IDEMPOTENCY_KEY_HOURS: i64 = 25;
/// Hours after which an unfinished upload counts as given up.
const ABANDONED_UPLOAD_HOURS: i64 = 24;
/// Days for which password links are kept. They work for an hour; used ones are kept for investigations.
const PASSWORD_LINK_DAYS: i64 = 7;

/// The longest that cases of files are made without a look at the other jobs.
const MOST_TIME_FOR_FILES: std::time::Duration = std::time::Duration::from_secs(20);

/// Documents checked in one batch.
const DOCUMENTS_PER_BATCH: usize = 500;

/// A recurring job, besides mails and the files of agreements.
struct Chore {
    /// The name in the log.
    name: &'static str,
    /// How often, in minutes.
    every_minutes: i64,
    /// The work; returns how many items it handled.
    work: Work,
}

enum Work {
    /// Blocking work, on a thread for it.
    Blocking(fn(&Worker) -> Outcome<usize>),
    /// Asynchronous work, for requests to other machines or the document store.
    Waiting(fn(&Worker) -> BoxFuture<'_, usize>),
}

/// Every job. A failed one does not stop the others and is tried again when it is next due.
#[rustfmt::skip]
const CHORES: &[Chore] = &[
    Chore { name: "files of cases",                    every_minutes: 0,       work: Blocking(make_cases) },
    Chore { name: "reminders of onboardings",          every_minutes: 5,       work: Blocking(remind_clients) },
    Chore { name: "reminders of invitations",          every_minutes: 5,       work: Blocking(remind_people) },
    Chore { name: "overdue commissions",               every_minutes: 5,       work: Blocking(chase_commissions) },
    Chore { name: "late payments of plans",            every_minutes: 5,       work: Blocking(watch_plans) },
    Chore { name: "deadlines of tomorrow",             every_minutes: 5,       work: Blocking(note_deadlines) },
    Chore { name: "what waits for the operator",       every_minutes: 5,       work: Blocking(note_summary) },
    Chore { name: "notices to mail",                   every_minutes: 1,       work: Blocking(send_notices) },
    Chore { name: "monthly updates to open",           every_minutes: 5,       work: Blocking(open_updates) },
    Chore { name: "expired link requests",             every_minutes: 5,       work: Blocking(expire_requests) },
    Chore { name: "host names of brands",              every_minutes: 5,       work: Waiting(look_up_hosts) },
    Chore { name: "invoices of last month",            every_minutes: 5,       work: Blocking(make_invoices) },
    Chore { name: "expired rows",                      every_minutes: 5,       work: Blocking(clear_rows) },
    Chore { name: "abandoned uploads",                 every_minutes: 5,       work: Waiting(clear_uploads) },
    Chore { name: "unused stored documents",           every_minutes: 24 * 60, work: Waiting(clear_documents) },
];

/// When each job was last done.
pub(super) struct Done([Option<Moment>; CHORES.len()]);

impl Done {
    /// No job was done yet.
    pub(super) fn none() -> Self {
        Self([None; CHORES.len()])
    }
}

/// Does every job that is due, until the worker is stopped.
pub(super) async fn do_due(worker: &Worker, done: &mut Done, stopped: &watch::Receiver<bool>) {
    for (chore, last) in CHORES.iter().zip(&mut done.0) {
        let now = (worker.clock)();
        if *stopped.borrow() {
            return;
        }
        if last.is_some_and(|last| now - last < Duration::minutes(chore.every_minutes)) {
            continue;
        }
        let things = match chore.work {
            Blocking(work) => worker.block(chore.name, work).await.unwrap_or_default(),
            Waiting(work) => work(worker).await,
        };
        *last = Some(now);
        if things > 0 {
            tracing::info!(chore = chore.name, things, "done");
            // The job may have queued mails.
            worker.wake.notify_one();
        }
    }
}

/// Makes the cases of files, a few rows in a transaction, for as long as there are any and for at most a while: the
/// other jobs wait meanwhile.
fn make_cases(worker: &Worker) -> Outcome<usize> {
    let begun = std::time::Instant::now();
    let mut db = worker.database.write()?;
    let mut rows = 0;
    while begun.elapsed() < MOST_TIME_FOR_FILES {
        match actions::imports::make_some(&mut db, &worker.context(), crate::web::imports::claim_of)? {
            0 => break,
            more => rows += more,
        }
    }
    Ok(rows)
}

fn remind_clients(worker: &Worker) -> Outcome<usize> {
    actions::clients::remind_onboarding(&mut worker.database.write()?, &worker.context())
}

fn remind_people(worker: &Worker) -> Outcome<usize> {
    remind_invitations(&mut worker.database.write()?, &worker.context())
}

fn chase_commissions(worker: &Worker) -> Outcome<usize> {
    actions::payments::chase_commissions(&mut worker.database.write()?, &worker.context())
}

fn watch_plans(worker: &Worker) -> Outcome<usize> {
    actions::plans::watch_plans(&mut worker.database.write()?, &worker.context())
}

fn note_deadlines(worker: &Worker) -> Outcome<usize> {
    actions::notices::note_deadlines(&mut worker.database.write()?, &worker.context())
}

fn note_summary(worker: &Worker) -> Outcome<usize> {
    actions::notices::note_summary(&mut worker.database.write()?, &worker.context())
}

fn send_notices(worker: &Worker) -> Outcome<usize> {
    actions::notices::send_due(&mut worker.database.write()?, &worker.context())
}

fn open_updates(worker: &Worker) -> Outcome<usize> {
    actions::updates::open_updates(&mut worker.database.write()?, &worker.context())
}

fn expire_requests(worker: &Worker) -> Outcome<usize> {
    let mut db = worker.database.write()?;
    actions::clients::expire_requests(&mut db, &worker.context())?;
    actions::clients::complete_older(&mut db, &worker.context())?;
    actions::revenue::complete_older(&mut db)?;
    Ok(0)
}

fn look_up_hosts(worker: &Worker) -> BoxFuture<'_, usize> {
    Box::pin(async move {
        super::hosts::look_up(worker).await;
        0
    })
}

fn make_invoices(worker: &Worker) -> Outcome<usize> {
    let (ctx, mut db) = (worker.context(), worker.database.write()?);
    actions::invoices::run_when_due(&mut db, worker.config.invoice_day, &ctx)
}

fn clear_rows(worker: &Worker) -> Outcome<usize> {
    let now = (worker.clock)();
    let mut db = worker.database.write()?;
    // A transaction each: nobody waits for all of it.
    db.write(|db| store::clients::proofs::unscoped::forget(db, now))?;
    let cleared = [
        db.write(|db| store::people::sessions::unscoped::sweep(db, now))?,
        db.write(|db| store::db::tallies::forget(db, now))?,
        db.write(|db| store::people::kept_forms::unscoped::forget(db, now))?,
        db.write(|db| store::people::codes::unscoped::forget(db, now))?,
        db.write(|db| store::people::devices::unscoped::sweep(db, now - Duration::days(DEVICE_DAYS)))?,
        db.write(|db| store::cases::imports::unscoped::forget(db, now - Duration::days(ROWS_KEPT_DAYS)))?,
        db.write(|db| store::db::once::forget(db, now - Duration::hours(IDEMPOTENCY_KEY_HOURS)))?,
        db.write(|db| store::people::resets::unscoped::sweep(db, now - Duration::days(PASSWORD_LINK_DAYS)))?,
    ];
    Ok(cleared.into_iter().sum())
}

fn clear_uploads(worker: &Worker) -> BoxFuture<'_, usize> {
    Box::pin(async move {
        let swept = worker.blobs.sweep((worker.clock)() - Duration::hours(ABANDONED_UPLOAD_HOURS)).await;
        match swept {
            Ok(uploads) => usize::try_from(uploads).unwrap_or(usize::MAX),
            Err(error) => {
                tracing::error!(%error, "abandoned uploads could not be removed");
                0
            }
        }
    })
}

/// Removes stored bytes that no document uses. They are left when a server stopped between storing an upload and
/// recording it.
fn clear_documents(worker: &Worker) -> BoxFuture<'_, usize> {
    Box::pin(async move {
        let before = (worker.clock)() - Duration::hours(ABANDONED_UPLOAD_HOURS);
        let mut found = worker.blobs.written_before(before).chunks(DOCUMENTS_PER_BATCH);
        let mut cleared = 0;
        while let Some(some) = found.next().await {
            let some: Vec<Written> = match some.into_iter().collect::<Result<_, BlobError>>() {
                Ok(some) => some,
                Err(error) => {
                    tracing::error!(%error, "unused documents could not be searched for");
                    break;
                }
            };
            let done = worker
                .block("removing unused documents", move |worker| -> Outcome<usize> {
                    clear_unused(&mut worker.database.write()?, &worker.blobs, &some, before, &worker.context())
                })
                .await;
            cleared += done.unwrap_or_default();
        }
        cleared
    })
}
