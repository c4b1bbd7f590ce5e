//! All stored hashes of onboarding tokens, to issue new tokens after a secret was removed from the settings.

pub mod unscoped;

/// The kinds of rows with an onboarding token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bearer {
    /// A client's link to its referral partner.
    ReferralLink,
    /// A link request of a referral partner.
    LinkRequest,
    /// One person's signature of an agreement.
    Signature,
}

impl Bearer {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::ReferralLink, Self::LinkRequest, Self::Signature];
}
