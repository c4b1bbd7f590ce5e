//! A bar of amounts side by side, with its legend.

use crate::domain::money::Money;

/// One part of the bar.
pub(crate) struct Part {
    /// CSS class of the colour.
    pub class: &'static str,
    pub label: &'static str,
    pub amount: Money,
    /// Left edge, of 1000.
    pub x: i64,
    /// Width, of 1000.
    pub width: i64,
}

/// Lays amounts side by side in a bar 1000 wide.
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
