//! Adds documents to a case and deletes them.
//!
//! The bytes are stored before the transaction and removed after it. Adding and removing both lock the row of the
//! bytes' hash, so that they cannot overlap.

use super::cases::{moved, save, say_in, spend_upload};
use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Client, Customer, Partner};
use crate::domain::calendar::Moment;
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, Lifecycle, Verb};
use crate::domain::document::DocumentRefusal;
use crate::domain::document::{DocumentType, Uploader};
use crate::domain::fact::Fact;
use crate::domain::ids::{CaseId, DocumentId};
use crate::domain::refusal::Refusal;
use crate::store::cases::{Case, Scope};
use crate::store::clients::links::ClientLink;
use crate::store::documents::Document;
use crate::store::documents::blobs::{Blobs, Written};
use crate::store::{self, Tx, Writer};

/// A document whose bytes are stored.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// A safe name.
    pub file_name: String,
    /// The media type, from the list of accepted types.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// SHA-256 of the bytes, under which they are stored.
    pub sha256: String,
    /// What it is for, if known.
    pub document_type: Option<DocumentType>,
    /// The uploader's description.
    pub description: Option<String>,
}

/// Stored bytes: their SHA-256 and size.
pub type Bytes = (String, i64);

/// Adds documents of the agency, all or none. A document with the same bytes, name, type and description is not added
/// again, so that a repeated form adds once.
///
/// # Errors
/// The case is merged; the case is not the agency's.
pub fn add(db: &mut Writer, who: &Partner, case: CaseId, new: &[NewDocument], ctx: &Context) -> Outcome<Vec<Document>> {
    keep(db, who.into(), &who.author(), By::Agency, case, new, ctx)
}

/// Adds documents of the creditor, all or none. See [`add`].
///
/// # Errors
/// See [`add`].
pub fn add_by_creditor(db: &mut Writer, who: &Client, new: &[NewDocument], ctx: &Context) -> Outcome<Vec<Document>> {
    keep(db, who.into(), &who.author(), By::Creditor, who.case, new, ctx)
}

/// Locks the bytes of an upload until the transaction ends and checks that they still exist: they may have been removed
/// with the last other document of the same bytes. Call it in the transaction that adds the documents, before adding.
///
/// # Errors
/// The bytes are gone and must be uploaded again.
pub fn claim(db: &mut Tx<'_>, blobs: &Blobs, new: &[NewDocument], ctx: &Context) -> Outcome<()> {
    for (sha256, size) in in_order(new) {
        store::documents::hold_bytes(db, sha256, size, ctx.now)?;
        if !blobs.exists_blocking(sha256)? {
            return Err(ActionError::At("files", "The file could not be kept. Send it again.".to_owned()));
        }
    }
    Ok(())
}

/// A creditor's answer with files: first the files, then the text, in one transaction.
///
/// # Errors
/// The case is closed; the daily limit of files is reached; see [`claim`], [`add_by_creditor`] and
/// [`crate::actions::cases::answer`].
pub fn answer_with_files(
    db: &mut Writer,
    blobs: &Blobs,
    link: &ClientLink,
    text: &str,
    new: &[NewDocument],
    ctx: &Context,
) -> Outcome<()> {
    let who = &link.client;
    db.write(|db| {
        if store::cases::load_case(db, who, who.case)?.lifecycle == Lifecycle::Closed {
            let text = "This case is closed, so nothing can be sent here any more.".to_owned();
            return Err(ActionError::At("message", text));
        }
        let files = i64::try_from(new.len()).unwrap_or(i64::MAX);
        spend_upload(db, link, files, new.iter().map(|one| one.size).sum(), ctx)?;
        claim(db, blobs, new, ctx)?;
        add_by_creditor(db, who, new, ctx)?;
        crate::actions::cases::answer(db, who, text, ctx)?;
        Ok(())
    })
}

/// [`claim`] and [`add`] in one transaction: the end of an upload by the agency.
///
/// # Errors
/// See both.
pub fn take_in(
    db: &mut Writer,
    blobs: &Blobs,
    who: &Partner,
    case: CaseId,
    new: &[NewDocument],
    ctx: &Context,
) -> Outcome<Vec<Document>> {
    db.write(|db| {
        claim(db, blobs, new, ctx)?;
        add(db, who, case, new, ctx)
    })
}

/// [`claim`] and adding in one transaction, for a client's own system. With `tells`, the agency reads of it in the
/// conversation.
///
/// # Errors
/// See [`take_in`].
pub fn take_in_for_client(
    db: &mut Writer,
    blobs: &Blobs,
    who: &Customer,
    (case, tells): (CaseId, bool),
    new: &[NewDocument],
    ctx: &Context,
) -> Outcome<Vec<Document>> {
    db.write(|db| {
        claim(db, blobs, new, ctx)?;
        let kept = keep(db, who.into(), &who.author(), By::Creditor, case, new, ctx)?;
        if tells {
            let names: Vec<&str> = kept.iter().map(|document| document.file_name.as_str()).collect();
            say_in(db, case, &format!("A file was added to this case: {}", names.join(", ")), ctx)?;
        }
        Ok(kept)
    })
}

/// Hashes are locked in the same order by all uploads, so that no two wait for each other.
fn in_order(new: &[NewDocument]) -> std::collections::BTreeMap<&str, i64> {
    new.iter().map(|document| (document.sha256.as_str(), document.size)).collect()
}

fn keep(
    db: &mut Writer,
    scope: Scope,
    author: &Author,
    by: By,
    case: CaseId,
    new: &[NewDocument],
    ctx: &Context,
) -> Outcome<Vec<Document>> {
    db.write(|db| {
        moved(&store::cases::load_case(db, scope, case)?, Verb::AddDocument, by)?;
        for (sha256, size) in in_order(new) {
            store::documents::hold_bytes(db, sha256, size, ctx.now)?;
        }
        let (mut kept, mut facts) = (Vec::new(), Vec::new());
        for new in new {
            let document = document_of(new, case, author, ctx);
            if let Some(known) = store::documents::twin(db, &document)? {
                kept.push(known);
                continue;
            }
            store::documents::insert(db, &document)?;
            let kind = document.document_type.map(|kind| kind.label().to_owned());
            facts.push(Fact::DocumentAdded { name: document.file_name.clone(), kind });
            kept.push(document);
        }
        if !facts.is_empty() {
            record(db, scope, author, by, case, &facts, ctx)?;
        }
        Ok(kept)
    })
}

fn document_of(new: &NewDocument, case: CaseId, author: &Author, ctx: &Context) -> Document {
    let now = ctx.now.naive_utc();
    Document {
        id: DocumentId::from_uuid(store::fresh_id()),
        case_id: case,
        sha256: new.sha256.clone(),
        file_name: new.file_name.clone(),
        media_type: new.media_type.clone(),
        size: new.size,
        document_type: new.document_type,
        description: new.description.clone(),
        uploader_kind: Uploader::from(author.side),
        uploader_id: author.organisation.clone().unwrap_or_else(|| author.id.clone()),
        uploader_name: author.name.clone(),
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Files are often sent at once, each in a request of its own. That is no conflict, so an overtaken request loads the
/// case again and retries.
fn record(
    db: &mut Tx<'_>,
    scope: Scope,
    author: &Author,
    by: By,
    case: CaseId,
    facts: &[Fact],
    ctx: &Context,
) -> Outcome<Case> {
    let mut tries = 0;
    loop {
        let before = store::cases::load_case(db, scope, case)?;
        let after = moved(&before, Verb::AddDocument, by)?;
        match save(db, &before, after, author, facts, ctx) {
            Err(ActionError::Refused(Refusal::Case(CaseRefusal::Overtaken))) if tries < 8 => tries += 1,
            saved => return saved.map(|(case, _)| case),
        }
    }
}

/// Deletes a document of the agency. The record stays and is marked as deleted; [`let_go`] removes the bytes after the
/// transaction.
///
/// # Errors
/// The document is the creditor's; the case is merged; the document is not found.
pub fn delete(db: &mut Writer, who: &Partner, case: CaseId, id: DocumentId, ctx: &Context) -> Outcome<Document> {
    db.write(|db| {
        let document = store::documents::load(db, who, case, id)?;
        if !is_own(who, &document) {
            return Err(DocumentRefusal::OfOthers.into());
        }
        if !store::documents::mark_deleted(db, id, ctx.now)? {
            return Err(store::StoreError::NotFound.into());
        }
        let facts = [Fact::DocumentDeleted { name: document.file_name.clone() }];
        record(db, who.into(), &who.author(), By::Agency, case, &facts, ctx)?;
        Ok(document)
    })
}

/// Whether a document was added by the agency.
pub fn is_own(who: &Partner, document: &Document) -> bool {
    document.uploader_kind == Uploader::CollectionPartner && document.uploader_id == who.agency.id.as_str()
}

/// Removes bytes that no document uses; bytes in use stay. Never call it inside the transaction that deletes a
/// document: after a rollback the document would have no bytes.
///
/// # Errors
/// If database or document store fail, unused bytes may remain.
pub fn let_go(db: &mut Writer, blobs: &Blobs, bytes: &[Bytes], ctx: &Context) -> Outcome<()> {
    for (sha256, size) in bytes {
        release(db, blobs, sha256, *size, None, ctx)?;
    }
    Ok(())
}

/// Removes those of these bytes that no document uses and that were last written before a moment; returns how many.
/// Such bytes are left when a server stops during an upload. For the worker.
///
/// Safe for running uploads of the same bytes: an upload writes old bytes again, which renews their time, and [`claim`]
/// checks once more.
///
/// # Errors
/// When the database or the document store does not answer.
pub fn clear_unused(
    db: &mut Writer,
    blobs: &Blobs,
    found: &[Written],
    before: Moment,
    ctx: &Context,
) -> Outcome<usize> {
    let hashes: Vec<&str> = found.iter().map(|one| one.sha256.as_str()).collect();
    let used = store::documents::unscoped::used(db, &hashes)?;
    let mut cleared = 0;
    for one in found.iter().filter(|one| !used.contains(&one.sha256)) {
        let size = i64::try_from(one.size).unwrap_or(i64::MAX);
        cleared += usize::from(release(db, blobs, &one.sha256, size, Some(before), ctx)?);
    }
    Ok(cleared)
}

/// Removes bytes unless a document uses them or they were written since; returns whether it did.
fn release(
    db: &mut Writer,
    blobs: &Blobs,
    sha256: &str,
    size: i64,
    before: Option<Moment>,
    ctx: &Context,
) -> Outcome<bool> {
    db.write(|db| {
        store::documents::hold_bytes(db, sha256, size, ctx.now)?;
        let is_young = match before {
            Some(before) => blobs.written_at_blocking(sha256)?.is_none_or(|at| at >= before),
            None => false,
        };
        if is_young || store::documents::unscoped::uses(db, sha256)? {
            return Ok(false);
        }
        blobs.delete_blocking(sha256)?;
        Ok(true)
    })
}
