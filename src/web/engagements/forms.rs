//! Requests about engagements.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::domain::ids::CollectionPartnerId;
use crate::web::http::request::values::{IdOf, Lines};
use crate::web::http::{Problems, Request};

/// Characters in a reason.
const MAX_REASON_CHARACTERS: u64 = 2_000;

/// Gives a case to another agency.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReassignForm {
    /// The agency that gets the case.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose an agency.", "x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The reason. The former agency and the client read it.
    #[validate(required, length(max = MAX_REASON_CHARACTERS))]
    #[schemars(extend("x-missing" = "Write the reason. The former agency and the client read it."))]
    reason: Option<Lines>,
}

/// Asks the client of a case to sign what an agency needs.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AskToSignForm {
    /// The agency that is to get the case.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose an agency.", "x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
}

impl Request for AskToSignForm {
    type Order = CollectionPartnerId;

    fn order(self, _: &mut Problems) -> Option<CollectionPartnerId> {
        Some(self.collection_partner_id?.0)
    }
}

impl Request for ReassignForm {
    type Order = (CollectionPartnerId, String);

    fn order(self, _: &mut Problems) -> Option<(CollectionPartnerId, String)> {
        Some((self.collection_partner_id?.0, self.reason?.0.trim().to_owned()))
    }
}
