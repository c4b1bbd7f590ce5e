//! Requests about people of organisations.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::people::{Handover, KeyOrder};
use crate::domain::actor::Role;
use crate::web::http::request::values::{Email, Name};
use crate::web::http::{Problems, Request};

/// A person to be added.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PersonForm {
    /// The address they sign in with. Somebody new gets a link to choose a password.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address.", "x-autocomplete" = "off"))]
    email: Option<Email>,
    /// First name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    first_name: Option<Name>,
    /// Last name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    last_name: Option<Name>,
    /// `Admin` or `User` at an agency, `Admin` or `Viewer` at a referral partner.
    role: Option<String>,
}

/// A person, before it is known where they work.
pub(crate) struct PersonOrder {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: Role,
}

impl Request for PersonForm {
    type Order = PersonOrder;

    fn order(self, problems: &mut Problems) -> Option<PersonOrder> {
        // Whether there is such a role in this kind of organisation is known by the action.
        let role = problems.need("role", self.role.as_deref().and_then(Role::parse), "Choose a role.");
        Some(PersonOrder {
            email: self.email?.0,
            first_name: self.first_name?.0,
            last_name: self.last_name?.0,
            role: role?,
        })
    }
}

/// The role of a person.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct MemberForm {
    /// `Admin` or `User` at an agency, `Admin` or `Viewer` at a referral partner.
    role: Option<String>,
}

impl Request for MemberForm {
    type Order = Role;

    fn order(self, problems: &mut Problems) -> Option<Role> {
        problems.need("role", self.role.as_deref().and_then(Role::parse), "Choose a role.")
    }
}

/// A key to be issued.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct KeyForm {
    /// A client's key has a name, such as the system that uses it. Others have none.
    #[schemars(extend("x-autocomplete" = "off"))]
    name: Option<Name>,
    /// When the key that is replaced stops working: `at-once`, or `overlap` for 24 hours later. A client's keys are not
    /// replaced.
    handover: Option<String>,
    /// The first characters of the key that is replaced. If it was replaced meanwhile, the request is refused.
    replaces: Option<String>,
}

impl Request for KeyForm {
    type Order = KeyOrder;

    fn order(self, problems: &mut Problems) -> Option<KeyOrder> {
        let handover = match self.handover.as_deref() {
            None | Some("at-once") => Some(Handover::AtOnce),
            Some("overlap") => Some(Handover::Overlap),
            Some(_) => problems.need("handover", None, "Choose when the old key stops working."),
        };
        Some(KeyOrder { name: self.name.map(|name| name.0), handover: handover?, replaces: self.replaces })
    }
}
