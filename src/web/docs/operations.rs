//! Operations of the collection partner's API, one line per operation.

use utoipa::openapi::path::HttpMethod::{Delete, Get, Post, Put};

use super::Operation;
use crate::web::cases::answers::{
    CaseTimelineResponse, CaseValidationStatusDto, ChatDto, CloseCaseResponse, NoteDto, StartCaseResponse,
};
use crate::web::cases::columns::CASES;
use crate::web::cases::forms::{
    AssignHandlerRequest, CloseCaseRequest, CreateNoteRequest, DeclineCaseRequest, LogCallRequest,
    PartnerReferenceRequest, PauseCaseRequest, RequestInfoRequest, SendChatRequest, StartCaseRequest,
};
use crate::web::cases::links::ClientLinkDto;
use crate::web::cases::resource::{InvoiceDto, InvoiceListDto};
use crate::web::documents::forms::UploadRequest;
use crate::web::documents::resource::CaseFileDto;
use crate::web::engagements::{FormerCaseDto, FormerCasesDto};
use crate::web::payments::forms::{CreatePaymentRequest, UpdateCaseFeesRequest, UpdatePaymentRequest};
use crate::web::payments::resource::{
    CorrectedPaymentDto, CreatePaymentResponse, ExclusivePeriodDto, PaymentDto, UpdateCaseFeesResponse,
};
use crate::web::people::resource::{CollectionPartnerMeResponse, UserListDto};
use crate::web::plans::forms::{CreateAgreementRequest, CreatePromiseRequest, EndPlanRequest};
use crate::web::plans::resource::PlanDto;
use crate::web::updates::forms::ReplyToUpdateRequest;
use crate::web::updates::resource::CaseUpdateDto;

pub(super) fn collection_partner() -> Vec<Operation> {
    let get = |path, summary| Operation::new(Get, path, summary);
    let post = |path, summary| Operation::new(Post, path, summary);
    let put = |path, summary| Operation::new(Put, path, summary);
    let delete = |path, summary| Operation::new(Delete, path, summary);
    let mut operations = vec![
        get("/me", "Your own profile").gives::<CollectionPartnerMeResponse>(),
        get("/users", "Your colleagues").query(&["Page", "PageSize"]).gives::<UserListDto>().refuses(&[400]),
        get("/cases", "List the cases you collect").lists(&CASES).gives::<InvoiceListDto>().refuses(&[400]),
        get("/cases/{id}", "One case").gives::<InvoiceDto>(),
        get("/cases/case-reference/{caseReference}", "One case by the operator's reference").gives::<InvoiceDto>(),
        get("/cases/by-partner-reference/{reference}", "One case by your own reference").gives::<InvoiceDto>(),
        get("/cases/by-partner-reference", "Cases by your own references").query(&["references"]).refuses(&[400]),
        get("/cases/by-creditor-reference", "One case by the creditor's reference")
            .query(&["reference", "creditorId"])
            .gives::<InvoiceDto>(),
        get("/former-cases", "Cases that another agency has now, the latest first")
            .query(&["page", "pageSize"])
            .gives::<FormerCasesDto>(),
        get("/former-cases/{id}", "Your own part of such a case").gives::<FormerCaseDto>(),
        get("/cases/{id}/timeline", "What happened").gives::<CaseTimelineResponse>(),
        get("/cases/{id}/validation", "What is missing from the creditor").gives::<CaseValidationStatusDto>(),
        get("/cases/{id}/exclusive-period", "The exclusive period and its extensions").gives::<ExclusivePeriodDto>(),
        get("/cases/{id}/chats", "The conversation").gives_list::<ChatDto>(),
        post("/cases/{id}/chats", "Write to the creditor").takes::<SendChatRequest>().gives::<ChatDto>().once(),
        get("/cases/{id}/client-links", "The links in mails to the creditor").gives_list::<ClientLinkDto>(),
        post("/cases/{id}/client-links", "Revoke all of them").gives_list::<ClientLinkDto>(),
        post("/cases/{id}/notes", "Write a note").takes::<CreateNoteRequest>().gives::<NoteDto>().once(),
        post("/cases/{id}/calls", "Log a call").takes::<LogCallRequest>().gives::<InvoiceDto>().once(),
        post("/cases/{id}/start", "Accept a case").takes::<StartCaseRequest>().gives::<StartCaseResponse>().once(),
        post("/cases/{id}/decline", "Decline a case").takes::<DeclineCaseRequest>().gives::<InvoiceDto>().once(),
        post("/cases/{id}/request-info", "Ask the creditor").takes::<RequestInfoRequest>().gives::<InvoiceDto>().once(),
        post("/cases/{id}/withdraw-question", "Withdraw a question").gives::<InvoiceDto>().once(),
        post("/cases/{id}/return-to-active", "Return a case to Active").gives::<InvoiceDto>().once(),
        post("/cases/{id}/pause", "Pause a case").takes::<PauseCaseRequest>().gives::<InvoiceDto>().once(),
        post("/cases/{id}/resume", "Resume a case").gives::<InvoiceDto>().once(),
        post("/cases/{id}/close", "Close a case").takes::<CloseCaseRequest>().gives::<CloseCaseResponse>().once(),
        put("/cases/{id}/handler", "Set the handler of a case").takes::<AssignHandlerRequest>().gives::<InvoiceDto>(),
        put("/cases/{id}/partner-reference", "Set your own reference")
            .takes::<PartnerReferenceRequest>()
            .gives::<InvoiceDto>(),
        put("/cases/{id}/fees", "Change principal and fees")
            .takes::<UpdateCaseFeesRequest>()
            .gives::<UpdateCaseFeesResponse>()
            .refuses(&[400, 404, 409]),
        get("/cases/{id}/payments", "The payments of a case").gives_list::<PaymentDto>(),
        post("/cases/{id}/payments", "Record a payment")
            .takes::<CreatePaymentRequest>()
            .gives::<CreatePaymentResponse>()
            .refuses(&[400, 404, 409, 422])
            .once(),
        put("/cases/{id}/payments/{paymentId}", "Correct a payment")
            .takes::<UpdatePaymentRequest>()
            .gives::<CorrectedPaymentDto>()
            .refuses(&[400, 404, 409, 422]),
        delete("/cases/{id}/payments/{paymentId}", "Delete a payment")
            .query(&["reopenCaseIfNeeded"])
            .gives_nothing()
            .refuses(&[400, 404, 409, 422]),
        post("/cases/{id}/payments/{paymentId}/commission-paid", "The creditor has paid your commission")
            .gives::<PaymentDto>()
            .refuses(&[400, 404, 409, 422])
            .once(),
        get("/cases/{id}/plans", "Promises and payment agreements with their states").gives_list::<PlanDto>(),
        post("/cases/{id}/promises", "Record a promise to pay")
            .takes::<CreatePromiseRequest>()
            .gives::<PlanDto>()
            .refuses(&[400, 404, 409])
            .once(),
        post("/cases/{id}/agreements", "Record a payment agreement")
            .takes::<CreateAgreementRequest>()
            .gives::<PlanDto>()
            .refuses(&[400, 404, 409])
            .once(),
        post("/cases/{id}/plans/{planId}/end", "End a promise or an agreement")
            .takes::<EndPlanRequest>()
            .gives::<PlanDto>()
            .refuses(&[400, 404, 409])
            .once(),
        get("/cases/{id}/updates", "The monthly updates of a case").gives_list::<CaseUpdateDto>(),
        post("/cases/{id}/update", "Send the monthly update that is due")
            .takes::<ReplyToUpdateRequest>()
            .gives::<CaseUpdateDto>()
            .refuses(&[400, 404, 409])
            .once(),
        get("/cases/{id}/files", "The documents of a case").gives_list::<CaseFileDto>(),
        post("/cases/{id}/files", "Add a document")
            .uploads::<UploadRequest>("File")
            .gives::<CaseFileDto>()
            .refuses(&[400, 404, 409, 413, 415]),
        delete("/cases/{id}/files/{documentId}", "Delete a document of yours").gives_nothing(),
        get("/export/cases.csv", "At most 200 cases as CSV").lists(&CASES).gives_file("text/csv").refuses(&[400]),
        get("/export/documents.zip", "The documents of at most 200 cases as ZIP")
            .lists(&CASES)
            .gives_file("application/zip")
            .refuses(&[400]),
    ];
    operations.extend(super::books::operations());
    operations
}
