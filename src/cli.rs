//! The command line.

mod agreements;
mod audit;
mod cases;
#[cfg(feature = "demo")]
mod demo;
mod money;
mod objects;
mod operator;
mod organisations;
mod picture;
mod progress;
mod rates;

use std::io::IsTerminal;
use std::net::TcpListener;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app;
use crate::config::{Config, risks};
use crate::web::http::work::Shared;

#[derive(Parser)]
#[command(
    name = "partner-portal",
    version,
    about = "Portal of a debt-collection service: clients, agencies, referral partners and the operator."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server; every setting is a PORTAL_* variable.
    Serve,
    /// Update the tables of the database.
    Migrate,
    /// Create people, agencies and keys, so that an instance can be used without the demo.
    #[command(subcommand)]
    Operator(Box<operator::Command>),
    /// Run a demo with made-up data; nothing is sent to other machines.
    #[cfg(feature = "demo")]
    Demo(demo::Options),
    /// Convert one picture from standard input; the server starts this by itself.
    #[command(name = crate::picture::apart::COMMAND, hide = true)]
    DrawPicture {
        /// logo or icon
        purpose: String,
    },
}

impl Command {
    /// What is logged unless `PORTAL_LOG` says otherwise.
    fn usual_log(&self) -> &'static str {
        match self {
            #[cfg(feature = "demo")]
            Self::Demo(_) => "warn",
            _ => "info,actix_server=warn",
        }
    }
}

/// Runs the command.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    keep_files_private();
    log(cli.command.usual_log());
    let done = match cli.command {
        Command::Serve => serve(),
        Command::Migrate => migrate(),
        Command::Operator(command) => operator::run(*command),
        #[cfg(feature = "demo")]
        Command::Demo(options) => demo::run(&options),
        Command::DrawPicture { purpose } => picture::run(&purpose),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(lines) => {
            for line in lines {
                eprintln!("{line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Files created by this process can be read only by its own user.
fn keep_files_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Logs to standard error, as text or JSON, one line each.
fn log(usual: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PORTAL_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(usual));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if from_environment("PORTAL_LOG_FORMAT").is_some_and(|format| format.eq_ignore_ascii_case("json")) {
        lines.json().flatten_event(true).init();
    } else {
        lines.with_ansi(std::io::stderr().is_terminal()).init();
    }
}

fn from_environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn serve() -> Result<(), Vec<String>> {
    let config = Config::for_serve(&from_environment)?;
    for risk in risks::check(&config, &from_environment)? {
        tracing::warn!(risk = risk.name(), "allowed by PORTAL_ALLOW: {}", risk.meaning());
    }
    let shared = app::open(config).map_err(|line| vec![line])?;
    if !shared.database.is_current().map_err(|error| vec![error.to_string()])? {
        return Err(vec!["The tables are not up to date. Run: partner-portal migrate".to_owned()]);
    }
    if is_demo(&shared)? {
        return Err(vec![
            "PORTAL_DATABASE_URL: this database was made by demo. Look at it with: partner-portal demo. \
             To serve, name a new database and run: partner-portal migrate"
                .to_owned(),
        ]);
    }
    // A configured folder must be usable; without one, agreements wait for their files.
    if let Some(folder) = &shared.config.signing_dir {
        crate::signing::read(folder, &shared.config.operator_name).map_err(|line| vec![line])?;
    }
    app::prepare(&shared).map_err(|line| vec![line])?;
    let listener = listen(&shared.config.bind)?;
    run(shared, listener)
}

/// Whether the data were created by `demo`.
fn is_demo(shared: &Shared) -> Result<bool, Vec<String>> {
    let read = || crate::store::db::instance::is_demo(&mut shared.database.read()?);
    read().map_err(|error: crate::store::StoreError| vec![error.to_string()])
}

fn listen(bind: &str) -> Result<TcpListener, Vec<String>> {
    TcpListener::bind(bind).map_err(|error| vec![format!("PORTAL_BIND: {bind} cannot be used: {error}")])
}

/// Serves until the process is asked to end (on SIGTERM, running requests are finished), then stops the worker.
fn run(shared: Shared, listener: TcpListener) -> Result<(), Vec<String>> {
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let bind = |bind: &String| {
        TcpListener::bind(bind).map_err(|error| vec![format!("PORTAL_METRICS_BIND: {bind} cannot be used: {error}")])
    };
    let metrics = shared.config.metrics_bind.as_ref().map(bind).transpose()?;
    actix_web::rt::System::new().block_on(async move {
        let worker = app::worker(&shared).start().map_err(|line| vec![line])?;
        let address = shared.config.base_url.clone();
        if shared.config.signing_dir.is_none() {
            tracing::warn!(
                "PORTAL_SIGNING_DIR is not set: signed agreements wait for their file. \
                 To make keys: partner-portal operator signing-keys DIR"
            );
        }
        let metrics = match metrics {
            Some(listener) => {
                let metrics = app::build_metrics(shared.clone(), listener).map_err(|error| vec![error.to_string()])?;
                let handle = metrics.handle();
                drop(actix_web::rt::spawn(metrics));
                Some(handle)
            }
            None => None,
        };
        let server = app::build(shared, listener, threads).map_err(|error| vec![error.to_string()])?;
        tracing::info!(%address, "serving");
        let ended = server.await;
        if let Some(metrics) = metrics {
            metrics.stop(false).await;
        }
        worker.stop().await;
        tracing::info!("ended");
        ended.map_err(|error| vec![error.to_string()])
    })
}

fn migrate() -> Result<(), Vec<String>> {
    let config = Config::for_serve(&from_environment)?;
    let shared = app::open(config).map_err(|line| vec![line])?;
    let shared = Shared { database: shared.database.for_long_work(), ..shared };
    let ran = shared.database.migrate().map_err(|error| vec![error.to_string()])?;
    publish(&shared)?;
    let booked = book_older(&shared)?;
    if booked > 0 {
        println!("Earlier payments of {booked} cases were booked in the ledger.");
    }
    println!("{ran} migrations ran; the tables are up to date.");
    Ok(())
}

/// Books payments that are older than the ledger; returns the number of cases.
fn book_older(shared: &crate::web::http::work::Shared) -> Result<usize, Vec<String>> {
    let fault = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let mut db = shared.database.write().map_err(|error| fault(&error))?;
    crate::actions::payments::book_older(&mut db, &shared.context()).map_err(|error| fault(&error))
}

/// Publishes the shipped agreements that are not published yet.
fn publish(shared: &crate::web::http::work::Shared) -> Result<(), Vec<String>> {
    let fault = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let mut db = shared.database.write().map_err(|error| fault(&error))?;
    crate::actions::agreements::publish_shipped(&mut db, &shared.context()).map_err(|error| fault(&error))?;
    Ok(())
}
