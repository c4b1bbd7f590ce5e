//! `operator rates …`: exchange rates from the European Central Bank's files.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;

use crate::actions::rates::{EuroRates, import_rates};
use crate::exchange::ecb;
use crate::store;
use crate::web::http::work::Shared;

/// The commands for exchange rates.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Import a file of reference rates: eurofxref-hist.zip, eurofxref-hist.csv, eurofxref.zip, eurofxref*.xml. Known
    /// rates stay; importing a file twice changes nothing.
    Import {
        /// The file, as published by the bank.
        file: PathBuf,
    },
    /// List the newest rate of each currency, in US dollars.
    List {
        /// The rates that applied on an earlier day, for example 2026-03-31
        #[arg(long)]
        day: Option<NaiveDate>,
    },
}

pub(super) fn run(shared: &Shared, command: &Command) -> Result<(), Vec<String>> {
    match command {
        Command::Import { file } => import(shared, file),
        Command::List { day } => list(shared, *day).map_err(|line| vec![line]),
    }
}

fn import(shared: &Shared, file: &Path) -> Result<(), Vec<String>> {
    let place = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| vec![format!("{place}: {error}")])?;
    let read = ecb::read(&bytes).map_err(|lines| with_place(&place, lines))?;
    let today = (shared.clock)().date_naive();
    if let Some(ahead) = read.days.iter().find(|day| day.day > today) {
        return Err(vec![format!("{place}: line {}: {} lies ahead.", ahead.line, ahead.day)]);
    }
    let mut days: Vec<EuroRates> =
        read.days.into_iter().map(|day| EuroRates { day: day.day, units: day.rates }).collect();
    // Oldest first: an interrupted import then has every day up to some day.
    days.sort_by_key(|day| day.day);
    let length = |days: usize| u64::try_from(days).unwrap_or(u64::MAX);
    let bar = super::progress::progress("Importing exchange rates");
    bar.set_length(length(days.len()));
    let mut db = shared.database.write().map_err(|error| vec![error.to_string()])?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let done = import_rates(&mut db, &name, &days, &shared.context(), |done| bar.set_position(length(done)));
    bar.finish_and_clear();
    let done = done.map_err(|error| vec![error.to_string()])?;
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        println!(
            "{} to {}: {} days, {} new rates, {} known already.",
            first.day,
            last.day,
            days.len(),
            done.new,
            done.known
        );
    }
    match done.filled {
        0 => {}
        1 => println!("1 payment was confirmed while no rate was known; it has one now."),
        filled => println!("{filled} payments were confirmed while no rate was known; they have one now."),
    }
    if done.different > 0 {
        println!(
            "{} rates are known otherwise and stay as they are: payouts may have been reckoned by them.",
            done.different
        );
    }
    if !read.gone.is_empty() {
        println!("Left out, currencies that are no more: {}.", read.gone.join(" "));
    }
    Ok(())
}

fn with_place(place: &str, lines: Vec<String>) -> Vec<String> {
    let told = lines.into_iter().map(|line| format!("{place}: {line}"));
    told.chain(std::iter::once("Nothing was taken in.".to_owned())).collect()
}

fn list(shared: &Shared, day: Option<NaiveDate>) -> Result<(), String> {
    let mut db = shared.database.read().map_err(|error| error.to_string())?;
    let day = day.unwrap_or_else(|| (shared.clock)().date_naive());
    let quotes = store::prices::rates::unscoped::quotes(&mut db, day).map_err(|error| error.to_string())?;
    if quotes.is_empty() {
        println!("There are no rates of {day} or before. Take some in: partner-portal operator rates import FILE");
    }
    for quote in quotes {
        println!("{}  {:<14}  {}", quote.currency, quote.usd.dollars().normalize().to_string(), quote.day);
    }
    Ok(())
}
