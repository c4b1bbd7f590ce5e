//! The rules of the code that can be checked by a program. Each failure names the file, the line and the rule.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::path::{Path, PathBuf};

/// A source file.
struct Source {
    /// Relative to the project's folder, with forward slashes.
    path: String,
    text: String,
}

impl Source {
    /// The lines of code: without comments, and without the tests at the end of the file.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.lines().position(|line| line.trim() == "#[cfg(test)]").unwrap_or(usize::MAX);
        let is_test = self.path.ends_with("/tests.rs");
        self.text
            .lines()
            .take(if is_test { 0 } else { end })
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(at, line)| (at + 1, line))
    }

    fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(&format!("src/{folder}/")) || self.path == format!("src/{folder}.rs")
    }
}

fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![root.join(folder)];
    while let Some(place) = open.pop() {
        for entry in std::fs::read_dir(&place).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if endings.iter().any(|ending| path.extension().is_some_and(|found| found == *ending)) {
                let text = std::fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn sources() -> Vec<Source> {
    files("src", &["rs"])
}

/// Fails with all findings at once.
#[track_caller]
fn none(rule: &str, findings: Vec<String>) {
    assert!(findings.is_empty(), "{rule}\n  {}", findings.join("\n  "));
}

/// The lines of `sources` that `is_wrong` finds.
fn lines<'a>(sources: impl Iterator<Item = &'a Source>, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    sources
        .flat_map(|source| {
            source
                .code()
                .filter(|(_, line)| is_wrong(line))
                .map(|(at, line)| format!("{}:{at}: {}", source.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Whether a line contains a word as a whole word.
fn says(line: &str, word: &str) -> bool {
    let is_part = |character: Option<char>| character.is_some_and(|one| one.is_alphanumeric() || one == '_');
    line.match_indices(word)
        .any(|(at, _)| !is_part(line[..at].chars().next_back()) && !is_part(line[at + word.len()..].chars().next()))
}

#[test]
fn the_domain_knows_no_frame_no_clock_and_no_disk() {
    let words =
        ["diesel", "actix_web", "askama", "serde", "serde_json", "tokio", "async", "std::env", "std::fs", "Utc::now"];
    let all = sources();
    none(
        "The domain is plain values and rules: no framework, no clock, no I/O.",
        lines(all.iter().filter(|source| source.is_in("domain")), |line| words.iter().any(|word| says(line, word))),
    );
}

#[test]
fn diesel_is_in_the_store_alone() {
    let all = sources();
    none(
        "Only the store knows Diesel.",
        lines(all.iter().filter(|source| !source.is_in("store")), |line| says(line, "diesel")),
    );
}

#[test]
fn the_kind_of_database_is_asked_in_two_files_only() {
    let all = sources();
    let elsewhere = all.iter().filter(|source| {
        source.is_in("store")
            && !["src/store/db/conn.rs", "src/store/db/dialect.rs"].contains(&source.path.as_str())
            && !source.path.starts_with("src/store/db/dialect/")
    });
    none(
        "What differs between the databases is in db/conn.rs and db/dialect.rs.",
        lines(elsewhere, |line| line.contains("Conn::Sqlite") || line.contains("Conn::Postgres")),
    );
}

#[test]
fn actix_and_templates_stay_at_the_edge() {
    let all = sources();
    let inside = |source: &&Source| ["domain", "store", "actions", "exchange"].iter().any(|room| source.is_in(room));
    none(
        "actix-web and askama belong to web and mail.",
        lines(all.iter().filter(inside), |line| says(line, "actix_web") || says(line, "askama")),
    );
}

#[test]
fn arrows_between_the_rooms_point_inwards() {
    // Each room, with the rooms it may use besides itself.
    let rooms: [(&str, &[&str]); 9] = [
        ("domain", &[]),
        ("store", &["domain"]),
        ("actions", &["domain", "store", "mail", "pdf", "words"]),
        ("words", &["domain"]),
        ("mail", &["domain", "words"]),
        ("pdf", &["domain"]),
        ("picture", &[]),
        ("exchange", &["domain"]),
        ("web", &["domain", "store", "actions", "exchange", "pdf", "picture", "words", "config"]),
    ];
    let known = [
        "domain", "store", "actions", "mail", "pdf", "picture", "words", "exchange", "web", "worker", "demo", "cli",
        "app", "routes",
    ];
    let all = sources();
    let mut findings = Vec::new();
    for (room, may) in rooms {
        let forbidden = |line: &str| {
            known
                .iter()
                .filter(|other| **other != room && !may.contains(other))
                .any(|other| line.contains(&format!("crate::{other}::")))
        };
        findings.extend(lines(all.iter().filter(|source| source.is_in(room)), forbidden));
    }
    none("A room uses only the rooms further in.", findings);
}

#[test]
fn nothing_but_the_frame_uses_web() {
    let all = sources();
    let may = ["src/app.rs", "src/routes.rs", "src/lib.rs", "src/cli.rs"];
    let others = all.iter().filter(|source| {
        !source.is_in("web")
            && !source.is_in("cli")
            && !source.is_in("worker")
            && !source.is_in("demo")
            && !source.is_in("routes")
            && !may.contains(&source.path.as_str())
    });
    none("Nothing inside imports web.", lines(others, |line| line.contains("crate::web")));
}

/// The machinery serves every slice, and knows none.
#[test]
fn the_machinery_of_web_imports_no_slice() {
    let all = sources();
    let known = ["http", "wording"];
    let is_slice = |line: &str| {
        line.match_indices("crate::web::").any(|(at, path)| {
            let rest = &line[at + path.len()..];
            !known.iter().any(|module| rest.starts_with(&format!("{module}::")))
        })
    };
    none(
        "`web/http` and `web/wording.rs` import nothing of the slices.",
        lines(all.iter().filter(|source| source.is_in("web/http") || source.is_in("web/wording")), is_slice),
    );
}

#[test]
fn only_actions_open_write_transactions() {
    let all = sources();
    let others = all.iter().filter(|source| source.is_in("web") && source.path != "src/web/http/work.rs");
    none(
        "Pages write through actions; they open no transaction of their own.",
        lines(others, |line| line.contains("db.write(")),
    );
}

/// The compiler refuses a call without the transaction that a query demands; this test finds queries that change
/// something and do not demand it.
#[test]
fn what_changes_a_row_demands_the_transaction() {
    let words = [
        "diesel::insert_into(",
        "diesel::update(",
        "diesel::delete(",
        ".execute(",
        "for_update()",
        "for_no_key_update()",
        "insert_all!(",
    ];
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| source.is_in("store")) {
        let all: Vec<(usize, &str)> = source.code().collect();
        for (place, (at, line)) in all.iter().enumerate() {
            if !words.iter().any(|word| line.contains(word)) {
                continue;
            }
            let begins = |line: &str| says(line, "fn") || line.contains("macro_rules!");
            let first = all[..=place].iter().rposition(|(_, line)| begins(line)).unwrap_or_default();
            let function: String = all[first..=place].iter().map(|(_, line)| *line).collect();
            if !function.contains("Tx<") && !function.contains(".write(|") {
                findings.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    none("A query that changes something takes the transaction (`Tx`), not a connection.", findings);
}

#[test]
fn there_is_no_unsafe_code() {
    let all = sources();
    none("No unsafe.", lines(all.iter(), |line| says(line, "unsafe") && !line.contains("'unsafe-")));
}

#[test]
fn nothing_panics_on_purpose() {
    let all = sources();
    // `#[expect(` is an attribute and no call.
    let words = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    none(
        "No panic can be reached from outside: say what failed instead.",
        lines(all.iter(), |line| words.iter().any(|word| line.contains(word)) && !line.contains("#[expect(")),
    );
}

#[test]
fn files_stay_readable() {
    // Tables and generated code.
    let exceptions = ["src/store/db/schema.rs", "src/demo/places.rs"];
    let findings = sources()
        .iter()
        .filter(|source| !exceptions.contains(&source.path.as_str()))
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > 400)
        .map(|(source, lines)| format!("{}: {lines} lines", source.path))
        .collect();
    none("A file has at most 400 lines.", findings);
}

#[test]
fn modules_are_named_for_what_they_know() {
    let findings = sources()
        .iter()
        .filter(|source| {
            source
                .path
                .trim_end_matches(".rs")
                .split('/')
                .any(|part| ["utils", "util", "helpers", "common", "services", "manager", "misc"].contains(&part))
        })
        .map(|source| source.path.clone())
        .collect();
    none("A module is named for what it knows, not for being handy.", findings);
}

/// A slice reads what comes in in two files, `query.rs` and `forms.rs`. `input.rs` is the extractor in the machinery.
#[test]
fn a_slice_names_its_files_as_the_others_do() {
    let findings = sources()
        .iter()
        .filter(|source| source.is_in("web") && !source.path.starts_with("src/web/http/"))
        .filter(|source| ["input.rs", "form.rs"].iter().any(|name| source.path.ends_with(&format!("/{name}"))))
        .map(|source| source.path.clone())
        .collect();
    none("What a list is asked for is in `query.rs`, what is posted in `forms.rs`.", findings);
}

#[test]
fn a_module_says_what_lives_in_it() {
    let findings = sources()
        .iter()
        .filter(|source| !source.path.ends_with("/tests.rs") && !source.text.starts_with("//!"))
        .map(|source| source.path.clone())
        .collect();
    none("A module opens with what lives here. (The compiler looks after everything public.)", findings);
}

/// Every query takes an actor, or something that was loaded by one. Others, for the worker or sign-in, are in a module
/// `unscoped`. The folder `db` holds no data of a tenant.
#[test]
fn a_query_has_a_reach_or_is_called_unscoped() {
    let scopes = [
        "Partner",
        "Client",
        "Referrer",
        "Operator",
        "Newcomer",
        "Subject",
        "Approver",
        "&ReferralLink",
        "&LinkRequest",
        "AgreementId",
        "&Signature",
        "Scope",
        "Account",
        "&Span",
        "CaseId",
        "Case,",
        "&Case",
        "CollectionPartnerId",
        "PersonId",
        "CreditorId",
        "MailId",
        "owner",
        "&Person",
        "MembershipId",
        "TaskId",
        "PaymentId",
        "DocumentId",
        "InvitationId",
        "FilterId",
        "key",
        "ReckoningId",
        "&Document",
        "&Invitation",
        "&Invoice",
        "&Payment",
        "&[Case]",
        "before: ",
        "organisation",
        "reckoning",
        "&FollowUp",
        "&AgencyProfile",
        "&CreditNote",
        "&InvoicePayment",
        "&KeptForm",
        "PriceRow",
        "&CarveOut",
        "&Former",
        "&Team",
        "&Customer",
    ];
    let mut findings = Vec::new();
    let all = sources();
    let is_free = |source: &&Source| source.path.ends_with("/unscoped.rs") || source.path.starts_with("src/store/db/");
    for source in all.iter().filter(|source| source.is_in("store") && !is_free(source)) {
        for (at, signature) in signatures(source) {
            let name = signature.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()).unwrap_or_default();
            let reads = ["db: &mut Db", "db: &mut Tx<", "db: &mut Writer"].iter().any(|kind| signature.contains(kind))
                || signature.contains("database: &Database");
            let answers = signature.split("->").nth(1).unwrap_or_default();
            let is_query = reads && !answers.contains("Result<(), ");
            let parameters = signature.split("->").next().unwrap_or_default();
            if is_query && !scopes.iter().any(|scope| parameters.contains(scope)) {
                findings.push(format!("{}:{at}: {name}", source.path));
            }
        }
    }
    none("A public query takes an actor or a scope; one that does not is in a module `unscoped`.", findings);
}

/// The rooms that act for nobody in particular or have checked the actor, and the few pages with a reason.
#[test]
fn few_use_what_has_no_reach() {
    let rooms = ["store", "actions", "worker", "cli", "demo"];
    let pages = [
        ("src/web/http/door.rs", "who asks is found by the key"),
        ("src/web/http/session.rs", "who asks is found by the session"),
        ("src/web/http/who.rs", "who asks is found by the link of an onboarding"),
        ("src/web/http/kept.rs", "a kept form is found by its token"),
        ("src/web/http/hosts.rs", "a brand is found by the host name, before anybody signs in"),
        ("src/web/client/holder.rs", "who asks is found by the link to a case"),
        ("src/web/account/join.rs", "an invitation is found by its token"),
        ("src/web/account/password.rs", "a reset is found by its token"),
        ("src/web/account/mod.rs", "a person chooses among their own memberships, before one of them is the actor"),
        ("src/web/account/page.rs", "a person chooses among their own memberships, before one of them is the actor"),
        ("src/web/health/mod.rs", "the length of the queue, for metrics"),
        ("src/web/verify/mod.rs", "anybody may ask whether a file is one of ours"),
        ("src/web/branding/pictures.rs", "pictures of brands are public"),
        ("src/web/branding/page.rs", "the host name of the actor’s own brand, by the actor’s id"),
        ("src/web/branding/resource.rs", "the host name of a brand that is loaded, by its id"),
        ("src/web/onboarding/done.rs", "the file of an agreement that is loaded, by its id"),
        ("src/web/onboarding/people.rs", "the people of the actor’s own company, by its id"),
        ("src/web/documents/mod.rs", "documents whose case or client was loaded before, by their ids"),
        ("src/web/signing/mod.rs", "the carve-out that the agreement on the desk is about"),
        ("src/web/clients/mod.rs", "the version of an agreement in force is no secret"),
        ("src/web/people/agreements.rs", "the version of an agreement in force is no secret"),
        ("src/web/clients/page.rs", "exchange rates belong to nobody"),
        ("src/web/rates/page.rs", "exchange rates belong to nobody"),
        ("src/web/prices/calculator.rs", "exchange rates belong to nobody; the operator sees every referral partner"),
        ("src/web/prices/page.rs", "the operator sees every price list"),
        ("src/web/operator/page.rs", "the operator sees everything"),
        ("src/web/operator/cases.rs", "the operator sees every case"),
        ("src/web/invoices/console.rs", "the operator sees every invoice"),
        ("src/web/statements/console.rs", "the operator sees every balance"),
        ("src/web/customer/coverage.rs", "coverage belongs to nobody"),
        ("src/web/referred/resource.rs", "exchange rates belong to nobody"),
        ("src/web/revenue/mod.rs", "exchange rates belong to nobody"),
        ("src/web/mailbox/mod.rs", "the mailbox of a demo shows every mail"),
    ];
    let all = sources();
    let others = all.iter().filter(|source| {
        !rooms.iter().any(|room| source.is_in(room)) && !pages.iter().any(|(path, _)| source.path == *path)
    });
    none("A page asks within the reach of who is looking at it.", lines(others, |line| line.contains("unscoped::")));
    let idle = pages.iter().filter(|(path, _)| {
        all.iter().all(|source| source.path != *path || !source.code().any(|(_, line)| line.contains("unscoped::")))
    });
    none("These have no need to be listed any more.", idle.map(|(path, _)| (*path).to_owned()).collect());
}

/// The public functions of a file, each on one line.
fn signatures(source: &Source) -> Vec<(usize, String)> {
    let all: Vec<(usize, &str)> = source.code().collect();
    let mut found = Vec::new();
    for (place, (at, line)) in all.iter().enumerate() {
        if !line.trim_start().starts_with("pub fn ") {
            continue;
        }
        let text: String = all[place..]
            .iter()
            .map(|(_, line)| line.trim())
            .scan(false, |done, line| {
                (!std::mem::replace(done, *done || line.ends_with('{'))).then(|| format!("{line} "))
            })
            .collect();
        found.push((*at, text));
    }
    found
}

#[test]
fn templates_hold_no_inline_script_and_no_inline_style() {
    let mut findings = Vec::new();
    for source in files("templates", &["html"]).iter().filter(|source| !source.path.starts_with("templates/mail/")) {
        for (at, line) in source.text.lines().enumerate() {
            let lower = line.to_lowercase();
            let inline_script = lower.contains("<script") && !lower.contains("src=");
            let handler = lower.match_indices(" on").any(|(at, _)| {
                let rest = &lower[at + 3..];
                let name: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
                !name.is_empty() && rest[name.len()..].starts_with("=\"")
            });
            if inline_script
                || handler
                || lower.contains("<style")
                || lower.contains(" style=")
                || lower.contains("javascript:")
            {
                findings.push(format!("{}:{}: {}", source.path, at + 1, line.trim()));
            }
        }
    }
    none("The content policy forbids inline script and style.", findings);
}

/// The rules for templates, styles and scripts: lines fit on a screen, and diffs are readable.
#[test]
fn templates_styles_and_scripts_are_laid_out() {
    // The longest line, by folder.
    let folders: [(&str, &[&str], usize); 3] =
        [("templates", &["html", "txt"], 160), ("static/css", &["css"], 120), ("static/js", &["js"], 120)];
    let mut findings = Vec::new();
    for (folder, endings, longest) in folders {
        for Source { path, text } in files(folder, endings) {
            for (at, line) in text.lines().enumerate() {
                let length = line.chars().count();
                let wrong = [
                    (length > longest, "too long"),
                    (line.contains('\t'), "a tab"),
                    (line.ends_with(char::is_whitespace), "ends with a blank"),
                ];
                findings.extend(
                    wrong.iter().filter(|(is, _)| *is).map(|(_, what)| format!("{path}:{}: {what} ({length})", at + 1)),
                );
            }
            if !text.ends_with('\n') || text.ends_with("\n\n") {
                findings.push(format!("{path}: ends with other than one line break"));
            }
        }
    }
    none(
        "Templates have lines of at most 160 characters, styles and scripts of 120; no tabs, no blanks at ends.",
        findings,
    );
}

/// A rule with more than two declarations has each on its own line.
#[test]
fn styles_have_one_declaration_a_line() {
    let findings = files("static/css", &["css"])
        .iter()
        .flat_map(|source| {
            let lines = source.text.lines().enumerate();
            lines
                .filter(|(_, line)| line.matches(';').count() > 2 || line.matches('{').count() > 1)
                .map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    none("One rule a line, and at most two declarations; more have a line each.", findings);
}

#[test]
fn templates_print_what_is_safe() {
    let all = files("templates", &["html", "txt"]);
    let findings = all
        .iter()
        .filter(|source| source.path.ends_with(".html"))
        .flat_map(|source| {
            let lines = source.text.lines().enumerate();
            lines
                .filter(|(_, line)| line.contains("|safe") || line.contains("| safe"))
                .map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    none("Nothing is printed unescaped.", findings);
}

#[test]
fn handlers_read_as_a_sentence() {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| source.is_in("web") && !source.path.starts_with("src/web/http/")) {
        let all: Vec<(usize, &str)> = source.code().collect();
        for (place, (at, line)) in all.iter().enumerate() {
            if !line.starts_with("pub async fn ") {
                continue;
            }
            let length = all[place..].iter().position(|(_, line)| *line == "}").unwrap_or_default() + 1;
            // Up to three lines for the parameters, besides the body.
            if length > 40 {
                let name = line.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()).unwrap_or_default();
                findings.push(format!("{}:{at}: {name} has {length} lines", source.path));
            }
        }
    }
    none("A handler is who, what, one action or query, one reply.", findings);
}

/// The compiler takes what is public in `portal-core` for used. So each name must stand in a second place.
#[test]
fn nothing_public_in_the_core_is_unused() {
    let core = ["domain", "store", "actions", "mail", "words", "exchange"];
    let all: Vec<Source> = ["src", "tests", "benches", "templates"]
        .into_iter()
        .flat_map(|folder| files(folder, &["rs", "html", "txt"]))
        .collect();
    let mut uses = std::collections::HashMap::<&str, usize>::new();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    for word in all.iter().flat_map(|source| source.text.split(|c: char| !is_part(c))) {
        *uses.entry(word).or_default() += 1;
    }
    let is_unused = |line: &str| {
        let line = line.trim_start().replace("async fn", "fn").replace("const fn", "fn");
        let Some((kind, rest)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(' ')) else { return false };
        let name = rest.split(|c: char| !is_part(c)).next().unwrap_or_default();
        ["fn", "struct", "enum", "trait", "type", "const"].contains(&kind) && uses.get(name) == Some(&1)
    };
    let inside = all.iter().filter(|source| core.iter().any(|room| source.is_in(room)));
    none("What is public in the core is used somewhere.", lines(inside, is_unused));
}
