//! The statements that differ between the two databases.

#[cfg(feature = "demo")]
mod bulk;
mod migrations;
mod written;

#[cfg(feature = "demo")]
pub(in crate::store) use bulk::{begin_bulk, end_bulk, move_staged_words};
pub(in crate::store) use written::written_as_text;

use diesel::prelude::*;

use super::conn::Conn;
use super::schema::once;
use crate::domain::calendar::Moment;
use crate::store::Tx;

/// Inserts the row of a key; 0 if it exists. On PostgreSQL a second insert waits until the first transaction ends;
/// SQLite has only one writer anyway.
pub(in crate::store) fn claim_once(
    tx: &mut Tx<'_>,
    scope: &str,
    key: &str,
    body_hash: &str,
    at: chrono::NaiveDateTime,
) -> QueryResult<usize> {
    let values = (
        once::scope.eq(scope),
        once::key.eq(key),
        once::body_hash.eq(body_hash),
        once::answer.eq(""),
        once::created_at.eq(at),
    );
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(once::table).values(values).on_conflict_do_nothing().execute(conn),
        Conn::Postgres(conn) => diesel::insert_into(once::table).values(values).on_conflict_do_nothing().execute(conn),
    }
}

/// Stores a notice, unless there is one of the same organisation, kind and subject; returns the number of new rows.
pub(in crate::store) fn insert_notice(tx: &mut Tx<'_>, notice: &crate::store::notices::Notice) -> QueryResult<usize> {
    use super::schema::notices::table;
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(table).values(notice).on_conflict_do_nothing().execute(conn),
        Conn::Postgres(conn) => diesel::insert_into(table).values(notice).on_conflict_do_nothing().execute(conn),
    }
}

/// Adds `by` to a counter, creating it if needed, and returns the new value. The row stays locked until the transaction
/// ends.
pub(in crate::store) fn bump_counter(tx: &mut Tx<'_>, name: &str, by: i64) -> QueryResult<i64> {
    use super::schema::counters as c;
    let values = (c::name.eq(name), c::value.eq(by));
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(c::table)
            .values(values)
            .on_conflict(c::name)
            .do_update()
            .set(c::value.eq(c::value + by))
            .returning(c::value)
            .get_result(conn),
        Conn::Postgres(conn) => diesel::insert_into(c::table)
            .values(values)
            .on_conflict(c::name)
            .do_update()
            .set(c::value.eq(c::value + by))
            .returning(c::value)
            .get_result(conn),
    }
}

/// Notes that a person has signed in on a device, once however often at the same moment.
pub(in crate::store) fn put_device(tx: &mut Tx<'_>, person: &str, device: &str, now: Moment) -> QueryResult<usize> {
    use diesel::sql_types::{Text, Timestamp};
    diesel::sql_query(
        "INSERT INTO devices (person_id, token_hash, created_at, seen_at) VALUES ($1, $2, $3, $3) \
         ON CONFLICT (person_id, token_hash) DO UPDATE SET seen_at = $3",
    )
    .bind::<Text, _>(person.to_owned())
    .bind::<Text, _>(device.to_owned())
    .bind::<Timestamp, _>(now.naive_utc())
    .execute(&mut *tx.conn)
}

/// Adds `by` to a tally and returns count and end of its window. A tally that is missing or over starts a new window.
/// The row stays locked until the transaction ends.
pub(in crate::store) fn add_to_tally(
    tx: &mut Tx<'_>,
    name: &str,
    subject: &str,
    by: i64,
    now: Moment,
    until: Moment,
) -> QueryResult<(i64, chrono::NaiveDateTime)> {
    use diesel::sql_types::{BigInt, Text, Timestamp};
    #[derive(diesel::QueryableByName)]
    struct TallyRow {
        #[diesel(sql_type = BigInt)]
        count: i64,
        #[diesel(sql_type = Timestamp)]
        until_at: chrono::NaiveDateTime,
    }
    // `$1` is the first value on both databases.
    let row: TallyRow = diesel::sql_query(
        "INSERT INTO tallies (name, subject, count, began_at, until_at, last_at) VALUES ($1, $2, $3, $4, $5, $4) \
         ON CONFLICT (name, subject) DO UPDATE SET \
           count = CASE WHEN tallies.until_at > $4 THEN tallies.count + $3 ELSE $3 END, \
           began_at = CASE WHEN tallies.until_at > $4 THEN tallies.began_at ELSE $4 END, \
           until_at = CASE WHEN tallies.until_at > $4 THEN tallies.until_at ELSE $5 END, \
           last_at = $4 \
         RETURNING count, until_at",
    )
    .bind::<Text, _>(name.to_owned())
    .bind::<Text, _>(subject.to_owned())
    .bind::<BigInt, _>(by)
    .bind::<Timestamp, _>(now.naive_utc())
    .bind::<Timestamp, _>(until.naive_utc())
    .get_result(&mut *tx.conn)?;
    Ok((row.count, row.until_at))
}

/// Locks an agency's counts until the transaction ends. Without it, two transactions that change several counts in
/// different orders could wait for each other. SQLite has only one writer anyway.
pub(in crate::store) fn queue_for_counts(tx: &mut Tx<'_>, agency: &str) -> QueryResult<()> {
    use super::schema::collection_partners as a;
    match &mut *tx.conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(conn) => {
            let held = a::table.filter(a::id.eq(agency)).select(a::id).for_no_key_update();
            held.execute(conn).map(|_| ())
        }
    }
}

/// Locks cases until the transaction ends, in the order of their ids, before their dependent rows. SQLite has only one
/// writer anyway.
pub(in crate::store) fn hold_cases(tx: &mut Tx<'_>, ids: &[crate::domain::ids::CaseId]) -> QueryResult<()> {
    use super::schema::cases as c;
    match &mut *tx.conn {
        Conn::Sqlite(_) => Ok(()),
        Conn::Postgres(conn) => {
            let held = c::table.filter(c::id.eq_any(ids)).select(c::id).order(c::id.asc()).for_no_key_update();
            held.execute(conn).map(|_| ())
        }
    }
}

/// Adds `by` to the count of an agency's cases with a test flag and a state, creating the row if needed.
pub(in crate::store) fn bump_case_count(
    tx: &mut Tx<'_>,
    agency: &str,
    is_test: bool,
    lifecycle: &str,
    by: i64,
) -> QueryResult<usize> {
    use super::schema::case_counts as c;
    queue_for_counts(tx, agency)?;
    let values =
        (c::collection_partner_id.eq(agency), c::is_test.eq(is_test), c::lifecycle.eq(lifecycle), c::cases.eq(by));
    let key = (c::collection_partner_id, c::is_test, c::lifecycle);
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(c::table)
            .values(values)
            .on_conflict(key)
            .do_update()
            .set(c::cases.eq(c::cases + by))
            .execute(conn),
        Conn::Postgres(conn) => diesel::insert_into(c::table)
            .values(values)
            .on_conflict(key)
            .do_update()
            .set(c::cases.eq(c::cases + by))
            .execute(conn),
    }
}

/// Adds `by` to the count of an agency's open tasks of a kind.
pub(in crate::store) fn bump_task_count(tx: &mut Tx<'_>, agency: &str, kind: &str, by: i64) -> QueryResult<usize> {
    use super::schema::task_counts as c;
    queue_for_counts(tx, agency)?;
    let values = (c::collection_partner_id.eq(agency), c::kind.eq(kind), c::tasks.eq(by));
    let key = (c::collection_partner_id, c::kind);
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(c::table)
            .values(values)
            .on_conflict(key)
            .do_update()
            .set(c::tasks.eq(c::tasks + by))
            .execute(conn),
        Conn::Postgres(conn) => diesel::insert_into(c::table)
            .values(values)
            .on_conflict(key)
            .do_update()
            .set(c::tasks.eq(c::tasks + by))
            .execute(conn),
    }
}

/// Stores a blob's row if it is new (documents share bytes by hash), and locks it until the transaction ends. Others
/// who add or remove a document with these bytes wait.
pub(in crate::store) fn note_blob(
    tx: &mut Tx<'_>,
    sha256: &str,
    size: i64,
    now: chrono::NaiveDateTime,
) -> QueryResult<usize> {
    use super::schema::blobs as b;
    let values = (b::sha256.eq(sha256), b::size.eq(size), b::created_at.eq(now));
    // `DO NOTHING` would not lock an existing row.
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(b::table)
            .values(values)
            .on_conflict(b::sha256)
            .do_update()
            .set(b::size.eq(size))
            .execute(conn),
        Conn::Postgres(conn) => diesel::insert_into(b::table)
            .values(values)
            .on_conflict(b::sha256)
            .do_update()
            .set(b::size.eq(size))
            .execute(conn),
    }
}

/// Inserts search words in one statement.
pub(in crate::store) fn insert_words(tx: &mut Tx<'_>, rows: &[crate::store::cases::Word]) -> QueryResult<usize> {
    use super::schema::case_words as w;
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(w::table).values(rows).on_conflict_do_nothing().execute(conn),
        Conn::Postgres(conn) => diesel::insert_into(w::table).values(rows).on_conflict_do_nothing().execute(conn),
    }
}

/// Inserts rates that are not stored yet; returns their number.
pub(in crate::store) fn insert_rates(
    tx: &mut Tx<'_>,
    rows: &[crate::store::prices::rates::RateRow],
) -> QueryResult<usize> {
    use super::schema::exchange_rates as r;
    let mut new = 0;
    for rows in rows.chunks(10_000) {
        new += match &mut *tx.conn {
            Conn::Sqlite(conn) => diesel::insert_into(r::table).values(rows).on_conflict_do_nothing().execute(conn)?,
            Conn::Postgres(conn) => {
                diesel::insert_into(r::table).values(rows).on_conflict_do_nothing().execute(conn)?
            }
        };
    }
    Ok(new)
}

/// Inserts many rows. SQLite: row by row with one prepared statement, since parsing a statement with thousands of
/// values costs more. PostgreSQL: as few statements as the limit of bound values allows, since each is a round trip.
macro_rules! insert_all {
    ($tx:expr, $table:expr, $rows:expr, $columns:literal) => {{
        let tx: &mut $crate::store::Tx<'_> = $tx;
        match &mut *tx.conn {
            $crate::store::db::conn::Conn::Sqlite(conn) => {
                for row in &$rows {
                    diesel::insert_into($table).values(row).execute(conn)?;
                }
            }
            $crate::store::db::conn::Conn::Postgres(conn) => {
                for rows in $rows.chunks(30_000 / $columns) {
                    diesel::insert_into($table).values(rows).execute(conn)?;
                }
            }
        }
    }};
}
pub(in crate::store) use insert_all;

/// Copies the payouts of an invoice to its lines in one statement. Diesel cannot express it for both databases; `$1` is
/// the first value on both.
pub(in crate::store) fn copy_invoice_lines(tx: &mut Tx<'_>, invoice: &str) -> QueryResult<usize> {
    diesel::sql_query(
        "INSERT INTO invoice_lines (invoice_id, payment_id, case_id, received_on, amount, revenue, platform) \
         SELECT invoice_id, id, case_id, received_on, amount, payout_partner, payout_platform \
         FROM payments WHERE invoice_id = $1",
    )
    .bind::<diesel::sql_types::Text, _>(invoice.to_owned())
    .execute(&mut *tx.conn)
}

/// Marks the invoices of a month as made. If two runs end at the same moment, the second changes nothing.
pub(in crate::store) fn finish_run(tx: &mut Tx<'_>, month: &str, at: chrono::NaiveDateTime) -> QueryResult<usize> {
    use super::schema::invoice_runs as r;
    let values = (r::month.eq(month), r::finished_at.eq(at));
    match &mut *tx.conn {
        Conn::Sqlite(conn) => diesel::insert_into(r::table).values(values).on_conflict_do_nothing().execute(conn),
        Conn::Postgres(conn) => diesel::insert_into(r::table).values(values).on_conflict_do_nothing().execute(conn),
    }
}

/// What stands before and after a parameter with a JSON array, to make rows of it with a column `value` of text.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Unfolding {
    pub(in crate::store) before: &'static str,
    pub(in crate::store) after: &'static str,
}

/// See [`Unfolding`].
pub(in crate::store) fn unfolding(conn: &Conn) -> Unfolding {
    match conn {
        Conn::Sqlite(_) => Unfolding { before: "json_each(", after: ")" },
        Conn::Postgres(_) => Unfolding { before: "json_array_elements_text((", after: ")::json)" },
    }
}
