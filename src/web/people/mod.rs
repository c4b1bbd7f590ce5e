//! An agency's settings: people, invitations, API key and profile. Everybody of the agency sees them; only Admins
//! change them.

pub(crate) mod agreements;
mod forms;
pub(crate) mod invitations;
pub(crate) mod key;
pub(crate) mod own_data;
mod page;
pub(crate) mod resource;

use crate::actions::people;
use crate::domain::actor::Partner;
use crate::domain::ids::MembershipId;
use crate::store::people::team::Team;
use crate::web::http::confirmed::Confirmed;
use crate::web::http::who::{PartnerAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Fields, Filled, Id, Input};
use forms::{InviteForm, RoleForm};
pub(crate) use page::{AgencyPage, MemberPage, TeamPage};

/// The address of the team.
pub(crate) const TEAM: &str = "/partner/settings/team";

/// `GET /users`, and the page of the team.
///
/// # Errors
/// If the page number is wrong.
pub(crate) async fn list_users(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<TeamPage> {
    // The contract has pages of 50; people see everybody at once.
    let (usual, most) = if who.person().is_none() { (50, 100) } else { (1000, 1000) };
    let paging = asked.paging(usual, most)?;
    let now = app.now();
    app.show(who, move |db, who| TeamPage::load(db, who, paging, Filled::new::<InviteForm>(), now)).await
}

/// `GET /me`, and the page of the agency.
pub(crate) async fn show_agency(Who(who): Who<Partner>, app: App) -> Answer<AgencyPage> {
    app.show(who, AgencyPage::load).await
}

/// `POST /settings/team`: invites a colleague.
pub(crate) async fn invite(who: PartnerAdmin, sent: Input<InviteForm>, app: App) -> Answer<TeamPage> {
    let now = app.now();
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            people::invite(db, &who.0, &order, ctx)?;
            let until = (ctx.now + chrono::Duration::days(people::INVITATION_OPEN_DAYS)).format("%-d %B %Y");
            let notice = format!("{} was invited. The link works until {until}.", order.first_name);
            Ok(Done::gone(TEAM, notice))
        },
        move |db, who, form| TeamPage::load(db, &who.0, page::WHOLE_TEAM, form, now),
    )
    .await
}

/// `GET /settings/team/{membershipId}`: the form to change a colleague's role or to remove them.
pub(crate) async fn show_member(who: PartnerAdmin, id: Id<MembershipId>, app: App) -> Answer<MemberPage> {
    app.show(who, move |db, who| {
        let mut page = MemberPage::load(db, &who.0, id.0, Filled::new::<RoleForm>())?;
        page.form = Filled::with::<RoleForm>(Fields::default().with("role", page.member.role.name()));
        Ok(page)
    })
    .await
}

/// `POST /settings/team/{membershipId}`: changes a colleague's role.
///
/// # Errors
/// If the colleague is not the agency's, or is the last Admin.
pub(crate) async fn change_role(
    who: PartnerAdmin,
    _fresh: Confirmed,
    id: Id<MembershipId>,
    sent: Input<RoleForm>,
    app: App,
) -> Answer<MemberPage> {
    app.submit(
        who,
        sent,
        move |db, who, role, ctx| {
            let member = people::change_role(db, (&Team::of(&who.0), &who.0.author()), id.0, role, ctx)?;
            Ok(Done::gone(TEAM, format!("{} is {} now.", member.name, page::a_role(role))))
        },
        move |db, who, form| MemberPage::load(db, &who.0, id.0, form),
    )
    .await
}

/// `POST /settings/team/{membershipId}/remove`: their sessions end immediately.
///
/// # Errors
/// If the colleague is not the agency's, or is the last Admin.
pub(crate) async fn remove_member(
    who: PartnerAdmin,
    _fresh: Confirmed,
    id: Id<MembershipId>,
    sent: Input<()>,
    app: App,
) -> Answer<MemberPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let member = people::remove(db, (&Team::of(&who.0), &who.0.author()), id.0, ctx)?;
            Ok(Done::gone(TEAM, format!("{} no longer belongs to the team.", member.name)))
        },
        move |db, who, form| MemberPage::load(db, &who.0, id.0, form),
    )
    .await
}

/// `POST /settings/team/{membershipId}/sessions/end`: ends all of a colleague's sessions in this agency.
pub(crate) async fn end_sessions(
    who: PartnerAdmin,
    id: Id<MembershipId>,
    sent: Input<()>,
    app: App,
) -> Answer<MemberPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let (member, ended) = people::end_member_sessions(db, &who.0, id.0, ctx)?;
            let notice = match ended {
                0 => format!("{} was not signed in.", member.name),
                1 => format!("{} was signed out: 1 session was ended.", member.name),
                many => format!("{} was signed out: {many} sessions were ended.", member.name),
            };
            Ok(Done::gone(TEAM, notice))
        },
        move |db, who, form| MemberPage::load(db, &who.0, id.0, form),
    )
    .await
}
