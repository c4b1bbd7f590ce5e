//! Cases that come along with a client.

use std::collections::BTreeMap;

use super::resource::{CaseCreationFailure, MultiCaseResult};
use crate::actions::Context;
use crate::actions::clients::{BringOrder, Brought, CaseFailure, CaseOutcome};
use crate::domain::actor::Referrer;
use crate::domain::ids::CaseId;
use crate::store::{self, Db};
use crate::web::customer::cases::resources;
use crate::web::http::Failure;

/// What became of the cases of a request; `None` if there were none. Of a client that was linked before, no case is
/// created again.
pub(super) fn results(
    db: &mut Db,
    who: &Referrer,
    order: &BringOrder,
    brought: &Brought,
    ctx: &Context,
) -> Result<Option<MultiCaseResult>, Failure> {
    if order.cases.is_empty() {
        return Ok(None);
    }
    let again: Vec<CaseOutcome>;
    let outcomes = match brought {
        Brought::Created(outcomes) => outcomes,
        _ => {
            let failure = || CaseFailure {
                kind: "IdempotencyViolation",
                message: "The client was created before, so its cases are not created again.".to_owned(),
                field: None,
            };
            let outcome =
                |reference: &Option<String>| CaseOutcome { reference: reference.clone(), made: Err(failure()) };
            again = order.cases.iter().map(|case| outcome(&case.creditor_reference)).collect();
            &again
        }
    };
    let made: Vec<CaseId> = outcomes.iter().filter_map(|outcome| outcome.made.as_ref().ok()).copied().collect();
    let customer = store::clients::customer::acting_for(db, who, &order.tenant)?;
    let files = store::cases::load_many(db, &customer, &made)?;
    let failed = outcomes.iter().enumerate().filter_map(|(case_index, outcome)| {
        let failure = outcome.made.as_ref().err()?;
        let at_field = failure.field.map(|field| BTreeMap::from([(field.to_owned(), vec![failure.message.clone()])]));
        Some(CaseCreationFailure {
            case_index,
            creditor_reference: outcome.reference.clone(),
            error_type: failure.kind,
            error_message: failure.message.clone(),
            validation_errors: at_field,
            signing_handoff: None,
        })
    });
    let failed_cases = failed.collect();
    Ok(Some(MultiCaseResult { successful_cases: resources(db, &customer, &files, None, ctx)?, failed_cases }))
}
