//! The operator's list of invoices: its filter.

use crate::domain::actor::Operator;
use crate::domain::invoice::InvoiceStatus;
use crate::web::http::lists::{Filter, List, Parameter, Takes};

/// The list of the invoices to all agencies; what is asked for is their status.
pub(crate) static INVOICES: List<Operator, Option<InvoiceStatus>, ()> =
    List { at: "/operator/invoices", filters: &FILTERS, besides: &BESIDES, columns: &[] };

const BESIDES: [Parameter; 2] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Invoices per page."),
];

const FILTERS: [Filter<Operator, Option<InvoiceStatus>>; 1] = [Filter {
    names: &["status"],
    takes: Takes::OneOf(|| InvoiceStatus::ALL.iter().map(|status| status.name()).collect()),
    about: "The states of the invoices.",
    read: |asked, _, wanted, problems| {
        *wanted = asked.single("status", "a status", InvoiceStatus::parse, problems);
    },
    words: |asked, _| asked.one("status").and_then(InvoiceStatus::parse).map(|status| status.label().to_owned()),
    chip: None,
}];
