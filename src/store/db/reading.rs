//! Cancels what a request reads when its client has disconnected, on both databases. Writing is always finished.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};

thread_local! {
    static CURRENT: Cell<Option<Reading>> = const { Cell::new(None) };
}

/// Identifies what one request reads, so that it can be cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading(i64);

impl Reading {
    /// A new one, with a number that is unique in this process.
    pub fn begin() -> Self {
        static NEXT: AtomicI64 = AtomicI64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// Runs work on this thread; its reading connections belong to this reading.
    pub fn during<T>(self, work: impl FnOnce() -> T) -> T {
        struct Before(Option<Reading>);
        impl Drop for Before {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _before = Before(CURRENT.replace(Some(self)));
        work()
    }

    /// The reading of this thread, if any.
    pub(in crate::store) fn current() -> Option<Self> {
        CURRENT.get()
    }

    /// Its number, for SQLite.
    pub(in crate::store) fn number(self) -> i64 {
        self.0
    }

    /// Its name, unique among all nodes, for PostgreSQL. Letters, digits, hyphens and spaces.
    pub(in crate::store) fn name(self) -> String {
        static NODE: OnceLock<String> = OnceLock::new();
        let node = NODE.get_or_init(|| uuid::Uuid::new_v4().simple().to_string());
        format!("portal {node} {}", self.0)
    }
}
