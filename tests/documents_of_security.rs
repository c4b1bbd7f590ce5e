//! Checks the table of ASVS requirements in `docs/asvs.md`: each named test exists, each requirement has one row, the
//! sums are right, and each gap is explained in `docs/security.md`. Also: links of all documents lead somewhere, and
//! each section of `docs/decisions.md` that the code cites exists.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Requirements of ASVS 5.0.0 at level 1.
const REQUIREMENTS_OF_LEVEL_1: usize = 70;
/// Requirements of ASVS 5.0.0 at level 2, without those of level 1.
const REQUIREMENTS_OF_LEVEL_2: usize = 183;
/// The states a requirement can have, in the order of the columns of the sums.
const STATES: [&str; 4] = ["met", "partly", "not met", "not applicable"];

/// One row of the table.
struct RequirementRow {
    number: String,
    level: String,
    state: String,
    last: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cells of a line of a table.
fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The rows that begin with the number of a requirement.
fn rows() -> Vec<RequirementRow> {
    let is_number =
        |text: &str| text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u32>().is_ok());
    read("docs/asvs.md")
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(cells)
        .filter(|cells| is_number(&cells[0]))
        .map(|cells| {
            assert_eq!(cells.len(), 5, "requirement {} has another number of cells", cells[0]);
            let [number, level, _, state, last] = <[String; 5]>::try_from(cells).expect("five cells");
            RequirementRow { number, level, state, last }
        })
        .collect()
}

/// A text without its HTML comments.
fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

/// The tests that a text names, as file and function.
fn tests_named_in(text: &str) -> Vec<(String, String)> {
    text.split('`')
        .filter_map(|span| span.split_once("::"))
        .filter(|(file, _)| file.ends_with(".rs"))
        .map(|(file, function)| (file.to_owned(), function.to_owned()))
        .collect()
}

/// Whether a file has a test function of that name, with the attribute `test` above it.
fn has_test(text: &str, function: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.iter().enumerate().any(|(at, line)| {
        let is_it = line.strip_prefix("async ").unwrap_or(line).starts_with(&format!("fn {function}("));
        // Attributes and comments may stand between the two.
        let mut above = lines[..at].iter().rev().take_while(|line| line.starts_with('#') || line.starts_with("//"));
        is_it && above.any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    })
}

/// The anchor of a heading.
fn anchor(heading: &str) -> String {
    let lower = heading.trim_start_matches('#').trim().to_lowercase();
    lower
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-'].contains(c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_requirement_has_one_row() {
    let rows = rows();
    let numbers: BTreeSet<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers.len(), rows.len(), "a number stands there twice");
    let of_level = |level: &str| rows.iter().filter(|row| row.level == level).count();
    assert_eq!((of_level("1"), of_level("2")), (REQUIREMENTS_OF_LEVEL_1, REQUIREMENTS_OF_LEVEL_2));
    for row in &rows {
        assert!(STATES.contains(&row.state.as_str()), "{}: “{}” is no state", row.number, row.state);
        assert!(!without_comments(&row.last).is_empty(), "{}: neither a test nor a reason", row.number);
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let mut missing = Vec::new();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let documents = ["docs/asvs.md", "docs/security.md", "SECURITY.md"];
    let named = documents.iter().flat_map(|path| tests_named_in(&without_comments(&read(path)))).collect::<Vec<_>>();
    assert!(named.len() > 100, "only {} tests are named", named.len());
    for (file, function) in named {
        let text = files
            .entry(file.clone())
            .or_insert_with(|| std::fs::read_to_string(root().join(&file)).unwrap_or_default());
        if !has_test(text, &function) {
            missing.push(format!("{file}::{function}"));
        }
    }
    assert!(missing.is_empty(), "these tests are named and do not exist:\n  {}", missing.join("\n  "));
}

#[test]
fn the_sums_are_those_of_the_rows() {
    let rows = rows();
    let text = read("docs/asvs.md");
    let sums_of = |chapter: Option<&str>| {
        let is_in = |row: &&RequirementRow| chapter.is_none_or(|chapter| row.number.split('.').next() == Some(chapter));
        let mut sums: Vec<usize> =
            STATES.iter().map(|state| rows.iter().filter(is_in).filter(|row| row.state == *state).count()).collect();
        sums.push(sums.iter().sum());
        sums
    };
    let mut chapters = 0;
    for cells in text.lines().filter(|line| line.starts_with("| V") || line.starts_with("| **All**")).map(cells) {
        let said: Vec<usize> = cells[1..].iter().map(|cell| cell.parse().expect("a number")).collect();
        let chapter = cells[0].strip_prefix('V').and_then(|rest| rest.split(' ').next());
        assert_eq!(said, sums_of(chapter), "{}", cells[0]);
        chapters += 1;
    }
    assert_eq!(chapters, 18, "17 chapters, and all together");
}

#[test]
fn every_gap_is_explained() {
    let security = read("docs/security.md");
    let (_, gaps) = security.split_once("\n## Known gaps\n").expect("a section of known gaps");
    let explained: BTreeSet<String> = gaps
        .lines()
        .filter(|line| line.starts_with("| "))
        .flat_map(|line| cells(line)[0].split(',').map(|number| number.trim().to_owned()).collect::<Vec<_>>())
        .filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let open: BTreeSet<String> = rows()
        .into_iter()
        .filter(|row| ["partly", "not met"].contains(&row.state.as_str()))
        .map(|row| row.number)
        .collect();
    assert_eq!(open, explained, "the gaps of docs/asvs.md, and those that docs/security.md explains");
}

/// The Markdown files of the project's folder, of `docs` and of `benches`.
fn documents() -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["", "docs/", "benches/"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") {
                found.push(format!("{folder}{name}"));
            }
        }
    }
    found
}

/// Adds the Rust files below a folder.
fn add_sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_decision_that_is_cited_has_its_section() {
    let decisions = read("docs/decisions.md");
    let mut sources = Vec::new();
    add_sources(&root().join("src"), &mut sources);
    let mut cited = 0;
    for source in &sources {
        let text = std::fs::read_to_string(source).unwrap();
        for name in text.split("(decisions, ").skip(1).filter_map(|rest| rest.split(')').next()) {
            let heading = format!("## {name}");
            assert!(decisions.lines().any(|line| line == heading), "{}: no section “{name}”", source.display());
            cited += 1;
        }
    }
    assert!(cited > 5, "only {cited} citations were found");
}

#[test]
fn links_between_the_documents_lead_somewhere() {
    let documents = documents();
    assert!(documents.len() > 10, "only {} documents were found", documents.len());
    for from in &documents {
        let text = read(from);
        let folder = Path::new(from).parent().unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("http") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { root().join(from) } else { root().join(folder).join(file) };
            let target = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{from}: {link}: {error}"));
            let found = place.is_empty() || target.lines().any(|line| line.starts_with('#') && anchor(line) == place);
            assert!(found, "{from}: {link} has no such heading");
        }
    }
}
