//! An agency's team: changes of roles, removal of colleagues.

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, OrganisationKind, Partner, Role};
use crate::domain::ids::MembershipId;
use crate::store::people::team::Colleague;
use crate::store::{self, Db, Tx, Writer};

/// Changes the role of a colleague. For Admins of the agency.
///
/// # Errors
/// Not found; a role that agencies do not have; the last Admin.
pub fn change_role(db: &mut Writer, who: &Partner, id: MembershipId, role: Role, ctx: &Context) -> Outcome<Colleague> {
    if !OrganisationKind::CollectionPartner.roles().contains(&role) {
        return Err(ActionError::At("role", "Choose Admin or User.".to_owned()));
    }
    db.write(|db| {
        let member = held(db, who, id)?;
        if member.role == role {
            return Ok(member);
        }
        keep_an_admin(db, who, &member, "role")?;
        store::people::team::set_role(db, who, id, role)?;
        let details = [
            ("name", member.name.clone()),
            ("before", member.role.name().to_owned()),
            ("after", role.name().to_owned()),
        ];
        audit(db, &who.author(), "RoleChanged", id, &details, ctx)?;
        Ok(Colleague { role, ..member })
    })
}

/// Removes a colleague: their sessions end, their work stays. For Admins of the agency.
///
/// # Errors
/// Not found; the last Admin.
pub fn remove(db: &mut Writer, who: &Partner, id: MembershipId, ctx: &Context) -> Outcome<Colleague> {
    db.write(|db| {
        let member = held(db, who, id)?;
        keep_an_admin(db, who, &member, "")?;
        store::people::team::remove(db, who, id, ctx.now)?;
        let details = [("name", member.name.clone()), ("email", member.email.clone())];
        audit(db, &who.author(), "MemberRemoved", id, &details, ctx)?;
        Ok(member)
    })
}

/// Ends every session of a colleague for this agency; returns how many. For Admins of the agency.
pub fn end_member_sessions(
    db: &mut Writer,
    who: &Partner,
    id: MembershipId,
    ctx: &Context,
) -> Outcome<(Colleague, usize)> {
    db.write(|db| {
        let member = store::people::team::load(db, who, id)?;
        let ended = store::people::sessions::end_of_membership(db, id)?;
        let details = [("name", member.name.clone()), ("sessions", ended.to_string())];
        audit(db, &who.author(), "MemberSessionsEnded", id, &details, ctx)?;
        Ok((member, ended))
    })
}

/// A colleague, with the team locked against other changes.
fn held(db: &mut Tx<'_>, who: &Partner, id: MembershipId) -> Outcome<Colleague> {
    store::people::organisations::unscoped::hold(db, OrganisationKind::CollectionPartner, who.agency.id.as_str())?;
    Ok(store::people::team::load(db, who, id)?)
}

/// Without an Admin, nobody could invite a new one.
fn keep_an_admin(db: &mut Db, who: &Partner, member: &Colleague, field: &'static str) -> Outcome<()> {
    if member.role != Role::Admin || store::people::team::count_admins(db, who)? > 1 {
        return Ok(());
    }
    let text =
        format!("{} is the last Admin of {}. Make another colleague an Admin first.", member.name, who.agency.name);
    Err(ActionError::At(field, text))
}

fn audit(
    db: &mut Tx<'_>,
    by: &Author,
    verb: &str,
    id: MembershipId,
    details: &[(&'static str, String)],
    ctx: &Context,
) -> Outcome<()> {
    Ok(store::facts::audit(db, by, verb, "membership", id.as_str(), details, ctx.now)?)
}
