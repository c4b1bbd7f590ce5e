//! People are told by mail about their work: what happened is noted at once, collected for ten minutes, and mailed to
//! each person who wants it.

use chrono::Duration;

use super::{Context, Outcome};
use crate::domain::actor::{Operator, OrganisationKind, Person};
use crate::domain::ids::{CollectionPartnerId, PersonId};
use crate::domain::money::Currency;
use crate::domain::notice::{BUNDLED_WITHIN_MINUTES, NoticeKind, is_time_of_summary, tomorrow_at};
use crate::domain::waiting::Waiting;
use crate::mail;
use crate::store::cases::Case;
use crate::store::notices;
use crate::store::notices::unscoped::{self, Unsent};
use crate::store::people::team::Colleague;
use crate::store::{self, Tx, Writer};

/// Notes that the agency of a case is to be told. `subject` is what happened; the same is told once.
pub(super) fn note(db: &mut Tx<'_>, kind: NoticeKind, case: &Case, subject: &str, ctx: &Context) -> Outcome<()> {
    let Some(agency) = case.collection_partner_id.filter(|_| !case.is_test) else { return Ok(()) };
    notices::note(db, agency.as_str(), kind, (subject, Some(case.id)), ctx.now)?;
    Ok(())
}

/// Notes that a claim could not be priced, because its currency has no exchange rate; once a day for each currency.
pub(super) fn note_missing_rate(db: &mut Writer, currency: Currency, ctx: &Context) -> Outcome<()> {
    let subject = format!("{} {}", currency.code(), ctx.now.date_naive());
    db.write(|db| {
        notices::note(db, Operator::ID, NoticeKind::RateMissing, (&subject, None), ctx.now)?;
        Ok(())
    })
}

/// Notes the deadlines of tomorrow, by the zone of each agency; returns how many.
pub fn note_deadlines(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    db.write(|db| {
        let mut noted = 0;
        for deadline in unscoped::deadlines(db, ctx.now, ctx.now + Duration::hours(48))? {
            let local = deadline.deadline.and_utc().with_timezone(&deadline.zone.0).date_naive();
            if tomorrow_at(ctx.now, deadline.zone.0) != Some(local) {
                continue;
            }
            let told = (deadline.task.as_str(), Some(deadline.case));
            let kind = NoticeKind::DeadlineTomorrow;
            noted += usize::from(notices::note(db, deadline.agency.as_str(), kind, told, ctx.now)?);
        }
        Ok(noted)
    })
}

/// Notes once a day that something waits for the operator.
pub fn note_summary(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    if !is_time_of_summary(ctx.now) {
        return Ok(0);
    }
    db.write(|db| {
        let today = ctx.now.date_naive();
        if store::waiting::unscoped::of_operator(db, today)?.list().is_empty() {
            return Ok(0);
        }
        let subject = today.to_string();
        Ok(usize::from(notices::note(db, Operator::ID, NoticeKind::Summary, (&subject, None), ctx.now)?))
    })
}

/// Mails what was noted ten minutes ago or earlier, together with what came since; returns how many mails.
pub fn send_due(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let before = ctx.now - Duration::minutes(BUNDLED_WITHIN_MINUTES);
    let mut mails = 0;
    // A transaction for each organisation: one that fails does not undo the mails of the others.
    for organisation in unscoped::due(db, before)? {
        mails += db.write(|db| send(db, &organisation, ctx))?;
    }
    Ok(mails)
}

fn send(db: &mut Tx<'_>, organisation: &str, ctx: &Context) -> Outcome<usize> {
    let mut waiting = unscoped::unsent(db, organisation)?;
    let ids: Vec<_> = waiting.iter().map(|notice| notice.id).collect();
    // Another node may have mailed some of them meanwhile.
    let ours = unscoped::mark_sent(db, &ids, ctx.now)?;
    waiting.retain(|notice| ours.contains(&notice.id));
    let team = store::people::team::unscoped::of(db, organisation)?;
    let people: Vec<PersonId> = team.iter().map(|colleague| colleague.id).collect();
    let off = notices::off_of(db, &people)?;
    let is_on = |person, kind| !off.contains(&(person, kind));
    if organisation == Operator::ID {
        let mut mails = 0;
        for kind in NoticeKind::of(OrganisationKind::Operator) {
            let subjects: Vec<&str> =
                waiting.iter().filter(|notice| notice.kind == *kind).map(|notice| notice.subject.as_str()).collect();
            let told: Vec<&Colleague> = team.iter().filter(|one| is_on(one.id, *kind)).collect();
            mails += tell_operator(db, *kind, &subjects, &told, ctx)?;
        }
        return Ok(mails);
    }
    let Some(agency) = CollectionPartnerId::parse(organisation) else { return Ok(0) };
    let agency = store::people::agencies::load(db, agency)?;
    if agency.suspended_at.is_some() {
        return Ok(0);
    }
    let mut mails = 0;
    for colleague in &team {
        let theirs: Vec<&Unsent> = waiting
            .iter()
            .filter(|notice| is_on(colleague.id, notice.kind))
            .filter(|notice| is_for(notice, colleague.id, &people))
            .collect();
        if theirs.is_empty() {
            continue;
        }
        let lines: Vec<(NoticeKind, String)> = theirs.iter().map(|notice| (notice.kind, words(notice))).collect();
        let link = match theirs.as_slice() {
            [Unsent { case: Some(case), .. }] => format!("{}/partner/cases/{case}", ctx.base_url),
            _ => format!("{}/partner/tasks", ctx.base_url),
        };
        let letter = mail::notice::news(&ctx.operator, &colleague.name, &lines, &link);
        store::mails::queue(db, &colleague.email, &colleague.name, &letter, None, ctx.now)?;
        mails += 1;
    }
    Ok(mails)
}

/// A case with a handler in the team is told to the handler, any other to everybody.
fn is_for(notice: &Unsent, person: PersonId, team: &[PersonId]) -> bool {
    match notice.handler.filter(|handler| team.contains(handler)) {
        Some(handler) => handler == person,
        None => true,
    }
}

fn words(notice: &Unsent) -> String {
    let debtor = notice.debtor.as_deref().unwrap_or("A case");
    notice.reference.map_or_else(|| debtor.to_owned(), |reference| format!("{debtor} ({reference})"))
}

fn tell_operator(
    db: &mut Tx<'_>,
    kind: NoticeKind,
    subjects: &[&str],
    team: &[&Colleague],
    ctx: &Context,
) -> Outcome<usize> {
    if subjects.is_empty() {
        return Ok(0);
    }
    let waits: Vec<Waiting> = store::waiting::unscoped::of_operator(db, ctx.now.date_naive())?.list();
    if kind == NoticeKind::Summary && waits.is_empty() {
        return Ok(0);
    }
    for colleague in team {
        let letter = if kind == NoticeKind::RateMissing {
            let link = format!("{}/operator/rates", ctx.base_url);
            mail::notice::rate_missing(&ctx.operator, &colleague.name, subjects, &link)
        } else {
            let link = format!("{}/operator", ctx.base_url);
            mail::notice::summary(&ctx.operator, &colleague.name, &waits, &link)
        };
        store::mails::queue(db, &colleague.email, &colleague.name, &letter, None, ctx.now)?;
    }
    Ok(team.len())
}

/// Sets which notices a person gets by mail; those of other kinds of organisation stay as they are.
pub fn choose_notices(
    db: &mut Writer,
    person: &Person,
    kind: OrganisationKind,
    wanted: &[NoticeKind],
    ctx: &Context,
) -> Outcome<()> {
    db.write(|db| {
        let here = NoticeKind::of(kind);
        let before = notices::off(db, person.id)?;
        let elsewhere = before.iter().copied().filter(|one| !here.contains(one));
        let off: Vec<NoticeKind> = elsewhere.chain(here.iter().copied().filter(|one| !wanted.contains(one))).collect();
        notices::turn_off(db, person.id, &off)?;
        let told: Vec<&str> = off.iter().map(|kind| kind.name()).collect();
        super::people::audit_person(db, person, "MailsChosen", &[("off", told.join(", "))], ctx)
    })
}
