//! Operations of the Customer API, one line per operation.

use utoipa::openapi::path::HttpMethod::{Delete, Get, Post, Put};

use super::Operation;
use crate::web::cases::answers::{CaseTimelineResponse, CaseValidationStatusDto, ChatDto};
use crate::web::cases::forms::SendChatRequest;
use crate::web::cases::resource::{InvoiceDto, InvoiceListDto};
use crate::web::customer::contracts::{CaseContractStatusApiDto, CollectionContractStatusApiDto};
use crate::web::customer::coverage::{CaseEligibilityResponseApiDto, CoverageItemApiDto};
use crate::web::customer::divisions::DivisionRequestDto;
use crate::web::customer::forms::{CreateCaseRequest, EligibilityRequest, PreviewCaseRequest};
use crate::web::customer::parts::LeadListDto;
use crate::web::customer::payments::PaymentListApiDto;
use crate::web::customer::preview::PreviewCaseResponse;
use crate::web::customer::query::CASES;
use crate::web::customer::resource::{CreditorMeApiDto, DivisionDto, DivisionListDto};
use crate::web::customer::tasks::{TaskDto, TaskListDto};
use crate::web::documents::forms::UploadRequest;
use crate::web::documents::resource::CaseFileDto;
use crate::web::http::error_bodies::BlockedClaim;
use crate::web::payments::resource::{ExclusivePeriodDto, PaymentDto};
use crate::web::people::resource::UserListDto;

pub(super) fn customer() -> Vec<Operation> {
    let get = |path, summary| Operation::new(Get, path, summary);
    let post = |path, summary| Operation::new(Post, path, summary);
    vec![
        get("/me", "The client whose key is sent").gives::<CreditorMeApiDto>().refuses(&[]),
        get("/users", "The client's team").query(&["Page", "PageSize"]).gives::<UserListDto>().refuses(&[400]),
        post("/cases", "Create a case; 422 tells everything that keeps it from being taken")
            .takes::<CreateCaseRequest>()
            .gives::<InvoiceDto>()
            .refuses(&[400])
            .refuses_as::<BlockedClaim>(422)
            .once(),
        get("/cases", "The client's cases").lists(&CASES).gives::<InvoiceListDto>().refuses(&[400]),
        post("/cases/preview", "Price and check a case without creating it")
            .takes::<PreviewCaseRequest>()
            .gives::<PreviewCaseResponse>()
            .refuses(&[400]),
        get("/cases/{id}", "One case").gives::<InvoiceDto>(),
        get("/cases/case-reference/{caseReference}", "One case by our reference").gives::<InvoiceDto>(),
        get("/cases/by-creditor-reference/{creditorReference}", "One case by the client's own reference")
            .gives::<InvoiceDto>(),
        get("/cases/{id}/contract-status", "What is signed for a case").gives::<CaseContractStatusApiDto>(),
        get("/cases/{id}/timeline", "The history of a case").gives::<CaseTimelineResponse>(),
        get("/cases/{id}/chats", "The conversation about a case").gives_list::<ChatDto>(),
        post("/cases/{id}/chats", "Write to the agency, or answer its question")
            .takes::<SendChatRequest>()
            .gives::<ChatDto>()
            .once(),
        get("/cases/{id}/payments", "The payments on a case").gives_list::<PaymentDto>(),
        get("/cases/{id}/files", "The files of a case").gives_list::<CaseFileDto>(),
        post("/cases/{id}/files", "Add a file")
            .uploads::<UploadRequest>("File")
            .gives::<CaseFileDto>()
            .refuses(&[400, 404, 413, 415]),
        get("/cases/{id}/validation", "What the client must still say about a case").gives::<CaseValidationStatusDto>(),
        get("/cases/{id}/exclusive-period", "The exclusive period of a case").gives::<ExclusivePeriodDto>(),
        get("/cases/{id}/tasks", "What the client has to do for a case")
            .query(&["status", "type"])
            .gives_list::<TaskDto>(),
        get("/cases/{id}/quote-requests", "The quote requests of a case").gives::<LeadListDto>(),
        get("/cases/{id}/quote-requests/{quoteRequestId}", "One quote request"),
        get("/cases/{id}/quote-requests/{quoteRequestId}/quotes", "The quotes of a quote request"),
        get("/cases/{id}/quote-requests/{quoteRequestId}/quotes/{quoteId}", "One quote"),
        get("/contracts/debt-collection/status", "How the debt-collection agreement stands")
            .gives::<CollectionContractStatusApiDto>()
            .refuses(&[]),
        get("/coverage", "Every jurisdiction with its agencies").gives_list::<CoverageItemApiDto>().refuses(&[]),
        get("/coverage/{id}", "One jurisdiction").gives::<CoverageItemApiDto>(),
        get("/coverage/search", "Deprecated: search a jurisdiction").query(&["q"]).gives::<CoverageItemApiDto>(),
        get("/coverage/:search", "The same").query(&["q"]).gives::<CoverageItemApiDto>(),
        post("/coverage/check-eligibility", "Whether an agency takes a claim")
            .takes::<EligibilityRequest>()
            .gives::<CaseEligibilityResponseApiDto>()
            .refuses(&[400]),
        get("/Payments", "The payments on all cases")
            .query(&["Page", "PageSize", "updatedSince"])
            .gives::<PaymentListApiDto>()
            .refuses(&[400]),
        get("/Payments/{id}", "One payment").gives::<PaymentDto>(),
        get("/tasks", "What the client has to do")
            .query(&["Page", "PageSize", "status", "type"])
            .gives::<TaskListDto>()
            .refuses(&[400]),
        get("/divisions", "The client's divisions, without archived ones")
            .query(&["page", "pageSize", "includeArchived"])
            .gives::<DivisionListDto>()
            .refuses(&[400]),
        post("/divisions", "Create a division")
            .takes::<DivisionRequestDto>()
            .gives::<DivisionDto>()
            .answers(201)
            .refuses(&[400, 422])
            .once(),
        get("/divisions/{id}", "One division").gives::<DivisionDto>().refuses(&[404]),
        Operation::new(Put, "/divisions/{id}", "Replace every field of a division")
            .takes::<DivisionRequestDto>()
            .gives::<DivisionDto>()
            .refuses(&[400, 404, 422])
            .once(),
        Operation::new(Delete, "/divisions/{id}", "Delete a division to which no case refers")
            .gives_nothing()
            .refuses(&[404, 422]),
        post("/divisions/{id}/archive", "Archive a division for ever; its cases stay with it")
            .gives::<DivisionDto>()
            .refuses(&[404, 422])
            .once(),
        post("/divisions/{id}:archive", "The same").gives::<DivisionDto>().refuses(&[404, 422]).once(),
    ]
}
