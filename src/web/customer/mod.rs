//! The Customer API: what a client's own systems do with its key. There are no pages; people have others.

pub(crate) mod cases;
pub(crate) mod contracts;
pub(crate) mod coverage;
pub(crate) mod divisions;
pub(crate) mod files;
pub(crate) mod forms;
pub(crate) mod parts;
pub(crate) mod payments;
pub(crate) mod preview;
pub(crate) mod query;
pub(crate) mod resource;
pub(crate) mod tasks;

use askama::Template;
use serde::Serialize;

use crate::domain::actor::Customer;
use crate::store;
use crate::web::http::who::Who;
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Page};
use crate::web::people::resource::{CollectionPartnerUserDto, UserListDto};
use resource::CreditorMeApiDto;

/// People on a page of the team, unless asked otherwise (contract).
const USUAL_USERS_PER_PAGE: i64 = 50;
/// Rows on a page, unless asked otherwise (contract).
const USUAL_PER_PAGE: i64 = 10;
/// Rows on a page at most (contract).
const MAX_PER_PAGE: i64 = 100;

/// A resource that has no page.
#[derive(Template)]
#[template(source = "", ext = "html")]
pub(crate) struct Shown<T: Serialize> {
    pub(crate) resource: T,
}

impl<T: Serialize + Send + 'static> Page for Shown<T> {
    type Resource = T;
    fn resource(&self) -> &T {
        &self.resource
    }
}

/// `GET /me`
pub(crate) async fn show_me(Who(who): Who<Customer>, app: App) -> Answer<Shown<CreditorMeApiDto>> {
    app.show(who, |db, who| {
        let creditor = store::clients::customer::company(db, who)?;
        Ok(Shown { resource: CreditorMeApiDto::from(&creditor) })
    })
    .await
}

/// `GET /users`
///
/// # Errors
/// If the page number is wrong.
pub(crate) async fn list_users(Who(who): Who<Customer>, asked: Asked, app: App) -> Answer<Shown<UserListDto>> {
    let paging = asked.paging(USUAL_USERS_PER_PAGE, MAX_PER_PAGE)?;
    app.show(who, move |db, who| {
        let team = store::clients::customer::team(db, who)?;
        let users: Vec<_> = paging.of(&team).map(CollectionPartnerUserDto::from).collect();
        let total = i64::try_from(team.len()).unwrap_or(i64::MAX);
        Ok(Shown { resource: UserListDto { page: PageData::new(total, paging, users.len()), users } })
    })
    .await
}
