//! The list of payouts: filters and columns.

use super::page::PayoutTableRow;
use super::resource::CATEGORY;
use crate::domain::actor::Partner;
use crate::domain::ids::InvoiceId;
use crate::domain::money::Currency;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::store::books::payouts::PayoutFilter;
use crate::web::http::lists::{
    Column, Control, Filter, List, Parameter, Shown, TableCell, Takes, days_in_words, handler_in_words, handler_of,
    handlers, options,
};

type PayoutsBy = Filter<Partner, PayoutFilter>;

pub(crate) static PAYOUTS: List<Partner, PayoutFilter, PayoutTableRow> =
    List { at: "/partner/balance", filters: &FILTERS, besides: &BESIDES, columns: &COLUMNS };

const BESIDES: [Parameter; 5] = [
    Parameter::new("pageSize", Takes::Whole(1, 200), "Payouts per page."),
    Parameter::new("after", Takes::Text, "The `next` of the page before."),
    Parameter::new("sort", Takes::Text, "`date` or `created`, with `:asc` or `:desc`."),
    Parameter::new("columns", Takes::Texts, ""),
    Parameter::new("page", Takes::Text, ""),
];

const FILTERS: [PayoutsBy; 8] = [
    PayoutsBy {
        names: &["q"],
        takes: Takes::Text,
        about: "Search words: the beginnings of references, names and addresses.",
        // The search needs the database; `query::with_cases` does it.
        read: |_, _, _, _| {},
        words: |asked, _| asked.one("q").map(|text| format!("search “{text}”")),
        chip: None,
    },
    PayoutsBy {
        names: &["from", "to"],
        takes: Takes::Day,
        about: "The days on which debtors paid; both are included.",
        read: |asked, _, filter, problems| {
            filter.from = asked.day("from", problems);
            filter.to = asked.day("to", problems);
        },
        words: |asked, _| days_in_words(asked, "from", "to").map(|days| format!("paid {days}")),
        chip: Some(("Period", Control::Days { from: "Paid from" })),
    },
    PayoutsBy {
        names: &["currency"],
        takes: Takes::Texts,
        about: "Currencies of the payments.",
        read: |asked, _, filter, problems| {
            filter.currencies = asked.every("currency", "a currency", Currency::parse, problems);
        },
        words: |asked, _| asked.one("currency").map(str::to_uppercase),
        chip: None,
    },
    PayoutsBy {
        names: &["commission"],
        takes: Takes::SomeOf(|| CommissionStatus::ALL.iter().map(|status| status.name()).collect()),
        about: "Whether the agency has its commission.",
        read: |asked, _, filter, problems| {
            filter.commission = asked.every("commission", "a commission status", CommissionStatus::parse, problems);
        },
        words: |asked, _| {
            words_of(&asked.list("commission"), CommissionStatus::parse, CommissionStatus::label, "commission")
        },
        chip: Some((
            "Commission",
            Control::Ticks {
                legend: "Commission",
                hint: "",
                options: |_, _| options(CommissionStatus::ALL.iter().map(|status| (status.name(), status.label()))),
            },
        )),
    },
    PayoutsBy {
        names: &["invoicing"],
        takes: Takes::SomeOf(|| Invoicing::ALL.iter().map(|status| status.name()).collect()),
        about: "The state of the operator's invoice.",
        read: |asked, _, filter, problems| {
            filter.invoicing = asked.every("invoicing", "an invoice status", Invoicing::parse, problems);
        },
        words: |asked, _| words_of(&asked.list("invoicing"), Invoicing::parse, Invoicing::label, "invoice"),
        chip: Some((
            "Invoice",
            Control::Ticks {
                legend: "The operator’s invoice",
                hint: "",
                options: |_, _| options(Invoicing::ALL.iter().map(|status| (status.name(), status.label()))),
            },
        )),
    },
    PayoutsBy {
        names: &["recipient"],
        takes: Takes::SomeOf(|| Recipient::ALL.iter().map(|recipient| recipient.name()).collect()),
        about: "Who received the debtors' payments.",
        read: |asked, _, filter, problems| {
            filter.recipients = asked.every("recipient", "a recipient", Recipient::parse, problems);
        },
        words: |asked, _| words_of(&asked.list("recipient"), Recipient::parse, in_words, "paid to"),
        chip: Some((
            "Paid to",
            Control::Ticks {
                legend: "The debtor paid",
                hint: "",
                options: |_, _| {
                    options(Recipient::ALL.iter().map(|recipient| (recipient.name(), in_words(*recipient))))
                },
            },
        )),
    },
    PayoutsBy {
        names: &["handler"],
        takes: Takes::Text,
        about: "The handler: the id of a colleague, `me`, or `none`.",
        read: |asked, who, filter, problems| filter.handler = handler_of(asked, who, problems),
        words: handler_in_words,
        chip: Some(("Managed by", Control::OneOf { label: "Managed by", options: handlers })),
    },
    PayoutsBy {
        names: &["invoice"],
        takes: Takes::Text,
        about: "Payouts on this invoice, by its id.",
        read: |asked, _, filter, problems| {
            filter.invoice = asked.single("invoice", "an id", InvoiceId::parse, problems)
        },
        words: |asked, _| asked.one("invoice").map(|_| "on one invoice".to_owned()),
        chip: None,
    },
];

fn in_words(recipient: Recipient) -> &'static str {
    match recipient {
        Recipient::CollectionPartner => "us",
        Recipient::Creditor => "the creditor",
        Recipient::Operator => "the operator",
    }
}

/// The chosen terms of a list in words: "commission unpaid, credited".
fn words_of<T>(
    chosen: &[String],
    parse: fn(&str) -> Option<T>,
    label: fn(T) -> &'static str,
    what: &str,
) -> Option<String> {
    let words: Vec<String> =
        chosen.iter().filter_map(|text| parse(text)).map(|one| label(one).to_lowercase()).collect();
    (!words.is_empty()).then(|| format!("{what} {}", words.join(", ")))
}

/// Template of a column that is shown by default.
const SHOWN_BY_DEFAULT: Column<PayoutTableRow> = Column {
    name: "",
    label: "",
    shown: Shown::Usually,
    sort: None,
    class: "",
    cell_class: "",
    cell: |_| TableCell::short(""),
};
/// Template of a column that is shown only if chosen.
const SHOWN_ON_DEMAND: Column<PayoutTableRow> = Column { shown: Shown::OnDemand, ..SHOWN_BY_DEFAULT };

const COLUMNS: [Column<PayoutTableRow>; 15] = [
    Column {
        name: "case",
        label: "Case",
        shown: Shown::Always,
        cell_class: "c-ref",
        cell: |row| TableCell {
            text: row.row.reference.to_string(),
            href: Some(row.href()),
            is_mono: true,
            ..TableCell::default()
        },
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "client",
        label: "Client",
        shown: Shown::Always,
        class: "wide",
        cell_class: "c-main",
        cell: |row| TableCell::cut(row.row.creditor.as_str()),
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "clientref",
        label: "Client reference",
        class: "opt",
        cell_class: "quiet",
        cell: |row| TableCell::maybe(row.row.creditor_reference.as_deref()),
        ..SHOWN_ON_DEMAND
    },
    Column {
        name: "partnerref",
        label: "Your reference",
        class: "opt",
        cell_class: "quiet",
        cell: |row| TableCell::maybe(row.row.partner_reference.as_deref()),
        ..SHOWN_ON_DEMAND
    },
    Column {
        name: "debtor",
        label: "Debtor",
        class: "wide",
        cell: |row| TableCell::cut(row.row.debtor.as_str()),
        ..SHOWN_ON_DEMAND
    },
    Column {
        name: "manager",
        label: "Managed by",
        class: "opt",
        cell_class: "quiet",
        cell: |row| TableCell::maybe(row.row.handler.as_deref()),
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "date",
        label: "Paid on",
        sort: Some("date"),
        cell_class: "nowrap",
        cell: |row| TableCell { has_label: true, ..TableCell::short(row.received()) },
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "created",
        label: "Created",
        sort: Some("created"),
        class: "opt",
        cell_class: "quiet nowrap",
        cell: |row| TableCell::short(row.created.as_str()),
        ..SHOWN_ON_DEMAND
    },
    Column {
        name: "rate",
        label: "Success fee",
        class: "num opt",
        cell_class: "quiet",
        cell: |row| TableCell::short(row.rate()),
        ..SHOWN_ON_DEMAND
    },
    Column {
        name: "paid",
        label: "Debtor payment",
        class: "num",
        cell: |row| TableCell { has_label: true, ..TableCell::short(row.amount(row.row.payment.amount)) },
        ..SHOWN_ON_DEMAND
    },
    Column {
        name: "revenue",
        label: "Revenue",
        class: "num",
        cell_class: "c-amount",
        cell: |row| TableCell::short(row.amount(row.row.payment.payout_partner)),
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "fee",
        label: "Platform fee",
        class: "num",
        cell: |row| TableCell { has_label: true, ..TableCell::short(row.amount(row.row.payment.payout_operator)) },
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "category",
        label: "Category",
        class: "opt2",
        cell_class: "quiet",
        cell: |_| TableCell::short(CATEGORY),
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "commission",
        label: "Commission",
        cell: |row| TableCell { has_label: true, ..TableCell::state(row.commission.label, row.commission.class) },
        ..SHOWN_BY_DEFAULT
    },
    Column {
        name: "invoice",
        label: "Invoice",
        cell_class: "c-state",
        cell: |row| TableCell::state(row.invoicing.label, row.invoicing.class),
        ..SHOWN_BY_DEFAULT
    },
];
