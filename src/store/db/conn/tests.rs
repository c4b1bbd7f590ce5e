use std::time::Instant;

use super::*;

const ENDLESS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n WHERE i < 0";

fn is_given_up(url: &str) {
    let database = Database { milliseconds: 300, ..Database::open(url, 2).expect("a database") };
    let began = Instant::now();
    for _ in 0..2 {
        let mut db = database.read().expect("a connection");
        let given_up = db.conn.batch_execute(ENDLESS).map_err(StoreError::from);
        assert!(matches!(given_up, Err(StoreError::TookTooLong)), "{given_up:?}");
    }
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    // The connection still works, and the next time limit is the usual one.
    let usual = Database { milliseconds: REQUEST_MILLISECONDS, ..database };
    usual.read().expect("a connection").conn.batch_execute("SELECT 1").expect("an answer");
}

#[test]
fn a_statement_that_takes_too_long_is_given_up() {
    on_each(is_given_up);
}

/// Runs a check on a new SQLite file, and on PostgreSQL if a server is configured.
fn on_each(check: fn(&str)) {
    static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let next = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("portal-limit-{}-{next}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    check(&format!("sqlite://{}", folder.join("limit.db").display()));
    std::fs::remove_dir_all(&folder).expect("removed");
    if let Ok(server) = std::env::var("PORTAL_TEST_DATABASE_URL") {
        check(&server);
    }
}

/// Starts an endless statement for a reading and cancels it after a moment.
fn is_cut(url: &str) {
    let database = Database::open(url, 2).expect("a database");
    let (reading, at) = (Reading::begin(), database.clone());
    let began = Instant::now();
    let reader = std::thread::spawn(move || {
        reading.during(|| {
            let mut db = at.read().expect("a connection");
            db.conn.batch_execute(ENDLESS).map_err(StoreError::from)
        })
    });
    std::thread::sleep(Duration::from_millis(300));
    database.give_up(Reading::begin()).expect("another reading");
    assert!(!reader.is_finished(), "another reading is none of its business");
    database.give_up(reading).expect("given up");
    let cut = reader.join().expect("no panic");
    assert!(matches!(cut, Err(StoreError::TookTooLong)), "{cut:?}");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    // The connection is usable by others, and a writing connection belongs to no reading.
    database.read().expect("a connection").conn.batch_execute("SELECT 1").expect("an answer");
    reading.during(|| database.write().expect("a connection").conn.batch_execute("SELECT 1").expect("an answer"));
}

#[test]
fn what_a_client_that_has_gone_reads_is_given_up() {
    on_each(is_cut);
}

/// Bypasses the types: tries to change something on a reading connection.
fn is_refused(url: &str) {
    let database = Database::open(url, 2).expect("a database");
    let table = format!("refused_{}", std::process::id());
    let made = format!("CREATE TABLE {table} (number INTEGER NOT NULL)");
    let writes = |statement: &str| database.write().expect("a connection").conn.batch_execute(statement);
    writes(&made).expect("a writing connection may");
    for change in
        [format!("INSERT INTO {table} VALUES (1)"), format!("DROP TABLE {table}"), made.replace("refused", "made")]
    {
        // All connections of the pool, each taken twice.
        let (mut one, mut other) = (database.read().expect("one"), database.read().expect("another"));
        for db in [&mut one, &mut other] {
            let refused = db.conn.batch_execute(&change).expect_err("a change").to_string();
            assert!(refused.contains("readonly") || refused.contains("read-only"), "{refused}");
        }
    }
    let mut writer = database.write().expect("a connection");
    let undone = writer.write(|tx| {
        tx.conn.batch_execute(&format!("INSERT INTO {table} VALUES (1)"))?;
        Err::<(), _>(StoreError::NotFound)
    });
    assert!(matches!(undone, Err(StoreError::NotFound)), "{undone:?}");
    drop(writer);
    writes(&format!("DROP TABLE {table}")).expect("dropped");
}

#[test]
fn a_connection_that_reads_cannot_change_anything() {
    on_each(is_refused);
}
