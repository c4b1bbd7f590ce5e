//! The command line.

mod demo;

use std::net::TcpListener;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app;
use crate::config::Config;
use crate::web::http::work::Shared;

#[derive(Parser)]
#[command(
    name = "partner-portal",
    version,
    about = "Portal between creditors, a debt-collection platform and its partners."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve for real use; every setting is a PORTAL_* variable.
    Serve,
    /// Bring the database's tables up to date.
    Migrate,
    /// Serve a made-up world to look at: seeded data, nothing leaves the machine.
    Demo(demo::Options),
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("PORTAL_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,actix_server=warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    let done = match cli.command {
        Command::Serve => serve(),
        Command::Migrate => migrate(),
        Command::Demo(options) => demo::run(&options),
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

fn from_environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn serve() -> Result<(), Vec<String>> {
    let config = Config::for_serve(&from_environment)?;
    let shared = app::open(config).map_err(|line| vec![line])?;
    if !shared.database.is_current().map_err(|error| vec![error.to_string()])? {
        return Err(vec!["The tables are not up to date. Run: partner-portal migrate".to_owned()]);
    }
    let listener = listen(&shared.config.bind)?;
    run(shared, listener)
}

fn listen(bind: &str) -> Result<TcpListener, Vec<String>> {
    TcpListener::bind(bind).map_err(|error| vec![format!("PORTAL_BIND: {bind} cannot be used: {error}")])
}

fn run(shared: Shared, listener: TcpListener) -> Result<(), Vec<String>> {
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    actix_web::rt::System::new()
        .block_on(async move { app::build(shared, listener, workers)?.await })
        .map_err(|error| vec![error.to_string()])
}

fn migrate() -> Result<(), Vec<String>> {
    let config = Config::for_serve(&from_environment)?;
    let shared = app::open(config).map_err(|line| vec![line])?;
    let ran = shared.database.migrate().map_err(|error| vec![error.to_string()])?;
    println!("{ran} migrations ran; the tables are up to date.");
    Ok(())
}
