//! Limits of signing in, and how long its results are valid.

use super::limit::{DAY, HOUR, Limit, MINUTE};

/// Failures in a row on unknown devices after which an account is closed to unknown devices.
pub const MAX_FAILURES_IN_A_ROW: i64 = 10;
/// Minutes for which an account is closed to unknown devices.
pub const CLOSED_MINUTES: i64 = 15;

/// Failed attempts of one network on devices that are not known for the account. The periods grow.
pub const FAILURES_OF_NETWORK: [Limit; 3] = [
    Limit::new("failed sign-ins of a network, a minute", 20, MINUTE),
    Limit::new("failed sign-ins of a network, an hour", 60, HOUR),
    Limit::new("failed sign-ins of a network, a day", 300, DAY),
];
/// Failed attempts on a known device, counted for the device and the account.
pub const FAILURES_ON_KNOWN_DEVICE: [Limit; 1] = [Limit::new("failed sign-ins on a known device", 10, 15 * MINUTE)];
/// Wrong passwords of a person who is signed in already.
pub const WRONG_PASSWORDS_WHILE_SIGNED_IN: [Limit; 1] =
    [Limit::new("wrong passwords while signed in", 10, 15 * MINUTE)];
/// Wrong codes of an authenticator app, or wrong recovery codes.
pub const WRONG_SECOND_FACTORS: Limit = Limit::new("wrong second factors", 10, 15 * MINUTE);
/// Mails that tell an owner that their account was closed.
pub const MAILS_ABOUT_CLOSED_ACCOUNT: Limit = Limit::new("mails about a closed account", 1, DAY);
/// Mails with a code to one person.
pub const CODES_TO_PERSON: Limit = Limit::new("sign-in codes to a person", 5, HOUR);
/// Codes requested by one network.
pub const CODES_OF_NETWORK: Limit = Limit::new("sign-in codes of a network", 20, HOUR);
/// Wrong mailed codes of a person.
pub const WRONG_CODES: Limit = Limit::new("wrong mailed codes of a person", 20, DAY);
/// Mails with a password link to one person.
pub const RESETS_TO_PERSON: Limit = Limit::new("password links to a person", 3, HOUR);
/// Password links requested by one network.
pub const RESETS_OF_NETWORK: Limit = Limit::new("password links of a network", 20, HOUR);
/// Forms kept for one device until its person has signed in again.
pub const KEPT_FORMS: Limit = Limit::new("forms kept for a device", 60, HOUR);

/// Minutes for which a mailed code works.
pub const CODE_MINUTES: i64 = 10;
/// Tries with one mailed code.
pub const MAX_WRONG_TRIES_PER_CODE: i64 = 5;
/// Minutes after the password within which the second factor must be entered.
pub const SECOND_STEP_MINUTES: i64 = 10;
/// Minutes for which a confirmation by password or second factor is valid.
pub const CONFIRMED_MINUTES: i64 = 10;
/// Days after which an unused device is forgotten.
pub const DEVICE_DAYS: i64 = 400;
/// Devices remembered for one person.
pub const MAX_DEVICES: i64 = 20;
/// Recovery codes issued to a person.
pub const RECOVERY_CODES: usize = 10;
/// Minutes for which a form is kept.
pub const KEPT_FORM_MINUTES: i64 = 60;
/// Bytes of a kept form.
pub const MAX_KEPT_FORM_BYTES: usize = 256 * 1024;
