//! The creditor's page of a case, opened by a link in a mail: questions, conversation, documents.

mod ended;
mod holder;

use actix_web::web::Path;
use actix_web::{Either, HttpRequest, HttpResponse, web};
use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions;
use crate::actions::Context;
use crate::actions::documents::NewDocument;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Lifecycle, Verb, may};
use crate::domain::client_link::{LinkStatus, ends};
use crate::domain::document::DocumentType;
use crate::domain::ids::DocumentId;
use crate::store;
use crate::store::cases::CaseFile;
use crate::store::cases::messages::Message;
use crate::store::{Db, Writer};
use crate::web::cases::page::state_class;
use crate::web::documents::signed_link;
use crate::web::filters;
use crate::web::http::request::values::Lines;
use crate::web::http::{Answer, App, Done, Failure, Filled, Page, Problems, Reply, Request, upload};
pub(crate) use ended::{EndedPage, renew};
pub(crate) use holder::Holder;

/// The case, or the page of a link that has ended.
pub(crate) type Shown = Result<Either<Reply<ClientPage>, Reply<EndedPage>>, Failure>;

#[derive(Template)]
#[template(path = "client/case.html")]
pub(crate) struct ClientPage {
    file: CaseFile,
    agency: String,
    messages: Vec<Message>,
    form: Filled,
    token: String,
    documents: Vec<(String, String)>,
    status: LinkStatus,
    until: chrono::NaiveDateTime,
}

impl Page for ClientPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl ClientPage {
    fn load(
        db: &mut Db,
        holder: &Holder,
        token: &str,
        (now, operator): (Moment, &str),
        form: Filled,
    ) -> Result<Self, Failure> {
        let who = &holder.link.client;
        let file = store::cases::load(db, who, who.case)?;
        // Before an agency sees the case, the operator works on it.
        let is_seen = file.case.assigned_at.is_some();
        let agency = match file.case.collection_partner_id.filter(|_| is_seen) {
            Some(id) => store::people::organisations::profile(db, id)?.name,
            None => operator.to_owned(),
        };
        let messages = store::cases::messages::of_case(db, who, who.case)?;
        let documents = store::documents::of_case(db, who, who.case)?
            .into_iter()
            .map(|document| (format!("/client/{token}/documents/{}", document.id), document.file_name))
            .collect();
        let (status, until) = (holder.link.status(now), ends(holder.link.made).naive_utc());
        Ok(Self { file, agency, messages, form, token: token.to_owned(), documents, status, until })
    }

    fn class(&self) -> &'static str {
        state_class(self.file.case.lifecycle)
    }

    fn is_asked(&self) -> bool {
        let asks = [Lifecycle::NeedsAdditionalDetails, Lifecycle::PendingVerificationInternal];
        let case = &self.file.case;
        asks.contains(&case.lifecycle) && case.question.is_some() && case.answered_at.is_none()
    }

    fn is_closed(&self) -> bool {
        self.status == LinkStatus::ReadOnly
    }

    fn may_write(&self) -> bool {
        let case = self.file.case.snapshot();
        let may_write = may(&case, &Verb::SendMessage, By::Creditor) || self.is_asked();
        self.status == LinkStatus::Open && may_write
    }

    /// The state of the case in everyday words.
    fn words(&self) -> &'static str {
        match self.file.case.lifecycle {
            Lifecycle::PendingVerification => "The agency is looking at your case.",
            Lifecycle::NeedsAdditionalDetails if self.is_asked() => "The agency needs something from you.",
            Lifecycle::NeedsAdditionalDetails => "Your answer is with the agency.",
            Lifecycle::Active => "The agency is collecting.",
            Lifecycle::Paused => "Collection rests for the moment.",
            Lifecycle::Closed | Lifecycle::Merged => "The case is closed.",
            Lifecycle::PendingVerificationInternal if self.is_asked() => {
                "Something is missing before your case can begin."
            }
            _ => "Your case is being checked.",
        }
    }
}

/// What the creditor's page sends.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct AnswerForm {
    /// The answer, or a message; files may come without one.
    #[validate(length(max = 10_000))]
    message: Option<Lines>,
}

impl Request for AnswerForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.message.map(|message| message.0).unwrap_or_default())
    }
}

/// `GET /client/{token}`
pub(crate) async fn show_client(who: Holder, token: Path<String>, app: App) -> Shown {
    let (token, now, operator) = (token.into_inner(), app.now(), app.context().operator);
    if !who.link.status(now).shows() {
        return ended::show(who, token, String::new(), false, &app).await.map(Either::Right);
    }
    // Opening the page marks the agency's messages as seen by the creditor.
    let reader = who.link.client.clone();
    app.run(move |db, ctx| Ok(actions::cases::see_messages_as_creditor(db, &reader, ctx)?)).await?;
    let empty = Filled::new::<AnswerForm>();
    let page = app.show(who, move |db, who| ClientPage::load(db, who, &token, (now, &operator), empty)).await;
    page.map(Either::Left)
}

/// `POST /client/{token}`: an answer to a question, or a message, with or without files.
///
/// # Errors
/// If the link is unknown, neither text nor files were sent, a file is not accepted, or the case takes no messages.
pub(crate) async fn answer(
    who: Holder,
    token: Path<String>,
    request: HttpRequest,
    body: web::Payload,
    app: App,
) -> Shown {
    let (token, now) = (token.into_inner(), app.now());
    let received = upload::receive(&app, &request, body).await?;
    let bytes = received.bytes();
    if !who.link.status(now).shows() {
        upload::forget(&app, bytes).await;
        let typed = received.fields.text("message").to_owned();
        return ended::show(who, token, typed, false, &app).await.map(Either::Right);
    }
    let reply = take(who, token, &request, received, &app).await;
    if !matches!(reply, Ok(Reply::Done(_))) {
        upload::forget(&app, bytes).await;
    }
    reply.map(Either::Left)
}

async fn take(
    who: Holder,
    token: String,
    request: &HttpRequest,
    received: upload::Received,
    app: &App,
) -> Answer<ClientPage> {
    let (sent, to) = (received.input::<AnswerForm>(request)?, format!("/client/{token}"));
    let (now, operator) = (app.now(), app.context().operator);
    let blobs = app.shared().blobs.clone();
    let act = move |db: &mut Writer, who: &Holder, text: String, ctx: &Context| {
        let (text, files) = understood(text, received)?;
        actions::documents::answer_with_files(db, &blobs, &who.link, &text, &files, ctx)?;
        Ok(Done::gone(to, "Thank you. Your message was sent."))
    };
    app.submit(who, sent, act, move |db, who, form| ClientPage::load(db, who, &token, (now, &operator), form)).await
}

/// `GET /client/{token}/documents/{documentId}`: redirects to a fresh signed link of a document, so that a page that
/// was left open keeps working.
///
/// # Errors
/// If the link is unknown or has ended, or the document is not of this case.
pub(crate) async fn show_document(
    who: Holder,
    path: Path<(String, String)>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let now = app.now();
    let id = DocumentId::parse(&path.1).filter(|_| who.link.status(now).shows()).ok_or(Failure::NotFound)?;
    let client = who.link.client.clone();
    let documents = app.read(move |db| Ok(store::documents::of_case(db, &client, client.case)?)).await?;
    if documents.iter().all(|document| document.id != id) {
        return Err(Failure::NotFound);
    }
    let to = signed_link(app.config(), id, now);
    Ok(HttpResponse::SeeOther().insert_header(("location", to)).finish())
}

/// Text and documents of an answer. Files without text are allowed.
fn understood(text: String, received: upload::Received) -> Result<(String, Vec<NewDocument>), Failure> {
    if let Some(failure) = received.refusal() {
        return Err(failure);
    }
    let kind = Some(DocumentType::CreditorDocuments);
    let files: Vec<NewDocument> = received.files.into_iter().map(|file| file.into_document(kind, None)).collect();
    if text.is_empty() && files.is_empty() {
        return Err(Problems::at("message", "Write your answer first, or add a file.").into());
    }
    if text.is_empty() {
        let names: Vec<&str> = files.iter().map(|file| file.file_name.as_str()).collect();
        return Ok((format!("Sent: {}", names.join(", ")), files));
    }
    Ok((text, files))
}
