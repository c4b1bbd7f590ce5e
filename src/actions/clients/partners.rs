//! Referral partners: created and changed by the operator.

use chrono::NaiveDate;

use super::register_referral_partner;
use crate::actions::people::tell_admins;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator, OrganisationKind};
use crate::domain::client::InvoicingMode;
use crate::domain::ids::ReferralPartnerId;
use crate::domain::money::{Currency, Rate};
use crate::domain::referral::{self, PartnerRefusal, PartnerStatus};
use crate::mail;
use crate::store::brands::FooterLinks;
use crate::store::clients::referrals::{self, PartnerCompany, PartnerStanding, ReferralPartner};
use crate::store::{self, StoreError, Tx, Writer};

/// A referral partner's terms, as the operator enters them.
#[derive(Clone, Debug)]
pub struct PartnerOrder {
    /// The company's name.
    pub name: String,
    /// The name of its software, which clients know.
    pub short_name: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Where mails about the partnership go.
    pub contact_email: String,
    /// Its share of what the operator earns. Each client keeps the share of the day on which it was linked.
    pub fee_percentage: Rate,
    /// Days until a link request expires.
    pub approval_days: i64,
    /// When it may invoice its share.
    pub invoicing_mode: InvoicingMode,
    /// Whether the portal mails new clients their link.
    pub sends_invitations: bool,
    /// Whether a client gets a welcome mail when the agreement is signed.
    pub sends_welcome: bool,
    /// Whether its Admins may not change its brand.
    pub fixed_brand: bool,
    /// Its company and the account for its share.
    pub company: PartnerCompany,
}

/// Creates a referral partner with the portal's own look. Its Admins choose their brand.
pub fn create_referral_partner(
    db: &mut Writer,
    order: PartnerOrder,
    by: &Author,
    ctx: &Context,
) -> Outcome<ReferralPartnerId> {
    let partner = ReferralPartner {
        id: ReferralPartnerId::from_uuid(store::fresh_id()),
        name: order.name,
        short_name: order.short_name,
        country: order.country,
        contact_email: order.contact_email,
        brand_background: None,
        brand_button: None,
        brand_text: None,
        created_at: ctx.now.naive_utc(),
        fee_percentage: order.fee_percentage,
        approval_days: order.approval_days,
        external_system_id: None,
        is_public_demo: false,
        invoicing_mode: order.invoicing_mode,
        sends_invitations: order.sends_invitations,
        sends_welcome: order.sends_welcome,
        brand_font: None,
        brand_logo: None,
        brand_favicon: None,
        brand_sender: None,
        brand_reply_to: None,
        brand_links: FooterLinks(Vec::new()),
        brand_host: None,
        fixed_brand: order.fixed_brand,
        company: order.company,
        standing: PartnerStanding::default(),
    };
    register_referral_partner(db, &partner, by, ctx)
}

/// Changes a referral partner's terms. The audit trail has the old and the new value of each field that changed.
///
/// # Errors
/// No such referral partner.
pub fn change_referral_partner(
    db: &mut Writer,
    who: &Operator,
    id: ReferralPartnerId,
    order: PartnerOrder,
    ctx: &Context,
) -> Outcome<ReferralPartner> {
    db.write(|db| {
        let old = held(db, id)?;
        let new = ReferralPartner {
            name: order.name,
            short_name: order.short_name,
            country: order.country,
            contact_email: order.contact_email,
            fee_percentage: order.fee_percentage,
            approval_days: order.approval_days,
            invoicing_mode: order.invoicing_mode,
            sends_invitations: order.sends_invitations,
            sends_welcome: order.sends_welcome,
            fixed_brand: order.fixed_brand,
            company: order.company,
            ..old.clone()
        };
        let changes = changes(&old, &new);
        if !changes.is_empty() {
            referrals::update_terms(db, &new)?;
            let by = who.author();
            store::facts::audit(db, &by, "ReferralPartnerChanged", "referral", id.as_str(), &changes, ctx.now)?;
        }
        Ok(new)
    })
}

/// The fields that differ, each as "old → new".
fn changes(old: &ReferralPartner, new: &ReferralPartner) -> Vec<(&'static str, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let of = |partner: &ReferralPartner| {
        [
            ("name", partner.name.clone()),
            ("shortName", partner.short_name.clone()),
            ("country", partner.country.clone()),
            ("feePercentage", partner.fee_percentage.to_string()),
            ("approvalDays", partner.approval_days.to_string()),
            ("invoicingMode", partner.invoicing_mode.name().to_owned()),
            ("sendsInvitations", partner.sends_invitations.to_string()),
            ("sendsWelcome", partner.sends_welcome.to_string()),
            ("fixedBrand", partner.fixed_brand.to_string()),
            ("legalName", text(&partner.company.legal_name)),
            ("registrationNumber", text(&partner.company.registration_number)),
            ("vatNumber", text(&partner.company.vat_number)),
            ("payoutCurrency", partner.company.payout_currency.map_or("–", Currency::code).to_owned()),
            ("kycCheckedOn", partner.company.kyc_checked_on.map_or("–".to_owned(), |day| day.to_string())),
        ]
    };
    let shown = of(old).into_iter().zip(of(new)).filter(|(old, new)| old != new);
    let shown = shown.map(|((field, old), (_, new))| (field, format!("{old} → {new}")));
    // An address may be a person's, and an account too: the trail says only that they changed.
    let account = |partner: &ReferralPartner| {
        let company = &partner.company;
        [company.payout_holder.clone(), company.payout_iban.clone(), company.payout_bic.clone()]
    };
    let private =
        [("contactEmail", old.contact_email != new.contact_email), ("payoutAccount", account(old) != account(new))];
    let private = private.into_iter().filter(|(_, is_changed)| *is_changed);
    shown.chain(private.map(|(field, _)| (field, "changed".to_owned()))).collect()
}

/// A referral partner, held until the transaction ends.
fn held(db: &mut Tx<'_>, id: ReferralPartnerId) -> Outcome<ReferralPartner> {
    let kind = OrganisationKind::ReferralPartner;
    store::people::organisations::unscoped::hold(db, kind, id.as_str())?
        .ok_or(ActionError::Store(StoreError::NotFound))?;
    Ok(referrals::profile(db, id)?)
}

/// Suspends a referral partner: its people are signed out, and its key and its clients' links stop, with this
/// transaction. It goes on earning. Its Admins are told by mail.
///
/// # Errors
/// It is suspended or terminated already; no such referral partner.
pub fn suspend_referral_partner(
    db: &mut Writer,
    by: &Author,
    id: ReferralPartnerId,
    reason: &str,
    ctx: &Context,
) -> Outcome<ReferralPartner> {
    db.write(|db| {
        let old = held(db, id)?;
        old.status().may_be_suspended()?;
        let standing = PartnerStanding {
            suspended_at: Some(ctx.now.naive_utc()),
            end_reason: Some(reason.to_owned()),
            ..PartnerStanding::default()
        };
        let details = [("reason", reason.to_owned())];
        set_standing(db, by, old, standing, ("ReferralPartnerSuspended", &details), ctx)
    })
}

/// Ends a partnership: as [`suspend_referral_partner`], but its people may sign in to read. It earns of what its
/// clients' cases recover up to its last day, by default [`referral::TAIL_MONTHS`] later.
///
/// # Errors
/// It is terminated already; the last day is in the past; no such referral partner.
pub fn terminate_referral_partner(
    db: &mut Writer,
    by: &Author,
    id: ReferralPartnerId,
    (reason, last_day): (&str, Option<NaiveDate>),
    ctx: &Context,
) -> Outcome<ReferralPartner> {
    db.write(|db| {
        let old = held(db, id)?;
        old.status().may_be_terminated()?;
        let today = ctx.now.date_naive();
        let earns_until = last_day.unwrap_or_else(|| referral::end_of_tail(today));
        if earns_until < today {
            return Err(PartnerRefusal::PastDay.into());
        }
        let standing = PartnerStanding {
            suspended_at: None,
            terminated_at: Some(ctx.now.naive_utc()),
            end_reason: Some(reason.to_owned()),
            earns_until: Some(earns_until),
        };
        let details = [("reason", reason.to_owned()), ("earnsUntil", earns_until.to_string())];
        set_standing(db, by, old, standing, ("ReferralPartnerTerminated", &details), ctx)
    })
}

/// Ends a suspension, or takes a termination back: everything works as before. Its Admins are told by mail.
///
/// # Errors
/// It is active; no such referral partner.
pub fn resume_referral_partner(
    db: &mut Writer,
    by: &Author,
    id: ReferralPartnerId,
    ctx: &Context,
) -> Outcome<ReferralPartner> {
    db.write(|db| {
        let old = held(db, id)?;
        if old.is_active() {
            return Err(PartnerRefusal::Active.into());
        }
        set_standing(db, by, old, PartnerStanding::default(), ("ReferralPartnerResumed", &[]), ctx)
    })
}

fn set_standing(
    db: &mut Tx<'_>,
    by: &Author,
    old: ReferralPartner,
    standing: PartnerStanding,
    (verb, details): (&str, &[(&'static str, String)]),
    ctx: &Context,
) -> Outcome<ReferralPartner> {
    referrals::set_standing(db, old.id, &standing)?;
    store::facts::audit(db, by, verb, "referral", old.id.as_str(), details, ctx.now)?;
    let partner = ReferralPartner { standing, ..old };
    tell_admins(db, (partner.id.as_str(), &partner.name), ctx, |to, name| {
        match (partner.status(), partner.standing.earns_until) {
            (PartnerStatus::Active, _) => mail::account::resumed(to, name),
            (PartnerStatus::Terminated, Some(day)) => mail::account::partner_terminated(to, name, day),
            _ => mail::account::partner_suspended(to, name),
        }
    })?;
    Ok(partner)
}
