//! Files of a case, added and read by the client's own systems.

use actix_web::{HttpRequest, web};

use super::Shown;
use crate::actions::documents as actions;
use crate::domain::actor::Customer;
use crate::domain::case::{By, Verb, decide};
use crate::domain::document::DocumentType;
use crate::domain::ids::CaseId;
use crate::store::{self, Db};
use crate::web::documents::checked;
use crate::web::documents::forms::{UploadOrder, UploadRequest};
use crate::web::documents::resource::CaseFileDto;
use crate::web::http::framed::Framed;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Failure, Id, Reply, upload};

/// `GET /cases/{id}/files`
pub(crate) async fn list_files(Who(who): Who<Customer>, id: Id<CaseId>, app: App) -> Answer<Shown<Vec<CaseFileDto>>> {
    let (config, now) = (app.config().clone(), app.now());
    app.show(who, move |db, who| {
        let case = store::cases::load_case(db, who, id.0)?;
        let documents = store::documents::of_case(db, who, case.id)?;
        Ok(Shown { resource: documents.iter().map(|one| CaseFileDto::new(one, &config, now)).collect() })
    })
    .await
}

/// `POST /cases/{id}/files`
///
/// # Errors
/// If the case is not theirs or is merged (before the body is read), or the file is not accepted.
pub(crate) async fn upload_file(
    Who(who): Who<Customer>,
    id: Id<CaseId>,
    request: HttpRequest,
    body: web::Payload,
    app: App,
) -> Answer<Shown<Option<CaseFileDto>>> {
    take(who, |_, who| Ok(who.clone()), (id.0, false), (request, body), app).await
}

/// Takes the file of a request for a client: the original invoice unless something else is said (contract). `client`
/// finds the client for which they act. With `tells`, the agency reads of it in the conversation.
///
/// # Errors
/// As [`upload_file`].
pub(crate) async fn take<W: Framed + Clone>(
    who: W,
    client: impl Fn(&mut Db, &W) -> Result<Customer, Failure> + Clone + Send + 'static,
    (id, tells): (CaseId, bool),
    (request, body): (HttpRequest, web::Payload),
    app: App,
) -> Answer<Shown<Option<CaseFileDto>>> {
    let (asker, asked_for) = (who.clone(), client.clone());
    app.read(move |db| {
        let client = asked_for(db, &asker)?;
        let case = store::cases::load_case(db, &client, id)?;
        Ok(decide(&case.snapshot(), Verb::AddDocument, By::Creditor).map(|_| ())?)
    })
    .await?;
    let received = upload::receive(&app, &request, body).await?;
    let (sent, bytes) = (received.input::<UploadRequest>(&request)?, received.bytes());
    let (config, blobs) = (app.config().clone(), app.shared().blobs.clone());
    let reply = app
        .submit(
            who,
            sent,
            move |db, who, order, ctx| {
                let document_type = order.document_type.or(Some(DocumentType::OriginalInvoice));
                let new = checked(received, &UploadOrder { document_type, ..order }, true)?;
                let client = client(db, who)?;
                let kept = actions::take_in_for_client(db, &blobs, &client, (id, tells), &new, ctx)?;
                Done::new("", "", &kept.first().map(|document| CaseFileDto::new(document, &config, ctx.now)))
            },
            |_, _, _| Err(Failure::NotFound),
        )
        .await;
    if !matches!(reply, Ok(Reply::Done(_))) {
        upload::forget(&app, bytes).await;
    }
    reply
}
