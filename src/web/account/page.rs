//! Template structs of the account pages. They have no JSON: accounts are for people only.

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
use crate::web::wording::time_zones;

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

#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub(crate) struct SignInPage {
    pub form: Filled,
}

/// The page that asks for the second factor when signing in.
#[derive(Template)]
#[template(path = "account/second_step.html")]
pub(crate) struct SecondStepPage {
    pub(super) form: Filled,
}

/// The page to sign in on a new device with a mailed code.
#[derive(Template)]
#[template(path = "account/code.html")]
pub(crate) struct CodePage {
    pub(super) form: Filled,
    /// Set after a request; the same whether or not the account exists.
    pub(super) sent: bool,
}

/// The page to confirm again who you are.
#[derive(Template)]
#[template(path = "account/confirm.html")]
pub(crate) struct ConfirmPage {
    pub(super) form: Filled,
    /// Whether the second factor is asked for; otherwise the password.
    pub(super) by_code: bool,
}

/// The settings of the second factor.
#[derive(Template)]
#[template(path = "account/second_factor.html")]
pub(crate) struct SecondFactorPage {
    pub(super) form: Filled,
    pub(super) present: Option<store::people::second_factors::SecondFactor>,
    /// A new secret that can be set up, with its QR code.
    pub(super) offer: Option<(Drawn, Offer)>,
    /// Recovery codes, shown only once.
    pub(super) codes: Vec<String>,
    pub(super) is_required: bool,
}

/// The profile: name, language and time zone.
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
        Self {
            form,
            email: who.person.email.clone(),
            languages: LANGUAGES,
            zones: std::iter::once(("", usual)).chain(time_zones()).collect(),
        }
    }
}

/// The page to change the e-mail address.
#[derive(Template)]
#[template(path = "account/email.html")]
pub(crate) struct EmailPage {
    pub(super) form: Filled,
    pub(super) email: String,
    /// The address to which a code was sent.
    pub(super) awaited: Option<String>,
}

/// The choice between several organisations.
#[derive(Template)]
#[template(path = "account/choose.html")]
pub(crate) struct ChoicePage {
    form: Filled,
    memberships: Vec<Membership>,
}

impl ChoicePage {
    pub(super) fn load(db: &mut Db, who: &Chooser, form: Filled) -> Result<Self, Failure> {
        Ok(Self { form, memberships: store::people::memberships::unscoped::working(db, who.0)? })
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
        OrganisationKind::Client => "Client",
    }
}

/// The start page of referral partners.
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

pub(crate) struct SessionRow {
    key: String,
    name: String,
    address: String,
    since: chrono::NaiveDateTime,
    seen: chrono::NaiveDateTime,
    is_this: bool,
}

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

#[derive(Template)]
#[template(path = "account/password.html")]
pub(crate) struct PasswordPage {
    pub(super) form: Filled,
}

/// The setting for single-letter shortcuts.
#[derive(Template)]
#[template(path = "account/keyboard.html")]
pub(crate) struct KeyboardPage {
    pub(super) form: Filled,
}

/// The page to ask for a new password.
#[derive(Template)]
#[template(path = "account/forgotten.html")]
pub(crate) struct ForgottenPage {
    pub(super) form: Filled,
    /// Set after a request; the same whether or not the account exists.
    pub(super) sent: bool,
}

/// The page of a link to choose a new password.
#[derive(Template)]
#[template(path = "account/reset.html")]
pub(crate) struct ResetPage {
    pub(super) form: Filled,
    pub(super) token: String,
    pub(super) bearer: Bearer,
}

/// The page of an invitation.
#[derive(Template)]
#[template(path = "account/invitation.html")]
pub(crate) struct InvitationPage {
    pub(super) form: Filled,
    pub(super) token: String,
    pub(super) invitation: store::people::invitations::Invitation,
    pub(super) organisation: String,
    /// Whether they have an account; then its password is asked for instead of a new one.
    pub(super) is_known: bool,
}
