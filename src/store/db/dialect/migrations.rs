//! Migrations of both databases: running, undoing, and checking that all have run.

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::store::db::conn::Conn;
use crate::store::{Database, Db, StoreError};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

type Fault = Box<dyn std::error::Error + Send + Sync>;

fn fault(error: &Fault) -> StoreError {
    StoreError::Migration(error.to_string())
}

impl Database {
    /// Runs the missing migrations; returns their number.
    ///
    /// # Errors
    /// If a migration fails; it is then not recorded.
    pub fn migrate(&self) -> Result<usize, StoreError> {
        let mut db = self.for_long_work().write()?;
        let ran = match &mut *db.conn {
            Conn::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(|ran| ran.len()),
            Conn::Postgres(conn) => {
                // If two nodes start at the same time, the second waits for the first.
                conn.batch_execute("SET lock_timeout = 0; SELECT pg_advisory_lock(7013);")?;
                let ran = conn.run_pending_migrations(POSTGRES).map(|ran| ran.len());
                conn.batch_execute("SELECT pg_advisory_unlock(7013); SET lock_timeout = '10s';")?;
                ran
            }
        };
        ran.map_err(|error| fault(&error))
    }

    /// Whether all migrations of this program have run.
    ///
    /// # Errors
    /// If the database cannot be reached.
    pub fn is_current(&self) -> Result<bool, StoreError> {
        let mut db = self.read()?;
        let ran = ran(&mut db)?;
        let is_current = match &*db.conn {
            Conn::Sqlite(_) => has_all::<diesel::sqlite::Sqlite>(&SQLITE, &ran),
            Conn::Postgres(_) => has_all::<diesel::pg::Pg>(&POSTGRES, &ran),
        };
        is_current.map_err(|error| fault(&error))
    }

    /// Undoes all migrations, newest first; only for tests.
    ///
    /// # Errors
    /// If a migration cannot be undone.
    pub fn unmigrate(&self) -> Result<(), StoreError> {
        let mut db = self.for_long_work().write()?;
        let undone = match &mut *db.conn {
            Conn::Sqlite(conn) => conn.revert_all_migrations(SQLITE).map(|_| ()),
            Conn::Postgres(conn) => conn.revert_all_migrations(POSTGRES).map(|_| ()),
        };
        undone.map_err(|error| fault(&error))
    }
}

#[derive(diesel::QueryableByName)]
struct Version {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// The versions that have run. Diesel's own function would create its table first, which a reading connection may not.
fn ran(db: &mut Db) -> Result<Vec<String>, StoreError> {
    let table = match &*db.conn {
        Conn::Sqlite(_) => "SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'",
        Conn::Postgres(_) => {
            "SELECT tablename::text AS version FROM pg_tables \
             WHERE schemaname = current_schema() AND tablename = '__diesel_schema_migrations'"
        }
    };
    if diesel::sql_query(table).load::<Version>(&mut *db.conn)?.is_empty() {
        return Ok(Vec::new());
    }
    let versions = diesel::sql_query("SELECT version FROM __diesel_schema_migrations");
    Ok(versions.load::<Version>(&mut *db.conn)?.into_iter().map(|found| found.version).collect())
}

fn has_all<DB: Backend>(source: &impl MigrationSource<DB>, ran: &[String]) -> Result<bool, Fault> {
    Ok(source.migrations()?.iter().all(|known| ran.contains(&known.name().version().to_string())))
}
