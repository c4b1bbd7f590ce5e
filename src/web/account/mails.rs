//! Which mails about their work a person gets, under `/account/mails`.

use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::notices::choose_notices;
use crate::domain::notice::NoticeKind;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::who::Somebody;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Input, Page, Problems, Request};

/// The mails that a person wants.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MailsForm {
    /// A mail for each new case.
    new_case: Option<bool>,
    /// A mail when a client wrote or answered.
    client_message: Option<bool>,
    /// A mail when something is due tomorrow.
    deadline_tomorrow: Option<bool>,
    /// A daily mail about what waits.
    summary: Option<bool>,
    /// A mail when a claim has no exchange rate.
    rate_missing: Option<bool>,
}

/// The field of a kind.
fn field(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::NewCase => "newCase",
        NoticeKind::ClientMessage => "clientMessage",
        NoticeKind::DeadlineTomorrow => "deadlineTomorrow",
        NoticeKind::Summary => "summary",
        NoticeKind::RateMissing => "rateMissing",
    }
}

impl Request for MailsForm {
    type Order = Vec<NoticeKind>;

    fn order(self, _: &mut Problems) -> Option<Vec<NoticeKind>> {
        let all = [
            (NoticeKind::NewCase, self.new_case),
            (NoticeKind::ClientMessage, self.client_message),
            (NoticeKind::DeadlineTomorrow, self.deadline_tomorrow),
            (NoticeKind::Summary, self.summary),
            (NoticeKind::RateMissing, self.rate_missing),
        ];
        Some(all.into_iter().filter(|(_, on)| on.unwrap_or_default()).map(|(kind, _)| kind).collect())
    }
}

/// The page of the mails.
#[derive(Template)]
#[template(path = "account/mails.html")]
pub(crate) struct MailsPage {
    form: Filled,
    /// Field and label of each kind that the person can get.
    kinds: Vec<(&'static str, &'static str)>,
}

impl Page for MailsPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl MailsPage {
    fn load(db: &mut Db, who: &Somebody, form: Option<Filled>) -> Result<Self, Failure> {
        let here = NoticeKind::of(who.0.kind);
        let off = store::notices::off(db, who.0.person.id)?;
        let on = here.iter().filter(|kind| !off.contains(kind));
        let stored = on.fold(Fields::default(), |fields, kind| fields.with(field(*kind), "true"));
        Ok(Self {
            form: form.unwrap_or_else(|| Filled::with::<MailsForm>(stored)),
            kinds: here.iter().map(|kind| (field(*kind), kind.label())).collect(),
        })
    }
}

/// `GET /account/mails`
pub(crate) async fn show_mails(who: Somebody, app: App) -> Answer<MailsPage> {
    app.show(who, |db, who| MailsPage::load(db, who, None)).await
}

/// `POST /account/mails`
pub(crate) async fn choose_mails(who: Somebody, sent: Input<MailsForm>, app: App) -> Answer<MailsPage> {
    app.submit(
        who,
        sent,
        |db, who, wanted, ctx| {
            choose_notices(db, &who.0.person, who.0.kind, &wanted, ctx)?;
            Ok(Done::gone("/account/mails", "Your choice was saved."))
        },
        |db, who, form| MailsPage::load(db, who, Some(form)),
    )
    .await
}
