//! What the rows of a file mean: the same as the fields of a case that is handed in by hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::actions::cases::ClaimOrder;
use crate::actions::imports::{CellProblem, ReadRow};
use crate::domain::ids::CreditorId;
use crate::domain::import::IGNORED;
use crate::store::cases::imports::{Import, ImportRow, known_references};
use crate::store::clients::divisions;
use crate::store::{Db, StoreError};
use crate::web::http::request::understood;
use crate::web::http::{Fields, Problems};
use crate::web::intake::{Entered, HandInForm};

/// A row as a form.
fn form(creditor: CreditorId, columns: &[String], cells: &[String]) -> Fields {
    let read = columns.iter().zip(cells).filter(|(field, cell)| *field != IGNORED && !cell.is_empty());
    read.fold(Fields::default().with("creditorId", creditor.as_str()), |fields, (field, cell)| {
        fields.with(field, cell.as_str())
    })
}

fn entered(creditor: CreditorId, columns: &[String], cells: &[String]) -> Result<Entered, Problems> {
    let entered = understood::<HandInForm>(&form(creditor, columns, cells));
    let is_unnamed = columns.iter().zip(cells).all(|(field, cell)| field != "creditorReference" || cell.is_empty());
    if !is_unnamed {
        return entered;
    }
    let mut problems = entered.err().unwrap_or_else(Problems::none);
    problems.add("creditorReference", "Enter the client’s reference. It tells the cases apart.");
    Err(problems)
}

/// Reads the rows of a file of a client. What is wrong with a row stands at its field; a reference may occur once.
///
/// # Errors
/// The database failed.
pub(crate) fn read(
    db: &mut Db,
    creditor: CreditorId,
    columns: &[String],
    rows: Vec<Vec<String>>,
) -> Result<Vec<ReadRow>, StoreError> {
    let mut references: Vec<Option<String>> = Vec::with_capacity(rows.len());
    let mut found: Vec<ReadRow> = Vec::with_capacity(rows.len());
    let theirs = divisions::of(db, creditor)?;
    for cells in rows {
        let (reference, problems) = match entered(creditor, columns, &cells) {
            Ok(entered) => {
                let unknown = entered.division().filter(|text| divisions::meant(&theirs, text).is_none());
                let problem = unknown.map(|text| ("creditorDivisionId".to_owned(), divisions::unknown(text)));
                (entered.reference().map(str::to_owned), problem.into_iter().collect())
            }
            Err(problems) => (None, told(&problems)),
        };
        references.push(reference);
        found.push(ReadRow { cells, problems });
    }
    let all: Vec<String> = references.iter().flatten().cloned().collect();
    let known: BTreeSet<String> = known_references(db, creditor, &all)?.into_iter().collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, (row, reference)) in found.iter_mut().zip(&references).enumerate() {
        let Some(reference) = reference else { continue };
        let text = match seen.get(reference.as_str()) {
            Some(first) => format!("Row {} has this reference, too.", first + 1),
            None if known.contains(reference) => "The client has a case with this reference already.".to_owned(),
            None => {
                seen.insert(reference, place);
                continue;
            }
        };
        row.problems.push(("creditorReference".to_owned(), text));
    }
    Ok(found)
}

fn told(problems: &Problems) -> Vec<CellProblem> {
    problems.all().map(|(field, text)| (field.to_owned(), text.to_owned())).collect()
}

/// The claim of a good row, for the worker.
///
/// # Errors
/// What is wrong with it now, in words.
pub fn claim_of(import: &Import, row: &ImportRow) -> Result<ClaimOrder, String> {
    let entered = entered(import.creditor_id, &import.columns(), &row.cells())
        .map_err(|problems| problems.all().map(|(_, text)| text).collect::<Vec<_>>().join(" "))?;
    Ok(entered.claim_of(import.creditor_id, &format!("the file {}", import.file_name)))
}
