//! Mails to referral partners about their brand.

use super::{Paragraph, Parts, letter};
use crate::domain::brand::host::MAX_FAILING_DAYS;
use crate::domain::letter::Letter;

/// A host name whose DNS record is missing.
pub(crate) struct StoppedHost<'a> {
    /// The host name.
    pub host: &'a str,
    /// The name of the TXT record that proves it.
    pub record: &'a str,
    /// The text of that record.
    pub text: &'a str,
    /// The address of the branding settings.
    pub link: &'a str,
}

/// A host name is no longer served.
pub(crate) fn host_stopped((operator, to): (&str, &str), stopped: &StoppedHost<'_>) -> Letter {
    let StoppedHost { host, record, text, link } = stopped;
    letter(&Parts {
        operator,
        subject: format!("{host} is no longer in use"),
        heading: "Your host name is no longer in use".to_owned(),
        paragraphs: vec![
            Paragraph::Ours(format!("Dear {to},")),
            Paragraph::Ours(format!(
                "The DNS record that proves {host} has been missing for {MAX_FAILING_DAYS} days. Your pages are no longer \
                 reached under that name. Links to the portal’s own name work as before."
            )),
            Paragraph::Ours(format!("To use the name again, set this TXT record: {record} = {text}")),
        ],
        button: Some(("Open the branding settings", (*link).to_owned())),
        reason: "You get this mail because you are an Admin of the referral partner.",
    })
}
