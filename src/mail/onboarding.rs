//! Mails during a client's onboarding, if its referral partner wants them.

use super::Paragraph;
use super::signing::House;
use crate::domain::letter::Letter;

/// The invitation with the link, to the onboarding user.
pub(crate) fn invitation(house: &House<'_>, to: &str, link: &str) -> Letter {
    let words = house.words;
    let named = [("app", house.face.app.as_str()), ("company", house.company)];
    let said = vec![
        Paragraph::Ours(words.fill("mail-invitation-body-1", &named)),
        Paragraph::Ours(words.say("mail-invitation-body-2")),
    ];
    house.letter(to, words.fill("mail-invitation-subject", &named), said, Some(("mail-invitation-button", link)))
}

/// A reminder of an unfinished onboarding; `step` is the message name of the next step.
pub(crate) fn reminder(house: &House<'_>, to: &str, step: &str, link: &str) -> Letter {
    let words = house.words;
    let step = words.say(step);
    let named = [("company", house.company), ("step", step.as_str())];
    let said = vec![
        Paragraph::Ours(words.fill("mail-reminder-body-1", &named)),
        Paragraph::Ours(words.say("mail-reminder-body-2")),
    ];
    house.letter(
        to,
        words.with("mail-reminder-subject", "company", house.company),
        said,
        Some(("mail-reminder-button", link)),
    )
}

/// What an agency needs before it gets a case is not signed.
pub(crate) fn to_sign(house: &House<'_>, to: &str, agency: &str, link: &str) -> Letter {
    let words = house.words;
    let named = [("agency", agency), ("company", house.company)];
    let said = vec![
        Paragraph::Ours(words.fill("mail-to-sign-body-1", &named)),
        Paragraph::Ours(words.say("mail-to-sign-body-2")),
    ];
    let subject = words.fill("mail-to-sign-subject", &named);
    house.letter(to, subject, said, Some(("mail-to-sign-button", link)))
}

/// To a person who was removed from a client.
pub(crate) fn person_removed(house: &House<'_>, to: &str) -> Letter {
    of_team(house, to, "mail-person-removed-subject", "mail-person-removed-body")
}

/// To the former address of a person of a client.
pub(crate) fn address_replaced(house: &House<'_>, to: &str) -> Letter {
    of_team(house, to, "mail-address-replaced-subject", "mail-address-replaced-body")
}

fn of_team(house: &House<'_>, to: &str, subject: &str, body: &str) -> Letter {
    let named = [("company", house.company), ("operator", house.operator)];
    let said = vec![Paragraph::Ours(house.words.fill(body, &named))];
    house.letter(to, house.words.with(subject, "company", house.company), said, None)
}

/// The agreement was signed on this day. The button leads back to the referral partner's app, if its address is known.
pub(crate) fn welcome(house: &House<'_>, to: &str, date: &str, back: Option<&str>) -> Letter {
    let words = house.words;
    let named = [("app", house.face.app.as_str()), ("company", house.company), ("date", date)];
    let said = vec![
        Paragraph::Ours(words.fill("mail-welcome-body-1", &named)),
        Paragraph::Ours(words.say("mail-welcome-body-2")),
    ];
    let button = back.map(|address| ("mail-welcome-button", address));
    house.letter(to, words.with("mail-welcome-subject", "company", house.company), said, button)
}
