//! Template structs of the branding editor.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::pictures::{self, change_of, inline};
use super::resource::BrandingDto;
use crate::actions::Context;
use crate::actions::branding::PictureChange;
use crate::actions::hosts::{Record, record_of};
use crate::domain::actor::Referrer;
use crate::domain::brand::{FONTS, Look, MAX_FOOTER_LINKS, Reading};
use crate::store::Db;
use crate::store::brands;
use crate::store::clients::referrals::{self, ReferralPartner};
use crate::store::documents::blobs::Blobs;
use crate::web::filters;
use crate::web::http::{Failure, Fields, Filled, Page, Problems};
use crate::web::onboarding::Stage;

/// The editor's address.
pub(crate) const BRANDING: &str = "/referral/settings/branding";
/// Fields that change the preview, apart from the links.
pub(super) const PREVIEWED_FIELDS: [&str; 8] = [
    "backgroundColorCode",
    "buttonColorCode",
    "fontColor",
    "fontFamily",
    "logoKept",
    "removeLogo",
    "faviconKept",
    "removeFavicon",
];

/// The look as it is typed.
pub(super) fn look_of(fields: &Fields) -> Look {
    let text = |name: &str| Some(fields.text(name).trim()).filter(|text| !text.is_empty());
    Look::of(text("backgroundColorCode"), text("buttonColorCode"), text("fontColor"), text("fontFamily"))
}

/// The contrast of one pair of colours.
pub(crate) struct ContrastRow {
    label: &'static str,
    drawn: String,
    on: String,
    figure: String,
    verdict: String,
    is_kept: bool,
}

/// The row about a button's own colour. All other rows are about text.
const BUTTON_ROW: &str = "Button on the sheet";

impl ContrastRow {
    fn is_button(&self) -> bool {
        self.label == BUTTON_ROW
    }

    fn of(label: &'static str, reading: Reading, fine: &str) -> Self {
        let times = |thousandths: u64| format!("{}.{} : 1", thousandths / 1000, thousandths % 1000 / 100);
        let is_kept = reading.is_kept();
        let verdict = match is_kept {
            true => fine.to_owned(),
            false => format!(
                "{} has {} there, too little. Drawn as {} instead.",
                reading.wanted.hex(),
                times(reading.wanted_contrast()),
                reading.drawn.hex()
            ),
        };
        let (drawn, on, figure) = (reading.drawn.hex(), reading.on.hex(), times(reading.contrast()));
        Self { label, drawn, on, figure, verdict, is_kept }
    }
}

/// A step in the brand as it is typed, with its contrasts.
pub(crate) struct Preview {
    rows: Vec<ContrastRow>,
    query: String,
}

impl Preview {
    fn of(fields: &Fields) -> Self {
        let readings = look_of(fields).readings();
        let fine = "Drawn as chosen.";
        let rows = vec![
            ContrastRow::of("Text on the page", readings.page, fine),
            ContrastRow::of("Text on the sheet", readings.sheet, fine),
            ContrastRow::of(BUTTON_ROW, readings.button, fine),
            ContrastRow::of("Words on the button", readings.words, "White or dark, whichever reads better."),
        ];
        let shown = |name: &str| PREVIEWED_FIELDS.contains(&name) || name.starts_with("links.");
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let query: Vec<String> = fields
            .0
            .iter()
            .filter(|(name, list)| shown(name) && list.first().is_some_and(|text| !text.is_empty()))
            .map(|(name, list)| format!("{name}={}", encoded(list.first().map_or("", String::as_str))))
            .collect();
        Self { rows, query: query.join("&") }
    }
}

#[derive(Template)]
#[template(path = "branding/editor.html")]
pub(crate) struct BrandingPage {
    resource: BrandingDto,
    form: Filled,
    rows: Vec<usize>,
    fonts: Vec<(&'static str, &'static str)>,
    logo: Option<String>,
    favicon: Option<String>,
    preview: Preview,
    short_name: String,
    style: String,
    has_more: bool,
    /// Whether the operator keeps the brand as it is.
    is_fixed: bool,
    /// The DNS record that proves the host name, if one is needed.
    record: Option<Record>,
}

impl Page for BrandingPage {
    type Resource = BrandingDto;
    fn resource(&self) -> &BrandingDto {
        &self.resource
    }
}

/// What the editor needs besides the form.
#[derive(Clone)]
pub(super) struct Studio {
    pub blobs: Blobs,
    pub ctx: Context,
}

impl Studio {
    /// The source of a form's picture: the one just sent, or the stored one.
    fn seen(&self, fields: &Fields, field: &str, partner: &ReferralPartner) -> Option<String> {
        let stored = if field == "logo" { &partner.brand_logo } else { &partner.brand_favicon };
        match change_of(fields, field, partner.id, &self.ctx) {
            PictureChange::Put((sha256, _)) => inline(&self.blobs, &sha256),
            PictureChange::Remove => None,
            PictureChange::Keep => stored.as_ref().map(|sha256| format!("/brands/{sha256}.png")),
        }
    }
}

impl BrandingPage {
    pub(super) fn load(db: &mut Db, who: &Referrer, form: Option<Filled>, studio: &Studio) -> Result<Self, Failure> {
        let partner = referrals::profile(db, who.id)?;
        let resource = BrandingDto::load(db, &partner, &studio.ctx)?;
        let claim = brands::hosts::unscoped::claim(db, who.id)?;
        let host = claim.as_ref().map(|claim| claim.host.as_str());
        let mut form =
            form.unwrap_or_else(|| Filled::with::<super::forms::UpdateBrandingRequest>(fields_of(&partner, host)));
        let mut rows: Vec<usize> = form.fields.things("links").into_iter().map(|(place, _)| place).collect();
        let deed = form.fields.text("do").to_owned();
        if let Some(gone) = deed.strip_prefix("remove-").and_then(|place| place.parse::<usize>().ok()) {
            rows.retain(|place| *place != gone);
            form.fields.0.retain(|name, _| !name.starts_with(&format!("links.{gone}.")));
        }
        if rows.is_empty() || (deed == "add" && rows.len() < MAX_FOOTER_LINKS) {
            rows.push(rows.last().map_or(0, |last| last + 1));
        }
        if !deed.is_empty() {
            form.problems = only_pictures(&form.problems);
        }
        // A kept picture whose bytes are gone is ignored.
        let logo = studio.seen(&form.fields, "logo", &partner);
        let favicon = studio.seen(&form.fields, "favicon", &partner);
        Ok(Self {
            record: match &claim {
                Some(claim) if claim.decided_by.is_none() => Some(record_of(claim, &studio.ctx)),
                _ => None,
            },
            resource,
            preview: Preview::of(&form.fields),
            has_more: rows.len() < MAX_FOOTER_LINKS,
            is_fixed: partner.fixed_brand,
            style: format!("/brands/{}/style.css", partner.id),
            fonts: FONTS.iter().map(|(name, _)| (*name, font_words(name))).collect(),
            short_name: partner.short_name,
            form,
            rows,
            logo,
            favicon,
        })
    }

    fn field(&self, place: &usize, name: &str) -> String {
        format!("links.{place}.{name}")
    }

    /// The state of the claimed host name.
    fn host_words(&self) -> &'static str {
        match self.resource.host_state {
            Some("Proved") => "in use.",
            Some("Refused") => "refused by the operator. Ask them why, or choose another name.",
            _ => "waiting for proof. It is not in use yet.",
        }
    }
}

/// A button that only shows the page again reports no problems yet, except those of pictures that were just sent.
fn only_pictures(problems: &Problems) -> Problems {
    let mut kept = Problems::none();
    for (field, text) in problems.all() {
        if pictures::PICTURES.iter().any(|(name, _)| field.starts_with(name)) {
            kept.add(field, text);
        }
    }
    kept
}

fn font_words(name: &str) -> &'static str {
    match name {
        "Inter" => "Inter, a clear sans-serif",
        "Source Serif" => "Source Serif, for a bookish look",
        _ => "System, whatever the reader’s device uses",
    }
}

fn fields_of(partner: &ReferralPartner, host: Option<&str>) -> Fields {
    let mut fields = Fields::default();
    let mut put = |name: &str, text: Option<&str>| {
        if let Some(text) = text {
            fields.add(name, text);
        }
    };
    put("backgroundColorCode", partner.brand_background.as_deref());
    put("buttonColorCode", partner.brand_button.as_deref());
    put("fontColor", partner.brand_text.as_deref());
    put("fontFamily", Some(partner.brand_font.as_deref().unwrap_or(FONTS[0].0)));
    put("senderName", partner.brand_sender.as_deref());
    put("replyTo", partner.brand_reply_to.as_deref());
    put("host", host);
    put("sendsInvitations", partner.sends_invitations.then_some("true"));
    put("sendsWelcome", partner.sends_welcome.then_some("true"));
    for (place, link) in partner.brand_links.0.iter().enumerate() {
        fields.add(format!("links.{place}.label"), link.label.clone());
        fields.add(format!("links.{place}.url"), link.address.clone());
    }
    fields
}

/// The part of the page that is replaced while typing.
#[derive(Template)]
#[template(path = "branding/preview.html")]
pub(crate) struct PreviewPage {
    preview: Preview,
    short_name: String,
}

impl PreviewPage {
    pub(super) fn new(fields: &Fields, short_name: String) -> Self {
        Self { preview: Preview::of(fields), short_name }
    }
}

impl Page for PreviewPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

/// A real onboarding step in an unsaved brand.
#[derive(Template)]
#[template(path = "onboarding/company.html")]
pub(crate) struct StepPage {
    stage: Stage,
    form: Filled,
    countries: Vec<(String, String)>,
}

impl Page for StepPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl StepPage {
    pub(super) fn load(db: &mut Db, who: &Referrer, fields: &Fields, studio: &Studio) -> Result<Self, Failure> {
        let partner = referrals::profile(db, who.id)?;
        let style = format!("{BRANDING}/step.css?{}", Preview::of(fields).query);
        let (logo, icon) = (studio.seen(fields, "logo", &partner), studio.seen(fields, "favicon", &partner));
        let links = fields
            .things("links")
            .into_iter()
            .map(|(_, link)| (link.text("label").to_owned(), link.text("url").to_owned()))
            .filter(|(label, address)| matches!(crate::domain::brand::footer_link(label, address), Ok(Some(_))))
            .collect();
        let stage = Stage::sample(&partner, style, logo, icon, links);
        let mut form = Filled::new::<()>();
        for (name, text) in [
            ("name", "Northwind Studio Ltd"),
            ("country", "GB"),
            ("address", "12 Harbour Street"),
            ("zipCode", "EH6 6JJ"),
            ("city", "Edinburgh"),
            ("supportEmail", "office@northwind.example"),
        ] {
            form.fields.add(name, text);
        }
        Ok(Self { stage, form, countries: vec![("GB".to_owned(), "United Kingdom".to_owned())] })
    }
}
