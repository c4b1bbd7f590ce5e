//! SQLite and PostgreSQL behind one type: connection pools, pragmas, and the only way to write.
//!
//! Three types say what a connection may do. With a [`Db`] the database itself refuses all changes. A [`Writer`] opens
//! transactions. A [`Tx`] is a transaction; every function that changes rows takes one.

#![allow(missing_docs, reason = "what the derive of `Conn` adds has no docstrings; everything else here has")]

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{CustomizeConnection, ManageConnection, Pool, PooledConnection, R2D2Connection};
use diesel::{Connection, PgConnection, SqliteConnection};

use super::reading::Reading;
use crate::store::StoreError;

/// Time limit in milliseconds for the statements of a request: on PostgreSQL per statement, on SQLite for the whole use
/// of a connection. See [`Database::for_long_work`].
const REQUEST_MILLISECONDS: u32 = 30_000;

/// A connection to either database. All queries are written once, for this type.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// An embedded SQLite file.
    Sqlite(SqliteConnection),
    /// A PostgreSQL server.
    Postgres(PgConnection),
}

/// The kind of database in an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::store) enum Kind {
    Sqlite,
    Postgres,
}

/// Opens connections for a pool. Unknown schemes are refused at start.
#[derive(Debug, Clone)]
pub(in crate::store) struct Opener {
    kind: Kind,
    address: String,
    /// Whether the database refuses changes on its connections.
    only_reads: bool,
}

impl Opener {
    fn new(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            return Ok(Self { kind: Kind::Sqlite, address: path.to_owned(), only_reads: false });
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self { kind: Kind::Postgres, address: url.to_owned(), only_reads: false });
        }
        Err(StoreError::Address("the database address must begin with sqlite:// or postgres://".to_owned()))
    }

    fn open(&self) -> Result<Conn, diesel::ConnectionError> {
        match self.kind {
            Kind::Sqlite => {
                let mut conn = SqliteConnection::establish(&self.address)?;
                // Foreign keys are off by default in SQLite, per connection. With WAL, reading goes on while somebody
                // writes.
                conn.batch_execute(
                    "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
                     PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2000; \
                     PRAGMA mmap_size = 1073741824;",
                )
                .and_then(|()| conn.batch_execute(if self.only_reads { "PRAGMA query_only = ON" } else { "" }))
                .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Sqlite(conn))
            }
            Kind::Postgres => {
                let mut conn = PgConnection::establish(&self.address)?;
                let only_reads = if self.only_reads { "on" } else { "off" };
                conn.batch_execute(&format!(
                    "SET TIME ZONE 'UTC'; SET lock_timeout = '10s'; SET client_min_messages = warning; \
                     SET default_transaction_read_only = {only_reads}; {}",
                    settings(REQUEST_MILLISECONDS, "")
                ))
                .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
                Ok(Conn::Postgres(conn))
            }
        }
    }
}

/// Sets time limits and the name of the current reading on a PostgreSQL connection.
fn settings(milliseconds: u32, name: &str) -> String {
    format!(
        "SET statement_timeout = {milliseconds}; SET idle_in_transaction_session_timeout = {milliseconds}; \
         SET application_name = '{name}'"
    )
}

impl ManageConnection for Opener {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        self.open().map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        R2D2Connection::is_broken(conn)
    }
}

#[derive(Debug)]
struct Nothing;
impl CustomizeConnection<Conn, diesel::r2d2::Error> for Nothing {}

/// The database: one pool of connections for reading and one for writing.
///
/// Statements of requests have a time limit; long work uses [`Database::for_long_work`].
///
/// On connections of the reading pool the database refuses changes. SQLite allows one writer at a time, so its writing
/// pool has one connection: writers queue in order instead of polling the lock. On PostgreSQL both pools have the same
/// size.
#[derive(Clone)]
pub struct Database {
    read: Pool<Opener>,
    write: Pool<Opener>,
    opener: Opener,
    /// The time limit in milliseconds; 0 means none.
    milliseconds: u32,
}

/// Numbers of open and idle connections.
#[derive(Clone, Copy, Debug)]
pub struct Pools {
    /// Of the pool for reading.
    pub read: (u32, u32),
    /// Of the pool for writing.
    pub write: (u32, u32),
}

impl Database {
    /// Connects to `sqlite://path` or `postgres://…`, with `connections` for reading, and on PostgreSQL the same number
    /// for writing.
    ///
    /// # Errors
    /// If the scheme is unknown, or the database cannot be reached within five seconds.
    pub fn open(url: &str, connections: u32) -> Result<Self, StoreError> {
        let opener = Opener::new(url)?;
        let pool = |size: u32, opener: &Opener| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(Duration::from_secs(5))
                .test_on_check_out(opener.kind == Kind::Postgres)
                .connection_customizer(Box::new(Nothing))
                .build(opener.clone())
                .map_err(|error| StoreError::Unreachable(error.to_string()))
        };
        let write = pool(if opener.kind == Kind::Sqlite { 1 } else { connections }, &opener)?;
        let read = pool(connections, &Opener { only_reads: true, ..opener.clone() })?;
        Ok(Self { read, write, opener, milliseconds: REQUEST_MILLISECONDS })
    }

    /// A connection for a request that only reads.
    ///
    /// # Errors
    /// If none is free in time.
    pub fn read(&self) -> Result<Db, StoreError> {
        self.connection(&self.read, Reading::current())
    }

    /// A connection for a request that may write.
    ///
    /// # Errors
    /// If none is free in time.
    pub fn write(&self) -> Result<Writer, StoreError> {
        Ok(Writer { db: self.connection(&self.write, None)?, is_in_transaction: false })
    }

    fn connection(&self, pool: &Pool<Opener>, reading: Option<Reading>) -> Result<Db, StoreError> {
        let conn = pool.get().map_err(|error| StoreError::Unreachable(error.to_string()))?;
        let is_unusual = self.milliseconds != REQUEST_MILLISECONDS || reading.is_some();
        let mut db = Db { conn, is_set_up: is_unusual };
        match &mut *db.conn {
            Conn::Sqlite(conn) => {
                let number = reading.map_or(0, Reading::number);
                conn.batch_execute(&format!("SELECT portal_time_limit({}, {number})", self.milliseconds))?;
            }
            Conn::Postgres(conn) if is_unusual => {
                conn.batch_execute(&settings(self.milliseconds, &reading.map_or(String::new(), Reading::name)))?;
            }
            Conn::Postgres(_) => {}
        }
        Ok(db)
    }

    /// Cancels the running statements of a reading, and on SQLite also its further ones.
    ///
    /// # Errors
    /// If the database cannot be reached.
    pub fn give_up(&self, reading: Reading) -> Result<(), StoreError> {
        let unreachable = |error: diesel::ConnectionError| StoreError::Unreachable(error.to_string());
        match self.opener.kind {
            // Uses a new in-memory connection, because all connections of the pool may be busy with what is to be
            // cancelled.
            Kind::Sqlite => {
                let mut conn = SqliteConnection::establish(":memory:").map_err(unreachable)?;
                conn.batch_execute(&format!("SELECT portal_give_up({})", reading.number()))?;
            }
            Kind::Postgres => {
                let mut conn = PgConnection::establish(&self.opener.address).map_err(unreachable)?;
                conn.batch_execute(&format!(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity \
                     WHERE application_name = '{}' AND state = 'active'",
                    reading.name()
                ))?;
            }
        }
        Ok(())
    }

    /// The same database for long work: the worker, the command line, seeding. Its statements have no time limit.
    #[must_use]
    pub fn for_long_work(&self) -> Self {
        Self { milliseconds: 0, ..self.clone() }
    }

    /// Numbers of open and idle connections.
    pub fn pool(&self) -> Pools {
        let state = |pool: &Pool<Opener>| {
            let state = pool.state();
            (state.connections, state.idle_connections)
        };
        Pools { read: state(&self.read), write: state(&self.write) }
    }
}

/// A connection for reading. The queries are in the other folders of the store.
pub struct Db {
    pub(in crate::store) conn: PooledConnection<Opener>,
    is_set_up: bool,
}

impl Drop for Db {
    fn drop(&mut self) {
        if !self.is_set_up {
            return;
        }
        // On SQLite the next user of the connection sets its own name.
        if let Conn::Postgres(conn) = &mut *self.conn
            && let Err(error) = conn.batch_execute(&settings(REQUEST_MILLISECONDS, ""))
        {
            tracing::warn!(%error, "a connection goes without its time limit");
        }
    }
}

/// A connection for writing. All changes happen in [`Writer::write`]. It also reads like a [`Db`].
pub struct Writer {
    db: Db,
    is_in_transaction: bool,
}

/// A transaction: all of its changes are stored, or none. It also reads like a [`Db`], and can be used as a [`Writer`]
/// whose transactions join this one, for an action that is part of another.
pub struct Tx<'a> {
    writer: &'a mut Writer,
}

impl Deref for Writer {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl DerefMut for Writer {
    fn deref_mut(&mut self) -> &mut Db {
        &mut self.db
    }
}

impl Deref for Tx<'_> {
    type Target = Writer;

    fn deref(&self) -> &Writer {
        self.writer
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Writer {
        self.writer
    }
}

impl Writer {
    /// Runs `work` in a transaction; any `Err` rolls everything back.
    ///
    /// On SQLite the transaction takes the write lock at its start, so what it reads stays true until the commit. On
    /// PostgreSQL races are settled by guarded updates. Inside another transaction it joins that one.
    ///
    /// # Errors
    /// The error of `work`, or a failure to begin or commit.
    pub fn write<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.transact("BEGIN", work)
    }

    /// Like [`Writer::write`], for a change that depends on what was read before it: on PostgreSQL, too, what it reads
    /// stays true until the commit.
    ///
    /// # Errors
    /// As [`Writer::write`]; [`StoreError::Changed`] if another transaction changed one of its rows after it began.
    pub fn write_if_unchanged<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transact("BEGIN ISOLATION LEVEL REPEATABLE READ", work)
    }

    fn transact<T, E: From<StoreError>>(
        &mut self,
        begin_on_postgres: &str,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.is_in_transaction {
            return work(&mut Tx { writer: self });
        }
        let begin = match &mut *self.db.conn {
            Conn::Sqlite(conn) => conn.batch_execute("BEGIN IMMEDIATE"),
            Conn::Postgres(conn) => conn.batch_execute(begin_on_postgres),
        };
        begin.map_err(StoreError::from)?;
        self.is_in_transaction = true;
        let guard = Rollback { writer: self, armed: true };
        guard.run(work)
    }

    /// The connection outside of any transaction, for what cannot happen inside one: how the demo writes in bulk (pragmas,
    /// indexes put aside, VACUUM). A row of the business never changes through it.
    #[cfg(feature = "demo")]
    pub(in crate::store) fn without_transaction(&mut self) -> &mut Conn {
        &mut self.db.conn
    }
}

/// Rolls back if `work` fails or panics, so that no connection returns to the pool inside a transaction.
struct Rollback<'a> {
    writer: &'a mut Writer,
    armed: bool,
}

impl Rollback<'_> {
    fn run<T, E: From<StoreError>>(mut self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let done = work(&mut Tx { writer: self.writer })?;
        self.writer.conn.batch_execute("COMMIT").map_err(StoreError::from)?;
        self.armed = false;
        Ok(done)
    }
}

impl Drop for Rollback<'_> {
    fn drop(&mut self) {
        self.writer.is_in_transaction = false;
        if self.armed
            && let Err(error) = self.writer.conn.batch_execute("ROLLBACK")
        {
            tracing::warn!(%error, "a transaction could not be rolled back");
        }
    }
}

#[cfg(test)]
mod tests;
