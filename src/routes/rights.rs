//! Who may do what: one line for every address and method. `docs/roles.md` is made from this table; tests compare it
//! with the routes that are mounted and ask every line as every kind of visitor.
//!
//! The types of the handlers (`Partner`, `PartnerAdmin`, `OperatorAdmin` …) enforce it; this table says what they must.

mod table;

pub use table::SURFACES;

/// What is done at an address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Method {
    /// Read. HEAD is the same without a body.
    Get,
    /// Do or add.
    Post,
    /// Replace. Pages send POST with `_method=PUT`.
    Put,
    /// Delete. Pages send POST with `_method=DELETE`.
    Delete,
}

impl Method {
    /// As it is sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may. Each is about their own organisation's objects; those of others are not found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Who {
    /// Everybody, without signing in.
    Anyone,
    /// Every person who is signed in, in whichever organisation.
    SignedIn,
    /// Whoever holds a client's onboarding link.
    OnboardingLink,
    /// Whoever holds the link that asks an account's people to be linked with a referral partner.
    LinkRequest,
    /// The creditor of one case, by the link in a mail.
    CaseLink,
    /// Whoever holds a signed link to one document.
    DocumentLink,
    /// Whoever holds an invitation.
    InvitationLink,
    /// Whoever holds the link of a forgotten password.
    ResetLink,
    /// People of an agency, User and Admin.
    AgencyUser,
    /// Admins of an agency.
    AgencyAdmin,
    /// An agency's system.
    AgencyKey,
    /// People of a referral partner, Viewer and Admin.
    ReferralViewer,
    /// Admins of a referral partner.
    ReferralAdmin,
    /// A referral partner's system.
    ReferralKey,
    /// People of the operator, Staff and Admin.
    OperatorStaff,
    /// Admins of the operator.
    OperatorAdmin,
    /// The operator's system.
    OperatorKey,
}

impl Who {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::SignedIn => "anyone signed in",
            Self::OnboardingLink => "holder of the onboarding link",
            Self::LinkRequest => "holder of the link request",
            Self::CaseLink => "holder of the case's link",
            Self::DocumentLink => "holder of the document's link",
            Self::InvitationLink => "holder of the invitation",
            Self::ResetLink => "holder of the reset link",
            Self::AgencyUser => "agency User, Admin",
            Self::AgencyAdmin => "agency Admin",
            Self::AgencyKey => "agency key",
            Self::ReferralViewer => "referral Viewer, Admin",
            Self::ReferralAdmin => "referral Admin",
            Self::ReferralKey => "referral key",
            Self::OperatorStaff => "operator Staff, Admin",
            Self::OperatorAdmin => "operator Admin",
            Self::OperatorKey => "operator key",
        }
    }

    /// Who has this right under `/api/`, where keys act instead of people.
    pub fn by_key(self) -> Self {
        match self {
            Self::AgencyUser | Self::AgencyAdmin => Self::AgencyKey,
            Self::ReferralViewer | Self::ReferralAdmin => Self::ReferralKey,
            Self::OperatorStaff | Self::OperatorAdmin => Self::OperatorKey,
            other => other,
        }
    }
}

/// One line of a surface: method, the rest of the address, who.
pub type Line = (Method, &'static str, Who);

/// Addresses that begin alike and are about one thing. Mounted under `/api/`, keys have the rights of people.
#[derive(Clone, Copy, Debug)]
pub struct Surface {
    /// What it is about.
    pub title: &'static str,
    /// Where it is mounted.
    pub at: &'static [&'static str],
    /// Its lines.
    pub lines: &'static [Line],
}

/// A right: one address, one method, and who may.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Right {
    /// The method.
    pub method: Method,
    /// The address as it is mounted, its parts in braces.
    pub pattern: String,
    /// Who may.
    pub who: Who,
}

/// Every right there is, in the order of the table.
pub fn all() -> Vec<Right> {
    let of_surface = |surface: &Surface| {
        let lines = surface.lines;
        surface.at.iter().flat_map(move |at| {
            lines.iter().map(move |(method, rest, who)| Right {
                method: *method,
                pattern: format!("{at}{rest}"),
                who: if at.starts_with("/api/") { who.by_key() } else { *who },
            })
        })
    };
    SURFACES.iter().flat_map(of_surface).collect()
}
