//! `operator …`: cases given to another agency, files of cases, and agreements that were signed on paper.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::actions::agreements::{PaperOrder, record_paper};
use crate::actions::imports;
use crate::actions::{Context, cases};
use crate::domain::actor::Operator;
use crate::domain::ids::{CollectionPartnerId, CreditorId, ImportId, Reference};
use crate::store::{self, Writer};
use crate::web::http::work::Shared;
use crate::web::imports::{claim_of, read_file};

/// Problems of rows that are printed.
const MAX_PRINTED_PROBLEMS: usize = 50;

/// Commands about cases.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Give a case to another agency. The client must have signed what that agency needs.
    ReassignCase {
        /// The case's reference, for example NQV954RO.
        #[arg(long)]
        case: String,
        /// The id of the agency that gets it.
        #[arg(long)]
        agency: CollectionPartnerId,
        /// Why; the timeline has it.
        #[arg(long)]
        reason: String,
    },
    /// Record an agreement that a client signed on paper; cases that wait for it move on.
    RecordPaper {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        /// The agency of a power of attorney; left out for the debt collection agreement.
        #[arg(long)]
        agency: Option<CollectionPartnerId>,
        /// The day of the last signature, for example 2024-03-31.
        #[arg(long)]
        signed_on: chrono::NaiveDate,
        /// The scan, a PDF file.
        file: PathBuf,
    },
    /// Create the cases of a CSV or XLSX file. Nothing is created if a row is wrong, unless --only-good.
    ImportCases {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        /// Create the cases of the good rows, whatever is wrong with others.
        #[arg(long)]
        only_good: bool,
        /// The file.
        file: PathBuf,
    },
}

/// Runs a command.
pub(super) fn run(shared: &Shared, command: &Command) -> Result<(), Vec<String>> {
    let ctx = shared.context();
    let who = Operator::system(&ctx.operator);
    let mut db = shared.database.write().map_err(|error| vec![error.to_string()])?;
    match command {
        Command::ReassignCase { case, agency, reason } => {
            reassign(&mut db, &who, (case, *agency, reason), &ctx).map_err(|line| vec![line])
        }
        Command::RecordPaper { client, agency, signed_on, file } => {
            let at = |error: &dyn std::fmt::Display| vec![format!("{}: {error}", file.display())];
            let bytes = std::fs::read(file).map_err(|error| at(&error))?;
            let order = PaperOrder { client: *client, agency: *agency, signed_on: *signed_on };
            let id = record_paper(&mut db, &order, (&shared.blobs, &bytes), &who.author(), &ctx);
            println!("{}", id.map_err(|error| at(&error))?);
            Ok(())
        }
        Command::ImportCases { client, only_good, file } => import(&mut db, &who, *client, file, *only_good, shared),
    }
}

fn reassign(
    db: &mut Writer,
    who: &Operator,
    (case, agency, reason): (&str, CollectionPartnerId, &str),
    ctx: &Context,
) -> Result<(), String> {
    let reference = Reference::parse(case).ok_or_else(|| format!("--case: “{case}” is not a reference"))?;
    let found = store::cases::unscoped::by_reference(db, reference).map_err(|error| error.to_string())?;
    let id = found.ok_or_else(|| format!("--case: there is no case {reference}"))?;
    let case = cases::reassign(db, who, id, agency, reason, ctx).map_err(|error| error.to_string())?;
    println!("{} is given to the other agency", case.reference);
    Ok(())
}

fn import(
    db: &mut Writer,
    who: &Operator,
    client: CreditorId,
    file: &Path,
    only_good: bool,
    shared: &Shared,
) -> Result<(), Vec<String>> {
    let place = file.display().to_string();
    let at = |error: &dyn std::fmt::Display| vec![format!("{place}: {error}")];
    let ctx = shared.context();
    let bytes = std::fs::read(file).map_err(|error| at(&error))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let new = read_file(db, client, name, &bytes).map_err(|error| at(&error))?;
    let wrong: Vec<String> = (1..)
        .zip(&new.rows)
        .flat_map(|(number, row)| {
            row.problems.iter().map(move |(field, text)| format!("row {number}, {field}: {text}"))
        })
        .collect();
    let has_wrong = !wrong.is_empty();
    for line in wrong.iter().take(MAX_PRINTED_PROBLEMS) {
        eprintln!("{line}");
    }
    if wrong.len() > MAX_PRINTED_PROBLEMS {
        eprintln!("… and {} more", wrong.len() - MAX_PRINTED_PROBLEMS);
    }
    if has_wrong && !only_good {
        return Err(vec!["Nothing was created. Correct the rows, or use --only-good.".to_owned()]);
    }
    let id = imports::begin(db, who, new, &ctx).map_err(|error| at(&error))?;
    imports::confirm(db, who, id, only_good, &ctx).map_err(|error| at(&error))?;
    work(db, who, id, shared).map_err(|error| at(&error))
}

/// Makes the cases of the files that wait, until this one is done.
fn work(db: &mut Writer, who: &Operator, id: ImportId, shared: &Shared) -> Result<(), crate::actions::ActionError> {
    let bar = super::progress::progress("Creating cases");
    loop {
        let (import, _) = store::cases::imports::load(db, who, id)?;
        bar.set_length(u64::try_from(import.total).unwrap_or_default());
        bar.set_position(u64::try_from(import.done).unwrap_or_default());
        if import.finished_at.is_some() {
            bar.finish_and_clear();
            println!("{} of {} rows became cases. The report is at /operator/imports/{id}", import.made, import.total);
            return Ok(());
        }
        imports::make_some(db, &shared.context(), claim_of)?;
    }
}
