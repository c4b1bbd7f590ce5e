//! Exchange rates: US dollars for one unit of a currency.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::money::{Currency, Money};

/// Digits of a rate that is worked out from two others: more than either of them has.
const DIGITS: u32 = 10;

/// US dollars for one unit of a currency, from what one euro is worth in either: `dollars / units`, to ten significant
/// digits, half away from zero. None where either is not above zero.
pub fn through_euro(dollars: Decimal, units: Decimal) -> Option<Decimal> {
    if dollars <= Decimal::ZERO || units <= Decimal::ZERO {
        return None;
    }
    let rate = dollars.checked_div(units)?;
    let rounded = rate.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)?;
    Some(rounded.normalize()).filter(|rate| *rate > Decimal::ZERO)
}

/// Exchange rates of one day: US dollars for one unit of a currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsdRates(BTreeMap<&'static str, Decimal>);

impl UsdRates {
    /// The rates of these currencies; the dollar itself is always 1.
    pub fn new(rates: impl IntoIterator<Item = (Currency, Decimal)>) -> Self {
        Self(rates.into_iter().map(|(currency, rate)| (currency.code(), rate)).collect())
    }

    /// US dollars for one unit of this currency.
    pub fn rate(&self, currency: Currency) -> Option<Decimal> {
        if currency.code() == "USD" { Some(Decimal::ONE) } else { self.0.get(currency.code()).copied() }
    }

    /// The amount in US cents, half a cent away from zero; none without a rate for its currency.
    pub fn to_usd_minor(&self, money: Money) -> Option<i64> {
        let dollars = money.to_decimal().checked_mul(self.rate(money.currency())?)?;
        let cents = dollars.checked_mul(Decimal::ONE_HUNDRED)?;
        cents.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()
    }
}
