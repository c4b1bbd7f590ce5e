//! The agency's first decision: accept or decline.

use super::reassign::pass_on;
use super::{change_of_fees, moved, save, team_member, tell};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, CloseCode, DeclineCategory, Verb};
use crate::domain::fact::Fact;
use crate::domain::ids::CaseId;
use crate::domain::money::Money;
use crate::domain::period;
use crate::domain::task::TaskKind;
use crate::mail;
use crate::store::cases::Case;
use crate::store::{self, Writer};

/// A colleague, by address or id; the contract allows both.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The address; used first.
    pub email: Option<String>,
    /// The id; the contract's older way.
    pub id: Option<String>,
}

impl Named {
    /// Whether no colleague is named.
    pub fn is_nobody(&self) -> bool {
        self.email.is_none() && self.id.is_none()
    }
}

/// Fees as typed; `None` leaves a fee unchanged.
#[derive(Clone, Debug, Default)]
pub struct TypedFees {
    /// Interest.
    pub interest: Option<String>,
    /// Reminder fees.
    pub reminder: Option<String>,
    /// Collection fees.
    pub collection: Option<String>,
}

/// The data with which a case is accepted.
#[derive(Clone, Debug, Default)]
pub struct StartOrder {
    /// The sender of the welcome message. On pages it is the signed-in person.
    pub sender: Named,
    /// The welcome message for the creditor, by mail and in the conversation.
    pub welcome_message: String,
    /// The agency's own reference.
    pub partner_reference: Option<String>,
    /// The colleague to assign; may be nobody.
    pub handler: Named,
    /// The fees as typed.
    pub fees: TypedFees,
}

/// Accepts a case: collection and the exclusive period begin.
///
/// # Errors
/// The state machine's refusal (wrong state, custom terms needed); a sender or handler who is not a colleague.
pub fn start(db: &mut Writer, who: &Partner, id: CaseId, order: StartOrder, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let mut after = moved(&before, Verb::Start, By::Agency)?;
        if store::people::organisations::profile(db, who.agency.id)?.agreement_signed_at.is_none() {
            return Err(CaseRefusal::AgreementUnsigned.into());
        }
        let sender = team_member(db, who, &order.sender, "userEmail")?.ok_or_else(|| {
            ActionError::At("userEmail", "Name the colleague who writes the welcome message.".to_owned())
        })?;
        let handler = team_member(db, who, &order.handler, "assignedUserEmail")?;
        change_of_fees(&mut after, &order.fees)?;
        let until = period::start(ctx.now);
        after.started_at = Some(ctx.now.naive_utc());
        after.exclusive_from = Some(ctx.now.naive_utc());
        after.exclusive_until = Some(until.naive_utc());
        after.due_at = None;
        after.handler_id = handler.as_ref().map(|colleague| colleague.id);
        after.partner_reference = order.partner_reference.clone().or(before.partner_reference.clone());
        let mut facts = vec![Fact::CaseStarted { exclusive_until: until }];
        if let Some(colleague) = &handler {
            facts.push(Fact::HandlerAssigned { handler: Some(colleague.name.clone()) });
        }
        facts.push(Fact::MessageSent { from_creditor: false, text: order.welcome_message.clone() });
        if after.added_fees() != before.added_fees() {
            let fees = (Money::new(before.added_fees(), before.currency), after.money(after.added_fees()));
            facts.push(Fact::ClaimChanged {
                principal: (before.money(before.principal), after.money(after.principal)),
                fees,
                rate: None,
            });
        }
        let (case, _) = save(db, &before, after, &who.author(), &facts, ctx)?;
        store::cases::tasks::solve(db, &case, &[TaskKind::NewCase, TaskKind::Answer, TaskKind::Message], ctx.now)?;
        store::cases::messages::add_from_team(db, &case, &sender, &order.welcome_message, ctx.now)?;
        tell(db, who, &case, ctx, |about| mail::case::welcome(about, &order.welcome_message))?;
        Ok(case)
    })
}

/// Declines a case with a category and a reason. It is closed as never started, without a penalty; or, where the client
/// allows it, it returns to the operator, who gives it to another agency (decisions, Working with cases).
pub fn decline(
    db: &mut Writer,
    who: &Partner,
    id: CaseId,
    category: DeclineCategory,
    reason: &str,
    ctx: &Context,
) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        if store::clients::unscoped::passes_on_declined(db, before.creditor_id)? {
            return pass_on(db, who, &before, (category, reason), ctx);
        }
        let after = Case {
            close_code: Some(CloseCode::CaseNeverStarted),
            close_comment: Some(reason.to_owned()),
            decline_category: Some(category),
            finished_at: Some(ctx.now.naive_utc()),
            due_at: None,
            ..moved(&before, Verb::Decline, By::Agency)?
        };
        let facts = [Fact::CaseDeclined { category, reason: reason.to_owned() }];
        let (case, _) = save(db, &before, after, &who.author(), &facts, ctx)?;
        store::cases::tasks::solve(db, &case, TaskKind::OF_OPEN_CASE, ctx.now)?;
        tell(db, who, &case, ctx, |about| mail::case::declined(about, &format!("{category}: {reason}")))?;
        Ok(case)
    })
}
