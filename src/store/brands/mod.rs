//! Brands of referral partners: how their pages and mails look, and their host names.

pub mod hosts;
pub mod unscoped;

use std::fmt;

use diesel::prelude::*;

use crate::domain::brand::FooterLink;
use crate::domain::calendar::Moment;
use crate::store::clients::referrals::ReferralPartner;
use crate::store::db::columns::printed_columns;
use crate::store::db::schema::{events, referral_partners};
use crate::store::{StoreError, Tx, fresh_id};

/// Links at the foot of a brand's pages. Stored as `[["label","address"]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FooterLinks(pub Vec<FooterLink>);

printed_columns!(FooterLinks);

impl FooterLinks {
    pub(in crate::store) fn parse(text: &str) -> Option<Self> {
        let pairs: Vec<(String, String)> = serde_json::from_str(text).ok()?;
        Some(Self(pairs.into_iter().map(|(label, address)| FooterLink { label, address }).collect()))
    }
}

impl fmt::Display for FooterLinks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs: Vec<(&str, &str)> = self.0.iter().map(|link| (&*link.label, &*link.address)).collect();
        f.write_str(&serde_json::to_string(&pairs).map_err(|_| fmt::Error)?)
    }
}

/// Saves a referral partner's brand and records the event.
pub fn save(db: &mut Tx<'_>, partner: &ReferralPartner, now: Moment) -> Result<(), StoreError> {
    diesel::update(referral_partners::table.find(partner.id))
        .set((
            referral_partners::brand_background.eq(&partner.brand_background),
            referral_partners::brand_button.eq(&partner.brand_button),
            referral_partners::brand_text.eq(&partner.brand_text),
            referral_partners::brand_font.eq(&partner.brand_font),
            referral_partners::brand_logo.eq(&partner.brand_logo),
            referral_partners::brand_favicon.eq(&partner.brand_favicon),
            referral_partners::brand_sender.eq(&partner.brand_sender),
            referral_partners::brand_reply_to.eq(&partner.brand_reply_to),
            referral_partners::brand_links.eq(&partner.brand_links),
            referral_partners::brand_host.eq(&partner.brand_host),
            referral_partners::sends_invitations.eq(partner.sends_invitations),
            referral_partners::sends_welcome.eq(partner.sends_welcome),
        ))
        .execute(&mut *db.conn)?;
    diesel::insert_into(events::table)
        .values((
            events::id.eq(fresh_id().to_string()),
            events::at.eq(now.naive_utc()),
            events::kind.eq("branding.updated"),
            events::referral_partner_id.eq(partner.id.to_string()),
            events::payload.eq("{}"),
        ))
        .execute(&mut *db.conn)?;
    Ok(())
}
