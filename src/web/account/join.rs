//! Accepting an invitation, with a new password or with the password of an existing account.

use actix_session::Session;
use actix_web::HttpRequest;
use actix_web::web::Path;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::page::InvitationPage;
use crate::actions::people::{self, Joined, Origin};
use crate::domain::password;
use crate::store::{self, Db};
use crate::web::http::device::Device;
use crate::web::http::request::values::{New, Password};
use crate::web::http::shell::home_of;
use crate::web::http::who::Anyone;
use crate::web::http::{Answer, App, Done, Failure, Filled, Input, Problems, Reply, Request};

/// `GET /invitation/{token}`
pub(crate) async fn show_invitation(who: Anyone, token: Path<String>, app: App) -> Answer<InvitationPage> {
    let (token, ctx) = (token.into_inner(), app.context());
    app.show(who, move |db, _| page(db, token, Filled::new::<AcceptForm>(), &ctx)).await
}

fn page(db: &mut Db, token: String, form: Filled, ctx: &crate::actions::Context) -> Result<InvitationPage, Failure> {
    let found = store::people::invitations::unscoped::open(db, &store::secret_hash(&token), ctx.now);
    let told = "This invitation is no longer open: it was accepted or withdrawn, replaced by a newer mail, or its time \
        is over. Ask the colleague who invited you to send it again.";
    let (invitation, organisation) = super::explain_dead_link(found, told)?;
    let known = store::people::accounts::unscoped::credentials(db, &invitation.email)?;
    let is_known = known.is_some_and(|known| known.password_hash.is_some());
    let organisation = if organisation.is_empty() { ctx.operator.clone() } else { organisation };
    Ok(InvitationPage { form, token, invitation, organisation, is_known })
}

/// A password: a new one, or the one they have.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct AcceptForm {
    /// The password.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a password."))]
    password: Option<Password<New>>,
}

impl Request for AcceptForm {
    type Order = String;

    fn order(self, _: &mut Problems) -> Option<String> {
        Some(self.password?.0)
    }
}

/// `POST /invitation/{token}`: joins, and signs in.
pub(crate) async fn accept(
    who: Anyone,
    device: Device,
    token: Path<String>,
    sent: Input<AcceptForm>,
    request: HttpRequest,
    session: Session,
    app: App,
) -> Answer<InvitationPage> {
    let (token, ctx) = (token.into_inner(), app.context());
    let (secret, now) = (token.clone(), ctx.clone());
    let shown = app.read(move |db| page(db, secret, Filled::new::<AcceptForm>(), &now)).await?;
    let kind = shown.invitation.organisation_kind;
    let welcome = format!("Welcome to {}.", shown.organisation);
    let joined = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok(text) => join(&app, device.origin(&who), shown, token.clone(), text).await,
    };
    match joined {
        Ok(Joined { needs_second_factor: true, .. }) => {
            let notice = format!("{welcome} Sign in to go on.");
            Ok(Reply::Done(Done::gone("/sign-in", notice)))
        }
        Ok(Joined { person, membership, needs_second_factor: false }) => {
            super::open(&session, &who, person, Some(membership), app.now())?;
            super::enter::remember(&app, &request, &device, person).await?;
            Ok(Reply::Done(Done::gone(home_of(kind), welcome)))
        }
        Err(failure) => app.again(who, &sent, failure, move |db, _, form| page(db, token, form, &ctx)).await,
    }
}

/// Joins by a password.
async fn join(app: &App, from: Origin, shown: InvitationPage, token: String, text: String) -> Result<Joined, Failure> {
    app.hash(&from.network.clone(), move |shared, ctx| {
        if shown.is_known {
            return Ok(people::accept_as_known(&shared.database, &token, &text, &from, ctx)?);
        }
        let one = &shown.invitation;
        password::check(&text, &[&one.email, &one.first_name, &one.last_name])
            .map_err(|text| Problems::at("password", text))?;
        let hash = people::hash_password(&text, ctx.hashing)?;
        Ok(people::accept_as_new(&shared.database, &token, &hash, ctx)?)
    })
    .await
}
