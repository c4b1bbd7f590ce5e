use std::time::Duration;

use futures_util::stream;
use object_store::memory::InMemory;
use sha2::{Digest, Sha256};

use super::upload::HEAD_BYTES;
use super::*;

/// A temporary directory, removed at the end.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("blobs {}", Uuid::new_v4())))
    }

    fn blobs(&self) -> Blobs {
        let address = format!("file://{}", self.0.display()).replace(' ', "%20");
        Blobs::open(&address, &S3Settings::default(), Handle::current()).expect("opens")
    }

    fn files(&self) -> Vec<String> {
        fn walk(directory: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(directory).expect("a directory") {
                let path = entry.expect("an entry").path();
                if path.is_dir() { walk(&path, found) } else { found.push(path.display().to_string()) }
            }
        }
        let mut found = Vec::new();
        walk(&self.0, &mut found);
        found
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn remote() -> Blobs {
    Blobs { store: Arc::new(InMemory::new()), runtime: Handle::current(), directory: None }
}

fn pieces(bytes: &[u8]) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let pieces: Vec<_> = bytes.chunks(100_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

fn sample(size: usize) -> Vec<u8> {
    (0..size).map(|at| (at.wrapping_mul(2_654_435_761) >> 11) as u8).collect()
}

async fn fetched(blobs: &Blobs, sha256: &str) -> Vec<u8> {
    let (size, stream) = blobs.get_stream(sha256).await.expect("there");
    let bytes = stream.try_collect::<Vec<_>>().await.expect("readable").concat();
    assert_eq!(size, bytes.len() as u64);
    bytes
}

async fn read_blocking(blobs: &Blobs, sha256: &str) -> io::Result<Vec<u8>> {
    let (blobs, sha256) = (blobs.clone(), sha256.to_owned());
    let read = move || {
        let mut bytes = Vec::new();
        blobs.open_blocking(&sha256)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    tokio::task::spawn_blocking(read).await.expect("no panic")
}

async fn round_trip(blobs: &Blobs) {
    for size in [0, 1, HEAD_BYTES, PART_BYTES - 1, PART_BYTES, 2 * PART_BYTES + 12_345] {
        let bytes = sample(size);
        let stored = blobs.put_stream(pieces(&bytes), size as u64).await.expect("stored");
        assert_eq!(stored.sha256, hex::encode(Sha256::digest(&bytes)));
        assert_eq!(stored.size, size as u64);
        assert_eq!(stored.head, bytes[..size.min(HEAD_BYTES)]);
        assert_eq!(blobs.put_stream(pieces(&bytes), u64::MAX).await.expect("again"), stored);
        assert!(blobs.exists(&stored.sha256).await.expect("an answer"));
        assert!(fetched(blobs, &stored.sha256).await == bytes);
        assert!(read_blocking(blobs, &stored.sha256).await.expect("readable") == bytes);
        blobs.delete(&stored.sha256).await.expect("deleted");
        blobs.delete(&stored.sha256).await.expect("deleted twice");
        assert!(!blobs.exists(&stored.sha256).await.expect("an answer"));
        assert!(matches!(blobs.get_stream(&stored.sha256).await.err(), Some(BlobError::NotFound)));
        let missing = read_blocking(blobs, &stored.sha256).await.expect_err("gone");
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn documents_come_back_from_the_disk() {
    let directory = Directory::new();
    round_trip(&directory.blobs()).await;
    assert_eq!(directory.files(), Vec::<String>::new());
}

#[tokio::test]
async fn documents_come_back_from_a_remote_store() {
    let blobs = remote();
    round_trip(&blobs).await;
    assert_eq!(blobs.store.list(None).count().await, 0);
}

#[tokio::test]
async fn too_large_or_broken_uploads_leave_nothing() {
    let directory = Directory::new();
    for blobs in [directory.blobs(), remote()] {
        for size in [10, 2 * PART_BYTES] {
            let bytes = sample(size);
            let limit = size as u64 - 1;
            let result = blobs.put_stream(pieces(&bytes), limit).await;
            assert!(matches!(result, Err(BlobError::TooLarge { limit: l }) if l == limit));
            let broken = pieces(&bytes).chain(stream::iter([Err(io::Error::other("gone"))]));
            let result = blobs.put_stream(broken, u64::MAX).await;
            assert!(matches!(result, Err(BlobError::Upload(_))));
        }
        assert_eq!(blobs.store.list(None).count().await, 0);
    }
    // Another thread removes the half-written file.
    for _ in 0..100 {
        if directory.files().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("left behind: {:?}", directory.files());
}

#[tokio::test]
async fn an_upload_given_up_half_way_leaves_nothing_visible() {
    let directory = Directory::new();
    let blobs = directory.blobs();
    let endless = pieces(&sample(2 * PART_BYTES)).chain(stream::pending());
    let waited = tokio::time::timeout(Duration::from_millis(300), blobs.put_stream(endless, u64::MAX)).await;
    assert!(waited.is_err());
    assert_eq!(blobs.store.list(None).count().await, 0);
}

#[tokio::test]
async fn the_same_upload_twice_at_once_is_one_document() {
    let directory = Directory::new();
    let blobs = directory.blobs();
    let bytes = sample(PART_BYTES + 1);
    let puts = (0..4).map(|_| blobs.put_stream(pieces(&bytes), u64::MAX));
    for result in futures_util::future::join_all(puts).await {
        assert_eq!(result.expect("stored").size, bytes.len() as u64);
    }
    assert_eq!(directory.files().len(), 1);
}

#[tokio::test]
async fn a_damaged_document_is_written_anew() {
    let directory = Directory::new();
    let blobs = directory.blobs();
    let stored = blobs.put_stream(pieces(b"whole"), 5).await.expect("stored");
    std::fs::write(&directory.files()[0], b"ha").expect("damaged");
    blobs.put_stream(pieces(b"whole"), 5).await.expect("stored");
    assert_eq!(fetched(&blobs, &stored.sha256).await, b"whole");
}

#[tokio::test]
async fn demo_bytes_are_ordinary_documents() {
    let directory = Directory::new();
    for blobs in [directory.blobs(), remote()] {
        let seeding = blobs.clone();
        let twice = move || (seeding.put_blocking_bytes(b"%PDF"), seeding.put_blocking_bytes(b"%PDF"));
        let (first, second) = tokio::task::spawn_blocking(twice).await.expect("no panic");
        let stored = first.expect("stored");
        assert_eq!(stored, second.expect("stored"));
        assert_eq!(stored, blobs.put_stream(pieces(b"%PDF"), 4).await.expect("stored"));
        assert_eq!(fetched(&blobs, &stored.sha256).await, b"%PDF");
    }
    assert_eq!(directory.files().len(), 1);
}

#[tokio::test]
async fn only_hashes_are_names() {
    let directory = Directory::new();
    let blobs = directory.blobs();
    let upper = "A".repeat(64);
    for name in ["", "../../etc/passwd", &"a".repeat(63), &upper, &"é".repeat(32)] {
        assert!(matches!(blobs.exists(name).await, Err(BlobError::NotAHash)), "{name}");
        assert!(blobs.open_blocking(name).is_err(), "{name}");
    }
}

#[tokio::test]
async fn sweeping_removes_only_what_is_old() {
    let directory = Directory::new();
    for blobs in [directory.blobs(), remote()] {
        let stored = blobs.put_stream(pieces(b"kept"), 4).await.expect("stored");
        blobs.store.put(&Path::from("incoming/x"), Bytes::from_static(b"left").into()).await.expect("put");
        let now = Utc::now();
        assert_eq!(blobs.sweep(now - chrono::Duration::hours(1)).await.expect("swept"), 0);
        assert_eq!(blobs.sweep(now + chrono::Duration::hours(1)).await.expect("swept"), 1);
        assert_eq!(fetched(&blobs, &stored.sha256).await, b"kept");
    }
}

#[tokio::test]
async fn old_bytes_are_found_by_their_hash_and_nothing_else_is() {
    let directory = Directory::new();
    for blobs in [directory.blobs(), remote()] {
        let stored = blobs.put_stream(pieces(b"old"), 3).await.expect("stored");
        for stranger in ["documents/readme.txt", "incoming/x", "elsewhere/y"] {
            blobs.store.put(&Path::from(stranger), Bytes::from_static(b"not ours").into()).await.expect("put");
        }
        let (earlier, later) = (Utc::now() - chrono::Duration::hours(1), Utc::now() + chrono::Duration::hours(1));
        assert_eq!(blobs.written_before(earlier).count().await, 0);
        let found: Vec<Written> = blobs.written_before(later).try_collect().await.expect("a list");
        let found: Vec<_> = found.into_iter().map(|one| (one.sha256, one.size)).collect();
        assert_eq!(found, [(stored.sha256.clone(), 3)]);
        let asked = blobs.clone();
        let at =
            tokio::task::spawn_blocking(move || asked.written_at_blocking(&stored.sha256)).await.expect("no panic");
        assert!(at.expect("an answer").is_some_and(|at| at > earlier && at < later));
    }
}

#[tokio::test]
async fn wrong_addresses_are_refused_in_one_line() {
    let keys = S3Settings { access_key: "key".into(), secret_key: "hidden".into(), ..S3Settings::default() };
    for (address, why) in [
        ("ftp://x", "neither file:// nor s3://"),
        ("file://relative", "absolute path"),
        ("s3://", "no bucket"),
        ("s3://bucket?secret=1", "only the options"),
        ("s3://bucket?endpoint=http://localhost:9000", "no TLS"),
    ] {
        let error = Blobs::open(address, &keys, Handle::current()).expect_err(address).to_string();
        assert!(error.contains(why) && !error.contains('\n'), "{error}");
    }
    assert!(Blobs::open("s3://bucket", &S3Settings::default(), Handle::current()).is_err());
    assert!(!format!("{keys:?}").contains("hidden"));
}

#[tokio::test]
async fn an_s3_store_that_is_away_is_an_error() {
    let settings =
        S3Settings { access_key: "key".into(), secret_key: "secret".into(), allow_http: true, ..S3Settings::default() };
    // Nothing listens on port 1.
    let address = "s3://bucket/a/prefix?endpoint=http%3A%2F%2F127.0.0.1%3A1&region=eu-central-1";
    let blobs = Blobs::open(address, &settings, Handle::current()).expect("opens without asking");
    let result = blobs.put_stream(pieces(b"x"), 1).await;
    assert!(matches!(result, Err(BlobError::Store(_))), "{result:?}");
}

/// `TEST_S3_URL='s3://bucket/prefix?endpoint=…' cargo test -- --ignored s3` against a real store.
#[tokio::test]
#[ignore = "needs an S3-compatible store"]
async fn documents_come_back_from_s3() {
    let address = std::env::var("TEST_S3_URL").expect("TEST_S3_URL");
    let settings = S3Settings {
        access_key: std::env::var("AWS_ACCESS_KEY_ID").unwrap_or_else(|_| "test".into()),
        secret_key: std::env::var("AWS_SECRET_ACCESS_KEY").unwrap_or_else(|_| "test".into()),
        allow_http: true,
        ..S3Settings::default()
    };
    let blobs = Blobs::open(&address, &settings, Handle::current()).expect("opens");
    round_trip(&blobs).await;
    let result = blobs.put_stream(pieces(&sample(2 * PART_BYTES)), 2 * PART_BYTES as u64 - 1).await;
    assert!(matches!(result, Err(BlobError::TooLarge { .. })));
    assert_eq!(blobs.store.list(None).count().await, 0);
}
