//! Writing in bulk, for the demo: indexes are dropped before and made again after.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::super::conn::Conn;
use crate::store::Tx;

/// An index and the statement that makes it.
#[derive(diesel::QueryableByName)]
pub(in crate::store) struct Index {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    definition: String,
}

/// Makes writing in bulk fast: no waiting for the disk, and no indexes but the keys'. Returns the indexes that
/// [`end_bulk`] makes again.
pub(in crate::store) fn begin_bulk(conn: &mut Conn) -> QueryResult<Vec<Index>> {
    let indexes: Vec<Index> = match conn {
        Conn::Sqlite(conn) => {
            // What is sorted in files, in pieces of the cache's size, is sorted by several threads.
            conn.batch_execute(
                "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -131072; \
                 PRAGMA wal_autocheckpoint = 40000; PRAGMA temp_store = FILE; PRAGMA threads = 4;",
            )?;
            diesel::sql_query(
                "SELECT name, sql AS definition FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL \
                 AND tbl_name IN ('cases', 'case_words', 'timeline', 'tasks', 'documents', 'reckonings', 'payments', 'ledger')",
            )
            .load(conn)?
        }
        Conn::Postgres(conn) => {
            conn.batch_execute("SET synchronous_commit = off")?;
            diesel::sql_query(
                "SELECT i.indexname::text AS name, i.indexdef AS definition FROM pg_indexes i \
                 WHERE i.schemaname = current_schema() \
                 AND i.tablename IN ('cases', 'case_words', 'timeline', 'tasks', 'documents', 'reckonings', 'payments', 'ledger') \
                 AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
            )
            .load(conn)?
        }
    };
    for index in &indexes {
        conn.batch_execute(&format!("DROP INDEX {}", index.name))?;
    }
    conn.batch_execute("CREATE TABLE bulk_words (case_id TEXT NOT NULL, words TEXT NOT NULL)")?;
    Ok(indexes)
}

/// Puts the words that were written as they came in their order, and does without their table.
pub(in crate::store) fn move_staged_words(tx: &mut Tx<'_>) -> QueryResult<()> {
    let found: Vec<Index> = match &mut *tx.conn {
        Conn::Sqlite(conn) => {
            diesel::sql_query("SELECT name, '' AS definition FROM sqlite_master WHERE name = 'bulk_words'")
                .load(conn)?
        }
        Conn::Postgres(conn) => diesel::sql_query(
            "SELECT tablename::text AS name, '' AS definition FROM pg_tables \
             WHERE schemaname = current_schema() AND tablename = 'bulk_words'",
        )
        .load(conn)?,
    };
    if found.is_empty() {
        return Ok(());
    }
    let unfolded = match &mut *tx.conn {
        Conn::Sqlite(_) => "json_each(b.words)",
        Conn::Postgres(_) => "json_each_text(b.words::json)",
    };
    tx.conn.batch_execute(&format!(
        "INSERT INTO case_words (collection_partner_id, word, case_id, word_before, lifecycle, is_test, created_at) \
         SELECT c.collection_partner_id, w.key, c.id, w.value, c.lifecycle, c.is_test, c.created_at \
         FROM bulk_words b JOIN cases c ON c.id = b.case_id CROSS JOIN {unfolded} w ORDER BY 1, 2, 3"
    ))?;
    tx.conn.batch_execute("DROP TABLE bulk_words")
}

/// Ends what [`begin_bulk`] began; `step` hears of every index that is made.
pub(in crate::store) fn end_bulk(conn: &mut Conn, indexes: &[Index], mut step: impl FnMut(&str)) -> QueryResult<()> {
    for index in indexes {
        step(&index.name);
        conn.batch_execute(&index.definition)?;
    }
    match conn {
        Conn::Sqlite(conn) => conn.batch_execute(
            "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; \
             PRAGMA cache_size = -2000; PRAGMA wal_autocheckpoint = 1000; PRAGMA threads = 0; \
             PRAGMA temp_store = MEMORY;",
        ),
        Conn::Postgres(conn) => {
            conn.batch_execute("SET synchronous_commit = on; ANALYZE")?;
            // Before its first vacuum a table is visited for every row that an index finds.
            conn.batch_execute("VACUUM cases, case_words")
        }
    }
}
