//! Invitations of colleagues: a link by mail, valid for seven days; reminders, withdrawal, acceptance.

use chrono::Duration;

use super::attempts::{Attempt, Origin};
use super::sign_in::with_password;
use super::{ActionError, Context, Named, Outcome, themselves};
use crate::actions::limits::spend;
use crate::domain::actor::{Author, OrganisationKind, Partner, Role};
use crate::domain::calendar::Moment;
use crate::domain::ids::{InvitationId, MembershipId, PersonId};
use crate::domain::invitation::{INVITATIONS_PER_ADDRESS, INVITATIONS_PER_ORGANISATION, INVITATIONS_PER_PERSON};
use crate::mail;
use crate::mail::account::{Invited, To};
use crate::store::people::accounts::NewPerson;
use crate::store::people::invitations::{Course, Invitation, NewInvitation};
use crate::store::{self, Database, StoreError, Tx, Writer};

/// Days for which an invitation is open (decisions, People).
pub const INVITATION_OPEN_DAYS: i64 = 7;
/// Reminders of one invitation.
pub const MAX_REMINDERS: i64 = 3;
/// Days between two reminders.
const DAYS_BETWEEN_REMINDERS: i64 = 2;

/// A colleague to invite.
pub struct InviteOrder {
    /// Their address.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The role they get.
    pub role: Role,
}

/// Invites a colleague. For Admins of the agency.
///
/// # Errors
/// Invalid address, name or role; the person is a colleague or invited already; too many invitations.
pub fn invite(db: &mut Writer, who: &Partner, order: &InviteOrder, ctx: &Context) -> Outcome<InvitationId> {
    let named = Named::of(&order.email, &order.first_name, &order.last_name)?;
    let kind = OrganisationKind::CollectionPartner;
    if !kind.roles().contains(&order.role) {
        return Err(ActionError::At("role", "Choose Admin or User.".to_owned()));
    }
    db.write(|db| {
        store::people::organisations::unscoped::hold(db, kind, who.agency.id.as_str())?;
        if store::people::team::of_agency(db, who)?.iter().any(|colleague| colleague.email == named.email) {
            return Err(ActionError::At("email", format!("{} belongs to your team already.", named.email)));
        }
        if store::people::invitations::pending(db, who)?.iter().any(|pending| pending.email == named.email) {
            let text = format!("{} is invited already. Send that invitation again instead.", named.email);
            return Err(ActionError::At("email", text));
        }
        spend_invitation(db, who, &named.email, ctx)?;
        let token = store::fresh_token();
        let new = NewInvitation {
            email: &named.email,
            first_name: &named.first_name,
            last_name: &named.last_name,
            role: order.role,
            token_hash: &store::secret_hash(&token),
        };
        let id = store::people::invitations::insert(db, who, new, course(ctx.now), ctx.now)?;
        let invitation = store::people::invitations::load(db, who, id)?;
        send(db, &invitation, &who.agency.name, &token, mail::account::invitation, ctx)?;
        audit(db, &who.author(), "PersonInvited", &invitation, ctx)?;
        Ok(id)
    })
}

/// Counts an invitation mail against its limits.
fn spend_invitation(db: &mut Writer, who: &Partner, email: &str, ctx: &Context) -> Outcome<()> {
    spend(db, INVITATIONS_PER_PERSON, &who.author().id, ctx)?;
    spend(db, INVITATIONS_PER_ORGANISATION, who.agency.id.as_str(), ctx)?;
    spend(db, INVITATIONS_PER_ADDRESS, email, ctx)
}

/// Sends an invitation again with a new link; the former link stops working.
///
/// # Errors
/// Not found; too many invitations.
pub fn resend(db: &mut Writer, who: &Partner, id: InvitationId, ctx: &Context) -> Outcome<Invitation> {
    db.write(|db| {
        let before = store::people::invitations::load(db, who, id)?;
        spend_invitation(db, who, &before.email, ctx)?;
        let token = store::fresh_token();
        if !store::people::invitations::renew(db, &before, &store::secret_hash(&token), course(ctx.now))? {
            return Err(StoreError::NotFound.into());
        }
        let invitation = store::people::invitations::load(db, who, id)?;
        send(db, &invitation, &who.agency.name, &token, mail::account::invitation, ctx)?;
        audit(db, &who.author(), "InvitationResent", &invitation, ctx)?;
        Ok(invitation)
    })
}

/// Withdraws an invitation; its link stops working.
pub fn withdraw(db: &mut Writer, who: &Partner, id: InvitationId, ctx: &Context) -> Outcome<Invitation> {
    db.write(|db| {
        let invitation = store::people::invitations::load(db, who, id)?;
        if !store::people::invitations::withdraw(db, &invitation, ctx.now)? {
            return Err(StoreError::NotFound.into());
        }
        audit(db, &who.author(), "InvitationWithdrawn", &invitation, ctx)?;
        Ok(invitation)
    })
}

/// Sends the due reminders of invitations, each in its own transaction; returns how many. For the worker; if two
/// workers run at once, each reminder is still sent once.
pub fn remind_invitations(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let mut sent = 0;
    for before in store::people::invitations::unscoped::due(db, ctx.now)? {
        sent += usize::from(db.write(|db| remind(db, &before, ctx))?);
    }
    Ok(sent)
}

fn remind(db: &mut Tx<'_>, before: &Invitation, ctx: &Context) -> Outcome<bool> {
    let reminders = before.reminders + 1;
    let expires = before.expires_at.and_utc();
    let next = ctx.now + Duration::days(DAYS_BETWEEN_REMINDERS);
    let remind = (reminders < MAX_REMINDERS && next < expires).then_some(next);
    let token = store::fresh_token();
    let course = Course { expires, reminders, remind };
    if !store::people::invitations::renew(db, before, &store::secret_hash(&token), course)? {
        return Ok(false);
    }
    let organisation = store::people::invitations::organisation(db, before)?;
    send(db, before, &organisation, &token, mail::account::invitation_reminder, ctx)?;
    audit(db, &Author::system(), "InvitationReminded", before, ctx)?;
    Ok(true)
}

/// Somebody who has accepted an invitation.
#[derive(Clone, Copy, Debug)]
pub struct Joined {
    /// The person.
    pub person: PersonId,
    /// In the organisation.
    pub membership: MembershipId,
    /// Whether a second factor is required before a session starts.
    pub needs_second_factor: bool,
}

/// Accepts an invitation with a new password (`hash` is its hash), for people without one.
///
/// # Errors
/// Not found; the person has a password and must use it instead.
pub fn accept_as_new(database: &Database, token: &str, hash: &str, ctx: &Context) -> Outcome<Joined> {
    database.write()?.write(|db| {
        let (invitation, _) = store::people::invitations::unscoped::open(db, &store::secret_hash(token), ctx.now)?;
        // Lock the organisation before the person, as everywhere, so that no two transactions wait for each other.
        store::people::organisations::unscoped::hold(
            db,
            invitation.organisation_kind,
            invitation.organisation_id.as_str(),
        )?;
        let new = NewPerson {
            email: &invitation.email,
            first_name: &invitation.first_name,
            last_name: &invitation.last_name,
            password_hash: Some(hash),
        };
        let before = store::people::accounts::unscoped::credentials(db, &invitation.email)?;
        let person = match before {
            // The link proves the address. It does not prove the owner of an account that has a password.
            Some(known) if known.password_hash.is_some() => {
                let text = "You have an account already. Enter its password.".to_owned();
                return Err(ActionError::At("password", text));
            }
            Some(known) => {
                store::people::accounts::unscoped::set_password(db, known.person, hash, ctx.now)?;
                known.person
            }
            None => store::people::accounts::unscoped::find_or_insert(db, &new, ctx.now)?,
        };
        let membership = join(db, &invitation, person, ctx)?;
        Ok(Joined { person, membership, needs_second_factor: false })
    })
}

/// Accepts an invitation with the password of an existing account. If a second factor is required, the password alone
/// starts no session.
///
/// # Errors
/// Not found; a wrong password, at its field.
pub fn accept_as_known(
    database: &Database,
    token: &str,
    password: &str,
    from: &Origin,
    ctx: &Context,
) -> Outcome<Joined> {
    let token_hash = store::secret_hash(token);
    let (invitation, attempt) = {
        let mut db = database.read()?;
        let (invitation, _) = store::people::invitations::unscoped::open(&mut db, &token_hash, ctx.now)?;
        let attempt = Attempt::at_the_door(&mut db, &invitation.email, from, ctx)?;
        (invitation, attempt)
    };
    with_password(database, &invitation.email, password, &attempt, ctx, |db, known| {
        let (invitation, _) = store::people::invitations::unscoped::open(db, &token_hash, ctx.now)?;
        let membership = join(db, &invitation, known.person, ctx)?;
        Ok(Joined { person: known.person, membership, needs_second_factor: known.has_second_factor })
    })?
    .ok_or_else(|| ActionError::At("password", "This is not the password of your account.".to_owned()))
}

fn join(db: &mut Tx<'_>, invitation: &Invitation, person: PersonId, ctx: &Context) -> Outcome<MembershipId> {
    let (kind, organisation) = (invitation.organisation_kind, invitation.organisation_id.as_str());
    store::people::organisations::unscoped::hold(db, kind, organisation)?;
    if !store::people::invitations::unscoped::accept(db, invitation.id, ctx.now)? {
        return Err(StoreError::NotFound.into());
    }
    let known = store::people::memberships::unscoped::memberships(db, person)?;
    let membership = match known.iter().find(|known| known.organisation == organisation) {
        Some(known) => known.id,
        None => store::people::memberships::unscoped::join(db, person, kind, organisation, invitation.role, ctx.now)?,
    };
    audit(db, &themselves(person, &invitation.name()), "InvitationAccepted", invitation, ctx)?;
    Ok(membership)
}

fn course(now: Moment) -> Course {
    let remind = Some(now + Duration::days(DAYS_BETWEEN_REMINDERS));
    Course { expires: now + Duration::days(INVITATION_OPEN_DAYS), reminders: 0, remind }
}

fn send(
    db: &mut Tx<'_>,
    invitation: &Invitation,
    organisation: &str,
    token: &str,
    letter: fn(&Invited<'_>) -> crate::domain::letter::Letter,
    ctx: &Context,
) -> Outcome<()> {
    let link = format!("{}/invitation/{token}", ctx.base_url);
    let until = invitation.expires_at.format("%-d %B %Y").to_string();
    let letter = letter(&Invited {
        to: To { operator: &ctx.operator, name: &invitation.first_name, link: &link },
        by: &invitation.invited_by,
        organisation: if organisation.is_empty() { &ctx.operator } else { organisation },
        until: &until,
    });
    store::mails::queue(db, &invitation.email, &invitation.name(), &letter, None, ctx.now)?;
    Ok(())
}

fn audit(db: &mut Tx<'_>, by: &Author, verb: &str, invitation: &Invitation, ctx: &Context) -> Outcome<()> {
    let details = [("email", invitation.email.clone()), ("role", invitation.role.name().to_owned())];
    let by = Author { organisation: Some(invitation.organisation_id.clone()), ..by.clone() };
    Ok(store::facts::audit(db, &by, verb, "invitation", invitation.id.as_str(), &details, ctx.now)?)
}
