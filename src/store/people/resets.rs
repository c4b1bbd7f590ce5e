//! Links by which a person chooses a new password: once, and only for a while.

pub mod unscoped;

use crate::domain::ids::PersonId;

/// Whose link it is.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The person.
    pub person: PersonId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The address.
    pub email: String,
}
