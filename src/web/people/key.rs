//! The agency's one API key.

use super::page::{KeyPage, ReplacePage};
use crate::actions::people;
use crate::domain::actor::OrganisationKind;
use crate::web::http::confirmed::Confirmed;
use crate::web::http::who::PartnerAdmin;
use crate::web::http::{Answer, App, Done, Input, Reply};

/// `GET /settings/key`
///
/// # Errors
/// Not an Admin.
pub async fn show_key(who: PartnerAdmin, app: App) -> Answer<KeyPage> {
    app.show(who, |db, who| KeyPage::load(db, &who.0, None)).await
}

/// `POST /settings/key`: issues the key, or replaces it, and shows it this once. The answer is the page itself:
/// a redirect would have to carry the key, and an idempotency key would have to keep it.
///
/// # Errors
/// Not an Admin.
pub async fn issue_key(who: PartnerAdmin, _fresh: Confirmed, _sent: Input<()>, app: App) -> Answer<KeyPage> {
    let by = who.clone();
    let key = app
        .run(move |db, here| {
            let (kind, owner) = (OrganisationKind::CollectionPartner.name(), by.0.agency.id);
            Ok(people::issue_key(db, kind, owner.as_str(), &by.0.author(), here)?)
        })
        .await?;
    app.show(who, move |db, who| KeyPage::load(db, &who.0, Some(key))).await
}

/// `GET /settings/key/replace` and `/revoke`: what will happen, before it does.
///
/// # Errors
/// Not an Admin.
pub async fn show_replace(who: PartnerAdmin, app: App) -> Answer<ReplacePage> {
    app.show(who, |db, who| ReplacePage::load(db, &who.0, false)).await
}

/// See [`show_replace`].
///
/// # Errors
/// Not an Admin.
pub async fn show_revoke(who: PartnerAdmin, app: App) -> Answer<ReplacePage> {
    app.show(who, |db, who| ReplacePage::load(db, &who.0, true)).await
}

/// `POST /settings/key/revoke`
///
/// # Errors
/// Not an Admin.
pub async fn revoke_key(who: PartnerAdmin, _fresh: Confirmed, _sent: Input<()>, app: App) -> Answer<KeyPage> {
    let revoked = app
        .run(move |db, here| {
            let (kind, owner) = (OrganisationKind::CollectionPartner.name(), who.0.agency.id);
            Ok(people::revoke_key(db, kind, owner.as_str(), &who.0.author(), here)?)
        })
        .await?;
    let notice = if revoked { "The key is revoked." } else { "There was no key to revoke." };
    Ok(Reply::Done(Done::gone("/partner/settings/key", notice)))
}
