//! A referral partner asks to be linked with an account that existed before. The account's people decide.

use actix_web::web::Path;
use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::Stage;
use crate::actions::Context;
use crate::actions::cases::ClaimOrder;
use crate::actions::clients::{self, BringOrder, Decision, NamedPerson, split_name};
use crate::domain::actor::{Approver, Newcomer};
use crate::domain::agreement::Language;
use crate::domain::client::{LinkRequestStatus, Step};
use crate::pdf::sheet::unsupported;
use crate::store::Db;
use crate::store::clients::link_requests::{self, LinkRequest};
use crate::web::clients::forms::CreateClientRequest;
use crate::web::http::request::values::{Email, Name};
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Done, Failure, Filled, Input, Page, Problems, Reply, Request};
use crate::words::Words;

/// What they decide: `approve`, `decline`, or, where the claims are another company's, `new` with its first person.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct DecideForm {
    /// `approve` or `decline`, where the account is settled.
    decision: Option<String>,
    /// `link` or `new`, where it is to be chosen.
    choice: Option<String>,
    /// Who else is to be asked.
    #[schemars(extend("x-wrong" = "error-required"))]
    name: Option<Name>,
    /// Where.
    #[schemars(extend("x-wrong" = "error-email"))]
    email: Option<Email>,
}

/// The parsed decision.
pub(crate) enum Wanted {
    Approve,
    Decline,
    Another(NamedPerson),
}

impl Request for DecideForm {
    type Order = Wanted;

    fn order(self, problems: &mut Problems) -> Option<Wanted> {
        match (self.decision.as_deref(), self.choice.as_deref()) {
            (Some("decline"), _) => Some(Wanted::Decline),
            (Some("approve"), _) | (_, Some("link")) => Some(Wanted::Approve),
            (_, Some("new")) => {
                let name = problems.need("name", self.name, "error-required");
                let email = problems.need("email", self.email, "error-email");
                if let Some(character) = name.as_ref().and_then(|name| unsupported(&name.0)) {
                    problems.add("name", format!("error-character|character={character}"));
                }
                let (first_name, last_name) = split_name(&name?.0);
                Some(Wanted::Another(NamedPerson { first_name, last_name, email: email?.0 }))
            }
            _ => {
                problems.add("choice", "choice-missing");
                None
            }
        }
    }
}

#[derive(Template)]
#[template(path = "onboarding/link.html")]
pub(crate) struct LinkPage {
    stage: Stage,
    form: Filled,
    wish: Wish,
    request: LinkRequest,
    /// The company that owns the claims, if it is not the account's.
    other: Option<String>,
    is_over: bool,
    until: String,
}

impl Page for LinkPage {
    type Resource = Wish;
    fn resource(&self) -> &Wish {
        &self.wish
    }
}

/// The request as JSON.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wish {
    /// The name of the partner's app.
    app: String,
    status: &'static str,
    /// The account's name; null until the code was entered.
    company: Option<String>,
    /// The company that owns the claims, if it is another one.
    other_company: Option<String>,
    until: chrono::DateTime<chrono::Utc>,
}

/// The company's data as the partner sent them.
fn sent_company(wish: &LinkRequest) -> Option<BringOrder> {
    crate::web::http::request::recalled::<CreateClientRequest>(&wish.request)
}

impl LinkPage {
    fn load(
        db: &mut Db,
        who: &Approver,
        token: &str,
        wanted: Option<Language>,
        form: Option<Filled>,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let mut stage = Stage::bare(db, who.referral_partner, token, Step::Agreement, wanted)?;
        let request = link_requests::load(db, who)?;
        stage.back.clone_from(&request.return_url);
        if who.is_proved {
            stage.company.clone_from(&who.name);
        }
        let fold = crate::domain::search::words;
        let other = sent_company(&request)
            .map(|order| order.company.name)
            .filter(|name| who.is_proved && fold(name) != fold(&who.name));
        let is_over = request.status == LinkRequestStatus::Expired
            || request.status == LinkRequestStatus::Pending && request.expires_at <= ctx.now.naive_utc();
        let until = request.expires_at.format("%Y-%m-%d %H:%M UTC").to_string();
        let form = form.map_or_else(Filled::new::<DecideForm>, |form| stage.understood(form));
        let status = if is_over { LinkRequestStatus::Expired } else { request.status };
        let wish = Wish {
            app: stage.app.clone(),
            status: status.name(),
            company: who.is_proved.then(|| who.name.clone()),
            other_company: other.clone(),
            until: request.expires_at.and_utc(),
        };
        Ok(Self { stage, form, wish, request, other, is_over, until })
    }

    fn is_open(&self) -> bool {
        !self.is_over && self.request.status == LinkRequestStatus::Pending
    }

    /// Whether the reader has declined.
    fn is_declined(&self) -> bool {
        self.request.status == LinkRequestStatus::Declined
    }
}

/// `GET /onboarding/{token}/link`
pub(crate) async fn show_link(
    Who(who): Who<Approver>,
    token: Path<String>,
    spoken: Spoken,
    app: App,
) -> Answer<LinkPage> {
    let ctx = app.context();
    let (guest, mine) = (who.clone(), token.clone());
    let page = app.read(move |db| LinkPage::load(db, &guest, &mine, spoken.0, None, &ctx)).await?;
    if page.is_open() && !who.is_proved {
        return Ok(Reply::Done(super::proof::needed(&token)));
    }
    app.show(who, move |_, _| Ok(page)).await
}

/// `POST /onboarding/{token}/link`: the decision.
///
/// # Errors
/// If no code was entered, or it is decided already.
pub(crate) async fn decide(
    Who(who): Who<Approver>,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<DecideForm>,
    app: App,
) -> Answer<LinkPage> {
    let (ctx, mine) = (app.context(), token.clone());
    let answer = app.submit(
        who,
        sent,
        move |db, who, wanted, ctx| {
            let decision = match wanted {
                Wanted::Approve => Decision::Approve(sent_cases(db, who)?),
                Wanted::Decline => Decision::Decline,
                Wanted::Another(person) => another(db, who, person)?,
            };
            let is_linked = matches!(decision, Decision::Approve(_));
            let to = match clients::decide(db, who, decision, ctx)? {
                Some(next) if is_linked => format!("/onboarding/{next}/linked"),
                Some(next) => format!("/onboarding/{next}"),
                None => format!("/onboarding/{mine}/link"),
            };
            Ok(Done { body: Some(serde_json::json!({ "to": to }).to_string()), status: 200, ..Done::on_to(to) })
        },
        move |db, who, form| LinkPage::load(db, who, &token, spoken.0, Some(form), &ctx),
    );
    answer.await.map_err(|failure| failure.said_in(Words(spoken.0.unwrap_or_default())))
}

/// The cases that came with the request.
fn sent_cases(db: &mut Db, who: &Approver) -> Result<Vec<ClaimOrder>, Failure> {
    Ok(sent_company(&link_requests::load(db, who)?).map(|order| order.cases).unwrap_or_default())
}

/// A separate account with the company's data as sent and the person named here.
fn another(db: &mut Db, who: &Approver, person: NamedPerson) -> Result<Decision, Failure> {
    let mut order = sent_company(&link_requests::load(db, who)?).ok_or(Failure::NotFound)?;
    order.company.support_email.clone_from(&person.email);
    order.people = vec![person];
    Ok(Decision::AnotherCompany(Box::new(order)))
}

/// The page after linking: what must still be signed comes next.
#[derive(Template)]
#[template(path = "onboarding/linked.html")]
pub(crate) struct LinkedPage {
    stage: Stage,
}

impl Page for LinkedPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl LinkedPage {
    fn is_ready(&self) -> bool {
        self.stage.progress().next() == Step::Done
    }
}

/// `GET /onboarding/{token}/linked`
pub(crate) async fn show_linked(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    spoken: Spoken,
    app: App,
) -> Answer<LinkedPage> {
    if who.must_prove() {
        return Ok(Reply::Done(super::proof::needed(&token)));
    }
    app.show(who, move |db, who| {
        let mut stage = Stage::load(db, who, &token, Step::Agreement, spoken.0)?;
        stage.is_bare = true;
        Ok(LinkedPage { stage })
    })
    .await
}
