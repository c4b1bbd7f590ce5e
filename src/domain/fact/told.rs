//! What a client reads of the history of its case.

/// The sentence with which the texts about payments end. What stands before it says how agency and operator share.
pub(super) const OUTSTANDING_NOW: &str = "Outstanding now";

/// Kinds of facts that concern only the agency.
const OF_AGENCY_ALONE: [&str; 3] = ["HandlerAssigned", "ReferenceChanged", "LinksRevoked"];

/// The text of an entry as the client reads it; `None` for an entry that concerns only the agency.
pub fn text_for_client<'a>(kind: &str, text: &'a str) -> Option<&'a str> {
    if OF_AGENCY_ALONE.contains(&kind) {
        return None;
    }
    if !kind.starts_with("Payment") {
        return Some(text);
    }
    Some(text.find(OUTSTANDING_NOW).and_then(|from| text.get(from..)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::text_for_client;
    use crate::domain::fact::Fact;
    use crate::domain::money::{Currency, Money};
    use crate::domain::payment::{CommissionStatus, Recipient};

    #[test]
    fn a_client_does_not_read_how_agency_and_operator_share() {
        let euros = |minor| Money::new(minor, Currency::parse("EUR").expect("a currency"));
        let fact = Fact::PaymentRecorded {
            amount: euros(10_000),
            recipient: Recipient::CollectionPartner,
            commission: CommissionStatus::Paid,
            creditor: euros(9_000),
            agency: euros(1_000),
            operator: euros(400),
            over: euros(0),
            outstanding: euros(5_000),
        };
        let text = fact.text().description;
        assert!(text.contains("share"), "{text}");
        assert_eq!(text_for_client(fact.kind(), &text), Some("Outstanding now 50.00 EUR."));
        assert_eq!(text_for_client("Note", "Called."), Some("Called."));
        assert_eq!(text_for_client("HandlerAssigned", "To Ada."), None);
        assert_eq!(text_for_client("PaymentRecorded", "Something else."), Some(""));
    }
}
