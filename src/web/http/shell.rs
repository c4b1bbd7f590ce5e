//! The frame of every page: menu, person, notices, and the hidden fields of forms.

use actix_session::SessionExt;
use actix_web::HttpRequest;

use super::kept;
use super::reply::notice_of;
use super::session::{self, SignedIn};
use crate::config::{Config, Environment};
use crate::domain::actor::OrganisationKind;
use crate::domain::calendar::Moment;

/// What the layout shows around a page. Templates reach it as the value "shell".
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    /// The operator's name.
    pub operator: String,
    /// Whether this is a test instance.
    pub is_test: bool,
    /// Whether `/mailbox` shows mails.
    pub has_mailbox: bool,
    /// The name of the signed-in person.
    pub person: Option<String>,
    /// The name of their organisation.
    pub organisation: String,
    /// The start page of the signed-in person.
    pub home: &'static str,
    /// Whether this is the frame of agencies.
    pub is_portal: bool,
    /// Whether this is the frame of referral partners.
    pub is_referral: bool,
    /// Whether this is the operator's frame.
    pub is_operator: bool,
    /// Whether one of the operator's people looks at the pages of an agency.
    pub is_look: bool,
    /// Whether the settings for Admins are shown.
    pub is_admin: bool,
    /// Whether the person belongs to several organisations.
    pub has_choice: bool,
    /// Number of open tasks.
    pub tasks: i64,
    /// Whether single letters work as keyboard shortcuts.
    pub letter_keys: bool,
    /// The reader's time zone.
    pub time_zone: chrono_tz::Tz,
    /// When the page was made.
    pub now: Moment,
    /// The notice that a redirect left for this page.
    pub notice: Option<String>,
    /// The token of the session's forms.
    pub token: String,
    /// Identifies the person for whom the forms of this page are made. A form that was kept is shown to that person only.
    pub whose: String,
    /// The address of this page.
    pub path: String,
}

impl Shell {
    /// A frame for nobody in particular.
    pub(crate) fn bare(config: &Config) -> Self {
        Self {
            operator: config.operator_name.clone(),
            is_test: config.environment == Environment::Test,
            has_mailbox: config.has_mailbox(),
            person: None,
            organisation: String::new(),
            home: "/",
            is_portal: false,
            is_referral: false,
            is_operator: false,
            is_look: false,
            is_admin: false,
            has_choice: false,
            tasks: 0,
            letter_keys: true,
            time_zone: chrono_tz::UTC,
            now: chrono::DateTime::UNIX_EPOCH,
            notice: None,
            token: String::new(),
            whose: String::new(),
            path: String::new(),
        }
    }

    /// Adds what only the request knows.
    #[must_use]
    pub(crate) fn for_request(mut self, request: &HttpRequest) -> Self {
        // A dialog's script follows the redirect before the person does; the notice waits for the visible page.
        if !request.headers().contains_key("x-partial") {
            self.notice = notice_of(request).filter(|text| !text.is_empty());
        }
        self.token = request.get_session().get(session::TOKEN).unwrap_or_default().unwrap_or_default();
        self.whose = kept::whose_of(request).unwrap_or_default();
        if let Some(zone) = SignedIn::found(request).ok().and_then(|signed_in| signed_in.time_zone) {
            self.time_zone = zone;
        }
        self.path = request.path().to_owned();
        self
    }

    /// Whether the page belongs to a part of the menu.
    pub(crate) fn is_in(&self, part: &str) -> bool {
        self.path.starts_with(part)
    }

    /// The group of the console that the page belongs to, with its name.
    fn group(&self) -> Option<&'static Group> {
        GROUPS.iter().find(|(_, pages)| self.is_operator && pages.iter().any(|(_, at)| self.is_in(at)))
    }

    /// The pages of the group that the page belongs to, if there are several to choose from.
    pub(crate) fn siblings(&self) -> Option<&'static Group> {
        self.group().filter(|(_, pages)| pages.len() > 1)
    }

    /// Whether the page belongs to the group of this name.
    pub(crate) fn is_in_group(&self, name: &str) -> bool {
        self.group().is_some_and(|(group, _)| *group == name)
    }

    /// Whether `address` is the entry of its group that the page belongs to: the longest one that fits.
    pub(crate) fn is_at(&self, pages: &[(&str, &str)], address: &str) -> bool {
        let fitting = pages.iter().map(|(_, at)| *at).filter(|at| self.is_in(at));
        fitting.max_by_key(|at| at.len()) == Some(address)
    }
}

/// Pages of the console that share an entry of the menu: the group's name, and the label and address of each page.
pub(crate) type Group = (&'static str, &'static [(&'static str, &'static str)]);

const GROUPS: [Group; 3] = [
    (
        "Cases",
        &[
            ("Verification", "/operator/verification"),
            ("Hand in a case", "/operator/cases/new"),
            ("Import cases", "/operator/imports"),
            ("Find a case", "/operator/cases"),
        ],
    ),
    (
        "Agencies",
        &[("Agencies", "/operator/agencies"), ("Coverage", "/operator/coverage"), ("Gaps", "/operator/coverage/gaps")],
    ),
    (
        "Money",
        &[
            ("Invoices", "/operator/invoices"),
            ("Statements", "/operator/statements"),
            ("Exchange rates", "/operator/rates"),
        ],
    ),
];

impl askama::Values for Shell {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn std::any::Any> {
        let shell: &dyn std::any::Any = self;
        (key == "shell").then_some(shell)
    }
}

/// Where people of an organisation begin.
pub(crate) fn home_of(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::CollectionPartner => "/partner/cases",
        OrganisationKind::ReferralPartner => "/referral",
        OrganisationKind::Operator => "/operator",
        OrganisationKind::Client => "/client",
    }
}
