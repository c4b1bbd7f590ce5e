//! What a mail says, in both kinds; made by `mail`, queued by the change that causes it.

/// A message, ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}
