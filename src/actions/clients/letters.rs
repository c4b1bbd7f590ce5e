//! Mails during a client's onboarding, if its referral partner wants them: invitation, reminders, welcome.

use chrono::Duration;

use crate::actions::limits::spend;
use crate::actions::{Context, Outcome};
use crate::domain::agreement::{AgreementKind, Language};
use crate::domain::brand::Face;
use crate::domain::client::Progress;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::domain::invitation::{CLIENTS_INVITED_PER_PARTNER, INVITATIONS_PER_ADDRESS};
use crate::domain::letter::Letter;
use crate::domain::reminding::{next_reminder, wait_for};
use crate::mail::{self, signing::House};
use crate::store::agreements::Agreement;
use crate::store::cases::Creditor;
use crate::store::clients::referrals::ReferralPartner;
use crate::store::clients::{ClientPerson, ReferralLink};
use crate::store::{self, Db, Tx, Writer};
use crate::words::Words;

/// The language for a client: the one they chose, else that of their country.
pub(super) fn words_of(link: &ReferralLink, creditor: &Creditor) -> Words {
    let chosen = link.language.as_deref().and_then(Language::of_tag);
    Words(chosen.unwrap_or_else(|| Language::of_country(&creditor.country)))
}

/// The language for a client, whether it has a link in force or not.
pub(super) fn words_for(db: &mut Db, creditor: &Creditor) -> Outcome<Words> {
    Ok(match store::clients::unscoped::live_link(db, creditor.id)? {
        Some(link) => words_of(&link, creditor),
        None => Words(Language::of_country(&creditor.country)),
    })
}

/// Queues a mail to a person of a client, under the brand that brought the client.
pub(super) fn tell(
    db: &mut Tx<'_>,
    creditor: &Creditor,
    words: &Words,
    person: &ClientPerson,
    letter: impl FnOnce(&House<'_>, &str) -> Letter,
    ctx: &Context,
) -> Outcome<()> {
    let face = match store::clients::unscoped::partner_of(db, creditor.id)? {
        Some(partner) => store::clients::referrals::profile(db, partner)?.face(),
        None => Face::of_operator(&ctx.operator),
    };
    let house = House { face: &face, operator: &ctx.operator, company: &creditor.name, words };
    let letter = letter(&house, &person.name());
    store::mails::queue(db, &person.email, &person.name(), &letter, None, ctx.now)?;
    Ok(())
}

/// Queues a mail to the onboarding user; nothing if nobody is named.
fn write(
    db: &mut Tx<'_>,
    partner: &ReferralPartner,
    creditor: &Creditor,
    words: &Words,
    letter: impl FnOnce(&House<'_>, &str) -> Letter,
    ctx: &Context,
) -> Outcome<()> {
    let people = store::clients::unscoped::people(db, creditor.id)?;
    let Some(person) = people.into_iter().find(|person| person.is_admin) else { return Ok(()) };
    let face = partner.face();
    let house = House { face: &face, operator: &ctx.operator, company: &creditor.name, words };
    let letter = letter(&house, &person.name());
    store::mails::queue(db, &person.email, &person.name(), &letter, None, ctx.now)?;
    Ok(())
}

/// Invites the onboarding user of a new client and schedules the first reminder, if its referral partner wants that.
pub(super) fn invite(db: &mut Tx<'_>, link: &ReferralLink, creditor: &Creditor, ctx: &Context) -> Outcome<()> {
    let partner = store::clients::referrals::profile(db, link.referral_partner_id)?;
    if !partner.sends_invitations {
        return Ok(());
    }
    spend(db, CLIENTS_INVITED_PER_PARTNER, partner.id.as_str(), ctx)?;
    spend(db, INVITATIONS_PER_ADDRESS, &creditor.contact_email, ctx)?;
    let url = ctx.under(partner.brand_host.as_deref()).onboarding_url(link.id.as_str(), &link.token_hash);
    let words = words_of(link, creditor);
    write(db, &partner, creditor, &words, |house, to| mail::onboarding::invitation(house, to, &url), ctx)?;
    store::clients::plan_reminder(db, link, 0, next_reminder(ctx.now, 0, ctx.now))?;
    Ok(())
}

/// Days after which a client is asked again to sign for the same agency.
const ASKED_AGAIN_AFTER_DAYS: i64 = 7;

/// Mails a client the link to sign what an agency needs of it, unless it was asked within the last days. A client
/// without a link in force is not asked. The caller holds the creditor.
pub(in crate::actions) fn ask_to_sign(
    db: &mut Tx<'_>,
    creditor: CreditorId,
    agency: CollectionPartnerId,
    ctx: &Context,
) -> Outcome<Asked> {
    let Some(link) = store::clients::unscoped::live_link(db, creditor)? else { return Ok(Asked::HasNoLink) };
    let partner = store::clients::referrals::profile(db, link.referral_partner_id)?;
    if !partner.is_active() {
        return Ok(Asked::HasNoLink);
    }
    let before = ctx.now - Duration::days(ASKED_AGAIN_AFTER_DAYS);
    if !store::agreements::powers::want(db, creditor, agency, before, ctx.now)? {
        return Ok(Asked::Already);
    }
    let creditor = store::clients::unscoped::creditor(db, creditor)?;
    let agency = store::people::organisations::profile(db, agency)?.name;
    let url = ctx.under(partner.brand_host.as_deref()).onboarding_url(link.id.as_str(), &link.token_hash);
    let words = words_of(&link, &creditor);
    write(db, &partner, &creditor, &words, |house, to| mail::onboarding::to_sign(house, to, &agency, &url), ctx)?;
    Ok(Asked::Now)
}

/// Whether a client was asked to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It gets a mail now.
    Now,
    /// It got a mail in the last days.
    Already,
    /// It has no link by which it could sign.
    HasNoLink,
}

/// Welcomes a client that completes its first debt-collection agreement, if its referral partner wants that. Call it
/// before the completion is recorded, in the same transaction.
pub(in crate::actions) fn welcome(db: &mut Tx<'_>, agreement: &Agreement, ctx: &Context) -> Outcome<()> {
    let Some(creditor) = agreement.creditor_id.filter(|_| agreement.kind == AgreementKind::Sdca) else { return Ok(()) };
    let Some(link) = store::clients::unscoped::live_link(db, creditor)? else { return Ok(()) };
    let creditor = store::clients::unscoped::creditor(db, creditor)?;
    let partner = store::clients::referrals::profile(db, link.referral_partner_id)?;
    if !partner.sends_welcome || creditor.agreement_version.is_some() {
        return Ok(());
    }
    let words = words_of(&link, &creditor);
    let (day, back) = (words.day(ctx.now.date_naive()), link.return_url.as_deref());
    write(db, &partner, &creditor, &words, |house, to| mail::onboarding::welcome(house, to, &day, back), ctx)
}

/// Reminds of unfinished onboardings; returns how many mails were queued. If two nodes run at once, each mail is still
/// sent once: the guarded update of the link's row decides.
pub fn remind_onboarding(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let mut reminded = 0;
    for link in store::clients::unscoped::to_remind(db, ctx.now)? {
        reminded += usize::from(db.write(|db| remind(db, &link, ctx))?);
    }
    Ok(reminded)
}

fn remind(db: &mut Tx<'_>, link: &ReferralLink, ctx: &Context) -> Outcome<bool> {
    let partner = store::clients::referrals::profile(db, link.referral_partner_id)?;
    let creditor = store::clients::unscoped::creditor(db, link.creditor_id)?;
    let in_force = store::agreements::unscoped::version(db, AgreementKind::Sdca)?;
    let is_done = in_force.is_some() && creditor.agreement_version == in_force;
    if is_done || !partner.sends_invitations || !partner.is_active() {
        store::clients::plan_reminder(db, link, link.reminders, None)?;
        return Ok(false);
    }
    let last_step = [link.opened_at, link.company_at, link.people_at].into_iter().flatten().max();
    if let Some(until) = wait_for(last_step.map(|at| at.and_utc()), ctx.now) {
        store::clients::plan_reminder(db, link, link.reminders, Some(until))?;
        return Ok(false);
    }
    let next = next_reminder(link.created_at.and_utc(), link.reminders + 1, ctx.now);
    if !store::clients::plan_reminder(db, link, link.reminders + 1, next)? {
        return Ok(false);
    }
    let progress = Progress {
        company: link.company_at.is_some(),
        people: link.people_at.is_some(),
        needs_kyc: store::clients::unscoped::needs_kyc(db, creditor.id)?
            && store::clients::unscoped::kyc(db, creditor.id)?.is_none(),
        agreement_before: creditor.agreement_version.is_some(),
        ..Progress::default()
    };
    let step = format!("step-{}", progress.next().slug());
    let url = ctx.under(partner.brand_host.as_deref()).onboarding_url(link.id.as_str(), &link.token_hash);
    let words = words_of(link, &creditor);
    write(db, &partner, &creditor, &words, |house, to| mail::onboarding::reminder(house, to, &step, &url), ctx)?;
    Ok(true)
}
