//! The hashes of onboarding tokens, wherever they are kept: to issue new tokens when the secret behind them was removed.

pub mod unscoped;

/// What has an onboarding token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bearer {
    /// A client's link to its referral partner.
    ReferralLink,
    /// A referral partner's wish to be linked.
    LinkRequest,
    /// One person's part in an agreement.
    Signature,
}

impl Bearer {
    /// Everything that has one.
    pub const ALL: [Self; 3] = [Self::ReferralLink, Self::LinkRequest, Self::Signature];
}
