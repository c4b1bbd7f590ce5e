//! Cases: the list, the case page, and what an agency does with a case.

pub(crate) mod answers;
pub(crate) mod bulk;
pub(crate) mod casepage;
pub(crate) mod columns;
pub(crate) mod filters;
pub(crate) mod forms;
pub(crate) mod links;
pub(crate) mod page;
pub(crate) mod query;
pub(crate) mod read;
pub(crate) mod resource;
pub(crate) mod verbs;

use std::collections::HashMap;

use crate::domain::actor::Partner;
use crate::domain::ids::CaseId;
use crate::domain::payment::Buckets;
use crate::store;
use crate::store::Db;
use crate::store::cases::CaseFile;
use crate::web::http::Failure;
use resource::InvoiceDto;

/// Open amounts per bucket for several cases, with one query.
pub(crate) fn open_buckets(db: &mut Db, files: &[CaseFile]) -> Result<HashMap<CaseId, Buckets>, Failure> {
    let cases: Vec<store::cases::Case> = files.iter().map(|file| file.case.clone()).collect();
    Ok(store::books::payments::open_buckets(db, &cases)?)
}

/// The contract's JSON of several cases, with a fixed number of queries.
fn resources(db: &mut Db, who: &Partner, files: &[CaseFile]) -> Result<Vec<InvoiceDto>, Failure> {
    let agency = store::people::organisations::profile(db, who.agency.id)?;
    let open = open_buckets(db, files)?;
    let bucket = |id: &CaseId| open.get(id).copied().unwrap_or_default();
    Ok(files.iter().map(|file| InvoiceDto::new(file, &agency, &bucket(&file.case.id))).collect())
}

/// The contract's JSON of a case.
pub(crate) fn resource_of(db: &mut Db, who: &Partner, id: CaseId) -> Result<InvoiceDto, Failure> {
    let file = store::cases::load(db, who, id)?;
    resources(db, who, &[file])?.pop().ok_or(Failure::NotFound)
}
