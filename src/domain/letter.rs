//! What a mail says, in both kinds, and what it carries; made by `mail`, queued by the change that causes it.

/// A message, ready to go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML. Pictures within are named `cid:` and their place among the enclosures.
    pub html: String,
    /// The name it comes from; the setting's own where there is none. The address is always the setting's.
    pub from_name: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// What it carries.
    pub enclosures: Vec<Enclosure>,
}

/// Something that a mail carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// The hash of its bytes.
    pub sha256: String,
    /// The name it is offered under.
    pub file_name: String,
    /// What it is.
    pub media_type: &'static str,
    /// Whether it is shown within the mail.
    pub is_inline: bool,
}

impl Letter {
    /// The same letter with a file.
    #[must_use]
    pub fn with_file(mut self, sha256: &str, file_name: String, media_type: &'static str) -> Self {
        self.enclosures.push(Enclosure { sha256: sha256.to_owned(), file_name, media_type, is_inline: false });
        self
    }
}
