//! A referral partner brings a client: a new one, one that it brought before, or one that already had an account.

use super::{Company, FreshLink, NamedPerson, about, insert_link, people_of};
use crate::actions::cases::{ClaimOrder, ClaimTerms, hand_in};
use crate::actions::limits::spend;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Customer, Referrer, Through};
use crate::domain::case::Obstacle;
use crate::domain::client::{ClientFact, LinkRequestStatus, decide_until};
use crate::domain::ids::{CaseId, CreditorId, LinkRequestId, ReferralPartnerId};
use crate::domain::invitation::{LINK_REQUESTS_PER_ACCOUNT, LINK_REQUESTS_PER_PARTNER};
use crate::store::agreements::evidence::{self, About, Subject};
use crate::store::cases::Creditor;
use crate::store::clients::link_requests::{self, LinkRequest};
use crate::store::db::series::{self, Series};
use crate::store::{self, Tx, Writer};

/// A client as its referral partner sends it.
#[derive(Clone, Debug)]
pub struct BringOrder {
    /// The referral partner's own id of the client. The same id is the same client.
    pub tenant: String,
    /// The company.
    pub company: Company,
    /// Its people, the onboarding user first.
    pub people: Vec<NamedPerson>,
    /// Cases that come along with it. Their client is filled in here.
    pub cases: Vec<ClaimOrder>,
    /// The request as received, stored while a link request is open.
    pub request: String,
}

/// The result of bringing a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// It is new and linked now; what became of each of its cases, in their order.
    Created(Vec<CaseOutcome>),
    /// It was linked before. Its cases are not created again.
    Linked,
    /// It already had an account; its people must agree on this page.
    NeedsLinking {
        /// The address of the page.
        url: String,
    },
    /// It is linked with another referral partner.
    LinkedElsewhere,
    /// It is linked with this referral partner under another id.
    LinkedUnderAnotherId,
}

/// Brings a client. The same id a second time changes nothing.
///
/// # Errors
/// Too many invitations or link requests.
pub fn bring(db: &mut Writer, who: &Referrer, order: &BringOrder, ctx: &Context) -> Outcome<Brought> {
    db.write(|db| {
        // Drawing a number locks the series, so two transactions never create two clients with the same address.
        let number = series::next(db, Series::People)?;
        match store::clients::link_of(db, who, &order.tenant) {
            Ok(_) => return Ok(Brought::Linked),
            Err(store::StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
        let mut emails: Vec<String> = order.people.iter().map(|person| person.email.clone()).collect();
        emails.push(order.company.support_email.clone());
        let known = store::clients::unscoped::with_email(db, &emails)?;
        // The onboarding user's own address has priority.
        let known = emails.iter().find_map(|email| known.iter().find(|(_, other)| other == email));
        match known {
            None => {
                let by = &who.author();
                let creditor = create(db, &Fresh { referral_partner: Some(who.id), order, by }, number, ctx)?;
                let through = Through { id: who.id, name: who.name.clone(), is_attributed: true };
                Ok(Brought::Created(take_cases(db, creditor, &through, &order.cases, ctx)?))
            }
            Some((creditor, email)) => ask_to_link(db, who, order, *creditor, email, ctx),
        }
    })
}

/// What became of a case that came along with its client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseOutcome {
    /// The client's own reference.
    pub reference: Option<String>,
    /// The case, or why there is none.
    pub made: Result<CaseId, CaseFailure>,
}

/// Why a case that came along with its client was not created. The names are those of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// `NoPartnerAvailable`, `DuplicateReference`, `ValidationError` or `UnexpectedError`.
    pub kind: &'static str,
    /// In words.
    pub message: String,
    /// The field, if one is wrong.
    pub field: Option<&'static str>,
}

/// Creates the cases that came along with a client. A case that cannot be created does not stop the others.
///
/// # Errors
/// If the database fails; nothing is created then.
pub(super) fn take_cases(
    db: &mut Tx<'_>,
    creditor: CreditorId,
    through: &Through,
    cases: &[ClaimOrder],
    ctx: &Context,
) -> Outcome<Vec<CaseOutcome>> {
    let name = store::clients::unscoped::creditor(db, creditor)?.name;
    let by = Customer { id: creditor, name, through: Some(through.clone()) }.author();
    let mut outcomes = Vec::new();
    for order in cases {
        let terms = ClaimTerms { creditor: Some(creditor), through: Some(through.id), ..order.terms.clone() };
        let order = ClaimOrder { terms, through: through.name.clone(), ..order.clone() };
        let made = match hand_in(db, &order, &by, ctx) {
            Ok(id) => Ok(id),
            Err(ActionError::Blocked(obstacles)) => Err(CaseFailure {
                kind: obstacles.first().map_or("UnexpectedError", Obstacle::kind),
                message: obstacles.first().map(ToString::to_string).unwrap_or_default(),
                field: None,
            }),
            Err(ActionError::At(field, message)) => {
                Err(CaseFailure { kind: "ValidationError", message, field: Some(field) })
            }
            Err(ActionError::Refused(refusal)) => {
                Err(CaseFailure { kind: "UnexpectedError", message: refusal.to_string(), field: None })
            }
            Err(other) => return Err(other),
        };
        outcomes.push(CaseOutcome { reference: order.creditor_reference, made });
    }
    Ok(outcomes)
}

/// A client that is new.
pub(super) struct Fresh<'a> {
    /// The referral partner that it is linked with, if any.
    pub referral_partner: Option<ReferralPartnerId>,
    /// Company, people and id.
    pub order: &'a BringOrder,
    /// Who creates it.
    pub by: &'a Author,
}

/// Creates a client with its people and its link, and mails the link if the referral partner wants that.
///
/// # Errors
/// At `users` if nobody is named.
pub(super) fn create(db: &mut Tx<'_>, fresh: &Fresh<'_>, number: i64, ctx: &Context) -> Outcome<CreditorId> {
    let order = fresh.order;
    let Some(first) = order.people.first() else {
        return Err(ActionError::At("users", "Name at least one user.".to_owned()));
    };
    let company = &order.company;
    let creditor = Creditor {
        id: CreditorId::from_uuid(store::fresh_id()),
        name: company.name.clone(),
        registration_number: company.registration_number.clone(),
        office_email: Some(company.support_email.clone()),
        office_phone: company.support_phone.clone(),
        address: company.address.clone(),
        zip_code: company.zip_code.clone(),
        city: company.city.clone(),
        state: company.state.clone(),
        country: company.country.clone(),
        contact_name: first.name(),
        contact_email: first.email.clone(),
        language: "en".to_owned(),
        created_at: ctx.now.naive_utc(),
        vat_number: None,
        agreement_version: None,
    };
    store::cases::insert_creditor(db, &creditor)?;
    people_of(db, creditor.id, &order.people, number, ctx)?;
    if let Some(partner) = fresh.referral_partner {
        let link = FreshLink { creditor: creditor.id, tenant: &order.tenant, is_attributed: true };
        let link = insert_link(db, partner, &link, ctx)?;
        super::letters::invite(db, &link, &creditor, ctx)?;
    }
    let fact = ClientFact::Created { tenant: order.tenant.clone(), people: order.people.len() };
    let subject = Subject::Client(creditor.id);
    let about = About { subject, agreement: None, referral_partner: fresh.referral_partner };
    evidence::record(db, &about, fresh.by, &fact, &[], ctx.now)?;
    Ok(creditor.id)
}

fn ask_to_link(
    db: &mut Tx<'_>,
    who: &Referrer,
    order: &BringOrder,
    creditor: CreditorId,
    email: &str,
    ctx: &Context,
) -> Outcome<Brought> {
    match store::clients::unscoped::partner_of(db, creditor)? {
        Some(partner) if partner == who.id => return Ok(Brought::LinkedUnderAnotherId),
        Some(_) => return Ok(Brought::LinkedElsewhere),
        None => {}
    }
    let profile = store::clients::referrals::profile(db, who.id)?;
    let ctx = &ctx.under(profile.brand_host.as_deref());
    if let Some(open) = link_requests::open(db, who, &order.tenant)? {
        if open.expires_at > ctx.now.naive_utc() {
            return Ok(Brought::NeedsLinking { url: ctx.onboarding_url(open.id.as_str(), &open.token_hash) });
        }
        expire(db, &open, ctx)?;
    }
    spend(db, LINK_REQUESTS_PER_PARTNER, who.id.as_str(), ctx)?;
    spend(db, LINK_REQUESTS_PER_ACCOUNT, creditor.as_str(), ctx)?;
    let until = decide_until(ctx.now, profile.approval_days);
    let id = LinkRequestId::from_uuid(store::fresh_id());
    let request = LinkRequest {
        id,
        referral_partner_id: who.id,
        creditor_id: creditor,
        external_tenant_id: order.tenant.clone(),
        email: email.to_owned(),
        request: order.request.clone(),
        status: LinkRequestStatus::Pending,
        token_hash: store::secret_hash(&ctx.new_onboarding_token(id.as_str())),
        return_url: None,
        created_at: ctx.now.naive_utc(),
        expires_at: until.naive_utc(),
        decided_at: None,
    };
    link_requests::insert(db, &request)?;
    let fact = ClientFact::LinkRequested { tenant: order.tenant.clone(), until };
    evidence::record(db, &about(who, creditor), &who.author(), &fact, &[], ctx.now)?;
    Ok(Brought::NeedsLinking { url: ctx.onboarding_url(id.as_str(), &request.token_hash) })
}

/// Expires a link request that was not decided in time.
pub(super) fn expire(db: &mut Tx<'_>, request: &LinkRequest, ctx: &Context) -> Outcome<()> {
    if !link_requests::decide(db, request, LinkRequestStatus::Expired, ctx.now)? {
        return Ok(());
    }
    let about = About {
        subject: Subject::Client(request.creditor_id),
        agreement: None,
        referral_partner: Some(request.referral_partner_id),
    };
    let fact = ClientFact::LinkExpired { tenant: request.external_tenant_id.clone() };
    Ok(evidence::record(db, &about, &Author::system(), &fact, &[], ctx.now)?)
}

/// Expires every link request whose time is over; returns how many.
pub fn expire_requests(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    db.write(|db| {
        let overdue = link_requests::unscoped::overdue(db, ctx.now)?;
        for request in &overdue {
            expire(db, request, ctx)?;
        }
        Ok(overdue.len())
    })
}
