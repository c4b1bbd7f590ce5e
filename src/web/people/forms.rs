//! Requests of the settings.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::people::{Handover, InviteOrder};
use crate::domain::actor::{OrganisationKind, Role};
use crate::web::http::request::values::{Email, Name};
use crate::web::http::{Problems, Request};

fn role(text: Option<String>, problems: &mut Problems) -> Option<Role> {
    let role = text.as_deref().and_then(Role::parse);
    let role = role.filter(|role| OrganisationKind::CollectionPartner.roles().contains(role));
    problems.need("role", role, "Choose a role.")
}

/// A colleague to be invited.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InviteForm {
    /// Where the invitation goes.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address."))]
    email: Option<Email>,
    /// The colleague's first name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    first_name: Option<Name>,
    /// The colleague's last name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    last_name: Option<Name>,
    /// What the colleague may do.
    role: Option<String>,
}

impl Request for InviteForm {
    type Order = InviteOrder;

    fn order(self, problems: &mut Problems) -> Option<InviteOrder> {
        let role = role(self.role, problems);
        Some(InviteOrder {
            email: self.email?.0,
            first_name: self.first_name?.0,
            last_name: self.last_name?.0,
            role: role?,
        })
    }
}

/// A role.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct RoleForm {
    /// What the colleague may do.
    role: Option<String>,
}

impl Request for RoleForm {
    type Order = Role;

    fn order(self, problems: &mut Problems) -> Option<Role> {
        role(self.role, problems)
    }
}

/// A key is replaced: what becomes of the one before, and which one that is.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct ReplaceForm {
    /// When the old key stops working: `at-once`, or `overlap`.
    handover: Option<String>,
    /// The end of the key that is replaced.
    replaces: Option<String>,
}

impl Request for ReplaceForm {
    type Order = (Handover, Option<String>);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let handover = match self.handover.as_deref() {
            None | Some("at-once") => Some(Handover::AtOnce),
            Some("overlap") => Some(Handover::Overlap),
            Some(_) => problems.need("handover", None, "Choose when the old key stops working."),
        };
        Some((handover?, self.replaces))
    }
}
