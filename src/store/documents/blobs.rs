//! The bytes of documents. Each content is stored once, under its SHA-256, on the local disk or in an S3-compatible
//! store.
//!
//! Nothing is visible under its key before it is complete. Two uploads of the same bytes use the same key, so before
//! deleting the caller must know that no record refers to that hash.

mod error;
mod reader;
mod s3;
mod sweep;
mod upload;

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use chrono::Utc;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use percent_encoding::percent_decode_str;
use tokio::runtime::Handle;
use uuid::Uuid;

use reader::BlockingReader;
use upload::{PART_BYTES, Taken, send_parts};

pub use error::BlobError;
pub use s3::S3Settings;
pub use sweep::Written;

/// Bytes written within this time are not written again by another upload of the same. This is half of the time that
/// the sweep of unused bytes waits.
const REUSED_FOR: chrono::Duration = chrono::Duration::hours(12);

/// What is known of stored bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Lower-case hex; also the key.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
    /// The first 4 KiB.
    pub head: Vec<u8>,
}

/// The document store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    runtime: Handle,
    /// The directory of a local store, for blocking access without the async runtime.
    directory: Option<PathBuf>,
}

impl Blobs {
    /// Opens the store at `file:///absolute/directory` (created if missing) or
    /// `s3://bucket/prefix?endpoint=…&region=…`. It does not use the network yet.
    ///
    /// Blocking calls to a remote store run on `runtime`, which must live as long as the process.
    ///
    /// # Errors
    /// [`BlobError::Settings`] with one line about what is wrong; [`BlobError::Disk`] if the directory cannot be
    /// created.
    pub fn open(address: &str, s3: &S3Settings, runtime: Handle) -> Result<Self, BlobError> {
        if let Some(path) = address.strip_prefix("file://") {
            let path = PathBuf::from(decoded(path)?);
            if !path.is_absolute() {
                return Err(BlobError::Settings(format!("{address}: a file address needs an absolute path")));
            }
            std::fs::create_dir_all(&path)?;
            let directory = path.canonicalize()?;
            // Without fsync, a crash could lose a document that was reported as stored.
            let store = LocalFileSystem::new_with_prefix(&directory)?.with_fsync(true);
            return Ok(Self { store: Arc::new(store), runtime, directory: Some(directory) });
        }
        match address.strip_prefix("s3://") {
            Some(rest) => Ok(Self { store: s3::connect(rest, s3)?, runtime, directory: None }),
            None => Err(BlobError::Settings(format!("{address}: neither file:// nor s3://"))),
        }
    }

    /// Stores a stream and hashes it on the way, with one or two parts of 8 MiB in memory. The document becomes visible
    /// when it is complete, or not at all.
    ///
    /// # Errors
    /// [`BlobError::TooLarge`] as soon as more than `limit` bytes have arrived; [`BlobError::Upload`] if the stream
    /// fails. After any error nothing stays behind.
    pub async fn put_stream<S, E>(&self, stream: S, limit: u64) -> Result<Stored, BlobError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut stream = pin!(stream);
        let mut taken = Taken::default();
        let mut part = BytesMut::new();
        while let Some(bytes) = stream.next().await {
            let bytes = bytes.map_err(|error| BlobError::Upload(error.into()))?;
            taken.take(&bytes, limit)?;
            part.extend_from_slice(&bytes);
            if part.len() >= PART_BYTES {
                return self.put_parts(stream, limit, taken, part).await;
            }
        }
        // All bytes are in memory and the hash is known: no temporary object is needed. This is the usual case.
        let stored = taken.stored();
        let key = key(&stored.sha256)?;
        if !self.has(&key, stored.size).await? {
            self.store.put(&key, part.freeze().into()).await?;
        }
        Ok(stored)
    }

    /// Stores an upload that does not fit into memory.
    async fn put_parts<S, E>(
        &self,
        stream: S,
        limit: u64,
        mut taken: Taken,
        part: BytesMut,
    ) -> Result<Stored, BlobError>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let incoming = Path::from(format!("incoming/{}", Uuid::new_v4()));
        let mut upload = self.store.put_multipart(&incoming).await?;
        let sent = async {
            send_parts(upload.as_mut(), stream, limit, &mut taken, part).await?;
            upload.complete().await?;
            Ok::<(), BlobError>(())
        }
        .await;
        if let Err(error) = sent {
            // Report the first error; `sweep` removes what abort cannot.
            let _ = upload.abort().await;
            return Err(error);
        }
        let stored = taken.stored();
        let published = async {
            let key = key(&stored.sha256)?;
            if self.has(&key, stored.size).await? {
                return Ok(());
            }
            self.store.rename(&incoming, &key).await?;
            Ok::<(), BlobError>(())
        }
        .await;
        // After a rename it does not exist; otherwise it is left over.
        let _ = self.store.delete(&incoming).await;
        published.map(|()| stored)
    }

    /// The size in bytes and the document as a stream.
    ///
    /// # Errors
    /// [`BlobError::NotFound`], and errors of the store.
    pub async fn get_stream(
        &self,
        sha256: &str,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes, BlobError>>), BlobError> {
        let found = self.store.get(&key(sha256)?).await?;
        Ok((found.meta.size, found.into_stream().map_err(BlobError::from).boxed()))
    }

    /// The document as a blocking reader; not for async code.
    ///
    /// # Errors
    /// `NotFound` if there is none; otherwise an error of the disk or the store.
    pub fn open_blocking(&self, sha256: &str) -> io::Result<Box<dyn Read + Send>> {
        let key = key(sha256)?;
        if let Some(directory) = &self.directory {
            return Ok(Box::new(File::open(directory.join(key.as_ref()))?));
        }
        let (_, stream) = self.runtime.block_on(self.get_stream(sha256))?;
        Ok(Box::new(BlockingReader::new(self.runtime.clone(), stream)))
    }

    /// Deletes the document; it is no error if there is none. The caller ensures that no record refers to this hash.
    pub async fn delete(&self, sha256: &str) -> Result<(), BlobError> {
        match self.store.delete(&key(sha256)?).await.map_err(BlobError::from) {
            Err(BlobError::NotFound) => Ok(()),
            other => other,
        }
    }

    /// Whether the document exists.
    ///
    /// # Errors
    /// Errors of the store.
    pub async fn exists(&self, sha256: &str) -> Result<bool, BlobError> {
        match self.store.head(&key(sha256)?).await.map_err(BlobError::from) {
            Ok(_) => Ok(true),
            Err(BlobError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Checks that the store can be reached.
    ///
    /// # Errors
    /// An error of the store, or the directory is missing.
    pub async fn answers(&self) -> Result<(), BlobError> {
        let Some(directory) = self.directory.clone() else { return self.exists(&"0".repeat(64)).await.map(drop) };
        let looked = self.runtime.spawn_blocking(move || std::fs::read_dir(directory)).await;
        Ok(looked.map_err(io::Error::other)?.map(drop)?)
    }

    /// [`Self::exists`] for a thread that may block.
    ///
    /// # Errors
    /// Errors of the store.
    pub fn exists_blocking(&self, sha256: &str) -> Result<bool, BlobError> {
        match &self.directory {
            Some(directory) => Ok(directory.join(key(sha256)?.as_ref()).try_exists()?),
            None => self.runtime.block_on(self.exists(sha256)),
        }
    }

    /// [`Self::delete`] for a thread that may block.
    pub fn delete_blocking(&self, sha256: &str) -> Result<(), BlobError> {
        let Some(directory) = &self.directory else { return self.runtime.block_on(self.delete(sha256)) };
        match std::fs::remove_file(directory.join(key(sha256)?.as_ref())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Stores bytes from a thread that may block. Used to seed demo data. On the local disk it does not wait until they
    /// would survive a power failure.
    ///
    /// # Errors
    /// An error of the disk or the store.
    pub fn put_blocking_bytes(&self, bytes: &[u8]) -> Result<Stored, BlobError> {
        let mut taken = Taken::default();
        taken.take(bytes, u64::MAX)?;
        let stored = taken.stored();
        let key = key(&stored.sha256)?;
        let Some(directory) = &self.directory else {
            let payload = Bytes::copy_from_slice(bytes).into();
            self.runtime.block_on(self.store.put(&key, payload))?;
            return Ok(stored);
        };
        let path = directory.join(key.as_ref());
        if path.metadata().is_ok_and(|found| found.len() == stored.size) {
            return Ok(stored);
        }
        let incoming = directory.join("incoming");
        std::fs::create_dir_all(&incoming)?;
        path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        let temporary = incoming.join(Uuid::new_v4().to_string());
        // Written to the disk before a row refers to it: a signed file cannot be made again.
        let written = std::fs::File::create(&temporary)
            .and_then(|mut file| std::io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all()))
            .and_then(|()| std::fs::rename(&temporary, &path));
        if let Err(error) = written {
            let _ = std::fs::remove_file(&temporary);
            return Err(error.into());
        }
        Ok(stored)
    }

    /// Whether the key has an object of this size that need not be written again. An object of another size is damaged.
    /// An old one may be about to be swept, so it is written again.
    async fn has(&self, key: &Path, size: u64) -> Result<bool, BlobError> {
        match self.store.head(key).await.map_err(BlobError::from) {
            Ok(meta) => Ok(meta.size == size && meta.last_modified > Utc::now() - REUSED_FOR),
            Err(BlobError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Two levels of folders keep directories small.
fn key(sha256: &str) -> Result<Path, BlobError> {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if sha256.len() != 64 || !sha256.bytes().all(digit) {
        return Err(BlobError::NotAHash);
    }
    Ok(Path::from(format!("documents/{}/{}/{sha256}", &sha256[..2], &sha256[2..4])))
}

fn decoded(text: &str) -> Result<String, BlobError> {
    let decoded = percent_decode_str(text).decode_utf8();
    Ok(decoded.map_err(|_| BlobError::Settings(format!("{text}: not UTF-8")))?.into_owned())
}

#[cfg(test)]
mod tests;
