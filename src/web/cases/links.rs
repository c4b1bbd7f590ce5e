//! The links in mails to the creditor of a case: their list, and revoking them.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use super::verbs::page_of;
use crate::actions;
use crate::actions::Context;
use crate::domain::actor::{Author, Operator, Partner};
use crate::domain::calendar::Moment;
use crate::domain::client_link::{LinkStatus, ends};
use crate::domain::ids::CaseId;
use crate::store::cases::{Case, CaseFile, Scope};
use crate::store::clients::links::{self, SentLink};
use crate::store::{self, Db, Writer};
use crate::web::filters;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Failure, Filled, Id, Input, Page};

/// A link in a mail to the creditor; never the link itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientLinkDto {
    pub email: String,
    pub sent_at: chrono::DateTime<chrono::Utc>,
    pub ends_at: chrono::DateTime<chrono::Utc>,
    pub revoked_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl From<&SentLink> for ClientLinkDto {
    fn from(link: &SentLink) -> Self {
        let sent_at = link.created_at.and_utc();
        let revoked_at = link.revoked_at.map(|at| at.and_utc());
        Self { email: link.email.clone(), sent_at, ends_at: ends(sent_at), revoked_at }
    }
}

#[derive(Template)]
#[template(path = "cases/links.html")]
pub(crate) struct LinksPage {
    resource: Vec<ClientLinkDto>,
    file: CaseFile,
    form: Filled,
    links: Vec<SentLink>,
    now: Moment,
    /// The page's own address.
    to: String,
    /// The address of the page before.
    back: String,
}

impl Page for LinksPage {
    type Resource = Vec<ClientLinkDto>;
    fn resource(&self) -> &Vec<ClientLinkDto> {
        &self.resource
    }
}

fn dtos(links: &[SentLink]) -> Vec<ClientLinkDto> {
    links.iter().map(ClientLinkDto::from).collect()
}

impl LinksPage {
    fn load(db: &mut Db, scope: Scope, id: CaseId, form: Filled, now: Moment) -> Result<Self, Failure> {
        let file = store::cases::load(db, scope, id)?;
        let links = links::of_case(db, file.case.id)?;
        let (to, back) = places(scope, &file.case);
        Ok(Self { resource: dtos(&links), file, form, links, now, to, back })
    }

    fn status(&self, link: &SentLink) -> LinkStatus {
        LinkStatus::of(link.created_at.and_utc(), link.revoked_at.is_some(), false, self.now)
    }

    fn words(&self, link: &SentLink) -> &'static str {
        match self.status(link) {
            LinkStatus::Revoked => "revoked",
            LinkStatus::Ended => "ended",
            _ => "works until",
        }
    }

    fn until(&self, link: &SentLink) -> Option<chrono::NaiveDateTime> {
        self.status(link).shows().then(|| ends(link.created_at.and_utc()).naive_utc())
    }

    /// How many links still work.
    fn live(&self) -> usize {
        self.links.iter().filter(|link| self.status(link).shows()).count()
    }
}

/// The addresses of the page and of the page before: for the agency, or for the operator.
fn places(scope: Scope, case: &Case) -> (String, String) {
    match scope {
        Scope::Operator => (
            format!("/operator/cases/{}/client-links", case.id),
            format!("/operator/cases?reference={}", case.reference),
        ),
        _ => (format!("{}/client-links", page_of(case.id)), page_of(case.id)),
    }
}

fn revoke_all(db: &mut Writer, scope: Scope, by: &Author, id: CaseId, ctx: &Context) -> Result<Done, Failure> {
    let notice = match actions::cases::revoke_links(db, scope, by, id, ctx)? {
        0 => "No link was left to revoke.".to_owned(),
        1 => "1 link was revoked. The next mail to the creditor carries a new one.".to_owned(),
        links => format!("{links} links were revoked. The next mail to the creditor carries a new one."),
    };
    let (_, back) = places(scope, &store::cases::load_case(db, scope, id)?);
    Done::new(back, notice, &dtos(&links::of_case(db, id)?))
}

/// `GET /cases/{id}/client-links`
pub(crate) async fn show_links(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<LinksPage> {
    let now = app.now();
    app.show(who, move |db, who| LinksPage::load(db, who.into(), id.0, Filled::new::<()>(), now)).await
}

/// `POST /cases/{id}/client-links`: revokes all links.
pub(crate) async fn revoke(Who(who): Who<Partner>, id: Id<CaseId>, sent: Input<()>, app: App) -> Answer<LinksPage> {
    let now = app.now();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| revoke_all(db, who.into(), &who.author(), id.0, ctx),
        move |db, who, form| LinksPage::load(db, who.into(), id.0, form, now),
    )
    .await
}

/// `GET /operator/cases/{id}/client-links`
pub(crate) async fn show_links_of_any(Who(who): Who<Operator>, id: Id<CaseId>, app: App) -> Answer<LinksPage> {
    let now = app.now();
    app.show(who, move |db, who| LinksPage::load(db, who.into(), id.0, Filled::new::<()>(), now)).await
}

/// `POST /operator/cases/{id}/client-links`: revokes all links.
pub(crate) async fn revoke_of_any(
    Who(who): Who<Operator>,
    id: Id<CaseId>,
    sent: Input<()>,
    app: App,
) -> Answer<LinksPage> {
    let now = app.now();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| revoke_all(db, who.into(), &who.author(), id.0, ctx),
        move |db, who, form| LinksPage::load(db, who.into(), id.0, form, now),
    )
    .await
}
