//! Serves the API descriptions, which are written once.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::http::header;

use super::{COLLECTION_PARTNER, CUSTOMER, OPERATOR, REFERRAL_PARTNER, Surface, VERIFICATION, described_api};
use crate::web::http::Failure;

type Written = LazyLock<Result<String, String>>;

fn written(surface: Surface) -> Result<String, String> {
    let described = described_api(surface).map_err(|error| error.to_string())?;
    serde_json::to_string_pretty(&described).map_err(|error| error.to_string())
}

static COLLECTION_PARTNER_JSON: Written = LazyLock::new(|| written(COLLECTION_PARTNER));
static REFERRAL_PARTNER_JSON: Written = LazyLock::new(|| written(REFERRAL_PARTNER));
static CUSTOMER_JSON: Written = LazyLock::new(|| written(CUSTOMER));
static OPERATOR_JSON: Written = LazyLock::new(|| written(OPERATOR));
static VERIFICATION_JSON: Written = LazyLock::new(|| written(VERIFICATION));

fn answer(text: &'static Result<String, String>) -> Result<HttpResponse, Failure> {
    let text = text.as_ref().map_err(|error| Failure::Fault(error.clone()))?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .body(text.as_str()))
}

/// `GET /api/collection-partner/openapi.json`, public.
pub(crate) async fn show_collection_partner() -> Result<HttpResponse, Failure> {
    answer(&COLLECTION_PARTNER_JSON)
}

/// `GET /api/referral/openapi.json`, public.
pub(crate) async fn show_referral_partner() -> Result<HttpResponse, Failure> {
    answer(&REFERRAL_PARTNER_JSON)
}

/// `GET /api/customer/openapi.json`, public.
pub(crate) async fn show_customer() -> Result<HttpResponse, Failure> {
    answer(&CUSTOMER_JSON)
}

/// `GET /api/operator/openapi.json`, public.
pub(crate) async fn show_operator() -> Result<HttpResponse, Failure> {
    answer(&OPERATOR_JSON)
}

/// `GET /api/verify/openapi.json`, public.
pub(crate) async fn show_verification() -> Result<HttpResponse, Failure> {
    answer(&VERIFICATION_JSON)
}
