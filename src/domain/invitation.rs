//! Limits of invitations. They are mails with text of the sender to people who did not ask for them.

use super::limit::{DAY, HOUR, Limit};

/// Invitations sent by one person in an hour, repeated ones included.
pub const INVITATIONS_PER_PERSON: Limit = Limit::new("invitations by person", 20, HOUR);
/// Invitations that one organisation sends in a day.
pub const INVITATIONS_PER_ORGANISATION: Limit = Limit::new("invitations by organisation", 100, DAY);
/// Invitations to one address in a day, from all senders.
pub const INVITATIONS_PER_ADDRESS: Limit = Limit::new("invitations to address", 3, DAY);
/// New clients of one referral partner invited by mail in a day.
pub const CLIENTS_INVITED_PER_PARTNER: Limit = Limit::new("clients invited by partner", 2_000, DAY);
/// Link requests of one referral partner in a day.
pub const LINK_REQUESTS_PER_PARTNER: Limit = Limit::new("link requests by partner", 200, DAY);
/// Link requests to one account in a day, from all referral partners.
pub const LINK_REQUESTS_PER_ACCOUNT: Limit = Limit::new("link requests to account", 10, DAY);
