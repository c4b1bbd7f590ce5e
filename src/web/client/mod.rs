//! The creditor's side of a case: what is asked, the conversation, an answer. The link in a mail is the key.

use actix_web::web::Path;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;

use crate::actions;
use crate::actions::Here;
use crate::actions::documents::NewDocument;
use crate::config::Config;
use crate::domain::actor::Client;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Lifecycle, Verb, may};
use crate::domain::document::DocumentType;
use crate::store;
use crate::store::Db;
use crate::store::cases::CaseFile;
use crate::store::messages::Message;
use crate::web::cases::page::state_class;
use crate::web::documents::signed_link;
use crate::web::filters;
use crate::web::http::{Answer, App, Done, Failure, Filled, Form, Page, Problems, Reply, upload};

/// The creditor's page of a case.
#[derive(Template)]
#[template(path = "client/case.html")]
pub struct ClientPage {
    file: CaseFile,
    agency: String,
    messages: Vec<Message>,
    form: Filled,
    token: String,
    documents: Vec<(String, String)>,
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
        who: &Client,
        (token, config, now): (&str, &Config, Moment),
        form: Filled,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, who.case)?;
        let agency = match file.case.collection_partner_id {
            Some(id) => store::people::profile(db, id)?.name,
            None => "the collection partner".to_owned(),
        };
        let messages = store::messages::of_case(db, who.case)?;
        let documents = store::documents::of_case(db, who.case)?
            .into_iter()
            .map(|document| (signed_link(config, document.id, now), document.file_name))
            .collect();
        Ok(Self { file, agency, messages, form, token: token.to_owned(), documents })
    }

    fn class(&self) -> &'static str {
        state_class(self.file.case.lifecycle)
    }

    fn is_asked(&self) -> bool {
        self.file.case.lifecycle == Lifecycle::NeedsAdditionalDetails && self.file.case.answered_at.is_none()
    }

    fn may_write(&self) -> bool {
        may(&self.file.case.standing(), &Verb::SendMessage, By::Creditor)
    }

    /// Where the case stands, for somebody who does not speak the trade's language.
    fn words(&self) -> &'static str {
        match self.file.case.lifecycle {
            Lifecycle::PendingVerification => "The agency is looking at your case.",
            Lifecycle::NeedsAdditionalDetails if self.is_asked() => "The agency needs something from you.",
            Lifecycle::NeedsAdditionalDetails => "Your answer is with the agency.",
            Lifecycle::Active => "The agency is collecting.",
            Lifecycle::Paused => "Collection rests for the moment.",
            Lifecycle::Closed | Lifecycle::Merged => "The case is closed.",
            _ => "Your case is being prepared.",
        }
    }
}

/// What the creditor's page sends.
#[derive(Deserialize)]
pub struct AnswerForm {
    message: Option<String>,
}

impl Form for AnswerForm {
    type Order = String;

    fn parse(self) -> Result<String, Problems> {
        let text = self.message.unwrap_or_default().trim().to_owned();
        if text.chars().count() > 10_000 {
            return Err(Problems::at("message", "At most 10,000 characters."));
        }
        Ok(text)
    }
}

/// `GET /client/{token}`
///
/// # Errors
/// No such link.
pub async fn show_client(who: Client, token: Path<String>, app: App) -> Answer<ClientPage> {
    let token = token.into_inner();
    // Opening the page is how the creditor sees what the agency wrote.
    let reader = who.clone();
    app.run(move |db, here| Ok(actions::cases::see_messages_as_creditor(db, &reader, here)?)).await?;
    let (config, now) = (app.config().clone(), app.now());
    app.show(who, move |db, who| ClientPage::load(db, who, (&token, &config, now), Filled::new())).await
}

/// `POST /client/{token}`: an answer to what is asked, or a message; with files, if there are any.
///
/// # Errors
/// No such link; neither words nor files; files that are not taken; a case that takes no messages.
pub async fn answer(
    who: Client,
    token: Path<String>,
    request: HttpRequest,
    body: web::Payload,
    app: App,
) -> Answer<ClientPage> {
    let token = token.into_inner();
    let to = format!("/client/{token}");
    let received = upload::receive(&app, &request, body).await?;
    let (sent, bytes) = (received.input::<AnswerForm>(&request)?, received.bytes());
    let (blobs, config) = (app.shared().blobs.clone(), app.config().clone());
    let act = move |db: &mut Db, who: &Client, text: String, here: &Here| {
        let (text, files) = understood(text, received)?;
        actions::documents::answer_with_files(db, &blobs, who, (&text, &files), here)?;
        Ok(Done::gone(to, "Thank you. The agency has your message."))
    };
    let now = app.now();
    let reply =
        app.submit(who, sent, act, move |db, who, form| ClientPage::load(db, who, (&token, &config, now), form)).await;
    if !matches!(reply, Ok(Reply::Done(_))) {
        upload::forget(&app, bytes).await;
    }
    reply
}

/// Words, files, or both; files alone speak for themselves.
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
