//! Template structs of coverage rules.

use askama::Template;
use chrono::NaiveDate;

use super::forms::{CoverageForm, EndCoverageForm};
use super::query::LIST;
use super::resource::{CoverageDto, CoverageListDto};
use super::{RuleChange, effects};
use crate::actions::Context;
use crate::actions::coverage::Effect;
use crate::domain::actor::Operator;
use crate::domain::ids::CoverageId;
use crate::domain::routing::RoutingRefusal;
use crate::domain::state;
use crate::store::Db;
use crate::store::coverage::{self, Listed, RuleFilter};
use crate::store::people::parties;
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::{Chip, Choices, Pager};
use crate::web::http::request::understood;
use crate::web::http::wire::PageData;
use crate::web::http::{Asked, Failure, Fields, Filled, Page};
use crate::web::wording::countries;

/// The fields of the form of a rule, as they come in an address.
pub(super) const FIELDS: [&str; 10] = [
    "collectionPartnerId",
    "country",
    "state",
    "debtorType",
    "currencyCode",
    "least",
    "most",
    "amountCurrency",
    "validFrom",
    "validTo",
];

/// Parameters that are left out of an address that begins the list again.
const FROM_THE_FIRST_PAGE: [&str; 1] = ["page"];

/// Kinds of debtors as choices.
pub(super) const KINDS: [(&str, &str); 3] =
    [("", "Companies and private persons"), ("Company", "Companies only"), ("Private", "Private persons only")];

/// The list of coverage rules.
#[derive(Template)]
#[template(path = "coverage/list.html")]
pub(crate) struct CoveragePage {
    resource: CoverageListDto,
    choices: Choices,
    agencies: Vec<(String, String)>,
    asked: Asked,
    paging: Paging,
    today: NaiveDate,
    is_admin: bool,
}

impl Page for CoveragePage {
    type Resource = CoverageListDto;
    fn resource(&self) -> &CoverageListDto {
        &self.resource
    }
}

impl CoveragePage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        filter: &RuleFilter,
        today: NaiveDate,
        asked: Asked,
        paging: Paging,
    ) -> Result<Self, Failure> {
        let (rules, total) = coverage::find(db, who, filter, today, (paging.skip(), paging.size))?;
        let resource = CoverageListDto {
            page: PageData::new(total, paging, rules.len()),
            rules: rules.iter().map(Into::into).collect(),
        };
        let agencies = parties::choices(db, who)?.agencies;
        let is_admin = who.is_admin();
        Ok(Self { resource, choices: Choices::default(), agencies, asked, paging, today, is_admin })
    }

    fn asked_for(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    fn chips(&self) -> Vec<Chip> {
        LIST.chips(&self.asked, &self.choices, &FROM_THE_FIRST_PAGE)
    }

    fn is_filtered(&self) -> bool {
        ["country", "collectionPartnerId", "ended"].iter().any(|name| !self.asked_for(name).is_empty())
    }

    fn is_over(&self, rule: &CoverageDto) -> bool {
        rule.valid_to.is_some_and(|day| day < self.today)
    }

    /// The country, with the state if there is one.
    fn place(rule: &CoverageDto) -> String {
        place(&rule.country, rule.state.as_deref())
    }

    fn pager(&self) -> Pager {
        let page = |number: i64| LIST.address(&self.asked, &[("page", &number.to_string())], &[]);
        let total = self.resource.page.total_results;
        Pager::counted(self.paging, total, false, self.resource.rules.len(), page).of("rules")
    }
}

/// A place in words: "California, United States".
pub(crate) fn place(country: &str, state: Option<&str>) -> String {
    let country = filters::country_short(country);
    match state.and_then(state::name) {
        Some(state) => format!("{state}, {country}"),
        None => country,
    }
}

/// The states as choices.
pub(super) fn states() -> Vec<(&'static str, &'static str)> {
    std::iter::once(("", "Whole country")).chain(state::all()).collect()
}

/// The form of a rule, with the cases that would get another agency.
#[derive(Template)]
#[template(path = "coverage/rule.html")]
pub(crate) struct RulePage {
    form: Filled,
    agencies: Vec<(String, String)>,
    countries: Vec<(&'static str, String)>,
    states: Vec<(&'static str, &'static str)>,
    kinds: [(&'static str, &'static str); 3],
    /// `None` as long as the fields do not make a rule.
    effects: Option<Vec<Effect>>,
}

impl Page for RulePage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl RulePage {
    pub(super) fn load(db: &mut Db, who: &Operator, form: Filled, ctx: &Context) -> Result<Self, Failure> {
        let effects = match understood::<CoverageForm>(&form.fields) {
            Ok(order) => effects(db, who, &RuleChange::Add(order), ctx).ok(),
            Err(_) => None,
        };
        let countries = std::iter::once(("", "Choose…".to_owned())).chain(countries()).collect();
        let agencies = parties::choices(db, who)?.agencies;
        Ok(Self { form, agencies, countries, states: states(), kinds: KINDS, effects })
    }
}

/// The question before a rule is ended.
#[derive(Template)]
#[template(path = "coverage/end.html")]
pub(crate) struct EndPage {
    form: Filled,
    rule: CoverageDto,
    effects: Vec<Effect>,
}

impl Page for EndPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl EndPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        id: CoverageId,
        form: Option<Filled>,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let listed: Listed = coverage::load(db, who, id)?;
        let today = ctx.now.date_naive();
        if listed.row.valid_to.is_some_and(|day| day < today) {
            return Err(RoutingRefusal::RuleEnded.into());
        }
        let usual = || Filled::with::<EndCoverageForm>(Fields::default().with("lastDay", today.to_string()));
        let effects = effects(db, who, &RuleChange::End(id, today), ctx)?;
        Ok(Self { form: form.unwrap_or_else(usual), rule: CoverageDto::from(&listed), effects })
    }

    fn place(&self) -> String {
        place(&self.rule.country, self.rule.state.as_deref())
    }
}
