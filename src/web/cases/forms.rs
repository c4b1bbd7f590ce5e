//! Requests about a case. Names are the contract's where it has them.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::cases::{CallOrder, MAX_REFERENCE_CHARACTERS, Named, StartOrder, TypedFees};
use crate::domain::calendar::Moment;
use crate::domain::case::{CloseCode, DeclineCategory};
use crate::web::http::request::values::{Amount, At, Email, Lines, Word};
use crate::web::http::{Problems, Request};

/// Characters in a message, a question, a note, or the text of a call.
const MAX_TEXT_CHARACTERS: u64 = 10_000;
/// Characters in a reason or a comment.
const MAX_REASON_CHARACTERS: u64 = 2_000;

/// Accepts a case.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StartCaseRequest {
    /// The first message to the creditor; it is mailed at once.
    #[validate(required, length(max = 5_000))]
    #[schemars(extend("x-missing" = "The welcome message is missing."))]
    welcome_message: Option<Lines>,
    /// The author; a colleague of the agency.
    user_email: Option<Email>,
    /// The author, by id.
    #[schemars(extend("deprecated" = true, "format" = "uuid"))]
    user_id: Option<String>,
    /// The agency's own reference.
    #[validate(length(max = MAX_REFERENCE_CHARACTERS))]
    collection_partner_reference: Option<String>,
    /// The handler of the case; a colleague of the agency.
    assigned_user_email: Option<Email>,
    /// The handler of the case, by id.
    #[schemars(extend("deprecated" = true, "format" = "uuid"))]
    assigned_user_id: Option<String>,
    /// Interest on the claim so far.
    interest_fees: Option<Amount>,
    /// Reminder fees so far.
    reminder_fees: Option<Amount>,
    /// Collection fees so far.
    collection_fees: Option<Amount>,
}

fn named(email: Option<Email>, id: Option<String>) -> Named {
    Named { email: email.map(|email| email.0), id }
}

impl Request for StartCaseRequest {
    type Order = StartOrder;

    fn order(self, _: &mut Problems) -> Option<StartOrder> {
        let text = |amount: Option<Amount>| amount.map(|amount| amount.0);
        Some(StartOrder {
            sender: named(self.user_email, self.user_id),
            welcome_message: self.welcome_message?.0,
            partner_reference: self.collection_partner_reference,
            handler: named(self.assigned_user_email, self.assigned_user_id),
            fees: TypedFees {
                interest: text(self.interest_fees),
                reminder: text(self.reminder_fees),
                collection: text(self.collection_fees),
            },
        })
    }
}

/// Declines a case; an addition to the contract.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct DeclineCaseRequest {
    /// The category.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a category."))]
    category: Option<Word<DeclineCategory>>,
    /// The reason.
    #[validate(required, length(max = 4_000))]
    #[schemars(extend("x-missing" = "The reason is missing."))]
    reason: Option<Lines>,
}

impl Request for DeclineCaseRequest {
    type Order = (DeclineCategory, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.category?.0, self.reason?.0))
    }
}

/// Asks the creditor for information; an addition to the contract.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct RequestInfoRequest {
    /// The question to the creditor.
    #[validate(required, length(max = MAX_TEXT_CHARACTERS))]
    #[schemars(extend("x-missing" = "The question is missing."))]
    question: Option<Lines>,
}

impl Request for RequestInfoRequest {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.question?.0)
    }
}

/// Pauses a case; an addition to the contract.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct PauseCaseRequest {
    /// Why it is paused.
    #[validate(required, length(max = MAX_REASON_CHARACTERS))]
    #[schemars(extend("x-missing" = "The reason is missing."))]
    reason: Option<Lines>,
}

impl Request for PauseCaseRequest {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.reason?.0)
    }
}

/// Closes a case.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CloseCaseRequest {
    /// The close code.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose how the case ends."))]
    close_code: Option<Word<CloseCode>>,
    /// A message to the creditor.
    #[validate(length(max = MAX_REASON_CHARACTERS))]
    comment: Option<Lines>,
}

impl Request for CloseCaseRequest {
    type Order = (CloseCode, Option<String>);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.close_code?.0, self.comment.map(|comment| comment.0)))
    }
}

/// Writes a note.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateNoteRequest {
    /// What happened.
    #[validate(required, length(max = MAX_TEXT_CHARACTERS))]
    #[schemars(extend("x-missing" = "The note is missing."))]
    description: Option<Lines>,
    /// When it happened; now by default.
    event_date: Option<At>,
}

impl Request for CreateNoteRequest {
    type Order = (String, Option<Moment>);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.description?.0, self.event_date.map(|at| at.0)))
    }
}

/// Logs a call; an addition to the contract.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LogCallRequest {
    /// Who was called; the debtor by default.
    #[validate(length(max = 200))]
    with: Option<String>,
    /// The result of the call.
    #[validate(required, length(max = 500))]
    #[schemars(extend("x-missing" = "The result of the call is missing."))]
    outcome: Option<String>,
    /// The content.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    description: Option<Lines>,
    /// Duration in minutes.
    #[validate(range(max = 600))]
    #[schemars(extend("x-wrong" = "Write the minutes as a whole number, at most 600."))]
    minutes: Option<u16>,
    /// The time; now by default.
    event_date: Option<At>,
}

impl Request for LogCallRequest {
    type Order = CallOrder;

    fn order(self, _: &mut Problems) -> Option<CallOrder> {
        let said = self.description.map(|text| text.0).unwrap_or_default();
        let text = match self.minutes {
            Some(minutes) => format!("{minutes} min. {said}").trim_end().to_owned(),
            None => said,
        };
        Some(CallOrder {
            with: self.with.unwrap_or_else(|| "the debtor".to_owned()),
            outcome: self.outcome?,
            text,
            event_date: self.event_date.map(|at| at.0),
        })
    }
}

/// Writes to the creditor.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SendChatRequest {
    /// The message.
    #[validate(required, length(max = MAX_TEXT_CHARACTERS))]
    #[schemars(extend("x-missing" = "The message is missing."))]
    message: Option<Lines>,
    /// The author; a colleague of the agency.
    user_email: Option<Email>,
    /// The author, by id.
    #[schemars(extend("deprecated" = true, "format" = "uuid"))]
    user_id: Option<String>,
}

impl Request for SendChatRequest {
    type Order = (Named, String);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((named(self.user_email, self.user_id), self.message?.0))
    }
}

/// Sets the handler of a case; an addition to the contract. Empty means nobody.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AssignHandlerRequest {
    /// A colleague of the agency.
    assigned_user_email: Option<Email>,
    /// A colleague of the agency, by id.
    assigned_user_id: Option<String>,
}

impl Request for AssignHandlerRequest {
    type Order = Named;

    fn order(self, _: &mut Problems) -> Option<Named> {
        Some(named(self.assigned_user_email, self.assigned_user_id))
    }
}

/// Sets or clears the agency's own reference; an addition to the contract.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartnerReferenceRequest {
    /// The agency's own reference; empty removes it.
    #[validate(length(max = MAX_REFERENCE_CHARACTERS))]
    collection_partner_reference: Option<String>,
}

impl Request for PartnerReferenceRequest {
    type Order = Option<String>;

    fn order(self, _: &mut Problems) -> Option<Option<String>> {
        Some(self.collection_partner_reference)
    }
}
