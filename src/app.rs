//! Builds the server from settings and a socket: the same call in `main` and in the tests.

use std::net::TcpListener;
use std::sync::Arc;

use actix_session::SessionMiddleware;
use actix_session::config::PersistentSession;
use actix_web::cookie::{SameSite, time::Duration};
use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use secrecy::ExposeSecret;

use crate::actions;
use crate::config::Config;
use crate::domain::calendar;
use crate::routes;
use crate::signing;
use crate::store::documents::blobs::Blobs;
use crate::store::people::sessions::LIFE_DAYS;
use crate::store::{Database, StoreError};
pub use crate::web::documents::signed_link;
use crate::web::http::download::{MAX_DOWNLOADS, MAX_DOWNLOADS_OF_ONE_TENANT};
use crate::web::http::methods::Allowed;
use crate::web::http::one_file::{MAX_FILES, MAX_FILES_OF_ONE_NETWORK};
use crate::web::http::places::Places;
use crate::web::http::session::Sessions;
use crate::web::http::threads::Threads;
pub use crate::web::http::throttle::Throttle;
pub use crate::web::http::work::Shared;
use crate::web::http::{cookies, dress};
pub use crate::web::imports::claim_of as claim_of_row;
use crate::web::looks::LOOKS;
use crate::worker::Worker;

/// Opens the database, the documents and the keys named in the settings.
///
/// # Errors
/// One line that says what cannot be opened.
pub fn open(config: Config) -> Result<Shared, String> {
    let database = Database::open(config.database_url.expose_secret(), config.connections)
        .map_err(|error: StoreError| line("PORTAL_DATABASE_URL", &error))?;
    let blobs = Blobs::open(&config.documents_url, &config.s3, runtime()?)
        .map_err(|error| line("PORTAL_DOCUMENTS_URL", &error))?;
    let threads = Threads::for_connections(config.connections);
    let clock = || calendar::cut(chrono::Utc::now());
    Ok(Shared {
        config,
        database,
        blobs,
        hashing: Arc::default(),
        threads,
        downloads: Places::new(MAX_DOWNLOADS, MAX_DOWNLOADS_OF_ONE_TENANT),
        verifications: Places::new(MAX_FILES, MAX_FILES_OF_ONE_NETWORK),
        wake: Arc::new(tokio::sync::Notify::new()),
        throttle: Throttle::default(),
        clock,
    })
}

/// Work of a node before it serves: onboarding links whose secret was removed get new tokens.
pub fn prepare(shared: &Shared) -> Result<(), String> {
    let fault = |error: &dyn std::fmt::Display| error.to_string();
    let mut db = shared.database.write().map_err(|error| fault(&error))?;
    let reissued = actions::clients::reissue_links(&mut db, &shared.context()).map_err(|error| fault(&error))?;
    let resealed = actions::people::reseal_second_factors(&mut db, &shared.context()).map_err(|error| fault(&error))?;
    if resealed > 0 {
        tracing::info!(resealed, "second factors were encrypted again with the first secret");
    }
    if reissued > 0 {
        tracing::info!(reissued, "onboarding links got new tokens because their secret was removed");
    }
    Ok(())
}

/// The problem of a setting in one line, whatever the driver's own message looks like.
fn line(setting: &str, error: &dyn std::fmt::Display) -> String {
    let words: Vec<String> = error.to_string().split_whitespace().map(str::to_owned).collect();
    format!("{setting}: {}", words.join(" "))
}

/// A runtime for the document store only, alive as long as the process: the S3 client blocks its callers and must not
/// block the server's threads.
fn runtime() -> Result<tokio::runtime::Handle, String> {
    static RUNTIME: std::sync::OnceLock<Option<tokio::runtime::Runtime>> = std::sync::OnceLock::new();
    RUNTIME
        .get_or_init(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().ok())
        .as_ref()
        .map(|runtime| runtime.handle().clone())
        .ok_or_else(|| "the document store's threads could not be started".to_owned())
}

/// The background worker; not started yet.
pub fn worker(shared: &Shared) -> Worker {
    let keys = shared.config.signing_dir.as_deref().and_then(|folder| {
        let keys = signing::read(folder, &shared.config.operator_name);
        keys.inspect_err(|line| tracing::warn!(%line, "no signing keys: signed agreements wait for their files")).ok()
    });
    Worker {
        keys: keys.map(Arc::new),
        config: shared.config.clone(),
        database: shared.database.for_long_work(),
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
    let name = cookies::name(&shared.config, cookies::SESSION);
    let secure = shared.config.is_https();
    let keys = cookies::session_keys(&shared.config);
    let looks = web::Data::new(LOOKS);
    let allowed = routes::rights::all().into_iter().map(|right| (right.pattern, right.method.name()));
    let allowed = web::Data::new(allowed.collect::<Allowed>());
    let server = HttpServer::new(move || {
        let sessions = SessionMiddleware::builder(Sessions(shared.clone()), keys.signing.clone())
            .cookie_name(name.clone())
            .cookie_secure(secure)
            .cookie_same_site(SameSite::Lax)
            .session_lifecycle(PersistentSession::default().session_ttl(Duration::days(LIFE_DAYS)))
            .build();
        App::new()
            .app_data(shared.clone())
            .app_data(looks.clone())
            .app_data(allowed.clone())
            .app_data(keys.clone())
            .wrap(sessions)
            .wrap(from_fn(cookies::renew))
            .wrap(from_fn(dress::dress))
            .wrap(Compress::default())
            .configure(routes::mount)
    });
    end_unread_answers(&listener)?;
    // The end of a streamed answer is a small packet; it must not wait for an acknowledgement. When a client closes its
    // connection, the work for it stops.
    let server = server.h1_allow_half_closed(false);
    Ok(server.workers(workers).tcp_nodelay(true).listen(listener)?.shutdown_timeout(30).run())
}

/// Lets the system close connections whose reader has not read anything for [`MAX_UNREAD`].
#[cfg(target_os = "linux")]
fn end_unread_answers(listener: &TcpListener) -> std::io::Result<()> {
    const MAX_UNREAD: std::time::Duration = std::time::Duration::from_secs(60);
    socket2::SockRef::from(listener).set_tcp_user_timeout(Some(MAX_UNREAD))
}

/// Other systems have no such setting: there a slow reader keeps its connection, and nothing else.
#[cfg(not(target_os = "linux"))]
fn end_unread_answers(_: &TcpListener) -> std::io::Result<()> {
    Ok(())
}

/// The server of metrics, on a socket of its own.
///
/// # Errors
/// When the socket cannot be used.
pub fn build_metrics(shared: Shared, listener: TcpListener) -> std::io::Result<Server> {
    let shared = web::Data::new(shared);
    let server = HttpServer::new(move || App::new().app_data(shared.clone()).configure(routes::mount_metrics));
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}
