//! How often people may be invited. Such a mail carries the sender's own words to somebody who has not asked for it.

use super::limit::{DAY, HOUR, Limit};

/// Invitations that one person sends in an hour, those sent again among them.
pub const INVITATIONS_PER_PERSON: Limit = Limit::new("invitations by person", 20, HOUR);
/// Invitations that one organisation sends in a day.
pub const INVITATIONS_PER_ORGANISATION: Limit = Limit::new("invitations by organisation", 100, DAY);
/// Invitations that one address gets in a day, from whomever.
pub const INVITATIONS_PER_ADDRESS: Limit = Limit::new("invitations to address", 3, DAY);
/// New clients that one referral partner has invited by mail in a day.
pub const CLIENTS_INVITED_PER_PARTNER: Limit = Limit::new("clients invited by partner", 2_000, DAY);
/// Link requests that one referral partner makes in a day.
pub const LINK_REQUESTS_PER_PARTNER: Limit = Limit::new("link requests by partner", 200, DAY);
/// Link requests that one account gets in a day, from whichever referral partner.
pub const LINK_REQUESTS_PER_ACCOUNT: Limit = Limit::new("link requests to account", 10, DAY);
