//! A handler's hands: it reads and acts through `App`, which takes one connection from the pool, works on a
//! thread that may block, and fetches what the page's frame needs on the same connection.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};

use super::failure::Failure;
use super::input::{Filled, Input};
use super::places::Places;
use super::problems::Problems;
use super::reply::{Answer, Done, Page, Reply};
use super::request::Form;
use super::threads::Threads;
use super::throttle::Throttle;
use super::{is_json, kept};
use crate::actions::{Context, once};
use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::store::db::reading::Reading;
use crate::store::documents::blobs::Blobs;
use crate::store::{Database, Db, Writer};
use crate::web::shell::{Framed, Shell};

/// What the whole server shares.
#[derive(Clone)]
pub struct Shared {
    /// The settings.
    pub config: Config,
    /// The database.
    pub database: Database,
    /// The documents.
    pub blobs: Blobs,
    /// Who waits to have a password hashed.
    pub hashing: std::sync::Arc<crate::actions::people::HashingQueue>,
    /// Tells the worker that there is mail.
    pub wake: std::sync::Arc<tokio::sync::Notify>,
    /// The threads for work that blocks.
    pub threads: Threads,
    /// Places for downloads, by tenant.
    pub downloads: Places,
    /// Places for files that are sent to be verified, by network.
    pub verifications: Places,
    /// How many requests everybody has made lately.
    pub throttle: Throttle,
    /// The moment it is; tests may set their own clock.
    pub clock: fn() -> Moment,
}

impl Shared {
    /// When and in which house something is done.
    pub fn context(&self) -> Context {
        self.config.context((self.clock)())
    }
}

/// A handler's hands, made for one request.
#[derive(Clone)]
pub(crate) struct App {
    shared: web::Data<Shared>,
    json: bool,
    /// Set when the request only shows a form again.
    shows_only: kept::ShowsOnly,
}

/// Seconds after which somebody is asked to try again whose network has too many sign-ins in the queue.
const QUEUE_SECONDS: u64 = 2;

impl App {
    /// Refuses to act for a request that only shows a form again.
    fn acts(&self) -> Result<(), Failure> {
        if self.shows_only.is_set() { Err(Problems::at("", kept::TOLD).into()) } else { Ok(()) }
    }

    /// What the whole server shares.
    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Whether a system asks, not a person.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// The settings.
    pub(crate) fn config(&self) -> &Config {
        &self.shared.config
    }

    /// The moment it is.
    pub(crate) fn now(&self) -> Moment {
        (self.shared.clock)()
    }

    /// When and in which house something is done.
    pub(crate) fn context(&self) -> Context {
        self.shared.context()
    }

    /// Reads on one connection and answers with what was read.
    pub(crate) async fn show<W: Framed, P: Page>(
        &self,
        who: W,
        load: impl FnOnce(&mut Db, &W) -> Result<P, Failure> + Send + 'static,
    ) -> Answer<P> {
        self.show_with(who, move |db, who| Ok((load(db, who)?, Vec::new()))).await
    }

    /// Like [`App::show`], with headers besides (totals, links to the next page).
    pub(crate) async fn show_with<W: Framed, P: Page>(
        &self,
        who: W,
        load: impl FnOnce(&mut Db, &W) -> Result<(P, Vec<(header::HeaderName, String)>), Failure> + Send + 'static,
    ) -> Answer<P> {
        let (shared, json) = (self.shared.clone(), self.json);
        blocking(&self.shared, move || {
            let mut db = shared.database.read()?;
            let (page, extra) = load(&mut db, &who)?;
            let shell = frame(&mut db, &who, &shared, json)?;
            Ok(Reply::Show(Box::new(page), Box::new(shell), extra))
        })
        .await
    }

    /// Reads on one connection.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        load: impl FnOnce(&mut Db) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let shared = self.shared.clone();
        blocking(&self.shared, move || load(&mut shared.database.read()?)).await
    }

    /// Acts on one connection, without a form.
    ///
    /// # Errors
    /// What `act` says.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Writer, &Context) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.acts()?;
        let (shared, ctx) = (self.shared.clone(), self.context());
        let wake = shared.wake.clone();
        let done = blocking(&self.shared, move || act(&mut shared.database.write()?, &ctx)).await?;
        wake.notify_one();
        Ok(done)
    }

    /// A form that was refused outside [`App::submit`]: the same page again, with the reasons.
    ///
    /// # Errors
    /// The failure itself when no form can show it, or on the API.
    pub(crate) async fn again<W: Framed, F: Form, P: Page>(
        &self,
        who: W,
        sent: &Input<F>,
        failure: Failure,
        page: impl FnOnce(&mut Db, &W, Filled) -> Result<P, Failure> + Send + 'static,
    ) -> Answer<P> {
        let Some(problems) = failure.problems().filter(|_| !self.json) else { return Err(failure) };
        let (form, status, wait) = (Filled::again(sent, problems), failure.status(false), wait_of(&failure));
        match self.show(who, move |db, who| page(db, who, form)).await? {
            Reply::Show(page, shell, _) => Ok(Reply::Again(page, shell, status, wait)),
            other => Ok(other),
        }
    }

    /// Like [`App::again`], for a page that stores what it shows: an agreement on the desk of whoever signs.
    ///
    /// # Errors
    /// As [`App::again`].
    pub(crate) async fn again_prepared<W: Framed, F: Form, P: Page>(
        &self,
        who: W,
        sent: &Input<F>,
        failure: Failure,
        page: impl FnOnce(&mut Writer, &W, Filled) -> Result<P, Failure> + Send + 'static,
    ) -> Answer<P> {
        let Some(problems) = failure.problems().filter(|_| !self.json) else { return Err(failure) };
        let (form, shared) = (Filled::again(sent, problems), self.shared.clone());
        blocking(&self.shared, move || {
            let mut db = shared.database.write()?;
            let page = page(&mut db, &who, form)?;
            let shell = frame(&mut db, &who, &shared, false)?;
            Ok(Reply::Again(Box::new(page), Box::new(shell), failure.status(false), wait_of(&failure)))
        })
        .await
    }

    /// Work that hashes a password: when its turn comes, on a thread that may block, holding no connection. `whose`
    /// place in the queue it is: of one network or device only a few wait.
    ///
    /// # Errors
    /// What `work` says; [`Failure::TooMany`] when too many of one network wait, or no turn comes in time.
    pub(crate) async fn hash<T: Send + 'static>(
        &self,
        whose: &str,
        work: impl FnOnce(&Shared, &Context) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.acts()?;
        let _turn = self.shared.hashing.turn(whose).await.ok_or(Failure::TooMany(QUEUE_SECONDS))?;
        let (shared, ctx) = (self.shared.clone(), self.context());
        let wake = shared.wake.clone();
        let done = blocking(&self.shared, move || work(&shared, &ctx)).await;
        // A failed sign-in may have queued a mail, too.
        wake.notify_one();
        done
    }

    /// A form's whole way: understand it, act once, go on; or show the form again with the reasons.
    ///
    /// Under an idempotency key the deed and its answer are stored together, so that a repetition gets the
    /// first answer and does nothing. What is refused leaves no trace under the key.
    ///
    /// # Errors
    /// What cannot be shown on the form: not found, forbidden, faults; everything for the API.
    pub(crate) async fn submit<W: Framed, F: Form, P: Page>(
        &self,
        who: W,
        sent: Input<F>,
        act: impl FnOnce(&mut Writer, &W, F::Order, &Context) -> Result<Done, Failure> + Send + 'static,
        again: impl FnOnce(&mut Db, &W, Filled) -> Result<P, Failure> + Send + 'static,
    ) -> Answer<P> {
        self.submit_prepared(who, sent, act, move |db, who, form| again(db, who, form)).await
    }

    /// Like [`App::submit`], for a page that stores what it shows; see [`App::again_prepared`].
    ///
    /// # Errors
    /// As [`App::submit`].
    pub(crate) async fn submit_prepared<W: Framed, F: Form, P: Page>(
        &self,
        who: W,
        sent: Input<F>,
        act: impl FnOnce(&mut Writer, &W, F::Order, &Context) -> Result<Done, Failure> + Send + 'static,
        again: impl FnOnce(&mut Writer, &W, Filled) -> Result<P, Failure> + Send + 'static,
    ) -> Answer<P> {
        let (shared, json, ctx) = (self.shared.clone(), self.json, self.context());
        let wake = shared.wake.clone();
        let reply = blocking(&self.shared, move || {
            let mut db = shared.database.write()?;
            let done = sent.parse().map_err(Failure::from).and_then(|order| match &sent.once {
                None => act(&mut db, &who, order, &ctx),
                Some(key) => {
                    let scope = format!("{}:{}", who.tenant(), std::any::type_name::<F>());
                    once::happen(&mut db, &scope, key, &sent.body_hash, ctx.now, |db| act(db, &who, order, &ctx))
                }
            });
            let failure = match done {
                Ok(done) => return Ok(Reply::Done(done)),
                Err(failure) => failure,
            };
            let Some(problems) = failure.problems().filter(|_| !json) else { return Err(failure) };
            let page = again(&mut db, &who, Filled::again(&sent, problems))?;
            let shell = frame(&mut db, &who, &shared, json)?;
            Ok(Reply::Again(Box::new(page), Box::new(shell), failure.status(false), wait_of(&failure)))
        })
        .await?;
        wake.notify_one();
        Ok(reply)
    }
}

/// When the same may be tried again.
fn wait_of(failure: &Failure) -> Vec<(header::HeaderName, String)> {
    match failure {
        Failure::TooMany(seconds) => vec![(header::RETRY_AFTER, seconds.to_string())],
        _ => Vec::new(),
    }
}

fn frame<W: Framed>(db: &mut Db, who: &W, shared: &Shared, json: bool) -> Result<Shell, Failure> {
    // The API has no frame: nothing is asked for it.
    if json { Ok(Shell::bare(&shared.config)) } else { Ok(who.frame(db, &shared.config, (shared.clock)())?) }
}

/// Runs work that blocks on a thread where that is allowed.
///
/// When the client goes away the framework drops this future. What it reads is given up then, and what has not begun is
/// not begun; a write that has begun is finished.
async fn blocking<T: Send + 'static>(
    shared: &Shared,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let reading = Reading::begin();
    let client = Client { database: Some(shared.database.clone()), reading, has_gone: Arc::default() };
    let has_gone = Arc::clone(&client.has_gone);
    let work = move || if has_gone.load(Ordering::Acquire) { Err(Failure::Busy) } else { reading.during(work) };
    let done = shared.threads.run(work).await;
    client.stays();
    done
}

/// Somebody who waits for an answer, until they go.
struct Client {
    database: Option<Database>,
    reading: Reading,
    has_gone: Arc<AtomicBool>,
}

impl Client {
    /// The answer is there.
    fn stays(mut self) {
        self.database = None;
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let Some(database) = self.database.take() else { return };
        self.has_gone.store(true, Ordering::Release);
        let reading = self.reading;
        let give_up = move || {
            if let Err(error) = database.give_up(reading) {
                tracing::warn!(%error, "what a client that has gone reads goes on until its time is over");
            }
        };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            drop(runtime.spawn_blocking(give_up));
        }
    }
}

impl FromRequest for App {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.app_data::<web::Data<Shared>>() {
            Some(shared) => {
                Ok(Self { shared: shared.clone(), json: is_json(request), shows_only: kept::ShowsOnly::of(request) })
            }
            None => Err(Failure::Fault("the server was built without its shared state".to_owned())),
        })
    }
}

/// The `{id}` of an address, or another named part with its own type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id<T>(pub T);

/// A type that stands for one part of an address.
pub(crate) trait PathId: Sized + 'static {
    /// The part's name in the route.
    const PART: &'static str;
    /// Reads the part.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! path_ids {
    ($($ty:ty = $part:literal),* $(,)?) => {$(
        impl PathId for $ty {
            const PART: &'static str = $part;
            fn read(text: &str) -> Option<Self> { Self::parse(text) }
        }
    )*};
}

path_ids! {
    crate::domain::ids::CaseId = "id",
    crate::domain::ids::PaymentId = "paymentId",
    crate::domain::ids::DocumentId = "documentId",
    crate::domain::ids::FilterId = "filterId",
    crate::domain::ids::MembershipId = "membershipId",
    crate::domain::ids::InvitationId = "invitationId",
    crate::domain::ids::MailId = "mailId",
    crate::domain::ids::InvoiceId = "invoiceId",
    crate::domain::ids::CreditorId = "creditorId",
    crate::domain::ids::PlanId = "planId",
    crate::domain::ids::PriceId = "priceId",
    crate::domain::ids::CarveOutId = "carveOutId",
    crate::domain::ids::CollectionPartnerId = "collectionPartnerId",
    crate::domain::ids::ReferralPartnerId = "referralPartnerId",
    crate::domain::ids::SignatureId = "signatureId",
}

impl<T: PathId> FromRequest for Id<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let part = request.match_info().get(T::PART).unwrap_or_default();
        ready(T::read(part).map(Id).ok_or(Failure::MalformedId))
    }
}
