//! Statements in the operator's console: where every agency stands with the platform.

use actix_web::HttpResponse;
use askama::Template;

use super::page::{Standing, StatementPage};
use super::resource::{StandingDto, StatementListDto};
use super::{input::span_of, stream_or_paper};
use crate::domain::actor::{Agency, Hand, Operator, Partner};
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::Money;
use crate::store::statements::Account;
use crate::store::{self, Db, StoreError};
use crate::web::cases::resource::Major;
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::{Answer, App, Asked, Failure, Id, Page};

/// Where every agency stands with the platform.
#[derive(Template)]
#[template(path = "statements/console.html")]
pub struct ConsolePage {
    resource: StatementListDto,
    rows: Vec<Standing>,
    paging: Paging,
    has_next: bool,
}

impl ConsolePage {
    fn load(db: &mut Db, paging: Paging) -> Result<Self, Failure> {
        let mut found = store::statements::any_agency_balances(db, (paging.skip(), paging.size + 1))?;
        let has_next = found.len() > usize::try_from(paging.size).unwrap_or(usize::MAX);
        found.truncate(usize::try_from(paging.size).unwrap_or(usize::MAX));
        let platform = found
            .iter()
            .map(|balance| StandingDto {
                creditor_id: None,
                name: balance.name.clone(),
                currency: balance.currency.code().to_owned(),
                owed: Major::from(Money::new(balance.owed, balance.currency)),
            })
            .collect();
        let rows = found
            .into_iter()
            .map(|balance| {
                let base = format!("/operator/statements/{}", balance.agency);
                Standing::new(balance.name, &base, balance.currency, None, balance.owed)
            })
            .collect();
        Ok(Self { resource: StatementListDto { platform, creditors: Vec::new() }, rows, paging, has_next })
    }

    fn page_href(&self, by: i64) -> String {
        format!("/operator/statements?page={}", self.paging.page + by)
    }
}

impl Page for ConsolePage {
    type Resource = StatementListDto;
    fn resource(&self) -> &StatementListDto {
        &self.resource
    }
}

/// `GET /operator/statements`
///
/// # Errors
/// A wrong page.
pub async fn list_agencies(who: Operator, asked: Asked, app: App) -> Answer<ConsolePage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, _| ConsolePage::load(db, paging)).await
}

/// `GET /operator/statements/{collectionPartnerId}`
///
/// # Errors
/// There is no such agency; a currency that is none; days that are none.
pub async fn show_agency(who: Operator, id: Id<CollectionPartnerId>, asked: Asked, app: App) -> Answer<StatementPage> {
    let here = app.here();
    app.show(who, move |db, _| {
        let agency = books_of(db, id.0)?;
        let span = span_of(db, &agency, Account::Platform, &asked, here.now)?;
        Ok(StatementPage::load(db, &agency, span, asked, &here)?.for_operator(id.0))
    })
    .await
}

/// `GET /operator/statements/{collectionPartnerId}/file`: as CSV, or as PDF with `format=pdf`.
///
/// # Errors
/// As [`show_agency`].
pub async fn download_agency(
    _: Operator,
    id: Id<CollectionPartnerId>,
    asked: Asked,
    app: App,
) -> Result<HttpResponse, Failure> {
    let agency = app.read(move |db| Ok(books_of(db, id.0)?)).await?;
    stream_or_paper(agency, Account::Platform, asked, app).await
}

/// The agency whose books the operator reads, as if it read them itself. Nothing is done in its name.
fn books_of(db: &mut Db, id: CollectionPartnerId) -> Result<Partner, StoreError> {
    let profile = store::people::profile(db, id)?;
    let time_zone = profile.time_zone.parse().unwrap_or(chrono_tz::UTC);
    Ok(Partner { agency: Agency { id, name: profile.name, time_zone }, hand: Hand::Key })
}
