//! Teams: changes of roles, removal of colleagues. By an Admin of the agency, or by the operator.

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Partner, Role};
use crate::domain::ids::MembershipId;
use crate::store::people::team::{Colleague, Team};
use crate::store::{self, Db, Tx, Writer};

/// Changes the role of a colleague.
///
/// # Errors
/// Not found; a role that such organisations do not have; the last Admin.
pub fn change_role(
    db: &mut Writer,
    (team, by): (&Team, &Author),
    id: MembershipId,
    role: Role,
    ctx: &Context,
) -> Outcome<Colleague> {
    if !team.kind.roles().contains(&role) {
        let roles = team.kind.roles().iter().map(|role| role.name()).collect::<Vec<_>>().join(" or ");
        return Err(ActionError::At("role", format!("Choose {roles}.")));
    }
    db.write(|db| {
        let member = held(db, team, id)?;
        if member.role == role {
            return Ok(member);
        }
        keep_an_admin(db, team, &member, "role")?;
        store::people::team::set_role(db, team, id, role)?;
        let details = [
            ("name", member.name.clone()),
            ("before", member.role.name().to_owned()),
            ("after", role.name().to_owned()),
        ];
        audit(db, by, "RoleChanged", id, &details, ctx)?;
        Ok(Colleague { role, ..member })
    })
}

/// Removes a colleague: their sessions end, their work stays.
///
/// # Errors
/// Not found; the last Admin.
pub fn remove(db: &mut Writer, (team, by): (&Team, &Author), id: MembershipId, ctx: &Context) -> Outcome<Colleague> {
    db.write(|db| {
        let member = held(db, team, id)?;
        keep_an_admin(db, team, &member, "")?;
        store::people::team::remove(db, team, id, ctx.now)?;
        let details = [("name", member.name.clone()), ("email", member.email.clone())];
        audit(db, by, "MemberRemoved", id, &details, ctx)?;
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
        let member = store::people::team::load(db, &Team::of(who), id)?;
        let ended = store::people::sessions::end_of_membership(db, id)?;
        let details = [("name", member.name.clone()), ("sessions", ended.to_string())];
        audit(db, &who.author(), "MemberSessionsEnded", id, &details, ctx)?;
        Ok((member, ended))
    })
}

/// A colleague, with the team locked against other changes.
fn held(db: &mut Tx<'_>, team: &Team, id: MembershipId) -> Outcome<Colleague> {
    store::people::organisations::unscoped::hold(db, team.kind, &team.organisation)?;
    Ok(store::people::team::load(db, team, id)?)
}

/// Without an Admin, nobody could invite a new one.
fn keep_an_admin(db: &mut Db, team: &Team, member: &Colleague, field: &'static str) -> Outcome<()> {
    if member.role != Role::Admin || store::people::team::count_admins(db, team)? > 1 {
        return Ok(());
    }
    let text = format!("{} is the last Admin of {}. Make another colleague an Admin first.", member.name, team.name);
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
