//! Compares the routes, as read from the source files, with the table of rights, and the table with its generated page.
//!
//! The reader is strict: any syntax that it does not know fails the test, so that no route is missed.

use std::collections::{BTreeMap, BTreeSet};

use partner_portal::routes::rights::{self, Method, Who};

/// The routing functions by name; those in files under `routes/` are prefixed with the file's name.
fn functions() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut files = vec![(String::new(), "src/routes.rs".to_owned())];
    for entry in std::fs::read_dir("src/routes").expect("the routes") {
        let path = entry.expect("a file").path();
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.is_file() && stem != "rights" {
            files.push((format!("{stem}::"), path.to_string_lossy().into_owned()));
        }
    }
    for (module, file) in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for part in code.join("\n").split("fn ").skip(1) {
            let (name, rest) = part.split_once('(').expect("a function");
            assert!(rest.starts_with("config: &mut ServiceConfig) {"), "{file}: {name} does not mount");
            let body = rest.split_once('{').and_then(|(_, body)| body.split_once("\n}")).expect("a body").0;
            assert!(found.insert(format!("{module}{name}"), body.to_owned()).is_none(), "two functions {name}");
        }
    }
    found
}

/// Splits `head(args).call(args).call(args)` into its calls.
fn calls(text: &str) -> Vec<(String, String)> {
    let (mut all, mut name, mut args, mut depth, mut quoted) = (Vec::new(), String::new(), String::new(), 0, false);
    for character in text.chars() {
        if character == '"' {
            quoted = !quoted;
        }
        match character {
            '(' if !quoted => {
                depth += 1;
                if depth > 1 {
                    args.push(character);
                }
            }
            ')' if !quoted => {
                depth -= 1;
                if depth > 0 {
                    args.push(character);
                } else {
                    let name = std::mem::take(&mut name).trim().trim_start_matches('.').trim().to_owned();
                    all.push((name, std::mem::take(&mut args).trim().trim_end_matches(',').to_owned()));
                }
            }
            _ if depth > 0 => args.push(character),
            _ => name.push(character),
        }
    }
    assert!(name.trim().is_empty() && depth == 0, "not a chain of calls: {text}");
    all
}

/// The texts in quotation marks.
fn quoted(text: &str) -> Vec<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn method(args: &str) -> Method {
    let name = args.trim().trim_start_matches("web::");
    let known =
        [("get()", Method::Get), ("post()", Method::Post), ("put()", Method::Put), ("delete()", Method::Delete)];
    let found = known.into_iter().find(|(start, _)| name.starts_with(start));
    found.unwrap_or_else(|| panic!("not a method: {args}")).1
}

/// Reads the routes of a function, and of functions that it configures.
struct Reader {
    functions: BTreeMap<String, String>,
    mounted: BTreeSet<(String, Method)>,
}

impl Reader {
    fn function(&mut self, name: &str, prefix: &str) {
        let body = self.functions.get(name).unwrap_or_else(|| panic!("no function {name}")).clone();
        let module = name.rsplit_once("::").map(|(module, _)| format!("{module}::")).unwrap_or_default();
        for statement in body.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            if statement.starts_with("use ") {
                continue;
            }
            // The tests run with the demo.
            let statement = statement.strip_prefix("#[cfg(feature = \"demo\")]").map_or(statement, str::trim);
            let chain = statement.strip_prefix("config").unwrap_or_else(|| panic!("{name} does more: {statement}"));
            for (call, args) in calls(chain) {
                match call.as_str() {
                    "service" => self.service(&args, prefix, &module),
                    "configure" => self.function(&format!("{module}{args}"), prefix),
                    "route" => {
                        let (path, rest) = args.split_once(',').expect("a path and a method");
                        self.add(prefix, &quoted(path), method(rest));
                    }
                    "default_service" => {}
                    other => panic!("{name} mounts by .{other}()"),
                }
            }
        }
    }

    fn service(&mut self, text: &str, prefix: &str, module: &str) {
        let mut all = calls(text).into_iter();
        let (head, args) = all.next().expect("a service");
        let paths = quoted(&args);
        match head.trim_start_matches("web::") {
            "redirect" => self.add(prefix, &paths[..1], Method::Get),
            "scope" => {
                for (call, function) in all {
                    assert_eq!(call, "configure", "a scope of {prefix} mounts by .{call}()");
                    self.function(&format!("{module}{function}"), &format!("{prefix}{}", paths[0]));
                }
            }
            "resource" => {
                assert!(!paths.is_empty(), "an address that is not written out: {text}");
                for (call, args) in all {
                    assert_eq!(call, "route", "a resource mounts by .{call}()");
                    self.add(prefix, &paths, method(&args));
                }
            }
            other => panic!("{other} is mounted under {prefix}"),
        }
    }

    fn add(&mut self, prefix: &str, paths: &[String], method: Method) {
        self.mounted.extend(paths.iter().map(|path| (format!("{prefix}{path}"), method)));
    }
}

#[test]
fn every_mounted_route_has_its_line_and_every_line_its_route() {
    let mut reader = Reader { functions: functions(), mounted: BTreeSet::new() };
    reader.function("mount", "");
    let mut table = BTreeSet::new();
    for right in rights::all() {
        let line = (right.pattern, right.method);
        assert!(table.insert(line.clone()), "two lines for {} {}", line.1.name(), line.0);
    }
    let missing: Vec<_> = reader.mounted.difference(&table).collect();
    let idle: Vec<_> = table.difference(&reader.mounted).collect();
    assert!(missing.is_empty(), "mounted, and without a line in src/routes/rights/table.rs: {missing:#?}");
    assert!(idle.is_empty(), "in src/routes/rights/table.rs, and not mounted: {idle:#?}");
    assert!(table.len() > 300, "only {} routes were found", table.len());
}

/// No other file mounts routes.
#[test]
fn routes_are_mounted_in_their_own_files_only() {
    let mut open = vec![std::path::PathBuf::from("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(".rs") && !name.starts_with("src/routes") {
                let text = std::fs::read_to_string(&path).expect("a source");
                for word in ["ServiceConfig", "web::resource(", "web::scope(", "#[get(", "#[post(", "#[route("] {
                    assert!(!text.contains(word), "{name} mounts by {word}");
                }
            }
        }
    }
}

/// The page of roles, generated from the table.
fn page() -> String {
    let mut text = String::from(INTRODUCTION);
    for surface in rights::surfaces() {
        let at: Vec<String> = surface.at.iter().filter(|at| !at.is_empty()).map(|at| format!("`{at}`")).collect();
        text.push_str(&format!("\n## {}\n\n", surface.title));
        if !at.is_empty() {
            text.push_str(&format!("Under {}.\n\n", at.join(" and ")));
        }
        text.push_str("| Address | Method | Who |\n|---|---|---|\n");
        let is_for_systems_only = surface.at.iter().all(|at| at.starts_with("/api/"));
        for (method, rest, who) in surface.lines {
            let who = if is_for_systems_only { who.by_key() } else { *who };
            let rest = if rest.is_empty() { "(itself)".to_owned() } else { format!("`{}`", rest.replace('|', "\\|")) };
            text.push_str(&format!("| {rest} | {} | {} |\n", method.name(), who.label()));
        }
    }
    text
}

const INTRODUCTION: &str = include_str!("introduction.md");

#[test]
fn the_page_of_roles_says_what_the_table_says() {
    let is = std::fs::read_to_string("docs/roles.md").unwrap_or_default();
    let should = page();
    if std::env::var_os("PORTAL_WRITE_DOCS").is_some() {
        std::fs::write("docs/roles.md", &should).expect("the page");
        return;
    }
    assert!(is == should, "docs/roles.md is not what the table says. Run this test with PORTAL_WRITE_DOCS=1.");
}

#[test]
fn keys_have_the_rights_of_people_under_the_api() {
    let rights = rights::all();
    let who = |pattern: &str| rights.iter().find(|right| right.pattern == pattern).expect("a right").who;
    assert_eq!((who("/partner/cases"), who("/api/collection-partner/cases")), (Who::AgencyUser, Who::AgencyKey));
    assert_eq!((who("/operator/prices"), who("/api/operator/prices")), (Who::OperatorStaff, Who::OperatorKey));
}
