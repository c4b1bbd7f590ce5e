//! A document on its way out: streamed, to be saved and never to be shown, whatever it claims to be.

use actix_web::HttpResponse;
use actix_web::body::SizedStream;
use actix_web::http::header;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::document::FileKind;
use crate::store::blobs::{BlobError, Blobs};
use crate::store::documents::Document;
use crate::web::http::Failure;

/// RFC 5987, attr-char: everything else is written as %XX.
const ATTR: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The document as a download.
///
/// # Errors
/// When the document store does not answer, or does not have it.
pub async fn attachment(blobs: &Blobs, document: &Document) -> Result<HttpResponse, Failure> {
    stored(blobs, &document.sha256, &document.file_name).await
}

/// Stored bytes under a name, as a download.
///
/// # Errors
/// When the document store does not answer, or does not have them.
pub async fn stored(blobs: &Blobs, sha256: &str, name: &str) -> Result<HttpResponse, Failure> {
    let (size, stream) = match blobs.get_stream(sha256).await {
        Err(BlobError::NotFound) => return Err(Failure::Fault(format!("the bytes {sha256} are gone"))),
        found => found?,
    };
    // The kind of the name, from our own list: what was stored with it decides over nothing.
    let media_type = FileKind::of(name).map_or("application/octet-stream", FileKind::media_type);
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition(name)))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        // Nothing between here and the reader may pack it: the bytes are the document.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(SizedStream::new(size, stream)))
}

/// `attachment`, with the name once in ASCII for old readers and once as it is.
pub fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, ATTR))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("Bürgschaft \"a\"; x=%41\r\n.pdf"),
            "attachment; filename=\"B_rgschaft _a_; x=_41__.pdf\"; \
             filename*=UTF-8''B%C3%BCrgschaft%20%22a%22%3B%20x%3D%2541%0D%0A.pdf"
        );
    }
}
