//! Mails to people about their own account.

use super::{Paragraph, Parts, letter};
use crate::domain::letter::Letter;

/// Whom a mail about an account goes to, and where its button leads.
pub struct To<'a> {
    /// The platform's name.
    pub operator: &'a str,
    /// The person's first name.
    pub name: &'a str,
    /// Where the button leads.
    pub link: &'a str,
}

const REASON: &str = "You get this mail because you have an account at the Partner Portal.";

fn about(to: &To<'_>, subject: String, heading: &str, said: &[String], button: &str, reason: &str) -> Letter {
    let greeting = Paragraph::Ours(format!("Hello {},", to.name));
    letter(&Parts {
        operator: to.operator,
        subject,
        heading: heading.to_owned(),
        paragraphs: std::iter::once(greeting).chain(said.iter().cloned().map(Paragraph::Ours)).collect(),
        button: Some((button, to.link.to_owned())),
        reason,
    })
}

/// Too many failures: the account is locked for a while.
pub fn locked(to: &To<'_>, failures: i64, minutes: i64) -> Letter {
    let said = [
        format!("Somebody entered a wrong password {failures} times in a row. Your account is locked for {minutes} minutes; after that you can sign in as before."),
        "If it was not you, nothing is lost: nobody got in. Choose a new password if you use the present one elsewhere.".to_owned(),
    ];
    about(
        to,
        "Your account is locked for a while".to_owned(),
        "Your account is locked",
        &said,
        "Choose a new password",
        REASON,
    )
}

/// The link by which a person chooses a new password.
pub fn reset(to: &To<'_>) -> Letter {
    let said = [
        "Somebody, probably you, asked for a new password. The link works for one hour, and once.".to_owned(),
        "If it was not you, do nothing: your password stays as it is.".to_owned(),
    ];
    about(to, "Choose a new password".to_owned(), "Choose a new password", &said, "Choose a new password", REASON)
}

/// The password has changed.
pub fn password_changed(to: &To<'_>) -> Letter {
    let said = [
        "The password of your account was changed, and your other sessions were ended.".to_owned(),
        "If it was not you, choose a new password at once and tell an Admin of your organisation.".to_owned(),
    ];
    about(to, "Your password was changed".to_owned(), "Your password was changed", &said, "I did not do this", REASON)
}

/// An account was made for a person, who has yet to choose a password.
pub fn welcome(to: &To<'_>, organisation: &str) -> Letter {
    let said = [
        format!("An account was made for you at {organisation}. Choose a password to sign in."),
        "The link works for seven days, and once. After that, ask for a new one under “Forgotten the password?”."
            .to_owned(),
    ];
    about(to, format!("Your account at {organisation}"), "Your account is ready", &said, "Choose a password", REASON)
}

/// What a mail about an invitation names.
pub struct Invited<'a> {
    /// To whom, and the link.
    pub to: To<'a>,
    /// Who invites.
    pub by: &'a str,
    /// Into which organisation.
    pub organisation: &'a str,
    /// The last day of the invitation, in words.
    pub until: &'a str,
}

const INVITED: &str = "You get this mail because a colleague entered your address at the Partner Portal.";

/// A colleague invites.
pub fn invitation(invited: &Invited<'_>) -> Letter {
    let said = [
        format!(
            "{} invites you to work with {} at the Partner Portal, where the cases of {} are.",
            invited.by, invited.organisation, invited.to.operator
        ),
        format!("The invitation is open until {}.", invited.until),
    ];
    let subject = format!("{} invites you to {}", invited.by, invited.organisation);
    about(&invited.to, subject, "You are invited", &said, "Accept the invitation", INVITED)
}

/// The invitation is still open.
pub fn invitation_reminder(invited: &Invited<'_>) -> Letter {
    let said = [
        format!("{} invited you to work with {}, and the invitation is still open.", invited.by, invited.organisation),
        format!("It ends on {}. This link works in place of the one before.", invited.until),
    ];
    let subject = format!("Your invitation to {} is still open", invited.organisation);
    about(&invited.to, subject, "Your invitation is still open", &said, "Accept the invitation", INVITED)
}
