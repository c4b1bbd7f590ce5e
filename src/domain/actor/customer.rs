//! A client whose own systems act by a key.

use super::{Author, Side};
use crate::domain::ids::CreditorId;

/// A client that acts by one of its keys (in the contract: the customer).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Customer {
    /// The client's id.
    pub id: CreditorId,
    /// Its name.
    pub name: String,
}

impl Customer {
    /// The author that facts record: "API of {client}" with number 0.
    pub fn author(&self) -> Author {
        Author {
            side: Side::Creditor,
            id: self.id.as_str().to_owned(),
            number: 0,
            name: format!("API of {}", self.name),
            organisation: Some(self.id.as_str().to_owned()),
        }
    }
}
