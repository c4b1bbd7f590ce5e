//! `operator audit …`: checks the evidence chain.

use clap::Subcommand;

use crate::store::agreements::evidence::{self, Verdict};
use crate::web::http::work::Shared;

/// The commands for the evidence chain.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Check the whole evidence chain; fails with the number of the first changed record.
    Verify,
}

pub(super) fn run(shared: &Shared, command: &Command) -> Result<(), String> {
    let Command::Verify = command;
    let mut db = shared.database.read().map_err(|error| error.to_string())?;
    let bar = super::progress::progress("Walking the chain of evidence");
    bar.set_length(
        u64::try_from(evidence::unscoped::length(&mut db).map_err(|error| error.to_string())?).unwrap_or_default(),
    );
    let verdict =
        evidence::unscoped::verify(&mut db, |number| bar.set_position(u64::try_from(number).unwrap_or_default()));
    bar.finish_and_clear();
    match verdict.map_err(|error| error.to_string())? {
        Verdict::Whole { records } => {
            println!("The chain of evidence is whole: {records} records.");
            Ok(())
        }
        Verdict::Broken { number } => Err(format!(
            "The chain of evidence is broken at record {number}: it was changed, left out or put in between. \
             The records before it are as they were written."
        )),
    }
}
