//! Amounts side by side in a bar; every bar has its legend.

use crate::domain::money::Money;

/// A part of a bar of amounts.
pub(crate) struct Part {
    /// The colour's class.
    pub class: &'static str,
    /// In words.
    pub label: &'static str,
    /// How much.
    pub amount: Money,
    /// Where it begins.
    pub x: i64,
    /// How wide it is.
    pub width: i64,
}

/// The parts of an amount, laid side by side in a bar 1000 wide.
pub(crate) fn bar(parts: &[(&'static str, &'static str, Money)]) -> Vec<Part> {
    let total: i64 = parts.iter().map(|(_, _, amount)| amount.minor().max(0)).sum();
    let mut x = 0;
    parts
        .iter()
        .filter(|(_, _, amount)| amount.is_positive())
        .map(|(class, label, amount)| {
            let width = (i128::from(amount.minor()) * 1000 / i128::from(total.max(1))).max(5);
            let width = i64::try_from(width).unwrap_or(1000);
            let part = Part { class, label, amount: *amount, x, width: (width - 3).max(2) };
            x += width;
            part
        })
        .collect()
}
