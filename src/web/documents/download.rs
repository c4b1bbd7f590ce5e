//! Sends a document as a stream. The browser saves it and never displays it, whatever its type.

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header;

use crate::domain::document::FileKind;
use crate::store::documents::Document;
use crate::store::documents::blobs::{BlobError, Blobs};
use crate::web::http::Failure;
use crate::web::http::download::disposition;

/// A document as a download.
///
/// # Errors
/// If the document store fails or does not have it.
pub(crate) async fn attachment(blobs: &Blobs, document: &Document) -> Result<HttpResponse, Failure> {
    stored(blobs, &document.sha256, &document.file_name).await
}

/// Stored bytes as a download under a name.
///
/// # Errors
/// If the document store fails or does not have them.
pub(crate) async fn stored(blobs: &Blobs, sha256: &str, name: &str) -> Result<HttpResponse, Failure> {
    let (size, stream) = match blobs.get_stream(sha256).await {
        Err(BlobError::NotFound) => return Err(Failure::Fault(format!("the bytes {sha256} are gone"))),
        found => found?,
    };
    // The media type follows from the file name by our own list. What the sender claimed is not used.
    let media_type = FileKind::of(name).map_or("application/octet-stream", FileKind::media_type);
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition(name)))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        // Nothing on the way may compress it: the bytes are the document.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(SizedStream::new(size, stream)))
}
