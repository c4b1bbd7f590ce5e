//! How a referral partner's pages and mails look: the editor, pictures, host names.

mod attacks;
mod editor;
mod hosts;
mod mails;
mod pictures;

use crate::harness::http::{Upload, multipart};
use crate::harness::visitor::hidden_fields;
use crate::harness::{Response, Visitor};

/// The address of the editor.
pub const EDITOR: &str = "/referral/settings/branding";
/// The address of its API.
pub const API: &str = "/api/referral/branding";

/// An SVG of plain shapes.
pub const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 30\"><path d=\"M0 0h120v30H0z\" fill=\"#0b6b57\"/></svg>";

/// A brand as it is typed.
pub const BRAND: [(&str, &str); 8] = [
    ("backgroundColorCode", "#FFF8F2"),
    ("buttonColorCode", "b4470c"),
    ("fontColor", "#2b1708"),
    ("fontFamily", "Source Serif"),
    ("senderName", "Ledgerly Billing"),
    ("replyTo", "Support@Ledgerly.example"),
    ("links.0.label", "Privacy"),
    ("links.0.url", "https://ledgerly.example/privacy"),
];

/// Sends the editor's form as a browser does, with its hidden fields and with files.
#[track_caller]
pub fn send(admin: &Visitor, fields: &[(&str, &str)], files: &[Upload<'_>]) -> Response {
    let page = admin.get(EDITOR).expect(200).text();
    let form = page.split("<main").nth(1).and_then(|main| main.split("</form>").next()).expect("a form");
    let hidden = hidden_fields(form);
    let mut all: Vec<(&str, &str)> = hidden
        .iter()
        .filter(|(name, _)| !fields.iter().any(|(field, _)| field == name))
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    all.extend_from_slice(fields);
    let (kind, body) = multipart(&all, files);
    admin.send("POST", EDITOR, &[("content-type", &kind), ("sec-fetch-site", "same-origin")], &body)
}

/// A file for a field.
pub fn file<'a>(field: &'a str, name: &'a str, bytes: &'a [u8]) -> Upload<'a> {
    Upload { field, name, kind: "application/octet-stream", bytes }
}
