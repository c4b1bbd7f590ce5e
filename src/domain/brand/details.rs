//! A brand's texts: footer links, host name, and the sender's name of its mails.

/// Footer links of one brand.
pub const MAX_FOOTER_LINKS: usize = 6;
/// Characters in the label of a link.
pub const MAX_LABEL_CHARACTERS: usize = 40;
/// Characters in the address of a link.
const MAX_LINK_CHARACTERS: usize = 500;
/// Characters in the sender's name.
pub const MAX_SENDER_CHARACTERS: usize = 70;

/// A link in the footer of a brand's pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterLink {
    /// The text of the link.
    pub label: String,
    /// The https address.
    pub address: String,
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkProblem {
    /// Label or address is missing, or the label is too long.
    #[error("Give the link a label of at most 40 characters.")]
    Label,
    /// Not an https address that clients may be sent to.
    #[error("Give a whole address that begins with https://.")]
    Address,
}

/// Reads a link from a label and an address; `None` if both are empty.
///
/// # Errors
/// Whether the label or the address is wrong.
pub fn footer_link(label: &str, address: &str) -> Result<Option<FooterLink>, LinkProblem> {
    let (label, address) = (label.trim(), address.trim());
    if label.is_empty() && address.is_empty() {
        return Ok(None);
    }
    if label.is_empty() || label.chars().count() > MAX_LABEL_CHARACTERS || label.chars().any(char::is_control) {
        return Err(LinkProblem::Label);
    }
    let is_secure = address.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
    if !is_secure || address.len() > MAX_LINK_CHARACTERS || crate::domain::client::return_url(address).is_none() {
        return Err(LinkProblem::Address);
    }
    Ok(Some(FooterLink { label: label.to_owned(), address: address.to_owned() }))
}

/// Reads a host name for a brand's pages, in lower case: labels of letters, digits and hyphens, separated by dots. IP
/// addresses and names of local networks are refused.
pub fn host_name(text: &str) -> Option<String> {
    let name = text.trim().trim_end_matches('.').to_ascii_lowercase();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels: Vec<&str> = name.split('.').collect();
    let top = labels.last().copied().unwrap_or_default();
    let is_public = labels.len() >= 2
        && top.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !["localhost", "local", "internal", "lan", "home", "corp", "arpa", "onion"].contains(&top);
    (name.len() <= 253 && is_public && labels.iter().all(|label| is_label(label))).then_some(name)
}

/// Reads a sender's name. Refuses what looks like an address or could add a mail header.
pub fn sender_name(text: &str) -> Option<String> {
    let name = text.trim();
    let is_plain = |c: char| !c.is_control() && !"<>@\",;:\\".contains(c);
    (!name.is_empty() && name.chars().count() <= MAX_SENDER_CHARACTERS && name.chars().all(is_plain))
        .then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_whole_secure_and_plain() {
        let link = footer_link(" Help ", "https://a.example/help").expect("a link").expect("one");
        assert_eq!((link.label.as_str(), link.address.as_str()), ("Help", "https://a.example/help"));
        assert_eq!(footer_link(" ", ""), Ok(None));
        assert_eq!(footer_link("", "https://a.example"), Err(LinkProblem::Label));
        assert_eq!(footer_link(&"x".repeat(41), "https://a.example"), Err(LinkProblem::Label));
        for wrong in ["", "http://a.example", "javascript:alert(1)", "https://", "https://u@a.example", "a.example"] {
            assert_eq!(footer_link("Help", wrong), Err(LinkProblem::Address), "{wrong}");
        }
    }

    #[test]
    fn hosts_are_names_of_the_world() {
        assert_eq!(host_name(" Collect.Ledgerly.example. ").as_deref(), Some("collect.ledgerly.example"));
        for wrong in [
            "",
            "localhost",
            "portal",
            "127.0.0.1",
            "[::1]",
            "a..b",
            "-a.example",
            "a_b.example",
            "x.local",
            "a.example:443",
            "https://a.example",
            "a.example/x",
            "b\u{fc}cher.example",
        ] {
            assert_eq!(host_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn senders_are_names_and_nothing_else() {
        assert_eq!(sender_name(" Ledgerly Støtte ").as_deref(), Some("Ledgerly Støtte"));
        for wrong in ["", "a@b.example", "A <a@b.example>", "A\r\nBcc: x", "A, B"] {
            assert_eq!(sender_name(wrong), None, "{wrong}");
        }
    }
}
