//! Memberships: the organisations a person belongs to, and the roles there.

pub mod unscoped;

use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::ids::MembershipId;

/// One organisation a person belongs to.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The membership.
    pub id: MembershipId,
    /// The kind of the organisation.
    pub kind: OrganisationKind,
    /// Its id.
    pub organisation: String,
    /// Its name; `None` for the operator.
    pub name: Option<String>,
    /// The role there.
    pub role: Role,
    /// Whether the operator has suspended the organisation.
    pub is_suspended: bool,
}
