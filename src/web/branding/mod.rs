//! The branding editor: how a referral partner's pages and mails look, with a preview.

mod fetch;
pub(crate) mod forms;
mod page;
mod pictures;
pub(crate) mod resource;

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::actions::branding;
use crate::domain::actor::Referrer;
use crate::domain::brand::host::may_be_claimed;
use crate::picture::MAX_BYTES;
use crate::store::{self, Db, Writer};
use crate::web::http::upload::WithFiles;
use crate::web::http::who::ReferrerAdmin;
use crate::web::http::{Answer, App, Asked, Done, Failure, Fields, Filled, Problems, headers, is_json};
use forms::UpdateBrandingRequest;
use page::{BRANDING, BrandingPage, PREVIEWED_FIELDS, PreviewPage, StepPage, Studio, look_of};
use resource::BrandingDto;

pub(crate) use pictures::show_picture;

fn studio(app: &App) -> Studio {
    Studio { blobs: app.shared().blobs.clone(), ctx: app.context() }
}

/// The unsaved brand in the query of an address.
fn asked_for(asked: &Asked) -> Fields {
    let mut fields = Fields::default();
    let links = (0..crate::domain::brand::MAX_FOOTER_LINKS * 2)
        .flat_map(|place| ["label", "url"].map(|part| format!("links.{place}.{part}")));
    for name in PREVIEWED_FIELDS.iter().map(|name| (*name).to_owned()).chain(links) {
        if let Some(text) = asked.one(&name) {
            fields.add(name, text);
        }
    }
    fields
}

/// `GET /referral/settings/branding`, `GET /api/referral/branding`
pub(crate) async fn show_branding(who: ReferrerAdmin, app: App) -> Answer<BrandingPage> {
    let studio = studio(&app);
    app.show(who, move |db, who| BrandingPage::load(db, &who.0, None, &studio)).await
}

/// `POST /referral/settings/branding`, `PUT /api/referral/branding`. Buttons that only show the page again, such as one
/// more row or a preview, use the same address: without scripts, that is the only way to preview.
///
/// # Errors
/// If fields are wrong or pictures are not accepted.
pub(crate) async fn save_branding(
    who: ReferrerAdmin,
    mut sent: WithFiles<UpdateBrandingRequest, MAX_BYTES>,
    request: actix_web::HttpRequest,
    app: App,
) -> Answer<BrandingPage> {
    let refused = pictures::take(&app, who.0.id, &mut sent).await?;
    let (sent, studio) = (sent.input, studio(&app));
    let again = {
        let studio = studio.clone();
        move |db: &mut Db, who: &ReferrerAdmin, form: Filled| BrandingPage::load(db, &who.0, Some(form), &studio)
    };
    if !is_json(&request) && !sent.fields.text("do").is_empty() {
        let form = Filled::again(&sent, refused);
        return app.show(who, move |db, who| again(db, who, form)).await;
    }
    if !refused.is_empty() {
        let failure = Failure::Invalid(together(refused, sent.parse().err()));
        return app.again(who, &sent, failure, again).await;
    }
    let fields = sent.fields.clone();
    app.submit(who, sent, move |db, who, order, _| save(db, &who.0, &fields, order, &studio), again).await
}

fn together(mut refused: Problems, others: Option<Problems>) -> Problems {
    refused.keep_all(others.map_or(Ok(()), Err));
    refused
}

fn save(
    db: &mut Writer,
    who: &Referrer,
    fields: &Fields,
    mut order: branding::BrandOrder,
    studio: &Studio,
) -> Result<Done, Failure> {
    let ctx = &studio.ctx;
    if order.host.as_deref().is_some_and(|host| !may_be_claimed(host, ctx.own_host())) {
        return Err(Failure::Invalid(Problems::at("host", "This host name belongs to the portal itself.")));
    }
    order.logo = pictures::change_of(fields, "logo", who.id, ctx);
    order.favicon = pictures::change_of(fields, "favicon", who.id, ctx);
    let partner = branding::save(db, &studio.blobs, who, &order, ctx)?;
    Done::new(BRANDING, "The brand is saved.", &BrandingDto::load(db, &partner, ctx)?)
}

/// `GET /referral/settings/branding/preview`: the part of the page that is replaced while typing.
pub(crate) async fn show_preview(who: ReferrerAdmin, asked: Asked, app: App) -> Answer<PreviewPage> {
    let fields = asked_for(&asked);
    app.show(who, move |db, who| {
        Ok(PreviewPage::new(&fields, store::clients::referrals::profile(db, who.0.id)?.short_name))
    })
    .await
}

/// `GET /referral/settings/branding/step`: a real onboarding step in the unsaved brand, for the preview's frame.
pub(crate) async fn show_step(who: ReferrerAdmin, asked: Asked, app: App) -> Answer<StepPage> {
    let (fields, studio) = (asked_for(&asked), studio(&app));
    let policy = headers::POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    let framed = vec![(header::CONTENT_SECURITY_POLICY, policy), (header::X_FRAME_OPTIONS, "SAMEORIGIN".to_owned())];
    app.show_with(who, move |db, who| Ok((StepPage::load(db, &who.0, &fields, &studio)?, framed))).await
}

/// `GET /referral/settings/branding/step.css`
pub(crate) async fn show_step_style(_who: ReferrerAdmin, asked: Asked) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok().content_type("text/css; charset=utf-8").body(look_of(&asked_for(&asked)).style()))
}
