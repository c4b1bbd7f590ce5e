//! Limits of attempts to sign in, and the subject for which failures are counted.

use chrono::Duration;

use super::{Context, Outcome};
use crate::actions::limits::{check, spend};
use crate::domain::ids::PersonId;
use crate::domain::limit::Limit;
use crate::domain::sign_in::{
    DEVICE_DAYS, FAILURES_OF_NETWORK, FAILURES_ON_KNOWN_DEVICE, WRONG_PASSWORDS_WHILE_SIGNED_IN,
};
use crate::store::{self, Database, Db, Tx};

/// The network and device of an attempt to sign in.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The network for which attempts are counted.
    pub network: String,
    /// Hash of the secret in the browser's device cookie.
    pub device: Option<String>,
}

/// One attempt: the subject of its count, and its limits.
#[derive(Clone, Debug)]
pub struct Attempt {
    limits: &'static [Limit],
    /// The subject for which failures are counted, and for which places in the hashing queue are counted.
    pub subject: String,
    /// Whether the device is known for the account, or the person is already signed in.
    pub(super) is_known: bool,
}

impl Attempt {
    /// An attempt to sign in with an address. On a device that this person has used before, failures of other devices
    /// do not count.
    pub fn at_the_door(db: &mut Db, email: &str, from: &Origin, ctx: &Context) -> Outcome<Self> {
        let person = store::people::accounts::unscoped::credentials(db, email)?.map(|known| known.person);
        let since = ctx.now - Duration::days(DEVICE_DAYS);
        if let (Some(person), Some(device)) = (person, from.device.as_deref())
            && store::people::devices::is_known(db, person, device, since)?
        {
            return Ok(Self {
                limits: &FAILURES_ON_KNOWN_DEVICE,
                subject: format!("{person} {device}"),
                is_known: true,
            });
        }
        Ok(Self { limits: &FAILURES_OF_NETWORK, subject: from.network.clone(), is_known: false })
    }

    /// A signed-in person enters their password again.
    pub fn signed_in(person: PersonId) -> Self {
        Self { limits: &WRONG_PASSWORDS_WHILE_SIGNED_IN, subject: person.to_string(), is_known: true }
    }

    /// Refuses an attempt over its limits, without counting and before the expensive hashing.
    ///
    /// # Errors
    /// [`super::ActionError::TooMany`].
    pub fn check(&self, db: &mut Db, ctx: &Context) -> Outcome<()> {
        self.limits.iter().try_for_each(|limit| check(db, *limit, &self.subject, ctx))
    }

    /// Counts the attempt as a failure before its result is known, so that attempts at the same moment are all counted.
    ///
    /// # Errors
    /// [`super::ActionError::TooMany`].
    pub(super) fn spend(&self, database: &Database, ctx: &Context) -> Outcome<()> {
        database.write()?.write(|db| self.limits.iter().try_for_each(|limit| spend(db, *limit, &self.subject, ctx)))
    }

    /// Removes the attempt from the count, because it was no failure.
    pub(super) fn give_back(&self, db: &mut Tx<'_>, ctx: &Context) -> Outcome<()> {
        for limit in self.limits {
            give_back(db, *limit, &self.subject, ctx)?;
        }
        Ok(())
    }
}

/// Takes one from a count, because it was no failure.
pub(super) fn give_back(db: &mut Tx<'_>, limit: Limit, subject: &str, ctx: &Context) -> Outcome<()> {
    if store::db::tallies::tally(db, limit.name, subject, ctx.now)?.is_some_and(|tally| tally.count > 0) {
        store::db::tallies::add(db, limit.name, subject, -1, limit.span(), ctx.now)?;
    }
    Ok(())
}
