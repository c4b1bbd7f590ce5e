//! Host names of brands: claimed by referral partners, proved by a DNS record or approved by the operator, then served.

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator, Referrer, Role};
use crate::domain::brand::host::{HostState, MAX_FAILING_DAYS, next_look, record_name, record_text};
use crate::domain::ids::ReferralPartnerId;
use crate::mail;
use crate::store::brands::{self, hosts::BrandHost};
use crate::store::{self, Db, StoreError, Tx, Writer};

/// The purpose of the tokens in these records.
const HOST_NAME: &str = "host name of a brand";

/// The DNS record that proves a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Texts under former secrets; they still prove the claim.
    older: Vec<String>,
}

impl Record {
    /// Whether a text found in DNS proves the claim.
    pub fn is_proved_by(&self, text: &str) -> bool {
        self.text == text || self.older.iter().any(|older| older == text)
    }
}

/// The result of a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// The record with the right text.
    Found,
    /// No such record, or another text.
    Missing,
    /// No answer from the DNS server: the result is unknown.
    Silent,
}

/// The record that proves a claim. Its text is derived from the instance's secrets, so it is not stored.
pub fn record_of(claim: &BrandHost, ctx: &Context) -> Record {
    let id = format!("{}\n{}", claim.referral_partner_id, claim.host);
    let text = record_text(&ctx.secrets.token(HOST_NAME, &id));
    let older = ctx.secrets.tokens(HOST_NAME, &id).map(|token| record_text(&token)).filter(|one| *one != text);
    Record { name: record_name(&claim.host), older: older.collect(), text }
}

/// Claims a host name, or gives a claim up; returns whether that is a change. Runs in the transaction that saves the
/// brand. An unproved claim does not block other brands from claiming the same name.
///
/// # Errors
/// The name is proved by another brand.
pub(super) fn claim(db: &mut Tx<'_>, who: &Referrer, host: Option<&str>, ctx: &Context) -> Outcome<bool> {
    let before = brands::hosts::unscoped::claim(db, who.id)?;
    if before.as_ref().map(|claim| claim.host.as_str()) == host {
        return Ok(false);
    }
    let Some(host) = host else {
        brands::hosts::remove(db, who.id)?;
        return Ok(true);
    };
    brands::hosts::unscoped::hold(db)?;
    if is_taken(db, who.id, host)? {
        return Err(ActionError::At("host", "This host name belongs to another brand.".to_owned()));
    }
    let now = ctx.now.naive_utc();
    let claim = BrandHost {
        referral_partner_id: who.id,
        host: host.to_owned(),
        state: HostState::Waiting,
        asked_at: now,
        check_at: Some(now),
        failing_since: None,
        decided_by: None,
    };
    brands::hosts::put(db, &claim, false)?;
    Ok(true)
}

fn is_taken(db: &mut Db, partner: ReferralPartnerId, host: &str) -> Outcome<bool> {
    Ok(brands::hosts::unscoped::owner(db, host)?.is_some_and(|owner| owner != partner))
}

/// Claims whose look-up is due, each with its record.
pub fn due(db: &mut Db, ctx: &Context) -> Outcome<Vec<(BrandHost, Record)>> {
    let due = brands::hosts::unscoped::due(db, ctx.now)?;
    Ok(due.into_iter().map(|claim| (record_of(&claim, ctx), claim)).map(|(record, claim)| (claim, record)).collect())
}

/// Records the result of a look-up. A proved name is served. If its record has been missing for a week, it is no longer
/// served and the partner's Admins get a mail. If two nodes look up at once, only one changes it.
pub fn looked_up(db: &mut Writer, seen: &BrandHost, looked: Looked, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        brands::hosts::unscoped::hold(db)?;
        let partner = seen.referral_partner_id;
        let Some(before) = brands::hosts::unscoped::claim(db, partner)?.filter(|claim| claim == seen) else {
            return Ok(());
        };
        let now = ctx.now.naive_utc();
        let mut after = before.clone();
        match looked {
            Looked::Found if !is_taken(db, partner, &before.host)? => {
                (after.state, after.failing_since) = (HostState::Proved, None);
            }
            Looked::Missing if before.state == HostState::Proved => {
                let since = *after.failing_since.get_or_insert(now);
                if now - since >= chrono::Duration::days(MAX_FAILING_DAYS) {
                    (after.state, after.failing_since, after.asked_at) = (HostState::Waiting, None, now);
                }
            }
            _ => {}
        }
        let next = next_look(after.state, after.asked_at.and_utc(), after.failing_since.is_some(), ctx.now);
        after.check_at = next.map(|at| at.naive_utc());
        brands::hosts::put(db, &after, after.state == HostState::Proved)?;
        match (before.state, after.state) {
            (HostState::Waiting, HostState::Proved) => note(db, &Author::system(), "BrandHostProved", &after, ctx),
            (HostState::Proved, HostState::Waiting) => {
                note(db, &Author::system(), "BrandHostStopped", &after, ctx)?;
                tell_admins(db, &after, ctx)
            }
            _ => Ok(()),
        }
    })
}

/// Approves a name without a DNS record; the operator is responsible for it.
///
/// # Errors
/// No such claim; the name is proved by another brand.
pub fn approve(db: &mut Writer, who: &Operator, partner: ReferralPartnerId, ctx: &Context) -> Outcome<BrandHost> {
    decide(db, who, partner, HostState::Proved, ctx)
}

/// Refuses a name; it is no longer served.
///
/// # Errors
/// No such claim.
pub fn refuse(db: &mut Writer, who: &Operator, partner: ReferralPartnerId, ctx: &Context) -> Outcome<BrandHost> {
    decide(db, who, partner, HostState::Refused, ctx)
}

fn decide(
    db: &mut Writer,
    who: &Operator,
    partner: ReferralPartnerId,
    state: HostState,
    ctx: &Context,
) -> Outcome<BrandHost> {
    db.write(|db| {
        brands::hosts::unscoped::hold(db)?;
        let before = brands::hosts::unscoped::claim(db, partner)?.ok_or(StoreError::NotFound)?;
        // Repeating the decision changes nothing.
        if before.state == state && before.decided_by.is_some() {
            return Ok(before);
        }
        let is_served = state == HostState::Proved;
        if is_served && is_taken(db, partner, &before.host)? {
            return Err(ActionError::At("", "This host name belongs to another brand.".to_owned()));
        }
        let by = Some(who.author().name);
        let after = BrandHost { state, check_at: None, failing_since: None, decided_by: by, ..before };
        brands::hosts::put(db, &after, is_served)?;
        note(db, &who.author(), if is_served { "BrandHostApproved" } else { "BrandHostRefused" }, &after, ctx)?;
        Ok(after)
    })
}

fn note(db: &mut Tx<'_>, by: &Author, verb: &str, claim: &BrandHost, ctx: &Context) -> Outcome<()> {
    let details = [("host", claim.host.clone())];
    Ok(store::facts::audit(db, by, verb, "referral", claim.referral_partner_id.as_str(), &details, ctx.now)?)
}

fn tell_admins(db: &mut Tx<'_>, claim: &BrandHost, ctx: &Context) -> Outcome<()> {
    let record = record_of(claim, ctx);
    let link = format!("{}/referral/settings/branding", ctx.base_url);
    let stopped = mail::brand::StoppedHost { host: &claim.host, record: &record.name, text: &record.text, link: &link };
    let team = store::people::team::unscoped::of(db, claim.referral_partner_id.as_str())?;
    for admin in team.into_iter().filter(|person| person.role == Role::Admin) {
        let letter = mail::brand::host_stopped((&ctx.operator, &admin.name), &stopped);
        store::mails::queue(db, &admin.email, &admin.name, &letter, None, ctx.now)?;
    }
    Ok(())
}
