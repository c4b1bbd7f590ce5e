//! Receives one file that is examined and not stored: the only file of a multipart body, or the whole body. It is held
//! in memory, so the total size and the time to arrive are limited.

use std::time::Duration;

use actix_web::{HttpRequest, web};
use futures_util::StreamExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::failure::Failure;
use super::problems::Problems;
use super::{forgery, is_json, upload};
use crate::domain::document::{MAX_BYTES, safe_name};

const MEBIBYTE: usize = 1024 * 1024;
/// Files that may arrive at the same time per node, if their megabytes have room.
pub(crate) const MAX_FILES: u32 = 10;
/// Files that may arrive at the same time from one network.
pub(crate) const MAX_FILES_OF_ONE_NETWORK: u32 = 3;
/// Mebibytes that all these files may take together.
static FREE_MEBIBYTES: Semaphore = Semaphore::const_new(256);
/// A file must have arrived after this time.
const MAX_ARRIVAL_TIME: Duration = Duration::from_secs(120);
/// Read at most this many bytes of a file that is too large, so that the sender gets the reason and not a broken
/// connection.
const MAX_DISCARDED_BYTES: usize = 100 * MEBIBYTE;

/// A received file.
pub(crate) struct OneFile {
    /// A safe file name; "" if it had none.
    pub name: String,
    pub bytes: Vec<u8>,
    /// Reserves memory until the file is dropped.
    room: Option<SemaphorePermit<'static>>,
    /// Bytes received, kept or not.
    came: usize,
}

/// Receives the file of a request: the field `file` of a form, or under `/api/` the body itself as `application/pdf`.
///
/// # Errors
/// If no file was sent (at the field `file`), it is too large, the body breaks off, or there is no room now.
pub(crate) async fn receive(request: &HttpRequest, body: web::Payload) -> Result<OneFile, Failure> {
    let came = tokio::time::timeout(MAX_ARRIVAL_TIME, read(request, body)).await;
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
        // Browsers send an empty name for an empty field.
        let name = part.content_disposition().and_then(|part| part.get_filename());
        let name = name.filter(|name| !name.is_empty()).map(safe_name);
        let field = part.name().unwrap_or_default().to_owned();
        // A part panics if it is polled after its end.
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
            let is_endless = self.came > MAX_DISCARDED_BYTES;
            return if is_endless { Err(Failure::TooLarge("The file is too large.".to_owned())) } else { Ok(()) };
        }
        let wanted = self.came.div_ceil(MEBIBYTE);
        let held = self.room.as_ref().map_or(0, SemaphorePermit::num_permits);
        if wanted > held {
            let more = u32::try_from(wanted - held).unwrap_or(u32::MAX);
            let more = FREE_MEBIBYTES.try_acquire_many(more).map_err(|_| Failure::Busy)?;
            match &mut self.room {
                Some(room) => room.merge(more),
                room => *room = Some(more),
            }
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }
}
