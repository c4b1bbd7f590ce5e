//! A mail as text and HTML with its attachments. Built by `mail`, queued by the action that causes it.

/// A mail, ready to be queued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML. Embedded pictures are referred to as `cid:` and their index in `enclosures`.
    pub html: String,
    /// The sender's name; the name in the settings if `None`. The sender's address is always the one in the settings.
    pub from_name: Option<String>,
    /// The reply address.
    pub reply_to: Option<String>,
    /// Attachments and embedded pictures.
    pub enclosures: Vec<Enclosure>,
}

/// An attachment, or a picture within the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The file name.
    pub file_name: String,
    /// The media type.
    pub media_type: &'static str,
    /// Whether it is displayed within the mail.
    pub is_inline: bool,
}

impl Letter {
    /// The same mail with an attachment.
    #[must_use]
    pub fn with_file(mut self, sha256: &str, file_name: String, media_type: &'static str) -> Self {
        self.enclosures.push(Enclosure { sha256: sha256.to_owned(), file_name, media_type, is_inline: false });
        self
    }
}
