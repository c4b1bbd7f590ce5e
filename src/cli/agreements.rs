//! `operator agreements …`: the texts of agreements.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::actions::agreements::{NewText, Publication, publish};
use crate::domain::agreement::{AgreementKind, Language};
use crate::store;
use crate::web::http::work::Shared;

/// Print at most this many names; the rest as a number.
const MAX_PRINTED_NAMES: usize = 20;

/// The commands for agreements.
#[derive(Subcommand)]
pub(super) enum Command {
    /// List the texts; the newest version of each kind is in force.
    List,
    /// Publish a version of an agreement, one Markdown file per language. It is in force at once and cannot be changed.
    Publish(Version),
}

#[derive(Args)]
pub(super) struct Version {
    /// sdca, partner-sdca, poa or pricing-appendix
    kind: String,
    /// For example 2027-01
    version: String,
    /// Files named by their language: en.md, de.md. English must be one of them, or already published.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only check what would happen.
    #[arg(long)]
    check: bool,
}

pub(super) fn run(shared: &Shared, command: &Command) -> Result<(), Vec<String>> {
    match command {
        Command::List => list(shared).map_err(|line| vec![line]),
        Command::Publish(version) => publish_version(shared, version),
    }
}

fn list(shared: &Shared) -> Result<(), String> {
    let mut db = shared.database.read().map_err(|error| error.to_string())?;
    let texts = store::agreements::texts::unscoped::all(&mut db).map_err(|error| error.to_string())?;
    for kind in AgreementKind::ALL.iter().copied() {
        let of_kind: Vec<_> = texts.iter().filter(|text| text.kind == kind).collect();
        let mut versions: Vec<&str> = of_kind.iter().map(|text| text.version.as_str()).collect();
        versions.dedup();
        for (at, version) in versions.iter().enumerate() {
            let of_version: Vec<_> = of_kind.iter().filter(|text| text.version == *version).collect();
            let languages: Vec<&str> = of_version.iter().map(|text| text.language.code()).collect();
            let since =
                of_version.first().map_or_else(String::new, |text| text.published_at.format("%Y-%m-%d").to_string());
            let force = if at == 0 { "in force since" } else { "published" };
            println!("{:<17} {version:<10} {force} {since}  {}", kind.slug(), languages.join(" "));
        }
    }
    Ok(())
}

fn publish_version(shared: &Shared, wanted: &Version) -> Result<(), Vec<String>> {
    let slugs: Vec<&str> = AgreementKind::ALL.iter().map(|kind| kind.slug()).collect();
    let kind = AgreementKind::ALL.iter().copied().find(|kind| kind.slug() == wanted.kind);
    let kind = kind.ok_or_else(|| vec![format!("“{}” is no agreement: {}", wanted.kind, slugs.join(", "))])?;
    let (mut texts, mut wrong) = (Vec::new(), Vec::new());
    for path in &wanted.files {
        match read(path) {
            Ok(text) => texts.push(text),
            Err(line) => wrong.push(line),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut db = shared.database.write().map_err(|error| vec![error.to_string()])?;
    let order = Publication { kind, version: &wanted.version, texts: &texts, is_trial: wanted.check };
    let done = publish(&mut db, &order, &shared.context()).map_err(|error| vec![error.to_string()])??;
    let would = if wanted.check { "would be " } else { "" };
    println!("{} {}: {} of {} texts {would}published.", wanted.kind, wanted.version, done.published, texts.len());
    let who = if kind == AgreementKind::PartnerSdca { "Agencies" } else { "Clients" };
    println!("{who} that will have to sign again: {}", done.again.len());
    for name in done.again.iter().take(MAX_PRINTED_NAMES) {
        println!("  {name}");
    }
    if let Some(more @ 1..) = done.again.len().checked_sub(MAX_PRINTED_NAMES) {
        println!("  and {more} more");
    }
    Ok(())
}

fn read(path: &Path) -> Result<NewText, String> {
    let place = path.display().to_string();
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let language = Language::ALL.iter().copied().find(|language| language.code() == stem);
    let language = language.ok_or_else(|| format!("{place}: the name must be a language and .md, such as en.md"))?;
    let body = std::fs::read_to_string(path).map_err(|error| format!("{place}: {error}"))?;
    Ok(NewText { place, language, body })
}
