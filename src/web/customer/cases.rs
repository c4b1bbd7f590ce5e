//! Cases of the client: created, priced, listed and read by its own systems.

use actix_web::web::Path;
use chrono::NaiveDate;

use super::forms::{CreateCaseRequest, PreviewCaseRequest, Sent};
use super::preview::PreviewCaseResponse;
use super::{MAX_PER_PAGE, Shown, USUAL_PER_PAGE};
use crate::actions::clients::SigningPage;
use crate::actions::{ActionError, Context, cases};
use crate::domain::actor::Customer;
use crate::domain::case::{Lifecycle, Obstacle};
use crate::domain::ids::CaseId;
use crate::store::cases::{CaseFile, of_client};
use crate::store::{self, Db, Writer};
use crate::web::cases::open_buckets;
use crate::web::cases::resource::{InvoiceDto, InvoiceListDto};
use crate::web::http::error_bodies::blocked;
use crate::web::http::who::Who;
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Done, Failure, Id, Input, Problems};

/// The contract's JSON of several cases, with a fixed number of queries. `back` is where their signing pages lead to.
pub(crate) fn resources(
    db: &mut Db,
    who: &Customer,
    files: &[CaseFile],
    back: Option<&str>,
    ctx: &Context,
) -> Result<Vec<InvoiceDto>, Failure> {
    let agencies: Vec<_> = files.iter().filter_map(|file| file.case.collection_partner_id).collect();
    let agencies = store::people::organisations::profiles(db, &agencies)?;
    let open = open_buckets(db, files)?;
    let waits = |file: &CaseFile| file.case.lifecycle == Lifecycle::PendingContractSigning;
    let page = if files.iter().any(waits) { SigningPage::of(db, who.id, ctx)? } else { None };
    Ok(files
        .iter()
        .map(|file| {
            let chosen = file.case.collection_partner_id;
            let agency = agencies.iter().find(|agency| Some(agency.id) == chosen);
            let signing = page.as_ref().filter(|_| waits(file)).map(|page| page.leading(chosen, back));
            let open = open.get(&file.case.id).copied().unwrap_or_default();
            InvoiceDto::for_client(file, agency, &open, signing)
        })
        .collect())
}

/// The contract's JSON of a case. `back` is where its signing pages lead to.
pub(crate) fn resource(
    db: &mut Db,
    who: &Customer,
    id: CaseId,
    back: Option<&str>,
    ctx: &Context,
) -> Result<InvoiceDto, Failure> {
    let file = store::cases::load(db, who, id)?;
    resources(db, who, &[file], back, ctx)?.pop().ok_or(Failure::NotFound)
}

/// `POST /cases`
///
/// # Errors
/// If fields are wrong; with every reason, if the case cannot be taken.
pub(crate) async fn create_case(
    Who(who): Who<Customer>,
    sent: Input<CreateCaseRequest>,
    app: App,
) -> Answer<Shown<InvoiceDto>> {
    let act = |db: &mut Writer, who: &Customer, order: Sent, ctx: &Context| {
        let back = order.back().map(str::to_owned);
        match cases::hand_in(db, &order.claim(who), &who.author(), ctx) {
            Ok(id) => Done::new("", "", &resource(db, who, id, back.as_deref(), ctx)?),
            Err(ActionError::Blocked(obstacles)) => Err(refused(db, who, &obstacles, back.as_deref(), ctx)?),
            Err(error) => Err(error.into()),
        }
    };
    app.submit(who, sent, act, |_, _, _| Err(Failure::NotFound)).await
}

/// The answer to a case that is not taken: each reason with the page that resolves it, and one page for all of them.
fn refused(
    db: &mut Db,
    who: &Customer,
    obstacles: &[Obstacle],
    back: Option<&str>,
    ctx: &Context,
) -> Result<Failure, Failure> {
    let page = SigningPage::of(db, who.id, ctx)?;
    let combined = page.as_ref().and_then(|page| combined(page, obstacles, back));
    Ok(blocked(obstacles, |one| page.as_ref().and_then(|page| solution(page, one)), combined))
}

/// The page that resolves one reason.
pub(super) fn solution(page: &SigningPage, obstacle: &Obstacle) -> Option<String> {
    match obstacle {
        Obstacle::Agreement => Some(page.leading(None, None)),
        Obstacle::Power { agency, .. } | Obstacle::Kyc { agency, .. } => Some(page.leading(Some(*agency), None)),
        _ => None,
    }
}

/// The page that leads through all pending steps; `None` if there are none.
pub(super) fn combined(page: &SigningPage, obstacles: &[Obstacle], back: Option<&str>) -> Option<String> {
    let agency = obstacles.iter().find_map(|one| match one {
        Obstacle::Power { agency, .. } | Obstacle::Kyc { agency, .. } => Some(*agency),
        _ => None,
    });
    obstacles.iter().any(Obstacle::is_pending_step).then(|| page.leading(agency, back))
}

/// `POST /cases/preview`: nothing is stored.
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn preview_case(
    Who(who): Who<Customer>,
    sent: Input<PreviewCaseRequest>,
    app: App,
) -> Answer<Shown<PreviewCaseResponse>> {
    let (asked, ctx) = (sent.parse()?, app.context());
    let date = age_date(asked.due, &ctx)?;
    app.show(who, move |db, who| {
        let found = cases::appraise(db, &asked.terms(who, date), &ctx)?;
        Ok(Shown { resource: PreviewCaseResponse::new(db, who, &asked, &found, &ctx)? })
    })
    .await
}

/// The day by which a claim is aged: its due date, or today.
///
/// # Errors
/// If the due date lies in the future.
pub(crate) fn age_date(due: Option<NaiveDate>, ctx: &Context) -> Result<NaiveDate, Problems> {
    let today = ctx.now.date_naive();
    match due {
        Some(due) if due > today => Err(Problems::at("dueDate", "The due date lies in the future.")),
        due => Ok(due.unwrap_or(today)),
    }
}

/// `GET /cases`
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_cases(Who(who): Who<Customer>, asked: Asked, app: App) -> Answer<Shown<InvoiceListDto>> {
    let paging = asked.paging(USUAL_PER_PAGE, MAX_PER_PAGE)?;
    let (filter, ctx) = (super::query::filter_of(&asked, &who)?, app.context());
    app.show(who, move |db, who| {
        let found = of_client::find(db, who, &filter, paging.skip(), paging.size)?;
        let files = store::cases::load_many(db, who, &found.ids)?;
        let cases = resources(db, who, &files, None, &ctx)?;
        let page = PageData::new(found.total.cases, paging, cases.len());
        Ok(Shown { resource: InvoiceListDto { page, cases } })
    })
    .await
}

/// `GET /cases/{id}`
pub(crate) async fn show_case(Who(who): Who<Customer>, id: Id<CaseId>, app: App) -> Answer<Shown<InvoiceDto>> {
    let ctx = app.context();
    app.show(who, move |db, who| Ok(Shown { resource: resource(db, who, id.0, None, &ctx)? })).await
}

/// `GET /cases/case-reference/{caseReference}`
pub(crate) async fn by_reference(Who(who): Who<Customer>, path: Path<String>, app: App) -> Answer<Shown<InvoiceDto>> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let id = of_client::by_reference(db, who, &path.trim().to_ascii_uppercase())?;
        Ok(Shown { resource: resource(db, who, id, None, &ctx)? })
    })
    .await
}

/// `GET /cases/by-creditor-reference/{creditorReference}`: by the client's own reference, exactly.
pub(crate) async fn by_own_reference(
    Who(who): Who<Customer>,
    path: Path<String>,
    app: App,
) -> Answer<Shown<InvoiceDto>> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let id = of_client::by_own_reference(db, who, &path)?;
        Ok(Shown { resource: resource(db, who, id, None, &ctx)? })
    })
    .await
}
