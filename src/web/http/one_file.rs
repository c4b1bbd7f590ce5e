//! One file on its way in that is looked at and not kept: the only file of a multipart body, or the whole body. It is
//! held in memory; what all such files may take together is limited, and so is the time in which one must arrive.

use std::time::Duration;

use actix_web::{HttpRequest, web};
use futures_util::StreamExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::failure::Failure;
use super::problems::Problems;
use super::{forgery, is_json, upload};
use crate::domain::document::{MAX_BYTES, safe_name};

const MEBIBYTE: usize = 1024 * 1024;
/// Files that may arrive at the same time in a node, of as many megabytes as there is room for.
pub(crate) const MAX_FILES: u32 = 10;
/// How many of them may come from one network.
pub(crate) const MAX_FILES_OF_ONE_NETWORK: u32 = 3;
/// Mebibytes that all files together may take.
static ROOM: Semaphore = Semaphore::const_new(256);
/// The longest that a file may take to arrive.
const LONGEST: Duration = Duration::from_secs(120);
/// As much of a file that is too large is read to its end, so that the sender hears the reason.
const PATIENCE: usize = 100 * MEBIBYTE;

/// A file that arrived.
pub(crate) struct OneFile {
    /// A safe name; "" when it came without one.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The room that it takes, until it is dropped.
    room: Option<SemaphorePermit<'static>>,
    /// How much came, kept or not.
    came: usize,
}

/// Reads the file of a request: the field `file` of a form, or under `/api/` the body itself as `application/pdf`.
///
/// # Errors
/// None was sent (at the field `file`); one over the limit; a body that breaks off; no room just now.
pub(crate) async fn receive(request: &HttpRequest, body: web::Payload) -> Result<OneFile, Failure> {
    let came = tokio::time::timeout(LONGEST, read(request, body)).await;
    let file = came.map_err(|_| Failure::TooSlow)??;
    if file.came > file.bytes.len() {
        let most = MAX_BYTES / 1024 / 1024;
        return Err(Failure::TooLarge(format!("The file is larger than {most} MB.")));
    }
    if file.bytes.is_empty() && file.name.is_empty() {
        return Err(Failure::Invalid(Problems::at("file", "Send one file.")));
    }
    Ok(file)
}

async fn read(request: &HttpRequest, body: web::Payload) -> Result<OneFile, Failure> {
    let mut file = OneFile { name: String::new(), bytes: Vec::new(), room: None, came: 0 };
    let kind = request.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if is_json(request) && ["application/pdf", "application/octet-stream"].contains(&kind.as_str()) {
        let mut body = Box::pin(super::body::paced(body));
        while let Some(chunk) = body.next().await {
            file.take(&chunk.map_err(|_| upload::broke_off())?)?;
        }
        return Ok(file);
    }
    let mut token = None;
    let mut parts = upload::multipart(request, body);
    while let Some(part) = parts.next().await {
        let part = part.map_err(|error| upload::broken(&error))?;
        // An empty name is what a browser sends for an empty field.
        let name = part.content_disposition().and_then(|part| part.get_filename());
        let name = name.filter(|name| !name.is_empty()).map(safe_name);
        let field = part.name().unwrap_or_default().to_owned();
        // Polled after its end, a part panics.
        let mut part = part.fuse();
        let mut text = Vec::new();
        let wanted = field == "file" && file.came == 0;
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|error| upload::broken(&error))?;
            if wanted {
                file.take(&chunk)?;
            } else if text.len() + chunk.len() <= 1024 {
                text.extend_from_slice(&chunk);
            }
        }
        if wanted {
            file.name = name.unwrap_or_default();
        }
        if field == forgery::FIELD {
            token = String::from_utf8(text).ok();
        }
    }
    if !is_json(request) {
        forgery::check_token(request, token.as_deref())?;
    }
    Ok(file)
}

impl OneFile {
    fn take(&mut self, chunk: &[u8]) -> Result<(), Failure> {
        self.came += chunk.len();
        let most = usize::try_from(MAX_BYTES).unwrap_or(usize::MAX);
        if self.came > most {
            self.bytes = Vec::new();
            self.room = None;
            let is_endless = self.came > PATIENCE;
            return if is_endless { Err(Failure::TooLarge("The file is too large.".to_owned())) } else { Ok(()) };
        }
        let wanted = self.came.div_ceil(MEBIBYTE);
        let held = self.room.as_ref().map_or(0, SemaphorePermit::num_permits);
        if wanted > held {
            let more = u32::try_from(wanted - held).unwrap_or(u32::MAX);
            let more = ROOM.try_acquire_many(more).map_err(|_| Failure::Busy)?;
            match &mut self.room {
                Some(room) => room.merge(more),
                room => *room = Some(more),
            }
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }
}
