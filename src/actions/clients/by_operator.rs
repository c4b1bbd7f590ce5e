//! Clients: created and changed by the operator.

use super::bring::{Fresh, create};
use super::onboard::{changes, note_account, with_company};
use super::{BringOrder, Company, CompanyOrder, NamedPerson, record};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator};
use crate::domain::client::{ClientFact, ClientRefusal};
use crate::domain::ids::{CreditorId, ReferralPartnerId};
use crate::mail;
use crate::store::cases::Creditor;
use crate::store::clients::{console, unscoped};
use crate::store::db::series::{self, Series};
use crate::store::{self, Db, Tx, Writer};

/// A client as the operator enters it.
#[derive(Clone, Debug)]
pub struct ClientOrder {
    /// The referral partner that brings it, and under whose brand it signs. `None` for a client of the operator alone,
    /// which signs on paper.
    pub referral_partner: Option<ReferralPartnerId>,
    /// The referral partner's own id of the client; with a referral partner, the portal chooses one if `None`.
    pub tenant: Option<String>,
    /// The company, as far as it is known. The client completes it while it onboards.
    pub company: Company,
    /// The onboarding user, who signs unless they name others.
    pub person: NamedPerson,
}

/// Creates a client. Its onboarding is open until its agreement is signed.
///
/// # Errors
/// By field: an unknown referral partner; an id or an address that another client has.
pub fn create_client(db: &mut Writer, order: ClientOrder, by: &Author, ctx: &Context) -> Outcome<CreditorId> {
    db.write(|db| {
        // Drawing a number locks the series, so two transactions never create two clients with the same address.
        let number = series::next(db, Series::People)?;
        let tenant = order.tenant.unwrap_or_else(|| store::fresh_id().to_string());
        if let Some(partner) = order.referral_partner {
            may_bring(db, partner, &tenant)?;
        }
        let company = order.company;
        for (field, email) in [("email", &order.person.email), ("supportEmail", &company.support_email)] {
            if let Some((other, _)) = unscoped::with_email(db, std::slice::from_ref(email))?.into_iter().next() {
                let name = unscoped::creditor(db, other)?.name;
                return Err(ActionError::At(field, format!("{name} is a client with this address already.")));
            }
        }
        let bring =
            BringOrder { tenant, company, people: vec![order.person], cases: Vec::new(), request: String::new() };
        create(db, &Fresh { referral_partner: order.referral_partner, order: &bring, by }, number, ctx)
    })
}

/// Refuses an unknown or ended referral partner, and an id that it uses already.
fn may_bring(db: &mut Db, partner: ReferralPartnerId, tenant: &str) -> Outcome<()> {
    let partner = match store::clients::referrals::profile(db, partner) {
        Ok(partner) => partner,
        Err(store::StoreError::NotFound) => {
            return Err(ActionError::At("referralPartnerId", "There is no such referral partner.".to_owned()));
        }
        Err(error) => return Err(error.into()),
    };
    if !partner.is_active() {
        let text = format!("{} is {}.", partner.name, partner.status().label().to_lowercase());
        return Err(ActionError::At("referralPartnerId", text));
    }
    if console::has_tenant(db, partner.id, tenant)? {
        let text = format!("{} has a client with this id already.", partner.name);
        return Err(ActionError::At("externalTenantId", text));
    }
    Ok(())
}

/// Changes a client's data. The audit trail names the fields that changed. A bank account is added, never replaced.
///
/// # Errors
/// No such client; at `supportEmail` if another client has the address.
pub fn change_client(
    db: &mut Writer,
    who: &Operator,
    id: CreditorId,
    order: CompanyOrder,
    ctx: &Context,
) -> Outcome<Creditor> {
    db.write(|db| {
        console::hold(db)?;
        let old = console::load(db, who, id)?.creditor;
        let email = order.company.support_email.clone();
        if let Some((other, _)) = unscoped::with_email(db, &[email])?.into_iter().find(|(creditor, _)| *creditor != id)
        {
            let name = unscoped::creditor(db, other)?.name;
            return Err(ActionError::At("supportEmail", format!("{name} is a client with this address already.")));
        }
        let new = with_company(&old, &order);
        let changed = changes(&old, &new);
        let is_new_account = match &order.account {
            Some((iban, _)) => !store::clients::has_account(db, id, iban)?,
            None => false,
        };
        if let Some((iban, holder)) = &order.account {
            note_account(db, &new, iban, holder)?;
        }
        if changed.is_empty() && !is_new_account {
            return Ok(old);
        }
        store::clients::update_creditor(db, &new)?;
        let account = is_new_account.then(|| "bankAccount".to_owned());
        let fact = ClientFact::CompanyChanged { changed: changed.into_iter().chain(account).collect() };
        record(db, id, &who.author(), &fact, ctx)?;
        Ok(new)
    })
}

/// Whether a case of a client that its agency declines is given to another one.
pub fn passes_on_declined(db: &mut Db, id: CreditorId) -> Outcome<bool> {
    Ok(unscoped::passes_on_declined(db, id)?)
}

/// Sets what becomes of a case of a client that its agency declines: the operator gives it to another one, or it is
/// closed. Repeating it changes nothing.
///
/// # Errors
/// No such client.
pub fn set_passing_on(
    db: &mut Writer,
    who: &Operator,
    id: CreditorId,
    passes_on: bool,
    ctx: &Context,
) -> Outcome<Creditor> {
    db.write(|db| {
        let row = held(db, who, id)?;
        if row.passes_on_declined != passes_on {
            console::set_passing_on(db, id, passes_on)?;
            let fact = ClientFact::CompanyChanged { changed: vec!["passesOnDeclinedCases".to_owned()] };
            record(db, id, &who.author(), &fact, ctx)?;
        }
        Ok(row.creditor)
    })
}

/// The address where a client onboards and signs, under its brand; `None` if it has no link in force, or its referral
/// partner is not active.
pub fn onboarding_link(db: &mut Db, id: CreditorId, ctx: &Context) -> Outcome<Option<String>> {
    let Some(link) = unscoped::live_link(db, id)? else { return Ok(None) };
    let partner = store::clients::referrals::profile(db, link.referral_partner_id)?;
    if !partner.is_active() {
        return Ok(None);
    }
    Ok(Some(ctx.under(partner.brand_host.as_deref()).onboarding_url(link.id.as_str(), &link.token_hash)))
}

/// Suspends a client: its links open nothing, and no case of it is taken in or assigned. Agencies go on with the cases
/// that they have. Its people get a mail.
///
/// # Errors
/// It is suspended already; no such client.
pub fn suspend_client(
    db: &mut Writer,
    who: &Operator,
    id: CreditorId,
    reason: &str,
    ctx: &Context,
) -> Outcome<Creditor> {
    db.write(|db| {
        let row = held(db, who, id)?;
        if row.suspended_at.is_some() {
            return Err(ClientRefusal::Suspended.into());
        }
        console::set_suspension(db, id, Some((reason, ctx.now)))?;
        tell(db, who, &row.creditor, &ClientFact::Suspended { reason: reason.to_owned() }, ctx)
    })
}

/// Ends the suspension of a client; its links work as before.
///
/// # Errors
/// It is not suspended; no such client.
pub fn resume_client(db: &mut Writer, who: &Operator, id: CreditorId, ctx: &Context) -> Outcome<Creditor> {
    db.write(|db| {
        let row = held(db, who, id)?;
        if row.suspended_at.is_none() {
            return Err(ClientRefusal::NotSuspended.into());
        }
        console::set_suspension(db, id, None)?;
        tell(db, who, &row.creditor, &ClientFact::Resumed, ctx)
    })
}

/// A client, locked until the transaction ends.
fn held(db: &mut Tx<'_>, who: &Operator, id: CreditorId) -> Outcome<console::Row> {
    store::cases::intake::hold_creditor(db, id)?;
    Ok(console::load(db, who, id)?)
}

/// Records that a client was suspended or resumed, and mails its contact.
fn tell(db: &mut Tx<'_>, who: &Operator, creditor: &Creditor, fact: &ClientFact, ctx: &Context) -> Outcome<Creditor> {
    record(db, creditor.id, &who.author(), fact, ctx)?;
    let to = mail::account::To { operator: &ctx.operator, name: &creditor.contact_name, link: &ctx.base_url };
    let letter = match fact {
        ClientFact::Resumed => mail::account::client_resumed(&to, &creditor.name),
        _ => mail::account::client_suspended(&to, &creditor.name),
    };
    store::mails::queue(db, &creditor.contact_email, &creditor.contact_name, &letter, None, ctx.now)?;
    Ok(creditor.clone())
}
