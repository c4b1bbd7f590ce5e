//! Uploads: a multipart body, streamed into the document store. A file's type is checked by its first bytes before
//! anything is stored, and a file is never held in memory as a whole.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};

use super::failure::Failure;
use super::fields::Fields;
use super::input::Input;
use super::problems::Problems;
use super::work::App;
use super::{body, door, forgery, is_json, kept};
use crate::actions::documents::{self, NewDocument};
use crate::domain::document::{DocumentProblem, DocumentType, FileKind, MAX_BYTES, check, safe_name};
use crate::store::documents::blobs::{BlobError, Blobs, Stored};

/// Files per request.
pub(crate) const MAX_FILES: usize = 20;
/// Fields per request besides the files, and the longest of them in bytes.
const MAX_FIELDS: usize = 40;
const MAX_FIELD_BYTES: usize = 64 * 1024;
/// Read at most this many bytes of refused files, so that the sender gets the reason and not a broken connection.
const MAX_DISCARDED_BYTES: usize = 100 * 1024 * 1024;
/// Bytes at the beginning of a file from which its type is detected.
const TYPE_DETECTION_BYTES: usize = 4096;

/// An accepted file.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    /// A safe file name.
    pub file_name: String,
    /// The detected type.
    pub kind: FileKind,
    /// Where it is stored.
    pub stored: Stored,
}

impl Arrived {
    /// The file as a new document of a case.
    pub(crate) fn into_document(self, document_type: Option<DocumentType>, description: Option<String>) -> NewDocument {
        NewDocument {
            file_name: self.file_name,
            media_type: self.kind.media_type().to_owned(),
            size: i64::try_from(self.stored.size).unwrap_or(i64::MAX),
            sha256: self.stored.sha256,
            document_type,
            description,
        }
    }
}

/// The content of a multipart body.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// The fields besides the files. Names begin in lower case.
    pub fields: Fields,
    /// The accepted files, already stored.
    pub files: Vec<Arrived>,
    /// The refused files by name, with the reason.
    pub refused: Vec<(String, DocumentProblem)>,
    /// Set if the form is only shown again and not executed: the message to show.
    shown_again: Option<&'static str>,
    discarded: usize,
}

impl Received {
    /// All stored bytes, for [`forget`] if the request fails.
    pub(crate) fn bytes(&self) -> Vec<documents::Bytes> {
        let size = |stored: &Stored| i64::try_from(stored.size).unwrap_or(i64::MAX);
        self.files.iter().map(|file| (file.stored.sha256.clone(), size(&file.stored))).collect()
    }

    /// The fields as input. The files are part of the hash that recognises a repetition.
    pub(crate) fn input<F>(&self, request: &HttpRequest) -> Result<Input<F>, Failure> {
        let mut fields = self.fields.clone();
        for file in &self.files {
            fields.add("fileHashes", file.stored.sha256.clone());
        }
        Ok(Input::sent(fields, request)?.shown_again(self.shown_again))
    }

    /// The reason to refuse the whole request, if any. One refused file refuses all, so that nothing is half done.
    pub(crate) fn refusal(&self) -> Option<Failure> {
        let (_, first) = self.refused.first()?;
        let told: Vec<String> = self.refused.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        let told = told.join(" ");
        Some(match first {
            DocumentProblem::TooLarge => Failure::TooLarge(told),
            DocumentProblem::KindNotTaken | DocumentProblem::ContentDiffers { .. } => Failure::UnsupportedKind(told),
            DocumentProblem::Empty => Failure::Invalid(Problems::at("files", told)),
        })
    }
}

/// The parts of a body, read with a minimum speed.
pub(crate) fn multipart(request: &HttpRequest, body: web::Payload) -> Multipart {
    Multipart::new(request.headers(), body::paced(body))
}

/// Reads a multipart body to its end. If that fails, nothing of it stays stored.
///
/// When a client disconnects, the framework drops the handler but not the task that reads. The task notices that the
/// body broke off and removes what it stored.
///
/// # Errors
/// If the body is not multipart or is broken, there are too many files, or the token is missing.
pub(crate) async fn receive(app: &App, request: &HttpRequest, body: web::Payload) -> Result<Received, Failure> {
    let parts = multipart(request, body);
    if let (Some(fields), Some(told)) = (kept::fields_of(request), kept::told(request)?) {
        return Ok(Received { fields, shown_again: Some(told), ..Received::default() });
    }
    finished(read_or_forget(app.clone(), request.clone(), parts)).await?
}

async fn read_or_forget(app: App, request: HttpRequest, parts: Multipart) -> Result<Received, Failure> {
    let mut received = Received::default();
    let read = read(&app.shared().blobs, &request, parts, &mut received).await;
    let trusted = read.and_then(|()| match is_json(&request) {
        true => Ok(None),
        false => forgery::check_form(&request, &received.fields),
    });
    match trusted {
        Ok(told) => {
            received.fields.0.remove(forgery::FIELD);
            Ok(Received { shown_again: told, ..received })
        }
        Err(failure) => {
            forget(&app, received.bytes()).await;
            Err(failure)
        }
    }
}

/// Runs work to its end even if the client disconnects.
async fn finished<T: 'static>(work: impl Future<Output = T> + 'static) -> Result<T, Failure> {
    let done = actix_web::rt::spawn(work).await;
    done.map_err(|error| Failure::Fault(format!("the upload was given up: {error}")))
}

/// A form with small files: its fields, and each file's bytes by the name of its field. A body that is not multipart is
/// read as a form without files.
#[derive(Debug)]
pub(crate) struct WithFiles<F, const MOST: usize> {
    /// The fields.
    pub input: Input<F>,
    /// The files; `None` for a file of more than `MOST` bytes.
    pub files: BTreeMap<String, Option<Bytes>>,
    /// Their names, as the sender calls them.
    pub names: BTreeMap<String, String>,
}

impl<F: 'static, const MOST: usize> FromRequest for WithFiles<F, MOST> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let input = Input::from_request(request, payload);
            return Box::pin(async move {
                Ok(Self { input: input.await?, files: BTreeMap::new(), names: BTreeMap::new() })
            });
        }
        if kept::has_taken(request) {
            return Box::pin(std::future::pending());
        }
        let mut body = web::Payload::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            door::check(&request).await?;
            let body = (&mut body).await.map_err(|_| Failure::BadRequest("The body cannot be read.".to_owned()))?;
            let mut fields = Fields::default();
            let mut names = BTreeMap::new();
            let files = hold(multipart(&request, body), MOST, &mut fields, &mut names).await?;
            let told = if is_json(&request) { None } else { forgery::check_form(&request, &fields)? };
            let input = Input::sent(fields, &request)?.shown_again(told);
            Ok(Self { input, files, names })
        })
    }
}

/// Reads the text fields of a multipart body and discards its files; for a form that cannot be executed now.
///
/// # Errors
/// If the body is broken, has more than `most` bytes of text, or too many bytes of files.
pub(super) async fn texts(
    request: &HttpRequest,
    body: web::Payload,
    most: usize,
    fields: &mut Fields,
) -> Result<(), Failure> {
    let mut parts = multipart(request, body);
    let (mut held, mut received) = (0, Received::default());
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|error| broken(&error))?;
        let name = first_lower(part.name().unwrap_or_default());
        if part.content_disposition().is_some_and(|part| part.get_filename().is_some()) {
            discard(&mut part, &mut received).await?;
            continue;
        }
        let text = text_of(&mut part).await?;
        held += name.len() + text.len();
        if held > most || fields.0.len() > MAX_FIELDS {
            return Err(Failure::TooLarge("The form is too large.".to_owned()));
        }
        fields.add(name, text);
    }
    Ok(())
}

/// Reads a multipart body whose files are small enough for memory.
async fn hold(
    mut parts: Multipart,
    most: usize,
    fields: &mut Fields,
    names: &mut BTreeMap<String, String>,
) -> Result<BTreeMap<String, Option<Bytes>>, Failure> {
    let mut files = BTreeMap::new();
    let (mut count, mut discarded) = (0, 0);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|error| broken(&error))?;
        count += 1;
        if count > MAX_FIELDS {
            return Err(Failure::TooLarge("The form has too many fields.".to_owned()));
        }
        let name = first_lower(part.name().unwrap_or_default());
        let file_name = part.content_disposition().and_then(|part| part.get_filename().map(str::to_owned));
        let Some(file_name) = file_name else {
            fields.add(name, text_of(&mut part).await?);
            continue;
        };
        let mut held = BytesMut::new();
        while let Some(bytes) = part.next().await {
            let bytes = bytes.map_err(|error| broken(&error))?;
            if held.len() + bytes.len() <= most && discarded == 0 {
                held.extend_from_slice(&bytes);
                continue;
            }
            discarded += bytes.len();
            if discarded > MAX_DISCARDED_BYTES {
                return Err(Failure::TooLarge("What was sent is too large.".to_owned()));
            }
        }
        // Browsers send no name and no bytes for an empty file field.
        if !file_name.is_empty() || !held.is_empty() {
            names.insert(name.clone(), file_name);
            files.insert(name, Some(held.freeze()).filter(|_| discarded == 0));
        }
        discarded = 0;
    }
    Ok(files)
}

/// Removes stored bytes for which no document was made. If that fails they stay stored but unused.
pub(crate) async fn forget(app: &App, bytes: Vec<documents::Bytes>) {
    if bytes.is_empty() {
        return;
    }
    let app = app.clone();
    let let_go = async move {
        let blobs = app.shared().blobs.clone();
        app.run(move |db, ctx| Ok(documents::let_go(db, &blobs, &bytes, ctx)?)).await
    };
    if let Err(failure) = finished(let_go).await.flatten() {
        tracing::warn!(?failure, "bytes of a refused upload could not be removed");
    }
}

async fn read(
    blobs: &Blobs,
    request: &HttpRequest,
    mut parts: Multipart,
    received: &mut Received,
) -> Result<(), Failure> {
    let mut count = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|error| broken(&error))?;
        count += 1;
        let too_many = received.files.len() + received.refused.len() >= MAX_FILES || count > MAX_FIELDS + MAX_FILES;
        let disposition = part.content_disposition().cloned();
        let file_name = disposition.as_ref().and_then(|part| {
            let extended = part.get_filename_ext().and_then(|name| String::from_utf8(name.value.clone()).ok());
            extended.or_else(|| part.get_filename().map(str::to_owned))
        });
        match file_name {
            _ if too_many => {
                return Err(Failure::TooLarge(format!("At most {MAX_FILES} files may be sent at a time.")));
            }
            // Browsers send an empty name for an empty file field.
            Some(name) if name.is_empty() => discard(&mut part, received).await?,
            Some(name) => {
                // A wrong token ends the request before any file is read.
                if received.fields.has(forgery::FIELD) && !is_json(request) {
                    forgery::check_form(request, &received.fields)?;
                }
                take_file(blobs, safe_name(&name), &mut part, received).await?;
            }
            None => {
                let name = first_lower(part.name().unwrap_or_default());
                received.fields.add(name, text_of(&mut part).await?);
            }
        }
    }
    Ok(())
}

/// The contract writes `DocumentType`, forms write `documentType`.
fn first_lower(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or(String::new(), |first| first.to_lowercase().chain(characters).collect())
}

async fn text_of(part: &mut Field) -> Result<String, Failure> {
    let bytes = part
        .bytes(MAX_FIELD_BYTES)
        .await
        .map_err(|_| Failure::TooLarge("A field of the form is too long.".to_owned()))?
        .map_err(|error| broken(&error))?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Failure::BadRequest("The text is not valid UTF-8.".to_owned()))
}

async fn take_file(blobs: &Blobs, name: String, part: &mut Field, received: &mut Received) -> Result<(), Failure> {
    // A part panics if it is polled after its end.
    let mut part = part.fuse();
    let mut head = BytesMut::new();
    while head.len() < TYPE_DETECTION_BYTES {
        let Some(bytes) = part.next().await else { break };
        head.extend_from_slice(&bytes.map_err(|error| broken(&error))?);
    }
    let look = head.get(..TYPE_DETECTION_BYTES).unwrap_or(&head);
    let kind = match check(&name, look, infer::get(look).map(|known| known.mime_type())) {
        Ok(kind) => kind,
        Err(problem) => {
            received.refused.push((name, problem));
            return discard(&mut part, received).await;
        }
    };
    let begun = stream::iter([Ok::<Bytes, String>(head.freeze())]);
    let rest = part.by_ref().map(|bytes| bytes.map_err(|error| error.to_string()));
    match blobs.put_stream(begun.chain(rest), MAX_BYTES).await {
        Ok(stored) => received.files.push(Arrived { file_name: name, kind, stored }),
        Err(BlobError::TooLarge { .. }) => {
            received.refused.push((name, DocumentProblem::TooLarge));
            discard(&mut part, received).await?;
        }
        Err(BlobError::Upload(_)) => return Err(broke_off()),
        Err(other) => return Err(other.into()),
    }
    Ok(())
}

async fn discard(
    part: &mut (impl Stream<Item = Result<Bytes, MultipartError>> + Unpin),
    received: &mut Received,
) -> Result<(), Failure> {
    while let Some(bytes) = part.next().await {
        received.discarded += bytes.map_err(|error| broken(&error))?.len();
        if received.discarded > MAX_DISCARDED_BYTES {
            let failure = received.refusal();
            return Err(failure.unwrap_or_else(|| Failure::TooLarge("What was sent is too large.".to_owned())));
        }
    }
    Ok(())
}

/// The failure for a broken multipart body.
pub(super) fn broken(error: &MultipartError) -> Failure {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => {
            Failure::UnsupportedKind("Send the files as multipart/form-data.".to_owned())
        }
        MultipartError::Payload(error) if body::is_too_slow(error) => Failure::TooSlow,
        MultipartError::Incomplete | MultipartError::Payload(_) => broke_off(),
        _ => Failure::BadRequest("The multipart body cannot be read.".to_owned()),
    }
}

pub(super) fn broke_off() -> Failure {
    Failure::BadRequest("The upload broke off. Nothing of it was kept; send it again.".to_owned())
}
