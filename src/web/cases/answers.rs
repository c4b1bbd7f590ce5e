//! Answers of the contract to the verbs of a case, and its timeline and conversation.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::actor::Author;
use crate::domain::calendar::Moment;
use crate::store::cases::Case;
use crate::store::cases::messages::Message;
use crate::store::facts::Entry;
use crate::web::http::wire::{Major, moment};

/// Answer to accepting a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StartCaseResponse {
    pub case_id: String,
    pub case_reference: String,
    pub status: String,
    pub activated_at: DateTime<Utc>,
    pub collection_partner_reference: Option<String>,
}

impl StartCaseResponse {
    /// For a case that was just accepted.
    pub(crate) fn new(case: &Case, now: Moment) -> Self {
        Self {
            case_id: case.id.to_string(),
            case_reference: case.reference.to_string(),
            status: case.lifecycle.label().to_owned(),
            activated_at: case.started_at.map_or(now, moment),
            collection_partner_reference: case.partner_reference.clone(),
        }
    }
}

/// Who closed a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClosedByDto {
    pub user_id: i64,
    pub user_name: String,
}

/// Answer to closing a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CloseCaseResponse {
    pub case_reference: String,
    pub close_code: String,
    pub close_code_description: String,
    pub comment: Option<String>,
    pub closed_at: DateTime<Utc>,
    pub closed_by: ClosedByDto,
    pub final_outstanding_amount: Major,
    pub total_payments: Major,
    pub total_recovered: Major,
}

impl CloseCaseResponse {
    /// For a case that was just closed.
    pub(crate) fn new(case: &Case, by: &Author, now: Moment) -> Self {
        Self {
            case_reference: case.reference.to_string(),
            close_code: case.close_code.map_or("", |code| code.name()).to_owned(),
            close_code_description: case.close_code.map_or("", |code| code.label()).to_owned(),
            comment: case.close_comment.clone(),
            closed_at: case.finished_at.map_or(now, moment),
            closed_by: ClosedByDto { user_id: by.number, user_name: by.name.clone() },
            final_outstanding_amount: Major::from(case.outstanding()),
            total_payments: Major::from(case.money(case.paid)),
            total_recovered: Major::from(case.money(case.paid)),
        }
    }
}

/// Who wrote a note.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NoteCreatedByDto {
    pub user_id: i64,
    pub user_name: String,
}

/// A note.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NoteDto {
    pub id: String,
    pub case_reference: String,
    pub title: String,
    pub description: String,
    pub visibility: String,
    pub created_at: DateTime<Utc>,
    pub event_date: Option<DateTime<Utc>>,
    pub created_by: NoteCreatedByDto,
}

/// An entry of the timeline.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineItemDto {
    pub date: DateTime<Utc>,
    pub r#type: String,
    pub title: String,
    pub description: String,
    pub actor: TimelineActorDto,
}

impl From<&Entry> for TimelineItemDto {
    fn from(entry: &Entry) -> Self {
        Self {
            date: moment(entry.happened_at),
            r#type: entry.kind.clone(),
            title: entry.title.clone(),
            description: entry.description.clone(),
            actor: TimelineActorDto { r#type: entry.actor_kind.clone(), name: Some(entry.actor_name.clone()) },
        }
    }
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineActorDto {
    pub r#type: String,
    pub name: Option<String>,
}

/// The timeline of a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseTimelineResponse {
    pub items: Vec<TimelineItemDto>,
    pub current_engagement_phase: Option<String>,
}

impl CaseTimelineResponse {
    pub(crate) fn new(case: &Case, entries: &[Entry]) -> Self {
        Self {
            items: entries.iter().map(Into::into).collect(),
            current_engagement_phase: case.phase.map(|phase| phase.label().to_owned()),
        }
    }
}

/// Who wrote a message.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserRelationDto {
    pub id: i64,
    pub date_created: Option<DateTime<Utc>>,
    pub date_updated: Option<DateTime<Utc>>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: String,
}

/// A message of the conversation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChatDto {
    pub id: String,
    pub date_created: DateTime<Utc>,
    pub date_updated: Option<DateTime<Utc>>,
    pub role: i32,
    pub role_label: String,
    pub message: String,
    pub is_seen: bool,
    pub user: UserRelationDto,
}

impl From<&Message> for ChatDto {
    fn from(message: &Message) -> Self {
        // 0 Partner, 1 Creditor, 2 Managed by partner. The operator's messages count as the partner's side.
        let (role, label) = match message.role.as_str() {
            "Creditor" => (1, "Creditor"),
            "ManagedByPartner" => (2, "Managed by partner"),
            _ => (0, "Partner"),
        };
        let (first, last) = message.author_name.split_once(' ').unwrap_or((message.author_name.as_str(), ""));
        Self {
            id: message.id.to_string(),
            date_created: moment(message.created_at),
            date_updated: None,
            role,
            role_label: label.to_owned(),
            message: message.body.clone(),
            is_seen: message.seen_at.is_some(),
            user: UserRelationDto {
                id: message.author_number,
                date_created: None,
                date_updated: None,
                first_name: Some(first.to_owned()),
                last_name: Some(last.to_owned()),
                email: message.author_email.clone(),
            },
        }
    }
}

/// What is missing from the creditor.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseValidationItemDto {
    pub resolution_area: String,
    pub description: String,
}

/// The full text.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseValidationStatusDto {
    pub needs_info: bool,
    pub creditor_responded_at: Option<DateTime<Utc>>,
    pub items: Vec<CaseValidationItemDto>,
}

impl CaseValidationStatusDto {
    pub(crate) fn new(file: &crate::store::cases::CaseFile) -> Self {
        let needs_info = super::resource::needs_info(file);
        let items = file
            .case
            .question
            .iter()
            .filter(|_| needs_info)
            .map(|question| CaseValidationItemDto {
                resolution_area: "Creditor".to_owned(),
                description: question.clone(),
            })
            .collect();
        Self { needs_info, creditor_responded_at: file.case.answered_at.map(moment), items }
    }
}
