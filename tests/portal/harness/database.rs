//! A new database for every test: a copy of a migrated SQLite file, or a PostgreSQL database made from a migrated
//! template if `PORTAL_TEST_DATABASE_URL` names a server.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use partner_portal::store::Database;
use sha2::{Digest, Sha256};

/// The server for test databases. Its address ends with the name of a database.
const SERVER: &str = "PORTAL_TEST_DATABASE_URL";

/// A temporary folder, removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// A new, empty folder.
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("portal-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A new database with all tables and no rows.
pub enum Fresh {
    /// An SQLite file.
    Sqlite(String),
    /// A PostgreSQL database: its address, the server's address, and its name.
    Postgres { url: String, server: String, name: String },
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

/// Runs the same code on either connection.
macro_rules! on_either {
    ($self:expr, $conn:ident => $work:expr) => {
        match $self {
            Fresh::Sqlite(url) => {
                let $conn = &mut sqlite(url);
                $work
            }
            Fresh::Postgres { url, .. } => {
                let $conn = &mut PgConnection::establish(url).expect("the test's database");
                $work
            }
        }
    };
}

fn sqlite(url: &str) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(url.trim_start_matches("sqlite://")).expect("the test's database");
    conn.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON").expect("pragmas");
    conn
}

impl Fresh {
    /// Creates one; SQLite files are put into `folder`.
    pub fn new(folder: &Path) -> Self {
        match std::env::var(SERVER) {
            Ok(server) => Self::on_server(server),
            Err(_) => Self::in_file(folder),
        }
    }

    fn in_file(folder: &Path) -> Self {
        static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            let place = Folder::new();
            let file = place.path().join("template.db");
            let database = Database::open(&format!("sqlite://{}", file.display()), 1).expect("a database");
            database.migrate().expect("the migrations run");
            drop(database);
            // The journal is a second file until it is merged into the first.
            let mut conn = sqlite(&file.display().to_string());
            conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE").expect("a checkpoint");
            drop(conn);
            std::fs::read(&file).expect("the template")
        });
        let file = folder.join("portal.db");
        std::fs::write(&file, template).expect("the test's database");
        Self::Sqlite(format!("sqlite://{}", file.display()))
    }

    fn on_server(server: String) -> Self {
        static TEMPLATE: OnceLock<String> = OnceLock::new();
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let template = TEMPLATE.get_or_init(|| template_on(&server));
        let name = format!("portal_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut conn = PgConnection::establish(&server).expect("the server in PORTAL_TEST_DATABASE_URL");
        // One at a time, because a template must not be in use while it is copied.
        conn.batch_execute("SELECT pg_advisory_lock(7014)").expect("a turn");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).expect("no leftovers");
        conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).expect("a database");
        conn.batch_execute("SELECT pg_advisory_unlock(7014)").expect("the turn is over");
        Self::Postgres { url: named(&server, &name), server, name }
    }

    /// The address, as in the settings.
    pub fn url(&self) -> &str {
        match self {
            Self::Sqlite(url) | Self::Postgres { url, .. } => url,
        }
    }

    /// The number that a query returns (column `value`).
    #[track_caller]
    pub fn number(&self, query: &str) -> i64 {
        on_either!(self, conn => sql_query(query).get_result::<Number>(conn).expect(query).value)
    }

    /// The texts that a query returns (column `value`).
    #[track_caller]
    pub fn texts(&self, query: &str) -> Vec<Option<String>> {
        let rows: Vec<Words> = on_either!(self, conn => sql_query(query).load(conn).expect(query));
        rows.into_iter().map(|row| row.value).collect()
    }

    /// Locks the rows of a query in a transaction of its own until the result is dropped. Requests that need them wait,
    /// so that a test decides the order. The rows are locked and not changed: PostgreSQL does not serve those who wait
    /// for a changed row in order of arrival. On SQLite nothing is locked, since there is only one writer.
    pub fn hold(&self, statement: &str) -> Held {
        let Self::Postgres { url, .. } = self else { return Held { _conn: None } };
        let mut conn = PgConnection::establish(url).expect("the test's database");
        conn.batch_execute(&format!("BEGIN; {statement}")).expect(statement);
        Held { _conn: Some(conn) }
    }

    /// Waits until this number of connections wait for a row lock. On SQLite it returns immediately.
    pub fn until_waiting(&self, wanted: i64) {
        if matches!(self, Self::Sqlite(_)) {
            return;
        }
        let query = "SELECT count(*) AS value FROM pg_stat_activity \
                     WHERE datname = current_database() AND wait_event_type = 'Lock'";
        for _ in 0..500 {
            if self.number(query) >= wanted {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("{wanted} connections should wait for a row by now");
    }

    /// Refuses new connections and ends existing ones; `false` on SQLite, where that is not possible.
    pub fn shut(&self) -> bool {
        let Self::Postgres { server, name, .. } = self else { return false };
        let mut conn = PgConnection::establish(server).expect("the server");
        let out = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        conn.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false; {out}")).expect("shut");
        true
    }

    /// Allows connections again.
    pub fn reopen(&self) {
        if let Self::Postgres { server, name, .. } = self {
            let mut conn = PgConnection::establish(server).expect("the server");
            conn.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).expect("open");
        }
    }

    /// Changes something that no page can change, such as the end of a lock.
    #[track_caller]
    pub fn execute(&self, statement: &str) {
        on_either!(self, conn => conn.batch_execute(statement).expect(statement));
    }
}

/// Locked rows; dropping it releases them.
pub struct Held {
    _conn: Option<PgConnection>,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Self::Postgres { server, name, .. } = self
            && let Ok(mut conn) = PgConnection::establish(server)
        {
            let _ = conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// The server's address with another database's name.
pub fn named(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    if query.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{query}") }
}

/// A migrated database to copy from. Its name depends on the migrations, so it is made once for all runs.
fn template_on(server: &str) -> String {
    let mut hash = Sha256::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir("migrations/postgres")
        .expect("the migrations")
        .map(|entry| entry.expect("a folder").path())
        .collect();
    folders.sort();
    for folder in folders {
        hash.update(std::fs::read(folder.join("up.sql")).expect("a migration"));
    }
    let name = format!("portal_template_{}", &hex::encode(hash.finalize())[..12]);
    let mut conn = PgConnection::establish(server).expect("the server in PORTAL_TEST_DATABASE_URL");
    conn.batch_execute("SELECT pg_advisory_lock(7014)").expect("a turn");
    let known = sql_query(format!("SELECT count(*) AS value FROM pg_database WHERE datname = '{name}'"));
    if known.get_result::<Number>(&mut conn).expect("a count").value == 0 {
        let half = format!("{name}_making");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {half} WITH (FORCE)")).expect("no leftovers");
        conn.batch_execute(&format!("CREATE DATABASE {half}")).expect("a database");
        Database::open(&named(server, &half), 1).expect("a database").migrate().expect("the migrations run");
        // The pool's connections may still be open.
        conn.batch_execute(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{half}'; "
        ))
        .expect("nobody is left in it");
        std::thread::sleep(std::time::Duration::from_millis(200));
        conn.batch_execute(&format!("ALTER DATABASE {half} RENAME TO {name}")).expect("the template");
    }
    conn.batch_execute("SELECT pg_advisory_unlock(7014)").expect("the turn is over");
    name
}
