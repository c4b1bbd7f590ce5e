//! Who may do what: one line for every address and method. `docs/roles.md` is generated from this table. Tests compare
//! it with the mounted routes and try every line as every kind of visitor.
//!
//! The types of the handlers' parameters (`Partner`, `PartnerAdmin`, `OperatorAdmin` …) enforce the rights in this
//! table.

mod operator;
mod table;

/// The method of a request.
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
    /// The method's name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may use an address. Each right covers only objects of the own organisation; others are not found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Who {
    /// Everybody, without signing in.
    Anyone,
    /// Every signed-in person, in any organisation.
    SignedIn,
    /// The holder of a client's onboarding link.
    OnboardingLink,
    /// The holder of the link of a link request.
    LinkRequest,
    /// The creditor of one case, with the link in a mail.
    CaseLink,
    /// The holder of a signed link to one document.
    DocumentLink,
    /// The holder of an invitation.
    InvitationLink,
    /// The holder of a password link.
    ResetLink,
    /// People of an agency, User and Admin.
    AgencyUser,
    /// Admins of an agency.
    AgencyAdmin,
    /// An agency's systems.
    AgencyKey,
    /// People of a referral partner, Viewer and Admin.
    ReferralViewer,
    /// Admins of a referral partner.
    ReferralAdmin,
    /// A referral partner's systems.
    ReferralKey,
    /// People of the operator, Staff and Admin.
    OperatorStaff,
    /// Admins of the operator.
    OperatorAdmin,
    /// The operator's systems.
    OperatorKey,
    /// A client's systems.
    ClientKey,
}

impl Who {
    /// The right in words.
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
            Self::ClientKey => "client key",
        }
    }

    /// The right for systems with a key, under `/api/`.
    pub fn by_key(self) -> Self {
        match self {
            Self::AgencyUser | Self::AgencyAdmin => Self::AgencyKey,
            Self::ReferralViewer | Self::ReferralAdmin => Self::ReferralKey,
            Self::OperatorStaff | Self::OperatorAdmin => Self::OperatorKey,
            other => other,
        }
    }
}

/// One line of a table: method, rest of the address, who.
pub type Line = (Method, &'static str, Who);

/// Addresses with the same beginning and subject. Under `/api/`, keys have the rights of people.
#[derive(Clone, Copy, Debug)]
pub struct Surface {
    /// The subject.
    pub title: &'static str,
    /// The beginnings of the addresses.
    pub at: &'static [&'static str],
    /// The lines of the table.
    pub lines: &'static [Line],
}

/// A right: one address, one method, and who may use it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Right {
    /// The method.
    pub method: Method,
    /// The address as mounted, with its parts in braces.
    pub pattern: String,
    /// Who may.
    pub who: Who,
}

/// Every right, in the order of the table.
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
    surfaces().flat_map(of_surface).collect()
}

/// The whole table.
pub fn surfaces() -> impl Iterator<Item = &'static Surface> {
    table::SURFACES.iter().chain(operator::SURFACES)
}
