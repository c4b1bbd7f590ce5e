//! Reads amounts, as systems send them and as people type them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use thiserror::Error;

use super::{Currency, MAX_MINOR_UNITS, Money};

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AmountProblem {
    /// It is empty.
    #[error("Enter an amount.")]
    Missing,
    /// It has characters other than digits and separators.
    #[error("This is not an amount. Write it like 1234.50.")]
    NotAnAmount,
    /// It is negative; negative amounts are not allowed.
    #[error("The amount cannot be negative.")]
    Negative,
    /// It has more decimals than the currency.
    #[error("{} takes at most {} decimals. Write the amount like {}.", currency.code(), currency.exponent(), Money::new(1234 * currency.minor_per_major(), *currency).major())]
    TooManyDecimals {
        /// The currency of the amount.
        currency: Currency,
    },
    /// It has one separator that could mean thousands or decimals.
    #[error("It is unclear whether the separator marks thousands or decimals. Write the amount like 1234 or 1234.500.")]
    Ambiguous,
    /// It is larger than [`super::MAX_MINOR_UNITS`].
    #[error("The amount is too large.")]
    TooLarge,
}

impl Money {
    /// Reads the API's `1234.5` and `1.5e3`, and what people type: `1,234.50`, `1.234,50`, `1 234,50`, `1'234.50`. If
    /// one separator could mean thousands or decimals, the amount is refused: a wrong guess would be wrong by a factor
    /// of a thousand.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AmountProblem::Missing);
        }
        if text.starts_with(['-', '−']) {
            return Err(AmountProblem::Negative);
        }
        let text = text.strip_prefix('+').unwrap_or(text);
        if text.contains(['e', 'E']) {
            return scientific(text, currency);
        }
        let plain: String = text.chars().map(plain_separator).collect();
        if !plain.chars().all(|c| c.is_ascii_digit() || is_separator(c))
            || !plain.contains(|c: char| c.is_ascii_digit())
        {
            return Err(AmountProblem::NotAnAmount);
        }
        let (whole, decimals) = split(&plain, currency)?;
        let digits = ungroup(whole).ok_or(AmountProblem::NotAnAmount)?;
        minor(&digits, decimals, currency).map(|minor| Self::new(minor, currency))
    }
}

/// Maps all kinds of spaces to one, and all kinds of apostrophes to one.
fn plain_separator(c: char) -> char {
    match c {
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => ' ',
        '’' | '‘' | '`' => '\'',
        other => other,
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ' ' | '\'')
}

/// The integer part, still with its separators, and the decimals.
fn split(plain: &str, currency: Currency) -> Result<(&str, &str), AmountProblem> {
    let grouped_otherwise = plain.contains([' ', '\'']);
    let (points, commas) = (plain.matches('.').count(), plain.matches(',').count());
    let at = match (points, commas) {
        (0, 0) => None,
        // Two kinds of separators: the last one marks the decimals and may appear only once.
        (1.., 1..) => {
            let last = plain.rfind(['.', ',']).filter(|at| plain.matches(&plain[*at..=*at]).count() == 1);
            Some(last.ok_or(AmountProblem::NotAnAmount)?)
        }
        (1, 0) => plain.find('.'),
        (0, 1) => match plain.find(',') {
            Some(at) if !grouped_otherwise && could_be_thousands(plain, at) => {
                if currency.exponent() == 3 {
                    return Err(AmountProblem::Ambiguous);
                }
                None
            }
            at => at,
        },
        // Several separators of one kind mark thousands.
        _ => None,
    };
    let Some(at) = at else { return Ok((plain, "")) };
    let (whole, decimals) = (&plain[..at], &plain[at + 1..]);
    if decimals.contains(is_separator) {
        return Err(AmountProblem::NotAnAmount);
    }
    // A system may send 100.0000, but for a person 100.000 may be a hundred thousand.
    let beyond = decimals.get(currency.decimals()..).unwrap_or("");
    if beyond.bytes().any(|digit| digit != b'0') || (!beyond.is_empty() && could_be_thousands(plain, at)) {
        return Err(AmountProblem::TooManyDecimals { currency });
    }
    Ok((whole, decimals))
}

/// Whether the separator at this place could mark thousands: one to three digits before it, not only a zero, and three
/// digits after it.
fn could_be_thousands(plain: &str, at: usize) -> bool {
    let (before, after) = (&plain[..at], &plain[at + 1..]);
    after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0')
}

/// The digits of an integer part, if its groups are valid: one separator throughout, three digits in the last group,
/// two or three in the others (two are usual in India).
fn ungroup(whole: &str) -> Option<String> {
    let mut separators = whole.chars().filter(|c| is_separator(*c));
    let Some(separator) = separators.next() else {
        return Some(whole.to_owned());
    };
    if separators.any(|other| other != separator) {
        return None;
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    let (last, between) = rest.split_last()?;
    let well =
        (1..=3).contains(&first.len()) && last.len() == 3 && between.iter().all(|group| matches!(group.len(), 2 | 3));
    well.then(|| groups.concat())
}

fn minor(whole: &str, decimals: &str, currency: Currency) -> Result<i64, AmountProblem> {
    let exponent = currency.decimals();
    let kept = decimals.get(..exponent.min(decimals.len())).unwrap_or("");
    let digits = format!("{whole}{kept:0<exponent$}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    match significant.parse::<i64>() {
        Ok(minor) if minor <= MAX_MINOR_UNITS => Ok(minor),
        _ => Err(AmountProblem::TooLarge),
    }
}

/// `1e3` and the like, which JSON allows; accepted only as an exact number of minor units.
fn scientific(text: &str, currency: Currency) -> Result<Money, AmountProblem> {
    let (mantissa, power) = text.split_once(['e', 'E']).ok_or(AmountProblem::NotAnAmount)?;
    let power: i32 = power.parse().map_err(|_| AmountProblem::NotAnAmount)?;
    let mantissa_ok = mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && mantissa.len() <= 28;
    let mantissa =
        mantissa_ok.then(|| Decimal::from_str_exact(mantissa).ok()).flatten().ok_or(AmountProblem::NotAnAmount)?;
    if mantissa.is_zero() {
        return Ok(Money::zero(currency));
    }
    let shift = power.saturating_add_unsigned(currency.exponent());
    let mut scaled = mantissa;
    for _ in 0..shift.unsigned_abs().min(60) {
        let step = if shift > 0 { scaled.checked_mul(Decimal::TEN) } else { exact_tenth(scaled) };
        let problem = if shift > 0 { AmountProblem::TooLarge } else { AmountProblem::TooManyDecimals { currency } };
        scaled = step.ok_or(problem)?;
    }
    if !scaled.fract().is_zero() {
        return Err(AmountProblem::TooManyDecimals { currency });
    }
    match scaled.to_i64() {
        Some(minor) if minor <= MAX_MINOR_UNITS => Ok(Money::new(minor, currency)),
        _ => Err(AmountProblem::TooLarge),
    }
}

fn exact_tenth(value: Decimal) -> Option<Decimal> {
    let mut tenth = value.normalize();
    let scale = tenth.scale() + 1;
    tenth.set_scale(scale).ok()?;
    Some(tenth)
}
