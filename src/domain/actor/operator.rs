//! The platform that runs this instance, as somebody who acts: its staff on pages, its systems by key.

use super::{Author, Hand, Person, Role, Side};

/// The operator at work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operator {
    /// Its name.
    pub name: String,
    /// By whose hand.
    pub hand: Hand,
}

impl Operator {
    /// The id of the operator's own organisation, wherever organisations have one.
    pub const ID: &'static str = "operator";

    /// The signed-in person, unless a system acts.
    pub fn person(&self) -> Option<&Person> {
        match &self.hand {
            Hand::Person(person) => Some(person),
            Hand::Key => None,
        }
    }

    /// Whether settings, people, prices, money, agreements and keys may be changed: by an Admin, or by the operator's
    /// own system. Staff work cases, and read the rest.
    pub fn is_admin(&self) -> bool {
        self.person().is_none_or(|person| person.role == Role::Admin)
    }

    /// How facts record this actor; a key acts as "API of {operator}", number 0.
    pub fn author(&self) -> Author {
        let (id, number, name) = match &self.hand {
            Hand::Person(person) => (person.id.as_str(), person.number, person.name.clone()),
            Hand::Key => (Self::ID, 0, format!("API of {}", self.name)),
        };
        Author { side: Side::Operator, id: id.to_owned(), number, name, organisation: Some(Self::ID.to_owned()) }
    }
}
