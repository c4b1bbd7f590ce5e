//! Operations of the operator's API, one line per operation.

use utoipa::openapi::path::HttpMethod::{Get, Post};

use super::{Operation, organisations};
use crate::web::audit::query::AUDIT;
use crate::web::audit::resource::AuditListDto;
use crate::web::cases::links::ClientLinkDto;
use crate::web::coverage::query::LIST as COVERAGE;
use crate::web::coverage::resource::{CoverageDto, CoverageGapDto, CoverageListDto};
use crate::web::coverage::{CoverageForm, EndCoverageForm, TrialDto};
use crate::web::engagements::{AskToSignForm, EngagedCaseDto, ReassignForm};
use crate::web::imports::{ColumnsForm, ImportDto, ImportForm, ImportListDto, ImportPageDto, StartImportForm};
use crate::web::intake::{AppraisalDto, AppraiseForm, HandInForm, HandedInDto};
use crate::web::invoices::console::{CreditRequest, InvoicePaymentRequest, InvoiceRunRequest};
use crate::web::invoices::{INVOICES, PlatformInvoiceDto, PlatformInvoiceFileDto, PlatformInvoiceListDto};
use crate::web::operator::{BrandHostDto, ExtendPeriodRequest, FoundCase, Overview};
use crate::web::payments::resource::ExclusivePeriodDto;
use crate::web::prices::calculator::CalculatedResource;
use crate::web::prices::carve_outs::CarveOutsResource;
use crate::web::prices::{
    CarveOutForm, CarveOutResource, EndForm, LISTS, PreviewResource, PriceForm, PriceResource, PricesResource,
};
use crate::web::rates::RatesResource;
use crate::web::revenue::RevenueStateRequest;
use crate::web::revenue::resource::RevenueStateDto;
use crate::web::statements::{CLIENTS, StatementDto, StatementListDto, TransferDto, TransferForm};
use crate::web::verification::{AskClientForm, RejectForm, VerificationDto, WaitingListDto};

const CLAIM: &[&str] =
    &["country", "amount", "currencyCode", "dueDate", "creditorId", "collectionPartnerId", "referralPartnerId"];

const SPAN: &[&str] = &["currency", "from", "to"];

pub(super) fn get(path: &'static str, summary: &'static str) -> Operation {
    Operation::new(Get, path, summary)
}

pub(super) fn post(path: &'static str, summary: &'static str) -> Operation {
    Operation::new(Post, path, summary).refuses(&[400, 403, 404]).once()
}

pub(super) fn operations() -> Vec<Operation> {
    let work = [
        get("/", "What is waiting, and the open work of each agency").gives::<Overview>().refuses(&[]),
        get("/cases", "Find a case by its reference").query(&["reference"]).gives_list::<FoundCase>().refuses(&[]),
        get("/cases/{id}", "Any case, with the agencies that have or had it").gives::<EngagedCaseDto>(),
        post("/cases/{id}/agency", "Give a case to another agency").takes::<ReassignForm>().gives::<EngagedCaseDto>(),
        post("/cases/{id}/ask-to-sign", "Ask the client to sign what another agency needs")
            .takes::<AskToSignForm>()
            .gives::<EngagedCaseDto>(),
        get("/cases/{id}/exclusive-period", "The exclusive period of a case").gives::<ExclusivePeriodDto>(),
        post("/cases/{id}/exclusive-period", "Extend it, with a reason")
            .takes::<ExtendPeriodRequest>()
            .gives::<ExclusivePeriodDto>(),
        get("/cases/{id}/client-links", "The links in mails to the creditor of a case").gives_list::<ClientLinkDto>(),
        post("/cases/{id}/client-links", "Revoke all of them").gives_list::<ClientLinkDto>(),
        post("/cases", "Hand in a case for a client").takes::<HandInForm>().gives::<HandedInDto>(),
        post("/cases/preview", "What would become of a claim; nothing is stored")
            .takes::<AppraiseForm>()
            .gives::<AppraisalDto>(),
        get("/imports", "Files of cases").query(&["page", "pageSize"]).gives::<ImportListDto>(),
        post("/imports", "Upload a file of cases (CSV or XLSX), which is checked; no case is created")
            .uploads::<ImportForm>("file")
            .gives::<ImportDto>(),
        get("/imports/{importId}", "A file with its rows and their problems")
            .query(&["rows", "page", "pageSize"])
            .gives::<ImportPageDto>(),
        post("/imports/{importId}/columns", "Say which column is which field; the rows are checked anew")
            .takes::<ColumnsForm>()
            .gives::<ImportDto>(),
        post("/imports/{importId}/start", "Create the cases of a file").takes::<StartImportForm>().gives::<ImportDto>(),
        post("/imports/{importId}/discard", "Forget a file of which no case was created").gives_nothing(),
        get("/imports/{importId}/report", "What became of each row, as CSV").gives_file("text/csv"),
        get("/verification", "Cases that no agency sees yet, oldest first")
            .query(&["state", "page", "pageSize"])
            .gives::<WaitingListDto>(),
        get("/verification/{id}", "A case with its checks").gives::<VerificationDto>(),
        post("/verification/{id}/approve", "Approve a case: its agency gets it").gives::<VerificationDto>(),
        post("/verification/{id}/ask", "Ask the client").takes::<AskClientForm>().gives::<VerificationDto>(),
        post("/verification/{id}/reject", "Reject a case; the client is told why")
            .takes::<RejectForm>()
            .gives::<VerificationDto>(),
        post("/verification/{id}/route", "Choose the agency again").gives::<VerificationDto>(),
        get("/coverage", "The coverage rules").lists(&COVERAGE).gives::<CoverageListDto>(),
        post("/coverage", "Add a coverage rule").takes::<CoverageForm>().gives::<CoverageDto>(),
        post("/coverage/{coverageId}/end", "End a coverage rule").takes::<EndCoverageForm>().gives::<CoverageDto>(),
        get("/coverage/gaps", "Claims that no agency serves, by place and debtor")
            .gives_list::<CoverageGapDto>()
            .refuses(&[]),
        get("/coverage/try", "What would happen to a claim")
            .query(&["country", "state", "debtorType", "amount", "currencyCode", "creditorId"])
            .gives::<TrialDto>(),
        get("/audit", "The audit trail, newest first").lists(&AUDIT).gives::<AuditListDto>(),
        get("/hosts", "The host names that referral partners claim").gives_list::<BrandHostDto>().refuses(&[]),
        post("/hosts/{referralPartnerId}/approve", "Serve a host name without a DNS record").gives::<BrandHostDto>(),
        post("/hosts/{referralPartnerId}/refuse", "Refuse a host name").gives::<BrandHostDto>(),
        get("/rates", "Exchange rates in force on a day").query(&["day"]).gives::<RatesResource>(),
    ];
    work.into_iter().chain(organisations::operations()).chain(invoices()).chain(statements()).chain(prices()).collect()
}

fn invoices() -> Vec<Operation> {
    vec![
        get("/invoices", "The invoices to all agencies").lists(&INVOICES).gives::<PlatformInvoiceListDto>(),
        Operation::new(Post, "/invoices/run", "Make the invoices of a month; running again adds what came later")
            .takes::<InvoiceRunRequest>()
            .gives::<PlatformInvoiceListDto>()
            .refuses(&[400, 403]),
        get("/invoices/{invoiceId}", "One invoice").gives::<PlatformInvoiceFileDto>(),
        get("/invoices/{invoiceId}/invoice.pdf", "An invoice as PDF").gives_file("application/pdf"),
        get("/invoices/{invoiceId}/payouts.csv", "The payouts of an invoice as CSV").gives_file("text/csv"),
        post("/invoices/{invoiceId}/payments", "Record that an invoice was paid, or a part of it")
            .takes::<InvoicePaymentRequest>()
            .gives::<PlatformInvoiceDto>()
            .refuses(&[400, 403, 404, 409]),
        get("/payments/{paymentId}/referral-invoicing", "The state of a referral partner's invoice for a payment")
            .gives::<RevenueStateDto>(),
        post("/payments/{paymentId}/referral-invoicing", "Set the state of a referral partner's invoice for a payment")
            .takes::<RevenueStateRequest>()
            .gives::<RevenueStateDto>()
            .refuses(&[400, 403, 404]),
        post("/invoices/{invoiceId}/credit", "Credit an invoice")
            .takes::<CreditRequest>()
            .gives::<PlatformInvoiceDto>()
            .refuses(&[400, 403, 404, 409]),
    ]
}

fn statements() -> Vec<Operation> {
    vec![
        get("/statements", "The balance of every agency with the operator")
            .query(&["Page", "PageSize"])
            .gives::<StatementListDto>(),
        get("/statements/{collectionPartnerId}", "An agency's statement of account with the operator")
            .query(SPAN)
            .gives::<StatementDto>(),
        get("/statements/{collectionPartnerId}/file", "The same as CSV, or as PDF with format=pdf")
            .query(SPAN)
            .gives_file("text/csv"),
        post("/statements/{collectionPartnerId}/transfers", "Record money that the operator passed on to an agency")
            .takes::<TransferForm>()
            .gives::<TransferDto>(),
        get("/statements/clients", "The balance of every client with the operator and its agencies")
            .lists(&CLIENTS)
            .gives::<StatementListDto>(),
        get("/statements/clients/{creditorId}", "A client's statement of account").query(SPAN).gives::<StatementDto>(),
        get("/statements/clients/{creditorId}/file", "The same as CSV, or as PDF with format=pdf")
            .query(SPAN)
            .gives_file("text/csv"),
        post("/statements/clients/{creditorId}/transfers", "Record money that the operator passed on to a client")
            .takes::<TransferForm>()
            .gives::<TransferDto>(),
    ]
}

fn prices() -> Vec<Operation> {
    vec![
        get("/prices", "Price lists").lists(&LISTS).gives::<PricesResource>(),
        post("/prices", "Add a price list").takes::<PriceForm>().gives::<PriceResource>().answers(201),
        Operation::new(Post, "/prices/preview", "Preview a new price list; nothing is saved")
            .takes::<PriceForm>()
            .gives::<PreviewResource>()
            .refuses(&[400, 403]),
        get("/prices/zones", "The standard agreement and the zones in force").gives::<PricesResource>().refuses(&[]),
        get("/prices/calculator", "The price of a claim, and the reason").query(CLAIM).gives::<CalculatedResource>(),
        get("/prices/{priceId}", "One price list").gives::<PriceResource>(),
        Operation::new(Post, "/prices/{priceId}/preview", "Preview a change; nothing is saved")
            .takes::<PriceForm>()
            .gives::<PreviewResource>()
            .refuses(&[400, 403, 404]),
        post("/prices/{priceId}/change", "Put another list in its place from a day on")
            .takes::<PriceForm>()
            .gives::<PriceResource>()
            .answers(201),
        post("/prices/{priceId}/end", "End a list").takes::<EndForm>().gives::<PriceResource>(),
        get("/prices/carve-outs", "Prices that clients of a referral partner sign with their power of attorney")
            .gives::<CarveOutsResource>()
            .refuses(&[]),
        post("/prices/carve-outs", "Add a carve-out").takes::<CarveOutForm>().gives::<CarveOutResource>().answers(201),
        post("/prices/carve-outs/{carveOutId}/end", "End a carve-out").gives::<CarveOutResource>(),
    ]
}
