//! Tokens by which a referral partner's systems act for one client on the Customer API.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::MAX_TENANT_CHARACTERS;
use crate::actions::clients::token::{TOKEN_MINUTES, issue_token};
use crate::domain::actor::Referrer;
use crate::web::customer::Shown;
use crate::web::http::who::{KeyUsed, Who};
use crate::web::http::{Answer, App, Input, Problems, Request};

/// The client for which a token is wanted.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateAccessTokenRequest {
    /// The client's id in the referral partner's own system.
    #[validate(required, length(min = 1, max = MAX_TENANT_CHARACTERS))]
    #[schemars(extend("x-missing" = "Send an id of 1 to 255 characters.", "x-wrong" = "Send an id of 1 to 255 characters."))]
    external_tenant_id: Option<String>,
}

impl Request for CreateAccessTokenRequest {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        self.external_tenant_id
    }
}

/// A token.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccessTokenResponse {
    /// Sent as `Authorization: Bearer`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: i64,
    pub external_tenant_id: String,
    /// The client.
    pub creditor_id: String,
}

/// `POST /oauth/token`: a token is not stored, so this changes nothing.
///
/// # Errors
/// If there is no such client, or it is suspended.
pub(crate) async fn create_token(
    Who(who): Who<Referrer>,
    KeyUsed(key): KeyUsed,
    sent: Input<CreateAccessTokenRequest>,
    app: App,
) -> Answer<Shown<AccessTokenResponse>> {
    let ctx = app.context();
    let tenant = sent.parse()?;
    app.show(who, move |db, who| {
        let issued = issue_token(db, who, key, &tenant, &ctx)?;
        let resource = AccessTokenResponse {
            access_token: issued.token,
            token_type: "Bearer",
            expires_in: TOKEN_MINUTES * 60,
            external_tenant_id: tenant,
            creditor_id: issued.creditor.to_string(),
        };
        Ok(Shown { resource })
    })
    .await
}
