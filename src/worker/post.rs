//! Sends queued mails: taken with a lease, sent, and recorded as sent; or recorded as failed, with the moment of the
//! next attempt.

use std::io::Read;

use chrono::Duration;
use tokio::sync::watch;

use super::Worker;
use super::smtp::{Carried, Fault, Smtp};
use crate::actions::Outcome;
use crate::config::{Config, MailRoute};
use crate::domain::calendar::Moment;
use crate::domain::ids::MailId;
use crate::store::documents::blobs::BlobError;
use crate::store::mails::{self, Mail};

/// Mails taken in one batch.
const MAILS_PER_BATCH: i64 = 20;
/// Longer than a batch can take if each mail takes its time limit, in minutes.
const LEASE: Duration = Duration::minutes(15);
/// Minutes until the next attempt after each failure; after the last one the mail is given up.
const RETRY_MINUTES: [i64; 9] = [1, 5, 15, 60, 240, 720, 1440, 2880, 2880];

/// How mails are sent.
pub(super) enum Post {
    Smtp(Smtp),
    /// Not at all: they are shown on the page of the mailbox.
    Mailbox,
}

impl Post {
    pub(crate) fn new(config: &Config) -> Result<Self, String> {
        match &config.mail {
            MailRoute::Smtp(url) => Smtp::new(url, config).map(Self::Smtp),
            MailRoute::Mailbox => Ok(Self::Mailbox),
        }
    }

    /// Sends all mails that are due.
    pub(crate) async fn deliver(&self, worker: &Worker, stopped: &watch::Receiver<bool>) {
        loop {
            let taken = worker
                .block("taking mails from the queue", |worker| {
                    let now = (worker.clock)();
                    worker.database.write()?.write(|db| mails::unscoped::take(db, now, now + LEASE, MAILS_PER_BATCH))
                })
                .await
                .unwrap_or_default();
            let is_all = i64::try_from(taken.len()).unwrap_or(i64::MAX) < MAILS_PER_BATCH;
            let mut rest = taken.into_iter();
            let mut is_cut_off = false;
            for mail in rest.by_ref() {
                let sent = match self {
                    Self::Smtp(smtp) => match carried(worker, &mail).await {
                        Some(carried) => smtp.send(&mail, carried).await,
                        None => Err(Fault::Refused("what it carries cannot be read now".to_owned())),
                    },
                    Self::Mailbox => Ok(()),
                };
                is_cut_off = matches!(sent, Err(Fault::Unreachable(_)));
                note(worker, mail, sent, matches!(self, Self::Mailbox)).await;
                if is_cut_off || *stopped.borrow() {
                    break;
                }
            }
            give_back(worker, rest.map(|mail| mail.id).collect()).await;
            if is_all || is_cut_off || *stopped.borrow() {
                return;
            }
        }
    }
}

/// The attachments of a mail with their bytes. A missing embedded picture is left out, because the text is still there.
async fn carried(worker: &Worker, mail: &Mail) -> Option<Vec<Carried>> {
    let id = mail.id;
    let read = move |worker: &Worker| -> Outcome<Vec<Carried>> {
        let mut all = Vec::new();
        for one in mails::attachments(&mut worker.database.read()?, id)? {
            if one.is_inline && !worker.blobs.exists_blocking(&one.sha256)? {
                continue;
            }
            let mut bytes = Vec::new();
            let mut stored = worker.blobs.open_blocking(&one.sha256).map_err(BlobError::from)?;
            stored.read_to_end(&mut bytes).map_err(BlobError::from)?;
            let content_id = one.is_inline.then(|| one.place.to_string());
            all.push(Carried { file_name: one.file_name, media_type: one.media_type, content_id, bytes });
        }
        Ok(all)
    };
    worker.block("reading the attachments of a mail", read).await
}

async fn note(worker: &Worker, mail: Mail, sent: Result<(), Fault>, keeps: bool) {
    let tries = mail.attempts;
    worker
        .block("recording the result of a mail", move |worker| {
            let now = (worker.clock)();
            let mut db = worker.database.write()?;
            let fault = match sent {
                Ok(()) => return db.write(|db| mails::unscoped::sent(db, mail.id, keeps, now)),
                Err(fault) => fault,
            };
            let next = next_try(&fault, tries, now);
            match next {
                Some(next) => tracing::warn!(mail = %mail.id, error = %fault, %next, "a mail could not be sent yet"),
                None => tracing::error!(mail = %mail.id, error = %fault, "a mail is not sent any more"),
            }
            db.write(|db| mails::unscoped::failed(db, mail.id, &fault.to_string(), next))
        })
        .await;
}

/// A mail that no server can accept is given up at once; a server may be down or misconfigured for days.
fn next_try(fault: &Fault, tries: i64, now: Moment) -> Option<Moment> {
    if matches!(fault, Fault::Unsendable(_)) {
        return None;
    }
    let minutes = usize::try_from(tries).ok().and_then(|tries| RETRY_MINUTES.get(tries))?;
    Some(now + Duration::minutes(*minutes))
}

async fn give_back(worker: &Worker, ids: Vec<MailId>) {
    if !ids.is_empty() {
        worker
            .block("returning mails to the queue", move |worker| {
                worker.database.write()?.write(|db| mails::unscoped::give_back(db, &ids))
            })
            .await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_grow_apart_and_end() {
        let now = Moment::UNIX_EPOCH;
        let down = Fault::Unreachable("refused".to_owned());
        let minutes: Vec<i64> =
            (0..20).map_while(|tries| next_try(&down, tries, now)).map(|next| (next - now).num_minutes()).collect();
        assert_eq!(minutes, RETRY_MINUTES);
        assert_eq!(next_try(&Fault::Unsendable("no address".to_owned()), 0, now), None);
    }
}
