//! Migrations: run up, down and up again on both databases; compared with `schema.rs`, and with the two files that show
//! their result. PostgreSQL is tested if `PORTAL_TEST_DATABASE_URL` names a server.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; the harness offers more than is needed here"
)]

#[path = "portal/harness/database.rs"]
mod database;
#[path = "migrations/postgres.rs"]
mod postgres;
#[path = "migrations/sqlite.rs"]
mod sqlite;

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use partner_portal::store::Database;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    value: String,
}

/// All tables, indexes, triggers and functions as text, to compare and to write to a file.
fn shape(url: &str) -> Vec<String> {
    match url.strip_prefix("sqlite://") {
        Some(path) => sqlite::objects(path),
        None => postgres::objects(url),
    }
}

/// A long line broken between words or after commas, never inside quotes.
fn wrapped(line: &str) -> String {
    const WIDTH: usize = 120;
    let indent = " ".repeat(line.len() - line.trim_start().len() + 2);
    let (mut lines, mut open, mut is_quoted) = (Vec::new(), String::new(), false);
    let is_end = |character: char| {
        is_quoted ^= character == '\'';
        !is_quoted && (character == ' ' || character == ',')
    };
    for piece in line.split_inclusive(is_end) {
        if open.len() + piece.trim_end().len() > WIDTH {
            lines.push(std::mem::replace(&mut open, indent.clone()));
        }
        open.push_str(if open == indent { piece.trim_start() } else { piece });
    }
    lines.push(open);
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// Compares the result of the migrations with the file of the database, or writes the file.
fn is_written_down(place: &str, url: &str) {
    let mut should = format!(
        "-- What the migrations of {} come to. To read, not to run.\n\
         -- Written by: PORTAL_WRITE_DOCS=1 cargo test --test migrations (PostgreSQL by PORTAL_TEST_DATABASE_URL)\n",
        place.trim_end_matches(".sql")
    );
    for object in shape(url) {
        // An empty line between tables and functions; indexes and triggers follow their table.
        let is_first = object.starts_with("CREATE TABLE") || object.starts_with("CREATE OR REPLACE FUNCTION");
        should.push_str(if is_first { "\n" } else { "" });
        should.push_str(&object);
        should.push('\n');
    }
    if std::env::var_os("PORTAL_WRITE_DOCS").is_some() {
        std::fs::write(place, &should).unwrap();
        return;
    }
    let is = std::fs::read_to_string(place).unwrap_or_default();
    let first = is.lines().zip(should.lines()).position(|(is, should)| is != should);
    assert!(
        is == should,
        "{place} is not what the migrations come to, from line {} on. Run this test with PORTAL_WRITE_DOCS=1.",
        first.unwrap_or_else(|| is.lines().count().min(should.lines().count())) + 1
    );
}

fn up_down_up(url: &str) {
    let database = Database::open(url, 2).unwrap();
    assert!(!database.is_current().unwrap());
    assert!(database.migrate().unwrap() > 0);
    assert!(database.is_current().unwrap());
    assert_eq!(database.migrate().unwrap(), 0, "a second time does nothing");
    let first = shape(url);
    assert!(first.len() > 20, "{first:#?}");
    database.unmigrate().unwrap();
    assert_eq!(shape(url), Vec::<String>::new(), "something stays behind");
    database.migrate().unwrap();
    assert_eq!(shape(url), first, "the way back does not end where it began");
}

fn file() -> (database::Folder, String) {
    let folder = database::Folder::new();
    let url = format!("sqlite://{}", folder.path().join("portal.db").display());
    (folder, url)
}

#[test]
fn twins_have_the_same_names() {
    let names = |place: &str| -> BTreeSet<String> {
        std::fs::read_dir(place).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let (sqlite, postgres) = (names("migrations/sqlite"), names("migrations/postgres"));
    assert_eq!(sqlite, postgres);
    for name in sqlite {
        for place in ["migrations/sqlite", "migrations/postgres"] {
            for way in ["up.sql", "down.sql"] {
                let text = std::fs::read_to_string(format!("{place}/{name}/{way}")).unwrap();
                assert!(!text.trim().is_empty(), "{place}/{name}/{way} is empty");
            }
        }
    }
}

#[test]
fn up_down_up_on_sqlite() {
    let (_folder, url) = file();
    up_down_up(&url);
}

#[test]
fn up_down_up_on_postgres() {
    on_postgres("portal_migrations", |url| {
        up_down_up(url);
        same(&columns_of_postgres(url), &believed());
    });
}

#[test]
fn what_sqlite_holds_is_written_down() {
    let (_folder, url) = file();
    Database::open(&url, 1).unwrap().migrate().unwrap();
    is_written_down("migrations/sqlite.sql", &url);
}

#[test]
fn what_postgres_holds_is_written_down() {
    on_postgres("portal_written_down", |url| {
        Database::open(url, 1).unwrap().migrate().unwrap();
        is_written_down("migrations/postgres.sql", url);
    });
}

/// Runs `work` with a new database on the server, if one is named.
fn on_postgres(name: &str, work: impl FnOnce(&str)) {
    let Ok(server) = std::env::var("PORTAL_TEST_DATABASE_URL") else { return };
    let name = format!("{name}_{}", std::process::id());
    let mut conn = PgConnection::establish(&server).unwrap();
    conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    work(&database::named(&server, &name));
    conn.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).unwrap();
}

/// Table → column → whether it may be null.
type Tables = BTreeMap<String, BTreeMap<String, bool>>;

#[test]
fn the_code_believes_in_the_tables_of_sqlite() {
    let (_folder, url) = file();
    Database::open(&url, 1).unwrap().migrate().unwrap();
    let mut conn = SqliteConnection::establish(url.trim_start_matches("sqlite://")).unwrap();
    let lines: Vec<Line> = sql_query(
        "SELECT m.name || ' ' || c.name || ' ' || CASE WHEN c.\"notnull\" = 0 THEN 'YES' ELSE 'NO' END AS value \
         FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .load(&mut conn)
    .unwrap();
    same(&tables(lines), &believed());
}

/// Fails with all differences by name.
#[track_caller]
fn same(there: &Tables, believed: &Tables) {
    let flat = |tables: &Tables| -> BTreeSet<String> {
        let column = |table: &str, (name, null): (&String, &bool)| {
            format!("{table}.{name}{}", if *null { " (may be null)" } else { "" })
        };
        tables.iter().flat_map(|(table, columns)| columns.iter().map(move |one| column(table, one))).collect()
    };
    let (there, believed) = (flat(there), flat(believed));
    let only_there: Vec<_> = there.difference(&believed).collect();
    let only_believed: Vec<_> = believed.difference(&there).collect();
    assert!(
        only_there.is_empty() && only_believed.is_empty(),
        "in the tables and not in src/store/db/schema.rs: {only_there:#?}\nthe other way round: {only_believed:#?}"
    );
}

fn columns_of_postgres(url: &str) -> Tables {
    let mut conn = PgConnection::establish(url).unwrap();
    let lines = sql_query(
        "SELECT table_name || ' ' || column_name || ' ' || is_nullable AS value FROM information_schema.columns \
         WHERE table_schema = 'public'",
    );
    tables(lines.load(&mut conn).unwrap())
}

fn tables(lines: Vec<Line>) -> Tables {
    let mut tables = Tables::new();
    for line in lines.iter().filter(|line| !line.value.starts_with("__diesel")) {
        let mut parts = line.value.split(' ');
        let (table, column, null) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        tables.entry(table.to_owned()).or_default().insert(column.to_owned(), null == "YES");
    }
    tables
}

/// The tables as `src/store/db/schema.rs` declares them.
fn believed() -> Tables {
    let text = std::fs::read_to_string("src/store/db/schema.rs").unwrap();
    let mut tables = Tables::new();
    let mut table = String::new();
    for line in text.lines().map(str::trim) {
        if let Some((name, kind)) = line.trim_end_matches(',').split_once(" -> ").filter(|_| !line.contains('!')) {
            let name = name.trim_matches('"').trim_start_matches("r#");
            tables.entry(table.clone()).or_default().insert(name.to_owned(), kind.starts_with("Nullable<"));
        } else if line.ends_with('{') && line.contains('(') {
            line.split(['(', ' ']).next().unwrap_or_default().clone_into(&mut table);
        }
    }
    tables
}
