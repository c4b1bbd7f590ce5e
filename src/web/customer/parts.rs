//! What belongs to a case of the client: history, conversation, payments, what is missing, its exclusive period, quotes.

use actix_web::HttpRequest;
use serde::Serialize;
use utoipa::ToSchema;

use super::Shown;
use crate::actions::{Context, cases};
use crate::domain::actor::{Client, Customer};
use crate::domain::fact::text_for_client;
use crate::domain::ids::CaseId;
use crate::store::books::payments::newest_first;
use crate::store::cases::CaseFile;
use crate::store::cases::intake::Item;
use crate::store::facts::Entry;
use crate::store::{self, Db, Writer};
use crate::web::cases::answers::{CaseTimelineResponse, CaseValidationItemDto, CaseValidationStatusDto, ChatDto};
use crate::web::cases::forms::SendChatRequest;
use crate::web::cases::resource::asks_client;
use crate::web::http::who::Who;
use crate::web::http::wire::moment;
use crate::web::http::{Answer, App, Done, Failure, Id, Input, Problems};
use crate::web::payments::resource::{ExclusivePeriodDto, PaymentDto};

/// An entry of the timeline as the client reads it.
fn for_client(entry: Entry) -> Option<Entry> {
    let description = text_for_client(&entry.kind, &entry.description)?.to_owned();
    Some(Entry { description, ..entry })
}

/// `GET /cases/{id}/timeline`
pub(crate) async fn timeline(Who(who): Who<Customer>, id: Id<CaseId>, app: App) -> Answer<Shown<CaseTimelineResponse>> {
    app.show(who, move |db, who| {
        let case = store::cases::load_case(db, who, id.0)?;
        let entries = store::facts::timeline_of(db, who, case.id)?;
        let entries: Vec<Entry> = entries.into_iter().filter_map(for_client).collect();
        Ok(Shown { resource: CaseTimelineResponse::new(&case, &entries) })
    })
    .await
}

/// `GET /cases/{id}/chats`
pub(crate) async fn chats(Who(who): Who<Customer>, id: Id<CaseId>, app: App) -> Answer<Shown<Vec<ChatDto>>> {
    app.show(who, move |db, who| Ok(Shown { resource: chats_of(db, who, id.0)? })).await
}

/// The messages of a case.
pub(crate) fn chats_of(db: &mut Db, who: &Customer, id: CaseId) -> Result<Vec<ChatDto>, Failure> {
    let case = store::cases::load_case(db, who, id)?;
    let messages = store::cases::messages::of_case(db, who, case.id)?;
    Ok(messages.iter().map(ChatDto::from).collect())
}

/// `POST /cases/{id}/chats`: a message of somebody of the client's team. It answers an open question.
///
/// # Errors
/// If the sender is not of the team, or the case takes no messages.
pub(crate) async fn send_chat(
    Who(who): Who<Customer>,
    id: Id<CaseId>,
    sent: Input<SendChatRequest>,
    app: App,
) -> Answer<Shown<ChatDto>> {
    let act = move |db: &mut Writer, who: &Customer, (named, text): (cases::Named, String), ctx: &Context| {
        let case = store::cases::load_case(db, who, id.0)?;
        let team = store::clients::customer::team(db, who)?;
        let (field, said) = match (&named.email, &named.id) {
            (None, None) => ("userEmail", "Name the person of your team who writes."),
            (None, Some(_)) => ("userId", "Nobody of your team has this id."),
            (Some(_), _) => ("userEmail", "Nobody of your team has this address."),
        };
        let sender = team.into_iter().find(|person| match (&named.email, &named.id) {
            (Some(email), _) => person.email.eq_ignore_ascii_case(email),
            (None, Some(id)) => person.id.as_str().eq_ignore_ascii_case(id.trim()),
            (None, None) => false,
        });
        let sender = sender.ok_or_else(|| Problems::at(field, said))?;
        let client = Client {
            case: case.id,
            creditor: who.id,
            creditor_name: who.name.clone(),
            name: sender.name(),
            email: sender.email,
        };
        let (_, message) = cases::answer(db, &client, &text, ctx)?;
        Done::new("", "", &ChatDto::from(&message))
    };
    app.submit(who, sent, act, |_, _, _| Err(Failure::NotFound)).await
}

/// `GET /cases/{id}/payments`
pub(crate) async fn case_payments(Who(who): Who<Customer>, id: Id<CaseId>, app: App) -> Answer<Shown<Vec<PaymentDto>>> {
    app.show(who, move |db, who| {
        let case = store::cases::load_case(db, who, id.0)?;
        let payments = store::books::payments::of_case(db, &case)?;
        Ok(Shown {
            resource: newest_first(&payments)
                .into_iter()
                .map(|payment| PaymentDto::for_client(payment, &case))
                .collect(),
        })
    })
    .await
}

/// What the client must still say about a case: to the operator that verifies it, or to the agency.
pub(crate) fn validation_of(file: &CaseFile, asked: &[Item]) -> CaseValidationStatusDto {
    let needs_info = asks_client(file);
    let mut items: Vec<CaseValidationItemDto> = asked
        .iter()
        .filter(|item| needs_info && item.case_id == file.case.id && item.closed_at.is_none())
        .map(|item| CaseValidationItemDto {
            resolution_area: item.area.name().to_owned(),
            description: item.description.clone(),
        })
        .collect();
    if items.is_empty() {
        items.extend(CaseValidationStatusDto::new(file).items);
    }
    CaseValidationStatusDto { needs_info, creditor_responded_at: file.case.answered_at.map(moment), items }
}

/// `GET /cases/{id}/validation`
pub(crate) async fn validation(
    Who(who): Who<Customer>,
    id: Id<CaseId>,
    app: App,
) -> Answer<Shown<CaseValidationStatusDto>> {
    app.show(who, move |db, who| {
        let file = store::cases::load(db, who, id.0)?;
        let asked = store::cases::intake::items(db, &[file.case.id])?;
        Ok(Shown { resource: validation_of(&file, &asked) })
    })
    .await
}

/// `GET /cases/{id}/exclusive-period`
///
/// # Errors
/// If the case is not theirs, or has no such period.
pub(crate) async fn exclusive_period(
    Who(who): Who<Customer>,
    id: Id<CaseId>,
    app: App,
) -> Answer<Shown<ExclusivePeriodDto>> {
    let now = app.now();
    app.show(who, move |db, who| {
        let case = store::cases::load_case(db, who, id.0)?;
        let extensions = store::cases::periods::of_case(db, &case)?;
        let resource = ExclusivePeriodDto::new(&case, &extensions, now).ok_or(Failure::NotFound)?.for_client();
        Ok(Shown { resource })
    })
    .await
}

/// The quote requests of a case. There are none until quotes exist.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LeadListDto {
    #[schema(value_type = Vec<Object>)]
    pub quote_requests: Vec<()>,
}

/// `GET /cases/{id}/quote-requests`
pub(crate) async fn quote_requests(Who(who): Who<Customer>, id: Id<CaseId>, app: App) -> Answer<Shown<LeadListDto>> {
    app.show(who, move |db, who| {
        store::cases::load_case(db, who, id.0)?;
        Ok(Shown { resource: LeadListDto { quote_requests: Vec::new() } })
    })
    .await
}

/// `GET /cases/{id}/quote-requests/{quoteRequestId}` and below: there are none.
///
/// # Errors
/// Always: a malformed id, or no such quote request.
pub(crate) async fn quote_request(
    Who(who): Who<Customer>,
    id: Id<CaseId>,
    request: HttpRequest,
    app: App,
) -> Answer<Shown<LeadListDto>> {
    if request.match_info().iter().any(|(_, part)| CaseId::parse(part).is_none()) {
        return Err(Failure::MalformedId);
    }
    app.show(who, move |db, who| {
        store::cases::load_case(db, who, id.0)?;
        Err(Failure::NotFound)
    })
    .await
}
