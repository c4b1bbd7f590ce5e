//! Receives bytes: counts, hashes, and passes them on in parts.

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use object_store::MultipartUpload;
use sha2::{Digest, Sha256};

use super::{BlobError, Stored};

/// Part size of a large upload in bytes; one or two parts are in memory. S3 needs at least 5 MiB.
pub(super) const PART_BYTES: usize = 8 * 1024 * 1024;

/// Bytes kept from the beginning to detect the file's type.
pub(super) const HEAD_BYTES: usize = 4096;

/// What has arrived so far.
#[derive(Default)]
pub(super) struct Taken {
    sha256: Sha256,
    size: u64,
    head: Vec<u8>,
}

impl Taken {
    /// Counts and hashes bytes; fails above `limit` bytes in total.
    pub(super) fn take(&mut self, bytes: &[u8], limit: u64) -> Result<(), BlobError> {
        self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.size > limit {
            return Err(BlobError::TooLarge { limit });
        }
        let room = HEAD_BYTES - self.head.len();
        self.head.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        self.sha256.update(bytes);
        Ok(())
    }

    /// The result, when everything has arrived.
    pub(super) fn stored(self) -> Stored {
        Stored { sha256: hex::encode(self.sha256.finalize()), size: self.size, head: self.head }
    }
}

/// Sends `part` and the rest of the stream in parts.
pub(super) async fn send_parts<S, E>(
    upload: &mut dyn MultipartUpload,
    mut stream: S,
    limit: u64,
    taken: &mut Taken,
    mut part: BytesMut,
) -> Result<(), BlobError>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    loop {
        // Some stores need all parts but the last to have the same size.
        while part.len() >= PART_BYTES {
            upload.put_part(part.split_to(PART_BYTES).freeze().into()).await?;
        }
        let Some(bytes) = stream.next().await else {
            break;
        };
        let bytes = bytes.map_err(|error| BlobError::Upload(error.into()))?;
        taken.take(&bytes, limit)?;
        part.extend_from_slice(&bytes);
    }
    if !part.is_empty() {
        upload.put_part(part.freeze().into()).await?;
    }
    Ok(())
}
