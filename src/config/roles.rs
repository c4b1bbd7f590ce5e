//! Settings that name roles.

use super::Lookup;
use crate::domain::actor::{OrganisationKind, Role};

/// The roles of `PORTAL_REQUIRE_SECOND_FACTOR`, separated by commas.
pub(super) fn second_factor_for(get: Lookup<'_>) -> Result<Vec<(OrganisationKind, Role)>, String> {
    let roles = [
        ("operator-admin", OrganisationKind::Operator, Role::Admin),
        ("operator-staff", OrganisationKind::Operator, Role::Staff),
        ("agency-admin", OrganisationKind::CollectionPartner, Role::Admin),
        ("agency-user", OrganisationKind::CollectionPartner, Role::User),
        ("referral-admin", OrganisationKind::ReferralPartner, Role::Admin),
        ("referral-viewer", OrganisationKind::ReferralPartner, Role::Viewer),
    ];
    let text = get("PORTAL_REQUIRE_SECOND_FACTOR").unwrap_or_default();
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            let found = roles.iter().find(|(known, ..)| *known == name).map(|(_, kind, role)| (*kind, *role));
            found.ok_or_else(|| {
                let known: Vec<&str> = roles.iter().map(|(known, ..)| *known).collect();
                format!("PORTAL_REQUIRE_SECOND_FACTOR names “{name}”: it may name {}", known.join(", "))
            })
        })
        .collect()
}
