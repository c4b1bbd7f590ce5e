//! People: their accounts, an agency's team, invitations, the API key, and the contract's operations about them.

mod account;
mod agreements;
mod contract;
mod devices;
mod invitations;
mod kept_forms;
mod key;
mod own_data;
mod profile;
mod reset;
pub mod second_factor;
mod several;
mod team;

use crate::harness::http::urlencoded;
use crate::harness::{FORM, Response, Visitor, World};

/// Another valid password.
pub const OTHER: &str = "violet lantern canyon orchard";

pub fn sign_in(visitor: &Visitor, email: &str, password: &str) -> Response {
    visitor.send("POST", "/sign-in", &FORM, urlencoded(&[("email", email), ("password", password)]).as_bytes())
}

/// The last mail to an address, as text.
#[track_caller]
pub fn mail_to(world: &World, email: &str) -> String {
    let query =
        format!("SELECT text_body AS value FROM mails WHERE to_address = '{email}' ORDER BY created_at DESC, id DESC");
    world.sql.texts(&query).into_iter().next().flatten().unwrap_or_else(|| panic!("no mail to {email}"))
}

pub fn mails_to(world: &World, email: &str) -> i64 {
    world.sql.number(&format!("SELECT count(*) AS value FROM mails WHERE to_address = '{email}'"))
}

/// The path of the link in a mail that begins with `start`.
#[track_caller]
pub fn link(mail: &str, start: &str) -> String {
    let at = mail.find(start).unwrap_or_else(|| panic!("no link {start} in:\n{mail}"));
    mail[at..].split_whitespace().next().unwrap_or_default().to_owned()
}

pub fn audited(world: &World, verb: &str) -> i64 {
    world.sql.number(&format!("SELECT count(*) AS value FROM audit WHERE verb = '{verb}'"))
}

/// The membership id of a person.
#[track_caller]
pub fn membership(world: &World, email: &str) -> String {
    let query = format!(
        "SELECT m.id AS value FROM memberships m JOIN people p ON p.id = m.person_id WHERE p.email = '{email}' AND m.removed_at IS NULL"
    );
    world.sql.texts(&query).into_iter().next().flatten().expect("a membership")
}
