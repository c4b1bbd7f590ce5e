//! Finds what is not needed: uploads that were given up, and old bytes. The caller removes bytes that no record refers
//! to.

use std::io;
use std::path::Path as File;

use chrono::{DateTime, Utc};
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStoreExt};

use super::{BlobError, Blobs, key};

/// Stored bytes: hash, size and time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Lower-case hex.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
    /// When they were last written.
    pub at: DateTime<Utc>,
}

impl Blobs {
    /// Removes what crashed uploads left before `moment`; returns their number. For incomplete uploads to S3, give the
    /// bucket a lifecycle rule.
    pub async fn sweep(&self, moment: DateTime<Utc>) -> Result<u64, BlobError> {
        let mut removed = 0;
        if let Some(directory) = &self.directory {
            // The store does not list files that are being written, so this reads the directory itself.
            let directory = directory.join("incoming");
            let sweep = move || sweep_directory(&directory, moment);
            return Ok(self.runtime.spawn_blocking(sweep).await.map_err(io::Error::other)??);
        }
        let mut found = self.store.list(Some(&Path::from("incoming")));
        while let Some(object) = found.try_next().await? {
            if object.last_modified < moment {
                self.store.delete(&object.location).await?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// All bytes last written before `moment`, in no particular order, listed as they are asked for.
    pub fn written_before(&self, moment: DateTime<Utc>) -> BoxStream<'static, Result<Written, BlobError>> {
        let found = self.store.list(Some(&Path::from("documents"))).map_err(BlobError::from);
        found.try_filter_map(move |object| async move { Ok(written(&object).filter(|one| one.at < moment)) }).boxed()
    }

    /// When the bytes were last written, for a thread that may block; `None` if there are none.
    ///
    /// # Errors
    /// Errors of the store.
    pub fn written_at_blocking(&self, sha256: &str) -> Result<Option<DateTime<Utc>>, BlobError> {
        match self.runtime.block_on(self.store.head(&key(sha256)?)).map_err(BlobError::from) {
            Ok(object) => Ok(Some(object.last_modified)),
            Err(BlobError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A listed object as stored bytes; `None` for objects with other names.
fn written(object: &ObjectMeta) -> Option<Written> {
    let sha256 = object.location.filename()?;
    (key(sha256).ok()? == object.location).then(|| Written {
        sha256: sha256.to_owned(),
        size: object.size,
        at: object.last_modified,
    })
}

fn sweep_directory(directory: &File, moment: DateTime<Utc>) -> io::Result<u64> {
    let mut removed = 0;
    let entries = match std::fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if DateTime::<Utc>::from(entry.metadata()?.modified()?) < moment {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}
