//! Forms that wait until their person has signed in again, or has confirmed that it is them.

use chrono::Duration;

use super::{Here, Outcome};
use crate::actions::limits::spend;
use crate::domain::ids::{MembershipId, PersonId};
use crate::domain::sign_in::{KEPT_FORMS, KEPT_MINUTES};
use crate::store::people::kept_forms::KeptForm;
use crate::store::{self, Db};

/// The mark of a person in an organisation, as their forms carry it. Nobody can make it up or read it.
pub fn whose(here: &Here, person: PersonId, membership: MembershipId) -> String {
    here.secrets.token("whose form", &format!("{person}\n{membership}"))
}

/// Keeps a form for an hour; answers the token by which it comes back.
///
/// # Errors
/// Too many on one device.
pub fn keep_form(
    db: &mut Db,
    device: &str,
    (whose, address, fields): (&str, &str, &str),
    here: &Here,
) -> Outcome<String> {
    let token = store::fresh_token();
    let form = KeptForm {
        token_hash: store::secret_hash(&token),
        whose: whose.to_owned(),
        address: address.to_owned(),
        fields: fields.to_owned(),
        created_at: here.now.naive_utc(),
        until_at: (here.now + Duration::minutes(KEPT_MINUTES)).naive_utc(),
    };
    db.write(|db| {
        spend(db, KEPT_FORMS, device, here)?;
        store::people::kept_forms::any_insert(db, &form)?;
        Ok(token)
    })
}
