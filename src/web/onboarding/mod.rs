//! What a referred client sees: one step a page, in the platform's brand and the client's language, to be left and
//! gone on with at any time on any device. The link is the key; it proves nothing of who opens it.

mod agreement;
mod company;
mod frame;
mod kyc;
mod people;

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};

use crate::actions::Here;
use crate::actions::clients;
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::brand::{self, Colour};
use crate::domain::client::Step;
use crate::domain::ids::ReferralPartnerId;
use crate::store::{self, Db};
use crate::web::http::{App, Asked, Done, Failure};

pub use agreement::{send_code, show_agreement, show_pdf, sign};
pub use company::{confirm_company, show_company};
pub use done::show_done;
pub use frame::Stage;
pub use kyc::{give_kyc, show_kyc};
pub use people::{name_people, show_people};

mod done;

/// What came with the address of a page: another language, an address to go back to.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    language: Option<Language>,
    back: Option<String>,
}

impl Wish {
    fn of(asked: &Asked) -> Self {
        Self { language: asked.one("lang").and_then(Language::of_tag), back: asked.one("returnUrl").map(str::to_owned) }
    }
}

/// Notes that a page was opened; answers where to go instead if its step is not open yet.
fn opened(db: &mut Db, who: &Newcomer, step: Step, wish: &Wish, here: &Here) -> Result<Option<Step>, Failure> {
    let progress = clients::progress(db, who)?;
    if !progress.may_open(step) {
        return Ok(Some(progress.next()));
    }
    clients::open(db, who, step.slug(), (wish.language, wish.back.as_deref()), here)?;
    Ok(None)
}

/// Where a step is.
fn address(token: &str, step: Step) -> String {
    format!("/onboarding/{token}/{}", step.slug())
}

/// What came of a step: on to the next.
fn onwards(db: &mut Db, who: &Newcomer, token: &str) -> Result<Done, Failure> {
    let next = clients::progress(db, who)?.next();
    let mut done = Done::on_to(address(token, next));
    done.status = 200;
    done.body = Some(serde_json::json!({ "nextStep": next.slug() }).to_string());
    Ok(done)
}

/// `GET /onboarding/{token}`: to the step that is next, with what came along.
///
/// # Errors
/// No such link.
pub async fn enter(who: Newcomer, token: Path<String>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    let wish = Wish::of(&asked);
    let next = app
        .run(move |db, here| {
            clients::open(db, &who, "link", (wish.language, wish.back.as_deref()), here)?;
            Ok(clients::progress(db, &who)?.next())
        })
        .await?;
    Ok(HttpResponse::SeeOther().insert_header(("location", address(&token, next))).finish())
}

/// `GET /brands/{referralPartnerId}/style.css`: the custom properties of a brand.
///
/// # Errors
/// No such partner.
pub async fn show_style(request: HttpRequest, app: App) -> Result<HttpResponse, Failure> {
    let id = ReferralPartnerId::parse(request.match_info().query("referralPartnerId")).ok_or(Failure::NotFound)?;
    let partner = app.read(move |db| Ok(store::referrals::profile(db, id)?)).await?;
    let colour = |text: &Option<String>| text.as_deref().and_then(Colour::parse);
    let style = brand::style(
        colour(&partner.brand_background),
        colour(&partner.brand_button),
        colour(&partner.brand_text),
        partner.brand_font.as_deref(),
    );
    Ok(HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header(("cache-control", "public, max-age=300"))
        .body(style))
}
