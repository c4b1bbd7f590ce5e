//! The step that counts: the whole text, the code, the signature.

use std::io::Read;

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use super::{Stage, Wish, onwards, opened};
use crate::actions::agreements::{self, Mark, SignOrder};
use crate::actions::{Here, clients};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::{CODE_MINUTES, CodeProblem, Language, SentCode, masked};
use crate::domain::client::Step;
use crate::domain::ids::SignatureId;
use crate::domain::refusal::Refusal;
use crate::pdf::sheet::{self, Paper, unsupported};
use crate::pdf::text::Block;
use crate::store::agreements::{Agreement, Signature};
use crate::store::{self, Db};
use crate::web::http::who::Spoken;
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Form, Input, Page, Problems, Reply};
use crate::words::Words;

/// What the page sends: the button that asks for a code, or the signature.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignForm {
    signature: Option<String>,
    code: Option<String>,
    mark: Option<String>,
    strokes: Option<String>,
    title: Option<String>,
    read: Option<String>,
    electronic: Option<String>,
    evidence: Option<String>,
    authority: Option<String>,
}

/// The most that a drawing may say.
const LONGEST_DRAWING: usize = 100_000;

impl Form for SignForm {
    type Order = SignOrder;

    fn parse(self) -> Result<SignOrder, Problems> {
        let mut problems = Problems::none();
        let signature = self.signature.as_deref().and_then(SignatureId::parse);
        if signature.is_none() {
            problems.add("signature", "error-required");
        }
        let code = self.code.unwrap_or_default();
        if code.chars().filter(char::is_ascii_digit).count() != 6 {
            problems.add("code", "code-missing");
        }
        let name = self.mark.map(|text| text.trim().to_owned()).unwrap_or_default();
        if name.is_empty() || name.chars().count() > 100 {
            problems.add("mark", "signature-name-missing");
        } else if let Some(character) = unsupported(&name) {
            problems.add("mark", format!("error-character|character={character}"));
        }
        let title = self.title.map(|text| text.trim().to_owned()).unwrap_or_default();
        if title.is_empty() || title.chars().count() > 100 || unsupported(&title).is_some() {
            problems.add("title", "signature-role-missing");
        }
        if self.read.is_none() || self.electronic.is_none() || self.evidence.is_none() {
            problems.add("read", "consent-missing");
        }
        if self.authority.is_none() {
            problems.add("authority", "signature-authority-missing");
        }
        let mark = match self.strokes.filter(|text| !text.trim().is_empty()) {
            None => Mark::Typed(name.clone()),
            Some(text) => match serde_json::from_str::<Vec<Vec<(f32, f32)>>>(&text) {
                Ok(strokes) if text.len() <= LONGEST_DRAWING && is_drawn(&strokes) => Mark::Drawn(text),
                _ => {
                    problems.add("mark", "signature-missing");
                    Mark::Typed(String::new())
                }
            },
        };
        let Some(signature) = signature else { return Err(problems) };
        problems.or(SignOrder { signature, code, mark, name, title })
    }
}

/// The text of an agreement, as HTML in which every value was escaped when it was written.
pub struct Written(String);

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Written {}

/// Whether something was drawn, and within reach of the field, which is 700 by 140: what lies elsewhere cannot be set.
fn is_drawn(strokes: &[Vec<(f32, f32)>]) -> bool {
    let within = |(x, y): &(f32, f32)| (-100.0..=800.0).contains(x) && (-100.0..=240.0).contains(y);
    strokes.iter().any(|one| one.len() > 1) && strokes.iter().flatten().all(within)
}

/// The step's page.
#[derive(Template)]
#[template(path = "onboarding/sign.html")]
pub struct SignPage {
    stage: Stage,
    form: Filled,
    agreement: Agreement,
    parts: Vec<Signature>,
    text: Written,
    /// Whose turn it is on this page.
    me: Option<Signature>,
    pause: i64,
}

impl Page for SignPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl SignPage {
    fn load(
        db: &mut Db,
        who: &Newcomer,
        (token, language): (&str, Option<Language>),
        form: Option<Filled>,
        here: &Here,
    ) -> Result<Self, Failure> {
        let stage = Stage::load(db, who, (token, Step::Agreement), language)?;
        let (agreement, parts, shown) = agreements::prepare(db, who, stage.words.0, here)?;
        let chosen = form.as_ref().and_then(|form| SignatureId::parse(form.text("signature")));
        let mine = |part: &&Signature| match who.signatory.or(chosen) {
            Some(id) => part.id == id,
            None => part.signed_at.is_none(),
        };
        let me = parts.iter().find(mine).cloned();
        let form = match form {
            Some(form) => stage.understood(form),
            None => Filled::new(),
        };
        let sent =
            |part: &Signature| SentCode { sent_at: part.code_sent_at.map(|at| at.and_utc()), ..SentCode::default() };
        let pause = me.as_ref().map_or(0, |part| sent(part).pause(here.now));
        Ok(Self { stage, form, agreement, parts, text: Written(shown.html), me, pause })
    }

    /// The value of a field: what was typed, or what is known.
    fn known(&self, field: &str, known: Option<&str>) -> String {
        let typed = self.form.text(field);
        if typed.is_empty() { known.unwrap_or_default().to_owned() } else { typed.to_owned() }
    }

    fn masked(&self, part: &Signature) -> String {
        masked(&part.email)
    }

    fn still(&self) -> i64 {
        i64::try_from(self.parts.iter().filter(|part| part.signed_at.is_none()).count()).unwrap_or(i64::MAX)
    }

    fn has_signed(&self) -> bool {
        self.me.as_ref().is_none_or(|me| me.signed_at.is_some())
    }

    fn minutes(&self) -> i64 {
        CODE_MINUTES
    }

    fn has_code(&self) -> bool {
        self.me.as_ref().is_some_and(|me| me.code_hash.is_some())
    }
}

/// `GET /onboarding/{token}/sdca`
///
/// # Errors
/// No such link.
pub async fn show_agreement(
    who: Newcomer,
    token: Path<String>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Answer<SignPage> {
    let (wish, visitor) = (Wish::of(&asked), who.clone());
    let mine = token.clone();
    let (instead, page) = app
        .run(move |db, here| match opened(db, &visitor, Step::Agreement, &wish, here)? {
            Some(step) => Ok((Some(step), None)),
            None => Ok((None, Some(SignPage::load(db, &visitor, (&mine, spoken.0), None, here)?))),
        })
        .await?;
    match (instead, page) {
        (_, Some(page)) => app.show(who, move |_, _| Ok(page)).await,
        (step, None) => Ok(Reply::Done(Done::on_to(super::address(&token, step.unwrap_or(Step::Company))))),
    }
}

/// `POST /onboarding/{token}/sdca/code`: a code for whoever is to sign.
///
/// # Errors
/// No such link, or not a signatory of this client.
pub async fn send_code(
    who: Newcomer,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<SignForm>,
    app: App,
) -> Answer<SignPage> {
    let id = SignatureId::parse(sent.fields.text("signature")).ok_or(Failure::NotFound)?;
    let visitor = who.clone();
    let form = Filled::again(&sent, Problems::none());
    let page = app
        .run(move |db, here| {
            let words = Stage::load(db, &visitor, (&token, Step::Agreement), spoken.0)?.words;
            agreements::send_code(db, &visitor, id, &words, here)?;
            SignPage::load(db, &visitor, (&token, spoken.0), Some(form), here)
        })
        .await?;
    app.show(who, move |_, _| Ok(page)).await
}

/// `POST /onboarding/{token}/sdca`: signs.
///
/// # Errors
/// No such link; a wrong code; something missing.
pub async fn sign(
    who: Newcomer,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<SignForm>,
    app: App,
) -> Answer<SignPage> {
    let (visitor, mine, here) = (who.clone(), token.clone(), app.here());
    if let Err(failure) = code_counts(&app, &who, &sent).await? {
        return app
            .again(who, &sent, failure, move |db, who, form| {
                SignPage::load(db, who, (&token, spoken.0), Some(form), &here)
            })
            .await;
    }
    let words_of = move |db: &mut Db| -> Result<Words, Failure> {
        Ok(Stage::load(db, &visitor, (&mine, Step::Agreement), spoken.0)?.words)
    };
    let next = token.clone();
    app.submit(
        who,
        sent,
        move |db, who, order, here| {
            let words = words_of(db)?;
            let others = agreements::sign(db, who, &order, &words, here)?;
            if others > 0 {
                return Ok(Done::on_to(super::address(&next, Step::Agreement)));
            }
            onwards(db, who, &next)
        },
        move |db, who, form| SignPage::load(db, who, (&token, spoken.0), Some(form), &here),
    )
    .await
}

/// Tries the code by itself, so that a wrong one counts although nothing is signed. A form that cannot be understood has
/// none to try.
async fn code_counts(app: &App, who: &Newcomer, sent: &Input<SignForm>) -> Result<Result<(), Failure>, Failure> {
    let Ok(order) = sent.parse() else { return Ok(Ok(())) };
    let who = who.clone();
    let verdict =
        app.run(move |db, here| Ok(agreements::try_code(db, &who, (order.signature, &order.code), here)?)).await?;
    Ok(verdict.map_err(|problem| Failure::Invalid(Problems::at("code", said(problem)))))
}

/// The message for a code that does not count.
fn said(problem: CodeProblem) -> String {
    match problem {
        CodeProblem::NoneSent => "code-used".to_owned(),
        CodeProblem::Expired => "code-expired".to_owned(),
        // A new one may be asked for after the pause, which is a minute.
        CodeProblem::Exhausted => "code-locked|minutes=1".to_owned(),
        CodeProblem::Wrong { left } => format!("code-wrong|tries={left}"),
    }
}

/// An agreement for reading, before it is signed.
struct Draft {
    stage: Stage,
    agreement: Agreement,
    blocks: Vec<Block>,
    operator: String,
}

impl Draft {
    /// The text as a PDF that says on every page that it is not signed.
    fn pdf(&self) -> Result<Vec<u8>, Failure> {
        let words = self.stage.words;
        let title = words.say("agreement-sdca");
        let page_of = words.fill("document-page", &[("page", "{page}"), ("pages", "{pages}")]);
        let paper = Paper {
            title: &title,
            language: self.agreement.language.code(),
            author: &self.operator,
            at: self.agreement.created_at.and_utc(),
            id: self.agreement.id.as_str(),
            head: (&title, &self.stage.company),
            foot: &self.agreement.version,
            page_of: &page_of,
            not_signed: Some(&words.say("verify-unsigned-title")),
            attachments: &[],
        };
        sheet::pdf(&paper, &self.blocks).map_err(|error| Failure::Fault(error.to_string()))
    }
}

/// `GET /onboarding/{token}/agreement.pdf`: the signed file; before that the text for reading, marked as not signed.
///
/// # Errors
/// No such link; a step before it is not done.
pub async fn show_pdf(who: Newcomer, spoken: Spoken, request: HttpRequest, app: App) -> Result<HttpResponse, Failure> {
    let blobs = app.shared().blobs.clone();
    let token = request.match_info().query("token").to_owned();
    let found = app
        .run(move |db, here| {
            let stage = Stage::load(db, &who, (&token, Step::Agreement), spoken.0)?;
            if !clients::progress(db, &who)?.may_open(Step::Agreement) {
                return Err(Failure::Refused(Refusal::StepOver));
            }
            let (agreement, _, shown) = agreements::prepare(db, &who, stage.words.0, here)?;
            let file = store::agreements::any_file(db, agreement.id)?.map(|(_, sha256)| sha256);
            Ok((file, Draft { stage, agreement, blocks: shown.blocks, operator: here.operator.clone() }))
        })
        .await?;
    // Reading and setting take their time; nobody waits for the database meanwhile.
    let bytes = actix_web::web::block(move || match found {
        (Some(sha256), _) => {
            let mut bytes = Vec::new();
            let read = blobs.open_blocking(&sha256).and_then(|mut file| file.read_to_end(&mut bytes));
            read.map(|_| bytes).map_err(|error| Failure::Fault(error.to_string()))
        }
        (None, draft) => draft.pdf(),
    })
    .await
    .map_err(|error| Failure::Fault(error.to_string()))??;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header(("content-disposition", "inline; filename=\"agreement.pdf\""))
        .insert_header(("cache-control", "private, no-store"))
        .body(bytes))
}
