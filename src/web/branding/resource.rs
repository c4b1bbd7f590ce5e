//! A brand as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::Context;
use crate::actions::hosts::record_of;
use crate::domain::brand::{FONTS, Reading};
use crate::store::Db;
use crate::store::brands;
use crate::store::clients::referrals::ReferralPartner;
use crate::web::http::Failure;

/// A link at the foot of the pages.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FooterLinkDto {
    pub label: String,
    pub url: String,
}

/// A pair of colours: what was chosen, what is drawn, and how well it reads. Contrast as WCAG reckons it, 1 to 21.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContrastDto {
    /// `page`, `sheet`, `button` or `buttonText`.
    pub part: &'static str,
    pub chosen: String,
    pub drawn: String,
    pub on: String,
    pub chosen_contrast: f64,
    pub drawn_contrast: f64,
}

/// The whole brand.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrandingDto {
    pub background_color_code: Option<String>,
    pub button_color_code: Option<String>,
    pub font_color: Option<String>,
    pub font_family: Option<String>,
    pub logo_url: Option<String>,
    pub favicon_url: Option<String>,
    pub sender_name: Option<String>,
    pub reply_to: Option<String>,
    pub links: Vec<FooterLinkDto>,
    /// The claimed host name; it is served once its state is `Proved`.
    pub host: Option<String>,
    /// `Waiting`, `Proved` or `Refused`.
    pub host_state: Option<&'static str>,
    /// The name of the TXT record that proves the host name.
    pub host_record_name: Option<String>,
    /// The text of that record.
    pub host_record_text: Option<String>,
    pub sends_invitations: bool,
    pub sends_welcome: bool,
    /// The fonts there are.
    pub fonts: Vec<&'static str>,
    pub contrast: Vec<ContrastDto>,
}

/// The address of a picture.
pub(crate) fn picture_url(base_url: &str, sha256: &str) -> String {
    format!("{base_url}/brands/{sha256}.png")
}

impl BrandingDto {
    /// Loads the saved brand with the host name claimed for it.
    pub(crate) fn load(db: &mut Db, partner: &ReferralPartner, ctx: &Context) -> Result<Self, Failure> {
        let claim = brands::hosts::unscoped::claim(db, partner.id)?;
        let record = claim.as_ref().filter(|claim| claim.decided_by.is_none()).map(|claim| record_of(claim, ctx));
        Ok(Self {
            host_state: claim.as_ref().map(|claim| claim.state.name()),
            host: claim.map(|claim| claim.host),
            host_record_name: record.as_ref().map(|record| record.name.clone()),
            host_record_text: record.map(|record| record.text),
            ..Self::look(partner, &ctx.base_url)
        })
    }

    fn look(partner: &ReferralPartner, base_url: &str) -> Self {
        let readings = partner.look().readings();
        let part = |part, reading: Reading| {
            let times = |thousandths: u64| f64::from(u32::try_from(thousandths).unwrap_or(u32::MAX)) / 1000.0;
            ContrastDto {
                part,
                chosen: reading.wanted.hex(),
                drawn: reading.drawn.hex(),
                on: reading.on.hex(),
                chosen_contrast: times(reading.wanted_contrast()),
                drawn_contrast: times(reading.contrast()),
            }
        };
        Self {
            background_color_code: partner.brand_background.clone(),
            button_color_code: partner.brand_button.clone(),
            font_color: partner.brand_text.clone(),
            font_family: partner.brand_font.clone(),
            logo_url: partner.brand_logo.as_deref().map(|hash| picture_url(base_url, hash)),
            favicon_url: partner.brand_favicon.as_deref().map(|hash| picture_url(base_url, hash)),
            sender_name: partner.brand_sender.clone(),
            reply_to: partner.brand_reply_to.clone(),
            links: partner
                .brand_links
                .0
                .iter()
                .map(|link| FooterLinkDto { label: link.label.clone(), url: link.address.clone() })
                .collect(),
            host: None,
            host_state: None,
            host_record_name: None,
            host_record_text: None,
            sends_invitations: partner.sends_invitations,
            sends_welcome: partner.sends_welcome,
            fonts: FONTS.iter().map(|(name, _)| *name).collect(),
            contrast: vec![
                part("page", readings.page),
                part("sheet", readings.sheet),
                part("button", readings.button),
                part("buttonText", readings.words),
            ],
        }
    }
}
