//! The command line: what each command does, prints and refuses. Runs the compiled binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    unused_imports,
    reason = "tests fail by panicking, and the harness offers more than each moment needs"
)]

mod agreements;
mod demo;
#[path = "../portal/harness/mod.rs"]
mod harness;
mod logs;
mod organisations;
mod rates;
mod walk;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use harness::database::{Folder, Fresh};
use harness::{FORM, Visitor, http};

/// The program, without settings of the machine it runs on.
fn program(settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_partner-portal"));
    command.env_clear().envs(settings.iter().copied()).stdin(Stdio::null());
    command
}

fn run(settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    program(settings).args(arguments).output().expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The output of a command that must succeed.
#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{:?}\n{}{}", output.status, out(output), err(output));
    out(output)
}

/// The error lines of a command that must fail and print nothing else.
#[track_caller]
fn refused(output: &Output) -> Vec<String> {
    assert_eq!(output.status.code(), Some(1), "{}{}", out(output), err(output));
    assert_eq!(out(output), "");
    err(output).lines().map(str::to_owned).collect()
}

/// Settings with which `serve` works, in a folder.
struct Settings(Vec<(&'static str, String)>);

impl Settings {
    fn new(database: &str, folder: &Path) -> Self {
        Self(vec![
            ("PORTAL_DATABASE_URL", database.to_owned()),
            ("PORTAL_BASE_URL", "http://portal.test".to_owned()),
            ("PORTAL_DOCUMENTS_URL", format!("file://{}", folder.join("documents").display())),
            ("PORTAL_SMTP_URL", "smtp://127.0.0.1:1".to_owned()),
            ("PORTAL_SECRET_KEY", "0123456789abcdef0123456789abcdef".to_owned()),
            ("PORTAL_ENVIRONMENT", "test".to_owned()),
            ("PORTAL_BIND", "127.0.0.1:0".to_owned()),
        ])
    }

    /// The same settings with one changed; "" removes it.
    fn but(&self, name: &'static str, text: &str) -> Self {
        let mut all: Vec<_> = self.0.iter().filter(|(known, _)| *known != name).cloned().collect();
        if !text.is_empty() {
            all.push((name, text.to_owned()));
        }
        Self(all)
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str())).collect()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run(&self.pairs(), arguments)
    }
}

/// A database with all tables, with settings for it.
fn instance() -> (Fresh, Settings, Folder) {
    let folder = Folder::new();
    let fresh = Fresh::new(folder.path());
    let settings = Settings::new(fresh.url(), folder.path());
    (fresh, settings, folder)
}

/// A server started by a command; it ends when this is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Waits until it prints where it listens: in its log, or in the demo's output.
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let at = line.find("Partner Portal   http://")?;
            Some(line[at..].trim_start_matches("Partner Portal   http://").trim().to_owned())
        });
        std::thread::spawn(move || lines.for_each(drop));
        let mut said = child.stderr.take().expect("its log");
        let Some(address) = address else {
            let mut text = String::new();
            let _ = said.read_to_string(&mut text);
            panic!("it does not say where it listens:\n{text}");
        };
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { child, address }
    }

    fn get(&self, path: &str) -> http::Response {
        http::send(&self.address, "GET", path, &[], b"")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Files in a folder that other users of the machine can read or change.
fn open_to_others(folder: &Path) -> Vec<String> {
    use std::os::unix::fs::PermissionsExt;
    let mut open = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let mode = entry.metadata().expect("its mode").permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            open.push(format!("{} {mode:o}", entry.path().display()));
        }
        if entry.path().is_dir() {
            open.extend(open_to_others(&entry.path()));
        }
    }
    open
}

/// A free port, for a server whose port must be given.
fn free() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").to_string()
}

#[test]
fn what_cannot_be_understood_is_explained() {
    let nothing = run(&[], &[]);
    assert_eq!(nothing.status.code(), Some(2));
    for command in ["serve", "migrate", "operator", "demo"] {
        assert!(err(&nothing).contains(command), "{}", err(&nothing));
        assert!(done(&run(&[], &[command, "--help"])).contains("Usage"), "{command}");
    }
    assert!(done(&run(&[], &["--version"])).starts_with("partner-portal "));
    for wrong in [&["sreve"][..], &["demo", "--cases", "many"], &["demo", "--day", "someday"], &["serve", "now"]] {
        let said = run(&[], wrong);
        assert_eq!(said.status.code(), Some(2), "{wrong:?}");
        assert!(err(&said).starts_with("error: "), "{wrong:?}: {}", err(&said));
    }
}

#[test]
fn every_missing_setting_is_one_line() {
    for command in [&["serve"][..], &["migrate"], &["operator", "create-key", "--operator"]] {
        let lines = refused(&run(&[], command));
        let names: Vec<&str> = lines.iter().map(|line| line.split(' ').next().unwrap_or_default()).collect();
        assert_eq!(
            names,
            [
                "PORTAL_DATABASE_URL",
                "PORTAL_BASE_URL",
                "PORTAL_DOCUMENTS_URL",
                "PORTAL_SMTP_URL",
                "PORTAL_SECRET_KEY",
                "PORTAL_ENVIRONMENT"
            ],
            "{command:?}"
        );
        assert!(lines.iter().all(|line| line.contains(" is missing: ")), "{lines:#?}");
    }
}

#[test]
fn a_wrong_setting_is_one_line_that_names_it() {
    let (_fresh, settings, folder) = instance();
    let file = folder.path().join("a file");
    std::fs::write(&file, b"").expect("a file");
    let a_file = file.display().to_string();
    let in_file = format!("sqlite://{}/portal.db", file.display());
    let documents_in_file = format!("file://{}/documents", file.display().to_string().replace(' ', "%20"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let bind = taken.local_addr().expect("an address").to_string();
    for (name, text) in [
        ("PORTAL_DATABASE_URL", "mysql://localhost/portal"),
        ("PORTAL_DATABASE_URL", in_file.as_str()),
        ("PORTAL_BASE_URL", "portal.example.com"),
        ("PORTAL_DOCUMENTS_URL", "documents"),
        ("PORTAL_DOCUMENTS_URL", documents_in_file.as_str()),
        ("PORTAL_DOCUMENTS_URL", "s3://bucket/prefix"),
        ("PORTAL_SMTP_URL", "mail.example.com"),
        ("PORTAL_SMTP_URL", "smtp://"),
        ("PORTAL_SECRET_KEY", "short"),
        ("PORTAL_ENVIRONMENT", "staging"),
        ("PORTAL_CONNECTIONS", "many"),
        ("PORTAL_CONNECTIONS", "1"),
        ("PORTAL_METRICS_BIND", "nowhere"),
        ("PORTAL_TRUSTED_PROXIES", "10.0.0.0/8, the proxy"),
        ("PORTAL_API_LIMIT_MINUTE", "0"),
        ("PORTAL_API_LIMIT_DAY", "many"),
        ("PORTAL_DNS_SERVER", "dns"),
        ("PORTAL_REQUIRE_SECOND_FACTOR", "everybody"),
        ("PORTAL_MAIL_FROM", "nobody"),
        ("PORTAL_SIGNING_DIR", "/nowhere"),
        ("PORTAL_TIMESTAMP_URLS", "https://a.example, tsa.example"),
        ("PORTAL_TIMESTAMP_ROOTS", "/nowhere/roots.pem"),
        ("PORTAL_TIMESTAMP_ROOTS", a_file.as_str()),
        ("PORTAL_BIND", "nowhere"),
        ("PORTAL_BIND", bind.as_str()),
    ] {
        let lines = refused(&settings.but(name, text).run(&["serve"]));
        assert_eq!(lines.len(), 1, "{name}={text}: {lines:#?}");
        assert!(lines[0].starts_with(name), "{name}={text}: {lines:#?}");
        assert!(!lines[0].contains("Error {") && !lines[0].contains("Os {"), "{lines:#?}");
    }
    let two = settings.but("PORTAL_ENVIRONMENT", "").but("PORTAL_SECRET_KEY", "short");
    assert_eq!(refused(&two.run(&["serve"])).len(), 2, "all at once");
}

#[test]
fn a_secret_in_a_setting_is_never_printed() {
    let (_fresh, settings, _folder) = instance();
    for (name, text) in [
        ("PORTAL_DATABASE_URL", "postgres://portal:hunter2@127.0.0.1:1/portal"),
        ("PORTAL_SMTP_URL", "smtps://portal:hunter2@"),
        ("PORTAL_SECRET_KEY", "hunter2"),
    ] {
        let lines = refused(&settings.but(name, text).run(&["serve"]));
        assert_eq!(lines.len(), 1, "{lines:#?}");
        assert!(lines[0].starts_with(name) && !lines[0].contains("hunter2"), "{lines:#?}");
    }
}

#[test]
fn migrate_brings_the_tables_up_to_date_and_serve_wants_them() {
    let folder = Folder::new();
    let settings = Settings::new(&format!("sqlite://{}", folder.path().join("new.db").display()), folder.path());
    for command in [&["serve"][..], &["operator", "create-key", "--operator"]] {
        let lines = refused(&settings.run(command));
        assert_eq!(lines, ["The tables are not up to date. Run: partner-portal migrate"], "{command:?}");
    }
    let all = std::fs::read_dir("migrations/sqlite").expect("the migrations").count();
    let said = done(&settings.run(&["migrate"]));
    assert_eq!(said, format!("{all} migrations ran; the tables are up to date.\n"));
    let again = done(&settings.run(&["migrate"]));
    assert_eq!(again, "0 migrations ran; the tables are up to date.\n");
}

#[test]
fn serve_serves_until_it_is_told_to_end() {
    let (_fresh, settings, _folder) = instance();
    let bind = free();
    let settings = settings.but("PORTAL_BIND", &bind);
    let child = program(&settings.pairs()).arg("serve").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program starts");
    let mut log = BufReader::new(child.stderr.take().expect("its log"));
    let mut line = String::new();
    while !line.contains("serving") {
        line.clear();
        assert!(log.read_line(&mut line).expect("a line") > 0, "it ended");
    }
    assert!(line.contains("http://portal.test"), "{line}");
    assert_eq!(http::send(&bind, "GET", "/readyz", &[], b"").status, 200);
    assert_eq!(http::send(&bind, "GET", "/mailbox", &[], b"").status, 404, "only the demo has one");
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill");
    assert!(told.success());
    let mut rest = String::new();
    log.read_to_string(&mut rest).expect("its last words");
    assert!(child.wait().expect("it ends").success(), "{rest}");
    assert!(rest.contains("ended"), "{rest}");
}

#[test]
fn an_instance_is_set_up_from_the_command_line() {
    let (fresh, settings, _folder) = instance();
    let agency = ["operator", "create-agency", "--name", "Nordia Inkasso", "--country", "dk", "--time-zone"];
    let id = done(&settings.run(&[&agency[..], &["Europe/Copenhagen"]].concat())).trim().to_owned();
    assert_eq!(id.len(), 36, "{id}");
    let person = |email: &str, more: &[&str]| {
        let names = ["operator", "create-person", "--email", email, "--first-name", "Signe", "--last-name", "Holm"];
        settings.run(&[&names[..], more].concat())
    };
    let made = done(&person("signe@example.com", &["--agency", &id, "--role", "Admin"]));
    let (member, told) = made.split_once('\n').expect("an id and a password");
    assert_eq!(member.len(), 36);
    let password = told.trim().strip_prefix("The password of signe@example.com, shown only now: ").expect("a password");
    assert!(password.len() >= 12);
    // A person cannot be created twice, and an existing password is not printed.
    let again = refused(&person("signe@example.com", &["--agency", &id, "--role", "Admin"]));
    assert_eq!(again, ["signe@example.com belongs to Nordia Inkasso already."]);
    let invited = done(&person("jonas@example.com", &["--agency", &id, "--invite"]));
    assert_eq!(invited.lines().count(), 1, "{invited}");
    assert_eq!(fresh.number("SELECT count(*) AS value FROM mails WHERE to_address = 'jonas@example.com'"), 1);
    let operator = ["operator", "create-operator", "--email", "ada@example.com", "--first-name", "Ada"];
    let mut child = program(&settings.pairs())
        .args(operator)
        .args(["--last-name", "Lund", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("its ear").write_all(b"correct horse battery staple\r\nmore\n").expect("heard");
    let said = done(&child.wait_with_output().expect("it ends"));
    assert_eq!(said.lines().count(), 1, "a password that was given is not repeated: {said}");
    let key = done(&settings.run(&["operator", "create-key", "--agency", &id])).trim().to_owned();
    let newer = done(&settings.run(&["operator", "create-key", "--agency", &id])).trim().to_owned();

    let bind = free();
    let settings = settings.but("PORTAL_BIND", &bind);
    let mut serving = program(&settings.pairs());
    let mut child = serving.arg("serve").stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut log = BufReader::new(child.stderr.take().expect("its log"));
    let mut line = String::new();
    while !line.contains("serving") {
        line.clear();
        assert!(log.read_line(&mut line).expect("a line") > 0, "it ended");
    }
    std::thread::spawn(move || log.lines().for_each(drop));
    let server = Server { child, address: bind };
    let sign_in = |email: &str, password: &str| {
        let fields = http::urlencoded(&[("email", email), ("password", password)]);
        Visitor::nobody(&server.address).send("POST", "/sign-in", &FORM, fields.as_bytes())
    };
    assert_eq!(sign_in("signe@example.com", password).to(), "/partner/cases");
    assert_eq!(sign_in("ada@example.com", "correct horse battery staple").to(), "/operator");
    let cases = "/api/collection-partner/cases";
    Visitor::key(&server.address, &newer).get(cases).expect(200);
    Visitor::key(&server.address, &key).get(cases).expect(401);
    // A person who has an account keeps the password, and now belongs to two organisations.
    let joined = done(&person("signe@example.com", &["--operator", "--role", "Staff"]));
    assert!(joined.ends_with("signe@example.com signs in already and keeps their password.\n"), "{joined}");
    assert_eq!(sign_in("signe@example.com", password).to(), "/choose");
}

#[test]
fn what_an_operator_types_wrong_is_said_in_one_line() {
    let (fresh, settings, _folder) = instance();
    let names = ["--first-name", "Ada", "--last-name", "Lund"];
    let unknown = "0192d0c0-0000-7000-8000-000000000000";
    let agency = |country: &'static str, zone: &'static str| {
        vec!["create-agency", "--name", "N", "--country", country, "--time-zone", zone]
    };
    let person =
        |email: &'static str, more: &[&'static str]| [&["create-person", "--email", email], &names[..], more].concat();
    for (arguments, said) in [
        (agency("XX", "Europe/Berlin"), "country"),
        (agency("DE", "Mars/Base"), "time zone"),
        (person("ada", &["--operator", "--role", "Admin"]), "e-mail"),
        (person("ada@example.com", &["--operator", "--role", "King"]), "King"),
        (person("ada@example.com", &["--operator", "--role", "User"]), "Admin or Staff"),
        (person("ada@example.com", &["--agency", unknown]), "organisation"),
        (vec!["create-key", "--agency", unknown], "organisation"),
    ] {
        let lines = refused(&settings.run(&[&["operator"], &arguments[..]].concat()));
        assert_eq!(lines.len(), 1, "{arguments:?}: {lines:#?}");
        assert!(lines[0].contains(said), "{arguments:?}: {lines:#?}");
    }
    let mut weak = program(&settings.pairs());
    let weak = weak.args(["operator", "create-operator", "--email", "ada@example.com", "--password-stdin"]).args(names);
    let mut child = weak.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("its ear").write_all(b"short\n").expect("heard");
    let lines = refused(&child.wait_with_output().expect("it ends"));
    assert_eq!(lines.len(), 1, "{lines:#?}");
    // No option, both, or something that is not an id is an error of the command line parser.
    for wrong in [
        &["create-key"][..],
        &["create-key", "--operator", "--agency", unknown],
        &["create-key", "--referral", "x"],
        &["create-key", "--agency", "12"],
    ] {
        assert_eq!(settings.run(&[&["operator"], wrong].concat()).status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(fresh.number("SELECT count(*) AS value FROM people"), 0);
    assert_eq!(fresh.number("SELECT count(*) AS value FROM api_keys"), 0);
}

#[test]
fn what_is_created_is_its_users_alone() {
    let folder = Folder::new();
    let settings = Settings::new(&format!("sqlite://{}", folder.path().join("new.db").display()), folder.path());
    done(&settings.run(&["migrate"]));
    let keys = folder.path().join("signing").display().to_string();
    done(&run(&[], &["operator", "signing-keys", &keys]));
    assert!(folder.path().join("new.db").exists() && folder.path().join("signing/seal.key").exists());
    assert_eq!(open_to_others(folder.path()), Vec::<String>::new());
}

#[test]
fn production_refuses_weak_settings_unless_they_are_allowed() {
    let (_fresh, settings, _folder) = instance();
    let settings = settings.but("PORTAL_ENVIRONMENT", "production").but("PORTAL_BIND", "nowhere");
    // The test's database is on this machine.
    let lines = refused(&settings.run(&["serve"]));
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].starts_with("PORTAL_BASE_URL") && lines[0].ends_with("PORTAL_ALLOW=plain-http"), "{lines:#?}");
    assert!(lines[1].starts_with("PORTAL_SECRET_KEY") && lines[1].ends_with("PORTAL_ALLOW=weak-secret"), "{lines:#?}");
    let lines = refused(&settings.but("PORTAL_ALLOW", "plain-http, weak-secret").run(&["serve"]));
    assert!(lines.last().is_some_and(|line| line.starts_with("PORTAL_BIND")), "{lines:#?}");
    assert_eq!(lines.iter().filter(|line| line.contains("allowed by PORTAL_ALLOW")).count(), 2, "{lines:#?}");
    let good = settings
        .but("PORTAL_BASE_URL", "https://portal.test")
        .but("PORTAL_SECRET_KEY", "b:Zk3vQ0u9sYx1WmTq7RcLpN5hJ8dFgAeB,a:9f2b64c1d7e80a35b94c6e1f07d2a8b3");
    let lines = refused(&good.run(&["serve"]));
    assert!(lines.len() == 1 && lines[0].starts_with("PORTAL_BIND"), "{lines:#?}");
}

#[test]
fn a_key_is_replaced_with_an_overlap_where_it_is_told() {
    let (fresh, settings, _folder) = instance();
    let ending = "SELECT count(*) AS value FROM api_keys \
                  WHERE revoked_at > (SELECT max(created_at) FROM api_keys)";
    let key = ["operator", "create-key", "--operator"];
    done(&settings.run(&key));
    done(&settings.run(&[&key[..], &["--overlap"]].concat()));
    assert_eq!(fresh.number(ending), 1);
    done(&settings.run(&key));
    assert_eq!(fresh.number(ending), 0);
}

#[test]
fn a_referral_partner_is_created_and_an_agency_suspended_from_the_command_line() {
    let (fresh, settings, _folder) = instance();
    let run = |arguments: &[&str]| settings.run(&[&["operator"], arguments].concat());
    let terms = ["--country", "Denmark", "--email", "partners@ledgerly.example", "--percentage"];
    let partner =
        |percentage| run(&[&["create-referral-partner", "--name", "Ledgerly ApS"], &terms[..], &[percentage]].concat());
    let id = done(&partner("12.5")).trim().to_owned();
    let stored = format!("SELECT fee_percentage || country AS value FROM referral_partners WHERE id = '{id}'");
    assert_eq!(fresh.texts(&stored), [Some("12.5DK".to_owned())]);
    assert!(refused(&partner("a lot")).join("\n").contains("--percentage"));
    let key = done(&run(&["create-key", "--referral", &id]));
    assert!(key.trim().len() > 20, "{key}");
    let person = ["--first-name", "Mette", "--last-name", "Krog", "--email", "mette@bakke.example"];
    let client = ["create-client", "--referral-partner", &id, "--name", "Bakkegaarden A/S", "--country", "DK"];
    let client = run(&[&client[..], &person].concat());
    let made = done(&client);
    let (client, link) = made.trim().split_once('\n').expect("an id and a link");
    assert!(link.contains("/onboarding/"), "{link}");
    let stored = format!("SELECT contact_email || country AS value FROM creditors WHERE id = '{client}'");
    assert_eq!(fresh.texts(&stored), [Some("mette@bakke.exampleDK".to_owned())]);
    let suspended = run(&["suspend-client", "--client", client, "--reason", "Unpaid fees"]);
    assert_eq!(done(&suspended), "Bakkegaarden A/S is suspended\n");
    assert_eq!(done(&run(&["resume-client", "--client", client])), "Bakkegaarden A/S is active again\n");
    assert!(refused(&run(&["resume-client", "--client", client])).join("\n").contains("not suspended"));

    let partner = fresh.texts("SELECT id AS value FROM referral_partners").remove(0).expect("an id");
    let partner = ["--referral-partner", partner.as_str()];
    let ending = |verb: &'static str| run(&[&[verb], &partner[..], &["--reason", "Unpaid fees"]].concat());
    assert!(done(&ending("suspend-referral-partner")).ends_with(" is suspended\n"));
    assert!(refused(&ending("suspend-referral-partner")).join("\n").contains("suspended already"));
    assert!(done(&ending("terminate-referral-partner")).ends_with(" has ended\n"));
    let resume = [&["resume-referral-partner"], &partner[..]].concat();
    assert!(done(&run(&resume)).ends_with(" is active again\n"));
    assert!(refused(&run(&resume)).join("\n").contains("active already"));

    let agency = ["create-agency", "--name", "Nordia Inkasso", "--country", "DK", "--time-zone", "Europe/Copenhagen"];
    let agency = done(&run(&agency)).trim().to_owned();
    let suspend = ["suspend-agency", "--agency", &agency, "--reason", "Licence withdrawn"];
    assert_eq!(done(&run(&suspend)), "Nordia Inkasso is suspended\n");
    assert!(refused(&run(&suspend)).join("\n").contains("suspended already"));
    assert_eq!(done(&run(&["resume-agency", "--agency", &agency])), "Nordia Inkasso is active again\n");
    assert!(err(&run(&["resume-agency", "--agency", "odd"])).contains("this is not an id"));
}
