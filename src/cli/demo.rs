//! `demo`: made-up data in one folder, created at the first start and then served.

use std::fs;
use std::io::{IsTerminal, Write};
use std::net::ToSocketAddrs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use clap::Args;

use super::progress::progress;
use super::{from_environment, listen, run as serve};
use crate::app;
use crate::config::Config;

use crate::demo::{self, Seed, credentials::Credentials};
use crate::secrets::MIN_SECRET_CHARACTERS;
use crate::store;
use crate::web::http::work::Shared;

/// Age of the demo's keys: older than anything signed in it.
const AGE_OF_DEMO_KEYS: chrono::Duration = chrono::Duration::days(720);

/// The options of `demo`.
#[derive(Args)]
pub(super) struct Options {
    /// The folder of the data.
    #[arg(long, env = "PORTAL_DATA_DIR", default_value = "./data")]
    data_dir: PathBuf,
    /// The address to listen on.
    #[arg(long, env = "PORTAL_BIND", default_value = "127.0.0.1:8080")]
    bind: String,
    /// Listen on an address that other machines can reach: everybody who can reach it can read every mail of the demo.
    #[arg(long)]
    public: bool,
    /// Add cases until there are this many, for measuring.
    #[arg(long, value_parser = clap::value_parser!(u32).range(..=5_000_000))]
    cases: Option<u32>,
    /// Another number gives other data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The last day of the data; defaults to today.
    #[arg(long)]
    day: Option<NaiveDate>,
    /// Start again: data of an earlier demo are removed.
    #[arg(long)]
    fresh: bool,
    /// Create the data and stop.
    #[arg(long)]
    no_serve: bool,
}

/// Creates the data if there are none, prints the sign-ins, and serves.
pub(super) fn run(options: &Options) -> Result<(), Vec<String>> {
    let folder = std::path::absolute(&options.data_dir).map_err(|error| vec![error.to_string()])?;
    make_folder(&folder).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    let listener = if options.no_serve {
        None
    } else {
        check_loopback(&options.bind, options.public)?;
        Some(listen(&options.bind)?)
    };
    // With port 0 the system chose one.
    let bind = match listener.as_ref().map(std::net::TcpListener::local_addr) {
        Some(Ok(address)) => address.to_string(),
        _ => options.bind.clone(),
    };
    // Created in a process of its own, whose memory is free again when it ends.
    let is_new = options.fresh || Credentials::read(&folder).is_none();
    if listener.is_some() && is_new {
        create_apart(options, &bind)?;
    }
    let begins_anew = options.fresh && listener.is_none();
    let secret = secret_of(&folder, begins_anew).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    let get = |name: &str| if name == "PORTAL_BIND" { Some(bind.clone()) } else { from_environment(name) };
    let config = Config::for_demo(&get, Some(&folder), &secret)?;
    if begins_anew && std::env::var_os("PORTAL_DATABASE_URL").is_none() {
        clear(&folder).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    }
    let shared = app::open(config).map_err(|line| vec![line])?;
    let long = Shared { database: shared.database.for_long_work(), ..shared.clone() };
    let credentials = prepare(&long, options, begins_anew, &folder)?;
    print(&credentials, &folder);
    listener.map_or(Ok(()), |listener| serve(shared, listener))
}

/// Runs this program once more to create the data and stop. Its progress is shown; what it prints is printed later.
fn create_apart(options: &Options, bind: &str) -> Result<(), Vec<String>> {
    let fault =
        |error: std::io::Error| vec![format!("The process that creates the data could not be started: {error}")];
    let mut command = Command::new(std::env::current_exe().map_err(fault)?);
    command.args(["demo", "--no-serve", "--bind", bind, "--seed", &options.seed.to_string(), "--data-dir"]);
    command.arg(&options.data_dir).stdout(Stdio::null());
    if let Some(day) = options.day {
        command.args(["--day", &day.to_string()]);
    }
    if let Some(cases) = options.cases {
        command.args(["--cases", &cases.to_string()]);
    }
    if options.fresh {
        command.arg("--fresh");
    }
    let status = command.status().map_err(fault)?;
    // It has said itself what was wrong.
    if status.success() { Ok(()) } else { Err(Vec::new()) }
}

/// The sign-ins of the data in the folder, which are created if there are none.
fn prepare(shared: &Shared, options: &Options, begins_anew: bool, folder: &Path) -> Result<Credentials, Vec<String>> {
    let fault = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let known = Credentials::read(folder);
    shared.database.migrate().map_err(|error| fault(&error))?;
    if begins_anew && known.is_some() && is_ours(shared)? {
        shared.database.unmigrate().map_err(|error| fault(&error))?;
        shared.database.migrate().map_err(|error| fault(&error))?;
    }
    if !is_ours(shared)? {
        let text = "The database holds data that no demo made, or an earlier one. Name another database; \
                    a demo in a folder of its own begins anew with: demo --fresh";
        return Err(vec![text.to_owned()]);
    }
    super::publish(shared)?;
    super::book_older(shared)?;
    if let Some(keys) = &shared.config.signing_dir {
        crate::signing::make(keys, &shared.config.operator_name, shared.context().now - AGE_OF_DEMO_KEYS)
            .map_err(|line| vec![line])?;
    }
    let is_empty = {
        let mut db = shared.database.read().map_err(|error| fault(&error))?;
        store::people::accounts::unscoped::is_empty(&mut db).map_err(|error| fault(&error))?
    };
    let credentials = match known {
        Some(known) if !is_empty => moved(shared, known).map_err(|error| fault(&error))?,
        _ if is_empty => make(shared, options)?,
        _ => {
            return Err(vec![format!(
                "The database holds data, but there is no {} in {}. To begin anew: demo --fresh",
                demo::credentials::FILE,
                folder.display()
            )]);
        }
    };
    credentials.write(folder).map_err(|error| fault(&error))?;
    app::prepare(shared).map_err(|line| vec![line])?;
    Ok(credentials)
}

/// Whether the database is empty or was created by a demo.
fn is_ours(shared: &Shared) -> Result<bool, Vec<String>> {
    let read = || {
        let mut db = shared.database.read()?;
        Ok(store::people::accounts::unscoped::is_empty(&mut db)? || store::db::instance::is_demo(&mut db)?)
    };
    read().map_err(|error: store::StoreError| vec![error.to_string()])
}

/// Refuses an address that other machines can reach, unless that was allowed.
fn check_loopback(bind: &str, public: bool) -> Result<(), Vec<String>> {
    let mut addresses =
        bind.to_socket_addrs().map_err(|error| vec![format!("PORTAL_BIND: {bind} cannot be used: {error}")])?;
    if public || addresses.all(|address| address.ip().to_canonical().is_loopback()) {
        return Ok(());
    }
    Err(vec![format!(
        "PORTAL_BIND: other machines reach {bind}, and whoever does can read every mail of the demo. \
         To allow it: demo --public"
    )])
}

/// The sign-ins with the present address; links in kept mails are changed as well.
fn moved(shared: &Shared, known: Credentials) -> Result<Credentials, store::StoreError> {
    let base_url = &shared.config.base_url;
    if known.base_url != *base_url {
        shared.database.write()?.write(|db| store::mails::unscoped::move_to(db, &known.base_url, base_url))?;
    }
    Ok(known.at(base_url))
}

fn make(shared: &Shared, options: &Options) -> Result<Credentials, Vec<String>> {
    let day = options.day.unwrap_or_else(|| chrono::Utc::now().date_naive());
    let seed = Seed { number: options.seed, day };
    let bar = progress("Playing the cases");
    let keys =
        shared.config.signing_dir.as_deref().map(|folder| crate::signing::read(folder, &shared.config.operator_name));
    let keys = keys.transpose().map_err(|line| vec![line])?;
    let stores = (&shared.database, &shared.blobs, keys.as_ref());
    let made = demo::make(stores, &shared.context(), seed, |done, all| {
        bar.set_length(u64::try_from(all).unwrap_or_default());
        bar.set_position(u64::try_from(done).unwrap_or_default());
    });
    bar.finish_and_clear();
    let made = made.map_err(|error| vec![format!("The demo data could not be made: {error}")])?;
    if let Some(cases) = options.cases {
        multiply(shared, seed, usize::try_from(cases).unwrap_or_default())?;
    }
    Ok(made)
}

fn multiply(shared: &Shared, seed: Seed, cases: usize) -> Result<(), Vec<String>> {
    let bar = progress("Writing cases");
    let written = demo::multiply(&shared.database, seed, cases, |done, what| match done {
        Some((done, all)) => {
            bar.set_length(u64::try_from(all).unwrap_or_default());
            bar.set_position(u64::try_from(done).unwrap_or_default());
        }
        None => bar.set_message(what.to_owned()),
    });
    bar.finish_and_clear();
    written.map_err(|error| vec![format!("The cases could not be multiplied; begin anew with --fresh: {error}")])
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)
}

/// The secret for the demo's cookies and links: stored, so that a restart signs nobody out; a new demo gets a new one.
fn secret_of(folder: &Path, fresh: bool) -> std::io::Result<String> {
    let path = folder.join("demo-secret");
    match fs::read_to_string(&path) {
        Ok(secret) if secret.trim().len() >= MIN_SECRET_CHARACTERS && !fresh => Ok(secret.trim().to_owned()),
        _ => {
            let secret = store::fresh_token();
            let mut file = fs::File::create(&path)?;
            file.write_all(secret.as_bytes())?;
            Ok(secret)
        }
    }
}

/// Removes the data of an earlier demo from the folder, and nothing else.
fn clear(folder: &Path) -> std::io::Result<()> {
    for name in ["portal.db", "portal.db-wal", "portal.db-shm", demo::credentials::FILE] {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    match fs::remove_dir_all(folder.join("documents")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn print(credentials: &Credentials, folder: &Path) {
    let bold = |text: &str| {
        if std::io::stdout().is_terminal() { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    println!("\n  {}   {}", bold("Partner Portal"), bold(&credentials.base_url));
    println!("  Mails are shown at:  {}\n", credentials.mailbox_url);
    print!("{}", credentials.table());
    if let Some(client) = credentials.clients.first() {
        println!("\n  As a creditor ({}):\n  {}", client.name, client.link);
    }
    let guests: Vec<_> = credentials.clients.iter().filter(|client| client.stage.is_some()).collect();
    if !guests.is_empty() {
        println!("\n  As a client in onboarding:");
    }
    for client in guests {
        println!("  {} ({})\n  {}", client.name, client.stage.as_deref().unwrap_or_default(), client.link);
    }
    println!("\n  API keys:");
    for (name, key) in credentials.keys() {
        println!("  {key}  {name}");
    }
    println!("\n  All sign-ins and keys: {}\n", folder.join(demo::credentials::FILE).display());
}
