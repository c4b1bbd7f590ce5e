//! Queries of the chain of evidence without an actor: for the worker, the command line, sign-in, and actions
//! that have checked who asks.

use diesel::prelude::*;

use crate::store::agreements::evidence::{Verdict, head, records_after};
use crate::store::db::schema::evidence_head;
use crate::store::{Db, StoreError};

/// Verifies the whole chain from the first record to the stored head, including records that are added meanwhile.
pub fn verify(db: &mut Db, mut step: impl FnMut(i64)) -> Result<Verdict, StoreError> {
    let (mut number, mut before) = (0_i64, String::new());
    loop {
        let (end, last): (i64, String) = head(db)?;
        while number < end {
            let rows = records_after(db, number, end)?;
            if rows.is_empty() {
                return Ok(Verdict::Broken { number: number + 1 });
            }
            for row in rows {
                if row.number != number + 1 || row.hash_after(&before) != row.hash {
                    return Ok(Verdict::Broken { number: number + 1 });
                }
                number = row.number;
                before = row.hash;
            }
            step(number);
        }
        if number != end || before != last {
            return Ok(Verdict::Broken { number: number + 1 });
        }
        if records_after(db, end, i64::MAX)?.is_empty() {
            return Ok(Verdict::Whole { records: end });
        }
        // Records after the stored head were not added by this program, unless the head has moved meanwhile.
        if head(db)?.0 <= end {
            return Ok(Verdict::Broken { number: end + 1 });
        }
    }
}

/// Number of records in the chain.
pub fn length(db: &mut Db) -> Result<i64, StoreError> {
    Ok(evidence_head::table.select(evidence_head::number).first(&mut *db.conn)?)
}
