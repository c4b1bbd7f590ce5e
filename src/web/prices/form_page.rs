//! The form of a price list (for whom, where, rates, first day) with a preview of its effect.

use askama::Template;
use chrono::NaiveDate;

use super::page::place;
use super::resource::PreviewResource;
use crate::actions::prices::{Preview, Sample};
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::ids::PriceId;
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::{MAX_BRACKETS, MAX_SURCHARGES, Overdue, Price, dollars};
use crate::store::people::parties::Choices;
use crate::store::prices::Listed;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::{Failure, Fields, Filled, Page};

/// The form of a new list.
pub(super) fn fresh(source: PricingSource, today: NaiveDate) -> Fields {
    let fields = Fields::default()
        .with("source", source.name())
        .with("validFrom", today.succ_opt().unwrap_or(today).to_string());
    if source == PricingSource::CreditorCustomPricing {
        return fields;
    }
    let aged = [("0", "12", "10"), ("1", "24", "20")];
    aged.iter().fold(fields, |fields, (at, months, points)| {
        fields
            .with(&format!("surcharges.{at}.over"), *months)
            .with(&format!("surcharges.{at}.unit"), "months")
            .with(&format!("surcharges.{at}.points"), *points)
    })
}

/// The form of a list that replaces another: filled with the old one's content, from tomorrow on.
pub(super) fn fields_of(old: &Listed, today: NaiveDate) -> Fields {
    let (row, list) = (&old.row, &old.list);
    let from = today.max(row.valid_from);
    let from = if row.valid_from > today { from } else { from.succ_opt().unwrap_or(from) };
    let mut fields = Fields::default()
        .with("source", row.source.name())
        .with("name", row.name.as_str())
        .with("countries", list.countries.join(", "))
        .with("validFrom", from.to_string());
    if let Some(to) = row.valid_to {
        fields = fields.with("validTo", to.to_string());
    }
    for (at, (from, rate)) in list.grid.brackets().iter().enumerate() {
        fields = fields
            .with(&format!("brackets.{at}.from"), dollars(*from))
            .with(&format!("brackets.{at}.percent"), rate.to_string());
    }
    for (at, one) in list.grid.surcharges().iter().enumerate() {
        let (over, unit) = match one.over {
            Overdue::Months(months) => (months, "months"),
            Overdue::Days(days) => (days, "days"),
        };
        fields = fields
            .with(&format!("surcharges.{at}.over"), over.to_string())
            .with(&format!("surcharges.{at}.unit"), unit)
            .with(&format!("surcharges.{at}.points"), one.points.to_string());
    }
    fields
}

/// The names of a row's fields.
pub(super) struct Cells {
    /// The row's number as part of its labels; "" for the first row.
    pub number: String,
    /// The field with the lowest amount or the age.
    pub from: String,
    /// The field with the unit of the age.
    pub unit: String,
    /// The field with the percentage or percentage points.
    pub rate: String,
}

/// As many rows as are filled, and some to fill.
pub(super) fn cells(fields: &Fields, name: &str, from: &str, rate: &str, least: usize, most: usize) -> Vec<Cells> {
    let filled = |(_, row): &(usize, Fields)| !row.text(from).trim().is_empty() || !row.text(rate).trim().is_empty();
    let last = fields.things(name).iter().filter(|row| filled(row)).map(|(at, _)| at + 1).max().unwrap_or_default();
    (0..(last + 1).clamp(least, most))
        .map(|at| Cells {
            number: if at == 0 { String::new() } else { (at + 1).to_string() },
            from: format!("{name}.{at}.{from}"),
            unit: format!("{name}.{at}.unit"),
            rate: format!("{name}.{at}.{rate}"),
        })
        .collect()
}

/// The choice of who a new price list is for.
#[derive(Template)]
#[template(path = "prices/kinds.html")]
pub(crate) struct KindsPage;

impl Page for KindsPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl KindsPage {
    fn kinds(&self) -> [Kind; 4] {
        [
            Kind {
                source: PricingSource::CreditorCustomPricing,
                name: "One creditor with one agency",
                why: "Creditor custom pricing: comes before everything else",
            },
            Kind {
                source: PricingSource::ManagingPartnerCustomPricing,
                name: "The clients of a platform",
                why: "Managing partner custom pricing: after a price of their own",
            },
            Kind {
                source: PricingSource::JurisdictionCustomPricing,
                name: "A zone of countries",
                why: "Jurisdiction custom pricing: for everybody whose debtor is there",
            },
            Kind {
                source: PricingSource::PartnerCustomPricing,
                name: "The work of an agency",
                why: "Partner custom pricing: the last before the standard agreement",
            },
        ]
    }
}

/// A kind of price list to choose.
struct Kind {
    source: PricingSource,
    name: &'static str,
    why: &'static str,
}

/// A sample claim in the table of what would change.
struct Change {
    sample: Sample,
}

impl Change {
    fn place(&self) -> String {
        match self.sample.countries.as_slice() {
            few if few.len() <= 3 => few.iter().map(|code| filters::country_short(code)).collect::<Vec<_>>().join(", "),
            many => format!("{} countries", many.len()),
        }
    }

    fn amount(&self) -> String {
        let usd = Currency::parse("USD").map(|usd| Money::new(self.sample.usd_minor, usd));
        usd.map_or_else(String::new, |money| filters::shown(money).trim_end_matches(".00").to_owned())
    }

    fn age(&self) -> String {
        self.sample.over.map_or_else(|| "not old".to_owned(), |over| format!("over {over}"))
    }

    fn figure(price: &Option<Price>) -> String {
        price.as_ref().map_or_else(|| "none".to_owned(), |price| format!("{} %", price.total))
    }

    fn source(price: &Option<Price>) -> &'static str {
        price.as_ref().map_or("needs a quote", |price| price.source.label())
    }

    fn before(&self) -> String {
        Self::figure(&self.sample.before)
    }

    fn after(&self) -> String {
        Self::figure(&self.sample.after)
    }

    fn source_before(&self) -> &'static str {
        Self::source(&self.sample.before)
    }

    fn source_after(&self) -> &'static str {
        Self::source(&self.sample.after)
    }

    fn is_same(&self) -> bool {
        self.before() == self.after() && self.source_before() == self.source_after()
    }

    /// Whether it becomes more expensive, cheaper, or neither.
    fn direction(&self) -> &'static str {
        let total = |price: &Option<Price>| price.as_ref().map(|price| price.total);
        match (total(&self.sample.before), total(&self.sample.after)) {
            (Some(before), Some(after)) if after > before => "dearer",
            (Some(before), Some(after)) if after < before => "cheaper",
            (None, Some(_)) => "new",
            _ => "",
        }
    }
}

/// The preview above the form.
struct Review {
    list: Listed,
    changes: Vec<Change>,
    waiting: i64,
}

impl Review {
    fn place(&self) -> String {
        place(&self.list.list)
    }

    fn unchanged(&self) -> bool {
        self.changes.iter().all(Change::is_same)
    }
}

#[derive(Template)]
#[template(path = "prices/form.html")]
pub(crate) struct PriceFormPage {
    resource: Option<PreviewResource>,
    form: Filled,
    source: PricingSource,
    old: Option<Listed>,
    choices: Choices,
    review: Option<Review>,
    brackets: Vec<Cells>,
    surcharges: Vec<Cells>,
}

impl Page for PriceFormPage {
    type Resource = Option<PreviewResource>;
    fn resource(&self) -> &Option<PreviewResource> {
        &self.resource
    }
}

impl PriceFormPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        replaced: Option<PriceId>,
        preview: Option<Preview>,
        form: Filled,
    ) -> Result<Self, Failure> {
        let old = replaced.map(|id| store::prices::load(db, who, id)).transpose()?;
        let source = old.as_ref().map(|old| old.row.source).or_else(|| PricingSource::parse(form.text("source")));
        let review = preview.map(|preview| {
            // Shown as of its first day, when a future list is in force.
            let resource = PreviewResource::new(&preview, preview.list.row.valid_from);
            let Preview { list, samples, waiting } = preview;
            let changes = samples.into_iter().map(|sample| Change { sample }).collect();
            (resource, Review { list, changes, waiting })
        });
        let (resource, review) = review.unzip();
        Ok(Self {
            resource,
            brackets: cells(&form.fields, "brackets", "from", "percent", 4, MAX_BRACKETS),
            surcharges: cells(&form.fields, "surcharges", "over", "points", 2, MAX_SURCHARGES),
            form,
            source: source.unwrap_or(PricingSource::JurisdictionCustomPricing),
            old,
            choices: store::people::parties::choices(db, who)?,
            review,
        })
    }

    fn title(&self) -> String {
        match &self.old {
            Some(old) => format!("Change the prices of {}", old.list.name),
            None => match self.source {
                PricingSource::CreditorCustomPricing => "Prices of one creditor with one agency".to_owned(),
                PricingSource::ManagingPartnerCustomPricing => "Prices of a platform’s clients".to_owned(),
                PricingSource::PartnerCustomPricing => "Prices of an agency".to_owned(),
                _ => "Prices of a zone".to_owned(),
            },
        }
    }

    /// Where the form is sent.
    fn action(&self) -> String {
        match &self.old {
            Some(old) => format!("{}/{}/change", super::PRICES, old.row.id),
            None => super::PRICES.to_owned(),
        }
    }

    fn preview_action(&self) -> String {
        match &self.old {
            Some(old) => format!("{}/{}/preview", super::PRICES, old.row.id),
            None => format!("{}/preview", super::PRICES),
        }
    }

    fn back(&self) -> String {
        match &self.old {
            Some(old) => format!("{}/{}", super::PRICES, old.row.id),
            None => super::PRICES.to_owned(),
        }
    }

    fn has_creditor(&self) -> bool {
        self.old.is_none() && self.source == PricingSource::CreditorCustomPricing
    }

    fn has_platform(&self) -> bool {
        self.old.is_none() && self.source == PricingSource::ManagingPartnerCustomPricing
    }

    fn has_agency(&self) -> bool {
        self.old.is_none() && self.source != PricingSource::JurisdictionCustomPricing
    }

    fn is_zone(&self) -> bool {
        matches!(self.source, PricingSource::JurisdictionCustomPricing | PricingSource::StandardAgreement)
    }

    fn is_standard(&self) -> bool {
        self.source == PricingSource::StandardAgreement
    }

    /// All fields as sent, as hidden fields that keep the reviewed content.
    fn sent(&self) -> Vec<(&str, &str)> {
        let all = self.form.fields.0.iter();
        all.flat_map(|(name, texts)| texts.iter().map(move |text| (name.as_str(), text.as_str()))).collect()
    }

    fn units(&self) -> [(&'static str, &'static str); 2] {
        [("months", "months"), ("days", "days")]
    }
}
