//! The objects of an SQLite database as text, from its catalogue.

use diesel::sql_types::Text;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};

use super::wrapped;

/// An object in the catalogue: the statement that created it, with later changes of the table included.
#[derive(QueryableByName)]
struct Object {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

/// All objects: each table with its indexes and triggers.
pub fn objects(path: &str) -> Vec<String> {
    let mut conn = SqliteConnection::establish(path).unwrap();
    let all: Vec<Object> = sql_query(
        "SELECT type AS kind, tbl_name AS owner, sql FROM sqlite_master WHERE sql IS NOT NULL \
         AND substr(tbl_name, 1, 8) <> '__diesel' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         ORDER BY tbl_name, CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'trigger' THEN 3 ELSE 4 END, name",
    )
    .load(&mut conn)
    .unwrap();
    all.iter()
        .map(|object| match object.kind.as_str() {
            "table" => table(&object.owner, &object.sql),
            "index" => wrapped(&format!("{};", one_line(&object.sql))),
            _ => format!("{};", object.sql),
        })
        .collect()
}

/// A table with one line per column and constraint. SQLite keeps the statement as typed and appends later columns at
/// the end of its last line.
fn table(name: &str, sql: &str) -> String {
    let (_, rest) = sql.split_once('(').unwrap();
    let (items, end) = items(rest);
    let lines: Vec<String> = items.iter().map(|item| laid_out(item)).collect();
    let end = if end.trim().is_empty() { String::new() } else { format!(" {}", one_line(end)) };
    format!("CREATE TABLE {name} (\n{}\n){end};", lines.join(",\n"))
}

/// The parts between the commas of a table's body, and what follows the body.
fn items(body: &str) -> (Vec<String>, &str) {
    let (mut found, mut item) = (Vec::new(), String::new());
    let (mut depth, mut is_quoted, mut is_comment) = (0, false, false);
    for (at, character) in body.char_indices() {
        match character {
            '\n' => is_comment = false,
            _ if is_comment => {}
            '\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '-' if body[at..].starts_with("--") => is_comment = true,
            '(' => depth += 1,
            ')' if depth == 0 => {
                found.push(item);
                return (found, &body[at + 1..]);
            }
            ')' => depth -= 1,
            ',' if depth == 0 => {
                found.push(std::mem::take(&mut item));
                continue;
            }
            _ => {}
        }
        item.push(character);
    }
    panic!("a table without an end: {body}");
}

/// A column or constraint on one line, below its comment.
fn laid_out(item: &str) -> String {
    let (comments, code): (Vec<&str>, Vec<&str>) =
        item.lines().map(str::trim).filter(|line| !line.is_empty()).partition(|line| line.starts_with("--"));
    let mut lines: Vec<String> = comments.iter().map(|comment| format!("  {comment}")).collect();
    lines.push(wrapped(&format!("  {}", code.join(" "))));
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim_start).collect::<Vec<_>>().join(" ").trim_end().to_owned()
}
