//! The papers of a case: its invoice, and what else a creditor would have kept.

use super::Stage;
use super::claims::Handed;
use super::creditors::Client;
use crate::actions::Outcome;
use crate::domain::calendar::Moment;

/// Puts the papers on the case.
pub(super) fn file(_: &mut Stage<'_>, _: &Handed, _: &Client, _: Moment) -> Outcome<()> {
    Ok(())
}
