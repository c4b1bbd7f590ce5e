use super::*;

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

fn read(text: &str, code: &str) -> Result<i64, AmountProblem> {
    Money::parse(text, currency(code)).map(Money::minor)
}

#[test]
fn currencies_know_their_codes_and_decimals() {
    let euro = currency(" eur ");
    assert_eq!((euro.code(), euro.number(), euro.exponent(), euro.symbol()), ("EUR", 978, 2, "€"));
    assert_eq!(currency("JPY").exponent(), 0);
    assert_eq!(currency("KWD").exponent(), 3);
    assert_eq!(currency("DKK").symbol(), "DKK");
    for none in ["", "EURO", "XXX", "XAU", "€"] {
        assert_eq!(Currency::parse(none), None, "{none}");
    }
}

#[test]
fn amounts_are_read_as_sent_and_as_typed() {
    for (text, code, minor) in [
        ("1234.5", "EUR", 123_450),
        ("1234.50", "EUR", 123_450),
        ("0", "EUR", 0),
        (".5", "EUR", 50),
        ("5.", "EUR", 500),
        ("+12", "EUR", 1200),
        ("1,234.50", "EUR", 123_450),
        ("1.234,50", "EUR", 123_450),
        ("1 234,50", "EUR", 123_450),
        ("1\u{a0}234,50", "EUR", 123_450),
        ("1'234.50", "CHF", 123_450),
        ("1,234", "EUR", 123_400),
        ("1,234,567", "EUR", 123_456_700),
        ("1.234.567", "EUR", 123_456_700),
        ("1.234.567,89", "EUR", 123_456_789),
        ("12,34,567.00", "INR", 123_456_700),
        ("12,5", "EUR", 1250),
        ("100.0000", "EUR", 10_000),
        ("1e3", "EUR", 100_000),
        ("1.5E+2", "EUR", 15_000),
        ("12345e-2", "EUR", 12_345),
        ("1.50e1", "EUR", 1500),
        ("0e9", "EUR", 0),
        ("1234", "JPY", 1234),
        ("1234.00", "JPY", 1234),
        ("1,234", "JPY", 1234),
        ("1.234", "KWD", 1234),
        ("1,234.567", "KWD", 1_234_567),
        ("100000000000.00", "EUR", MAX_MINOR_UNITS),
    ] {
        assert_eq!(read(text, code), Ok(minor), "{text} {code}");
    }
}

#[test]
fn what_is_no_amount_is_refused_with_its_reason() {
    use AmountProblem::*;
    let (euro, yen) = (currency("EUR"), currency("JPY"));
    for (text, code, problem) in [
        ("", "EUR", Missing),
        ("  ", "EUR", Missing),
        ("abc", "EUR", NotAnAmount),
        ("12a", "EUR", NotAnAmount),
        ("NaN", "EUR", NotAnAmount),
        (".", "EUR", NotAnAmount),
        ("1,23,45", "EUR", NotAnAmount),
        ("1,2345.00", "EUR", NotAnAmount),
        ("1.2.3,4.5", "EUR", NotAnAmount),
        ("١٢", "EUR", NotAnAmount),
        ("-1", "EUR", Negative),
        ("−1", "EUR", Negative),
        ("-1e3", "EUR", Negative),
        ("1.234", "EUR", TooManyDecimals { currency: euro }),
        ("100.000", "EUR", TooManyDecimals { currency: euro }),
        ("0.005", "EUR", TooManyDecimals { currency: euro }),
        ("0,005", "EUR", TooManyDecimals { currency: euro }),
        ("1e-3", "EUR", TooManyDecimals { currency: euro }),
        ("1.5", "JPY", TooManyDecimals { currency: yen }),
        ("1e-40", "EUR", TooManyDecimals { currency: euro }),
        ("1,234", "KWD", Ambiguous),
        ("100000000000.01", "EUR", TooLarge),
        ("99999999999999999999999999", "EUR", TooLarge),
        ("1e30", "EUR", TooLarge),
        ("1e2147483647", "EUR", TooLarge),
        ("1ee3", "EUR", NotAnAmount),
        ("e3", "EUR", NotAnAmount),
    ] {
        assert_eq!(read(text, code), Err(problem), "{text} {code}");
    }
    assert_eq!(
        TooManyDecimals { currency: euro }.to_string(),
        "EUR takes at most 2 decimals. Write the amount like 1234.00."
    );
}

#[test]
fn amounts_are_written_with_the_currencys_decimals() {
    for (minor, code, major, grouped) in [
        (123_450, "EUR", "1234.50", "1,234.50"),
        (5, "EUR", "0.05", "0.05"),
        (0, "EUR", "0.00", "0.00"),
        (-123_456_789, "EUR", "-1234567.89", "-1,234,567.89"),
        (1234, "JPY", "1234", "1,234"),
        (100_000, "JPY", "100000", "100,000"),
        (1_234_567, "KWD", "1234.567", "1,234.567"),
    ] {
        let money = Money::new(minor, currency(code));
        assert_eq!((money.major().as_str(), money.grouped().as_str()), (major, grouped));
    }
    assert_eq!(Money::new(123_450, currency("EUR")).to_string(), "1,234.50 EUR");
}

#[test]
fn amounts_of_two_currencies_do_not_mix() {
    let (one, two, yen) =
        (Money::new(1, currency("EUR")), Money::new(2, currency("EUR")), Money::new(1, currency("JPY")));
    assert_eq!(one.checked_add(two).map(Money::minor), Some(3));
    assert_eq!(one.checked_sub(two).map(Money::minor), Some(-1));
    assert_eq!(one.saturating_sub_zero(two).minor(), 0);
    assert_eq!(one.checked_add(yen), None);
    assert_eq!(one.checked_sub(yen), None);
    assert_eq!(Money::new(i64::MAX, currency("EUR")).checked_add(one), None);
}

#[test]
fn shares_round_half_away_from_zero() {
    assert_eq!(share_of(10, 1, 4), 3);
    assert_eq!(share_of(-10, 1, 4), -3);
    assert_eq!(share_of(10, 1, 3), 3);
    assert_eq!(share_of(20, 1, 3), 7);
    assert_eq!(share_of(10, -1, -4), 3);
    assert_eq!(share_of(1, 1, 2), 1);
    assert_eq!(share_of(0, 1, 2), 0);
    assert_eq!(share_of(5, 1, 0), 0);
    assert_eq!(share_of(i64::MAX, i128::MAX, i128::MAX), i64::MAX);
    assert_eq!(share_of(i64::MAX, i128::MAX, 1), i64::MAX);
    assert_eq!(share_of(i64::MIN, i128::MAX, 1), i64::MIN);
}

#[test]
fn rates_are_exact_and_show_no_needless_zeros() {
    assert_eq!(Rate::parse("9.50").map(|rate| rate.to_string()), Some("9.5".to_owned()));
    assert_eq!(Rate::parse("20,0 %").map(|rate| rate.to_string()), Some("20".to_owned()));
    assert_eq!(Rate::parse("9.5").map(|rate| rate.fraction().to_string()), Some("0.095".to_owned()));
    assert_eq!(Rate::parse("19.5").map(Rate::millionths), Some(195_000));
    for none in ["", ".", "-1", "100.1", "1.23456", "x", "1e1"] {
        assert_eq!(Rate::parse(none), None, "{none}");
    }
    assert_eq!(Rate::percent(Decimal::from(-3)), Rate::ZERO);
}

#[test]
fn shares_are_rates_as_fractions() {
    let share = |text: &str| Share::parse(text).map(|share| (share.to_string(), share.rate().to_string()));
    assert_eq!(share("0.40"), Some(("0.4".to_owned(), "40".to_owned())));
    assert_eq!(share("1"), Some(("1".to_owned(), "100".to_owned())));
    assert_eq!(share("0.333333"), Some(("0.333333".to_owned(), "33.3333".to_owned())));
    for none in ["", "40", "-0.4", "0.3333333", "0,4", "40 %", "x"] {
        assert_eq!(share(none), None, "{none}");
    }
}
