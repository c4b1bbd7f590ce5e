//! Links to choose a new password. They work once and for a limited time.

pub mod unscoped;

use crate::domain::ids::PersonId;

/// The person whose link it is.
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The person.
    pub person: PersonId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The e-mail address.
    pub email: String,
}
