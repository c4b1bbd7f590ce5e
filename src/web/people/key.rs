//! The agency's API key, and the replaced one while it still works.

use actix_web::Either;

use super::forms::ReplaceForm;
use super::page::{KeyPage, ReplacePage};
use crate::actions::people;
use crate::domain::actor::OrganisationKind;
use crate::store::Db;
use crate::web::http::confirmed::Confirmed;
use crate::web::http::who::PartnerAdmin;
use crate::web::http::{Answer, App, Done, Failure, Filled, Input, Reply};

/// The result of replacing the key: the page with the new one, or the form again.
type Issued = Result<Either<Reply<KeyPage>, Reply<ReplacePage>>, Failure>;

/// `GET /settings/key`
pub(crate) async fn show_key(who: PartnerAdmin, app: App) -> Answer<KeyPage> {
    let now = app.now();
    app.show(who, move |db, who| KeyPage::load(db, &who.0, None, now)).await
}

/// `POST /settings/key`: issues or replaces the key and shows it once. It answers with the page itself, because a
/// redirect would have to carry the key, and an idempotency key would have to store it.
pub(crate) async fn issue_key(who: PartnerAdmin, _fresh: Confirmed, sent: Input<ReplaceForm>, app: App) -> Issued {
    let issued = match sent.parse() {
        Ok((handover, replaces)) => {
            let by = who.clone();
            app.run(move |db, ctx| {
                let (kind, owner) = (OrganisationKind::CollectionPartner.name(), by.0.agency.id);
                let replaces = replaces.as_deref();
                Ok(people::replace_key(db, kind, owner.as_str(), handover, replaces, &by.0.author(), ctx)?)
            })
            .await
        }
        Err(problems) => Err(problems.into()),
    };
    let now = app.now();
    match issued {
        Ok(key) => {
            let page = app.show(who, move |db, who| KeyPage::load(db, &who.0, Some(key), now)).await?;
            Ok(Either::Left(page))
        }
        Err(failure) => {
            let load = move |db: &mut Db, who: &PartnerAdmin, form| ReplacePage::load(db, &who.0, false, form, now);
            Ok(Either::Right(app.again(who, &sent, failure, load).await?))
        }
    }
}

/// `GET /settings/key/replace`: asks before replacing.
pub(crate) async fn show_replace(who: PartnerAdmin, app: App) -> Answer<ReplacePage> {
    let now = app.now();
    app.show(who, move |db, who| ReplacePage::load(db, &who.0, false, Filled::new::<super::forms::ReplaceForm>(), now))
        .await
}

/// `GET /settings/key/revoke`: asks before revoking.
pub(crate) async fn show_revoke(who: PartnerAdmin, app: App) -> Answer<ReplacePage> {
    let now = app.now();
    app.show(who, move |db, who| ReplacePage::load(db, &who.0, true, Filled::new::<super::forms::ReplaceForm>(), now))
        .await
}

/// `POST /settings/key/revoke`
pub(crate) async fn revoke_key(who: PartnerAdmin, _fresh: Confirmed, _sent: Input<()>, app: App) -> Answer<KeyPage> {
    let revoked = app
        .run(move |db, ctx| {
            let (kind, owner) = (OrganisationKind::CollectionPartner.name(), who.0.agency.id);
            Ok(people::revoke_key(db, kind, owner.as_str(), &who.0.author(), ctx)?)
        })
        .await?;
    let notice = if revoked { "The key is revoked." } else { "There was no key to revoke." };
    Ok(Reply::Done(Done::gone("/partner/settings/key", notice)))
}
