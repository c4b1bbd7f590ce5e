//! Cases: the list, the case page, and what an agency does with a case.

pub mod input;
pub mod page;
pub mod resource;

use crate::domain::actor::Partner;
use crate::domain::payment::Buckets;
use crate::store;
use crate::store::Db;
use crate::store::cases::CaseFile;
use crate::web::http::{Answer, App, Asked, Failure};
use page::{CaseListPage, Row};
use resource::{InvoiceDto, InvoiceListDto, PageData};

/// `GET /cases`
///
/// # Errors
/// Unknown filters, wrong pages.
pub async fn list_cases(who: Partner, asked: Asked, app: App) -> Answer<CaseListPage> {
    let json = who.person().is_none();
    let paging = asked.paging(if json { 10 } else { 50 }, 100)?;
    let filter = input::filter_of(&asked, &who)?;
    app.show(who, move |db, who| {
        let found = store::cases::find(db, who, &filter, paging.skip(), paging.size, json)?;
        let files = store::cases::load_many(db, who, &found.ids)?;
        let cases = if json { resources(db, who, &files)? } else { Vec::new() };
        let tab = input::tab_of(&asked)?;
        let counts = store::cases::counts(db, who, filter.tests)?;
        Ok(CaseListPage {
            resource: InvoiceListDto { page: PageData::new(found.total.cases, paging, files.len()), cases },
            rows: files.into_iter().map(|file| Row::new(file, who.agency.time_zone)).collect(),
            tabs: page::tabs(&asked, tab, &counts),
            team: store::people::team(db, who)?,
            countries: Vec::new(),
            asked,
            tab,
            paging,
            total: found.total,
        })
    })
    .await
}

/// The contract's cases of some files; a fixed number of queries, however many they are.
fn resources(db: &mut Db, who: &Partner, files: &[CaseFile]) -> Result<Vec<InvoiceDto>, Failure> {
    let agency = store::people::profile(db, who.agency.id)?;
    Ok(files
        .iter()
        .map(|file| {
            let case = &file.case;
            let open = Buckets { principal: case.outstanding, interest: 0, reminder: 0, collection: 0 };
            InvoiceDto::new(file, &agency, &open)
        })
        .collect())
}
