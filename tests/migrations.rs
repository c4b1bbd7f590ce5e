//! The migrations: twins on both databases, each way and back, and the tables that the code believes in.
//! PostgreSQL takes part when `PORTAL_TEST_DATABASE_URL` names a server.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking; the harness offers more than is needed here"
)]

#[path = "portal/harness/database.rs"]
mod database;

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

/// The tables as one sorted list of lines: what is compared before and after.
fn shape(url: &str) -> Vec<String> {
    let mut lines: Vec<Line> = if let Some(path) = url.strip_prefix("sqlite://") {
        let mut conn = SqliteConnection::establish(path).unwrap();
        sql_query(
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS value FROM sqlite_master \
             WHERE name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' AND tbl_name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' \
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        )
        .load(&mut conn)
        .unwrap()
    } else {
        let mut conn = PgConnection::establish(url).unwrap();
        let columns = "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || \
             coalesce(column_default, '') AS value FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_diesel%'";
        let indexes = "SELECT indexdef AS value FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_diesel%'";
        let constraints = "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS value \
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0";
        [columns, indexes, constraints].iter().flat_map(|query| sql_query(*query).load(&mut conn).unwrap()).collect()
    };
    lines.sort_by(|one, other| one.value.cmp(&other.value));
    lines.into_iter().map(|line| line.value).filter(|line| !line.contains("__diesel")).collect()
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
    let Ok(server) = std::env::var("PORTAL_TEST_DATABASE_URL") else { return };
    let name = format!("portal_migrations_{}", std::process::id());
    let mut conn = PgConnection::establish(&server).unwrap();
    conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let url = database::named(&server, &name);
    up_down_up(&url);
    same(&columns_of_postgres(&url), &believed());
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

/// Fails with every difference by name.
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

/// What `src/store/db/schema.rs` says.
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
