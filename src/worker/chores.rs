//! What is done every few minutes: reminding, and clearing away what has run out. Several nodes may do it at
//! once; every step is settled by the row it changes.

use chrono::Duration;
use futures_util::StreamExt;

use super::Worker;
use crate::actions::documents::clear_unused;
use crate::actions::people::remind_invitations;
use crate::actions::{self, ActionError, Outcome};
use crate::domain::sign_in::DEVICE_DAYS;
use crate::store;
use crate::store::blobs::{BlobError, Written};

/// Keys of repeated requests are promised for a day.
const KEYS_HOURS: i64 = 25;
/// An upload that has not moved for so long has been given up.
const UPLOAD_HOURS: i64 = 24;
/// Links to a new password live an hour; a used one is kept a little for the log's sake.
const RESET_DAYS: i64 = 7;

/// Documents that are looked at together.
const AT_ONCE: usize = 500;

/// All chores; each fails for itself.
pub(super) async fn all(worker: &Worker) {
    let onboarding = worker
        .block("reminding of onboardings", |worker| -> Outcome<usize> {
            actions::clients::remind_onboarding(&mut worker.database.write()?, &worker.here())
        })
        .await;
    let reminded = worker
        .block("reminding of invitations", |worker| -> Outcome<usize> {
            remind_invitations(&mut worker.database.write()?, &worker.here())
        })
        .await;
    let chased = worker
        .block("chasing of commissions", |worker| -> Outcome<usize> {
            actions::payments::chase_commissions(&mut worker.database.write()?, &worker.here())
        })
        .await;
    if [onboarding, reminded, chased].into_iter().flatten().any(|reminded| reminded > 0) {
        worker.wake.notify_one();
    }
    worker
        .block("plans of which something is late", |worker| -> Outcome<usize> {
            actions::plans::watch_plans(&mut worker.database.write()?, &worker.here())
        })
        .await;
    let asked = worker
        .block("monthly updates", |worker| -> Outcome<usize> {
            actions::updates::open_updates(&mut worker.database.write()?, &worker.here())
        })
        .await;
    if let Some(updates @ 1..) = asked {
        tracing::info!(updates, "asked for monthly updates");
    }
    worker
        .block("link requests and what was noted before", |worker| -> Outcome<()> {
            let mut db = worker.database.write()?;
            actions::clients::expire_requests(&mut db, &worker.here())?;
            actions::clients::complete_older(&mut db, &worker.here())
        })
        .await;
    super::hosts::look_up(worker).await;
    let issued = worker
        .block("making invoices", |worker| -> Outcome<usize> {
            let here = worker.here();
            let mut db = worker.database.write()?;
            actions::invoices::run_when_due(&mut db, worker.config.invoice_day, &here)
        })
        .await;
    if let Some(issued @ 1..) = issued {
        tracing::info!(issued, "invoices were made");
        worker.wake.notify_one();
    }
    worker
        .block("clearing away", |worker| -> Result<(), ActionError> {
            let now = (worker.clock)();
            let mut db = worker.database.write()?;
            let sessions = store::sessions::any_sweep(&mut db, now)?;
            store::tallies::any_forget(&mut db, now)?;
            store::kept_forms::any_forget(&mut db, now)?;
            store::person_codes::any_forget(&mut db, now)?;
            store::devices::any_sweep(&mut db, now - Duration::days(DEVICE_DAYS))?;
            let keys = store::once::any_forget(&mut db, now - Duration::hours(KEYS_HOURS))?;
            let resets = store::resets::any_sweep(&mut db, now - Duration::days(RESET_DAYS))?;
            store::proofs::any_forget(&mut db, now)?;
            if sessions + keys + resets > 0 {
                tracing::info!(sessions, keys, resets, "cleared away what had run out");
            }
            Ok(())
        })
        .await;
    match worker.blobs.sweep((worker.clock)() - Duration::hours(UPLOAD_HOURS)).await {
        Ok(0) => {}
        Ok(uploads) => tracing::info!(uploads, "cleared away uploads that were given up"),
        Err(error) => tracing::error!(%error, "uploads that were given up could not be cleared away"),
    }
}

/// The chore that looks at every stored document: bytes that none names any more go. They stay when a server ended
/// between storing an upload and noting it down.
pub(super) async fn clear_documents(worker: &Worker) {
    let before = (worker.clock)() - Duration::hours(UPLOAD_HOURS);
    let mut found = worker.blobs.written_before(before).chunks(AT_ONCE);
    let mut cleared = 0;
    while let Some(some) = found.next().await {
        let some: Vec<Written> = match some.into_iter().collect::<Result<_, BlobError>>() {
            Ok(some) => some,
            Err(error) => return tracing::error!(%error, "documents that nobody uses could not be looked for"),
        };
        let done = worker
            .block("clearing away documents that nobody uses", move |worker| -> Outcome<usize> {
                clear_unused(&mut worker.database.write()?, &worker.blobs, &some, before, &worker.here())
            })
            .await;
        cleared += done.unwrap_or_default();
    }
    if cleared > 0 {
        tracing::info!(cleared, "cleared away documents that nobody uses");
    }
}
