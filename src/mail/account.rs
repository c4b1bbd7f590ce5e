//! Mails to people about their own account.

use super::{Paragraph, Parts, letter};
use crate::domain::letter::Letter;

/// The recipient of a mail about an account, and the target of its button.
pub(crate) struct To<'a> {
    /// The operator's name.
    pub operator: &'a str,
    /// The person's first name.
    pub name: &'a str,
    /// The target of the button.
    pub link: &'a str,
}

const REASON: &str = "You get this mail because you have an account at the Partner Portal.";

fn about(to: &To<'_>, subject: String, heading: &str, said: &[String], button: &str, reason: &str) -> Letter {
    paragraphs(to, subject, heading, said, Some((button, to.link.to_owned())), reason)
}

fn paragraphs(
    to: &To<'_>,
    subject: String,
    heading: &str,
    said: &[String],
    button: Option<(&str, String)>,
    reason: &str,
) -> Letter {
    let greeting = Paragraph::Ours(format!("Hello {},", to.name));
    letter(&Parts {
        operator: to.operator,
        subject,
        heading: heading.to_owned(),
        paragraphs: std::iter::once(greeting).chain(said.iter().cloned().map(Paragraph::Ours)).collect(),
        button,
        reason,
    })
}

/// Too many failures on unknown devices: the account is closed to them for some minutes.
pub(crate) fn closed(to: &To<'_>, failures: i64, minutes: i64) -> Letter {
    let said = [
        format!("Somebody entered a wrong password {failures} times in a row on a device that you have not used before. Your account is closed to new devices for {minutes} minutes. On devices on which you have signed in before, nothing changes."),
        "To sign in on a new device meanwhile, get a code by mail.".to_owned(),
        "If it was not you, nothing is lost: nobody got in. Choose a new password if you use the present one elsewhere.".to_owned(),
    ];
    let heading = "Your account is closed to new devices for a while";
    about(to, heading.to_owned(), heading, &said, "Sign in with a code", REASON)
}

fn with_code(to: &To<'_>, subject: String, heading: &str, (before, code, after): (String, &str, String)) -> Letter {
    letter(&Parts {
        operator: to.operator,
        subject,
        heading: heading.to_owned(),
        paragraphs: vec![
            Paragraph::Ours(format!("Hello {},", to.name)),
            Paragraph::Ours(before),
            Paragraph::Code(code.to_owned()),
            Paragraph::Ours(after),
        ],
        button: None,
        reason: REASON,
    })
}

/// The code to sign in on a new device.
pub(crate) fn sign_in_code(to: &To<'_>, code: &str, minutes: i64) -> Letter {
    let before = format!("Enter this code with your password at {}.", to.link);
    let after = format!(
        "It works for {minutes} minutes. If you did not ask for it, do nothing, and give it to nobody: we never ask for it."
    );
    with_code(to, format!("{code} is your sign-in code"), "Your sign-in code", (before, code, after))
}

/// Too many wrong codes in one day: no more codes are sent.
pub(crate) fn codes_stopped(to: &To<'_>) -> Letter {
    let said = [
        "Too many wrong codes were entered for your account. No more codes are sent for a day. Your password works as before on devices that you have used.".to_owned(),
        "If it was not you, nothing is lost: nobody got in.".to_owned(),
    ];
    let heading = "No more codes for a day";
    about(to, heading.to_owned(), heading, &said, "Choose a new password", REASON)
}

/// The code that proves a new address.
pub(crate) fn address_code(to: &To<'_>, code: &str, minutes: i64) -> Letter {
    let before = format!("Enter this code at {} to sign in with this address from now on.", to.link);
    let after = format!("It works for {minutes} minutes. If you did not ask for it, do nothing: nothing changes.");
    with_code(to, format!("{code} confirms your new address"), "Confirm your new address", (before, code, after))
}

/// The code that confirms a change of an agency's data.
pub(crate) fn own_data_code(to: &To<'_>, agency: &str, code: &str, minutes: i64) -> Letter {
    let before = format!("Enter this code to change the data of {agency}.");
    let after = format!("It works for {minutes} minutes. If you did not ask for it, do nothing: nothing changes.");
    with_code(to, format!("{code} confirms the change"), "Confirm the change", (before, code, after))
}

/// Data of an agency were changed by one of its Admins.
pub(crate) fn own_data_changed(to: &To<'_>, agency: &str, by: &str, fields: &str) -> Letter {
    let said = [
        format!("{by} changed data of {agency}: {fields}."),
        format!("If you did not expect this, tell {} at once.", to.operator),
    ];
    let reason = "You get this mail because this address belongs to an agency at the Partner Portal.";
    let heading = format!("Data of {agency} were changed");
    about(to, heading.clone(), &heading, &said, "Open the Partner Portal", reason)
}

/// Somebody wants to change to an address that already has an account.
pub(crate) fn address_taken(to: &To<'_>) -> Letter {
    let said = [
        "Somebody wants to sign in to the Partner Portal with this address, but it has an account of its own already. Nothing was changed.".to_owned(),
        "If it was you: sign in with this address, or enter another one.".to_owned(),
    ];
    let heading = "This address has an account already";
    about(to, heading.to_owned(), heading, &said, "Open your profile", REASON)
}

/// To the old address: it can no longer be used to sign in.
pub(crate) fn address_changed(to: &To<'_>) -> Letter {
    let said = [
        "The e-mail address of your account was changed. This address can no longer be used to sign in.".to_owned(),
        "If it was not you, tell an Admin of your organisation at once.".to_owned(),
    ];
    let heading = "Your e-mail address was changed";
    about(to, heading.to_owned(), heading, &said, "Open the Partner Portal", REASON)
}

/// A second factor was set up.
pub(crate) fn second_factor_set(to: &To<'_>) -> Letter {
    let said = [
        "A second factor was set up for your account. From now on, signing in takes a code from your authenticator app, and your other sessions were ended.".to_owned(),
        "If it was not you, tell an Admin of your organisation at once.".to_owned(),
    ];
    let heading = "A second factor was set up";
    about(to, heading.to_owned(), heading, &said, "Open your account", REASON)
}

/// The second factor was removed.
pub(crate) fn second_factor_removed(to: &To<'_>) -> Letter {
    let said = [
        "The second factor of your account was removed. Signing in takes your password alone.".to_owned(),
        "If it was not you, choose a new password at once and tell an Admin of your organisation.".to_owned(),
    ];
    let heading = "The second factor was removed";
    about(to, heading.to_owned(), heading, &said, "Open your account", REASON)
}

/// There are new recovery codes.
pub(crate) fn recovery_codes_renewed(to: &To<'_>) -> Letter {
    let said = [
        "You got new recovery codes; the ones before no longer work.".to_owned(),
        "If it was not you, choose a new password at once and tell an Admin of your organisation.".to_owned(),
    ];
    let heading = "You have new recovery codes";
    about(to, heading.to_owned(), heading, &said, "Open your account", REASON)
}

/// The link by which a person chooses a new password.
pub(crate) fn reset(to: &To<'_>) -> Letter {
    let said = [
        "Somebody, probably you, asked for a new password. The link works for one hour, and once.".to_owned(),
        "If it was not you, do nothing: your password stays as it is.".to_owned(),
    ];
    about(to, "Choose a new password".to_owned(), "Choose a new password", &said, "Choose a new password", REASON)
}

/// The password has changed.
pub(crate) fn password_changed(to: &To<'_>) -> Letter {
    let said = [
        "The password of your account was changed, and your other sessions were ended.".to_owned(),
        "If it was not you, choose a new password at once and tell an Admin of your organisation.".to_owned(),
    ];
    about(to, "Your password was changed".to_owned(), "Your password was changed", &said, "I did not do this", REASON)
}

/// An account was created for a person, who must choose a password.
pub(crate) fn welcome(to: &To<'_>, organisation: &str) -> Letter {
    let said = [
        format!("An account was made for you at {organisation}. Choose a password to sign in."),
        "The link works for seven days, and once. After that, ask for a new one under “Forgot password?”.".to_owned(),
    ];
    about(to, format!("Your account at {organisation}"), "Your account is ready", &said, "Choose a password", REASON)
}

/// The data of a mail about an invitation.
pub(crate) struct Invited<'a> {
    /// The recipient and the link.
    pub to: To<'a>,
    /// The name of the person who invites.
    pub by: &'a str,
    /// The organisation's name.
    pub organisation: &'a str,
    /// The last day of the invitation, in words.
    pub until: &'a str,
}

const INVITED: &str = "You get this mail because a colleague entered your address at the Partner Portal.";

/// An invitation of a colleague.
pub(crate) fn invitation(invited: &Invited<'_>) -> Letter {
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
pub(crate) fn invitation_reminder(invited: &Invited<'_>) -> Letter {
    let said = [
        format!("{} invited you to work with {}, and the invitation is still open.", invited.by, invited.organisation),
        format!("It ends on {}. This link works in place of the one before.", invited.until),
    ];
    let subject = format!("Your invitation to {} is still open", invited.organisation);
    about(&invited.to, subject, "Your invitation is still open", &said, "Accept the invitation", INVITED)
}

/// The operator has suspended the agency.
pub(crate) fn suspended(to: &To<'_>, agency: &str) -> Letter {
    let said = [
        format!(
            "{} has suspended {agency}. Nobody of {agency} can sign in, and its API key does not work.",
            to.operator
        ),
        "Your cases, documents and statements are kept as they are.".to_owned(),
        format!("Contact {} to find out what is needed to go on.", to.operator),
    ];
    let heading = format!("{agency} is suspended");
    about(to, heading.clone(), &heading, &said, "Open the portal", REASON)
}

/// The operator has suspended the referral partner.
pub(crate) fn partner_suspended(to: &To<'_>, partner: &str) -> Letter {
    let said = [
        format!(
            "{} has suspended {partner}. Nobody of {partner} can sign in, and its API key and its clients’ links do not \
             work.",
            to.operator
        ),
        "Your clients and what you have earned are kept as they are.".to_owned(),
        format!("Contact {} to find out what is needed to go on.", to.operator),
    ];
    let heading = format!("{partner} is suspended");
    about(to, heading.clone(), &heading, &said, "Open the portal", REASON)
}

/// The operator has ended the partnership.
pub(crate) fn partner_terminated(to: &To<'_>, partner: &str, earns_until: chrono::NaiveDate) -> Letter {
    let day = earns_until.format("%-d %B %Y");
    let said = [
        format!(
            "{} has ended the partnership with {partner}. Its API key and its clients’ links do not work.",
            to.operator
        ),
        format!("{partner} earns its share of what the cases of its clients recover until {day}."),
        "You can still sign in to read.".to_owned(),
    ];
    let heading = format!("The partnership of {partner} has ended");
    about(to, heading.clone(), &heading, &said, "Open the portal", REASON)
}

/// The operator has ended the suspension of the organisation.
pub(crate) fn resumed(to: &To<'_>, agency: &str) -> Letter {
    let said = [format!("{agency} is active again. You can sign in, and your API key works as before.")];
    let heading = format!("{agency} is active again");
    about(to, heading.clone(), &heading, &said, "Sign in", REASON)
}

/// The operator has suspended the client. It has no account, so the mail has no button.
pub(crate) fn client_suspended(to: &To<'_>, client: &str) -> Letter {
    let said = [
        format!("{} has suspended {client}. Links to your cases and agreements do not work for now.", to.operator),
        "Your cases and documents are kept as they are.".to_owned(),
        format!("Contact {} to find out what is needed to go on.", to.operator),
    ];
    let heading = format!("{client} is suspended");
    paragraphs(to, heading.clone(), &heading, &said, None, CLIENT_REASON)
}

/// The operator has ended the suspension of the client.
pub(crate) fn client_resumed(to: &To<'_>, client: &str) -> Letter {
    let said = [format!("{client} is active again. Links to your cases and agreements work as before.")];
    let heading = format!("{client} is active again");
    paragraphs(to, heading.clone(), &heading, &said, None, CLIENT_REASON)
}

const CLIENT_REASON: &str = "You get this mail because you are the contact of this client.";
