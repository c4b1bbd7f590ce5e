//! The creditor's side of a case: what is asked, the conversation, an answer. The link in a mail is the key.

use askama::Template;
use serde::Deserialize;

use crate::actions;
use crate::actions::Here;
use crate::domain::actor::Client;
use crate::domain::case::{By, Lifecycle, Verb, may};
use crate::store;
use crate::store::Db;
use crate::store::cases::CaseFile;
use crate::store::messages::Message;
use crate::web::cases::page::state_class;
use crate::web::filters;
use crate::web::http::{Answer, App, Done, Failure, Filled, Form, Input, Page, Problems};

/// The creditor's page of a case.
#[derive(Template)]
#[template(path = "client/case.html")]
pub struct ClientPage {
    file: CaseFile,
    agency: String,
    messages: Vec<Message>,
    form: Filled,
    token: String,
}

impl Page for ClientPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl ClientPage {
    fn load(db: &mut Db, who: &Client, token: &str, form: Filled) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, who.case)?;
        let agency = match file.case.collection_partner_id {
            Some(id) => store::people::profile(db, id)?.name,
            None => "the collection partner".to_owned(),
        };
        let messages = store::messages::of_case(db, who.case)?;
        Ok(Self { file, agency, messages, form, token: token.to_owned() })
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
        if text.is_empty() {
            return Err(Problems::at("message", "Write your answer first."));
        }
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
pub async fn show_client(who: Client, token: actix_web::web::Path<String>, app: App) -> Answer<ClientPage> {
    let token = token.into_inner();
    let case = who.case;
    // Opening the page is how the creditor sees what the agency wrote.
    app.run(move |db, here| Ok(store::messages::seen(db, case, "Partner", here.now)?)).await?;
    app.show(who, move |db, who| ClientPage::load(db, who, &token, Filled::new())).await
}

/// `POST /client/{token}`: an answer to what is asked, or a message.
///
/// # Errors
/// No such link; no text; a case that takes no messages.
pub async fn answer(
    who: Client,
    token: actix_web::web::Path<String>,
    sent: Input<AnswerForm>,
    app: App,
) -> Answer<ClientPage> {
    let token = token.into_inner();
    let to = format!("/client/{token}");
    let act = move |db: &mut Db, who: &Client, text: String, here: &Here| {
        actions::cases::answer(db, who, &text, here)?;
        Ok(Done::gone(to, "Thank you. The agency has your message."))
    };
    app.submit(who, sent, act, move |db, who, form| ClientPage::load(db, who, &token, form)).await
}
