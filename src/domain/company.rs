//! Registration numbers, VAT numbers and IBANs, checked by their check digits.

/// Characters in a street with house number.
pub const MAX_ADDRESS_CHARACTERS: u64 = 500;
/// Characters in a postal code.
pub const MAX_ZIP_CHARACTERS: u64 = 20;
/// Characters in a city, a state, or an account holder's name.
pub const MAX_PLACE_CHARACTERS: u64 = 100;
/// Characters in a telephone number.
pub const MAX_PHONE_CHARACTERS: u64 = 50;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NumberProblem {
    /// Not a registration number of that country.
    #[error("This is not a registration number of the chosen country. Check for a missing or swapped digit.")]
    Registration,
    /// Not a VAT number of that country.
    #[error("This is not a VAT number of the chosen country. Check for a missing or swapped digit.")]
    Vat,
    /// Not an IBAN.
    #[error("This is not an IBAN. Check for a missing or swapped digit.")]
    Iban,
}

/// Characters in a number of any kind.
const MAX_NUMBER_CHARACTERS: usize = 40;

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a registration number. Check digits are verified for the countries known here; for others the number needs a
/// digit and no unusual characters.
///
/// # Errors
/// When it is not valid.
pub fn registration(text: &str, country: &str) -> Result<String, NumberProblem> {
    let text = squeezed(text);
    let plain = text.chars().all(|c| c.is_alphanumeric() || " .-/:".contains(c));
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let fits = match country {
        // CVR, Modulus 11.
        "DK" => digits.len() == 8 && weighted(&digits, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        // Organisasjonsnummer, Modulus 11.
        "NO" => digits.len() == 9 && weighted(&digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        // Organisationsnummer, Luhn.
        "SE" => digits.len() == 10 && luhn(&digits),
        // SIREN or SIRET, Luhn.
        "FR" => matches!(digits.len(), 9 | 14) && luhn(&digits),
        // KvK-nummer.
        "NL" => digits.len() == 8,
        _ => !digits.is_empty(),
    };
    if text.chars().count() > MAX_NUMBER_CHARACTERS || !plain || !fits {
        return Err(NumberProblem::Registration);
    }
    Ok(text)
}

/// Reads a VAT number, with or without the country prefix.
///
/// # Errors
/// When it is not valid for that country. Countries not known here are not checked.
pub fn vat(text: &str, country: &str) -> Result<String, NumberProblem> {
    let text: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    if text.is_empty() || text.chars().count() > MAX_NUMBER_CHARACTERS || !text.is_ascii() {
        return Err(NumberProblem::Vat);
    }
    // Greece uses the prefix EL.
    let prefix = if country == "GR" { "EL" } else { country };
    let full = if text.starts_with(prefix) { text } else { format!("{prefix}{text}") };
    let result = vat_id_validator::check_vat_by_country(&full, country);
    if result.is_supported_country && !result.is_valid {
        return Err(NumberProblem::Vat);
    }
    Ok(full)
}

/// Reads an IBAN: removes spaces, writes capitals.
///
/// # Errors
/// When country, length or check digits are wrong.
pub fn iban(text: &str) -> Result<String, NumberProblem> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    plain.parse::<iban::Iban>().map_err(|_| NumberProblem::Iban)?;
    Ok(plain)
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

fn luhn(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit * 2 > 9 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registration_numbers_have_check_digits() {
        for (text, country) in [
            ("36406208", "DK"),
            ("CVR 36 40 62 08", "DK"),
            ("923609016", "NO"),
            ("556703-7485", "SE"),
            ("732 829 320", "FR"),
            ("HRB 98765", "DE"),
            ("08642135", "GB"),
        ] {
            assert!(registration(text, country).is_ok(), "{text} {country}");
        }
        for (text, country) in [
            ("36406209", "DK"),
            ("3640620", "DK"),
            ("923609017", "NO"),
            ("556703-7486", "SE"),
            ("732829321", "FR"),
            ("HRB", "DE"),
            ("<b>1</b>", "GB"),
            (&"1".repeat(41), "GB"),
        ] {
            assert_eq!(registration(text, country), Err(NumberProblem::Registration), "{text} {country}");
        }
        assert_eq!(registration("  HRB   98765 ", "DE").as_deref(), Ok("HRB 98765"));
    }

    #[test]
    fn vat_numbers_are_those_of_their_country() {
        assert_eq!(vat("DK 36 40 62 08", "DK").as_deref(), Ok("DK36406208"));
        assert_eq!(vat("36406208", "DK").as_deref(), Ok("DK36406208"));
        assert_eq!(vat("de136695976", "DE").as_deref(), Ok("DE136695976"));
        assert_eq!(vat("36406209", "DK"), Err(NumberProblem::Vat));
        assert_eq!(vat("DE136695976", "DK"), Err(NumberProblem::Vat));
        assert_eq!(vat("", "DK"), Err(NumberProblem::Vat));
        assert!(vat("12345", "JP").is_ok(), "a country whose numbers are not known");
    }

    #[test]
    fn an_iban_has_check_digits() {
        assert_eq!(iban("gb82 west 1234 5698 7654 32").as_deref(), Ok("GB82WEST12345698765432"));
        for wrong in ["GB82WEST12345698765433", "DE89", "XX00", "", "<script>"] {
            assert_eq!(iban(wrong), Err(NumberProblem::Iban), "{wrong}");
        }
    }
}
