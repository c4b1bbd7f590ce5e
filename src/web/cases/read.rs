//! Reading cases: the list, a single case, and the contract's look-ups.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::answers::{CaseTimelineResponse, CaseValidationStatusDto, ChatDto};
use super::casepage::CasePage;
use super::filters;
use super::page::{self, CaseListPage, CaseListRow};
use super::query;
use super::resource::{AgencysReference, InvoiceDto, InvoiceListDto};
use super::{resource_of, resources};
use crate::actions;
use crate::domain::actor::Partner;
use crate::domain::ids::{CaseId, CreditorId};
use crate::store;
use crate::web::http::lists::Choices;
use crate::web::http::who::Who;
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Failure, Filled, Id, Problems};

/// References in one look-up.
const MAX_REFERENCES: usize = 100;

/// `GET /cases`
///
/// # Errors
/// If a filter is unknown, or the page number is wrong.
pub(crate) async fn list_cases(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<CaseListPage> {
    let json = who.person().is_none();
    let paging = asked.paging(if json { 10 } else { 50 }, 100)?;
    let filter = filters::filter_of(&asked, &who)?;
    let now = app.now();
    app.show(who, move |db, who| {
        let found = store::cases::find(db, who, &filter, paging.skip(), paging.size, json)?;
        let files = store::cases::load_many(db, who, &found.ids)?;
        let cases = if json { resources(db, who, &files)? } else { Vec::new() };
        let tab = query::tab_of(&asked)?;
        let (counts, team, countries) = match json {
            true => (Vec::new(), Vec::new(), Vec::new()),
            false => (
                store::cases::counts(db, who, filter.tests)?,
                store::people::team::of_agency(db, who)?,
                store::cases::countries(db, who)?,
            ),
        };
        // The hint is shown only on an empty list, so only then it is looked up.
        let is_unsigned = !json
            && files.is_empty()
            && store::people::organisations::profile(db, who.agency.id)?.agreement_signed_at.is_none();
        Ok(CaseListPage {
            is_unsigned,
            resource: InvoiceListDto { page: PageData::new(found.total.cases, paging, files.len()), cases },
            rows: files.into_iter().map(|file| CaseListRow::new(file, who.agency.time_zone, now)).collect(),
            tabs: page::tabs(&asked, tab, &counts),
            choices: Choices { team, countries, ..Choices::default() },
            views: match who.person() {
                Some(person) => store::cases::views::of_person(db, who, person)?,
                None => Vec::new(),
            },
            asked,
            paging,
            total: found.total,
        })
    })
    .await
}

/// `GET /cases/{id}`
pub(crate) async fn show_case(Who(who): Who<Partner>, id: Id<CaseId>, asked: Asked, app: App) -> Answer<CasePage> {
    let tab = asked.one("tab").unwrap_or("timeline").to_owned();
    if who.person().is_some() && !who.is_looker() && tab == "messages" {
        let who = who.clone();
        app.run(move |db, ctx| Ok(actions::cases::see_messages(db, &who, id.0, ctx)?)).await?;
    }
    let now = app.now();
    app.show(who, move |db, who| {
        CasePage::load(db, who, id.0, &tab, Filled::new::<super::forms::SendChatRequest>())?.with_plans(db, who, now)
    })
    .await
}

async fn json<T: Serialize + Send + 'static>(
    app: App,
    read: impl FnOnce(&mut store::Db) -> Result<T, Failure> + Send + 'static,
) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().json(app.read(read).await?))
}

/// `GET /cases/case-reference/{caseReference}`
pub(crate) async fn by_reference(
    Who(who): Who<Partner>,
    path: web::Path<String>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let reference = path.into_inner().trim().to_ascii_uppercase();
    json(app, move |db| {
        let id = store::cases::id_by_reference(db, &who, &reference)?;
        resource_of(db, &who, id)
    })
    .await
}

/// `GET /cases/by-partner-reference/{reference}`: exact match; the newest case if the reference was used twice.
pub(crate) async fn by_partner_reference(
    Who(who): Who<Partner>,
    path: web::Path<String>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let reference = path.into_inner();
    if reference.trim().is_empty() {
        return Err(Problems::at("reference", "The reference is missing.").into());
    }
    json(app, move |db| {
        let found = store::cases::ids_by_partner_references(db, &who, &[reference])?;
        let (_, id) = found.last().ok_or(Failure::NotFound)?;
        resource_of(db, &who, *id)
    })
    .await
}

/// `GET /cases/by-partner-reference?references=a,b`: a map without the unknown references.
///
/// # Errors
/// If there are no references, or too many.
pub(crate) async fn by_partner_references(
    Who(who): Who<Partner>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    let references = asked.list("references");
    if references.is_empty() || references.len() > MAX_REFERENCES {
        let text = format!("Name 1 to {MAX_REFERENCES} references, separated by commas.");
        return Err(Problems::at("references", text).into());
    }
    json(app, move |db| {
        let found = store::cases::ids_by_partner_references(db, &who, &references)?;
        let ids: Vec<CaseId> = found.iter().map(|(_, id)| *id).collect();
        let files = store::cases::load_many(db, &who, &ids)?;
        let mut map: BTreeMap<String, InvoiceDto> = BTreeMap::new();
        for case in resources(db, &who, &files)? {
            if let Some(AgencysReference(Some(reference))) = case.collection_partner_reference.clone() {
                map.insert(reference, case);
            }
        }
        Ok(map)
    })
    .await
}

/// `GET /cases/by-creditor-reference?reference=…&creditorId=…`
///
/// # Errors
/// If a parameter is missing, or there is no such case of theirs.
pub(crate) async fn by_creditor_reference(
    Who(who): Who<Partner>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    let mut problems = Problems::none();
    let reference = asked.one("reference").map(str::to_owned);
    if reference.is_none() {
        problems.add("reference", "The reference is missing.");
    }
    let creditor = asked.one("creditorId").and_then(CreditorId::parse);
    if creditor.is_none() {
        problems.add("creditorId", "The creditor's id is missing or malformed.");
    }
    problems.or(())?;
    let (Some(reference), Some(creditor)) = (reference, creditor) else { return Err(Failure::NotFound) };
    json(app, move |db| {
        let id = store::cases::id_by_creditor_reference(db, &who, creditor, &reference)?;
        resource_of(db, &who, id)
    })
    .await
}

/// `GET /cases/{id}/timeline`
pub(crate) async fn timeline(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Result<HttpResponse, Failure> {
    json(app, move |db| {
        let case = store::cases::load_case(db, &who, id.0)?;
        Ok(CaseTimelineResponse::new(&case, &store::facts::timeline_of(db, &who, case.id)?))
    })
    .await
}

/// `GET /cases/{id}/chats`
pub(crate) async fn chats(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Result<HttpResponse, Failure> {
    json(app, move |db| chats_of(db, &who, id.0)).await
}

/// The messages of a case.
pub(crate) fn chats_of(db: &mut store::Db, who: &Partner, id: CaseId) -> Result<Vec<ChatDto>, Failure> {
    let case = store::cases::load_case(db, who, id)?;
    let messages = store::cases::messages::of_case(db, who, case.id)?;
    Ok(messages.iter().map(ChatDto::from).collect())
}

/// `GET /cases/{id}/validation`
pub(crate) async fn validation(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Result<HttpResponse, Failure> {
    json(app, move |db| Ok(CaseValidationStatusDto::new(&store::cases::load(db, &who, id.0)?))).await
}
