//! Exchange rates: US dollars for one unit of a currency.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::domain::money::{Currency, Money};

/// US dollars for one unit of a currency: above zero, and not rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UsdRate(Decimal);

impl UsdRate {
    /// The dollar's own.
    pub const ONE: Self = Self(Decimal::ONE);

    /// A rate in US dollars; `None` unless it is above zero.
    pub fn new(dollars: Decimal) -> Option<Self> {
        (dollars > Decimal::ZERO).then_some(Self(dollars))
    }

    /// Reads `1.1621`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::new(Decimal::from_str_exact(text).ok()?)
    }

    /// The dollars.
    pub fn dollars(self) -> Decimal {
        self.0
    }

    /// An amount at this rate in US cents, rounded half away from zero; `None` if it is too large.
    pub fn cents(self, money: Money) -> Option<i64> {
        let cents = money.to_decimal().checked_mul(self.0)?.checked_mul(Decimal::ONE_HUNDRED)?;
        cents.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero).to_i64()
    }
}

impl fmt::Display for UsdRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Digits of a rate that is worked out from two others: more than either of them has.
const DIGITS: u32 = 10;

/// US dollars for one unit of a currency, from what one euro is worth in either: `dollars / units`, to ten significant
/// digits, half away from zero. None where either is not above zero.
pub fn through_euro(dollars: Decimal, units: Decimal) -> Option<UsdRate> {
    if dollars <= Decimal::ZERO || units <= Decimal::ZERO {
        return None;
    }
    let rate = dollars.checked_div(units)?;
    let rounded = rate.round_sf_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero)?;
    UsdRate::new(rounded.normalize())
}

/// Exchange rates of one day: US dollars for one unit of a currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsdRates(BTreeMap<&'static str, UsdRate>);

impl UsdRates {
    /// The rates of these currencies; the dollar itself is always 1.
    pub fn new(rates: impl IntoIterator<Item = (Currency, UsdRate)>) -> Self {
        Self(rates.into_iter().map(|(currency, rate)| (currency.code(), rate)).collect())
    }

    /// US dollars for one unit of this currency.
    pub fn rate(&self, currency: Currency) -> Option<UsdRate> {
        if currency.code() == "USD" { Some(UsdRate::ONE) } else { self.0.get(currency.code()).copied() }
    }

    /// The amount in US cents, rounded half away from zero; `None` without a rate for its currency.
    pub fn to_usd_minor(&self, money: Money) -> Option<i64> {
        self.rate(money.currency())?.cents(money)
    }
}
