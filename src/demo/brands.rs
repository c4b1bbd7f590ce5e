//! Two brands that look different: a light one in green with a sans-serif font, a dark one in orange with a serif font.

use crate::actions::Outcome;
use crate::domain::brand::FooterLink;
use crate::domain::client::InvoicingMode;
use crate::domain::ids::ReferralPartnerId;
use crate::domain::money::Rate;
use crate::picture::{self, Purpose};
use crate::store::brands::FooterLinks;
use crate::store::clients::referrals::{PartnerCompany, PartnerStanding, ReferralPartner};
use crate::store::{self, StoreError, fresh_id};

use super::Stage;

/// A referral partner, its brand, and whether the portal may write to its clients.
pub(super) struct ReferralBrand {
    pub name: &'static str,
    pub short: &'static str,
    pub country: &'static str,
    pub domain: &'static str,
    colours: [&'static str; 3],
    font: &'static str,
    logo: &'static str,
    icon: &'static str,
    sender: &'static str,
    links: [(&'static str, &'static str); 2],
    writes: bool,
    /// A host name of its own that is not proved yet.
    pub host: Option<&'static str>,
}

pub(super) const REFERRAL_BRANDS: [ReferralBrand; 2] = [
    ReferralBrand {
        name: "Ledgerly Accounting",
        short: "Ledgerly",
        country: "GB",
        domain: "ledgerly.example",
        colours: ["#eef4f1", "#0b6b57", "#10231f"],
        font: "Inter",
        logo: include_str!("logos/ledgerly.svg"),
        icon: include_str!("logos/ledgerly-icon.svg"),
        sender: "Ledgerly",
        links: [("Privacy", "privacy"), ("Help", "help")],
        writes: true,
        host: None,
    },
    ReferralBrand {
        name: "Fakturo ApS",
        short: "Fakturo",
        country: "DK",
        domain: "fakturo.example",
        colours: ["#3a2016", "#b4470c", "#2b1708"],
        font: "Source Serif",
        logo: include_str!("logos/fakturo.svg"),
        icon: include_str!("logos/fakturo-icon.svg"),
        sender: "Fakturo Inkasso",
        links: [("Vilkår", "vilkaar"), ("Kontakt", "kontakt")],
        writes: false,
        host: Some("inkasso.fakturo.example"),
    },
];

/// A picture, as the editor would have stored it.
fn picture(stage: &mut Stage<'_>, drawing: &str, purpose: Purpose) -> Outcome<String> {
    let png = picture::make(drawing.as_bytes(), purpose).map_err(|problem| StoreError::Corrupt(problem.to_string()))?;
    let stored = stage.blobs.put_blocking_bytes(&png)?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    stage.db.write(|db| store::documents::hold_bytes(db, &stored.sha256, size, stage.end))?;
    Ok(stored.sha256)
}

/// The referral partner as registered.
pub(super) fn partner(
    stage: &mut Stage<'_>,
    brand: &ReferralBrand,
    now: chrono::NaiveDateTime,
) -> Outcome<ReferralPartner> {
    let [background, button, text] = brand.colours.map(|colour| Some(colour.to_owned()));
    let link = |(label, path): &(&str, &str)| FooterLink {
        label: (*label).to_owned(),
        address: format!("https://{}/{path}", brand.domain),
    };
    Ok(ReferralPartner {
        id: ReferralPartnerId::from_uuid(fresh_id()),
        name: brand.name.to_owned(),
        short_name: brand.short.to_owned(),
        country: brand.country.to_owned(),
        contact_email: format!("partners@{}", brand.domain),
        brand_background: background,
        brand_button: button,
        brand_text: text,
        created_at: now,
        fee_percentage: Rate::percent(25.into()),
        approval_days: 7,
        external_system_id: Some(brand.domain.to_owned()),
        is_public_demo: false,
        invoicing_mode: InvoicingMode::PayWhenPaid,
        sends_invitations: brand.writes,
        sends_welcome: brand.writes,
        brand_font: Some(brand.font.to_owned()),
        brand_logo: Some(picture(stage, brand.logo, Purpose::Logo)?),
        brand_favicon: Some(picture(stage, brand.icon, Purpose::Icon)?),
        brand_sender: Some(brand.sender.to_owned()),
        brand_reply_to: Some(format!("support@{}", brand.domain)),
        brand_links: FooterLinks(brand.links.iter().map(link).collect()),
        brand_host: None,
        fixed_brand: false,
        company: PartnerCompany::default(),
        standing: PartnerStanding::default(),
    })
}
