//! Sends mails to a mail server by SMTP.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};

use crate::config::Config;
use crate::store::mails::Mail;

/// The longest time for one mail, in seconds.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// An attachment or embedded picture, with its bytes.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    /// The file name.
    pub file_name: String,
    /// The media type.
    pub media_type: String,
    /// The content id of an embedded picture.
    pub content_id: Option<String>,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// No server could accept it.
    #[error("{0}")]
    Unsendable(String),
    /// The server does not answer; the next mail would fail, too.
    #[error("the mail server cannot be reached: {0}")]
    Unreachable(String),
    /// The server refuses this mail.
    #[error("the mail server refused: {0}")]
    Refused(String),
}

/// A mail server.
pub(super) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// The right side of message ids.
    host: String,
}

impl Smtp {
    pub(crate) fn new(url: &SecretString, config: &Config) -> Result<Self, String> {
        // The URL may contain a password, so the error's own text is not passed on.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())
            .map_err(|_| "PORTAL_SMTP_URL cannot be read: such as smtps://user:password@mail.example.com".to_owned())?
            .timeout(Some(TIME_LIMIT))
            .build();
        let from = config.mail_from.parse().map_err(|_| {
            format!("PORTAL_MAIL_FROM is “{}”: it must be an address, or Name <address>", config.mail_from)
        })?;
        let rest = config.base_url.split("//").nth(1).unwrap_or_default();
        let host = rest.split(['/', ':']).next().filter(|host| !host.is_empty()).unwrap_or("portal").to_owned();
        Ok(Self { transport, from, host })
    }

    /// Sends a mail to the server.
    pub(crate) async fn send(&self, mail: &Mail, carried: Vec<Carried>) -> Result<(), Fault> {
        let message = self.message(mail, carried)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() || error.is_transient() => Err(Fault::Refused(error.to_string())),
            Err(error) => Err(Fault::Unreachable(error.to_string())),
        }
    }

    fn message(&self, mail: &Mail, carried: Vec<Carried>) -> Result<Message, Fault> {
        let unsendable = |error: &dyn std::fmt::Display| Fault::Unsendable(error.to_string());
        let mut message = Message::builder()
            .from(self.sender(mail))
            .to(mailbox(&mail.to_name, &mail.to_address)?)
            .subject(one_line(&mail.subject))
            .date(std::time::SystemTime::from(mail.created_at.and_utc()))
            // The same at every attempt, so that a mail that arrives twice can be recognised.
            .message_id(Some(format!("<{}@{}>", mail.id, self.host)))
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        if let Some(reply_to) = &mail.reply_to {
            message = message.reply_to(mailbox("", reply_to)?);
        }
        let (within, files): (Vec<Carried>, Vec<Carried>) =
            carried.into_iter().partition(|one| one.content_id.is_some());
        let words = MultiPart::alternative().singlepart(SinglePart::plain(mail.text_body.clone()));
        let words = if within.is_empty() {
            words.singlepart(SinglePart::html(mail.html_body.clone()))
        } else {
            let shown = MultiPart::related().singlepart(SinglePart::html(mail.html_body.clone()));
            words.multipart(with_all(shown, within)?)
        };
        let body = if files.is_empty() { words } else { with_all(MultiPart::mixed().multipart(words), files)? };
        message.multipart(body).map_err(|error| unsendable(&error))
    }

    /// The sender's address in the settings, with the mail's own name if it has one.
    fn sender(&self, mail: &Mail) -> Mailbox {
        let name = mail.from_name.as_deref().map(one_line).filter(|name| !name.is_empty());
        Mailbox::new(name.or_else(|| self.from.name.clone()), self.from.email.clone())
    }
}

/// A part with all attachments added.
fn with_all(part: MultiPart, carried: Vec<Carried>) -> Result<MultiPart, Fault> {
    carried.into_iter().try_fold(part, |part, one| {
        let kind = ContentType::parse(&one.media_type).map_err(|error| Fault::Unsendable(error.to_string()))?;
        let body = Body::new(one.bytes);
        Ok(part.singlepart(match one.content_id {
            Some(id) => Attachment::new_inline_with_name(id, one.file_name).body(body, kind),
            None => Attachment::new(one_line(&one.file_name)).body(body, kind),
        }))
    })
}

/// A name and an address, neither of which can add a header.
fn mailbox(name: &str, address: &str) -> Result<Mailbox, Fault> {
    let address: Address =
        address.trim().parse().map_err(|error| Fault::Unsendable(format!("the address cannot be used: {error}")))?;
    let name = one_line(name);
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

/// Text without line breaks and other control characters, which could add a header.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::MailId;

    fn smtp() -> Smtp {
        let mut config = Config::for_test("sqlite://x".to_owned(), std::path::Path::new("/tmp"), "h:1".to_owned())
            .expect("settings");
        config.mail_from = "Debitura <no-reply@portal.example>".to_owned();
        config.base_url = "https://portal.example:8443/x".to_owned();
        Smtp::new(&"smtp://localhost:1".to_owned().into(), &config).expect("a transport")
    }

    fn mail(name: &str, address: &str, subject: &str) -> Mail {
        Mail {
            id: MailId::parse("0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f").expect("an id"),
            to_address: address.to_owned(),
            to_name: name.to_owned(),
            reply_to: None,
            subject: subject.to_owned(),
            text_body: "Kære Åse".to_owned(),
            html_body: "<p>Kære Åse</p>".to_owned(),
            created_at: chrono::NaiveDateTime::default(),
            attempts: 0,
            sent_at: None,
            last_error: None,
            from_name: None,
        }
    }

    fn written(mail: &Mail) -> String {
        String::from_utf8(smtp().message(mail, Vec::new()).expect("a message").formatted()).expect("ASCII")
    }

    #[tokio::test]
    async fn names_and_subjects_cannot_begin_a_header() {
        let text =
            written(&mail("Eve\r\nBcc: all@x.example", "eve@x.example", "Hello\r\nBcc: all@x.example\r\n\r\nbody"));
        let head = text.split("\r\n\r\n").next().expect("headers");
        assert!(!head.to_ascii_lowercase().lines().any(|line| line.starts_with("bcc")), "{head}");
        assert!(head.contains("Message-ID: <0190f3c2-1b2c-7d3e-8f40-5a6b7c8d9e0f@portal.example>"), "{head}");
    }

    #[tokio::test]
    async fn names_of_every_script_arrive_in_both_kinds() {
        let text = written(&mail("Åse \"Öz\" Παπαδόπουλος, Jr.", "ase@x.example", "Sag om Łódź"));
        assert!(text.is_ascii(), "headers are encoded");
        assert!(text.contains("multipart/alternative") && text.contains("text/plain") && text.contains("text/html"));
        assert!(text.contains("<ase@x.example>"));
    }

    #[tokio::test]
    async fn a_brand_has_its_name_its_logo_and_its_files() {
        let mut mail = mail("Åse", "ase@x.example", "Signed");
        mail.from_name = Some("Ledgerly\r\nBcc: x@x.example".to_owned());
        mail.reply_to = Some("support@ledgerly.example".to_owned());
        let one = |name: &str, kind: &str, content_id: Option<&str>| Carried {
            file_name: name.to_owned(),
            media_type: kind.to_owned(),
            content_id: content_id.map(str::to_owned),
            bytes: b"bytes".to_vec(),
        };
        let carried = vec![one("logo.png", "image/png", Some("0")), one("Aftale Å.pdf", "application/pdf", None)];
        let text = String::from_utf8(smtp().message(&mail, carried).expect("a message").formatted()).expect("ASCII");
        // The name is one encoded word of the header; "Ledgerly " is its beginning.
        assert!(text.contains("<no-reply@portal.example>") && text.contains("TGVkZ2VybHkg"), "{text}");
        assert!(!text.to_ascii_lowercase().lines().any(|line| line.starts_with("bcc")), "{text}");
        assert!(text.contains("Reply-To: support@ledgerly.example"), "{text}");
        assert!(text.contains("Content-ID: <0>") && text.contains("multipart/related"), "{text}");
        assert!(text.contains("multipart/mixed") && text.contains("Content-Type: application/pdf"), "{text}");
        assert!(text.contains("Content-Disposition: attachment"), "{text}");
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_given_up() {
        for address in ["", "nobody", "a@x.example, b@x.example", "a@x.example\r\nBcc: b@x.example", "<a@x.example>"] {
            assert!(
                matches!(smtp().message(&mail("A", address, "s"), Vec::new()), Err(Fault::Unsendable(_))),
                "{address:?}"
            );
        }
    }
}
