//! Claims that no agency serves, by place and kind of debtor.

use std::collections::BTreeMap;

use askama::Template;

use super::page::place;
use super::resource::CoverageGapDto;
use crate::domain::actor::Operator;
use crate::domain::case::DebtorKind;
use crate::domain::money::{Currency, Money};
use crate::store::Db;
use crate::store::coverage::gaps::{self, Gap};
use crate::web::filters;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Failure, Page};
use crate::web::prices::resource::usd;

/// `GET /coverage/gaps`
pub(crate) async fn list_gaps(Who(who): Who<Operator>, app: App) -> Answer<GapsPage> {
    app.show(who, GapsPage::load).await
}

/// The gaps, the largest worth first.
#[derive(Template)]
#[template(path = "coverage/gaps.html")]
pub(crate) struct GapsPage {
    resource: Vec<CoverageGapDto>,
    /// The worth of each, in US cents.
    worths: Vec<i64>,
    is_admin: bool,
}

impl Page for GapsPage {
    type Resource = Vec<CoverageGapDto>;
    fn resource(&self) -> &Vec<CoverageGapDto> {
        &self.resource
    }
}

impl GapsPage {
    fn load(db: &mut Db, who: &Operator) -> Result<Self, Failure> {
        let mut groups: BTreeMap<(String, Option<String>, &str), Vec<Gap>> = BTreeMap::new();
        for gap in gaps::newest(db, who)? {
            groups.entry((gap.country.clone(), gap.state.clone(), gap.debtor_kind.name())).or_default().push(gap);
        }
        let mut found: Vec<(i64, CoverageGapDto)> = groups.into_values().filter_map(|gaps| summary(&gaps)).collect();
        found.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
        let (worths, resource) = found.into_iter().unzip();
        Ok(Self { resource, worths, is_admin: who.is_admin() })
    }

    /// Each gap with its worth.
    fn rows(&self) -> impl Iterator<Item = (&CoverageGapDto, Option<Money>)> {
        let usd = Currency::parse("USD");
        let worth = move |minor: &i64| usd.map(|usd| Money::new(*minor, usd));
        self.resource.iter().zip(self.worths.iter().map(worth))
    }

    fn place(gap: &CoverageGapDto) -> String {
        place(&gap.country, gap.state.as_deref())
    }

    fn kind(gap: &CoverageGapDto) -> &'static str {
        DebtorKind::parse(gap.debtor_type).map_or("", DebtorKind::label)
    }

    /// The form of a rule that would fill the gap.
    fn fill(gap: &CoverageGapDto) -> String {
        let state = gap.state.as_ref().map(|state| format!("&state={state}")).unwrap_or_default();
        format!("{}/new?country={}{state}", super::COVERAGE, gap.country)
    }
}

/// Gaps of one place and kind together, with their worth in US cents. The newest comes first.
fn summary(gaps: &[Gap]) -> Option<(i64, CoverageGapDto)> {
    let newest = gaps.first()?;
    let known: Vec<i64> = gaps.iter().filter_map(|gap| gap.principal_usd).collect();
    let worth = known.iter().fold(0_i64, |sum, minor| sum.saturating_add(*minor));
    let dto = CoverageGapDto {
        country: newest.country.clone(),
        state: newest.state.clone(),
        debtor_type: newest.debtor_kind.name(),
        claims: i64::try_from(gaps.len()).unwrap_or(i64::MAX),
        total_usd: usd(worth),
        least_usd: known.iter().min().copied().map(usd),
        most_usd: known.iter().max().copied().map(usd),
        newest_at: newest.created_at.and_utc(),
    };
    Some((worth, dto))
}
