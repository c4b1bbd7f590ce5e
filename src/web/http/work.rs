//! What handlers use to read and act: [`App`] takes one connection from the pool, works on a thread that may block, and
//! loads the page's frame with the same connection.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};

use super::conditions::{Condition, Looks};
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
use crate::web::http::framed::Framed;
use crate::web::http::shell::Shell;

/// What all requests of a server share.
#[derive(Clone)]
pub struct Shared {
    /// The settings.
    pub config: Config,
    /// The database.
    pub database: Database,
    /// The document store.
    pub blobs: Blobs,
    /// The queue of sign-ins that wait for password hashing.
    pub hashing: std::sync::Arc<crate::actions::people::HashingQueue>,
    /// Wakes the worker when mail is queued.
    pub wake: std::sync::Arc<tokio::sync::Notify>,
    /// The threads for work that blocks.
    pub threads: Threads,
    /// Places for downloads, by tenant.
    pub downloads: Places,
    /// Limits files sent for verification, per network.
    pub verifications: Places,
    /// Request counts and limits.
    pub throttle: Throttle,
    /// The clock. Tests may set another.
    pub clock: fn() -> Moment,
}

impl Shared {
    /// The moment and the operator, as actions need them.
    pub fn context(&self) -> Context {
        self.config.context((self.clock)())
    }
}

/// What a handler needs: connections, clock, settings, and the format that was asked for. Made for one request.
#[derive(Clone)]
pub(crate) struct App {
    shared: web::Data<Shared>,
    json: bool,
    /// What the sender of a write had read, and how to read it again.
    condition: Option<Arc<Condition>>,
    looks: Option<web::Data<Looks>>,
    /// Set if the request only shows a form again and must not change anything.
    shows_only: kept::ShowsOnly,
}

/// Seconds after which to try again when too many sign-ins of one network are queued.
const QUEUE_SECONDS: u64 = 2;

impl App {
    /// Fails if the request only shows a form again, or has a condition that nobody checked.
    fn acts(&self) -> Result<(), Failure> {
        if self.shows_only.is_set() {
            return Err(Problems::at("", kept::TIMED_OUT).into());
        }
        match &self.condition {
            Some(condition) if !condition.was_checked() => Err(Failure::Changed),
            _ => Ok(()),
        }
    }

    /// What all requests share.
    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Whether the request is under `/api/`.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// The settings.
    pub(crate) fn config(&self) -> &Config {
        &self.shared.config
    }

    /// The current moment.
    pub(crate) fn now(&self) -> Moment {
        (self.shared.clock)()
    }

    /// The moment and the operator, as actions need them.
    pub(crate) fn context(&self) -> Context {
        self.shared.context()
    }

    /// Reads with one connection and answers with the page.
    pub(crate) async fn show<W: Framed, P: Page>(
        &self,
        who: W,
        load: impl FnOnce(&mut Db, &W) -> Result<P, Failure> + Send + 'static,
    ) -> Answer<P> {
        self.show_with(who, move |db, who| Ok((load(db, who)?, Vec::new()))).await
    }

    /// Like [`App::show`], with extra headers (totals, links to the next page).
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

    /// Reads with one connection.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        load: impl FnOnce(&mut Db) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let shared = self.shared.clone();
        blocking(&self.shared, move || load(&mut shared.database.read()?)).await
    }

    /// Acts with one connection, without a form.
    ///
    /// # Errors
    /// The failure of `act`.
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

    /// Shows a form again with its problems, for handlers that do not use [`App::submit`].
    ///
    /// # Errors
    /// The failure itself if no form can show it, or under `/api/`.
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

    /// Like [`App::again`], for a page that stores something when it is shown, such as an agreement that is being
    /// signed.
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

    /// Hashes a password when its turn comes, on a thread that may block, without a connection. `whose` is the network
    /// or device in the queue; only a few sign-ins of each may wait.
    ///
    /// # Errors
    /// The failure of `work`; [`Failure::TooMany`] if too many of one network wait, or its turn does not come in time.
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

    /// Handles a form completely: parses it, acts once, and redirects; or shows the form again with its problems.
    ///
    /// With an idempotency key, the change and its answer are stored in one transaction, so a repetition changes
    /// nothing and gets the first answer. Nothing is stored under the key for a refused request. With `If-Match`, the
    /// sender's tag is compared in the same transaction.
    ///
    /// # Errors
    /// What the form cannot show: not found, forbidden, faults; under `/api/` everything.
    pub(crate) async fn submit<W: Framed, F: Form, P: Page>(
        &self,
        who: W,
        sent: Input<F>,
        act: impl FnOnce(&mut Writer, &W, F::Order, &Context) -> Result<Done, Failure> + Send + 'static,
        again: impl FnOnce(&mut Db, &W, Filled) -> Result<P, Failure> + Send + 'static,
    ) -> Answer<P> {
        self.submit_prepared(who, sent, act, move |db, who, form| again(db, who, form)).await
    }

    /// Like [`App::submit`], for a page that stores something when it is shown; see [`App::again_prepared`].
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
        let condition = self.condition.clone().zip(self.looks.clone());
        let wake = shared.wake.clone();
        let reply = blocking(&self.shared, move || {
            let mut db = shared.database.write()?;
            let act = |db: &mut Writer, order| {
                if let Some((condition, looks)) = &condition {
                    condition.check(|at| who.tags(looks, db, at, &ctx))?;
                }
                act(db, &who, order, &ctx)
            };
            let act_once = |db: &mut Writer, order| match &sent.once {
                None => act(db, order),
                Some(key) => {
                    let scope = format!("{}:{}", who.tenant(), std::any::type_name::<F>());
                    once::happen(db, &scope, key, &sent.body_hash, ctx.now, |db| act(db, order))
                }
            };
            let done = sent.parse().map_err(Failure::from).and_then(|order| match &condition {
                None => act_once(&mut db, order),
                Some(_) => db.write_if_unchanged(|db| act_once(db, order)),
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

/// The `Retry-After` header of a failure.
fn wait_of(failure: &Failure) -> Vec<(header::HeaderName, String)> {
    match failure {
        Failure::TooMany(seconds) => vec![(header::RETRY_AFTER, seconds.to_string())],
        _ => Vec::new(),
    }
}

fn frame<W: Framed>(db: &mut Db, who: &W, shared: &Shared, json: bool) -> Result<Shell, Failure> {
    // JSON has no frame, so nothing is loaded for it.
    if json { Ok(Shell::bare(&shared.config)) } else { Ok(who.frame(db, &shared.config, (shared.clock)())?) }
}

/// Runs blocking work on a thread for it.
///
/// When the client disconnects, the framework drops this future. Reading is then aborted, and work that has not begun
/// does not begin. A write that has begun is finished.
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

/// Tells the work when the client disconnects.
struct Client {
    database: Option<Database>,
    reading: Reading,
    has_gone: Arc<AtomicBool>,
}

impl Client {
    /// The answer is there; the work need not be aborted.
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
            Some(shared) => Condition::of(request).map(|condition| Self {
                shared: shared.clone(),
                json: is_json(request),
                condition: condition.map(Arc::new),
                looks: request.app_data().cloned(),
                shows_only: kept::ShowsOnly::of(request),
            }),
            None => Err(Failure::Fault("the server was built without its shared state".to_owned())),
        })
    }
}
