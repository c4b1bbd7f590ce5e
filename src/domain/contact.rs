//! Rules for names and e-mail addresses.

/// Characters in an e-mail address.
pub const MAX_EMAIL_CHARACTERS: usize = 254;
/// Characters in the name of a person or an organisation.
pub const MAX_NAME_CHARACTERS: usize = 100;

/// Reads an e-mail address: trims spaces, writes lower case. Does not check that it exists.
///
/// # Errors
/// What is wrong with it.
pub fn email(text: &str) -> Result<String, String> {
    let address = text.trim().to_lowercase();
    if address.is_empty() {
        return Err("Enter an e-mail address.".to_owned());
    }
    let wrong = || Err(format!("“{}” is not an e-mail address, such as name@example.com.", text.trim()));
    let Some((local, domain)) = address.rsplit_once('@') else { return wrong() };
    let strange = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c);
    let labels_fit = domain.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    let local_fits = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && !local.contains(strange);
    if address.len() > MAX_EMAIL_CHARACTERS || !local_fits || !domain.contains('.') || !labels_fit {
        return wrong();
    }
    Ok(address)
}

/// Reads a name of a person or an organisation: one line of 1 to 100 characters.
///
/// # Errors
/// What is wrong with it.
pub fn name(text: &str) -> Result<String, String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err("Enter a name.".to_owned());
    }
    if name.chars().count() > MAX_NAME_CHARACTERS {
        return Err(format!("Use at most {MAX_NAME_CHARACTERS} characters."));
    }
    if name.contains(char::is_control) || name.contains(['<', '>', '"']) {
        return Err("A name has no control characters, quotation marks or angle brackets.".to_owned());
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_house() {
        assert_eq!(email(" Signe@Nordia.Example ").as_deref(), Ok("signe@nordia.example"));
        assert_eq!(
            email("søren.o'hara+cases@büro-nord.example").as_deref(),
            Ok("søren.o'hara+cases@büro-nord.example")
        );
        for wrong in [
            "",
            "x",
            "@x.example",
            "x@",
            "x@y",
            "a b@x.example",
            "a@@x.example",
            "a@x..example",
            ".a@x.example",
            "a@-x.example",
            "a@x.example\r\nBcc: b@x.example",
            "\"a\"@x.example",
            "a,b@x.example",
        ] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(name("  Anna\tMaria ").as_deref(), Ok("Anna Maria"));
        for wrong in ["", "  ", "<b>", "a\u{7}b"] {
            assert!(name(wrong).is_err(), "{wrong}");
        }
        assert!(name(&"x".repeat(101)).is_err());
    }
}
