//! Operations of the collection partner's API about the agency's books, one line per operation.

use utoipa::openapi::path::HttpMethod::{Get, Post};

use super::Operation;
use crate::web::balance::BalanceResponse;
use crate::web::balance::PAYOUTS;
use crate::web::invoices::{PlatformInvoiceFileDto, PlatformInvoiceListDto};
use crate::web::statements::{CREDITORS, StatementDto, StatementListDto, TransferDto, TransferForm};

const SPAN: &[&str] = &["currency", "from", "to"];

pub(super) fn operations() -> Vec<Operation> {
    let get = |path, summary| Operation::new(Get, path, summary);
    vec![
        get("/balance", "Your payouts with their totals").lists(&PAYOUTS).gives::<BalanceResponse>().refuses(&[400]),
        get("/balance/payouts.csv", "Your payouts as CSV").lists(&PAYOUTS).gives_file("text/csv").refuses(&[400]),
        get("/invoices", "The operator's invoices to you")
            .query(&["Page", "PageSize"])
            .gives::<PlatformInvoiceListDto>()
            .refuses(&[400]),
        get("/invoices/{invoiceId}", "One invoice").gives::<PlatformInvoiceFileDto>(),
        get("/invoices/{invoiceId}/invoice.pdf", "An invoice as PDF").gives_file("application/pdf"),
        get("/invoices/{invoiceId}/payouts.csv", "The payouts of an invoice as CSV").gives_file("text/csv"),
        get("/statements", "Your balances with the operator and with your clients")
            .lists(&CREDITORS)
            .gives::<StatementListDto>()
            .refuses(&[400]),
        get("/statements/platform", "Your statement of account with the operator")
            .query(SPAN)
            .gives::<StatementDto>()
            .refuses(&[400]),
        get("/statements/platform/file", "The same as CSV, or as PDF with format=pdf")
            .query(SPAN)
            .gives_file("text/csv")
            .refuses(&[400]),
        get("/statements/creditors/{creditorId}", "Your statement of account with a client")
            .query(SPAN)
            .gives::<StatementDto>(),
        get("/statements/creditors/{creditorId}/file", "The same as CSV, or as PDF with format=pdf")
            .query(SPAN)
            .gives_file("text/csv"),
        Operation::new(
            Post,
            "/statements/creditors/{creditorId}/transfers",
            "Record money that you passed on to a client",
        )
        .takes::<TransferForm>()
        .gives::<TransferDto>()
        .once(),
    ]
}
