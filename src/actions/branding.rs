//! A referral partner changes its brand.

use super::documents::Bytes;
use super::{ActionError, Context, Outcome, hosts};
use crate::domain::actor::Referrer;
use crate::domain::brand::FooterLink;
use crate::domain::ids::ReferralPartnerId;
use crate::domain::referral::PartnerRefusal;
use crate::store::brands::FooterLinks;
use crate::store::clients::referrals::{self, ReferralPartner};
use crate::store::documents::blobs::Blobs;
use crate::store::{self, Writer, brands};

/// The purpose of signatures that prove an uploaded picture.
const PICTURE: &str = "picture of a brand";

/// The change of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PictureChange {
    /// The present picture stays.
    #[default]
    Keep,
    /// The picture is removed.
    Remove,
    /// The picture is replaced by these stored bytes.
    Put(Bytes),
}

/// A brand as submitted. Colours are `#rrggbb`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the field's own terms")]
pub struct BrandOrder {
    pub background: Option<String>,
    pub button: Option<String>,
    pub text: Option<String>,
    pub font: Option<String>,
    pub logo: PictureChange,
    pub favicon: PictureChange,
    pub sender: Option<String>,
    pub reply_to: Option<String>,
    pub links: Vec<FooterLink>,
    pub host: Option<String>,
    pub sends_invitations: bool,
    pub sends_welcome: bool,
}

/// Proves that these bytes were converted here for this partner. A form that is shown again carries the proof, so that
/// the file need not be sent again.
pub fn picture_proof(partner: ReferralPartnerId, sha256: &str, size: i64, ctx: &Context) -> String {
    ctx.secrets.sign(PICTURE, &format!("{partner}\n{sha256}\n{size}"))
}

/// Whether [`picture_proof`] was issued for these bytes and this partner.
pub fn is_picture_proof(proof: &str, partner: ReferralPartnerId, sha256: &str, size: i64, ctx: &Context) -> bool {
    ctx.secrets.verify(PICTURE, &format!("{partner}\n{sha256}\n{size}"), proof)
}

/// Saves a brand; repeating it changes nothing. A replaced picture is no longer shown; its bytes are removed by the
/// daily clean-up.
///
/// # Errors
/// A host name that another brand has proved; a picture whose bytes are gone.
pub fn save(
    db: &mut Writer,
    blobs: &Blobs,
    who: &Referrer,
    order: &BrandOrder,
    ctx: &Context,
) -> Outcome<ReferralPartner> {
    db.write(|db| {
        let mut put: Vec<(&str, &Bytes)> = Vec::new();
        for (field, change) in [("logo", &order.logo), ("favicon", &order.favicon)] {
            if let PictureChange::Put(bytes) = change {
                put.push((field, bytes));
            }
        }
        // Locked in the order of the hashes, so that no two transactions wait for each other.
        put.sort_by_key(|(_, bytes)| &bytes.0);
        for (field, (sha256, size)) in put {
            store::documents::hold_bytes(db, sha256, *size, ctx.now)?;
            if !blobs.exists_blocking(sha256)? {
                let field = if field == "logo" { "logo" } else { "favicon" };
                return Err(ActionError::At(field, "The picture is no longer there. Choose it again.".to_owned()));
            }
        }
        let before = referrals::profile(db, who.id)?;
        if before.fixed_brand {
            return Err(PartnerRefusal::NoBrand.into());
        }
        let is_other_host = hosts::claim(db, who, order.host.as_deref(), ctx)?;
        let after = changed(before.clone(), order);
        let fields = differences(&before, &after, is_other_host);
        if fields.is_empty() {
            return Ok(before);
        }
        brands::save(db, &after, ctx.now)?;
        let details = [("changed", fields.join(", "))];
        store::facts::audit(db, &who.author(), "BrandChanged", "referral", who.id.as_str(), &details, ctx.now)?;
        Ok(after)
    })
}

fn changed(before: ReferralPartner, order: &BrandOrder) -> ReferralPartner {
    let picture = |known: Option<String>, change: &PictureChange| match change {
        PictureChange::Keep => known,
        PictureChange::Remove => None,
        PictureChange::Put((sha256, _)) => Some(sha256.clone()),
    };
    ReferralPartner {
        brand_background: order.background.clone(),
        brand_button: order.button.clone(),
        brand_text: order.text.clone(),
        brand_font: order.font.clone(),
        brand_logo: picture(before.brand_logo.clone(), &order.logo),
        brand_favicon: picture(before.brand_favicon.clone(), &order.favicon),
        brand_sender: order.sender.clone(),
        brand_reply_to: order.reply_to.clone(),
        brand_links: FooterLinks(order.links.clone()),
        sends_invitations: order.sends_invitations,
        sends_welcome: order.sends_welcome,
        ..before
    }
}

/// The names of the changed fields.
fn differences(before: &ReferralPartner, after: &ReferralPartner, is_other_host: bool) -> Vec<&'static str> {
    let same = [
        ("background", before.brand_background == after.brand_background),
        ("button", before.brand_button == after.brand_button),
        ("text", before.brand_text == after.brand_text),
        ("font", before.brand_font == after.brand_font),
        ("logo", before.brand_logo == after.brand_logo),
        ("favicon", before.brand_favicon == after.brand_favicon),
        ("sender", before.brand_sender == after.brand_sender),
        ("reply-to", before.brand_reply_to == after.brand_reply_to),
        ("links", before.brand_links == after.brand_links),
        ("host", !is_other_host),
        ("invitations", before.sends_invitations == after.sends_invitations),
        ("welcome", before.sends_welcome == after.sends_welcome),
    ];
    same.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}
