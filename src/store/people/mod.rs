//! People who sign in: accounts, memberships, organisations, sessions, keys, and the links and codes that give access.

pub mod accounts;
pub mod agencies;
pub mod codes;
pub mod devices;
pub mod invitations;
pub mod kept_forms;
pub mod keys;
pub mod memberships;
pub mod organisations;
pub mod parties;
pub mod profiles;
pub mod resets;
pub mod second_factors;
pub mod sessions;
pub mod team;
