//! Accounts of people, as signing in needs them.

pub mod unscoped;

use crate::domain::ids::PersonId;

/// What signing in needs to know of a person.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The person.
    pub person: PersonId,
    /// First and last name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Argon2id in PHC form; `None` until the invitation is accepted.
    pub password_hash: Option<String>,
    /// Whether signing in needs a second factor.
    pub has_second_factor: bool,
}

/// A person to be stored.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    /// The e-mail address; stored in lower case.
    pub email: &'a str,
    /// First name.
    pub first_name: &'a str,
    /// Last name.
    pub last_name: &'a str,
    /// The password's hash.
    pub password_hash: Option<&'a str>,
}
