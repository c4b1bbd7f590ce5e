//! Open invitations: sending again and withdrawing.

use super::{TEAM, TeamPage, page};
use crate::actions::people;
use crate::domain::ids::InvitationId;
use crate::web::http::who::PartnerAdmin;
use crate::web::http::{Answer, App, Done, Id, Input};

/// `POST /settings/invitations/{invitationId}/resend`: the link sent before stops working.
///
/// # Errors
/// If the invitation is not the agency's, or is no longer open.
pub(crate) async fn resend(who: PartnerAdmin, id: Id<InvitationId>, sent: Input<()>, app: App) -> Answer<TeamPage> {
    let now = app.now();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let invitation = people::resend(db, &who.0, id.0, ctx)?;
            let until = invitation.expires_at.format("%-d %B %Y");
            let notice = format!("{} has a new link, which works until {until}.", invitation.name());
            Ok(Done::gone(TEAM, notice))
        },
        move |db, who, form| TeamPage::load(db, &who.0, page::WHOLE_TEAM, form, now),
    )
    .await
}

/// `POST /settings/invitations/{invitationId}/withdraw`
///
/// # Errors
/// If the invitation is not the agency's, or is no longer open.
pub(crate) async fn withdraw(who: PartnerAdmin, id: Id<InvitationId>, sent: Input<()>, app: App) -> Answer<TeamPage> {
    let now = app.now();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let invitation = people::withdraw(db, &who.0, id.0, ctx)?;
            Ok(Done::gone(TEAM, format!("The invitation of {} is withdrawn.", invitation.name())))
        },
        move |db, who, form| TeamPage::load(db, &who.0, page::WHOLE_TEAM, form, now),
    )
    .await
}
