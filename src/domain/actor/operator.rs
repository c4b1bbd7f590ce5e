//! The operator as an actor: its staff on pages, its systems by key.

use super::{Author, Hand, Person, Role, Side};

/// The operator, with the person or system that acts for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Operator {
    /// Its name.
    pub name: String,
    /// The person or system that acts.
    pub hand: Hand,
}

impl Operator {
    /// The id of the operator's own organisation in memberships and keys.
    pub const ID: &'static str = "operator";

    /// The operator's own system, by its name.
    pub fn system(name: &str) -> Self {
        Self { name: name.to_owned(), hand: Hand::Key }
    }

    /// The signed-in person; `None` for a system.
    pub fn person(&self) -> Option<&Person> {
        match &self.hand {
            Hand::Person(person) | Hand::Looker(person) => Some(person),
            Hand::Key => None,
        }
    }

    /// Whether this actor may change settings, people, prices, money, agreements and keys: an Admin or the operator's
    /// own system. Staff work cases and read everything else.
    pub fn is_admin(&self) -> bool {
        self.person().is_none_or(|person| person.role == Role::Admin)
    }

    /// The author that facts record. A key is recorded as "API of {operator}" with number 0.
    pub fn author(&self) -> Author {
        let (id, number, name) = match &self.hand {
            Hand::Person(person) | Hand::Looker(person) => (person.id.as_str(), person.number, person.name.clone()),
            Hand::Key => (Self::ID, 0, format!("API of {}", self.name)),
        };
        Author { side: Side::Operator, id: id.to_owned(), number, name, organisation: Some(Self::ID.to_owned()) }
    }
}
