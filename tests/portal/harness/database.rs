//! A database of its own for every test: a copy of a migrated SQLite file, or a PostgreSQL database made from
//! a migrated template when `PORTAL_TEST_DATABASE_URL` names a server.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use partner_portal::store::Database;
use sha2::{Digest, Sha256};

/// The server that the tests may make databases on; its address ends with a database's name.
const SERVER: &str = "PORTAL_TEST_DATABASE_URL";

/// A folder that goes with its owner.
pub struct Folder(PathBuf);

impl Folder {
    /// A new, empty one.
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("portal-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A fresh database with all tables and nothing in them.
pub enum Fresh {
    /// A file.
    Sqlite(String),
    /// On a server: the database's address, the server's, and its name there.
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
    /// Makes one; files go to `folder`.
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
            // The journal lies beside the file until it is folded in.
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
        // One at a time: a template must not be in use while it is copied.
        conn.batch_execute("SELECT pg_advisory_lock(7014)").expect("a turn");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).expect("no leftovers");
        conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).expect("a database");
        conn.batch_execute("SELECT pg_advisory_unlock(7014)").expect("the turn is over");
        Self::Postgres { url: named(&server, &name), server, name }
    }

    /// As the settings want it.
    pub fn url(&self) -> &str {
        match self {
            Self::Sqlite(url) | Self::Postgres { url, .. } => url,
        }
    }

    /// The one number a query answers (named `value`).
    #[track_caller]
    pub fn number(&self, query: &str) -> i64 {
        on_either!(self, conn => sql_query(query).get_result::<Number>(conn).expect(query).value)
    }

    /// The texts a query answers (named `value`).
    #[track_caller]
    pub fn texts(&self, query: &str) -> Vec<Option<String>> {
        let rows: Vec<Words> = on_either!(self, conn => sql_query(query).load(conn).expect(query));
        rows.into_iter().map(|row| row.value).collect()
    }

    /// Holds the rows that a query locks, in a transaction of its own, until it is dropped: what wants them meanwhile
    /// waits, so that a test decides who comes first. Locked, not changed: who waits for a changed row is not served
    /// in the order of arrival. On SQLite nothing is held: there is one writer.
    pub fn hold(&self, statement: &str) -> Held {
        let Self::Postgres { url, .. } = self else { return Held { _conn: None } };
        let mut conn = PgConnection::establish(url).expect("the test's database");
        conn.batch_execute(&format!("BEGIN; {statement}")).expect(statement);
        Held { _conn: Some(conn) }
    }

    /// Waits until so many connections wait for a row. On SQLite nobody does.
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

    /// Lets nobody in any more and shows everybody out; `false` on SQLite, where nobody can be.
    pub fn shut(&self) -> bool {
        let Self::Postgres { server, name, .. } = self else { return false };
        let mut conn = PgConnection::establish(server).expect("the server");
        let out = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        conn.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false; {out}")).expect("shut");
        true
    }

    /// Lets people in again.
    pub fn reopen(&self) {
        if let Self::Postgres { server, name, .. } = self {
            let mut conn = PgConnection::establish(server).expect("the server");
            conn.batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).expect("open");
        }
    }

    /// Changes something that no page can change, such as the time a lock ends.
    #[track_caller]
    pub fn execute(&self, statement: &str) {
        on_either!(self, conn => conn.batch_execute(statement).expect(statement));
    }
}

/// Rows that are held until this goes.
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

/// A migrated database to copy from. Its name follows from the migrations, so it is made once for all runs.
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
        // The pool's connections may still be closing.
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
