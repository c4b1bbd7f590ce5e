//! Mails on the way to a signature, in the reader's language and the platform's name.

use super::{Paragraph, Parts, letter};
use crate::domain::agreement::CODE_MINUTES;
use crate::domain::letter::Letter;
use crate::words::Words;

/// What every one of them names.
pub struct House<'a> {
    /// The platform's app.
    pub app: &'a str,
    /// Who provides the service.
    pub operator: &'a str,
    /// The client.
    pub company: &'a str,
    /// The words.
    pub words: &'a Words,
}

impl House<'_> {
    fn letter(&self, to: &str, subject: String, said: Vec<String>, button: Option<(&str, &str)>) -> Letter {
        let words = self.words;
        let mut paragraphs = vec![Paragraph::Ours(words.with("mail-greeting", "name", to))];
        paragraphs.extend(said.into_iter().map(Paragraph::Ours));
        let why =
            words.fill("mail-footer-why", &[("app", self.app), ("operator", self.operator), ("company", self.company)]);
        let label = button.map(|(name, _)| words.say(name)).unwrap_or_default();
        letter(&Parts {
            operator: self.app,
            heading: subject.clone(),
            subject,
            paragraphs,
            button: button.map(|(_, address)| (label.as_str(), address.to_owned())),
            reason: &why,
        })
    }
}

/// The code.
pub fn code(house: &House<'_>, to: &str, agreement: &str, code: &str) -> Letter {
    let words = house.words;
    let said = vec![
        words.with("mail-code-body-1", "agreement", agreement),
        code.to_owned(),
        words.count("mail-code-body-2", "minutes", CODE_MINUTES),
        words.say("mail-code-body-3"),
    ];
    house.letter(to, words.with("mail-code-subject", "code", code), said, None)
}

/// The code that proves that a link is in the right hands.
pub fn proof(house: &House<'_>, to: &str, code: &str) -> Letter {
    let words = house.words;
    let said = vec![
        words.with("mail-code-body-1-link", "app", house.app),
        code.to_owned(),
        words.count("mail-code-body-2", "minutes", CODE_MINUTES),
        words.say("mail-code-body-3"),
    ];
    house.letter(to, words.with("mail-code-subject", "code", code), said, None)
}

/// Somebody else has signed; it is this person's turn.
pub fn turn(house: &House<'_>, (to, first): (&str, &str), agreement: &str, link: &str) -> Letter {
    let words = house.words;
    let said = vec![
        words.fill("mail-signatory-body-1", &[("requester", first), ("company", house.company)]),
        words.with("mail-signatory-body-2", "agreement", agreement),
    ];
    let subject = words.with("mail-signatory-subject", "company", house.company);
    house.letter(to, subject, said, Some(("mail-signatory-button", link)))
}

/// Everybody has signed.
pub fn signed(house: &House<'_>, to: &str, agreement: &str, link: &str) -> Letter {
    let words = house.words;
    let said = vec![words.say("mail-signed-copy-body-1"), words.say("mail-signed-copy-body-2")];
    let subject = words.fill("mail-signed-copy-subject", &[("agreement", agreement), ("company", house.company)]);
    house.letter(to, subject, said, Some(("mail-signed-copy-button", link)))
}
