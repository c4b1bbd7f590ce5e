//! The record that an agency keeps of its part of a case that another agency has now.

use askama::Template;

use super::resource::{FormerCaseDto, FormerCasesDto, FormerDocumentDto};
use crate::config::Config;
use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::ids::CaseId;
use crate::domain::money::Money;
use crate::store::Db;
use crate::store::books::payments::{self, Payment};
use crate::store::cases::engagements::{self, Former};
use crate::store::cases::messages::{self, Message};
use crate::store::documents;
use crate::store::facts::{self, Entry};
use crate::web::documents::signed_link;
use crate::web::filters::{self, shown};
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;
use crate::web::http::who::Who;
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Failure, Id, Page};

/// The address of the list.
pub(crate) const FORMER_CASES: &str = "/partner/former-cases";

/// `GET /former-cases`: cases that another agency has now, the latest first.
///
/// # Errors
/// If the page number is wrong.
pub(crate) async fn list_former(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<FormerCasesPage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, who| FormerCasesPage::load(db, who, paging)).await
}

/// `GET /former-cases/{id}`: the agency's own part of such a case, read-only.
///
/// # Errors
/// If the agency never had the case, or still has it.
pub(crate) async fn show_former(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<FormerCasePage> {
    let (config, now) = (app.config().clone(), app.now());
    app.show(who, move |db, who| FormerCasePage::load(db, who, id.0, &config, now)).await
}

/// The list.
#[derive(Template)]
#[template(path = "engagements/list.html")]
pub(crate) struct FormerCasesPage {
    resource: FormerCasesDto,
    rows: Vec<Former>,
    paging: Paging,
}

impl Page for FormerCasesPage {
    type Resource = FormerCasesDto;
    fn resource(&self) -> &FormerCasesDto {
        &self.resource
    }
}

impl FormerCasesPage {
    fn load(db: &mut Db, who: &Partner, paging: Paging) -> Result<Self, Failure> {
        let (rows, total) = engagements::former_of(db, who, (paging.skip(), paging.size))?;
        let resource = FormerCasesDto {
            page: PageData::new(total, paging, rows.len()),
            cases: rows.iter().map(Into::into).collect(),
        };
        Ok(Self { resource, rows, paging })
    }

    fn pager(&self) -> Pager {
        let page = |number: i64| format!("{FORMER_CASES}?page={number}");
        Pager::counted(self.paging, self.resource.page.total_results, false, self.rows.len(), page).of("cases")
    }
}

/// The record.
#[derive(Template)]
#[template(path = "engagements/record.html")]
pub(crate) struct FormerCasePage {
    resource: FormerCaseDto,
    former: Former,
    timeline: Vec<Entry>,
    messages: Vec<Message>,
    payments: Vec<Payment>,
}

impl Page for FormerCasePage {
    type Resource = FormerCaseDto;
    fn resource(&self) -> &FormerCaseDto {
        &self.resource
    }
}

impl FormerCasePage {
    fn load(db: &mut Db, who: &Partner, id: CaseId, config: &Config, now: Moment) -> Result<Self, Failure> {
        let former = engagements::load_former(db, who, id)?;
        let timeline = facts::timeline_of(db, &former, id)?;
        let messages = messages::of_case(db, &former, id)?;
        let payments = payments::of_former(db, &former)?;
        let documents = documents::of_case(db, &former, id)?;
        let document = |one: documents::Document| FormerDocumentDto {
            url: signed_link(config, one.id, now),
            id: one.id.to_string(),
            file_name: one.file_name,
        };
        let resource = FormerCaseDto {
            case: (&former).into(),
            timeline: timeline.iter().map(Into::into).collect(),
            messages: messages.iter().map(Into::into).collect(),
            payments: payments.iter().map(Into::into).collect(),
            documents: documents.into_iter().map(document).collect(),
        };
        Ok(Self { resource, former, timeline, messages, payments })
    }

    fn documents(&self) -> Vec<(&str, &str)> {
        self.resource.documents.iter().map(|one| (one.url.as_str(), one.file_name.as_str())).collect()
    }

    fn amount(payment: &Payment) -> Money {
        payment.money(payment.amount)
    }

    fn commission(payment: &Payment) -> Money {
        payment.money(payment.payout_partner)
    }

    /// Labels and texts.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let one = &self.former.engagement;
        crate::web::wording::known([
            ("Your reference", one.partner_reference.clone()),
            ("Principal", Some(shown(self.former.money(self.former.principal)))),
            ("Outstanding then", one.outstanding.map(|minor| shown(self.former.money(minor)))),
        ])
    }
}
