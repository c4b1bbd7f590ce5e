//! How signing in is limited, and for how long what it gives is trusted.

use super::limit::{DAY, HOUR, Limit, MINUTE};

/// Failures on unknown devices, in a row, that close an account to unknown devices.
pub const FAILURES: i64 = 10;
/// Minutes for which an account is closed to unknown devices.
pub const CLOSED_MINUTES: i64 = 15;

/// Failed attempts of one network on devices that are not known for the account: fast at first, then ever slower.
pub const NETWORK: [Limit; 3] = [
    Limit::new("failed sign-ins of a network, a minute", 20, MINUTE),
    Limit::new("failed sign-ins of a network, an hour", 60, HOUR),
    Limit::new("failed sign-ins of a network, a day", 300, DAY),
];
/// Failed attempts on a known device, counted for the device and the account.
pub const DEVICE: [Limit; 1] = [Limit::new("failed sign-ins on a known device", 10, 15 * MINUTE)];
/// Wrong passwords of a person who is signed in already.
pub const SIGNED_IN: [Limit; 1] = [Limit::new("wrong passwords while signed in", 10, 15 * MINUTE)];
/// Wrong codes of an authenticator app, or wrong recovery codes.
pub const SECOND_FACTOR: Limit = Limit::new("wrong second factors", 10, 15 * MINUTE);
/// Mails that tell an owner that their account was closed.
pub const TOLD_CLOSED: Limit = Limit::new("mails about a closed account", 1, DAY);
/// Mails with a code to one person.
pub const CODES_TO_PERSON: Limit = Limit::new("sign-in codes to a person", 5, HOUR);
/// Codes that one network asks for.
pub const CODES_OF_NETWORK: Limit = Limit::new("sign-in codes of a network", 20, HOUR);
/// Wrong mailed codes of a person.
pub const WRONG_CODES: Limit = Limit::new("wrong mailed codes of a person", 20, DAY);
/// Links to a new password that are mailed to one person.
pub const RESETS_TO_PERSON: Limit = Limit::new("password links to a person", 3, HOUR);
/// Links to a new password that one network asks for.
pub const RESETS_OF_NETWORK: Limit = Limit::new("password links of a network", 20, HOUR);
/// Forms that are kept for one device until its person has signed in again.
pub const KEPT_FORMS: Limit = Limit::new("forms kept for a device", 60, HOUR);

/// Minutes for which a mailed code works.
pub const CODE_MINUTES: i64 = 10;
/// Tries with one mailed code.
pub const CODE_TRIES: i64 = 5;
/// Minutes between the password and the second factor.
pub const SECOND_STEP_MINUTES: i64 = 10;
/// Minutes for which a person counts as freshly confirmed.
pub const CONFIRMED_MINUTES: i64 = 10;
/// Days after which a device that was not used is forgotten.
pub const DEVICE_DAYS: i64 = 400;
/// Devices that are remembered for one person.
pub const MOST_DEVICES: i64 = 20;
/// Recovery codes that a person gets.
pub const RECOVERY_CODES: usize = 10;
/// Minutes for which a form is kept.
pub const KEPT_MINUTES: i64 = 60;
/// Bytes that a kept form may have.
pub const KEPT_BYTES: usize = 256 * 1024;
