//! Imports exchange rates: converted through the euro, each day completely or not at all.

use super::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::money::Currency;
use crate::domain::pricing::{UsdRate, through_euro};
use crate::store::prices::rates::Quote;
use crate::store::{self, Writer};

/// Days imported in one transaction. An interrupted import keeps whole days and continues when it is run again.
const DAYS_PER_TRANSACTION: usize = 250;

/// The rates of one day: units of each currency for one euro.
#[derive(Clone, Debug)]
pub struct EuroRates {
    /// The day.
    pub day: chrono::NaiveDate,
    /// Units for one euro, the dollar among them.
    pub units: Vec<(Currency, rust_decimal::Decimal)>,
}

/// The result of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rates that are new.
    pub new: usize,
    /// Rates that were known and are the same.
    pub known: usize,
    /// Rates that were known with another value. They stay, because amounts may have been computed with them.
    pub different: usize,
    /// Payments that were confirmed while no rate was known, and have one now.
    pub filled: usize,
}

impl EuroRates {
    /// US dollars for one unit of each currency, the euro first. `None` without a rate for the dollar, or with an
    /// invalid rate.
    fn quotes(&self) -> Option<Vec<Quote>> {
        let (_, dollars) = self.units.iter().find(|(currency, _)| currency.code() == "USD")?;
        let euro = Quote { currency: Currency::parse("EUR")?, day: self.day, usd: UsdRate::new(dollars.normalize())? };
        let mut quotes = vec![euro];
        for (currency, units) in self.units.iter().filter(|(currency, _)| currency.code() != "USD") {
            quotes.push(Quote { currency: *currency, day: self.day, usd: through_euro(*dollars, *units)? });
        }
        Some(quotes)
    }
}

/// Stores the rates of these days that are not known yet. `step` is called with the number of days done.
///
/// # Errors
/// At `rates` for a day without a dollar rate. Days stored before an error stay.
pub fn import_rates(
    db: &mut Writer,
    name: &str,
    days: &[EuroRates],
    ctx: &Context,
    mut step: impl FnMut(usize),
) -> Outcome<Imported> {
    let mut sum = Imported::default();
    let mut done = 0;
    for days in days.chunks(DAYS_PER_TRANSACTION) {
        let mut quotes = Vec::new();
        for day in days {
            let found = day.quotes().ok_or_else(|| {
                super::ActionError::At("rates", format!("The rates of {} cannot be reckoned in dollars.", day.day))
            })?;
            quotes.extend(found);
        }
        let part = db.write(|db| {
            let known = store::prices::rates::unscoped::known(db, &quotes)?;
            let new = store::prices::rates::unscoped::insert(db, &quotes)?;
            let different = quotes.iter().filter(|quote| known.get(&quote.key()).is_some_and(|usd| *usd != quote.usd));
            let different = different.count();
            let part = Imported { new, known: quotes.len() - new - different, different, filled: 0 };
            if new > 0 {
                let ends = days.iter().map(|day| day.day);
                let (first, last) = (ends.clone().min().unwrap_or_default(), ends.max().unwrap_or_default());
                let details = [
                    ("file", name.to_owned()),
                    ("from", first.to_string()),
                    ("to", last.to_string()),
                    ("new", new.to_string()),
                ];
                store::facts::audit(db, &Author::system(), "RatesImported", "rates", "ecb", &details, ctx.now)?;
            }
            Ok::<_, super::ActionError>(part)
        })?;
        sum = Imported {
            new: sum.new + part.new,
            known: sum.known + part.known,
            different: sum.different + part.different,
            filled: 0,
        };
        done += days.len();
        step(done);
    }
    sum.filled = fill_rates(db, name, ctx)?;
    Ok(sum)
}

/// Completes payments that were confirmed while no rate was known, each once, with the rate of the day on which it was
/// confirmed. Returns their number.
fn fill_rates(db: &mut Writer, name: &str, ctx: &Context) -> Outcome<usize> {
    let (mut sum, mut behind) = (0, None);
    loop {
        let (filled, last) = db.write(|db| -> Outcome<_> {
            let (filled, last) = store::books::revenue::unscoped::fill_rates(db, behind)?;
            if filled > 0 {
                let details = [("file", name.to_owned()), ("payments", filled.to_string())];
                store::facts::audit(db, &Author::system(), "RatesFilled", "rates", "ecb", &details, ctx.now)?;
            }
            Ok((filled, last))
        })?;
        sum += filled;
        if last.is_none() {
            return Ok(sum);
        }
        behind = last;
    }
}
