//! Accepting an invitation: with a new password, or with that of an account that exists.

use actix_session::Session;
use actix_web::web::Path;

use super::page::InvitationPage;
use crate::actions::people;
use crate::domain::password;
use crate::store::{self, Db};
use crate::web::http::who::Anyone;
use crate::web::http::{Answer, App, Done, Failure, Filled, Form, Input, Problems, Reply};

/// `GET /invitation/{token}`
///
/// # Errors
/// A link that works no more.
pub async fn show_invitation(who: Anyone, token: Path<String>, app: App) -> Answer<InvitationPage> {
    let (token, here) = (token.into_inner(), app.here());
    app.show(who, move |db, _| page(db, token, Filled::new(), &here)).await
}

fn page(db: &mut Db, token: String, form: Filled, here: &crate::actions::Here) -> Result<InvitationPage, Failure> {
    let found = store::invitations::any_open(db, &store::secret_hash(&token), here.now);
    let told = "This invitation is no longer open: it was accepted or withdrawn, replaced by a newer mail, or its time \
        is over. Ask the colleague who invited you to send it again.";
    let (invitation, organisation) = super::alive(found, told)?;
    let known = store::people::any_credentials(db, &invitation.email)?;
    let is_known = known.is_some_and(|known| known.password_hash.is_some());
    let organisation = if organisation.is_empty() { here.operator.clone() } else { organisation };
    Ok(InvitationPage { form, token, invitation, organisation, is_known })
}

/// A password: a new one, or the one they have.
#[derive(serde::Deserialize)]
pub struct AcceptForm {
    password: Option<String>,
}

impl Form for AcceptForm {
    type Order = String;

    fn parse(self) -> Result<String, Problems> {
        self.password.ok_or_else(|| Problems::at("password", "Enter a password."))
    }
}

/// `POST /invitation/{token}`: joins, and signs in.
///
/// # Errors
/// A link that works no more.
pub async fn accept(
    who: Anyone,
    token: Path<String>,
    sent: Input<AcceptForm>,
    session: Session,
    app: App,
) -> Answer<InvitationPage> {
    let (token, here) = (token.into_inner(), app.here());
    let (secret, now) = (token.clone(), here.clone());
    let shown = app.read(move |db| page(db, secret, Filled::new(), &now)).await?;
    let kind = shown.invitation.organisation_kind;
    let welcome = format!("Welcome to {}.", shown.organisation);
    let secret = token.clone();
    let joined = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok(text) => {
            app.hash(move |shared, here| {
                if shown.is_known {
                    return Ok(people::accept_as_known(&shared.database, &secret, &text, here)?);
                }
                let one = &shown.invitation;
                password::check(&text, &[&one.email, &one.first_name, &one.last_name])
                    .map_err(|text| Problems::at("password", text))?;
                let hash = people::hash_password(&text, here.cheap_passwords)?;
                Ok(people::accept_as_new(&shared.database, &secret, &hash, here)?)
            })
            .await
        }
    };
    match joined {
        Ok((person, membership)) => {
            super::open(&session, &who, person, Some(membership))?;
            Ok(Reply::Done(Done::gone(super::home_of(kind), welcome)))
        }
        Err(failure) => app.again(who, &sent, failure, move |db, _, form| page(db, token, form, &here)).await,
    }
}
