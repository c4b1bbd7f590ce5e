//! Template structs of the price lists.

use askama::Template;
use chrono::NaiveDate;

use super::query::{LISTS, filter_of};
use super::resource::{PriceListStatus, PriceResource, PricesResource};
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::ids::PriceId;
use crate::domain::pricing::{CHAIN, Grid, PriceList, dollars};
use crate::store::people::parties::Choices;
use crate::store::prices::{Listed, PriceFilter, When};
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::{self, Pager};
use crate::web::http::wire::PageData;
use crate::web::http::{Asked, Failure, Fields, Filled, Page};

/// The filters of a query.
pub(super) fn filters_of(asked: &Asked) -> Fields {
    let known = LISTS.filter_names().filter_map(|name| Some((name, asked.one(name)?)));
    known.fold(Fields::default(), |fields, (name, text)| fields.with(name, text))
}

/// Where a list is in force, in short: "DE, AT", "32 countries", "every country".
pub(super) fn place(list: &PriceList) -> String {
    match list.countries.as_slice() {
        [] if list.source == PricingSource::StandardAgreement => "every other country".to_owned(),
        [] => "every country".to_owned(),
        few if few.len() <= 4 => few.iter().map(|code| filters::country_short(code)).collect::<Vec<_>>().join(", "),
        many => format!("{} countries", many.len()),
    }
}

/// The rates of a list in short: "9.5 %", "20 % to 6 %".
pub(super) fn rates(grid: &Grid) -> String {
    match grid.brackets() {
        [(_, only)] => format!("{only} %"),
        [(_, first), .., (_, last)] => format!("{first} % to {last} %"),
        [] => String::new(),
    }
}

/// A grid for people: one row per bracket, one column per age.
pub(super) struct GridTable {
    /// Column headings: "over 12 months".
    pub ages: Vec<String>,
    /// The lowest amount, and the total rate at each age.
    pub rows: Vec<(String, Vec<String>)>,
}

impl GridTable {
    pub(super) fn of(grid: &Grid) -> Self {
        let ages = grid.surcharges().iter().map(|one| format!("over {}", one.over)).collect();
        let brackets = grid.brackets();
        let rows = brackets.iter().enumerate().map(|(at, (from, rate))| {
            let range = match brackets.get(at + 1) {
                _ if brackets.len() == 1 && *from == 0 => "every amount".to_owned(),
                Some((below, _)) => format!("USD {} to {}", dollars(*from), dollars(below - 1)),
                None => format!("USD {} and more", dollars(*from)),
            };
            let plain = std::iter::once(format!("{rate} %"));
            let aged =
                grid.surcharges().iter().map(|one| format!("{} %", (rate.points() + one.points.points()).normalize()));
            (range, plain.chain(aged).collect())
        });
        Self { ages, rows: rows.collect() }
    }
}

struct PriceListRow {
    list: Listed,
    standing: PriceListStatus,
}

impl PriceListRow {
    fn place(&self) -> String {
        place(&self.list.list)
    }

    fn rates(&self) -> String {
        rates(&self.list.list.grid)
    }
}

#[derive(Template)]
#[template(path = "prices/list.html")]
pub(crate) struct PricesPage {
    resource: PricesResource,
    rows: Vec<PriceListRow>,
    form: Filled,
    choices: Choices,
    asked: Asked,
    paging: Paging,
    is_admin: bool,
}

impl Page for PricesPage {
    type Resource = PricesResource;
    fn resource(&self) -> &PricesResource {
        &self.resource
    }
}

impl PricesPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        form: Filled,
        asked: &Asked,
        paging: Paging,
        today: NaiveDate,
    ) -> Result<Self, Failure> {
        let filter = filter_of(db, who, asked)?;
        let (found, total) = store::prices::find(db, who, &filter, today, paging.skip(), paging.size)?;
        let mut page = Self::none(db, who, form, asked, paging, today)?;
        page.resource = PricesResource {
            page: PageData::new(total, paging, found.len()),
            prices: found.iter().map(|list| PriceResource::new(list, today)).collect(),
        };
        page.rows =
            found.into_iter().map(|list| PriceListRow { standing: PriceListStatus::of(&list, today), list }).collect();
        Ok(page)
    }

    /// The page without any list, if its filters are wrong.
    pub(super) fn none(
        db: &mut Db,
        who: &Operator,
        form: Filled,
        asked: &Asked,
        paging: Paging,
        _today: NaiveDate,
    ) -> Result<Self, Failure> {
        Ok(Self {
            resource: PricesResource { page: PageData::new(0, paging, 0), prices: Vec::new() },
            rows: Vec::new(),
            form,
            choices: store::people::parties::choices(db, who)?,
            asked: asked.clone(),
            paging,
            is_admin: who.is_admin(),
        })
    }

    fn sources(&self) -> Vec<(&'static str, &'static str)> {
        let every = CHAIN.iter().map(|source| (source.name(), source.label()));
        std::iter::once(("", "Every place")).chain(every).collect()
    }

    /// The tabs: value of `when`, and label.
    fn times(&self) -> [(&'static str, &'static str); 4] {
        [("current", "In force"), ("future", "To come"), ("past", "Over"), ("all", "All")]
    }

    fn is_now(&self, when: &str) -> bool {
        let asked = self.form.text("when");
        asked.eq_ignore_ascii_case(when) || (asked.is_empty() && when == "current")
    }

    /// The address with another value of a name, from its first page on.
    fn with(&self, name: &str, text: &str) -> String {
        LISTS.address(&self.asked, &[(name, text)], &["page"])
    }

    fn is_filtered(&self) -> bool {
        LISTS.is_filtered(&self.asked, &lists::Choices::default())
    }

    fn pager(&self) -> Pager {
        let total = self.resource.page.total_results;
        Pager::counted(self.paging, total, false, self.rows.len(), |page| self.with("page", &page.to_string()))
            .of("price lists")
    }
}

/// One list: what it says, and what came before and comes after.
#[derive(Template)]
#[template(path = "prices/price.html")]
pub(crate) struct PricePage {
    resource: PriceResource,
    list: Listed,
    grid: GridTable,
    others: Vec<PriceListRow>,
    is_admin: bool,
}

impl Page for PricePage {
    type Resource = PriceResource;
    fn resource(&self) -> &PriceResource {
        &self.resource
    }
}

impl PricePage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: PriceId, today: NaiveDate) -> Result<Self, Failure> {
        let list = store::prices::load(db, who, id)?;
        let alike = store::prices::unscoped::alike(db, list.row.source, list.list.parties)?;
        // Zones have no parties; lists of the same zone share a name.
        let others = alike.into_iter().filter(|other| other.row.id != id && other.list.name == list.list.name);
        Ok(Self {
            resource: PriceResource::new(&list, today),
            others: others.map(|list| PriceListRow { standing: PriceListStatus::of(&list, today), list }).collect(),
            grid: GridTable::of(&list.list.grid),
            list,
            is_admin: who.is_admin(),
        })
    }

    fn countries(&self) -> String {
        let names: Vec<String> = self.list.list.countries.iter().map(|code| filters::country_short(code)).collect();
        if names.is_empty() { "every country".to_owned() } else { names.join(", ") }
    }

    fn is_live(&self) -> bool {
        matches!(self.resource.status, PriceListStatus::Current | PriceListStatus::Future)
    }

    fn is_standard(&self) -> bool {
        self.list.row.source == PricingSource::StandardAgreement
    }
}

/// The question before a list is ended.
#[derive(Template)]
#[template(path = "prices/end.html")]
pub(crate) struct EndPage {
    list: Listed,
    form: Filled,
}

impl Page for EndPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl EndPage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: PriceId, form: Filled) -> Result<Self, Failure> {
        Ok(Self { list: store::prices::load(db, who, id)?, form })
    }

    fn place(&self) -> String {
        place(&self.list.list)
    }
}

/// A zone with its countries and rates.
struct Zone {
    list: Listed,
    grid: GridTable,
    countries: String,
}

#[derive(Template)]
#[template(path = "prices/zones.html")]
pub(crate) struct ZonesPage {
    resource: PricesResource,
    zones: Vec<Zone>,
    is_admin: bool,
}

impl Page for ZonesPage {
    type Resource = PricesResource;
    fn resource(&self) -> &PricesResource {
        &self.resource
    }
}

impl ZonesPage {
    pub(super) fn load(db: &mut Db, who: &Operator, today: NaiveDate) -> Result<Self, Failure> {
        let mut lists = Vec::new();
        for source in [PricingSource::JurisdictionCustomPricing, PricingSource::StandardAgreement] {
            let filter = PriceFilter { source: Some(source), when: Some(When::Current), ..PriceFilter::default() };
            lists.extend(store::prices::find(db, who, &filter, today, 0, 300)?.0);
        }
        let paging = Paging { page: 1, size: 600 };
        let total = i64::try_from(lists.len()).unwrap_or(i64::MAX);
        let resource = PricesResource {
            page: PageData::new(total, paging, lists.len()),
            prices: lists.iter().map(|list| PriceResource::new(list, today)).collect(),
        };
        let zones = lists
            .into_iter()
            .map(|list| Zone {
                grid: GridTable::of(&list.list.grid),
                countries: match list.list.countries.as_slice() {
                    [] => "Every country that no other zone names".to_owned(),
                    named => named.iter().map(|code| filters::country_short(code)).collect::<Vec<_>>().join(", "),
                },
                list,
            })
            .collect();
        Ok(Self { resource, zones, is_admin: who.is_admin() })
    }
}
