//! Threads for work with the database, which blocks. No more requests work at the same time than there are connections.
//! The others wait, and use no thread while they wait.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use tokio::sync::Semaphore;

use super::failure::Failure;
use crate::store::StoreError;

/// The longest wait for a thread. The longest wait for a connection is the same.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// Limits how many requests do database work at once.
#[derive(Clone, Debug)]
pub struct Threads(Arc<Semaphore>);

impl Threads {
    /// A limit that fits two pools, to read and to write, of this many connections each.
    pub fn for_connections(connections: u32) -> Self {
        let most = usize::try_from(connections).unwrap_or(usize::MAX).saturating_mul(2);
        Self(Arc::new(Semaphore::new(most.clamp(2, Semaphore::MAX_PERMITS))))
    }

    /// Runs the work and waits for it. If the caller gives up while it waits, the work does not begin.
    pub(crate) async fn run<T, E>(&self, work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: Into<Failure> + Send + 'static,
    {
        let free = tokio::time::timeout(MAX_WAIT, Arc::clone(&self.0).acquire_owned()).await;
        let Ok(Ok(place)) = free else {
            return Err(StoreError::Unreachable("no thread was free in time".to_owned()).into());
        };
        let work = move || {
            let _place = place;
            work()
        };
        let done = web::block(work).await;
        done.map_err(|error| Failure::Fault(format!("the work was given up: {error}")))?.map_err(Into::into)
    }
}
