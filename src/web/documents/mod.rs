//! The documents of a case: list, upload, download, delete, and download by signed link.

mod download;
pub(crate) mod forms;
mod link;
pub(crate) mod page;
pub(crate) mod resource;

use actix_web::{HttpRequest, HttpResponse, web};

use crate::actions::documents as actions;
use crate::config::Config;
use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Verb, decide};
use crate::domain::document::DocumentRefusal;
use crate::domain::ids::{AgreementId, CaseId, DocumentId};
use crate::store::{self, Db};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Done, Failure, Filled, Id, Input, Problems, Reply, is_json, upload};
pub(crate) use download::stored;
use forms::UploadRequest;
pub use link::signed as signed_link;
pub(crate) use link::{FileLink, check_link, signed_address};
use page::{DeletePage, DocumentsPage, DocumentsTab};
use resource::CaseFileDto;

/// `GET /cases/{id}/documents`, in the contract `/cases/{id}/files`. For everybody who sees the case.
pub(crate) async fn list_documents(Who(who): Who<Partner>, id: Id<CaseId>, app: App) -> Answer<DocumentsPage> {
    let (config, now) = (app.config().clone(), app.now());
    app.show(who, move |db, who| list(db, who, id.0, Filled::new::<UploadRequest>(), &config, now)).await
}

fn list(
    db: &mut Db,
    who: &Partner,
    id: CaseId,
    form: Filled,
    config: &Config,
    now: Moment,
) -> Result<DocumentsPage, Failure> {
    let file = store::cases::load(db, who, id)?;
    let documents_tab = DocumentsTab::load(db, who, &file, form)?;
    let resource = documents_tab.documents.iter().map(|row| CaseFileDto::new(&row.document, config, now)).collect();
    Ok(DocumentsPage { resource, file, documents_tab })
}

/// `POST /cases/{id}/documents`, in the contract `/cases/{id}/files`. In every state but Merged.
///
/// # Errors
/// If the case is not theirs or is merged (before the body is read), or a file is not accepted.
pub(crate) async fn upload_documents(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    request: HttpRequest,
    body: web::Payload,
    app: App,
) -> Answer<DocumentsPage> {
    let (id, asker) = (id.0, who.clone());
    app.read(move |db| {
        let case = store::cases::load_case(db, &asker, id)?;
        Ok(decide(&case.snapshot(), Verb::AddDocument, By::Agency).map(|_| ())?)
    })
    .await?;
    let received = upload::receive(&app, &request, body).await?;
    let (sent, bytes, one) = (received.input::<UploadRequest>(&request)?, received.bytes(), is_json(&request));
    let (config, now, blobs) = (app.config().clone(), app.now(), app.shared().blobs.clone());
    let shown = config.clone();
    let reply = app
        .submit(
            who,
            sent,
            move |db, who, order, ctx| {
                let new = checked(received, &order, one)?;
                let kept = actions::take_in(db, &blobs, who, id, &new, ctx)?;
                let notice = match kept.as_slice() {
                    [one] => format!("{} was added.", one.file_name),
                    many => format!("{} documents were added.", many.len()),
                };
                let first = kept.first().map(|document| CaseFileDto::new(document, &config, ctx.now));
                Done::new(tab_of(id), notice, &first)
            },
            move |db, who, form| list(db, who, id, form, &shown, now),
        )
        .await;
    if !matches!(reply, Ok(Reply::Done(_))) {
        upload::forget(&app, bytes).await;
    }
    reply
}

/// Where a page redirects to: the case with its documents open.
fn tab_of(case: CaseId) -> String {
    format!("/partner/cases/{case}?tab=documents")
}

/// The files as new documents, or the reason for refusing them. The contract takes one file per request.
pub(crate) fn checked(
    received: upload::Received,
    order: &forms::UploadOrder,
    one: bool,
) -> Result<Vec<actions::NewDocument>, Failure> {
    if let Some(failure) = received.refusal() {
        return Err(failure);
    }
    let field = if one { "File" } else { "files" };
    match received.files.len() {
        0 => return Err(Problems::at(field, "Choose a file.").into()),
        2.. if one => return Err(Problems::at(field, "Send one file a request.").into()),
        _ => {}
    }
    let files = received.files.into_iter();
    Ok(files.map(|file| file.into_document(order.document_type, order.description.clone())).collect())
}

/// `GET /cases/{id}/documents/{documentId}`: downloads a document. For everybody who sees the case.
///
/// # Errors
/// If it does not exist, is deleted, or is not visible to them.
pub(crate) async fn download_document(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    document: Id<DocumentId>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let document = app.read(move |db| Ok(store::documents::load(db, &who, id.0, document.0)?)).await?;
    download::attachment(&app.shared().blobs, &document).await
}

/// `GET /files/{documentId}`: downloads a document by its signed link.
///
/// # Errors
/// If the signature is wrong, the link has expired, or the document is deleted.
pub(crate) async fn open_link(document: Id<DocumentId>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    check_link(&app, FileLink::Document(document.0), &asked)?;
    let document = app.read(move |db| Ok(store::documents::unscoped::document(db, document.0)?)).await?;
    download::attachment(&app.shared().blobs, &document).await
}

/// `GET /files/agreements/{agreementId}`: downloads a signed agreement by its signed link.
///
/// # Errors
/// If the signature is wrong, the link has expired, or there is no file.
pub(crate) async fn open_agreement(path: web::Path<String>, asked: Asked, app: App) -> Result<HttpResponse, Failure> {
    let id = AgreementId::parse(&path).ok_or(Failure::MalformedId)?;
    check_link(&app, FileLink::Agreement(id), &asked)?;
    let filed = app.read(move |db| Ok(store::agreements::powers::unscoped::filed(db, id)?)).await?;
    let sha256 = filed.file.clone().ok_or(Failure::NotFound)?;
    let name = crate::web::signing::file_name(&filed.agreement, &filed.creditor);
    stored(&app.shared().blobs, &sha256, &name).await
}

/// `GET /cases/{id}/documents/{documentId}/delete`: asks before deleting.
///
/// # Errors
/// If it does not exist, or is not the agency's own.
pub(crate) async fn confirm_delete(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    document: Id<DocumentId>,
    app: App,
) -> Answer<DeletePage> {
    let (config, now) = (app.config().clone(), app.now());
    app.show(who, move |db, who| {
        let page = deletion(db, who, id.0, document.0, Filled::new::<()>(), &config, now)?;
        if actions::is_own(who, &page.document) { Ok(page) } else { Err(DocumentRefusal::OfOthers.into()) }
    })
    .await
}

fn deletion(
    db: &mut Db,
    who: &Partner,
    case: CaseId,
    id: DocumentId,
    form: Filled,
    config: &Config,
    now: Moment,
) -> Result<DeletePage, Failure> {
    let document = store::documents::load(db, who, case, id)?;
    let file = store::cases::load(db, who, case)?;
    let (reference, creditor) = (file.case.reference.to_string(), file.creditor.name);
    Ok(DeletePage { resource: CaseFileDto::new(&document, config, now), document, reference, creditor, form })
}

/// `DELETE /cases/{id}/documents/{documentId}`: only the agency's own documents. The bytes are removed after the
/// transaction, unless another document has the same bytes.
///
/// # Errors
/// If it does not exist or is not the agency's own, or the case is merged.
pub(crate) async fn delete_document(
    Who(who): Who<Partner>,
    id: Id<CaseId>,
    document: Id<DocumentId>,
    sent: Input<()>,
    app: App,
) -> Answer<DeletePage> {
    let (case, id) = (id.0, document.0);
    let (config, now, blobs) = (app.config().clone(), app.now(), app.shared().blobs.clone());
    let reply = app
        .submit(
            who,
            sent,
            move |db, who, (), ctx| {
                let gone = actions::delete(db, who, case, id, ctx)?;
                Ok(Done::gone(tab_of(case), format!("{} was deleted.", gone.file_name)))
            },
            move |db, who, form| deletion(db, who, case, id, form, &config, now),
        )
        .await?;
    if matches!(reply, Reply::Done(_)) {
        let released = app
            .run(move |db, ctx| {
                let bytes = store::documents::unscoped::bytes_of(db, id)?;
                Ok(actions::let_go(db, &blobs, &[bytes], ctx)?)
            })
            .await;
        if let Err(failure) = released {
            tracing::warn!(?failure, document = %id, "the bytes of a deleted document could not be removed");
        }
    }
    Ok(reply)
}
