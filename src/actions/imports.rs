//! Files of cases: stored as a draft, confirmed, and made into cases by the worker, a few rows at a time. What a row
//! means is read by the caller, by the same rules as a case that is handed in by hand.

use super::cases::{ClaimOrder, hand_in, hold_client};
use super::notices::note_missing_rate;
use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator, Side};
use crate::domain::ids::{CaseId, CreditorId, ImportId};
use crate::domain::import::{ImportRefusal, ImportStatus};
use crate::domain::pricing::PricingRefusal;
use crate::domain::refusal::Refusal;
use crate::store::cases::imports::{self, Import, ImportRow, unscoped};
use crate::store::{self, StoreError, Tx, Writer};

/// Rows of which the cases are made in one transaction.
const ROWS_PER_TRANSACTION: i64 = 50;

/// A field and the problem with it.
pub type CellProblem = (String, String);

/// A row as it was read.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<CellProblem>,
}

/// A file as it was uploaded.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// The client whose cases they are.
    pub creditor: CreditorId,
    /// Its name.
    pub file_name: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// The headers of its columns.
    pub headers: Vec<String>,
    /// The field of each column.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<ReadRow>,
}

fn json<T: serde::Serialize>(value: &T) -> Outcome<String> {
    Ok(serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))?)
}

/// The rows to store, and how many have problems.
fn stored(id: ImportId, rows: Vec<ReadRow>) -> Outcome<(Vec<ImportRow>, i64)> {
    let mut wrong = 0;
    let mut made = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        let has_problems = !row.problems.is_empty();
        wrong += i64::from(has_problems);
        made.push(ImportRow {
            import_id: id,
            number,
            cells: json(&row.cells)?,
            problems: if has_problems { Some(json(&row.problems)?) } else { None },
            case_id: None,
            refusal: None,
        });
    }
    Ok((made, wrong))
}

/// Stores a file as a draft; no case is made. A draft of the same file gives way.
///
/// # Errors
/// No such client, or it is suspended; the cases of this file were made already.
pub fn begin(db: &mut Writer, who: &Operator, new: NewImport, ctx: &Context) -> Outcome<ImportId> {
    db.write(|db| {
        hold_client(db, new.creditor)?;
        if let Some(known) = imports::with_bytes(db, who, new.creditor, &new.sha256)?
            && !imports::discard(db, who, known.id)?
        {
            let on = known.created_at.format("%-d %B %Y").to_string();
            return Err(ImportRefusal::Known { on }.into());
        }
        let id = ImportId::from_uuid(store::fresh_id());
        let total = i64::try_from(new.rows.len()).unwrap_or(i64::MAX);
        let (rows, wrong) = stored(id, new.rows)?;
        let author = who.author();
        let import = Import {
            id,
            creditor_id: new.creditor,
            file_name: new.file_name,
            sha256: new.sha256,
            headers: json(&new.headers)?,
            fields: json(&new.columns)?,
            status: ImportStatus::Draft,
            total,
            wrong,
            done: 0,
            made: 0,
            created_at: ctx.now.naive_utc(),
            created_by: author.name,
            author_id: author.id,
            confirmed_at: None,
            finished_at: None,
        };
        imports::insert(db, &import, rows)?;
        audit(db, &who.author(), "ImportUploaded", &import, &[("rows", total.to_string())], ctx)?;
        Ok(id)
    })
}

/// Stores which column is which field, with the rows as they are read by that.
///
/// # Errors
/// No such file; it is not a draft any more.
pub fn set_columns(
    db: &mut Writer,
    who: &Operator,
    id: ImportId,
    columns: &[String],
    rows: Vec<ReadRow>,
) -> Outcome<()> {
    db.write(|db| {
        draft(db, who, id)?;
        let (rows, wrong) = stored(id, rows)?;
        Ok(imports::remap(db, id, &json(&columns)?, wrong, rows)?)
    })
}

/// A draft, locked until the transaction ends.
fn draft(db: &mut Tx<'_>, who: &Operator, id: ImportId) -> Outcome<Import> {
    unscoped::held(db, id)?;
    let (import, _) = imports::load(db, who, id)?;
    if import.status == ImportStatus::Draft { Ok(import) } else { Err(ImportRefusal::Begun.into()) }
}

/// Confirms a draft: the worker makes its cases next.
///
/// # Errors
/// No such file; it is not a draft any more; no row is good; rows are wrong, and not only the good ones are wanted.
pub fn confirm(db: &mut Writer, who: &Operator, id: ImportId, only_good: bool, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let import = draft(db, who, id)?;
        if import.good() == 0 {
            return Err(ImportRefusal::NothingGood.into());
        }
        if import.wrong > 0 && !only_good {
            return Err(ImportRefusal::WrongRows { wrong: import.wrong }.into());
        }
        imports::confirm(db, who, id, ctx.now.naive_utc())?;
        audit(db, &who.author(), "CasesImported", &import, &[("rows", import.good().to_string())], ctx)
    })
}

/// Removes a draft.
///
/// # Errors
/// No such file; it is not a draft any more.
pub fn discard(db: &mut Writer, who: &Operator, id: ImportId, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let import = draft(db, who, id)?;
        imports::discard(db, who, id)?;
        audit(db, &who.author(), "ImportDiscarded", &import, &[], ctx)
    })
}

fn audit(
    db: &mut Tx<'_>,
    by: &Author,
    verb: &str,
    import: &Import,
    details: &[(&'static str, String)],
    ctx: &Context,
) -> Outcome<()> {
    let file = [("file", import.sha256.clone())];
    let details: Vec<_> = file.into_iter().chain(details.iter().cloned()).collect();
    Ok(store::facts::audit(db, by, verb, "import", import.id.as_str(), &details, ctx.now)?)
}

/// Makes the cases of the next rows of the next file; returns how many rows were looked at, 0 if there is no such file.
/// The cases and what is noted about their rows are one transaction, so a crash loses and doubles nothing. `read` is
/// what a row means.
///
/// # Errors
/// The database failed.
pub fn make_some(
    db: &mut Writer,
    ctx: &Context,
    read: impl Fn(&Import, &ImportRow) -> Result<ClaimOrder, String>,
) -> Outcome<usize> {
    let Some(import) = unscoped::next(db)? else { return Ok(0) };
    match db.write(|db| batch(db, import.id, ROWS_PER_TRANSACTION, ctx, &read)) {
        Ok(rows) => Ok(rows),
        // One row cannot be made, and its batch is undone: one row in a transaction, until that one is passed.
        Err(ActionError::Refused(_) | ActionError::At(..)) => one_by_one(db, import.id, ctx, &read),
        Err(error) => Err(error),
    }
}

fn one_by_one(
    db: &mut Writer,
    id: ImportId,
    ctx: &Context,
    read: &impl Fn(&Import, &ImportRow) -> Result<ClaimOrder, String>,
) -> Outcome<usize> {
    let mut looked_at = 0;
    for _ in 0..ROWS_PER_TRANSACTION {
        let done = unscoped::done(db, id)?;
        let problem = match db.write(|db| batch(db, id, 1, ctx, read)) {
            Ok(0) => break,
            Ok(rows) => {
                looked_at += rows;
                continue;
            }
            Err(error @ (ActionError::Refused(_) | ActionError::At(..))) => error,
            Err(error) => return Err(error),
        };
        if let ActionError::Refused(Refusal::Pricing(PricingRefusal::NoRate { currency })) = &problem {
            note_missing_rate(db, *currency, ctx)?;
        }
        let text = problem.to_string();
        looked_at += db.write(|db| {
            let import = unscoped::held(db, id)?;
            if import.done != done {
                // Another node has passed this row meanwhile.
                return Ok(0);
            }
            let rows = unscoped::rows_after(db, id, done, 1)?;
            for row in &rows {
                unscoped::told(db, id, row.number, Err(&text))?;
            }
            move_on(db, &import, &rows, 0, ctx)
        })?;
        break;
    }
    Ok(looked_at)
}

/// Makes the cases of at most `most` rows; returns how many rows were looked at.
fn batch(
    db: &mut Tx<'_>,
    id: ImportId,
    most: i64,
    ctx: &Context,
    read: &impl Fn(&Import, &ImportRow) -> Result<ClaimOrder, String>,
) -> Outcome<usize> {
    let import = unscoped::held(db, id)?;
    let rows = unscoped::rows_after(db, id, import.done, most)?;
    let mut claims: Vec<(i64, Result<ClaimOrder, String>)> = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| row.problems.is_none()) {
        claims.push((row.number, read(&import, row)));
    }
    let references: Vec<String> =
        claims.iter().filter_map(|(_, claim)| claim.as_ref().ok()?.creditor_reference.clone()).collect();
    let known = imports::known_references(db, import.creditor_id, &references)?;
    let by = Author {
        side: Side::Operator,
        id: import.author_id.clone(),
        number: 0,
        name: import.created_by.clone(),
        organisation: Some(Operator::ID.to_owned()),
    };
    let mut made = 0;
    for (number, claim) in claims {
        let became: Result<CaseId, String> = match claim {
            Err(problem) => Err(problem),
            Ok(claim) if claim.creditor_reference.as_ref().is_some_and(|reference| known.contains(reference)) => {
                Err("The client has a case with this reference already.".to_owned())
            }
            Ok(claim) => Ok(hand_in(db, &claim, &by, ctx)?),
        };
        made += i64::from(became.is_ok());
        unscoped::told(db, id, number, became.as_ref().copied().map_err(String::as_str))?;
    }
    move_on(db, &import, &rows, made, ctx)
}

/// Stores how far a file has come.
fn move_on(db: &mut Tx<'_>, import: &Import, rows: &[ImportRow], made: i64, ctx: &Context) -> Outcome<usize> {
    let done = rows.last().map_or(import.total, |row| row.number);
    let finished_at = (done >= import.total).then(|| ctx.now.naive_utc());
    unscoped::advance(db, import.id, (done, made), finished_at)?;
    Ok(rows.len())
}
