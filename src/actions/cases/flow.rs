//! The actions between acceptance and end of a case: questions, pauses, closing.

use super::{moved, save, tell, zone_of};
use crate::actions::notices::note;
use crate::actions::{Context, Outcome};
use crate::domain::actor::{Client, Partner};
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, CloseCode, Lifecycle, Verb};
use crate::domain::fact::Fact;
use crate::domain::ids::CaseId;
use crate::domain::notice::NoticeKind;
use crate::domain::task::TaskKind;
use crate::mail;
use crate::store::cases::Case;
use crate::store::cases::messages::Message;
use crate::store::{self, Writer};

/// Asks the creditor a question; the case waits for the answer, due in two business days.
pub fn ask_information(db: &mut Writer, who: &Partner, id: CaseId, question: &str, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let due = TaskKind::MoreInfoNeeded.due(ctx.now, who.agency.time_zone);
        let after = Case {
            question: Some(question.to_owned()),
            answered_at: None,
            due_at: Some(due.naive_utc()),
            ..moved(&before, Verb::AskInformation, By::Agency)?
        };
        let facts = [Fact::InformationAsked { question: question.to_owned() }];
        let (case, _) = save(db, &before, after, &who.author(), &facts, ctx)?;
        store::cases::tasks::solve(db, &case, &[TaskKind::NewCase, TaskKind::Answer, TaskKind::Message], ctx.now)?;
        store::cases::tasks::open(db, TaskKind::MoreInfoNeeded, &case, due, ctx.now)?;
        store::cases::messages::add(db, &case, &who.author(), author_email(who), question, ctx.now)?;
        tell(db, who, &case, ctx, |about| mail::case::question(about, question))?;
        Ok(case)
    })
}

fn author_email(who: &Partner) -> &str {
    who.person().map_or("", |person| person.email.as_str())
}

/// Withdraws a question that was asked before the case was accepted. The case is new again.
pub fn withdraw_question(db: &mut Writer, who: &Partner, id: CaseId, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let due = TaskKind::NewCase.due(ctx.now, who.agency.time_zone);
        let after = Case {
            question: None,
            due_at: Some(due.naive_utc()),
            ..moved(&before, Verb::WithdrawQuestion, By::Agency)?
        };
        let (case, _) = save(db, &before, after, &who.author(), &[Fact::QuestionWithdrawn], ctx)?;
        store::cases::tasks::solve(db, &case, &[TaskKind::MoreInfoNeeded], ctx.now)?;
        store::cases::tasks::open(db, TaskKind::NewCase, &case, due, ctx.now)?;
        Ok(case)
    })
}

/// The creditor answers the open question, or else writes in the conversation. The task to answer is closed; a case
/// that was not accepted yet is new again (decisions, Working with cases).
pub fn answer(db: &mut Writer, who: &Client, text: &str, ctx: &Context) -> Outcome<(Case, Message)> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, who.case)?;
        let is_verified = before.lifecycle == Lifecycle::PendingVerificationInternal;
        let is_asked = before.question.is_some()
            && before.answered_at.is_none()
            && (is_verified || before.lifecycle == Lifecycle::NeedsAdditionalDetails);
        let verb = if is_asked { Verb::CreditorAnswers } else { Verb::SendMessage };
        let mut after = moved(&before, verb, By::Creditor)?;
        let zone = zone_of(db, &before)?;
        let kind = if is_asked { TaskKind::Answer } else { TaskKind::Message };
        let due = kind.due(ctx.now, zone);
        let fact = if is_asked {
            after.answered_at = Some(ctx.now.naive_utc());
            after.due_at = (!is_verified).then(|| due.naive_utc());
            Fact::QuestionAnswered { answer: text.to_owned() }
        } else {
            Fact::MessageSent { from_creditor: true, text: text.to_owned() }
        };
        let (case, _) = save(db, &before, after, &who.author(), &[fact], ctx)?;
        let done = [TaskKind::MoreInfoNeeded, TaskKind::ReplyToChat, TaskKind::ClientInputRequired];
        store::cases::tasks::solve(db, &case, &done, ctx.now)?;
        let message = store::cases::messages::add(db, &case, &who.author(), &who.email, text, ctx.now)?;
        // While the operator verifies the case, its queue shows the answer; the agency does not know the case yet.
        if is_verified {
            return Ok((case, message));
        }
        if case.lifecycle == Lifecycle::PendingVerification && is_asked {
            store::cases::tasks::open(db, TaskKind::NewCase, &case, due, ctx.now)?;
        }
        store::cases::tasks::open(db, kind, &case, due, ctx.now)?;
        note(db, NoticeKind::ClientMessage, &case, message.id.as_str(), ctx)?;
        Ok((case, message))
    })
}

/// Collection continues after a question on an accepted case.
pub fn return_to_active(db: &mut Writer, who: &Partner, id: CaseId, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let after = Case { question: None, due_at: None, ..moved(&before, Verb::ReturnToActive, By::Agency)? };
        let (case, _) = save(db, &before, after, &who.author(), &[Fact::CaseReturned], ctx)?;
        store::cases::tasks::solve(db, &case, &[TaskKind::MoreInfoNeeded, TaskKind::Answer], ctx.now)?;
        Ok(case)
    })
}

/// Pauses a case for a reason.
pub fn pause(db: &mut Writer, who: &Partner, id: CaseId, reason: &str, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let after = Case { pause_reason: Some(reason.to_owned()), ..moved(&before, Verb::Pause, By::Agency)? };
        let facts = [Fact::CasePaused { reason: reason.to_owned() }];
        Ok(save(db, &before, after, &who.author(), &facts, ctx)?.0)
    })
}

/// Resumes a paused case.
pub fn resume(db: &mut Writer, who: &Partner, id: CaseId, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let after = Case { pause_reason: None, ..moved(&before, Verb::Resume, By::Agency)? };
        Ok(save(db, &before, after, &who.author(), &[Fact::CaseResumed], ctx)?.0)
    })
}

/// Closes a case. On pages `Other` needs a comment; the contract only recommends one.
///
/// # Errors
/// The rules of the close code; a missing comment.
pub fn close(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    code: CloseCode,
    comment: Option<&str>,
    ctx: &Context,
) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        if code.wants_comment() && comment.is_none() && who.person().is_some() {
            return Err(CaseRefusal::CommentRequired.into());
        }
        let after = Case {
            close_code: Some(code),
            close_comment: comment.map(str::to_owned),
            finished_at: Some(ctx.now.naive_utc()),
            due_at: None,
            ..moved(&before, Verb::Close(code), By::Agency)?
        };
        let facts = [Fact::CaseClosed { code, comment: comment.map(str::to_owned), from: before.lifecycle }];
        let (case, _) = save(db, &before, after, &who.author(), &facts, ctx)?;
        store::cases::tasks::solve(db, &case, TaskKind::OF_OPEN_CASE, ctx.now)?;
        let text = comment.map_or_else(|| code.description().to_owned(), |comment| format!("{code}: {comment}"));
        tell(db, who, &case, ctx, |about| mail::case::closed(about, &text))?;
        Ok(case)
    })
}
