//! Who acts: a person of an organisation, a system with an API key, a creditor with a link, or the operator itself.

mod customer;
mod operator;

use chrono_tz::Tz;

use super::ids::{
    CaseId, ClientPersonId, CollectionPartnerId, CreditorId, LinkRequestId, MembershipId, PersonId, ReferralLinkId,
    ReferralPartnerId,
};
pub use customer::{Customer, Through};
pub use operator::Operator;

/// A person's role in an organisation: Admin or User at an agency, Admin or Viewer at a referral partner, Admin or
/// Staff at the operator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Everything, including settings, team, agreements and keys; at the operator also prices and money.
    Admin,
    /// Works the cases of an agency.
    User,
    /// Reads the data of a referral partner.
    Viewer,
    /// Works cases for the operator and reads everything else.
    Staff,
}

impl Role {
    /// The name that is stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "Admin",
            Self::User => "User",
            Self::Viewer => "Viewer",
            Self::Staff => "Staff",
        }
    }

    /// Reads [`Role::name`]; upper and lower case are the same.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Admin, Self::User, Self::Viewer, Self::Staff]
            .into_iter()
            .find(|role| role.name().eq_ignore_ascii_case(text.trim()))
    }
}

/// The kind of organisation a person belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OrganisationKind {
    /// The company that runs this instance.
    Operator,
    /// An agency that collects debts.
    CollectionPartner,
    /// A software company that brings clients.
    ReferralPartner,
    /// A business that is owed money. Its people prove who they are by a code, not by a membership.
    Client,
}

impl OrganisationKind {
    /// The name that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::CollectionPartner => "collection_partner",
            Self::ReferralPartner => "referral_partner",
            Self::Client => "client",
        }
    }

    /// Reads [`OrganisationKind::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Operator, Self::CollectionPartner, Self::ReferralPartner, Self::Client]
            .into_iter()
            .find(|kind| kind.name() == text)
    }

    /// The roles of memberships in this kind of organisation.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Operator => &[Role::Admin, Role::Staff],
            Self::CollectionPartner => &[Role::Admin, Role::User],
            Self::ReferralPartner => &[Role::Admin, Role::Viewer],
            Self::Client => &[],
        }
    }
}

/// A person who is signed in, acting for one organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// The integer id of the person, for contracts that require an integer.
    pub number: i64,
    /// First name and last name.
    pub name: String,
    /// The e-mail address for signing in.
    pub email: String,
    /// The membership under which the person acts.
    pub membership: MembershipId,
    /// The role in this membership.
    pub role: Role,
    /// Whether keyboard shortcuts of a single letter are on. WCAG 2.1.4 requires a way to switch them off.
    pub letter_keys: bool,
    /// Whether the person also belongs to other organisations.
    pub has_choice: bool,
}

/// An agency: the fields that every request needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    /// The agency's id.
    pub id: CollectionPartnerId,
    /// Its name.
    pub name: String,
    /// The time zone of its business days and deadlines.
    pub time_zone: Tz,
}

/// Who acts for an organisation: a person or a system.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hand {
    /// A colleague who is signed in.
    Person(Person),
    /// One of the operator's people, who sees the pages of an agency and changes nothing.
    Looker(Person),
    /// A system with the organisation's API key.
    Key,
}

/// An agency that acts on its cases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Partner {
    /// The agency.
    pub agency: Agency,
    /// The person or system that acts.
    pub hand: Hand,
}

impl Partner {
    /// The signed-in person; `None` for a system.
    pub fn person(&self) -> Option<&Person> {
        match &self.hand {
            Hand::Person(person) | Hand::Looker(person) => Some(person),
            Hand::Key => None,
        }
    }

    /// Whether this actor may change settings, team and keys.
    pub fn is_admin(&self) -> bool {
        !self.is_looker() && self.person().is_some_and(|person| person.role == Role::Admin)
    }

    /// Whether this is one of the operator's people, who only looks.
    pub fn is_looker(&self) -> bool {
        matches!(self.hand, Hand::Looker(_))
    }

    /// The author that facts record. A key is recorded as "API of {agency}" with number 0.
    pub fn author(&self) -> Author {
        let (id, number, name) = match &self.hand {
            Hand::Person(person) | Hand::Looker(person) => (person.id.as_str(), person.number, person.name.clone()),
            Hand::Key => (self.agency.id.as_str(), 0, format!("API of {}", self.agency.name)),
        };
        Author {
            side: Side::Partner,
            id: id.to_owned(),
            number,
            name,
            organisation: Some(self.agency.id.as_str().to_owned()),
        }
    }
}

/// A referral partner that acts on its clients.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Referrer {
    /// The referral partner's id.
    pub id: ReferralPartnerId,
    /// Its name.
    pub name: String,
    /// The name of its app, as its clients know it.
    pub short_name: String,
    /// The person or system that acts.
    pub hand: Hand,
}

impl Referrer {
    /// The signed-in person; `None` for a system.
    pub fn person(&self) -> Option<&Person> {
        match &self.hand {
            Hand::Person(person) | Hand::Looker(person) => Some(person),
            Hand::Key => None,
        }
    }

    /// Whether this actor may change settings, brand and keys.
    pub fn is_admin(&self) -> bool {
        self.person().is_some_and(|person| person.role == Role::Admin)
    }

    /// The author that facts record. A key is recorded as "API of {partner}" with number 0.
    pub fn author(&self) -> Author {
        let (id, number, name) = match &self.hand {
            Hand::Person(person) | Hand::Looker(person) => (person.id.as_str(), person.number, person.name.clone()),
            Hand::Key => (self.id.as_str(), 0, format!("API of {}", self.name)),
        };
        Author { side: Side::Partner, id: id.to_owned(), number, name, organisation: Some(self.id.as_str().to_owned()) }
    }
}

/// Somebody who opened an onboarding link. The link does not prove who they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newcomer {
    /// The link.
    pub link: ReferralLinkId,
    /// The client that is onboarded.
    pub creditor: CreditorId,
    /// The referral partner that brought the client.
    pub referral_partner: ReferralPartnerId,
    /// The client's name.
    pub name: String,
    /// The signatory, if the link was sent to that person's own address. They may sign only for themselves.
    pub signatory: Option<ClientPersonId>,
    /// Whether the account existed before this onboarding: it was linked later, or has signed before.
    pub is_known: bool,
    /// Whether the client is new and was brought by the referral partner.
    pub is_attributed: bool,
    /// Whether a code that was sent to an address on file was entered.
    pub is_proved: bool,
    /// The network address of the reader, kept as evidence.
    pub address: String,
    /// The user agent of the browser, kept as evidence.
    pub agent: String,
}

/// Somebody who opened the link of a link request: a referral partner asks to be linked with an existing account. They
/// see nothing of the account until they have entered a code that was sent to an address on file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approver {
    /// The link request.
    pub request: LinkRequestId,
    /// The referral partner that asks.
    pub referral_partner: ReferralPartnerId,
    /// The account.
    pub creditor: CreditorId,
    /// The account's name.
    pub name: String,
    /// The address by which the account was recognised.
    pub email: String,
    /// Whether the code that was sent to that address was entered.
    pub is_proved: bool,
    /// The network address of the reader, kept as evidence.
    pub address: String,
    /// The user agent of the browser, kept as evidence.
    pub agent: String,
}

impl Approver {
    /// The author that facts record.
    pub fn author(&self) -> Author {
        Author {
            side: Side::Creditor,
            id: self.request.as_str().to_owned(),
            number: 0,
            name: format!("{} (by link)", self.name),
            organisation: Some(self.creditor.as_str().to_owned()),
        }
    }
}

impl Newcomer {
    /// Whether this account must be proved by a code first: the referral partner also has the link, so the link proves
    /// nothing.
    pub fn must_prove(&self) -> bool {
        self.is_known && !self.is_proved && self.signatory.is_none()
    }

    /// The author that facts record.
    pub fn author(&self) -> Author {
        Author {
            side: Side::Creditor,
            id: self.link.as_str().to_owned(),
            number: 0,
            name: format!("{} (by link)", self.name),
            organisation: Some(self.creditor.as_str().to_owned()),
        }
    }
}

/// A creditor who opened the link in a mail about one case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Client {
    /// The case that the link opens.
    pub case: CaseId,
    /// The creditor of the case.
    pub creditor: CreditorId,
    /// The creditor's name.
    pub creditor_name: String,
    /// The contact's name.
    pub name: String,
    /// The address the link was sent to.
    pub email: String,
}

impl Client {
    /// The author that facts record.
    pub fn author(&self) -> Author {
        Author {
            side: Side::Creditor,
            id: self.creditor.as_str().to_owned(),
            number: 0,
            name: format!("{}, {}", self.name, self.creditor_name),
            organisation: Some(self.creditor.as_str().to_owned()),
        }
    }
}

/// The party that an author belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The portal itself: the worker, the command line, the router.
    System,
    /// The operator's people and systems.
    Operator,
    /// The creditor's people.
    Creditor,
    /// The people and systems of an agency or a referral partner.
    Partner,
}

impl Side {
    /// The label in the audit trail.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Operator => "Operator user",
            Self::Creditor => "Creditor user",
            Self::Partner => "Partner user",
        }
    }

    /// The label in a timeline. The contract has three kinds of actors: creditor, agency and system. The operator's
    /// people are shown as the system.
    pub fn on_timeline(self) -> &'static str {
        match self {
            Self::Operator => Self::System.label(),
            other => other.label(),
        }
    }
}

/// Who did something, as stored in timeline, audit trail and events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Author {
    /// The party.
    pub side: Side,
    /// The id of the person, agency or creditor.
    pub id: String,
    /// The person's integer id, 0 for systems.
    pub number: i64,
    /// The name to show.
    pub name: String,
    /// The organisation that the author acts for.
    pub organisation: Option<String>,
}

impl Author {
    /// The portal itself: the worker, the command line, the router.
    pub fn system() -> Self {
        Self { side: Side::System, id: "system".to_owned(), number: 0, name: "System".to_owned(), organisation: None }
    }
}
