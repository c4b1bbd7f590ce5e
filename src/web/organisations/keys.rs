//! The API keys of organisations: a client's keys by name, and the one key of an agency or a referral partner.

use super::Organisation;
use super::forms::KeyForm;
use super::page::KeysPage;
use crate::actions::people;
use crate::domain::actor::Operator;
use crate::domain::ids::KeyId;
use crate::store::Db;
use crate::web::http::confirmed::Confirmed;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Done, Filled, Id, Input};

/// `GET …/keys`
pub(crate) async fn list_keys(Who(who): Who<Operator>, at: Organisation, app: App) -> Answer<KeysPage> {
    let now = app.now();
    app.show(who, move |db, who| KeysPage::load(db, who, at, Filled::new::<KeyForm>(), now)).await
}

/// `POST …/keys`: issues a key and shows it once. It answers with the page itself, because a redirect would have to
/// carry the key, and an idempotency key would have to store it.
///
/// # Errors
/// If a client's key has no name of its own, or the key that is replaced was replaced meanwhile.
pub(crate) async fn issue_key(
    who: OperatorAdmin,
    _fresh: Confirmed,
    at: Organisation,
    sent: Input<KeyForm>,
    app: App,
) -> Answer<KeysPage> {
    let now = app.now();
    let issued = match sent.parse() {
        Ok(order) => {
            let by = who.clone();
            app.run(move |db, ctx| {
                at.name(db, &by.0)?;
                Ok(people::issue_for(db, (at.kind(), &at.id()), &order, &by.0.author(), ctx)?)
            })
            .await
        }
        Err(problems) => Err(problems.into()),
    };
    match issued {
        Ok(key) => {
            let load = move |db: &mut Db, who: &OperatorAdmin| {
                Ok(KeysPage::load(db, &who.0, at, Filled::new::<KeyForm>(), now)?.showing(key))
            };
            app.show(who, load).await
        }
        Err(failure) => {
            let load = move |db: &mut Db, who: &OperatorAdmin, form| KeysPage::load(db, &who.0, at, form, now);
            app.again(who, &sent, failure, load).await
        }
    }
}

/// `POST …/keys/{keyId}/revoke`: the key stops at once.
///
/// # Errors
/// If the organisation has no working key with this id.
pub(crate) async fn revoke_key(
    who: OperatorAdmin,
    _fresh: Confirmed,
    at: Organisation,
    id: Id<KeyId>,
    sent: Input<()>,
    app: App,
) -> Answer<KeysPage> {
    let now = app.now();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            at.name(db, &who.0)?;
            let key = people::revoke_one_key(db, (at.kind(), &at.id()), id.0, &who.0.author(), ctx)?;
            let resource = KeysPage::keys(db, at, ctx.now)?;
            Done::new(format!("{}/keys", at.page()), format!("The key {}… is revoked.", key.hint), &resource)
        },
        move |db, who, form| KeysPage::load(db, &who.0, at, form, now),
    )
    .await
}
