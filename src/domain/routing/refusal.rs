//! What is refused about routing, in words.

use thiserror::Error;

/// A claim that gets no agency, or a rule that cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RoutingRefusal {
    /// The agency that the request names is suspended.
    #[error("This agency is suspended.")]
    Suspended,
    /// The agency that the request names has no rule for such claims.
    #[error("This agency does not cover such claims.")]
    NotCovered,
    /// No agency covers such claims.
    #[error("No agency covers such claims.")]
    NobodyCovers,
    /// The rule has ended.
    #[error("This rule has ended already.")]
    RuleEnded,
}
