//! Verification of signed documents, for everybody and without an account. The file is examined and not stored. The
//! verdict follows from the file itself; the database only adds whether it knows exactly these bytes, and a newer file.

mod judge;
mod page;
mod resource;

use std::time::Duration;

use actix_web::{HttpRequest, web};
use tokio::sync::Semaphore;

use crate::actions::limits;
use crate::domain::agreement::Language;
use crate::domain::document::MAX_BYTES;
use crate::domain::limit;
use crate::store;
use crate::web::http::address::ClientAddress;
use crate::web::http::one_file::{self, OneFile};
use crate::web::http::who::{Anyone, Spoken};
use crate::web::http::{Answer, App, Asked, Failure, Fields, Input};
use crate::words::Words;
use judge::Judged;
pub(crate) use page::VerifyPage;
pub(crate) use resource::{FileRequest, VerifyResource};

/// Files examined at the same time per node.
static FREE_SLOTS: Semaphore = Semaphore::const_new(2);
/// Longest wait for a turn.
const MAX_WAIT_FOR_A_SLOT: Duration = Duration::from_secs(20);

/// The requested language, or the browser's.
fn words(asked: &Asked, spoken: Spoken) -> Words {
    Words(asked.one("lang").and_then(Language::of_tag).or(spoken.0).unwrap_or(Language::En))
}

/// `GET /verify`
pub(crate) async fn show_verify(who: Anyone, asked: Asked, spoken: Spoken, app: App) -> Answer<VerifyPage> {
    let words = words(&asked, spoken);
    app.show(who, move |_, _| Ok(VerifyPage::empty(words, None))).await
}

/// `POST /verify`: examines a file. A file that is not genuine is a result and not an error.
///
/// # Errors
/// If there is no file, or it is too large.
pub(crate) async fn check_file(
    who: Anyone,
    asked: Asked,
    spoken: Spoken,
    request: HttpRequest,
    body: web::Payload,
    app: App,
) -> Answer<VerifyPage> {
    let words = words(&asked, spoken);
    let network = ClientAddress::of(&request).network();
    let received = receive(network, &request, body, &app).await;
    let file = match received {
        Ok(file) => file,
        Err(failure) => return refused(who, words, failure, app).await,
    };
    let judged = judge(file, &app).await?;
    app.show(who, move |db, _| {
        let known = store::agreements::files::unscoped::known(db, &judged.sha256)?;
        Ok(VerifyPage::of(words, VerifyResource::new(&judged, known.as_ref(), &words)))
    })
    .await
}

/// Receives the file, unless its network has sent too many, or too many at the same time.
async fn receive(network: String, request: &HttpRequest, body: web::Payload, app: &App) -> Result<OneFile, Failure> {
    let _place = app.shared().verifications.take(network.clone())?;
    app.run(move |db, ctx| Ok(limits::spend(db, limit::VERIFIED_FILES, &network, ctx)?)).await?;
    one_file::receive(request, body).await
}

/// The page with the problem in the reader's language.
async fn refused(who: Anyone, words: Words, failure: Failure, app: App) -> Answer<VerifyPage> {
    let most = (MAX_BYTES / 1024 / 1024).to_string();
    let why = match &failure {
        Failure::TooMany(_) | Failure::TooSlow | Failure::Busy => return Err(failure),
        Failure::TooLarge(_) => words.with("verify-too-large", "megabytes", &most),
        _ => words.say("verify-file-missing"),
    };
    let sent = Input::<()>::of_query(Fields::default());
    app.again(who, &sent, failure, move |_, _, _| Ok(VerifyPage::empty(words, Some(why)))).await
}

/// Examines a file when its turn comes, on a thread that may block, without a database connection.
async fn judge(file: OneFile, app: &App) -> Result<Judged, Failure> {
    let turn = tokio::time::timeout(MAX_WAIT_FOR_A_SLOT, FREE_SLOTS.acquire()).await.map_err(|_| Failure::Busy)?;
    let _turn = turn.map_err(|_| Failure::Busy)?;
    let config = app.config().clone();
    web::block(move || {
        let authorities = config.signing_dir.as_deref().map(crate::signing::authorities).unwrap_or_default();
        Judged::of(&file, &authorities, &config.timestamps.roots)
    })
    .await
    .map_err(|error| Failure::Fault(error.to_string()))
}
