//! What the account's templates fill. None of them is a resource: accounts are for people.

use askama::Template;

use super::agent;
use super::qr::Drawn;
use crate::actions::people::{LANGUAGES, Offer};
use crate::domain::actor::{OrganisationKind, Person};
use crate::store::people::memberships::Membership;
use crate::store::people::resets::Bearer;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::session::SignedIn;
use crate::web::http::who::{Chooser, Somebody};
use crate::web::http::{Failure, Filled, Page};

macro_rules! pages_without_resource {
    ($($Page:ty),* $(,)?) => {$(
        impl Page for $Page {
            type Resource = ();
            fn resource(&self) -> &() {
                &()
            }
        }
    )*};
}

pages_without_resource!(
    SignInPage,
    SecondStepPage,
    CodePage,
    ConfirmPage,
    SecondFactorPage,
    ProfilePage,
    EmailPage,
    ChoicePage,
    HomePage,
    SessionsPage,
    PasswordPage,
    KeyboardPage,
    ForgottenPage,
    ResetPage,
    InvitationPage,
);

/// The sign-in page.
#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub(crate) struct SignInPage {
    /// What was typed.
    pub form: Filled,
}

/// The second step of signing in.
#[derive(Template)]
#[template(path = "account/second_step.html")]
pub(crate) struct SecondStepPage {
    pub(super) form: Filled,
}

/// Signing in on a new device with a mailed code.
#[derive(Template)]
#[template(path = "account/code.html")]
pub(crate) struct CodePage {
    pub(super) form: Filled,
    /// The same words whether or not the address exists.
    pub(super) sent: bool,
}

/// Proving again who one is.
#[derive(Template)]
#[template(path = "account/confirm.html")]
pub(crate) struct ConfirmPage {
    pub(super) form: Filled,
    /// By the second factor; else by the password.
    pub(super) by_code: bool,
}

/// The second factor.
#[derive(Template)]
#[template(path = "account/second_factor.html")]
pub(crate) struct SecondFactorPage {
    pub(super) form: Filled,
    pub(super) present: Option<store::people::second_factors::SecondFactor>,
    /// What may be set up, with its QR code.
    pub(super) offer: Option<(Drawn, Offer)>,
    /// Recovery codes, shown this once.
    pub(super) codes: Vec<String>,
    pub(super) is_required: bool,
}

/// Name, language and time zone.
#[derive(Template)]
#[template(path = "account/profile.html")]
pub(crate) struct ProfilePage {
    form: Filled,
    email: String,
    languages: [(&'static str, &'static str); 1],
    zones: Vec<(&'static str, String)>,
}

impl ProfilePage {
    pub(super) fn new(form: Filled, who: &SignedIn) -> Self {
        let usual = match &who.agency {
            Some(agency) => format!("As the agency ({})", agency.time_zone.name().replace('_', " ")),
            None => "UTC".to_owned(),
        };
        let zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        // Names of continents, and not the older names of the same zones.
        let zones = zones.filter(|name| name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("US/"));
        let zones = zones.map(|name| (name, name.replace('_', " ")));
        Self {
            form,
            email: who.person.email.clone(),
            languages: LANGUAGES,
            zones: std::iter::once(("", usual)).chain(zones).collect(),
        }
    }
}

/// A new address.
#[derive(Template)]
#[template(path = "account/email.html")]
pub(crate) struct EmailPage {
    pub(super) form: Filled,
    pub(super) email: String,
    /// The address to which a code is on its way.
    pub(super) awaited: Option<String>,
}

/// The organisations to choose from.
#[derive(Template)]
#[template(path = "account/choose.html")]
pub(crate) struct ChoicePage {
    form: Filled,
    memberships: Vec<Membership>,
}

impl ChoicePage {
    pub(super) fn load(db: &mut Db, who: &Chooser, form: Filled) -> Result<Self, Failure> {
        Ok(Self { form, memberships: store::people::memberships::unscoped::memberships(db, who.0)? })
    }

    fn kind(&self, membership: &Membership) -> &'static str {
        kind_in_words(membership.kind)
    }
}

fn kind_in_words(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::CollectionPartner => "Collection partner",
        OrganisationKind::ReferralPartner => "Referral partner",
        OrganisationKind::Operator => "Platform",
    }
}

/// Where people of a referral partner begin.
#[derive(Template)]
#[template(path = "account/home.html")]
pub(crate) struct HomePage {
    organisation: String,
    kind: OrganisationKind,
    person: Person,
}

impl HomePage {
    pub(super) fn new(who: &SignedIn) -> Self {
        Self { organisation: who.organisation.clone(), kind: who.kind, person: who.person.clone() }
    }

    fn kind(&self) -> &'static str {
        kind_in_words(self.kind)
    }
}

/// A session in the list.
pub(crate) struct SessionRow {
    key: String,
    name: String,
    address: String,
    since: chrono::NaiveDateTime,
    seen: chrono::NaiveDateTime,
    is_this: bool,
}

/// A person's sessions.
#[derive(Template)]
#[template(path = "account/sessions.html")]
pub(crate) struct SessionsPage {
    rows: Vec<SessionRow>,
}

impl SessionsPage {
    pub(super) fn load(db: &mut Db, who: &Somebody, now: crate::domain::calendar::Moment) -> Result<Self, Failure> {
        let rows = store::people::sessions::of_person(db, who.0.person.id, now)?
            .into_iter()
            .map(|one| SessionRow {
                is_this: one.key_hash == who.0.session,
                name: agent::name_of(&one.agent),
                key: one.key_hash,
                address: one.address,
                since: one.created_at.naive_utc(),
                seen: one.seen_at.naive_utc(),
            })
            .collect();
        Ok(Self { rows })
    }
}

/// Changing the password.
#[derive(Template)]
#[template(path = "account/password.html")]
pub(crate) struct PasswordPage {
    pub(super) form: Filled,
}

/// Letter keys on or off.
#[derive(Template)]
#[template(path = "account/keyboard.html")]
pub(crate) struct KeyboardPage {
    pub(super) form: Filled,
}

/// Asking for a new password.
#[derive(Template)]
#[template(path = "account/forgotten.html")]
pub(crate) struct ForgottenPage {
    pub(super) form: Filled,
    /// The same words whether or not the address exists.
    pub(super) sent: bool,
}

/// Choosing a new password by a link.
#[derive(Template)]
#[template(path = "account/reset.html")]
pub(crate) struct ResetPage {
    pub(super) form: Filled,
    pub(super) token: String,
    pub(super) bearer: Bearer,
}

/// Accepting an invitation.
#[derive(Template)]
#[template(path = "account/invitation.html")]
pub(crate) struct InvitationPage {
    pub(super) form: Filled,
    pub(super) token: String,
    pub(super) invitation: store::people::invitations::Invitation,
    pub(super) organisation: String,
    /// They have an account: its password is asked, not a new one.
    pub(super) is_known: bool,
}
