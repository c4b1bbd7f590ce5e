//! The form and JSON of a brand.

use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions::branding::{BrandOrder, PictureChange};
use crate::domain::brand::{
    Colour, FONTS, FooterLink, LinkProblem, MAX_FOOTER_LINKS, MAX_LABEL_CHARACTERS, MAX_SENDER_CHARACTERS, footer_link,
    host_name, sender_name,
};
use crate::web::http::request::values::Email;
use crate::web::http::{Problems, Request};

/// A link at the foot of the pages. A row without words and address is no link.
#[derive(Deserialize, Validate, JsonSchema)]
struct FooterLinkRequest {
    /// Its text.
    #[schemars(length(max = MAX_LABEL_CHARACTERS))]
    label: Option<String>,
    /// Where it leads: https.
    #[schemars(extend("format" = "uri"))]
    url: Option<String>,
}

/// The whole brand: what is left out is reset to the default. Pictures stay unless they are replaced or
/// removed.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "the pictures are declared here and read apart: what proves them depends on who asks")]
pub(crate) struct UpdateBrandingRequest {
    /// The page background, `#rrggbb`.
    background_color_code: Option<String>,
    /// Buttons, `#rrggbb`.
    button_color_code: Option<String>,
    /// Text, `#rrggbb`.
    font_color: Option<String>,
    /// Inter, Source Serif or System.
    font_family: Option<String>,
    #[schemars(extend("format" = "uri"))]
    /// The server fetches it once: PNG, JPEG, WebP, GIF or SVG, at most 2 MB.
    logo_url: Option<String>,
    /// Removes the logo.
    remove_logo: Option<bool>,
    #[schemars(extend("format" = "uri"))]
    /// The server fetches it once, like the logo.
    favicon_url: Option<String>,
    /// Removes the favicon.
    remove_favicon: Option<bool>,
    /// The name that mails come from.
    #[schemars(length(max = MAX_SENDER_CHARACTERS))]
    sender_name: Option<String>,
    /// Where answers to mails go.
    reply_to: Option<Email>,
    /// Six at most.
    #[serde(default)]
    links: Vec<FooterLinkRequest>,
    /// The host name under which the pages are reached, besides the portal's own.
    host: Option<String>,
    /// Whether new clients are mailed their link, and reminded of it.
    sends_invitations: Option<bool>,
    /// Whether clients are welcomed by mail when they have signed.
    sends_welcome: Option<bool>,
}

impl Request for UpdateBrandingRequest {
    /// Without its pictures: who asks decides which stored pictures they may use, so the handler adds them.
    type Order = BrandOrder;

    fn order(self, problems: &mut Problems) -> Option<BrandOrder> {
        let mut colour = |field: &str, text: Option<String>| {
            let text = text?;
            let read = Colour::parse(&text);
            if read.is_none() {
                problems.add(field, "Write the colour as six digits of hexadecimal, such as #0b6b57.");
            }
            read.map(Colour::hex)
        };
        let background = colour("backgroundColorCode", self.background_color_code);
        let button = colour("buttonColorCode", self.button_color_code);
        let text = colour("fontColor", self.font_color);
        let font = self.font_family.and_then(|name| {
            let known = FONTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
            if known.is_none() {
                problems.add("fontFamily", "Choose one of the fonts: Inter, Source Serif or System.");
            }
            known.map(|(known, _)| (*known).to_owned())
        });
        let sender = self.sender_name.and_then(|name| {
            let read = sender_name(&name);
            if read.is_none() {
                problems.add("senderName", "At most 70 characters, none of < > @ \" , ; : \\");
            }
            read
        });
        let host = self.host.and_then(|name| {
            let read = host_name(&name);
            if read.is_none() {
                problems.add(
                    "host",
                    "Write a host name alone, such as collect.example.com: no https://, no port, no path.",
                );
            }
            read
        });
        let links = links_of(self.links, problems);
        Some(BrandOrder {
            background,
            button,
            text,
            font,
            logo: PictureChange::Keep,
            favicon: PictureChange::Keep,
            sender,
            reply_to: self.reply_to.map(|email| email.0),
            links,
            host,
            sends_invitations: self.sends_invitations.unwrap_or_default(),
            sends_welcome: self.sends_welcome.unwrap_or_default(),
        })
    }
}

fn links_of(sent: Vec<FooterLinkRequest>, problems: &mut Problems) -> Vec<FooterLink> {
    let mut links = Vec::new();
    for (place, link) in sent.into_iter().enumerate() {
        match footer_link(&link.label.unwrap_or_default(), &link.url.unwrap_or_default()) {
            Ok(Some(link)) => links.push(link),
            Ok(None) => {}
            Err(problem) => {
                let field = if problem == LinkProblem::Label { "label" } else { "url" };
                problems.add(&format!("links.{place}.{field}"), problem);
            }
        }
    }
    if links.len() > MAX_FOOTER_LINKS {
        problems.add("links", format!("At most {MAX_FOOTER_LINKS} links."));
    }
    links
}
