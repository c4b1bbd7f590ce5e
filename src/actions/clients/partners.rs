//! Referral partners: created and changed by the operator.

use super::register_referral_partner;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator, OrganisationKind};
use crate::domain::client::InvoicingMode;
use crate::domain::ids::ReferralPartnerId;
use crate::domain::money::Rate;
use crate::store::brands::FooterLinks;
use crate::store::clients::referrals::{self, ReferralPartner};
use crate::store::{self, StoreError, Writer};

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
        is_active: true,
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
        let kind = OrganisationKind::ReferralPartner;
        store::people::organisations::unscoped::hold(db, kind, id.as_str())?
            .ok_or(ActionError::Store(StoreError::NotFound))?;
        let old = referrals::profile(db, id)?;
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
        ]
    };
    let shown = of(old).into_iter().zip(of(new)).filter(|(old, new)| old != new);
    let shown = shown.map(|((field, old), (_, new))| (field, format!("{old} → {new}")));
    // An address may be a person's: the trail says only that it changed.
    let address = (old.contact_email != new.contact_email).then(|| ("contactEmail", "changed".to_owned()));
    shown.chain(address).collect()
}
