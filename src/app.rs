//! Builds the server from settings and a socket: the same call in `main` and in the tests.

use std::net::TcpListener;
use std::sync::Arc;

use actix_session::SessionMiddleware;
use actix_session::config::PersistentSession;
use actix_web::cookie::{Key, SameSite, time::Duration};
use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha512};

use crate::config::Config;
use crate::domain::calendar;
use crate::routes;
use crate::signing;
use crate::store::blobs::Blobs;
use crate::store::{Database, StoreError};
use crate::web::http::dress;
use crate::web::http::session::Sessions;
use crate::web::http::work::Shared;
use crate::worker::Worker;

/// Opens what the settings name.
///
/// # Errors
/// A line that says what cannot be opened.
pub fn open(config: Config) -> Result<Shared, String> {
    let database = Database::open(config.database_url.expose_secret(), config.connections)
        .map_err(|error: StoreError| line("PORTAL_DATABASE_URL", &error))?;
    let blobs = Blobs::open(&config.documents_url, &config.s3, runtime()?)
        .map_err(|error| line("PORTAL_DOCUMENTS_URL", &error))?;
    let clock = || calendar::cut(chrono::Utc::now());
    Ok(Shared { config, database, blobs, hashing: Arc::default(), wake: Arc::new(tokio::sync::Notify::new()), clock })
}

/// What is wrong with a setting, in one line, whatever the driver's own words look like.
fn line(setting: &str, error: &dyn std::fmt::Display) -> String {
    let words: Vec<String> = error.to_string().split_whitespace().map(str::to_owned).collect();
    format!("{setting}: {}", words.join(" "))
}

/// A runtime of the document store's own, alive as long as the process: S3 answers its blocking callers there.
fn runtime() -> Result<tokio::runtime::Handle, String> {
    static RUNTIME: std::sync::OnceLock<Option<tokio::runtime::Runtime>> = std::sync::OnceLock::new();
    RUNTIME
        .get_or_init(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().ok())
        .as_ref()
        .map(|runtime| runtime.handle().clone())
        .ok_or_else(|| "the document store's threads could not be started".to_owned())
}

/// What runs besides requests; it begins when it is started.
pub fn worker(shared: &Shared) -> Worker {
    let keys = shared.config.signing_dir.as_deref().and_then(|folder| {
        let keys = signing::read(folder, &shared.config.operator_name);
        keys.inspect_err(|line| tracing::warn!(%line, "agreements wait for keys to be signed with")).ok()
    });
    Worker {
        keys: keys.map(Arc::new),
        config: shared.config.clone(),
        database: shared.database.clone(),
        blobs: shared.blobs.clone(),
        wake: shared.wake.clone(),
        clock: shared.clock,
    }
}

/// The server, listening; it runs when it is awaited.
///
/// # Errors
/// When the socket cannot be used.
pub fn build(shared: Shared, listener: TcpListener, workers: usize) -> std::io::Result<Server> {
    let shared = web::Data::new(shared);
    // Cookies are signed with a key of 64 bytes, whatever the length of the secret.
    let key = Key::from(&Sha512::digest(shared.config.secret_key.expose_secret().as_bytes()));
    let secure = shared.config.base_url.starts_with("https://");
    let server = HttpServer::new(move || {
        let sessions = SessionMiddleware::builder(Sessions(shared.clone()), key.clone())
            .cookie_name("portal".to_owned())
            .cookie_secure(secure)
            .cookie_same_site(SameSite::Lax)
            .session_lifecycle(PersistentSession::default().session_ttl(Duration::days(30)))
            .build();
        App::new()
            .app_data(shared.clone())
            .wrap(sessions)
            .wrap(from_fn(dress::dress))
            .wrap(Compress::default())
            .configure(routes::mount)
    });
    // The end of a streamed answer is a small packet of its own: it must not wait for an acknowledgement.
    Ok(server.workers(workers).tcp_nodelay(true).listen(listener)?.shutdown_timeout(30).run())
}
