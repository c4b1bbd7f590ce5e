//! Statements in the operator's console: the balances of all agencies and clients.

use actix_web::HttpResponse;
use askama::Template;

use super::list::BalanceRow;
use super::page::StatementPage;
use super::parties::Parties;
use super::query::CLIENTS;
use super::resource::{StandingDto, StatementListDto};
use super::{TransferForm, TransferPage, download, record, show};
use crate::actions::{Context, transfers};
use crate::domain::actor::Operator;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::store::{self, Db, Writer};
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::framed::Framed;
use crate::web::http::lists::Pager;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Asked, Failure, Id, Input, Page};

/// The balances of all agencies, or of all clients.
#[derive(Template)]
#[template(path = "statements/console.html")]
pub(crate) struct ConsolePage {
    resource: StatementListDto,
    of_clients: bool,
    rows: Vec<BalanceRow>,
    asked: Asked,
    paging: Paging,
    has_next: bool,
}

/// Cuts the list to the size of a page. One row more was loaded, to know whether there is another page.
fn cut_to_page<T>(mut found: Vec<T>, paging: Paging) -> (Vec<T>, bool) {
    let size = usize::try_from(paging.size).unwrap_or(usize::MAX);
    let has_next = found.len() > size;
    found.truncate(size);
    (found, has_next)
}

impl ConsolePage {
    fn agencies(db: &mut Db, asked: Asked, paging: Paging) -> Result<Self, Failure> {
        let found = store::books::standings::unscoped::agency_balances(db, paging.skip(), paging.size + 1)?;
        let (found, has_next) = cut_to_page(found, paging);
        let platform = found.iter().map(StandingDto::of_agency).collect();
        let rows = found
            .into_iter()
            .map(|balance| {
                let base = format!("/operator/statements/{}", balance.agency);
                BalanceRow::new(balance.name, &base, balance.currency, None, balance.owed)
            })
            .collect();
        let resource = StatementListDto { platform, creditors: Vec::new() };
        Ok(Self { resource, of_clients: false, rows, asked, paging, has_next })
    }

    fn clients(db: &mut Db, who: &Operator, asked: Asked, paging: Paging) -> Result<Self, Failure> {
        let words = CLIENTS.read(&asked, who)?;
        let found = store::books::standings::client_balances(db, who, &words, paging.skip(), paging.size + 1)?;
        let (found, has_next) = cut_to_page(found, paging);
        let creditors = found.iter().map(StandingDto::of_client).collect();
        let rows = found
            .into_iter()
            .map(|balance| {
                let base = format!("/operator/statements/clients/{}", balance.creditor);
                BalanceRow::new(balance.name, &base, balance.currency, Some(balance.held_by_operator), -balance.owed)
            })
            .collect();
        let resource = StatementListDto { platform: Vec::new(), creditors };
        Ok(Self { resource, of_clients: true, rows, asked, paging, has_next })
    }

    fn base(&self) -> &'static str {
        if self.of_clients { CLIENTS.at } else { "/operator/statements" }
    }

    fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    fn pager(&self) -> Pager {
        Pager::leafed(self.paging, self.has_next, "Previous", "Next", |page| {
            format!("{}?{}", self.base(), self.asked.query(&[("page", &page.to_string())], &[]))
        })
    }
}

impl Page for ConsolePage {
    type Resource = StatementListDto;
    fn resource(&self) -> &StatementListDto {
        &self.resource
    }
}

/// `GET /operator/statements`
pub(crate) async fn list_agencies(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<ConsolePage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, _| ConsolePage::agencies(db, asked, paging)).await
}

/// `GET /operator/statements/clients`
pub(crate) async fn list_clients(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<ConsolePage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, who| ConsolePage::clients(db, who, asked, paging)).await
}

/// `GET /operator/statements/{collectionPartnerId}`
///
/// # Errors
/// If there is no such agency, or currency or days are wrong.
pub(crate) async fn show_agency(
    Who(who): Who<Operator>,
    id: Id<CollectionPartnerId>,
    asked: Asked,
    app: App,
) -> Answer<StatementPage> {
    show(who, asked, app, move |db, who, ctx| Parties::of_agency(db, who, id.0, ctx)).await
}

/// `GET /operator/statements/clients/{creditorId}`
///
/// # Errors
/// If there is no such client, or currency or days are wrong.
pub(crate) async fn show_client(
    Who(who): Who<Operator>,
    id: Id<CreditorId>,
    asked: Asked,
    app: App,
) -> Answer<StatementPage> {
    show(who, asked, app, move |db, who, ctx| Parties::of_creditor(db, who, id.0, ctx)).await
}

/// `GET /operator/statements/{collectionPartnerId}/file`: as CSV, or as PDF with `format=pdf`.
///
/// # Errors
/// As [`show_agency`].
pub(crate) async fn download_agency(
    Who(who): Who<Operator>,
    id: Id<CollectionPartnerId>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    download(who.tenant(), asked, app, move |db, ctx| Parties::of_agency(db, &who, id.0, ctx)).await
}

/// `GET /operator/statements/clients/{creditorId}/file`: as CSV, or as PDF with `format=pdf`.
///
/// # Errors
/// As [`show_client`].
pub(crate) async fn download_client(
    Who(who): Who<Operator>,
    id: Id<CreditorId>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    download(who.tenant(), asked, app, move |db, ctx| Parties::of_creditor(db, &who, id.0, ctx)).await
}

/// `GET /operator/statements/{collectionPartnerId}/transfers/new`
pub(crate) async fn show_transfer_to_agency(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    asked: Asked,
    app: App,
) -> Answer<TransferPage> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let parties = Parties::of_agency(db, &who.0, id.0, &ctx)?;
        TransferPage::fresh(db, parties, &asked)
    })
    .await
}

/// `GET /operator/statements/clients/{creditorId}/transfers/new`
pub(crate) async fn show_transfer_to_client(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    asked: Asked,
    app: App,
) -> Answer<TransferPage> {
    let ctx = app.context();
    app.show(who, move |db, who| {
        let parties = Parties::of_creditor(db, &who.0, id.0, &ctx)?;
        TransferPage::fresh(db, parties, &asked)
    })
    .await
}

/// `POST /operator/statements/{collectionPartnerId}/transfers`: money that the operator passed on to an agency.
pub(crate) async fn record_transfer_to_agency(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    sent: Input<TransferForm>,
    app: App,
) -> Answer<TransferPage> {
    let whose = move |db: &mut Db, who: &OperatorAdmin, ctx: &Context| Parties::of_agency(db, &who.0, id.0, ctx);
    let pass_on = move |db: &mut Writer, who: &OperatorAdmin, order: &_, ctx: &Context| {
        transfers::pass_on_to_agency(db, &who.0, id.0, order, ctx)
    };
    record(who, sent, app, whose, pass_on).await
}

/// `POST /operator/statements/clients/{creditorId}/transfers`: money that the operator passed on to a client.
pub(crate) async fn record_transfer_to_client(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<TransferForm>,
    app: App,
) -> Answer<TransferPage> {
    let whose = move |db: &mut Db, who: &OperatorAdmin, ctx: &Context| Parties::of_creditor(db, &who.0, id.0, ctx);
    let pass_on = move |db: &mut Writer, who: &OperatorAdmin, order: &_, ctx: &Context| {
        transfers::pass_on_to_creditor(db, &who.0, id.0, order, ctx)
    };
    record(who, sent, app, whose, pass_on).await
}
