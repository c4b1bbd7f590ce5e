//! What is done every few minutes: reminding, and clearing away what has run out. Several nodes may do it at
//! once; every step is settled by the row it changes.

use chrono::Duration;

use super::Worker;
use crate::actions::people::remind_invitations;
use crate::actions::{ActionError, Outcome};
use crate::store;

/// Keys of repeated requests are promised for a day.
const KEYS_HOURS: i64 = 25;
/// An upload that has not moved for so long has been given up.
const UPLOAD_HOURS: i64 = 24;
/// Links to a new password live an hour; a used one is kept a little for the log's sake.
const RESET_DAYS: i64 = 7;

/// All chores; each fails for itself.
pub(super) async fn all(worker: &Worker) {
    let reminded = worker
        .block("reminding of invitations", |worker| -> Outcome<usize> {
            remind_invitations(&mut worker.database.write()?, &worker.here())
        })
        .await;
    if reminded.is_some_and(|reminded| reminded > 0) {
        worker.wake.notify_one();
    }
    worker
        .block("clearing away", |worker| -> Result<(), ActionError> {
            let now = (worker.clock)();
            let mut db = worker.database.write()?;
            let sessions = store::sessions::any_sweep(&mut db, now)?;
            let keys = store::once::any_forget(&mut db, now - Duration::hours(KEYS_HOURS))?;
            let resets = store::resets::any_sweep(&mut db, now - Duration::days(RESET_DAYS))?;
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
