//! Why a request failed. Independent of the format: the outermost layer turns it into a page or JSON.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use super::problems::Problems;
use super::refusals;
use crate::domain::money::AmountProblem;
use crate::domain::refusal::Refusal;
use crate::store::StoreError;
use crate::store::documents::blobs::BlobError;
use crate::words::Words;

/// Why a request failed.
#[derive(Debug)]
pub enum Failure {
    /// The object does not exist, or belongs to another tenant. Callers cannot tell which.
    NotFound,
    /// The id in the address is malformed.
    MalformedId,
    /// The request cannot be understood.
    BadRequest(String),
    /// The input is wrong, by field.
    Invalid(Problems),
    /// A business rule refuses it.
    Refused(Refusal),
    /// A business rule refuses it, and the contract declares its own body for that.
    Answered(StatusCode, String, serde_json::Value),
    /// Nobody is signed in, or the key is not known.
    NotSignedIn,
    /// They may not do this.
    Forbidden(String),
    /// An identical request is being processed.
    InProgress,
    /// The idempotency key was used before with another body.
    KeyReused,
    /// What the sender had read (`If-Match`) is not what is there now.
    Changed,
    /// Too large.
    TooLarge(String),
    /// This content type is not accepted.
    UnsupportedKind(String),
    /// The body was too slow.
    TooSlow,
    /// Too many attempts; seconds to wait.
    TooMany(u64),
    /// No connection was free in time; the client may try again.
    Busy,
    /// Something else must be done first on another page: its address and the notice to show there.
    GoTo(String, String),
    /// An error on our side. The text is for the log only.
    Fault(String),
}

impl Failure {
    /// The same failure in a reader's language, if its problems have a translation.
    #[must_use]
    pub fn said_in(self, words: Words) -> Self {
        match self {
            Self::Invalid(problems) => Self::Invalid(problems.reworded(|_, text| words.problem(text))),
            other => other,
        }
    }

    /// The status. Under `/api/` the contracts may require another one than pages.
    pub fn status(&self, json: bool) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MalformedId if json => StatusCode::BAD_REQUEST,
            Self::MalformedId => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) if json => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(refusal) => refusals::wire(refusal).status(json),
            Self::Answered(status, ..) => *status,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::InProgress => StatusCode::CONFLICT,
            Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedKind(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::GoTo(..) => StatusCode::SEE_OTHER,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The message for the caller. Faults never show their text.
    pub fn told(&self) -> String {
        match self {
            Self::NotFound | Self::MalformedId => {
                "There is nothing at this address, or it is not yours to see.".to_owned()
            }
            Self::BadRequest(text)
            | Self::Forbidden(text)
            | Self::TooLarge(text)
            | Self::UnsupportedKind(text)
            | Self::Answered(_, text, _) => text.clone(),
            Self::Invalid(problems) => {
                problems.all().next().map_or_else(|| "The input is not valid.".to_owned(), |(_, text)| text.to_owned())
            }
            Self::Refused(refusal) => refusal.to_string(),
            Self::NotSignedIn => "Sign in, or send a valid key in the XApiKey header.".to_owned(),
            Self::InProgress => "The same request is still being worked on. Try again in a few seconds.".to_owned(),
            Self::KeyReused => "This Idempotency-Key was used before with another body. Use a new key.".to_owned(),
            Self::Changed => {
                "This was changed since you read it. Read it again before you send your change.".to_owned()
            }
            Self::TooSlow => "What was sent came too slowly. Nothing of it was kept; send it again.".to_owned(),
            Self::TooMany(seconds) => format!("Too many attempts. Try again in {}.", span_words(*seconds)),
            Self::Busy => "The server is busy. Try again in a few seconds.".to_owned(),
            Self::GoTo(_, notice) => notice.clone(),
            Self::Fault(_) => "Something went wrong on our side. It has been noted; please try again.".to_owned(),
        }
    }

    /// The problems by field, for a form that is shown again.
    pub fn problems(&self) -> Option<Problems> {
        match self {
            Self::Invalid(problems) => Some(problems.clone()),
            Self::Refused(refusal) => Some(Problems::at(refusals::wire(refusal).field, refusal)),
            Self::Answered(_, text, _) => Some(Problems::at("", text)),
            Self::TooLarge(text) | Self::UnsupportedKind(text) => Some(Problems::at("files", text)),
            // Somebody who has to wait gets the form back with what they typed.
            Self::TooMany(_) => Some(Problems::at("", self.told())),
            _ => None,
        }
    }
}

/// A duration in words: seconds, minutes or hours, rounded up.
fn span_words(seconds: u64) -> String {
    let (number, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7_200 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3_600), "hour"),
    };
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told())
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.status(false)
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Fault(text) = self {
            tracing::error!(fault = %text, "a request failed");
        }
        let mut response = HttpResponse::new(self.status(false));
        response.extensions_mut().insert(Undressed::from(self));
        response
    }
}

/// Everything the outermost layer needs to answer a failure as a page or as JSON.
#[derive(Clone, Debug)]
pub(crate) struct Undressed {
    /// Status on a page.
    pub page_status: StatusCode,
    /// Status under `/api/`.
    pub json_status: StatusCode,
    /// Redirect to this page instead, with this notice.
    pub go_to: Option<(String, String)>,
    /// `businessErrors[].type` of the contract.
    pub kind: &'static str,
    /// The message.
    pub told: String,
    /// Problems by field.
    pub problems: Problems,
    /// A body that the contract declares for this answer.
    pub body: Option<serde_json::Value>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u64>,
}

impl From<&Failure> for Undressed {
    fn from(failure: &Failure) -> Self {
        Self {
            page_status: failure.status(false),
            json_status: failure.status(true),
            go_to: match failure {
                Failure::GoTo(to, notice) => Some((to.clone(), notice.clone())),
                _ => None,
            },
            kind: match failure {
                Failure::Invalid(_) | Failure::MalformedId | Failure::BadRequest(_) => "ValidationError",
                Failure::NotFound => "NotFound",
                Failure::Refused(refusal) => refusals::wire(refusal).kind,
                Failure::Answered(..) => "ConfirmationRequired",
                Failure::NotSignedIn => "Unauthorized",
                Failure::Forbidden(_) => "Forbidden",
                Failure::InProgress => "RequestInProgress",
                Failure::KeyReused => "IdempotencyConflict",
                Failure::Changed => "PreconditionFailed",
                Failure::TooLarge(_) => "FileTooLarge",
                Failure::UnsupportedKind(_) => "UnsupportedFileType",
                Failure::TooSlow => "RequestTimeout",
                Failure::TooMany(_) => "rate_limit_exceeded",
                Failure::Busy => "Busy",
                Failure::GoTo(..) => "ConfirmationRequired",
                Failure::Fault(_) => "UnexpectedError",
            },
            told: failure.told(),
            problems: match failure {
                Failure::Invalid(problems) => problems.clone(),
                // A rule about one field is reported at that field in JSON, too.
                Failure::Refused(refusal) => refusals::wire(refusal).problems(refusal),
                _ => Problems::none(),
            },
            body: match failure {
                Failure::Answered(_, _, body) => Some(body.clone()),
                _ => None,
            },
            retry_after: match failure {
                Failure::TooMany(seconds) => Some(*seconds),
                Failure::InProgress | Failure::Busy => Some(5),
                _ => None,
            },
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Unreachable(_) | StoreError::TookTooLong => Self::Busy,
            StoreError::Waited => Self::InProgress,
            StoreError::Changed => Self::Changed,
            other => Self::Fault(other.to_string()),
        }
    }
}

portal_core::from_refusals!(Failure);

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Invalid(problems)
    }
}

impl From<AmountProblem> for Failure {
    fn from(problem: AmountProblem) -> Self {
        Self::Invalid(Problems::at("", problem))
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Fault(format!("a template could not be filled: {error}"))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(format!("an answer could not be written as JSON: {error}"))
    }
}

impl From<BlobError> for Failure {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::NotFound => Self::NotFound,
            other => Self::Fault(other.to_string()),
        }
    }
}

impl From<crate::actions::ActionError> for Failure {
    fn from(error: crate::actions::ActionError) -> Self {
        use crate::actions::ActionError;
        match error {
            ActionError::Refused(refusal) => Self::Refused(refusal),
            ActionError::Store(error) => error.into(),
            ActionError::At(field, message) => Self::Invalid(Problems::at(field, message)),
            ActionError::Blocked(obstacles) => super::error_bodies::blocked(&obstacles, |_| None, None),
            ActionError::KeyReused => Self::KeyReused,
            ActionError::TooMany(seconds) => Self::TooMany(seconds),
            ActionError::Blob(error) => error.into(),
        }
    }
}
