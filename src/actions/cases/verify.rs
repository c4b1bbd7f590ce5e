//! The operator verifies a case before an agency sees it: examines it, asks the client, approves or rejects it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::intake::assign;
use super::links::fresh_link;
use super::{moved, save};
use crate::actions::clients::{MissingContracts, missing_contracts};
use crate::actions::routing::{self, rates_of};
use crate::actions::{Context, Outcome};
use crate::domain::actor::{Author, Operator};
use crate::domain::case::{By, CloseCode, PricingSource, Verb};
use crate::domain::client::ClientRefusal;
use crate::domain::fact::Fact;
use crate::domain::ids::{CaseId, CreditorId, QuestionId, Reference};
use crate::domain::routing::{Claim, choose, is_still_valid};
use crate::domain::task::TaskKind;
use crate::domain::verification::{
    Examined, Finding, ResolutionArea, VerificationRefusal, examine, outside_standard_terms,
};
use crate::mail;
use crate::mail::case::About;
use crate::store::cases::intake::{self, Item};
use crate::store::cases::{Case, CaseFile, Scope};
use crate::store::{self, Db, Tx, Writer};

/// What staff see of a case that they verify.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The case with its parties.
    pub file: CaseFile,
    /// The automatic checks.
    pub findings: Vec<Finding>,
    /// Cases that look like it.
    pub alike: Vec<Reference>,
    /// The questions to the client so far.
    pub items: Vec<Item>,
    /// The agency that routing chose.
    pub agency: Option<String>,
    /// What the client has not signed.
    pub missing: MissingContracts,
}

pub(super) fn claim_of(file: &CaseFile, ctx: &Context) -> Claim {
    let debtor = &file.debtor;
    Claim {
        country: debtor.country.clone(),
        state: debtor.state.clone(),
        debtor: debtor.kind,
        principal: file.case.principal_money(),
        day: ctx.now.date_naive(),
    }
    .in_place()
}

/// Examines a case; nothing is stored.
///
/// # Errors
/// No such case.
pub fn examination(db: &mut Db, who: &Operator, id: CaseId, ctx: &Context) -> Outcome<Examination> {
    let file = store::cases::load(db, who, id)?;
    let (case, debtor) = (&file.case, &file.debtor);
    let alike = intake::alike(db, case, debtor)?;
    let principal_usd_minor = rates_of(db, &claim_of(&file, ctx))?.to_usd_minor(case.principal_money());
    let findings = examine(&Examined {
        creditor_name: &file.creditor.name,
        debtor_name: &debtor.name,
        debtor_kind: debtor.kind,
        debtor_country: &debtor.country,
        debtor_state: debtor.state.as_deref(),
        debtor_address: debtor.address.as_deref(),
        debtor_city: debtor.city.as_deref(),
        debtor_reachable: debtor.email.is_some() || debtor.phone.is_some(),
        principal: case.principal_money(),
        principal_usd_minor,
        claim_type: case.claim_type,
        dispute: case.dispute_status,
        claim_date: case.claim_date,
        due_date: case.due_date,
        submitted: case.created_at.date(),
        description: case.claim_description.as_deref(),
        comments: case.creditor_comments.as_deref(),
        files: store::documents::count_of_case(db, who, id)?,
        has_agency: case.collection_partner_id.is_some(),
        alike: &alike,
    });
    let agency = match case.collection_partner_id {
        Some(agency) => Some(store::people::agencies::load(db, agency)?.name),
        None => None,
    };
    let missing = missing_contracts(db, case.creditor_id, case.collection_partner_id)?;
    Ok(Examination { items: intake::items(db, &[id])?, file, findings, alike, agency, missing })
}

/// The operator approves a case: the agency that routing chose gets it. If that one no longer can, the case is routed
/// again, and waits if the new agency needs a signature.
///
/// # Errors
/// No agency; outside the standard terms without an accepted quote; contracts missing; the case is in another state.
pub fn approve(db: &mut Writer, who: &Operator, id: CaseId, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let file = store::cases::load(db, who, id)?;
        // A case in another state is refused before anything else is said about it.
        moved(&file.case, Verb::Assign, By::Operator)?;
        if store::clients::unscoped::is_suspended(db, file.creditor.id)? {
            return Err(ClientRefusal::Suspended.into());
        }
        if file.case.pricing_source != Some(PricingSource::AcceptedQuote) {
            let usd = rates_of(db, &claim_of(&file, ctx))?.to_usd_minor(file.case.principal_money());
            let reasons = outside_standard_terms(file.case.claim_type, file.case.dispute_status, usd);
            if !reasons.is_empty() {
                return Err(VerificationRefusal::OutsideStandardTerms { reasons: reasons.join(" ") }.into());
            }
        }
        let case = routed_again(db, who, &file, ctx)?;
        let Some(agency) = case.collection_partner_id else { return Err(VerificationRefusal::NoAgency.into()) };
        if missing_contracts(db, case.creditor_id, Some(agency))?.any() {
            let agency = store::people::agencies::load(db, agency)?.name;
            return Err(VerificationRefusal::ContractsMissing { agency }.into());
        }
        assign(db, id, agency, &who.author(), ctx)
    })
}

/// Keeps the chosen agency if it can still take the case, and chooses anew if not.
pub(super) fn routed_again(db: &mut Tx<'_>, who: &Operator, file: &CaseFile, ctx: &Context) -> Outcome<Case> {
    let case = &file.case;
    let claim = claim_of(file, ctx);
    let (mut ways, rates) = (routing::ways(db, parties_of(case), &claim)?, rates_of(db, &claim)?);
    // Who declined the case does not get it again.
    ways.unavailable.extend(store::cases::engagements::declined_by(db, who, case.id)?);
    if let Some(agency) = case.collection_partner_id
        && is_still_valid(&claim, &ways, &rates, (agency, case.routing_reason))
    {
        return Ok(case.clone());
    }
    let choice = choose(&claim, &ways, &rates).ok();
    let after = Case {
        collection_partner_id: choice.map(|choice| choice.agency),
        routing_reason: choice.map(|choice| choice.reason),
        ..case.clone()
    };
    if after.collection_partner_id == case.collection_partner_id {
        return Ok(case.clone());
    }
    let (case, _) = save(db, case, after, &who.author(), &[], ctx)?;
    let mut details = vec![("agency", choice.map_or_else(|| "none".to_owned(), |choice| choice.agency.to_string()))];
    details.extend(choice.map(|choice| ("reason", choice.reason.name().to_owned())));
    store::facts::audit(db, &who.author(), "CaseRouted", "case", case.id.as_str(), &details, ctx.now)?;
    Ok(case)
}

/// Routes a case again: its agency stays if it can still take the case. The price stays: it was fixed at submission.
///
/// # Errors
/// The case is not being verified.
pub fn route_again(db: &mut Writer, who: &Operator, id: CaseId, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let file = store::cases::load(db, who, id)?;
        moved(&file.case, Verb::Assign, By::Operator)?;
        routed_again(db, who, &file, ctx)
    })
}

/// The operator rejects a case: it is closed as `InvalidCaseData`. No agency ever sees it; the client is told why.
///
/// # Errors
/// The case is in another state.
pub fn reject(db: &mut Writer, who: &Operator, id: CaseId, reason: &str, ctx: &Context) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let code = CloseCode::InvalidCaseData;
        let after = Case {
            close_code: Some(code),
            close_comment: Some(reason.to_owned()),
            finished_at: Some(ctx.now.naive_utc()),
            question: None,
            answered_at: None,
            // The agency never saw it, and does not see it closed either.
            collection_partner_id: None,
            ..moved(&before, Verb::Reject, By::Operator)?
        };
        let fact = Fact::CaseClosed { code, comment: Some(reason.to_owned()), from: before.lifecycle };
        let (case, _) = save(db, &before, after, &who.author(), &[fact], ctx)?;
        intake::close_items(db, id, ctx.now)?;
        store::cases::tasks::solve(db, &case, TaskKind::ALL, ctx.now)?;
        tell_client(db, who, &case, ctx, |about| mail::case::rejected(about, reason))?;
        Ok(case)
    })
}

/// The operator asks the client a question about a case that it verifies. The client answers by the link in the mail.
///
/// # Errors
/// The case is in another state.
pub fn ask_client(
    db: &mut Writer,
    who: &Operator,
    id: CaseId,
    (area, question): (ResolutionArea, &str),
    ctx: &Context,
) -> Outcome<Case> {
    db.write(|db| {
        let before = store::cases::load_case(db, who, id)?;
        let after = Case {
            question: Some(question.to_owned()),
            answered_at: None,
            ..moved(&before, Verb::AskClient, By::Operator)?
        };
        let fact = Fact::ClientAsked { area: area.label(), question: question.to_owned() };
        let (case, _) = save(db, &before, after, &who.author(), &[fact], ctx)?;
        intake::add_item(
            db,
            &Item {
                id: QuestionId::from_uuid(store::fresh_id()),
                case_id: id,
                area,
                description: question.to_owned(),
                asked_at: ctx.now.naive_utc(),
                asked_by: who.author().name,
                closed_at: None,
            },
        )?;
        store::cases::messages::add(db, &case, &who.author(), "", question, ctx.now)?;
        tell_client(db, who, &case, ctx, |about| mail::case::question(about, question))?;
        Ok(case)
    })
}

/// Mails the client of a case in the operator's name, with a link of its own to the case.
pub(super) fn tell_client(
    db: &mut Tx<'_>,
    who: &Operator,
    case: &Case,
    ctx: &Context,
    write: impl FnOnce(&About<'_>) -> crate::domain::letter::Letter,
) -> Outcome<()> {
    let file = store::cases::load(db, who, case.id)?;
    let (contact, address) = file.contact();
    let url = fresh_link(db, case.id, &address, ctx)?;
    let letter = write(&About {
        operator: &ctx.operator,
        agency: &ctx.operator,
        contact: &contact,
        debtor: &file.debtor.name,
        reference: case.reference.as_str(),
        link: &url,
    });
    store::mails::queue(db, &address, &contact, &letter, Some(case.id), ctx.now)?;
    Ok(())
}

/// A client has signed a contract: its cases that have all they need move on to verification. An agency that signed
/// has none.
pub(in crate::actions) fn contracts_signed(
    db: &mut Tx<'_>,
    creditor: Option<CreditorId>,
    ctx: &Context,
) -> Outcome<()> {
    let Some(creditor) = creditor else { return Ok(()) };
    // What is missing is asked once for each agency, however many cases wait.
    let mut is_missing = HashMap::new();
    for id in intake::pending_contracts(db, creditor)? {
        let before = store::cases::unscoped::case(db, id)?;
        let waits = match is_missing.entry(before.collection_partner_id) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(missing_contracts(db, creditor, before.collection_partner_id)?.any()),
        };
        if waits {
            continue;
        }
        let after = moved(&before, Verb::ContractsSigned, By::Operator)?;
        save(db, &before, after, &Author::system(), &[Fact::ContractsSigned], ctx)?;
        skip_verification(db, id, ctx)?;
    }
    Ok(())
}

/// Assigns a case that was handed in to go straight to its agency. It stays with the operator if that agency cannot take
/// it any more, or the claim is outside the standard terms.
pub(super) fn skip_verification(db: &mut Tx<'_>, id: CaseId, ctx: &Context) -> Outcome<()> {
    let file = store::cases::load(db, Scope::Operator, id)?;
    let case = &file.case;
    let Some(agency) = case.collection_partner_id.filter(|_| case.skips_verification) else { return Ok(()) };
    let claim = claim_of(&file, ctx);
    let (ways, rates) = (routing::ways(db, parties_of(case), &claim)?, rates_of(db, &claim)?);
    let usd = rates.to_usd_minor(case.principal_money());
    let is_standard = outside_standard_terms(case.claim_type, case.dispute_status, usd).is_empty();
    if is_standard && is_still_valid(&claim, &ways, &rates, (agency, case.routing_reason)) {
        assign(db, id, agency, &Author::system(), ctx)?;
    }
    Ok(())
}

/// Whose case is routed.
fn parties_of(case: &Case) -> routing::Parties {
    routing::Parties { creditor: Some(case.creditor_id), referral_partner: case.referral_partner_id, requested: None }
}
