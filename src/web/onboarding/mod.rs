//! A referred client's onboarding: one step per page, in the partner's brand and the client's language. It can be
//! interrupted and continued on any device. The link gives access; it does not prove who opens it.

mod agreement;
mod company;
mod done;
mod ended;
mod frame;
mod kyc;
mod link;
mod pending;
mod people;
mod proof;

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};

use crate::actions::Context;
use crate::actions::clients::{self, OnboardingQuery};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::ClientRefusal;
use crate::domain::client::Step;
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::store::{self, Db, Writer};
use crate::web::http::who::{Guest, Spoken};
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Form, Input, Page, Reply, hosts};
use crate::words::Words;

pub(crate) use agreement::{send_code, show_agreement, show_document, show_pdf, sign};
pub(crate) use company::{confirm_company, show_company};
pub(crate) use done::show_done;
pub(crate) use ended::{renew, show_ended};
pub(crate) use frame::Stage;
pub(crate) use kyc::{give_kyc, show_kyc};
pub(crate) use link::{decide, show_link, show_linked};
pub(crate) use pending::show_pending;
pub(crate) use people::{name_people, show_people};
pub(crate) use proof::{prove, send_proof, show_proof};

/// The query of a page's address: language, where to go back to, and the agency that needs a power of attorney.
fn query(asked: &Asked) -> OnboardingQuery {
    OnboardingQuery {
        language: asked.one("lang").and_then(Language::of_tag),
        back: asked.one("returnUrl").map(str::to_owned),
        agency: asked.one("collectionPartnerId").and_then(CollectionPartnerId::parse),
    }
}

/// Where to send a client who may not open the requested step.
enum Instead {
    /// Nowhere: the step may be opened.
    Nothing,
    /// To another step, which is next.
    Step(Step),
    /// To the proof that the account is theirs.
    Proof,
    /// To the page of an ended link: everything was signed long ago.
    Ended,
}

/// Records that a page was opened, and returns where to go if its step may not be opened.
fn opened(
    db: &mut Writer,
    who: &Newcomer,
    page: &str,
    step: Step,
    query: &OnboardingQuery,
    ctx: &Context,
) -> Result<Instead, Failure> {
    if clients::is_over(db, who, ctx)? {
        return Ok(Instead::Ended);
    }
    clients::open(db, who, page, query, ctx)?;
    let progress = clients::progress(db, who)?;
    let next = progress.next();
    Ok(match who.must_prove() {
        true if next != Step::Done => Instead::Proof,
        // Everything is done; the link alone shows only the last page.
        true if step != Step::Done => Instead::Step(Step::Done),
        _ if !progress.may_open(step) => Instead::Step(next),
        // A signed power of attorney cannot be opened again.
        _ if step == Step::PowerOfAttorney && next != step => Instead::Step(next),
        _ => Instead::Nothing,
    })
}

/// Refuses changes to an account that existed before, until its owner has proved it with a code.
fn guard(db: &mut Db, who: &Newcomer) -> Result<(), Failure> {
    if who.must_prove() && clients::progress(db, who)?.next() != Step::Done {
        return Err(ClientRefusal::ProofNeeded.into());
    }
    Ok(())
}

/// The address of a step.
fn address(token: &str, step: Step) -> String {
    format!("/onboarding/{token}/{}", step.slug())
}

/// Redirects to a step.
fn to_step(token: &str, step: Step) -> Done {
    let mut done = Done::on_to(address(token, step));
    done.status = 200;
    done.body = Some(serde_json::json!({ "nextStep": step.slug() }).to_string());
    done
}

/// Redirects to the next step.
fn to_next_step(db: &mut Db, who: &Newcomer, token: &str) -> Result<Done, Failure> {
    Ok(to_step(token, clients::progress(db, who)?.next()))
}

/// Shows a step, or redirects to where the client must be instead.
async fn show_step<P: Page>(
    who: Newcomer,
    token: String,
    step: Step,
    asked: &Asked,
    app: &App,
    load: impl FnOnce(&mut Writer, &Newcomer, &Context) -> Result<P, Failure> + Send + 'static,
) -> Answer<P> {
    let (query, visitor) = (query(asked), who.clone());
    let found = app
        .run(move |db, ctx| match opened(db, &visitor, step.slug(), step, &query, ctx)? {
            Instead::Nothing => load(db, &visitor, ctx).map(Ok),
            instead => Ok(Err(instead)),
        })
        .await?;
    match found {
        Ok(page) => app.show(who, move |_, _| Ok(page)).await,
        Err(Instead::Step(step)) => Ok(Reply::Done(to_step(&token, step))),
        Err(Instead::Ended) => Ok(Reply::Done(ended::to_page(&token))),
        Err(_) => Ok(Reply::Done(proof::needed(&token))),
    }
}

/// Submits the form of a step and redirects to the next.
async fn submit_step<F: Form, P: Page>(
    who: Newcomer,
    token: String,
    spoken: Spoken,
    sent: Input<F>,
    app: &App,
    act: impl FnOnce(&mut Writer, &Newcomer, F::Order, &Context) -> Result<(), Failure> + Send + 'static,
    again: impl FnOnce(&mut Db, &Newcomer, Filled) -> Result<P, Failure> + Send + 'static,
) -> Answer<P> {
    let take = move |db: &mut Writer, who: &Newcomer, order: F::Order, ctx: &Context| {
        guard(db, who)?;
        act(db, who, order, ctx)?;
        to_next_step(db, who, &token)
    };
    // JSON keeps the original text; pages have translated it before.
    app.submit(who, sent, take, again).await.map_err(|failure| failure.said_in(Words(spoken.0.unwrap_or_default())))
}

/// `GET /onboarding/{token}`: redirects to the next step or to the list of pending documents, keeping the query.
pub(crate) async fn enter(who: Guest, token: Path<String>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    let query = query(&asked);
    let mine = token.clone();
    let to = app
        .run(move |db, ctx| match who {
            Guest::Approver(who) => {
                clients::open_request(db, &who, &query, ctx)?;
                Ok(format!("/onboarding/{mine}/link"))
            }
            Guest::Newcomer(who) => Ok(match opened(db, &who, "link", Step::Done, &query, ctx)? {
                Instead::Proof => proof::needed(&mine).to,
                Instead::Ended => ended::to_page(&mine).to,
                Instead::Step(_) if who.is_known => format!("/onboarding/{mine}/pending"),
                Instead::Step(step) => address(&mine, step),
                Instead::Nothing => address(&mine, Step::Done),
            }),
        })
        .await?;
    Ok(HttpResponse::SeeOther().insert_header(("location", to)).finish())
}

/// `GET /brands/{referralPartnerId}/style.css`: the custom properties of a brand.
pub(crate) async fn show_style(request: HttpRequest, app: App) -> Result<HttpResponse, Failure> {
    let id = ReferralPartnerId::parse(request.match_info().query("referralPartnerId")).ok_or(Failure::NotFound)?;
    hosts::check_brand(&request, id)?;
    let partner = app.read(move |db| Ok(store::clients::referrals::profile(db, id)?)).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header(("cache-control", "public, max-age=300"))
        .body(partner.look().style()))
}
