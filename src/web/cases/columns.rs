//! The list of cases: filters and columns.

use super::filters::{BESIDES, FILTERS};
use super::page::CaseListRow;
use crate::domain::actor::Partner;
use crate::store::cases::CaseFilter;
use crate::web::http::lists::{Column, List, Shown, TableCell};

pub(crate) static CASES: List<Partner, CaseFilter, CaseListRow> =
    List { at: "/partner/cases", filters: &FILTERS, besides: &BESIDES, columns: &COLUMNS };

const COLUMNS: [Column<CaseListRow>; 12] = [
    Column {
        name: "case",
        label: "Case",
        shown: Shown::Always,
        sort: Some("Reference"),
        class: "",
        cell_class: "c-ref",
        cell: |row| TableCell {
            text: row.file.case.reference.to_string(),
            href: Some(row.href()),
            below: row.file.case.partner_reference.clone(),
            is_mono: true,
            ..TableCell::default()
        },
    },
    Column {
        name: "debtor",
        label: "Debtor",
        shown: Shown::Always,
        sort: None,
        class: "wide",
        cell_class: "c-main",
        cell: |row| TableCell {
            href: Some(row.href()),
            below: Some(row.place()),
            ..TableCell::cut(row.file.debtor.name.as_str())
        },
    },
    Column {
        name: "creditor",
        label: "Creditor",
        shown: Shown::Usually,
        sort: None,
        class: "opt wide",
        cell_class: "",
        cell: |row| TableCell::cut(row.file.creditor.name.as_str()),
    },
    Column {
        name: "claim",
        label: "Claim",
        shown: Shown::Usually,
        sort: None,
        class: "opt2",
        cell_class: "quiet",
        cell: |row| TableCell::maybe(row.file.case.creditor_reference.as_deref()),
    },
    Column {
        name: "principal",
        label: "Principal",
        shown: Shown::OnDemand,
        sort: Some("GrossAmount"),
        class: "num opt",
        cell_class: "quiet",
        cell: |row| TableCell::short(row.principal()),
    },
    Column {
        name: "outstanding",
        label: "Outstanding",
        shown: Shown::Always,
        sort: Some("Remainder"),
        class: "num",
        cell_class: "c-amount",
        cell: |row| TableCell::short(row.outstanding()),
    },
    Column {
        name: "fee",
        label: "Fee",
        shown: Shown::Usually,
        sort: None,
        class: "num opt",
        cell_class: "quiet",
        cell: |row| TableCell::short(row.fee.as_str()),
    },
    Column {
        name: "overdue",
        label: "Overdue",
        shown: Shown::Usually,
        sort: Some("DueDate"),
        class: "num opt",
        cell_class: "quiet",
        cell: |row| TableCell::short(row.age.as_str()),
    },
    Column {
        name: "created",
        label: "Created",
        shown: Shown::OnDemand,
        sort: Some("DateCreated"),
        class: "opt",
        cell_class: "quiet nowrap",
        cell: |row| TableCell::short(row.created.as_str()),
    },
    Column {
        name: "handler",
        label: "Handler",
        shown: Shown::OnDemand,
        sort: None,
        class: "opt2",
        cell_class: "quiet",
        cell: |row| TableCell::maybe(row.file.handler.as_ref().map(|handler| handler.name()).as_deref()),
    },
    Column {
        name: "state",
        label: "State",
        shown: Shown::Always,
        sort: Some("Lifecycle"),
        class: "",
        cell_class: "c-state",
        cell: |row| TableCell {
            mark: row.file.case.is_test.then_some("Test"),
            ..TableCell::state(row.file.case.lifecycle.label(), row.class())
        },
    },
    Column {
        name: "next",
        label: "Next",
        shown: Shown::Usually,
        sort: Some("Deadline"),
        class: "opt",
        cell_class: "",
        cell: |row| TableCell {
            class: if row.is_late { "warn-text" } else { "quiet" },
            ..TableCell::cut(row.next.as_str())
        },
    },
];
