//! Downloads: files that are written while they are sent, and the name under which a browser saves them.

use std::io;

use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::places::Place;
use crate::exchange::ChannelWriter;

/// The characters of RFC 5987, `attr-char`. All others are written as %XX.
const ATTR: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Pieces of 64 KiB that may wait between the writer and the network.
const MAX_WAITING_PIECES: usize = 4;

/// A CSV file under a name, to be saved.
pub(crate) fn csv(name: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response.content_type("text/csv; charset=utf-8").insert_header((header::CONTENT_DISPOSITION, disposition(name)));
    response
}

/// A PDF that the browser may show, under a name.
pub(crate) fn pdf(name: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, disposition(name).replacen("attachment", "inline", 1)))
        .body(bytes)
}

/// Downloads at the same time per node. Each holds a thread until its reader has taken everything.
pub(crate) const MAX_DOWNLOADS: u32 = 32;
/// Downloads at the same time per tenant and node.
pub(crate) const MAX_DOWNLOADS_OF_ONE_TENANT: u32 = 4;

/// Streams what `write` writes, on a thread that may block. The writing ends when the reader is gone. An error in the
/// middle breaks the connection, so that half a file never looks complete.
pub(crate) fn stream(
    place: Place,
    mut response: HttpResponseBuilder,
    write: impl FnOnce(&mut ChannelWriter) -> io::Result<()> + Send + 'static,
) -> HttpResponse {
    let (mut writer, chunks) = ChannelWriter::pair(MAX_WAITING_PIECES);
    drop(actix_web::rt::task::spawn_blocking(move || {
        match write(&mut writer) {
            // If the reader is gone, nobody needs the end of the file.
            Ok(()) => drop(writer.finish()),
            Err(error) => {
                match error.kind() {
                    io::ErrorKind::BrokenPipe => {}
                    io::ErrorKind::TimedOut => tracing::info!(%error, "a download was ended"),
                    _ => tracing::error!(%error, "a download broke off"),
                }
                writer.abort(error);
            }
        }
        drop(place);
    }));
    response.streaming(chunks)
}

/// An `attachment` header with the name in ASCII for old browsers and in full for others.
pub(crate) fn disposition(name: &str) -> String {
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
