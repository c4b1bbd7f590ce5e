//! Background work: sends mails, reminds of invitations, removes what has expired. No error ends the worker; failed
//! work is logged and tried again.

mod chores;
mod dns;
mod hosts;
mod post;
mod smtp;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::actions::agreements::{Keys, Stamping, complete_all, stamp_due};
use crate::actions::{Context, Outcome};
use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::stamping::HttpPost;
use crate::store::Database;
use crate::store::documents::blobs::Blobs;

/// Other nodes wake only their own worker, so each also checks at this interval, in seconds.
const POLL_INTERVAL: Duration = Duration::from_secs(30);
/// What the worker needs.
#[derive(Clone)]
pub struct Worker {
    /// The settings.
    pub config: Config,
    /// The database.
    pub database: Database,
    /// The documents.
    pub blobs: Blobs,
    /// The keys that sign and seal agreements; without them, agreements wait.
    pub keys: Option<Arc<Keys>>,
    /// Notified when there may be mails to send.
    pub wake: Arc<Notify>,
    /// The clock.
    pub clock: fn() -> Moment,
}

/// A running worker.
pub struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    /// Finishes the present mail, then ends.
    pub async fn stop(self) {
        // If the task has already ended by itself, nobody receives this.
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the worker did not end by itself");
        }
    }
}

impl Worker {
    /// Starts the worker; it runs until it is stopped.
    ///
    /// # Errors
    /// One line that names the unusable setting.
    pub fn start(self) -> Result<Running, String> {
        let post = post::Post::new(&self.config)?;
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(self.work(post, stopped));
        Ok(Running { stop, task })
    }

    async fn work(self, post: post::Post, mut stopped: watch::Receiver<bool>) {
        let mut chores_done = chores::Done::none();
        while !*stopped.borrow() {
            self.complete_agreements().await;
            self.stamp_agreements().await;
            post.deliver(&self, &stopped).await;
            chores::do_due(&self, &mut chores_done, &stopped).await;
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep(POLL_INTERVAL) => {}
                _ = stopped.changed() => break,
            }
        }
        tracing::debug!("the worker has ended");
    }

    /// Makes the files of completely signed agreements, if this instance has the keys.
    async fn complete_agreements(&self) {
        let Some(keys) = self.keys.clone() else { return };
        let post = HttpPost::new(tokio::runtime::Handle::current());
        self.block("making files of signed agreements", move |worker| -> Outcome<usize> {
            let sources = worker.config.timestamps.sources();
            let stamping = Stamping { sources: &sources, post: &post };
            complete_all(&worker.database, &worker.blobs, &keys, &stamping, &worker.context())
        })
        .await;
    }

    /// Adds timestamps to files for which no authority answered when they were made.
    async fn stamp_agreements(&self) {
        let post = HttpPost::new(tokio::runtime::Handle::current());
        let stamped = self
            .block("adding timestamps to files", move |worker| -> Outcome<usize> {
                let sources = worker.config.timestamps.sources();
                let stamping = Stamping { sources: &sources, post: &post };
                stamp_due(&worker.database, &worker.blobs, &stamping, &worker.context())
            })
            .await;
        if let Some(stamped @ 1..) = stamped {
            tracing::info!(stamped, "signed files got their timestamp");
        }
    }

    /// What actions need, at this moment.
    fn context(&self) -> Context {
        self.config.context((self.clock)())
    }

    /// Runs blocking work on a thread for it; `None`, and a line in the log, if it failed.
    async fn block<T, E>(
        &self,
        what: &'static str,
        work: impl FnOnce(&Self) -> Result<T, E> + Send + 'static,
    ) -> Option<T>
    where
        T: Send + 'static,
        E: std::fmt::Display + Send + 'static,
    {
        let worker = self.clone();
        match tokio::task::spawn_blocking(move || work(&worker)).await {
            Ok(Ok(done)) => Some(done),
            Ok(Err(error)) => {
                tracing::error!(%error, what, "work of the worker failed");
                None
            }
            Err(error) => {
                tracing::error!(%error, what, "work of the worker failed");
                None
            }
        }
    }
}
