//! Reads request bodies: small ones as a whole within a time limit, files as streams with a minimum speed. A body that
//! is too slow is refused, so that it cannot hold a connection open.

use std::io;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use tokio::time::{Instant, timeout};

use super::failure::Failure;

/// Limit for forms and JSON bodies. Files are read as streams instead.
const MAX_SMALL_BYTES: usize = 1024 * 1024;
/// A small body must have arrived after this time.
const SMALL_BODY_TIME: Duration = Duration::from_secs(20);
/// Longest pause between two pieces of a file.
const MAX_PAUSE: Duration = Duration::from_secs(15);
/// After this time a file must have arrived at [`MIN_BYTES_PER_SECOND`] on average.
const SPEED_CHECKED_AFTER: Duration = Duration::from_secs(30);
/// Slowest average speed of a file: 25 MB in under an hour.
const MIN_BYTES_PER_SECOND: u64 = 8 * 1024;

/// Whether a request uploads files.
pub(super) fn is_file(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    ["multipart/form-data", "application/pdf", "application/octet-stream"].iter().any(|file| kind.starts_with(file))
}

/// Reads a small body.
///
/// # Errors
/// If it is too large, too slow or broken off.
pub(super) async fn small(request: &HttpRequest, payload: &mut Payload) -> Result<Vec<u8>, Failure> {
    let payload = web::Payload::from_request(request, payload).await;
    let mut payload = payload.map_err(|_| Failure::BadRequest("The body cannot be read.".to_owned()))?;
    let read = async {
        let mut body = Vec::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Failure::BadRequest("The body broke off.".to_owned()))?;
            if body.len() + chunk.len() > MAX_SMALL_BYTES {
                return Err(Failure::TooLarge("The body is larger than 1 MB.".to_owned()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    timeout(SMALL_BODY_TIME, read).await.map_err(|_| Failure::TooSlow)?
}

/// A body with a minimum speed: the stream fails when it pauses too long or is too slow on average.
pub(crate) fn paced<S>(body: S) -> impl Stream<Item = Result<Bytes, PayloadError>> + 'static
where
    S: Stream<Item = Result<Bytes, PayloadError>> + Unpin + 'static,
{
    let begun = (Some(body), Instant::now(), 0_u64);
    stream::unfold(begun, |(body, since, came)| async move {
        let mut body = body?;
        match timeout(MAX_PAUSE, body.next()).await {
            Ok(None) => None,
            Ok(Some(Ok(chunk))) => {
                let came = came + u64::try_from(chunk.len()).unwrap_or(u64::MAX);
                let took = since.elapsed();
                if took > SPEED_CHECKED_AFTER && came < MIN_BYTES_PER_SECOND * took.as_secs() {
                    return Some((Err(too_slow()), (None, since, came)));
                }
                Some((Ok(chunk), (Some(body), since, came)))
            }
            Ok(Some(Err(error))) => Some((Err(error), (None, since, came))),
            Err(_) => Some((Err(too_slow()), (None, since, came))),
        }
    })
    // A multipart body is polled again after its end.
    .fuse()
}

fn too_slow() -> PayloadError {
    PayloadError::Io(io::ErrorKind::TimedOut.into())
}

/// Whether a body failed because it was too slow.
pub(super) fn is_too_slow(error: &PayloadError) -> bool {
    matches!(error, PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream of pieces: for each, a pause in milliseconds and a size in bytes.
    fn dripping(pieces: Vec<(u64, usize)>) -> impl Stream<Item = Result<Bytes, PayloadError>> + Unpin {
        Box::pin(stream::iter(pieces).then(|(seconds, length)| async move {
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            Ok(Bytes::from(vec![0; length]))
        }))
    }

    async fn read(pieces: Vec<(u64, usize)>) -> Result<usize, bool> {
        let mut body = Box::pin(paced(dripping(pieces)));
        let mut came = 0;
        while let Some(chunk) = body.next().await {
            came += chunk.map_err(|error| is_too_slow(&error))?.len();
        }
        Ok(came)
    }

    #[tokio::test(start_paused = true)]
    async fn a_file_must_keep_coming() {
        assert_eq!(read(vec![(10, 1), (10, 1)]).await, Ok(2), "slow, but not for long");
        assert_eq!(read(vec![(1, 1_000_000); 60]).await, Ok(60_000_000));
        assert_eq!(read(vec![(16, 1_000_000)]).await, Err(true), "a pause");
        assert_eq!(read(vec![(1, 100); 60]).await, Err(true), "a drip");
    }
}
