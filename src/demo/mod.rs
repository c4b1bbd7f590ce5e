//! Realistic demo data: people, agencies, creditors, and six hundred cases in every state, created through the actions
//! that people use. The same seed and day give the same data, ids included; passwords, keys and tokens of links are new
//! each time.

mod arrangements;
mod brands;
mod cast;
mod claims;
pub(crate) mod credentials;
mod creditors;
mod debtors;
mod dice;
mod files;
mod handover;
mod intake;
pub(crate) mod invoice;
mod months;
mod onboarding;
mod papers;
mod passwords;
mod places;
mod prices;
mod rates;
mod reports;
mod story;
mod words;

use chrono::NaiveDate;

use crate::actions::agreements::{Keys, Stamping, complete_all};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::calendar::Moment;
use crate::domain::money::Currency;
use crate::pdf::stamp::Post;
use crate::store::db::entropy;
use crate::store::documents::blobs::Blobs;
use crate::store::{self, Database, StoreError, Writer};
use credentials::{ClientSignIn, Credentials};
use dice::Dice;

/// The seed of the demo data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed {
    /// Any number.
    pub number: u64,
    /// The last day of the data; everything happened before it.
    pub day: NaiveDate,
}

/// What is needed to create the data.
struct Stage<'a> {
    db: &'a mut Writer,
    blobs: &'a Blobs,
    dice: Dice,
    house: Context,
    /// The end of the demo's time.
    end: Moment,
}

impl Stage<'_> {
    /// What actions need at a moment of the past; new ids carry this moment.
    fn at(&self, now: Moment) -> Context {
        let now = crate::domain::calendar::cut(now);
        entropy::seeded::move_to(now);
        Context { now, ..self.house.clone() }
    }
}

/// Reads a currency code from the demo's tables.
fn currency(code: &str) -> Outcome<Currency> {
    Currency::parse(code).ok_or_else(|| StoreError::Corrupt(format!("“{code}” is not a currency")).into())
}

/// Creates the data in one transaction, completely or not at all; and then the files of signed agreements, if there are
/// keys to sign them. `step` is called with the number of cases done and the total.
///
/// # Errors
/// Database or document store failed.
pub(crate) fn make(
    (database, blobs, keys): (&Database, &Blobs, Option<&Keys>),
    house: &Context,
    seed: Seed,
    mut step: impl FnMut(usize, usize),
) -> Outcome<Credentials> {
    let end = seed.day.and_time(chrono::NaiveTime::MIN).and_utc();
    entropy::seeded::seed(seed.number, end);
    let mut db = database.write()?;
    let made = db.write(|db| {
        let house = Context { now: end, ..house.clone() };
        let mut stage = Stage { db, blobs, dice: Dice::new(seed.number), house, end };
        rates::enter(&mut stage, seed.day)?;
        let cast = cast::enter(&mut stage)?;
        let creditors = creditors::enter(&mut stage, &cast)?;
        prices::enter(&mut stage, &cast, &creditors)?;
        intake::coverage(&mut stage, &cast)?;
        let parts = story::parts(&mut stage);
        let all = parts.len();
        for (played, (at, part)) in parts.iter().enumerate() {
            story::play(&mut stage, &cast, &creditors, *at, part)?;
            step(played + 1, all);
        }
        arrangements::look_after(&mut stage)?;
        months::close(&mut stage, &cast)?;
        prices::leave(&mut stage, &cast, &creditors)?;
        let mut clients = clients(&mut stage, &creditors)?;
        clients.extend(onboarding::enter(&mut stage, &cast)?);
        intake::enter(&mut stage, &cast)?;
        handover::enter(&mut stage, &cast)?;
        files::enter(&mut stage)?;
        cast::suspend_one(&mut stage)?;
        stage.db.write(store::mails::unscoped::keep_all)?;
        stage.db.write(store::db::instance::mark_demo)?;
        let base_url = stage.house.base_url.clone();
        Ok::<_, ActionError>(Credentials {
            mailbox_url: format!("{base_url}/mailbox"),
            base_url,
            operator: cast.operator,
            collection_partners: cast.partners,
            referral_partners: cast.platforms,
            clients,
        })
    });
    drop(db);
    let filed = match (&made, keys) {
        (Ok(_), Some(keys)) => file(database, blobs, keys, &Context { now: end, ..house.clone() }),
        _ => Ok(()),
    };
    entropy::seeded::unseed();
    filed.and(made)
}

/// Makes the files of signed agreements. No timestamp authority is asked, so that a demo needs no network.
fn file(database: &Database, blobs: &Blobs, keys: &Keys, ctx: &Context) -> Outcome<()> {
    struct Nobody;
    impl Post for Nobody {
        fn ask(&self, _: &str, _: &[u8]) -> Result<Vec<u8>, String> {
            Err("nobody is asked".to_owned())
        }
    }
    complete_all(database, blobs, keys, &Stamping { sources: &[], post: &Nobody }, ctx)?;
    database.write()?.write(store::mails::unscoped::keep_all)?;
    Ok(())
}

/// Adds cases until there are `cases` of them. `step` is called with the number of cases, the total, and the present
/// step in words.
///
/// # Errors
/// The database failed; the data must not be used then.
pub(crate) fn multiply(
    database: &Database,
    seed: Seed,
    cases: usize,
    step: impl FnMut(Option<(usize, usize)>, &str),
) -> Result<(), StoreError> {
    entropy::seeded::seed(seed.number.wrapping_add(1), seed.day.and_time(chrono::NaiveTime::MIN).and_utc());
    let mut crowd = Crowd { dice: Dice::new(seed.number.wrapping_add(1)), step };
    let made = store::cases::bulk::unscoped::multiply(database, cases, &mut crowd);
    entropy::seeded::unseed();
    made
}

/// Any number of debtors.
struct Crowd<S> {
    dice: Dice,
    step: S,
}

impl<S: FnMut(Option<(usize, usize)>, &str)> store::cases::bulk::Invention for Crowd<S> {
    fn debtor(&mut self, country: &str) -> store::cases::Debtor {
        debtors::one(&mut self.dice, places::Place::of(country))
    }

    fn below(&mut self, end: usize) -> usize {
        self.dice.below(end)
    }

    fn step(&mut self, written: usize, all: usize) {
        (self.step)(Some((written, all)), "");
    }

    fn say(&mut self, what: &str) {
        (self.step)(None, what);
    }
}

/// The keys of some creditors, each with a link to a case.
fn clients(stage: &mut Stage<'_>, creditors: &[creditors::Client]) -> Outcome<Vec<ClientSignIn>> {
    let ctx = stage.at(stage.end);
    let mut clients = Vec::new();
    for client in creditors {
        let creditor = &client.creditor;
        let Some(case) = store::cases::unscoped::newest_of_creditor(stage.db, creditor.id)? else { continue };
        let link = stage.db.write(|db| crate::actions::cases::fresh_link(db, case, &creditor.contact_email, &ctx))?;
        let api_key = cast::client_key(stage, creditor.id.as_str())?;
        clients.push(ClientSignIn {
            name: creditor.name.clone(),
            external_tenant_id: client.referred.as_ref().map(|(_, tenant)| tenant.clone()),
            api_key,
            link,
            stage: None,
        });
    }
    Ok(clients)
}
