//! What happens to a client.

use crate::domain::calendar::Moment;

/// What happened to a client. One fact is one audit row, one record of the evidence chain and, for some facts, an event
/// for other systems.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the facts have docstrings; their fields speak for themselves")]
pub enum ClientFact {
    /// A referral partner brought a new client.
    Created { tenant: String, people: usize },
    /// A referral partner asked to be linked with an existing creditor.
    LinkRequested { tenant: String, until: Moment },
    /// The creditor agreed to the link.
    Linked { tenant: String },
    /// The creditor declined the link.
    LinkDeclined { tenant: String },
    /// The link request was not decided in time.
    LinkExpired { tenant: String },
    /// The referral partner withdrew the client before anything was done for it.
    Withdrawn { tenant: String, cases: usize },
    /// A client of the test environment was deleted.
    Deleted { tenant: String },
    /// A director's data were provided.
    KycGiven { by_referral_partner: bool },
    /// A page of the onboarding was opened by link.
    Opened { page: String },
    /// The company's data were confirmed; `changed` names the fields that changed.
    CompanyConfirmed { changed: Vec<String> },
    /// The operator changed the company's data; `changed` names the fields.
    CompanyChanged { changed: Vec<String> },
    /// The operator suspended the client.
    Suspended { reason: String },
    /// The operator ended the suspension.
    Resumed,
    /// The people were named.
    PeopleNamed { people: usize, signatories: usize },
    /// An agreement was signed on paper, and the operator recorded it; `sha256` is the hash of the scan.
    SignedOnPaper { kind: &'static str, version: String, signed_on: String, sha256: String },
    /// A person was added; ids of people are those of the client's people.
    PersonAdded { person: String },
    /// A person was changed; `changed` names the fields.
    PersonChanged { person: String, changed: Vec<String> },
    /// A person was removed.
    PersonRemoved { person: String },
    /// A division was added.
    DivisionAdded { division: String, name: String },
    /// The data of a division were replaced.
    DivisionChanged { division: String },
    /// A division without cases was deleted.
    DivisionDeleted { division: String },
    /// A division takes no new cases any more.
    DivisionArchived { division: String },
    /// An agreement was shown to a signatory; `sha256` is the hash of the text.
    AgreementShown { kind: &'static str, version: String, language: String, sha256: String },
    /// A code was sent to a signatory's address.
    CodeSent { email: String },
    /// Wrong codes were entered until the code was used up; `wrong` counts the account's wrong codes of the day.
    CodeRefused { email: String, wrong: i64 },
    /// Too many wrong codes of the day: no more codes are sent or accepted. `wrong` is their number.
    CodesClosed { email: String, wrong: i64 },
    /// The right code was entered; `wrong` counts the wrong codes of the day.
    CodeAccepted { email: String, wrong: i64 },
    /// A signatory signed.
    Signed { name: String, email: String, method: &'static str, sha256: String },
    /// The last signatory has signed, and the file was made.
    Completed { kind: &'static str, version: String, sha256: String, level: &'static str },
    /// A new link to the signed documents was mailed.
    LinkRenewed { email: String },
    /// Cases of a link request could not be created after it was approved; one sentence for each.
    ReplayFailed { cases: Vec<String> },
    /// A timestamp was added to the file later.
    Timestamped { kind: &'static str, sha256: String },
}

impl ClientFact {
    /// The fact's name.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Created { .. } => "ClientCreated",
            Self::LinkRequested { .. } => "LinkRequested",
            Self::Linked { .. } => "ClientLinked",
            Self::LinkDeclined { .. } => "LinkDeclined",
            Self::LinkExpired { .. } => "LinkExpired",
            Self::Withdrawn { .. } => "ClientWithdrawn",
            Self::Deleted { .. } => "ClientDeleted",
            Self::KycGiven { .. } => "KycGiven",
            Self::Opened { .. } => "PageOpened",
            Self::CompanyConfirmed { .. } => "CompanyConfirmed",
            Self::CompanyChanged { .. } => "ClientChanged",
            Self::Suspended { .. } => "ClientSuspended",
            Self::Resumed => "ClientResumed",
            Self::PeopleNamed { .. } => "PeopleNamed",
            Self::SignedOnPaper { .. } => "SignedOnPaper",
            Self::PersonAdded { .. } => "ClientPersonAdded",
            Self::PersonChanged { .. } => "ClientPersonChanged",
            Self::PersonRemoved { .. } => "ClientPersonRemoved",
            Self::DivisionAdded { .. } => "DivisionAdded",
            Self::DivisionChanged { .. } => "DivisionChanged",
            Self::DivisionArchived { .. } => "DivisionArchived",
            Self::DivisionDeleted { .. } => "DivisionDeleted",
            Self::AgreementShown { .. } => "AgreementShown",
            Self::CodeSent { .. } => "CodeSent",
            Self::CodeRefused { .. } => "CodeRefused",
            Self::CodesClosed { .. } => "CodesClosed",
            Self::CodeAccepted { .. } => "CodeAccepted",
            Self::Signed { .. } => "Signed",
            Self::Completed { .. } => "AgreementCompleted",
            Self::LinkRenewed { .. } => "LinkRenewed",
            Self::ReplayFailed { .. } => "ReplayFailed",
            Self::Timestamped { .. } => "AgreementTimestamped",
        }
    }

    /// The details that are stored besides who, when and what. Secrets (codes, links) are never stored.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Created { tenant, people } => {
                vec![("externalTenantId", tenant.clone()), ("people", people.to_string())]
            }
            Self::LinkRequested { tenant, until } => {
                vec![("externalTenantId", tenant.clone()), ("until", until.to_rfc3339())]
            }
            Self::Linked { tenant }
            | Self::LinkDeclined { tenant }
            | Self::LinkExpired { tenant }
            | Self::Deleted { tenant } => vec![("externalTenantId", tenant.clone())],
            Self::Withdrawn { tenant, cases } => {
                vec![("externalTenantId", tenant.clone()), ("cases", cases.to_string())]
            }
            Self::KycGiven { by_referral_partner } => vec![("byPlatform", by_referral_partner.to_string())],
            Self::Opened { page } => vec![("page", page.clone())],
            Self::CompanyConfirmed { changed } | Self::CompanyChanged { changed } => {
                vec![("changed", changed.join(", "))]
            }
            Self::Suspended { reason } => vec![("reason", reason.clone())],
            Self::Resumed => Vec::new(),
            Self::PeopleNamed { people, signatories } => {
                vec![("people", people.to_string()), ("signatories", signatories.to_string())]
            }
            Self::SignedOnPaper { kind, version, signed_on, sha256 } => vec![
                ("agreement", (*kind).to_owned()),
                ("version", version.clone()),
                ("signedOn", signed_on.clone()),
                ("sha256", sha256.clone()),
            ],
            Self::PersonAdded { person } | Self::PersonRemoved { person } => vec![("person", person.clone())],
            Self::PersonChanged { person, changed } => {
                vec![("person", person.clone()), ("changed", changed.join(", "))]
            }
            Self::DivisionAdded { division, name } => vec![("division", division.clone()), ("name", name.clone())],
            Self::DivisionChanged { division }
            | Self::DivisionArchived { division }
            | Self::DivisionDeleted { division } => vec![("division", division.clone())],
            Self::AgreementShown { kind, version, language, sha256 } => vec![
                ("agreement", (*kind).to_owned()),
                ("version", version.clone()),
                ("language", language.clone()),
                ("sha256", sha256.clone()),
            ],
            Self::CodeSent { email } | Self::LinkRenewed { email } => vec![("email", email.clone())],
            Self::CodeRefused { email, wrong }
            | Self::CodesClosed { email, wrong }
            | Self::CodeAccepted { email, wrong } => {
                vec![("email", email.clone()), ("wrongCodes", wrong.to_string())]
            }
            Self::Signed { name, email, method, sha256 } => vec![
                ("name", name.clone()),
                ("email", email.clone()),
                ("method", (*method).to_owned()),
                ("sha256", sha256.clone()),
            ],
            Self::Completed { kind, version, sha256, level } => vec![
                ("agreement", (*kind).to_owned()),
                ("version", version.clone()),
                ("sha256", sha256.clone()),
                ("level", (*level).to_owned()),
            ],
            Self::ReplayFailed { cases } => vec![("cases", cases.join("\n"))],
            Self::Timestamped { kind, sha256 } => {
                vec![("agreement", (*kind).to_owned()), ("sha256", sha256.clone())]
            }
        }
    }

    /// The event for other systems; names of the contract.
    pub fn event(&self) -> Option<&'static str> {
        match self {
            Self::LinkRequested { .. } => Some("client.link_requested"),
            Self::Linked { .. } => Some("client.linked"),
            Self::LinkDeclined { .. } => Some("client.link_declined"),
            Self::LinkExpired { .. } => Some("client.link_expired"),
            Self::ReplayFailed { .. } => Some("cases.replay_failed"),
            Self::Completed { kind: "Sdca", .. } | Self::SignedOnPaper { kind: "Sdca", .. } => {
                Some("client.onboarding.contract_signed")
            }
            Self::Completed { kind: "Poa", .. } | Self::SignedOnPaper { kind: "Poa", .. } => {
                Some("client.onboarding.poa_signed")
            }
            _ => None,
        }
    }
}
