//! Who is asking: a person of an agency, an agency's system, a creditor who holds a link, the platform itself.

mod operator;

use chrono_tz::Tz;

use super::ids::{
    CaseId, ClientPersonId, CollectionPartnerId, CreditorId, LinkRequestId, MembershipId, PersonId, ReferralLinkId,
    ReferralPartnerId,
};
pub use operator::Operator;

/// What a person may do in an organisation: Admin and User at an agency, Admin and Viewer at a referral
/// partner, Admin and Staff at the operator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Settings, team, agreements, keys, and at the operator prices and money, besides everything else.
    Admin,
    /// Works an agency's cases.
    User,
    /// Reads what concerns a referral partner.
    Viewer,
    /// Works cases for the operator, and reads the rest.
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

    /// Reads [`Role::name`], in any case.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Admin, Self::User, Self::Viewer, Self::Staff]
            .into_iter()
            .find(|role| role.name().eq_ignore_ascii_case(text.trim()))
    }
}

/// The kind of organisation a person belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OrganisationKind {
    /// The platform that runs this instance.
    Operator,
    /// An agency that recovers money.
    CollectionPartner,
    /// A platform that brings clients.
    ReferralPartner,
}

impl OrganisationKind {
    /// The name that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::CollectionPartner => "collection_partner",
            Self::ReferralPartner => "referral_partner",
        }
    }

    /// Reads [`OrganisationKind::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Operator, Self::CollectionPartner, Self::ReferralPartner].into_iter().find(|kind| kind.name() == text)
    }

    /// The roles that this kind of organisation gives.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Operator => &[Role::Admin, Role::Staff],
            Self::CollectionPartner => &[Role::Admin, Role::User],
            Self::ReferralPartner => &[Role::Admin, Role::Viewer],
        }
    }
}

/// A person who is signed in, in one organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// The number that the wire shows where it wants an integer.
    pub number: i64,
    /// First and last name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// The membership by which they are here.
    pub membership: MembershipId,
    /// What they may do here.
    pub role: Role,
    /// Whether single letters work as keys (WCAG 2.1.4 lets a person switch them off).
    pub letter_keys: bool,
    /// Whether they belong to other organisations, too.
    pub has_choice: bool,
}

/// A collection partner, as far as every request needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    /// The agency.
    pub id: CollectionPartnerId,
    /// Its name.
    pub name: String,
    /// Where its working day ends.
    pub time_zone: Tz,
}

/// By whose hand an agency acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hand {
    /// A colleague who is signed in.
    Person(Person),
    /// A system with the agency's API key.
    Key,
}

/// An agency that acts on its cases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Partner {
    /// The agency.
    pub agency: Agency,
    /// By whose hand.
    pub hand: Hand,
}

impl Partner {
    /// The signed-in person, unless a system acts.
    pub fn person(&self) -> Option<&Person> {
        match &self.hand {
            Hand::Person(person) => Some(person),
            Hand::Key => None,
        }
    }

    /// Whether settings, team and keys are open to this actor.
    pub fn is_admin(&self) -> bool {
        self.person().is_some_and(|person| person.role == Role::Admin)
    }

    /// How facts record this actor; a key acts as "API of {agency}", number 0.
    pub fn author(&self) -> Author {
        let (id, number, name) = match &self.hand {
            Hand::Person(person) => (person.id.as_str(), person.number, person.name.clone()),
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
    /// The referral partner.
    pub id: ReferralPartnerId,
    /// Its name.
    pub name: String,
    /// The name of its app, as clients know it.
    pub short_name: String,
    /// By whose hand.
    pub hand: Hand,
}

impl Referrer {
    /// The signed-in person, unless a system acts.
    pub fn person(&self) -> Option<&Person> {
        match &self.hand {
            Hand::Person(person) => Some(person),
            Hand::Key => None,
        }
    }

    /// Whether settings, brand and keys are open to this actor.
    pub fn is_admin(&self) -> bool {
        self.person().is_some_and(|person| person.role == Role::Admin)
    }

    /// How facts record this actor; a key acts as "API of {partner}", number 0.
    pub fn author(&self) -> Author {
        let (id, number, name) = match &self.hand {
            Hand::Person(person) => (person.id.as_str(), person.number, person.name.clone()),
            Hand::Key => (self.id.as_str(), 0, format!("API of {}", self.name)),
        };
        Author { side: Side::Partner, id: id.to_owned(), number, name, organisation: Some(self.id.as_str().to_owned()) }
    }
}

/// Somebody who came by the link of an onboarding. The link proves nothing of who opens it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newcomer {
    /// The link.
    pub link: ReferralLinkId,
    /// The client that is onboarded.
    pub creditor: CreditorId,
    /// Who brought it.
    pub referral_partner: ReferralPartnerId,
    /// The client's name.
    pub name: String,
    /// Set when they came by a signatory's own link, which went to that person's address: they sign for nobody else.
    pub signatory: Option<ClientPersonId>,
    /// Whether the account was here before this onboarding: it was linked later, or has signed before.
    pub is_known: bool,
    /// Whether the platform brought the client, which was nowhere before.
    pub is_attributed: bool,
    /// Whether they typed a code that went to an address on file.
    pub is_proved: bool,
    /// The address from which the page is opened, and the browser's name for itself: both are evidence.
    pub address: String,
    /// The browser's name for itself.
    pub agent: String,
}

/// Somebody who came by the link of a platform's wish to be linked with an account. Until they have typed a code that
/// went to an address on file, they are shown nothing of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approver {
    /// The wish.
    pub request: LinkRequestId,
    /// Whose wish.
    pub referral_partner: ReferralPartnerId,
    /// The account.
    pub creditor: CreditorId,
    /// The account's name.
    pub name: String,
    /// The address by which it was recognised.
    pub email: String,
    /// Whether they typed the code that went there.
    pub is_proved: bool,
    /// The address from which the page is opened, and the browser's name for itself: both are evidence.
    pub address: String,
    /// The browser's name for itself.
    pub agent: String,
}

impl Approver {
    /// How facts record this actor.
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
    /// Whether the link alone may not show this account: a platform that holds a link proves nothing.
    pub fn must_prove(&self) -> bool {
        self.is_known && !self.is_proved && self.signatory.is_none()
    }

    /// How facts record this actor.
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

/// A creditor who came by the link in a mail about one case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Client {
    /// The one case that the link opens.
    pub case: CaseId,
    /// Whose case it is.
    pub creditor: CreditorId,
    /// The creditor's name.
    pub creditor_name: String,
    /// The contact's name.
    pub name: String,
    /// The address the link was sent to.
    pub email: String,
}

impl Client {
    /// How facts record this actor.
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

/// Which side of a case someone stands on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// The platform's own doing, by itself.
    System,
    /// The platform's people and systems.
    Operator,
    /// The creditor's people.
    Creditor,
    /// The agency's people and systems.
    Partner,
}

impl Side {
    /// The words of the audit trail.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Operator => "Operator user",
            Self::Creditor => "Creditor user",
            Self::Partner => "Partner user",
        }
    }

    /// The words of a timeline. The contract knows three kinds of actors: to both sides of a case, the platform is the
    /// system, whoever of its people acted.
    pub fn on_timeline(self) -> &'static str {
        match self {
            Self::Operator => Self::System.label(),
            other => other.label(),
        }
    }
}

/// Who did something, as the timeline, the audit trail and the events keep it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Author {
    /// Which side.
    pub side: Side,
    /// The person, agency or creditor.
    pub id: String,
    /// The person's number on the wire, 0 for systems.
    pub number: i64,
    /// The name to show.
    pub name: String,
    /// The organisation they act for.
    pub organisation: Option<String>,
}

impl Author {
    /// The platform itself: the worker, the command line, the router.
    pub fn system() -> Self {
        Self { side: Side::System, id: "system".to_owned(), number: 0, name: "System".to_owned(), organisation: None }
    }
}
