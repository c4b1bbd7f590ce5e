//! Mails about signing, in the reader's language and the referral partner's brand.

use super::{Frame, Paragraph, Parts, framed};
use crate::domain::brand::Face;
use crate::domain::code::CODE_MINUTES;
use crate::domain::letter::Letter;
use crate::words::Words;

/// The data of every mail about signing.
pub(crate) struct House<'a> {
    /// The brand.
    pub face: &'a Face,
    /// The operator's name.
    pub operator: &'a str,
    /// The client.
    pub company: &'a str,
    /// The texts in the reader's language.
    pub words: &'a Words,
}

impl House<'_> {
    /// A mail: a greeting, the text, and at most one button (its message name and target).
    pub(super) fn letter(
        &self,
        to: &str,
        subject: String,
        said: Vec<Paragraph>,
        button: Option<(&str, &str)>,
    ) -> Letter {
        let (words, face) = (self.words, self.face);
        let mut paragraphs = vec![Paragraph::Ours(words.with("mail-greeting", "name", to))];
        paragraphs.extend(said);
        let named = [("app", face.app.as_str()), ("operator", self.operator), ("company", self.company)];
        let why = format!("{} {}", words.fill("mail-footer-why", &named), words.say("mail-footer-unexpected"));
        let button = button.map(|(name, address)| (words.with(name, "app", &face.app), address));
        let fallback = words.say("mail-button-fallback");
        let sent_by = format!("{}.", words.with("footer-provided-by", "operator", self.operator));
        let frame = Frame { face, language: words.code(), fallback: &fallback, sent_by: &sent_by };
        let parts = Parts {
            operator: self.operator,
            heading: subject.clone(),
            subject,
            paragraphs,
            button: button.as_ref().map(|(label, address)| (label.as_str(), (*address).to_owned())),
            reason: &why,
        };
        framed(&frame, &parts)
    }
}

/// The code for signing.
pub(crate) fn code(house: &House<'_>, to: &str, agreement: &str, code: &str) -> Letter {
    let words = house.words;
    let said = vec![
        Paragraph::Ours(words.with("mail-code-body-1", "agreement", agreement)),
        Paragraph::Code(code.to_owned()),
        Paragraph::Ours(words.count("mail-code-body-2", "minutes", CODE_MINUTES)),
        Paragraph::Ours(words.say("mail-code-body-3")),
    ];
    house.letter(to, words.with("mail-code-subject", "code", code), said, None)
}

/// The code that proves that the right person has the link.
pub(crate) fn proof(house: &House<'_>, to: &str, (code, host): (&str, &str)) -> Letter {
    let words = house.words;
    let said = vec![
        Paragraph::Ours(words.with("mail-code-body-1-link", "app", &house.face.app)),
        Paragraph::Code(code.to_owned()),
        Paragraph::Ours(words.count("mail-code-body-2", "minutes", CODE_MINUTES)),
        // These pages are under the portal's own host name, not under the brand's.
        Paragraph::Ours(words.with("mail-code-host", "host", host)),
        Paragraph::Ours(words.say("mail-code-body-3")),
    ];
    house.letter(to, words.with("mail-code-subject", "code", code), said, None)
}

/// Too many wrong codes were entered: no codes are sent or accepted for a day.
pub(crate) fn codes_closed(house: &House<'_>, to: &str) -> Letter {
    let words = house.words;
    let said = vec![
        Paragraph::Ours(words.with("mail-codes-closed-body-1", "company", house.company)),
        Paragraph::Ours(words.say("mail-codes-closed-body-2")),
    ];
    house.letter(to, words.say("mail-codes-closed-subject"), said, None)
}

/// A new link to the signed documents, in place of an expired one.
pub(crate) fn new_link(house: &House<'_>, to: &str, link: &str) -> Letter {
    let words = house.words;
    let days = crate::domain::client_link::NEW_LINK_DAYS.to_string();
    let said = vec![
        Paragraph::Ours(words.fill("mail-new-link-body", &[("company", house.company), ("days", &days)])),
        Paragraph::Ours(words.say("mail-new-link-ignore")),
    ];
    house.letter(to, words.say("mail-new-link-subject"), said, Some(("mail-new-link-button", link)))
}

/// The first signatory has signed; now it is this person's turn.
pub(crate) fn turn(house: &House<'_>, (to, first): (&str, &str), agreement: &str, link: &str) -> Letter {
    let words = house.words;
    let said = vec![
        Paragraph::Ours(words.fill("mail-signatory-body-1", &[("requester", first), ("company", house.company)])),
        Paragraph::Ours(words.with("mail-signatory-body-2", "agreement", agreement)),
    ];
    let subject = words.with("mail-signatory-subject", "company", house.company);
    house.letter(to, subject, said, Some(("mail-signatory-button", link)))
}

/// Everybody has signed; the file is attached, by the hash of its bytes.
pub(crate) fn signed(house: &House<'_>, to: &str, agreement: &str, sha256: &str, link: &str) -> Letter {
    let words = house.words;
    let said = ["mail-signed-copy-body-1", "mail-signed-copy-body-2"].map(|name| Paragraph::Ours(words.say(name)));
    let subject = words.fill("mail-signed-copy-subject", &[("agreement", agreement), ("company", house.company)]);
    let name =
        crate::domain::document::safe_name(&format!("{agreement}, {}.pdf", house.company.replace(['/', '\\'], "-")));
    house.letter(to, subject, said.into(), Some(("mail-signed-copy-button", link))).with_file(
        sha256,
        name,
        "application/pdf",
    )
}
