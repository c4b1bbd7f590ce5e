//! What the settings' forms send.

use crate::actions::people::{Handover, InviteOrder};
use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::contact;
use crate::web::http::{Form, Problems};

fn role(text: Option<String>) -> Result<Role, &'static str> {
    let role = text.as_deref().and_then(Role::parse);
    role.filter(|role| OrganisationKind::CollectionPartner.roles().contains(role)).ok_or("Choose a role.")
}

/// A colleague to be invited.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InviteForm {
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    role: Option<String>,
}

impl Form for InviteForm {
    type Order = InviteOrder;

    fn parse(self) -> Result<InviteOrder, Problems> {
        let mut problems = Problems::none();
        let email = problems.keep("email", contact::email(&self.email.unwrap_or_default()));
        let first_name = problems.keep("firstName", contact::name(&self.first_name.unwrap_or_default()));
        let last_name = problems.keep("lastName", contact::name(&self.last_name.unwrap_or_default()));
        let role = problems.keep("role", role(self.role));
        match (email, first_name, last_name, role) {
            (Some(email), Some(first_name), Some(last_name), Some(role)) => {
                Ok(InviteOrder { email, first_name, last_name, role })
            }
            _ => Err(problems),
        }
    }
}

/// A role.
#[derive(serde::Deserialize)]
pub struct RoleForm {
    role: Option<String>,
}

impl Form for RoleForm {
    type Order = Role;

    fn parse(self) -> Result<Role, Problems> {
        role(self.role).map_err(|text| Problems::at("role", text))
    }
}

/// A key is replaced: what becomes of the one before, and which one that is.
#[derive(serde::Deserialize)]
pub struct ReplaceForm {
    handover: Option<String>,
    replaces: Option<String>,
}

impl Form for ReplaceForm {
    type Order = (Handover, Option<String>);

    fn parse(self) -> Result<Self::Order, Problems> {
        let handover = match self.handover.as_deref().unwrap_or_default() {
            "" | "at-once" => Handover::AtOnce,
            "overlap" => Handover::Overlap,
            _ => return Err(Problems::at("handover", "Choose when the old key stops working.")),
        };
        Ok((handover, self.replaces.filter(|hint| !hint.is_empty())))
    }
}
