//! A believable world to look at: people, agencies, creditors, and six hundred cases in every state, made
//! through the same actions that people use. The same seed and start day give the same world, ids included; passwords,
//! keys and the tokens of links are new in each.

mod arrangements;
mod brands;
mod cast;
mod claims;
pub mod credentials;
mod creditors;
mod debtors;
mod dice;
pub mod invoice;
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
use crate::actions::{ActionError, Here, Outcome};
use crate::domain::calendar::Moment;
use crate::domain::money::Currency;
use crate::pdf::stamp::Post;
use crate::store::db::entropy;
use crate::store::documents::blobs::Blobs;
use crate::store::{self, Database, Db, StoreError};
use credentials::{ClientSignIn, Credentials};
use dice::Dice;

/// What a world follows from.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    /// Any number.
    pub number: u64,
    /// The day on which the curtain rises; everything happened before.
    pub day: NaiveDate,
}

/// Where the play is made.
struct Stage<'a> {
    db: &'a mut Db,
    blobs: &'a Blobs,
    dice: Dice,
    house: Here,
    /// The moment at which the curtain rises.
    end: Moment,
}

impl Stage<'_> {
    /// The house at a moment of the play; ids made from now on carry it.
    fn at(&self, now: Moment) -> Here {
        let now = crate::domain::calendar::cut(now);
        entropy::move_to(now);
        Here { now, ..self.house.clone() }
    }
}

/// Reads a code from the tables of this room.
fn currency(code: &str) -> Outcome<Currency> {
    Currency::parse(code).ok_or_else(|| StoreError::Corrupt(format!("“{code}” is not a currency")).into())
}

/// Makes the world, in one transaction: it is there whole or not at all; and then the files of what was signed in it,
/// where there are keys to sign them with. `step` hears how many of how many cases are played.
///
/// # Errors
/// When the database or the document store does not answer.
pub fn make(
    (database, blobs, keys): (&Database, &Blobs, Option<&Keys>),
    house: &Here,
    seed: Seed,
    mut step: impl FnMut(usize, usize),
) -> Outcome<Credentials> {
    let end = seed.day.and_time(chrono::NaiveTime::MIN).and_utc();
    entropy::seed(seed.number, end);
    let mut db = database.write()?;
    let made = db.write(|db| {
        let house = Here { now: end, ..house.clone() };
        let mut stage = Stage { db, blobs, dice: Dice::new(seed.number), house, end };
        rates::enter(&mut stage, seed.day)?;
        let cast = cast::enter(&mut stage)?;
        let creditors = creditors::enter(&mut stage, &cast)?;
        prices::enter(&mut stage, &cast, &creditors)?;
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
        store::mails::any_keep_all(stage.db)?;
        store::db::instance::any_mark_demo(stage.db)?;
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
        (Ok(_), Some(keys)) => file(database, blobs, keys, &Here { now: end, ..house.clone() }),
        _ => Ok(()),
    };
    entropy::unseed();
    filed.and(made)
}

/// Makes the files of what is signed. No authority is asked for the time: a demo needs nobody.
fn file(database: &Database, blobs: &Blobs, keys: &Keys, here: &Here) -> Outcome<()> {
    struct Nobody;
    impl Post for Nobody {
        fn ask(&self, _: &str, _: &[u8]) -> Result<Vec<u8>, String> {
            Err("nobody is asked".to_owned())
        }
    }
    complete_all(database, blobs, (keys, &Stamping { sources: &[], post: &Nobody }), here)?;
    store::mails::any_keep_all(&mut database.write()?)?;
    Ok(())
}

/// Makes the world larger, until it holds so many cases. `step` hears how many of how many are written, and
/// what goes on besides.
///
/// # Errors
/// When the database does not answer; the world is not to be used then.
pub fn multiply(
    database: &Database,
    seed: Seed,
    cases: usize,
    step: impl FnMut(Option<(usize, usize)>, &str),
) -> Result<(), StoreError> {
    entropy::seed(seed.number.wrapping_add(1), seed.day.and_time(chrono::NaiveTime::MIN).and_utc());
    let mut crowd = Crowd { dice: Dice::new(seed.number.wrapping_add(1)), step };
    let made = store::cases::bulk::any_multiply(database, cases, &mut crowd);
    entropy::unseed();
    made
}

/// Debtors without end.
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

/// The keys of some creditors, and a link to a case of each.
fn clients(stage: &mut Stage<'_>, creditors: &[creditors::Client]) -> Outcome<Vec<ClientSignIn>> {
    stage.at(stage.end);
    let mut clients = Vec::new();
    for client in creditors {
        let creditor = &client.creditor;
        let Some(case) = store::cases::any_newest_of_creditor(stage.db, creditor.id)? else { continue };
        let token = store::clients::links::make(stage.db, case, &creditor.contact_email, stage.end)?;
        let api_key = cast::key(stage, "creditor", creditor.id.as_str())?;
        clients.push(ClientSignIn {
            name: creditor.name.clone(),
            external_tenant_id: client.referred.as_ref().map(|(_, tenant)| tenant.clone()),
            api_key,
            link: format!("{}/client/{token}", stage.house.base_url),
            stage: None,
        });
    }
    Ok(clients)
}
