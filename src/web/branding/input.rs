//! A brand as it is typed or sent.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::branding::{BrandOrder, PictureChange};
use crate::domain::brand::{Colour, FONTS, FooterLink, LinkProblem, MOST_LINKS, footer_link, host_name, sender_name};
use crate::domain::contact;
use crate::web::http::{Fields, Form, Problems};

/// A link at the foot of the pages.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FooterLinkRequest {
    /// Its words, at most 40 characters.
    pub label: Option<String>,
    /// Where it leads: https.
    pub url: Option<String>,
}

/// The whole brand: what is left out is taken back, except for the pictures, which stay unless they are replaced or
/// removed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateBrandingRequest {
    /// The page behind the sheet, `#rrggbb`.
    pub background_color_code: Option<String>,
    /// What is pressed, `#rrggbb`.
    pub button_color_code: Option<String>,
    /// Text, `#rrggbb`.
    pub font_color: Option<String>,
    /// Inter, Source Serif or System.
    pub font_family: Option<String>,
    /// Fetched once by the server: PNG, JPEG, WebP, GIF or SVG, at most 2 MB.
    pub logo_url: Option<String>,
    /// Takes the logo away.
    pub remove_logo: Option<String>,
    /// Fetched once by the server, like the logo.
    pub favicon_url: Option<String>,
    /// Takes the favicon away.
    pub remove_favicon: Option<String>,
    /// The name that mails come from.
    pub sender_name: Option<String>,
    /// Where answers to mails go.
    pub reply_to: Option<String>,
    /// At most six.
    #[serde(default)]
    pub links: Vec<FooterLinkRequest>,
    /// The host name under which the pages are reached, besides the portal's own.
    pub host: Option<String>,
    /// Whether new clients are mailed their link, and reminded of it.
    pub sends_invitations: Option<String>,
    /// Whether clients are welcomed by mail when they have signed.
    pub sends_welcome: Option<String>,
    #[serde(skip)]
    #[schema(ignore)]
    places: Vec<usize>,
}

/// Whether a box was ticked, or `true` was sent.
fn is_on(text: Option<&String>) -> bool {
    text.is_some_and(|text| matches!(text.to_ascii_lowercase().as_str(), "true" | "on" | "1" | "yes"))
}

/// A text without the blanks around it, if there is any.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

impl Form for UpdateBrandingRequest {
    /// The pictures are still to be added: what proves them depends on who asks.
    type Order = BrandOrder;

    fn of(fields: &Fields) -> Result<Self, Problems> {
        let mut plain = fields.clone();
        plain.0.retain(|name, _| !name.starts_with("links."));
        let mut form: Self = plain.read()?;
        for (place, link) in fields.things("links") {
            form.places.push(place);
            form.links.push(link.read()?);
        }
        Ok(form)
    }

    fn parse(self) -> Result<BrandOrder, Problems> {
        let mut problems = Problems::none();
        let mut colour = |field: &str, text: Option<String>| {
            let text = filled(text)?;
            let read = Colour::parse(&text);
            if read.is_none() {
                problems.add(field, "Write the colour as six digits of hexadecimal, such as #0b6b57.");
            }
            read.map(Colour::hex)
        };
        let background = colour("backgroundColorCode", self.background_color_code);
        let button = colour("buttonColorCode", self.button_color_code);
        let text = colour("fontColor", self.font_color);
        let font = filled(self.font_family).and_then(|name| {
            let known = FONTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
            if known.is_none() {
                problems.add("fontFamily", "Choose one of the fonts: Inter, Source Serif or System.");
            }
            known.map(|(known, _)| (*known).to_owned())
        });
        let sender = filled(self.sender_name).and_then(|name| {
            let read = sender_name(&name);
            if read.is_none() {
                problems.add("senderName", "At most 70 characters, none of < > @ \" , ; : \\");
            }
            read
        });
        let reply_to = filled(self.reply_to).and_then(|text| problems.keep("replyTo", contact::email(&text)));
        let host = filled(self.host).and_then(|name| {
            let read = host_name(&name);
            if read.is_none() {
                problems.add(
                    "host",
                    "Write a host name alone, such as collect.example.com: no https://, no port, no path.",
                );
            }
            read
        });
        let places = self.places.into_iter();
        let links = links_of(self.links.into_iter().zip(places), &mut problems);
        problems.or(BrandOrder {
            background,
            button,
            text,
            font,
            logo: PictureChange::Keep,
            favicon: PictureChange::Keep,
            sender,
            reply_to,
            links,
            host,
            sends_invitations: is_on(self.sends_invitations.as_ref()),
            sends_welcome: is_on(self.sends_welcome.as_ref()),
        })
    }
}

fn links_of(sent: impl Iterator<Item = (FooterLinkRequest, usize)>, problems: &mut Problems) -> Vec<FooterLink> {
    let mut links = Vec::new();
    for (link, place) in sent {
        match footer_link(&link.label.unwrap_or_default(), &link.url.unwrap_or_default()) {
            Ok(Some(link)) => links.push(link),
            Ok(None) => {}
            Err(problem) => {
                let field = if problem == LinkProblem::Label { "label" } else { "url" };
                problems.add(&format!("links.{place}.{field}"), problem);
            }
        }
    }
    if links.len() > MOST_LINKS {
        problems.add("links", format!("At most {MOST_LINKS} links."));
    }
    links
}
