//! Timestamps of outside authorities: in the signatures of a new file, or added later to the whole file as a new
//! version. Stored files are never changed.

use std::io::Read;

use super::reader::about;
use super::text::fault;
use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::agreement::FileLevel;
use crate::domain::calendar::Moment;
use crate::domain::client::ClientFact;
use crate::pdf::sign::{self as seal, Error};
use crate::pdf::stamp::{Attempt, Post, Source, Stamper};
use crate::store::agreements::{self, Agreement, evidence};
use crate::store::db::series;
use crate::store::documents::blobs::Blobs;
use crate::store::{self, Database};
use crate::words::Words;

/// The timestamp authorities and how to reach them. If there are none, files have no timestamps.
pub struct Stamping<'a> {
    /// In the order in which they are asked.
    pub sources: &'a [Source],
    /// The HTTP client.
    pub post: &'a dyn Post,
}

impl Stamping<'_> {
    pub(super) fn stamper(&self, now: Moment) -> Stamper<'_> {
        Stamper { sources: self.sources, post: self.post, now }
    }

    /// Logs failed attempts, without a password that the address may contain.
    pub(super) fn tell(&self, attempts: &[Attempt]) {
        for Attempt { url, flaw } in attempts {
            let place = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            let place = place.rsplit_once('@').map_or(place, |(_, host)| host);
            tracing::warn!(authority = %place, %flaw, "a timestamp authority gave no valid timestamp");
        }
    }
}

/// Adds timestamps to files that have none and are due for an attempt; returns how many succeeded. The pause grows with
/// each attempt for a file. A failure does not stop the others.
///
/// # Errors
/// The last error, after every file was tried. No answer from any authority is not an error.
pub fn stamp_due(database: &Database, blobs: &Blobs, stamping: &Stamping<'_>, ctx: &Context) -> Outcome<usize> {
    if stamping.sources.is_empty() {
        return Ok(0);
    }
    let due = agreements::files::unscoped::due(&mut database.read()?, ctx.now)?;
    let (mut stamped, mut failed) = (0, None);
    for (agreement, tries) in &due {
        match stamp(database, blobs, stamping, agreement, *tries, ctx) {
            Ok(true) => stamped += 1,
            Ok(false) => {}
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(stamped), Err)
}

/// Holds no connection while the authority is asked. `false` if no authority gave a valid answer, or another node did
/// it first.
fn stamp(
    database: &Database,
    blobs: &Blobs,
    stamping: &Stamping<'_>,
    agreement: &Agreement,
    tries: i64,
    ctx: &Context,
) -> Outcome<bool> {
    if !database.write()?.write(|db| agreements::files::take_try(db, agreement.id, tries, ctx.now))? {
        return Ok(false);
    }
    let newest = agreements::unscoped::file(&mut database.read()?, agreement.id)?;
    let Some((number, sha256)) = newest else { return Ok(false) };
    let mut bytes = Vec::new();
    blobs.open_blocking(&sha256).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(fault)?;
    let label = Words(agreement.language).say("document-timestamp");
    let mut entropy = |bytes: &mut [u8]| store::db::entropy::fill(bytes);
    let signed = match seal::stamp(&bytes, &mut stamping.stamper(ctx.now), &label, &mut entropy) {
        Ok(signed) => signed,
        Err(Error::Unstamped(attempts)) => {
            stamping.tell(&attempts);
            return Ok(false);
        }
        Err(error) => return Err(fault(error)),
    };
    stamping.tell(&signed.attempts);
    let stored = blobs.put_blocking_bytes(&signed.bytes)?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    database.write()?.write(|db| {
        store::documents::hold_bytes(db, &stored.sha256, size, ctx.now)?;
        let number = series::following(Some(number));
        if !agreements::unscoped::add_file(db, agreement.id, number, &stored.sha256, size, FileLevel::T, ctx.now)? {
            return Ok(false);
        }
        agreements::files::settle(db, agreement.id)?;
        let fact = ClientFact::Timestamped { kind: agreement.kind.name(), sha256: stored.sha256.clone() };
        let about = about(db, agreement)?;
        evidence::record(db, &about, &Author::system(), &fact, &[], ctx.now)?;
        Ok(true)
    })
}
