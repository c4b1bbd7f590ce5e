//! Forms that are kept while their person signs in again or confirms their identity.

use chrono::Duration;

use super::{Context, Outcome};
use crate::actions::limits::spend;
use crate::domain::ids::{MembershipId, PersonId};
use crate::domain::sign_in::{KEPT_FORM_MINUTES, KEPT_FORMS};
use crate::store::people::kept_forms::KeptForm;
use crate::store::{self, Writer};

/// A signed mark of a person in an organisation, carried by their forms. It cannot be forged or read.
pub fn whose(ctx: &Context, person: PersonId, membership: MembershipId) -> String {
    ctx.secrets.token("whose form", &format!("{person}\n{membership}"))
}

/// Keeps a form for an hour; returns the token with which it is restored.
///
/// # Errors
/// The device's limit is reached.
pub fn keep_form(
    db: &mut Writer,
    device: &str,
    whose: &str,
    address: &str,
    fields: &str,
    ctx: &Context,
) -> Outcome<String> {
    let token = store::fresh_token();
    let form = KeptForm {
        token_hash: store::secret_hash(&token),
        whose: whose.to_owned(),
        address: address.to_owned(),
        fields: fields.to_owned(),
        created_at: ctx.now.naive_utc(),
        until_at: (ctx.now + Duration::minutes(KEPT_FORM_MINUTES)).naive_utc(),
    };
    db.write(|db| {
        spend(db, KEPT_FORMS, device, ctx)?;
        store::people::kept_forms::insert(db, &form)?;
        Ok(token)
    })
}
