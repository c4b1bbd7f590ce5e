//! What the forms about a case send. Names are the contract's where it has them.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::cases::{CallOrder, Named, REFERENCE_LENGTH, StartOrder};
use crate::domain::calendar::Moment;
use crate::domain::case::{CloseCode, DeclineCategory};
use crate::domain::day;
use crate::web::http::{Form, Problems};

/// A text that must be there and must not be longer than `most` characters.
fn required(problems: &mut Problems, field: &str, text: Option<String>, most: usize, what: &str) -> String {
    let text = text.unwrap_or_default().trim().to_owned();
    if text.is_empty() {
        problems.add(field, format!("{what} is missing."));
    }
    limited(problems, field, &text, most);
    text
}

fn limited(problems: &mut Problems, field: &str, text: &str, most: usize) {
    let length = text.chars().count();
    if length > most {
        problems.add(field, format!("At most {most} characters; these are {length}."));
    }
}

/// A date-time or a day; a day means its noon in UTC, so that it stays that day in most places.
fn moment_at(problems: &mut Problems, field: &str, text: Option<String>) -> Option<Moment> {
    let text = text?;
    let read = day::read_moment(&text);
    if read.is_none() {
        problems.add(field, format!("“{}” is not a date such as 2026-11-21.", text.trim()));
    }
    read
}

/// Accepts a case. The contract's `StartCaseRequest`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct StartCaseRequest {
    pub welcome_message: Option<String>,
    pub user_email: Option<String>,
    pub user_id: Option<String>,
    pub collection_partner_reference: Option<String>,
    pub assigned_user_email: Option<String>,
    pub assigned_user_id: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub interest_fees: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub reminder_fees: Option<String>,
    #[schema(value_type = Option<f64>)]
    pub collection_fees: Option<String>,
}

impl Form for StartCaseRequest {
    type Order = StartOrder;

    fn parse(self) -> Result<StartOrder, Problems> {
        let mut problems = Problems::none();
        let welcome_message =
            required(&mut problems, "welcomeMessage", self.welcome_message, 5_000, "The welcome message");
        let reference = self.collection_partner_reference.map(|text| text.trim().to_owned());
        limited(
            &mut problems,
            "collectionPartnerReference",
            reference.as_deref().unwrap_or_default(),
            REFERENCE_LENGTH,
        );
        problems.or(StartOrder {
            sender: Named { email: self.user_email, id: self.user_id },
            welcome_message,
            partner_reference: reference,
            handler: Named { email: self.assigned_user_email, id: self.assigned_user_id },
            fees: (self.interest_fees, self.reminder_fees, self.collection_fees),
        })
    }
}

/// Declines a case; an addition to the contract.
#[derive(Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct DeclineCaseRequest {
    pub category: Option<String>,
    pub reason: Option<String>,
}

impl Form for DeclineCaseRequest {
    type Order = (DeclineCategory, String);

    fn parse(self) -> Result<Self::Order, Problems> {
        let mut problems = Problems::none();
        let category = self.category.as_deref().and_then(DeclineCategory::parse);
        if category.is_none() {
            problems.add("category", "Choose a category.");
        }
        let reason = required(&mut problems, "reason", self.reason, 4_000, "The reason");
        problems.or(())?;
        category.map(|category| (category, reason)).ok_or_else(Problems::none)
    }
}

/// Asks the creditor for information; an addition to the contract.
#[derive(Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct RequestInfoRequest {
    pub question: Option<String>,
}

impl Form for RequestInfoRequest {
    type Order = String;

    fn parse(self) -> Result<String, Problems> {
        let mut problems = Problems::none();
        let question = required(&mut problems, "question", self.question, 10_000, "The question");
        problems.or(question)
    }
}

/// Lets a case rest; an addition to the contract.
#[derive(Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct PauseCaseRequest {
    pub reason: Option<String>,
}

impl Form for PauseCaseRequest {
    type Order = String;

    fn parse(self) -> Result<String, Problems> {
        let mut problems = Problems::none();
        let reason = required(&mut problems, "reason", self.reason, 2_000, "The reason");
        problems.or(reason)
    }
}

/// Ends a case. The contract's `CloseCaseRequest`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct CloseCaseRequest {
    pub close_code: Option<String>,
    pub comment: Option<String>,
}

impl Form for CloseCaseRequest {
    type Order = (CloseCode, Option<String>);

    fn parse(self) -> Result<Self::Order, Problems> {
        let mut problems = Problems::none();
        let code = self.close_code.as_deref().and_then(CloseCode::parse);
        if code.is_none() {
            problems.add(
                "closeCode",
                match &self.close_code {
                    Some(text) => format!("“{text}” is not a close code."),
                    None => "Choose how the case ends.".to_owned(),
                },
            );
        }
        let comment = self.comment.map(|text| text.trim().to_owned());
        limited(&mut problems, "comment", comment.as_deref().unwrap_or_default(), 2_000);
        problems.or(())?;
        code.map(|code| (code, comment)).ok_or_else(Problems::none)
    }
}

/// Writes a note. The contract's `CreateNoteRequest`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct CreateNoteRequest {
    pub description: Option<String>,
    pub event_date: Option<String>,
}

impl Form for CreateNoteRequest {
    type Order = (String, Option<Moment>);

    fn parse(self) -> Result<Self::Order, Problems> {
        let mut problems = Problems::none();
        let text = required(&mut problems, "description", self.description, 10_000, "The note");
        let date = moment_at(&mut problems, "eventDate", self.event_date);
        problems.or((text, date))
    }
}

/// Logs a call; an addition to the contract.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct LogCallRequest {
    pub with: Option<String>,
    pub outcome: Option<String>,
    pub description: Option<String>,
    pub event_date: Option<String>,
}

impl Form for LogCallRequest {
    type Order = CallOrder;

    fn parse(self) -> Result<CallOrder, Problems> {
        let mut problems = Problems::none();
        let with = self.with.unwrap_or_else(|| "the debtor".to_owned());
        limited(&mut problems, "with", &with, 200);
        let outcome = required(&mut problems, "outcome", self.outcome, 500, "What came of the call");
        let text = self.description.unwrap_or_default();
        limited(&mut problems, "description", &text, 10_000);
        let event_date = moment_at(&mut problems, "eventDate", self.event_date);
        problems.or(CallOrder { with, outcome, text, event_date })
    }
}

/// Writes to the creditor. The contract's `SendChatRequest`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the contract's own names")]
pub struct SendChatRequest {
    pub message: Option<String>,
    pub user_email: Option<String>,
    pub user_id: Option<String>,
}

impl Form for SendChatRequest {
    type Order = (Named, String);

    fn parse(self) -> Result<Self::Order, Problems> {
        let mut problems = Problems::none();
        let text = required(&mut problems, "message", self.message, 10_000, "The message");
        problems.or((Named { email: self.user_email, id: self.user_id }, text))
    }
}

/// Says who works a case; an addition to the contract. Nobody when it is empty.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct AssignHandlerRequest {
    pub assigned_user_email: Option<String>,
    pub assigned_user_id: Option<String>,
}

impl Form for AssignHandlerRequest {
    type Order = Named;

    fn parse(self) -> Result<Named, Problems> {
        Ok(Named { email: self.assigned_user_email, id: self.assigned_user_id })
    }
}

/// Sets or clears the agency's own reference; an addition to the contract.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names speak for themselves")]
pub struct PartnerReferenceRequest {
    pub collection_partner_reference: Option<String>,
}

impl Form for PartnerReferenceRequest {
    type Order = Option<String>;

    fn parse(self) -> Result<Option<String>, Problems> {
        let mut problems = Problems::none();
        let reference = self.collection_partner_reference.map(|text| text.trim().to_owned());
        limited(
            &mut problems,
            "collectionPartnerReference",
            reference.as_deref().unwrap_or_default(),
            REFERENCE_LENGTH,
        );
        problems.or(reference.filter(|text| !text.is_empty()))
    }
}
