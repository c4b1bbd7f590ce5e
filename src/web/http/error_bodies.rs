//! How errors look on the wire: as the contracts declare them, and as RFC 9457 on surfaces of our own.

use serde::Serialize;
use utoipa::ToSchema;

use actix_web::http::StatusCode;

use super::failure::{Failure, Undressed};
use crate::domain::case::Obstacle;

/// One problem, as the contracts list them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BusinessErrorApiDTO)]
pub(crate) struct BusinessError {
    /// The kind of problem.
    pub r#type: String,
    /// The description; a field's path comes first.
    pub message: String,
    /// The page where a person can fix it.
    pub solution_url: Option<String>,
}

/// The errors of the three contracts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiErrorResponseDto)]
pub(crate) struct ApiError {
    /// A short label (legacy).
    pub error: String,
    /// The description (legacy).
    pub message: String,
    /// All problems.
    pub business_errors: Vec<BusinessError>,
}

/// What the contracts answer when a limit is used up.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TooManyRequests<'a> {
    pub(super) error: &'static str,
    pub(super) message: &'a str,
    /// Seconds.
    pub(super) retry_after: f64,
}

/// RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProblemDetails)]
pub(crate) struct ProblemDetails {
    /// A name for the kind of problem.
    pub r#type: String,
    /// A summary.
    pub title: String,
    /// The HTTP status.
    pub status: i32,
    /// The description.
    pub detail: String,
    /// The request.
    pub instance: String,
    /// By field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// A problem with one field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// The field's path.
    pub pointer: String,
    /// The description.
    pub detail: String,
}

/// Where a client's pending signings begin.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SigningHandoffDto {
    pub combined_signing_url: Option<String>,
}

/// Why a claim was not taken.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BusinessErrorResponseApiDTO)]
pub(crate) struct BlockedClaim {
    /// All of them must be resolved first.
    pub business_errors: Vec<BusinessError>,
    pub signing_handoff: Option<SigningHandoffDto>,
}

/// The failure of a claim that is not taken: every reason, each with the page where it is resolved, and one page that
/// leads through all of them.
pub(crate) fn blocked(
    obstacles: &[Obstacle],
    solution: impl Fn(&Obstacle) -> Option<String>,
    combined: Option<String>,
) -> Failure {
    let said = obstacles.first().map(ToString::to_string).unwrap_or_default();
    let errors = obstacles.iter().map(|one| BusinessError {
        r#type: one.kind().to_owned(),
        message: one.to_string(),
        solution_url: solution(one),
    });
    let body = BlockedClaim {
        business_errors: errors.collect(),
        signing_handoff: combined.map(|url| SigningHandoffDto { combined_signing_url: Some(url) }),
    };
    match serde_json::to_value(&body) {
        Ok(body) => Failure::Answered(StatusCode::UNPROCESSABLE_ENTITY, said, body),
        Err(error) => error.into(),
    }
}

/// An error of the contracts.
pub(super) fn as_contract(undressed: &Undressed) -> ApiError {
    let mut business_errors: Vec<BusinessError> = undressed
        .problems
        .all()
        .map(|(field, text)| BusinessError {
            r#type: undressed.kind.to_owned(),
            message: if field.is_empty() { text.to_owned() } else { format!("{field}: {text}") },
            solution_url: None,
        })
        .collect();
    if business_errors.is_empty() {
        business_errors.push(BusinessError {
            r#type: undressed.kind.to_owned(),
            message: undressed.told.clone(),
            solution_url: None,
        });
    }
    ApiError { error: undressed.kind.to_owned(), message: undressed.told.clone(), business_errors }
}
