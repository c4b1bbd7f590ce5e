//! Amounts as whole minor units of a currency, and success-fee rates as exact decimals. Never floating point.

use std::fmt;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

mod reading;
#[cfg(test)]
mod tests;

pub use reading::AmountProblem;

/// The largest amount, in minor units: 100 billion euros. Products of two such amounts and a rate still fit the
/// integers in which splits are computed.
pub const MAX_MINOR_UNITS: i64 = 10_000_000_000_000;

/// A currency of ISO 4217 with minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Reads a three-letter code; upper and lower case are the same. Codes without minor units (gold, testing) are
    /// refused.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_uppercase();
        iso_currency::Currency::from_code(&code).filter(|currency| currency.exponent().is_some()).map(Self)
    }

    /// The three-letter code, such as `EUR`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The English name, such as `Euro`.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The numeric code of ISO 4217, such as 978.
    pub fn number(self) -> i32 {
        i32::from(self.0.numeric())
    }

    /// How many decimals the currency has: 0 for yen, 2 for euro, 3 for dinar.
    pub fn exponent(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// [`Currency::exponent`] as a length of text.
    pub(super) fn decimals(self) -> usize {
        self.0.exponent().map_or(2, usize::from)
    }

    /// The currency sign if it is widely known and unambiguous, else the code. Only the US dollar is `$`.
    pub fn symbol(self) -> &'static str {
        match self.code() {
            "EUR" => "€",
            "GBP" => "£",
            "USD" => "$",
            "JPY" => "¥",
            "INR" => "₹",
            "PLN" => "zł",
            "ILS" => "₪",
            code => code,
        }
    }

    /// Minor units in one major unit: 100 for euro.
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in one currency, in its minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount of `minor` minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Zero.
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The amount in minor units.
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is zero.
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether the amount is above zero.
    pub fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The amount in major units, exactly.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }

    /// The amount in major units with the currency's number of decimals: `1234.50`.
    pub fn major(self) -> String {
        // The decimal's scale is the currency's exponent, so it is displayed with the right number of decimals.
        self.to_decimal().to_string()
    }

    /// As [`Money::major`], with thousands separators: `1,234.50`.
    pub fn grouped(self) -> String {
        let major = self.major();
        let (sign, digits) = match major.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", major.as_str()),
        };
        let (whole, decimals) = match digits.split_once('.') {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (digits, None),
        };
        let mut text = String::from(sign);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if let Some(decimals) = decimals {
            text.push('.');
            text.push_str(decimals);
        }
        text
    }

    /// The sum; `None` if the currencies differ or on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }

    /// The difference, which may be negative; `None` if the currencies differ or on overflow.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_sub(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }

    /// The difference, but never below zero. An amount in another currency is ignored.
    pub fn saturating_sub_zero(self, other: Self) -> Self {
        if self.currency != other.currency {
            return self;
        }
        Self::new(self.minor.saturating_sub(other.minor).max(0), self.currency)
    }
}

/// `1,234.50 EUR`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.grouped(), self.currency)
    }
}

/// `total × numerator / denominator`, rounded half away from zero; 0 if the denominator is 0.
pub fn share_of(total: i64, numerator: i128, denominator: i128) -> i64 {
    if denominator == 0 {
        return 0;
    }
    let (mut numerator, mut denominator) = if denominator < 0 {
        (numerator.saturating_neg(), denominator.saturating_neg())
    } else {
        (numerator, denominator)
    };
    let product = loop {
        match i128::from(total).checked_mul(numerator) {
            Some(product) => break product,
            // Overflow is far beyond the largest amount; halving both keeps the ratio and loses only the last
            // digits.
            None => (numerator, denominator) = (numerator / 2, (denominator / 2).max(1)),
        }
    };
    let (quotient, rest) = (product / denominator, (product % denominator).unsigned_abs());
    let away = i128::from(rest >= denominator.unsigned_abs() - rest && rest != 0);
    let rounded = if product < 0 { quotient - away } else { quotient + away };
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

/// A rate in percent: 9.5 is 9.5 %. Between 0 and 100, with at most four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rate(Decimal);

impl Rate {
    /// Zero percent.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A rate in percent, limited to 0 to 100 and rounded to four decimals, half away from zero. More decimals would
    /// overflow the integers in which splits are computed.
    pub fn percent(points: Decimal) -> Self {
        let held = points.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
        Self(held.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize())
    }

    /// Reads `9.5`, `9,5` or `9.5 %`; `None` unless it is a number from 0 to 100 with at most four decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let points = digits.then(|| Decimal::from_str_exact(&text).ok()).flatten()?;
        let rate = Self::percent(points);
        (rate.0 == points).then_some(rate)
    }

    /// The rate in percent.
    pub fn points(self) -> Decimal {
        self.0
    }

    /// The rate as a fraction: 9.5 % is 0.095.
    pub fn fraction(self) -> Decimal {
        (self.0 / Decimal::ONE_HUNDRED).normalize()
    }

    /// The rate in millionths, exactly.
    pub(in crate::domain) fn millionths(self) -> i128 {
        (self.0 * Decimal::from(10_000)).to_i128().unwrap_or_default()
    }
}

/// Without trailing zeros: `9.5`, `20`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

/// A rate that is written as a fraction: 0.4 is 40 %. The agreements and the contract speak of shares so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Share(Rate);

impl Share {
    /// The same as a fraction.
    pub fn of(rate: Rate) -> Self {
        Self(rate)
    }

    /// Reads `0.4`; none when it is no number from 0 to 1 with at most six decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let fraction = Decimal::from_str_exact(text).ok()?;
        let rate = Rate::percent(fraction.checked_mul(Decimal::ONE_HUNDRED)?);
        (rate.fraction() == fraction).then_some(Self(rate))
    }

    /// The fraction.
    pub fn fraction(self) -> Decimal {
        self.0.fraction()
    }

    /// The share in percent.
    pub fn rate(self) -> Rate {
        self.0
    }
}

/// The fraction, without trailing zeros: `0.4`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fraction())
    }
}
