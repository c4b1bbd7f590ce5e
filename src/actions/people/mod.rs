//! People: signing in, passwords, teams, invitations, and API keys.

mod account;
mod agencies;
mod attempts;
mod invitations;
mod kept_forms;
mod keys;
mod mailed_codes;
mod organisations;
mod own_data;
mod passwords;
mod profile;
mod second_factor;
mod sign_in;
mod team;

pub use account::{RESET_MINUTES, ask_reset, change_password, end_sessions, reset_password, set_letter_keys};
pub(super) use agencies::tell_admins;
pub use agencies::{AgencyOrder, change_agency, create_agency, look_at_agency, resume_agency, suspend_agency};
pub use attempts::{Attempt, Origin};
pub use invitations::{
    INVITATION_OPEN_DAYS, InviteOrder, Joined, MAX_REMINDERS, accept_as_known, accept_as_new, invite,
    remind_invitations, resend, withdraw,
};
pub use kept_forms::{keep_form, whose};
pub use keys::{
    Handover, KeyOrder, OVERLAP_HOURS, add_key, issue_for, issue_key, replace_key, revoke_key, revoke_one_key,
};
pub use mailed_codes::send_sign_in_code;
pub use organisations::{NewOperatorOrder, NewPersonOrder, OPERATOR, create_operator, create_person};
pub use own_data::{OwnChange, OwnData, change_own_data};
pub use passwords::{Hashing, HashingQueue, hash_password};
pub(super) use profile::audit as audit_person;
pub use profile::{LANGUAGES, ProfileOrder, ask_new_email, awaited_email, change_profile, prove_new_email};
pub use second_factor::{
    Offer, confirm, offer_second_factor, remove_second_factor, renew_recovery_codes, reseal_second_factors,
    reset_second_factor, set_second_factor, sign_in_second_step,
};
pub use sign_in::{SignInOrder, SignedInPerson, remember_device, sign_in};
pub use team::{change_role, end_member_sessions, remove};

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Side};
use crate::domain::contact;
use crate::domain::ids::PersonId;

/// The author for people who change their own account.
fn themselves(person: PersonId, name: &str) -> Author {
    Author { side: Side::Partner, id: person.as_str().to_owned(), number: 0, name: name.to_owned(), organisation: None }
}

/// A person's address and names, already checked.
struct Named {
    email: String,
    first_name: String,
    last_name: String,
}

impl Named {
    fn of(email: &str, first_name: &str, last_name: &str) -> Outcome<Self> {
        Ok(Self {
            email: contact::email(email).map_err(|text| ActionError::At("email", text))?,
            first_name: contact::name(first_name).map_err(|text| ActionError::At("firstName", text))?,
            last_name: contact::name(last_name).map_err(|text| ActionError::At("lastName", text))?,
        })
    }
}
