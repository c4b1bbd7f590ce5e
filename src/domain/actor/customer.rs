//! A client whose own systems act by a key, or whose referral partner acts for it by a token.

use super::{Author, Side};
use crate::domain::ids::{CreditorId, ReferralPartnerId};

/// A client that acts by one of its keys, or by a token of its referral partner (in the contract: the customer).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Customer {
    /// The client's id.
    pub id: CreditorId,
    /// Its name.
    pub name: String,
    /// The referral partner that acts for it by a token; `None` for a key of the client.
    pub through: Option<Through>,
}

/// A referral partner that acts for one of its clients.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Through {
    /// The referral partner's id.
    pub id: ReferralPartnerId,
    /// Its name.
    pub name: String,
    /// Whether it brought the client. If not, it sees only the cases that came through it.
    pub is_attributed: bool,
}

impl Customer {
    /// The referral partner, if only the cases that came through it are seen.
    pub fn limited_to(&self) -> Option<ReferralPartnerId> {
        self.through.as_ref().filter(|partner| !partner.is_attributed).map(|partner| partner.id)
    }

    /// The author that facts record: "API of {client}" or "API of {referral partner}", with number 0.
    pub fn author(&self) -> Author {
        let (id, name) = match &self.through {
            None => (self.id.as_str(), &self.name),
            Some(partner) => (partner.id.as_str(), &partner.name),
        };
        Author {
            side: Side::Creditor,
            id: id.to_owned(),
            number: 0,
            name: format!("API of {name}"),
            organisation: Some(self.id.as_str().to_owned()),
        }
    }
}
