//! What an agency does with a case: one handler per verb, for page and API.

use super::answers::{ChatDto, CloseCaseResponse, NoteCreatedByDto, NoteDto, StartCaseResponse};
use super::casepage::{CasePage, VerbPage};
use super::forms::{
    AssignHandlerRequest, CloseCaseRequest, CreateNoteRequest, DeclineCaseRequest, LogCallRequest,
    PartnerReferenceRequest, PauseCaseRequest, RequestInfoRequest, SendChatRequest, StartCaseRequest,
};
use super::{resource_of, resources};
use crate::actions;
use crate::actions::Context;
use crate::actions::cases::Named;
use crate::domain::actor::Partner;
use crate::domain::case::Lifecycle;
use crate::domain::ids::CaseId;
use crate::store::cases::Case;
use crate::store::{self, Db, Writer};
use crate::web::engagements::FORMER_CASES;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Fields, Filled, Id, Input};

/// The address of a case's page.
pub(crate) fn page_of(id: CaseId) -> String {
    format!("/partner/cases/{id}")
}

fn done(db: &mut Db, who: &Partner, case: &Case, notice: &str) -> Result<Done, Failure> {
    // Only the API needs the resource; a page redirects.
    if who.person().is_some() {
        return Ok(Done::gone(page_of(case.id), notice));
    }
    Done::new(page_of(case.id), notice, &resource_of(db, who, case.id)?)
}

/// On pages the sender is the person who is signed in. The contract has a field for another sender.
fn sender(who: &Partner, named: Named) -> Named {
    match (named.is_nobody(), who.person()) {
        (true, Some(person)) => Named { email: Some(person.email.clone()), id: None },
        _ => named,
    }
}

/// `GET /cases/{id}/start`: the form, with the reader as sender and handler.
pub(crate) async fn show_start(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<VerbPage> {
    app.show(who, move |db, who| VerbPage::start(db, who, id.0, None)).await
}

/// `POST /cases/{id}/start`
///
/// # Errors
/// If the case is in another state or needs custom terms, or the handler is not a colleague.
pub(crate) async fn start_case(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<StartCaseRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, mut order: actions::cases::StartOrder, ctx: &Context| {
        order.sender = sender(who, order.sender);
        let case = actions::cases::start(db, who, id.0, order, ctx)?;
        Done::new(
            page_of(case.id),
            "The case is accepted. The creditor has your welcome message.",
            &StartCaseResponse::new(&case, ctx.now),
        )
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::start(db, who, id.0, Some(form))).await
}

/// `GET /cases/{id}/decline`
pub(crate) async fn show_decline(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<VerbPage> {
    app.show(who, move |db, who| VerbPage::decline(db, who, id.0, Filled::new::<DeclineCaseRequest>())).await
}

/// `POST /cases/{id}/decline`
///
/// # Errors
/// If the case is in another state, or the category or the reason is missing.
pub(crate) async fn decline_case(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<DeclineCaseRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, (category, reason), ctx: &Context| {
        let reason: String = reason;
        let mut file = store::cases::load(db, who, id.0)?;
        let case = actions::cases::decline(db, who, id.0, category, &reason, ctx)?;
        if case.lifecycle == Lifecycle::PendingVerificationInternal {
            // The agency does not see the case any more; it is told the state, and finds its part in the record.
            file.case.lifecycle = case.lifecycle;
            let resource = resources(db, who, &[file])?.pop();
            let notice = "The case is declined. The operator looks for another agency.";
            return Done::new(format!("{FORMER_CASES}/{}", id.0), notice, &resource);
        }
        done(db, who, &case, "The case is declined. The creditor has been told why.")
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::decline(db, who, id.0, form)).await
}

/// `GET /cases/{id}/request-info`
pub(crate) async fn show_request_info(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<VerbPage> {
    app.show(who, move |db, who| VerbPage::ask(db, who, id.0, Filled::new::<RequestInfoRequest>())).await
}

/// `POST /cases/{id}/request-info`
///
/// # Errors
/// If the case is in another state, or the question is missing.
pub(crate) async fn request_info(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<RequestInfoRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, question: String, ctx: &Context| {
        let case = actions::cases::ask_information(db, who, id.0, &question, ctx)?;
        done(db, who, &case, "The creditor has your question and two business days to answer.")
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::ask(db, who, id.0, form)).await
}

/// `POST /cases/{id}/withdraw-question`
pub(crate) async fn withdraw_question(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<()>,
    app: App,
) -> Answer<CasePage> {
    let act = move |db: &mut Writer, who: &Partner, (), ctx: &Context| {
        let case = actions::cases::withdraw_question(db, who, id.0, ctx)?;
        done(db, who, &case, "The question is withdrawn; the case is new again.")
    };
    app.submit(who, sent, act, move |db, who, form| CasePage::load(db, who, id.0, "timeline", form)).await
}

/// `POST /cases/{id}/return-to-active`
pub(crate) async fn return_to_active(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<()>,
    app: App,
) -> Answer<CasePage> {
    let act = move |db: &mut Writer, who: &Partner, (), ctx: &Context| {
        let case = actions::cases::return_to_active(db, who, id.0, ctx)?;
        done(db, who, &case, "The case is Active again.")
    };
    app.submit(who, sent, act, move |db, who, form| CasePage::load(db, who, id.0, "timeline", form)).await
}

/// `GET /cases/{id}/pause`
pub(crate) async fn show_pause(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<VerbPage> {
    app.show(who, move |db, who| VerbPage::pause(db, who, id.0, Filled::new::<PauseCaseRequest>())).await
}

/// `POST /cases/{id}/pause`
///
/// # Errors
/// If the case is in another state, or the reason is missing.
pub(crate) async fn pause_case(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<PauseCaseRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, reason: String, ctx: &Context| {
        let case = actions::cases::pause(db, who, id.0, &reason, ctx)?;
        done(db, who, &case, "The case is paused.")
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::pause(db, who, id.0, form)).await
}

/// `POST /cases/{id}/resume`
pub(crate) async fn resume_case(Who(who): Who<Partner>, id: Id<CaseId>, sent: Input<()>, app: App) -> Answer<CasePage> {
    let act = move |db: &mut Writer, who: &Partner, (), ctx: &Context| {
        let case = actions::cases::resume(db, who, id.0, ctx)?;
        done(db, who, &case, "The case is Active again.")
    };
    app.submit(who, sent, act, move |db, who, form| CasePage::load(db, who, id.0, "timeline", form)).await
}

/// `GET /cases/{id}/close`: the form. A close code in the address is preselected.
pub(crate) async fn show_close(Who(who): Who<Partner>, id: Id<CaseId>, asked: Asked, app: App) -> Answer<VerbPage> {
    let fields = Fields::default().with("closeCode", asked.one("closeCode").unwrap_or_default());
    app.show(who, move |db, who| VerbPage::close(db, who, id.0, Filled::with::<CloseCaseRequest>(fields))).await
}

/// `POST /cases/{id}/close`
///
/// # Errors
/// If a rule of the close code is not met.
pub(crate) async fn close_case(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<CloseCaseRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, (code, comment), ctx: &Context| {
        let comment: Option<String> = comment;
        let case = actions::cases::close(db, who, id.0, code, comment.as_deref(), ctx)?;
        Done::new(page_of(case.id), "The case is closed.", &CloseCaseResponse::new(&case, &who.author(), ctx.now))
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::close(db, who, id.0, form)).await
}

/// `POST /cases/{id}/notes`
///
/// # Errors
/// If the text is missing, or the date is in the future.
pub(crate) async fn create_note(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<CreateNoteRequest>,
    app: App,
) -> Answer<CasePage> {
    let act = move |db: &mut Writer, who: &Partner, (text, date), ctx: &Context| {
        let text: String = text;
        let (case, entry) = actions::cases::note(db, who, id.0, &text, date, ctx)?;
        let author = who.author();
        let note = NoteDto {
            id: entry.to_string(),
            case_reference: case.reference.to_string(),
            title: "Note".to_owned(),
            description: text,
            visibility: "Creditor".to_owned(),
            created_at: ctx.now,
            event_date: date,
            created_by: NoteCreatedByDto { user_id: author.number, user_name: author.name },
        };
        Done::new(page_of(case.id), "The note is on the timeline.", &note)
    };
    app.submit(who, sent, act, move |db, who, form| CasePage::load(db, who, id.0, "timeline", form)).await
}

/// `POST /cases/{id}/calls`
///
/// # Errors
/// If the outcome is missing, or the date is in the future.
pub(crate) async fn log_call(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<LogCallRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, order, ctx: &Context| {
        let (case, _) = actions::cases::log_call(db, who, id.0, order, ctx)?;
        done(db, who, &case, "The call is on the timeline.")
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::call(db, who, id.0, form)).await
}

/// `GET /cases/{id}/calls`: the form.
pub(crate) async fn show_call(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<VerbPage> {
    app.show(who, move |db, who| VerbPage::call(db, who, id.0, Filled::new::<LogCallRequest>())).await
}

/// `POST /cases/{id}/chats`
///
/// # Errors
/// If the text is missing, or the sender is not a colleague.
pub(crate) async fn send_message(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    mut sent: Input<SendChatRequest>,
    app: App,
) -> Answer<CasePage> {
    // By the contract, the same key with another text is another message and no conflict.
    sent.once = sent.once.map(|key| format!("{key}:{}:{}", id.0, sent.body_hash));
    let act = move |db: &mut Writer, who: &Partner, (named, text), ctx: &Context| {
        let text: String = text;
        let message = actions::cases::send_message(db, who, id.0, &sender(who, named), &text, ctx)?;
        Done::new(format!("{}?tab=messages", page_of(id.0)), "The message is on its way.", &ChatDto::from(&message))
    };
    app.submit(who, sent, act, move |db, who, form| CasePage::load(db, who, id.0, "messages", form)).await
}

/// `GET /cases/{id}/handler`: the form.
pub(crate) async fn show_handler(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<VerbPage> {
    app.show(who, move |db, who| VerbPage::handler(db, who, id.0, None)).await
}

/// `PUT /cases/{id}/handler`
///
/// # Errors
/// If the handler is not a colleague.
pub(crate) async fn assign_handler(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<AssignHandlerRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, named: Named, ctx: &Context| {
        let case = actions::cases::assign_handler(db, who, id.0, &named, ctx)?;
        done(db, who, &case, "The handler is saved.")
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::handler(db, who, id.0, Some(form))).await
}

/// `GET /cases/{id}/partner-reference`: the form.
pub(crate) async fn show_reference(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<VerbPage> {
    app.show(who, move |db, who| VerbPage::reference(db, who, id.0, None)).await
}

/// `PUT /cases/{id}/partner-reference`
///
/// # Errors
/// If the reference is too long, or the case is merged.
pub(crate) async fn set_reference(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    sent: Input<PartnerReferenceRequest>,
    app: App,
) -> Answer<VerbPage> {
    let act = move |db: &mut Writer, who: &Partner, reference: Option<String>, ctx: &Context| {
        let case = actions::cases::set_reference(db, who, id.0, reference, ctx)?;
        done(db, who, &case, "Your reference is saved.")
    };
    app.submit(who, sent, act, move |db, who, form| VerbPage::reference(db, who, id.0, Some(form))).await
}
