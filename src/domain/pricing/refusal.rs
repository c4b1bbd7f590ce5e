//! What is refused about prices, in words.

use rust_decimal::Decimal;
use thiserror::Error;

use crate::domain::money::{Currency, Rate};

/// A refusal of a pricing. Amounts are in minor units of the case's currency.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PricingRefusal {
    /// The change of the claim changes the success fee.
    #[error("{}", price_change(*intentional, *current, *proposed, warning.as_deref()))]
    PriceChange {
        /// Whether the present rate was set on purpose (quote, custom price).
        intentional: bool,
        /// The present rate.
        current: Rate,
        /// The rate after the change.
        proposed: Rate,
        /// What else to consider.
        warning: Option<String>,
    },
    /// A rate that was set on purpose cannot be replaced by the standard rate here.
    #[error(
        "The success fee was agreed for this case and cannot be replaced by the standard one. Keep the agreed rate, or ask the platform."
    )]
    IntentionalRateKept,
    /// The claim's currency has no exchange rate.
    #[error(
        "No exchange rate for {currency} is known, so the claim cannot be priced. The operator was told; try later."
    )]
    NoRate {
        /// The currency.
        currency: Currency,
    },
    /// The claim is too small for a standard rate.
    #[error("The claim is below {minimum_usd} USD, and smaller claims have no standard rate.")]
    BelowMinimum {
        /// The smallest claim, in US dollars.
        minimum_usd: Decimal,
    },
    /// The older parts of a claim are larger than the younger parts that include them.
    #[error(
        "The part overdue more than 24 months must be within the part overdue more than 12 months, and that within the whole claim."
    )]
    AgesOutOfOrder,
}

fn price_change(intentional: bool, current: Rate, proposed: Rate, warning: Option<&str>) -> String {
    let mut text = if intentional {
        format!(
            "The success fee of {current} % was agreed for this case; the standard one would become {proposed} %. Keep the agreed rate to go on."
        )
    } else {
        format!("The change moves the success fee from {current} % to {proposed} %. Confirm the new rate to go on.")
    };
    if let Some(warning) = warning {
        text.push(' ');
        text.push_str(warning);
    }
    text
}
