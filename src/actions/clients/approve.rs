//! The people of an account decide on a link request of a referral partner.

use super::bring::{CaseOutcome, Fresh, create, expire, take_cases};
use super::{BringOrder, FreshLink, OnboardingQuery, insert_link};
use crate::actions::cases::ClaimOrder;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::{Approver, Author, Hand, Referrer, Through};
use crate::domain::client::ClientRefusal;
use crate::domain::client::{ClientFact, LinkRequestStatus, return_url};
use crate::domain::code::PROOF_MINUTES;
use crate::domain::ids::{CreditorId, ReferralLinkId};
use crate::store::agreements::evidence::{self, About, Subject};
use crate::store::clients::link_requests::{self, LinkRequest};
use crate::store::db::series::{self, Series};
use crate::store::{self, Tx, Writer};

/// The decision on a link request.
#[derive(Clone, Debug)]
pub enum Decision {
    /// The account is linked, and the cases of the request are created. They wait for signatures.
    Approve(Vec<ClaimOrder>),
    /// The request is declined; nothing changes.
    Decline,
    /// The claims belong to another company: a new account is created for it, with people of its own.
    AnotherCompany(Box<BringOrder>),
}

/// Decides on a link request; returns a token with which the reader continues, if there is a next step. Repeating the
/// decision changes nothing.
///
/// # Errors
/// No code was entered; the request expired or was decided otherwise; the account was linked meanwhile; the other
/// company's people already have an account.
pub fn decide(db: &mut Writer, who: &Approver, decision: Decision, ctx: &Context) -> Outcome<Option<String>> {
    if !who.is_proved {
        return Err(ClientRefusal::ProofNeeded.into());
    }
    db.write(|db| {
        let request = link_requests::load(db, who)?;
        if request.status == LinkRequestStatus::Pending && request.expires_at <= ctx.now.naive_utc() {
            expire(db, &request, ctx)?;
            return Ok(None);
        }
        let status = match decision {
            Decision::Decline => LinkRequestStatus::Declined,
            _ => LinkRequestStatus::Approved,
        };
        if request.status != LinkRequestStatus::Pending {
            return if request.status == status { Ok(None) } else { Err(ClientRefusal::StepOver.into()) };
        }
        if !link_requests::decide(db, &request, status, ctx.now)? {
            return Ok(None);
        }
        let tenant = request.external_tenant_id.clone();
        match decision {
            Decision::Decline => {
                note(db, who, &ClientFact::LinkDeclined { tenant }, ctx)?;
                Ok(None)
            }
            Decision::Approve(cases) => {
                let link = approve(db, who, &request, ctx)?;
                replay(db, who, who.creditor, false, &cases, ctx)?;
                go_on(db, who, link, ctx).map(Some)
            }
            Decision::AnotherCompany(order) => another(db, who, &request, &order, ctx).map(Some),
        }
    })
}

/// Records that the page was opened, and its return address.
pub fn open_request(db: &mut Writer, who: &Approver, query: &OnboardingQuery, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        if let Some(back) = query.back.as_deref().and_then(return_url) {
            link_requests::set_return(db, who, back)?;
        }
        note(db, who, &ClientFact::Opened { page: "link request".to_owned() }, ctx)
    })
}

fn note(db: &mut Tx<'_>, who: &Approver, fact: &ClientFact, ctx: &Context) -> Outcome<()> {
    let about =
        About { subject: Subject::Client(who.creditor), agreement: None, referral_partner: Some(who.referral_partner) };
    let seen = [("address", who.address.clone()), ("browser", who.agent.clone())];
    Ok(evidence::record(db, &about, &who.author(), fact, &seen, ctx.now)?)
}

fn approve(db: &mut Tx<'_>, who: &Approver, request: &LinkRequest, ctx: &Context) -> Outcome<ReferralLinkId> {
    if store::clients::unscoped::partner_of(db, who.creditor)?.is_some() {
        return Err(ClientRefusal::LinkedMeanwhile.into());
    }
    let tenant = request.external_tenant_id.as_str();
    let fresh = FreshLink { creditor: who.creditor, tenant, is_attributed: false };
    let link = insert_link(db, who.referral_partner, &fresh, ctx)?;
    super::first_person(db, who.creditor, ctx)?;
    let back = request.return_url.clone();
    store::clients::update_link(db, &store::clients::ReferralLink { return_url: back, ..link.clone() })?;
    note(db, who, &ClientFact::Linked { tenant: tenant.to_owned() }, ctx)?;
    Ok(link.id)
}

/// Creates the cases of a link request. Those that cannot be created are told to the referral partner.
fn replay(
    db: &mut Tx<'_>,
    who: &Approver,
    creditor: CreditorId,
    is_attributed: bool,
    cases: &[ClaimOrder],
    ctx: &Context,
) -> Outcome<()> {
    let name = store::clients::referrals::profile(db, who.referral_partner)?.name;
    let through = Through { id: who.referral_partner, name, is_attributed };
    let outcomes = take_cases(db, creditor, &through, cases, ctx)?;
    let failed = |(index, outcome): (usize, &CaseOutcome)| {
        let failure = outcome.made.as_ref().err()?;
        let reference = outcome.reference.as_deref().unwrap_or("without a reference");
        Some(format!("case {index} ({reference}): {}: {}", failure.kind, failure.message))
    };
    let failed: Vec<String> = outcomes.iter().enumerate().filter_map(failed).collect();
    if failed.is_empty() {
        return Ok(());
    }
    let about = About { subject: Subject::Client(creditor), agreement: None, referral_partner: Some(through.id) };
    let fact = ClientFact::ReplayFailed { cases: failed };
    Ok(evidence::record(db, &about, &Author::system(), &fact, &[], ctx.now)?)
}

/// The claims belong to another company: it gets an account of its own, with a link of the same referral partner.
fn another(
    db: &mut Tx<'_>,
    who: &Approver,
    request: &LinkRequest,
    order: &BringOrder,
    ctx: &Context,
) -> Outcome<String> {
    let number = series::next(db, Series::People)?;
    let emails: Vec<String> = order.people.iter().map(|person| person.email.clone()).collect();
    if !store::clients::unscoped::with_email(db, &emails)?.is_empty() {
        return Err(ActionError::At("email", "choice-email-taken".to_owned()));
    }
    let profile = store::clients::referrals::profile(db, who.referral_partner)?;
    let referrer = Referrer { id: profile.id, name: profile.name, short_name: profile.short_name, hand: Hand::Key };
    let by = &referrer.author();
    let creditor = create(db, &Fresh { referral_partner: Some(referrer.id), order, by }, number, ctx)?;
    replay(db, who, creditor, true, &order.cases, ctx)?;
    let link = store::clients::link_of(db, &referrer, &order.tenant)?;
    let back = request.return_url.clone();
    store::clients::update_link(db, &store::clients::ReferralLink { return_url: back, ..link.clone() })?;
    note(db, who, &ClientFact::Linked { tenant: order.tenant.clone() }, ctx)?;
    Ok(ctx.onboarding_token(link.id.as_str(), &link.token_hash))
}

/// A token with which the person who just approved continues without another code.
fn go_on(db: &mut Tx<'_>, who: &Approver, link: ReferralLinkId, ctx: &Context) -> Result<String, ActionError> {
    let token = store::fresh_token();
    let until = ctx.now + chrono::Duration::minutes(PROOF_MINUTES);
    let hash = store::secret_hash(&token);
    store::clients::proofs::insert(db, &hash, link.as_str(), &who.email, ctx.now, until)?;
    Ok(token)
}
