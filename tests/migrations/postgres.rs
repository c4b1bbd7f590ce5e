//! The objects of a PostgreSQL database as text, from its catalogue, without details of the server's version or the
//! machine.

use std::collections::BTreeMap;

use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};

use super::wrapped;

/// A line about a table.
#[derive(QueryableByName)]
struct About {
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    line: String,
}

/// Tables by name, in the order of the columns.
const COLUMNS: &str = "SELECT relname::text AS owner, quote_ident(attname) || ' ' || format_type(atttypid, atttypmod) \
       || CASE WHEN attcollation <> typcollation THEN ' COLLATE ' || attcollation::regcollation::text ELSE '' END \
       || CASE WHEN attidentity <> '' THEN ' IDENTITY ' || attidentity::text ELSE '' END \
       || CASE WHEN attgenerated <> '' THEN ' GENERATED ALWAYS AS ' ELSE '' END \
       || CASE WHEN adbin IS NOT NULL AND attgenerated = '' THEN ' DEFAULT ' ELSE '' END \
       || coalesce(pg_get_expr(adbin, adrelid), '') || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END AS line \
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid JOIN pg_type ON pg_type.oid = atttypid \
     LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum \
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped \
     ORDER BY attnum";

/// Primary keys first, then checks, then foreign keys. NOT NULL is shown at the columns; some versions list it here,
/// too.
const CONSTRAINTS: &str = "SELECT relname::text AS owner, \
       'CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid, true) AS line \
     FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid \
     WHERE connamespace = 'public'::regnamespace AND contype <> 'n' \
     ORDER BY array_position(ARRAY['p','u','x','c','f'], contype::text), conname COLLATE \"C\"";

/// Indexes that do not belong to a constraint.
const INDEXES: &str = "SELECT relname::text AS owner, pg_get_indexdef(indexrelid, 0, true) AS line \
     FROM pg_index JOIN pg_class ON pg_class.oid = indrelid \
     WHERE relnamespace = 'public'::regnamespace \
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p','u','x')) \
     ORDER BY indexrelid::regclass::text COLLATE \"C\"";

const TRIGGERS: &str = "SELECT relname::text AS owner, pg_get_triggerdef(pg_trigger.oid, true) AS line \
     FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid \
     WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal ORDER BY tgname COLLATE \"C\"";

const FUNCTIONS: &str = "SELECT '' AS owner, pg_get_functiondef(oid) AS line FROM pg_proc \
     WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p') \
     ORDER BY proname COLLATE \"C\", pg_get_function_identity_arguments(oid) COLLATE \"C\"";

/// Objects of any other kind; no migration creates any yet.
const OTHERS: &str = "SELECT '' AS owner, pg_describe_object('pg_class'::regclass, oid, 0) AS line FROM pg_class \
       WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('r', 'p', 'i', 'I', 't') \
     UNION ALL SELECT '', pg_describe_object('pg_type'::regclass, oid, 0) FROM pg_type \
       WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r', 'm') \
     UNION ALL SELECT '', pg_describe_object('pg_proc'::regclass, oid, 0) FROM pg_proc \
       WHERE pronamespace = 'public'::regnamespace AND prokind NOT IN ('f', 'p')";

/// All objects: each table with its constraints, indexes and triggers; functions at the end.
pub fn objects(url: &str) -> Vec<String> {
    let mut conn = PgConnection::establish(url).unwrap();
    let mut ask = |query: &str| -> Vec<About> {
        let mut lines: Vec<About> = sql_query(query).load(&mut conn).unwrap();
        lines.retain(|about| !about.owner.starts_with("__diesel"));
        lines
    };
    let others: Vec<String> = ask(OTHERS).into_iter().map(|about| about.line).collect();
    assert!(others.is_empty(), "tests/migrations/postgres.rs does not write these down yet: {others:?}");
    let mut by_table = |query: &str| {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for about in ask(query) {
            lines.entry(about.owner).or_default().push(about.line);
        }
        lines
    };
    let (columns, mut constraints) = (by_table(COLUMNS), by_table(CONSTRAINTS));
    let (mut indexes, mut triggers) = (by_table(INDEXES), by_table(TRIGGERS));
    let mut objects = Vec::new();
    for (table, columns) in columns {
        let within = columns.into_iter().chain(constraints.remove(&table).unwrap_or_default());
        let lines: Vec<String> = within.map(|line| wrapped(&format!("  {line}"))).collect();
        objects.push(format!("CREATE TABLE {table} (\n{}\n);", lines.join(",\n")));
        objects.extend(indexes.remove(&table).unwrap_or_default().iter().map(|line| wrapped(&format!("{line};"))));
        let triggers = triggers.remove(&table).unwrap_or_default();
        objects.extend(triggers.iter().map(|line| wrapped(&format!("{line};"))));
    }
    objects.extend(ask(FUNCTIONS).iter().map(|about| format!("{};", about.line.trim_end())));
    objects
}
