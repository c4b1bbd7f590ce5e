//! Pictures that are sent with a form. They are converted and stored, and the form then carries a signed reference to
//! each, so that no picture is lost when the form is shown again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_web::body::SizedStream;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use bytes::Bytes;
use futures_util::stream;
use tokio::sync::Semaphore;

use super::fetch::{FetchProblem, fetch};
use crate::actions::Context;
use crate::actions::branding::{PictureChange, is_picture_proof, picture_proof};
use crate::domain::ids::ReferralPartnerId;
use crate::picture::apart::Apart;
use crate::picture::{self, PictureProblem, Purpose};
use crate::store;
use crate::store::documents::blobs::Blobs;
use crate::web::http::upload::WithFiles;
use crate::web::http::{App, Failure, Fields, Problems};

/// Pictures converted at the same time per node. Each is a process that needs memory and a core.
const MAX_PICTURE_PROCESSES: usize = 2;
static FREE_PROCESSES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(MAX_PICTURE_PROCESSES));
/// Longest wait for a free process.
const MAX_WAIT_FOR_A_PROCESS: Duration = Duration::from_secs(15);

/// The form fields of the two pictures, with their purpose.
pub(super) const PICTURES: [(&str, Purpose); 2] = [("logo", Purpose::Logo), ("favicon", Purpose::Icon)];

/// The hidden field with the signed reference to a picture that was sent before.
pub(super) fn kept(field: &str) -> String {
    format!("{field}Kept")
}

/// The field with an address to fetch the picture from.
pub(super) fn address(field: &str) -> String {
    format!("{field}Url")
}

/// The check box that removes a picture.
fn removal(field: &str) -> &'static str {
    if field == "logo" { "removeLogo" } else { "removeFavicon" }
}

/// Converts and stores pictures that were sent or are to be fetched, and puts a signed reference into the form for
/// each. A picture that cannot be used becomes a problem at its field; the others are stored all the same.
///
/// # Errors
/// If the document store fails.
pub(super) async fn take<F>(
    app: &App,
    partner: ReferralPartnerId,
    sent: &mut WithFiles<F, { picture::MAX_BYTES }>,
) -> Result<Problems, Failure> {
    let own = format!("{}/brands/", app.config().base_url);
    let mut problems = Problems::none();
    for (field, purpose) in PICTURES {
        let url = sent.input.fields.text(&address(field)).trim().to_owned();
        let bytes = match sent.files.remove(field) {
            Some(Some(bytes)) => Ok(Some(bytes)),
            Some(None) => Err((field.to_owned(), PictureProblem::TooLarge.to_string())),
            // The stored picture's own address was sent back, so the picture stays.
            None if url.is_empty() || url.starts_with(&own) => Ok(None),
            None => fetch(&url, picture::MAX_BYTES, app.config().fetching)
                .await
                .map(|bytes| Some(Bytes::from(bytes)))
                .map_err(|problem: FetchProblem| (address(field), problem.to_string())),
        };
        let made = match bytes {
            Ok(None) => continue,
            Ok(Some(bytes)) => {
                convert(app, bytes, purpose).await?.map_err(|problem| (field.to_owned(), problem.to_string()))
            }
            Err(problem) => Err(problem),
        };
        match made {
            Err((field, problem)) => problems.add(&field, problem),
            Ok(png) => {
                let proof = put(app, partner, png).await?;
                sent.input.fields.0.insert(kept(field), vec![proof]);
                // A new picture overrides a ticked box to remove the old one.
                sent.input.fields.0.remove(&address(field));
                sent.input.fields.0.remove(removal(field));
            }
        }
    }
    Ok(problems)
}

/// Set when nobody waits for the picture any more; its process is then ended.
struct GivenUp(Arc<AtomicBool>);

impl Drop for GivenUp {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

async fn convert(app: &App, bytes: Bytes, purpose: Purpose) -> Result<Result<Vec<u8>, PictureProblem>, Failure> {
    let turn =
        tokio::time::timeout(MAX_WAIT_FOR_A_PROCESS, FREE_PROCESSES.acquire()).await.map_err(|_| Failure::Busy)?;
    let apart = Apart::new(app.config().program.clone());
    let given_up = GivenUp(Arc::default());
    let is_given_up = given_up.0.clone();
    let made = web::block(move || {
        // Held until the process ends, even if the request ends earlier.
        let _turn = turn;
        apart.make(&bytes, purpose, &|| is_given_up.load(Ordering::Relaxed))
    });
    let made = made.await.map_err(|error| Failure::Fault(error.to_string()))?;
    made.map_err(|error| Failure::Fault(format!("no process for a picture: {error}")))
}

async fn put(app: &App, partner: ReferralPartnerId, png: Vec<u8>) -> Result<String, Failure> {
    let blobs = &app.shared().blobs;
    let stored = blobs.put_stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from(png))]), u64::MAX).await?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let proof = picture_proof(partner, &stored.sha256, size, &app.context());
    Ok(format!("{}.{size}.{proof}", stored.sha256))
}

/// What a form wants done with a picture. A reference with a wrong signature counts as none.
pub(super) fn change_of(fields: &Fields, field: &str, partner: ReferralPartnerId, ctx: &Context) -> PictureChange {
    if fields.is_on(removal(field)) {
        return PictureChange::Remove;
    }
    let parts: Vec<String> = fields.text(&kept(field)).splitn(3, '.').map(str::to_owned).collect();
    if let [sha256, size, proof] = parts.as_slice()
        && let Ok(size) = size.parse::<i64>()
        && is_picture_proof(proof, partner, sha256, size, ctx)
    {
        return PictureChange::Put((sha256.clone(), size));
    }
    PictureChange::Keep
}

/// A stored picture as a `data:` URL. A picture that no saved brand uses has no address yet.
pub(super) fn inline(blobs: &Blobs, sha256: &str) -> Option<String> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut blobs.open_blocking(sha256).ok()?, &mut bytes).ok()?;
    Some(format!("data:image/png;base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes)))
}

/// `GET /brands/{sha256}.png`: a picture of a saved brand. The name is the hash of its bytes, so it may be cached
/// without limit. Mail programs and the partners' own pages show it, too.
///
/// # Errors
/// If no brand uses it.
pub(crate) async fn show_picture(request: HttpRequest, app: App) -> Result<HttpResponse, Failure> {
    let sha256 = request.match_info().query("sha256").to_owned();
    let wanted = sha256.clone();
    if !app.read(move |db| Ok(store::brands::unscoped::names_picture(db, &wanted)?)).await? {
        return Err(Failure::NotFound);
    }
    let (size, bytes) = app.shared().blobs.get_stream(&sha256).await?;
    Ok(HttpResponse::Ok()
        .content_type("image/png")
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header(("cross-origin-resource-policy", "cross-origin"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(SizedStream::new(size, bytes)))
}
