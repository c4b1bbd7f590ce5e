//! The signing steps: powers of attorney and the agreement. Shows the text, mails a code, and signs.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use super::{Stage, guard, to_next_step, to_step};
use crate::actions::agreements::{self, Prepared, Reader};
use crate::actions::{Context, clients};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::{AgreementKind, Language, Matter};
use crate::domain::client::ClientRefusal;
use crate::domain::client::Step;
use crate::domain::ids::{AgreementId, SignatureId};
use crate::store::agreements::evidence::Subject;
use crate::store::{self, Db, Writer};
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Asked, Failure, Filled, Input, Page, Problems};
use crate::web::signing::{Desk, DeskForm, DeskResource, Draft, SignForm, code_counts, file_name};
use crate::words::Words;

#[derive(Template)]
#[template(path = "onboarding/sign.html")]
pub(crate) struct SignPage {
    resource: DeskResource,
    stage: Stage,
    desk: Desk,
    /// Whether an earlier version was signed before.
    is_again: bool,
}

impl Page for SignPage {
    type Resource = DeskResource;
    fn resource(&self) -> &DeskResource {
        &self.resource
    }
}

/// The signing step for a path segment; "agreement" is the last one.
fn step_of(slug: &str) -> Result<Step, Failure> {
    let step = Step::of_slug(if slug == "agreement" { "sdca" } else { slug });
    step.filter(|step| matches!(step, Step::PowerOfAttorney | Step::Agreement)).ok_or(Failure::NotFound)
}

/// What is to be signed in a step; `None` if nothing is left.
fn matter_of(db: &mut Db, who: &Newcomer, step: Step) -> Result<Option<Matter>, Failure> {
    match step {
        Step::PowerOfAttorney => Ok(clients::pending_powers(db, who)?.first().copied()),
        _ => Ok(Some(Matter::plain(AgreementKind::Sdca))),
    }
}

impl SignPage {
    /// The reason why it must be signed again.
    fn again(&self) -> String {
        let date = self.desk.agreement.created_at.format("%Y-%m-%d").to_string();
        let of = [
            ("company", self.desk.company.as_str()),
            ("version", self.desk.agreement.version.as_str()),
            ("date", date.as_str()),
        ];
        self.stage.words.fill("resign-intro", &of)
    }

    fn load(
        db: &mut Writer,
        who: &Newcomer,
        token: &str,
        step: Step,
        language: Option<Language>,
        form: Option<Filled>,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let stage = Stage::load(db, who, token, step, language)?;
        let chosen = form.as_ref().and_then(|form| SignatureId::parse(form.text("signature")));
        let matter = match chosen {
            Some(part) => {
                let agreement = store::agreements::of_part(db, Subject::Client(who.creditor), part)?;
                let (partner, carve_out) = (agreement.collection_partner_id, agreement.carve_out_id);
                Matter { kind: agreement.kind, partner, carve_out }
            }
            None => matter_of(db, who, step)?.ok_or(ClientRefusal::StepOver)?,
        };
        let to = super::address(token, step);
        let placed = DeskForm { pdf: format!("{to}.pdf"), to, form };
        let desk = Desk::load(db, &Reader::from(who), matter, stage.words, placed, ctx)?;
        Ok(Self {
            resource: desk.resource(),
            is_again: step == Step::Agreement && stage.has_signed_before(),
            stage,
            desk,
        })
    }
}

/// `GET /onboarding/{token}/{step}`: `poa` or `sdca`.
pub(crate) async fn show_agreement(
    Who(who): Who<Newcomer>,
    path: Path<(String, String)>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Answer<SignPage> {
    let (token, slug) = path.into_inner();
    let step = step_of(&slug)?;
    let mine = token.clone();
    super::show_step(who, token, step, &asked, &app, move |db, who, ctx| {
        SignPage::load(db, who, &mine, step, spoken.0, None, ctx)
    })
    .await
}

/// `POST /onboarding/{token}/{step}/code`: mails a code to a signatory.
///
/// # Errors
/// If the person is not a signatory of this client.
pub(crate) async fn send_code(
    Who(who): Who<Newcomer>,
    path: Path<(String, String)>,
    spoken: Spoken,
    sent: Input<SignForm>,
    app: App,
) -> Answer<SignPage> {
    let (token, slug) = path.into_inner();
    let step = step_of(&slug)?;
    let id = SignatureId::parse(sent.fields.text("signature")).ok_or(Failure::NotFound)?;
    let visitor = who.clone();
    let form = Filled::again(&sent, Problems::none());
    let (place, ctx) = (token.clone(), app.context());
    let page = app
        .run(move |db, ctx| {
            guard(db, &visitor)?;
            let words = Stage::load(db, &visitor, &token, step, spoken.0)?.words;
            agreements::send_code(db, &Reader::from(&visitor), id, &words, ctx)?;
            SignPage::load(db, &visitor, &token, step, spoken.0, Some(form), ctx)
        })
        .await;
    match page {
        Ok(page) => app.show(who, move |_, _| Ok(page)).await,
        Err(failure) => {
            let again = move |db: &mut Writer, who: &Newcomer, form: Filled| {
                SignPage::load(db, who, &place, step, spoken.0, Some(form), &ctx)
            };
            app.again_prepared(who, &sent, said(failure, &app, spoken), again).await
        }
    }
}

/// `POST /onboarding/{token}/{step}`: signs.
///
/// # Errors
/// If the code is wrong or something is missing.
pub(crate) async fn sign(
    Who(who): Who<Newcomer>,
    path: Path<(String, String)>,
    spoken: Spoken,
    sent: Input<SignForm>,
    app: App,
) -> Answer<SignPage> {
    let (token, slug) = path.into_inner();
    let step = step_of(&slug)?;
    let ctx = app.context();
    let place = token.clone();
    let again = move |db: &mut Writer, who: &Newcomer, form: Filled| {
        SignPage::load(db, who, &place, step, spoken.0, Some(form), &ctx)
    };
    if let Err(failure) = code_counts(&app, &Reader::from(&who), &sent).await? {
        return app.again_prepared(who, &sent, said(failure, &app, spoken), again).await;
    }
    let answer = app.submit_prepared(
        who,
        sent,
        move |db, who, order, ctx| {
            guard(db, who)?;
            let words = Stage::load(db, who, &token, step, spoken.0)?.words;
            let others = agreements::sign(db, &Reader::from(who), &order, &words, ctx)?;
            let waits = others > 0 && step == Step::Agreement;
            if waits { Ok(to_step(&token, step)) } else { to_next_step(db, who, &token) }
        },
        again,
    );
    answer.await.map_err(|failure| failure.said_in(Words(spoken.0.unwrap_or_default())))
}

/// Translates a failure for pages. JSON keeps the original text.
fn said(failure: Failure, app: &App, spoken: Spoken) -> Failure {
    if app.is_json() { failure.said_in(Words(spoken.0.unwrap_or_default())) } else { failure }
}

/// `GET /onboarding/{token}/{step}.pdf`: the signed file if there is one, otherwise the text marked as not signed.
///
/// # Errors
/// If an earlier step is not done.
pub(crate) async fn show_pdf(
    Who(who): Who<Newcomer>,
    path: Path<(String, String)>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Result<HttpResponse, Failure> {
    let (token, slug) = path.into_inner();
    let step = step_of(&slug)?;
    let visitor = who.clone();
    let (signed, draft) = app
        .run(move |db, ctx| {
            let stage = Stage::load(db, &who, &token, step, spoken.0)?;
            if step == Step::Agreement && clients::progress(db, &who)?.next() == Step::Done {
                let mine = Matter::plain(AgreementKind::Sdca);
                let signed = store::agreements::newest(db, Subject::Client(who.creditor), mine)?;
                return Ok((signed.map(|agreement| agreement.id), None));
            }
            guard(db, &who)?;
            let matter = matter_of(db, &who, step)?.ok_or(Failure::NotFound)?;
            if !clients::progress(db, &who)?.may_open(step) {
                return Err(ClientRefusal::StepOver.into());
            }
            let Prepared { agreement, shown, .. } =
                agreements::prepare(db, &Reader::from(&who), matter, stage.words.0, ctx)?;
            Ok((None, Some(Draft::new(agreement, shown, who.name.clone(), stage.words, ctx))))
        })
        .await?;
    match (signed, draft) {
        (_, Some(draft)) => draft.answer().await,
        (Some(id), None) => signed_file(visitor, id, wanted(&asked), &app).await,
        (None, None) => Err(Failure::NotFound),
    }
}

/// `GET /onboarding/{token}/documents/{agreementId}`: a signed file.
///
/// # Errors
/// If it is not this client's, or does not exist yet.
pub(crate) async fn show_document(
    Who(who): Who<Newcomer>,
    path: Path<(String, String)>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    let id = AgreementId::parse(&path.1).ok_or(Failure::NotFound)?;
    signed_file(who, id, wanted(&asked), &app).await
}

/// The requested version of an agreement's file. A later timestamp adds a new version; earlier ones stay.
fn wanted(asked: &Asked) -> Option<i64> {
    asked.one("file").map(|text| text.parse().unwrap_or_default())
}

async fn signed_file(who: Newcomer, id: AgreementId, number: Option<i64>, app: &App) -> Result<HttpResponse, Failure> {
    let ctx = app.context();
    let (sha256, name) = app
        .read(move |db| {
            if (who.must_prove() && !who.is_attributed) || clients::is_over(db, &who, &ctx)? {
                return Err(Failure::NotFound);
            }
            let all = store::agreements::of(db, Subject::Client(who.creditor))?;
            let agreement = all.into_iter().find(|one| one.id == id).ok_or(Failure::NotFound)?;
            let sha256 = store::agreements::files::numbered(db, id, number)?.ok_or(Failure::NotFound)?;
            Ok((sha256, file_name(&agreement, &who.name)))
        })
        .await?;
    crate::web::documents::stored(&app.shared().blobs, &sha256, &name).await
}
