//! Cases of a referral partner's clients, as far as they came through it: read, priced, and given files.

pub(crate) mod query;
pub(crate) mod resource;

use actix_web::{HttpRequest, web};

use crate::actions::cases;
use crate::domain::actor::Referrer;
use crate::domain::calendar::Moment;
use crate::domain::ids::CaseId;
use crate::domain::jurisdiction::Jurisdiction;
use crate::store::cases::of_referrer;
use crate::store::{self, Db};
use crate::web::customer::Shown;
use crate::web::customer::cases::age_date;
use crate::web::customer::coverage::Coverage;
use crate::web::customer::files::take;
use crate::web::customer::forms::PreviewCaseRequest;
use crate::web::documents::resource::CaseFileDto;
use crate::web::filters::country_name;
use crate::web::http::who::{ReferrerAdmin, Who};
use crate::web::http::wire::PageData;
use crate::web::http::{Answer, App, Asked, Failure, Id, Input};
use resource::{
    CasesSummary, FilterOptionCarveoutPartner, FilterOptionCountry, GetCaseDetailResponse, GetCasesResponse,
    GetFilterOptionsResponse, ReferralCoverageItemDto, ReferralPreviewResponse, items,
};

/// Rows on a page, unless asked otherwise (contract).
pub(crate) const USUAL_PER_PAGE: i64 = 10;
/// Rows on a page at most (contract).
pub(crate) const MAX_PER_PAGE: i64 = 100;

/// `GET /cases`
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_cases(Who(who): Who<Referrer>, asked: Asked, app: App) -> Answer<Shown<GetCasesResponse>> {
    let paging = asked.paging(USUAL_PER_PAGE, MAX_PER_PAGE)?;
    let (filter, now) = (query::filter_of(&asked, &who)?, app.now());
    app.show(who, move |db, who| {
        let found = of_referrer::find(db, who, &filter, paging.skip(), paging.size)?;
        let files = store::cases::load_many(db, who, &found.ids)?;
        let cases = items(db, who, &files)?;
        let page = PageData::new(found.total.cases, paging, cases.len());
        Ok(Shown { resource: GetCasesResponse { page, cases, summary: summary(db, who, now)? } })
    })
    .await
}

fn summary(db: &mut Db, who: &Referrer, now: Moment) -> Result<CasesSummary, Failure> {
    let month = crate::domain::month::Month::of(now.date_naive());
    let since = month.first().and_time(chrono::NaiveTime::MIN).and_utc();
    let (states, recent) = of_referrer::summary(db, who, since)?;
    Ok(CasesSummary::new(&states, recent))
}

/// `GET /cases/{id}`: with what full recovery would earn.
///
/// # Errors
/// If the case did not come through them.
pub(crate) async fn show_case(
    Who(who): Who<Referrer>,
    id: Id<CaseId>,
    app: App,
) -> Answer<Shown<GetCaseDetailResponse>> {
    app.show(who, move |db, who| Ok(Shown { resource: resource_of(db, who, id.0)? })).await
}

/// The contract's JSON of a case.
pub(crate) fn resource_of(db: &mut Db, who: &Referrer, id: CaseId) -> Result<GetCaseDetailResponse, Failure> {
    store::clients::customer::of_case(db, who, id)?;
    let file = store::cases::load(db, who, id)?;
    let case = items(db, who, std::slice::from_ref(&file))?.pop().ok_or(Failure::NotFound)?;
    let potential_revenue = resource::potential(db, who, &file)?.map(Into::into);
    Ok(GetCaseDetailResponse { case, potential_revenue })
}

/// `POST /cases/{caseId}/files`: for the client, with a message in the conversation unless it is not wanted.
///
/// # Errors
/// If the case did not come through them, or the file is not accepted.
pub(crate) async fn upload_file(
    who: ReferrerAdmin,
    path: web::Path<String>,
    asked: Asked,
    request: HttpRequest,
    body: web::Payload,
    app: App,
) -> Answer<Shown<Option<CaseFileDto>>> {
    let id = CaseId::parse(&path).ok_or(Failure::MalformedId)?;
    let tells = asked.one("sendChatNotification").is_none_or(|text| !text.eq_ignore_ascii_case("false"));
    let client = move |db: &mut Db, who: &ReferrerAdmin| Ok(store::clients::customer::of_case(db, &who.0, id)?);
    take(who, client, (id, tells), (request, body), app).await
}

/// `POST /cases/preview`: price and agency of a claim whose client is not known. Nothing is stored.
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn preview_case(
    Who(who): Who<Referrer>,
    sent: Input<PreviewCaseRequest>,
    app: App,
) -> Answer<Shown<ReferralPreviewResponse>> {
    let (asked, ctx) = (sent.parse()?, app.context());
    let date = age_date(asked.due, &ctx)?;
    app.show(who, move |db, who| {
        let terms = cases::ClaimTerms { through: Some(who.id), ..asked.terms_of_nobody(date) };
        let found = cases::appraise(db, &terms, &ctx)?;
        Ok(Shown { resource: ReferralPreviewResponse::new(db, who, &asked, &found)? })
    })
    .await
}

/// `GET /coverage`
pub(crate) async fn list_coverage(Who(who): Who<Referrer>, app: App) -> Answer<Shown<Vec<ReferralCoverageItemDto>>> {
    let now = app.now();
    app.show(who, move |db, _| {
        let coverage = Coverage::load(db, now)?;
        let all = Jurisdiction::all();
        Ok(Shown { resource: all.iter().map(|place| ReferralCoverageItemDto::new(place, &coverage)).collect() })
    })
    .await
}

/// `GET /referral-partner/filter-options`
pub(crate) async fn filter_options(Who(who): Who<Referrer>, app: App) -> Answer<Shown<GetFilterOptionsResponse>> {
    app.show(who, |db, who| {
        let mut countries: Vec<FilterOptionCountry> = of_referrer::countries(db, who)?
            .iter()
            .map(|code| FilterOptionCountry {
                id: Jurisdiction::of(code, None).country_number(),
                name: country_name(code),
            })
            .collect();
        countries.sort_by(|one, other| one.name.cmp(&other.name));
        let agencies = of_referrer::carve_out_agencies(db, who)?;
        let carveout_partners =
            agencies.into_iter().map(|(id, name)| FilterOptionCarveoutPartner { id: id.to_string(), name }).collect();
        Ok(Shown { resource: GetFilterOptionsResponse { countries, carveout_partners } })
    })
    .await
}
