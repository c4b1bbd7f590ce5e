//! A case is stored as submitted, and assigned to an agency.

use chrono::NaiveDate;

use super::{moved, save};
use crate::actions::notices::note;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::case::{By, ClaimType, DisputeStatus, Lifecycle, Phase, PricingSource, Verb};
use crate::domain::fact::Fact;
use crate::domain::ids::{
    CaseId, ClientPersonId, CollectionPartnerId, CreditorId, DebtorId, DivisionId, ReferralPartnerId,
};
use crate::domain::money::{Money, Rate};
use crate::domain::notice::NoticeKind;
use crate::domain::routing::RoutingReason;
use crate::domain::task::TaskKind;
use crate::store::cases::Case;
use crate::store::{self, Writer, fresh_id};

/// The price of a case, fixed at submission.
#[derive(Clone, Debug)]
pub struct FixedPrice {
    /// Base rate and surcharge together.
    pub total: Rate,
    /// The rate of the bracket.
    pub base: Rate,
    /// The surcharge by age.
    pub uplift: Rate,
    /// Blended points, where several invoices were handed in as one case.
    pub blended: Option<Rate>,
    /// Whether somebody set the rate deliberately.
    pub is_intentional: bool,
    /// The source of the rate.
    pub source: PricingSource,
    /// The explanation of the rate.
    pub explanation: String,
}

/// Fees accrued before submission, in minor units.
#[derive(Clone, Copy, Debug, Default)]
pub struct AccruedFees {
    /// Interest.
    pub interest: i64,
    /// Reminder fees.
    pub reminder: i64,
    /// Collection fees.
    pub collection: i64,
}

/// A case as submitted.
#[derive(Clone, Debug)]
pub struct SubmitOrder {
    /// The creditor.
    pub creditor: CreditorId,
    /// The creditor's department.
    pub division: Option<DivisionId>,
    /// The debtor.
    pub debtor: DebtorId,
    /// The creditor's bank account for payouts.
    pub bank_account: Option<i64>,
    /// The referral partner that brought the client.
    pub referral_partner: Option<ReferralPartnerId>,
    /// Who submitted it, in words.
    pub through: String,
    /// The creditor's own reference.
    pub creditor_reference: Option<String>,
    /// The principal, without fees.
    pub principal: Money,
    /// Interest, reminder and collection fees accrued so far, in minor units.
    pub fees: AccruedFees,
    /// What the claim arose from.
    pub claim_type: Option<ClaimType>,
    /// Whether the debtor disputes it.
    pub dispute: Option<DisputeStatus>,
    /// What was delivered.
    pub claim_description: Option<String>,
    /// The creditor's comments.
    pub creditor_comments: Option<String>,
    /// The date of the invoice.
    pub claim_date: NaiveDate,
    /// The due date.
    pub due_date: NaiveDate,
    /// The price; `None` if there is no standard price.
    pub price: Option<FixedPrice>,
    /// The agency that routing chose, and why.
    pub routed: Option<(CollectionPartnerId, RoutingReason)>,
    /// Whether it waits until the client has signed its contracts.
    pub waits_for_contracts: bool,
    /// Whether it is a test case.
    pub is_test: bool,
    /// Tag of a group of test cases.
    pub tag: Option<String>,
    /// The person of the client's team that owns the case.
    pub owner: Option<ClientPersonId>,
    /// Whether it goes to its agency without the operator's own check.
    pub skips_verification: bool,
}

/// Stores a submitted case. The operator verifies it next, or it waits for the client's signature first.
pub fn submit(db: &mut Writer, order: SubmitOrder, by: &Author, ctx: &Context) -> Outcome<CaseId> {
    db.write(|db| {
        let now = ctx.now.naive_utc();
        let outstanding = [order.fees.interest, order.fees.reminder, order.fees.collection]
            .into_iter()
            .try_fold(order.principal.minor(), i64::checked_add)
            .ok_or_else(|| ActionError::At("amountToRecover", "The amounts are too large.".to_owned()))?;
        let price = order.price;
        let case = Case {
            id: CaseId::from_uuid(fresh_id()),
            reference: store::db::entropy::fresh_reference(),
            creditor_id: order.creditor,
            division_id: order.division,
            debtor_id: order.debtor,
            bank_account: order.bank_account,
            collection_partner_id: order.routed.map(|(agency, _)| agency),
            referral_partner_id: order.referral_partner,
            handler_id: None,
            lifecycle: if order.waits_for_contracts {
                Lifecycle::PendingContractSigning
            } else {
                Lifecycle::PendingVerificationInternal
            },
            close_code: None,
            close_comment: None,
            decline_category: None,
            pause_reason: None,
            question: None,
            phase: None,
            creditor_reference: order.creditor_reference,
            partner_reference: None,
            claim_type: order.claim_type,
            dispute_status: order.dispute,
            claim_description: order.claim_description,
            creditor_comments: order.creditor_comments,
            currency: order.principal.currency(),
            principal: order.principal.minor(),
            interest_fees: order.fees.interest,
            reminder_fees: order.fees.reminder,
            collection_fees: order.fees.collection,
            paid: 0,
            outstanding,
            payment_count: 0,
            success_fee: price.as_ref().map(|price| price.total),
            fee_base: price.as_ref().map(|price| price.base),
            fee_uplift: price.as_ref().map(|price| price.uplift),
            blended_uplift: price.as_ref().and_then(|price| price.blended),
            fee_intentional: price.as_ref().is_some_and(|price| price.is_intentional),
            pricing_source: price.as_ref().map(|price| price.source),
            pricing_explanation: price.map(|price| price.explanation),
            is_test: order.is_test,
            tag: order.tag,
            claim_date: order.claim_date,
            due_date: order.due_date,
            answered_at: None,
            created_at: now,
            updated_at: now,
            assigned_at: None,
            started_at: None,
            finished_at: None,
            exclusive_from: None,
            exclusive_until: None,
            due_at: None,
            routing_reason: order.routed.map(|(_, reason)| reason),
            assigned_person: order.owner,
            skips_verification: order.skips_verification,
        };
        store::cases::insert(db, &case)?;
        let fact = Fact::CaseSubmitted { through: order.through, principal: order.principal };
        store::facts::record(db, &case, by, &fact, ctx.now)?;
        Ok(case.id)
    })
}

/// The operator has checked the case and assigns it to an agency, which has two business days to accept.
///
/// # Errors
/// When the case is in another state.
pub fn assign(db: &mut Writer, id: CaseId, agency: CollectionPartnerId, by: &Author, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::unscoped::case(db, id)?;
        let profile = store::people::organisations::profile(db, agency)?;
        let due = TaskKind::NewCase.due(ctx.now, profile.time_zone.0);
        let after = Case {
            collection_partner_id: Some(agency),
            assigned_at: Some(ctx.now.naive_utc()),
            due_at: Some(due.naive_utc()),
            phase: Some(Phase::PreLegal),
            question: None,
            answered_at: None,
            ..moved(&before, Verb::Assign, By::Operator)?
        };
        let fact = Fact::CaseAssigned { agency: profile.name };
        let (case, _) = save(db, &before, after, by, &[fact], ctx)?;
        store::cases::engagements::begin(db, &case, ctx.now)?;
        store::cases::intake::close_items(db, id, ctx.now)?;
        store::cases::tasks::open(db, TaskKind::NewCase, &case, due, ctx.now)?;
        note(db, NoticeKind::NewCase, &case, &format!("{id} {}", ctx.now.timestamp()), ctx)?;
        Ok(case)
    })
}
