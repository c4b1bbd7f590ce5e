use super::*;

fn rate(text: &str) -> Rate {
    Rate::parse(text).expect("a rate")
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

fn claim(usd_minor: i64, due: &str, submitted: &str, ages: Option<Ages>) -> Claim<'static> {
    Claim {
        principal: Money::new(usd_minor, currency("USD")),
        principal_usd_minor: usd_minor,
        country: "DK",
        due: due.parse().expect("a date"),
        submitted: submitted.parse().expect("a date"),
        ages,
    }
}

fn total(region: Region, usd_minor: i64) -> Result<String, Refusal> {
    price(&Grid::standard(region), &claim(usd_minor, "2025-01-01", "2025-02-01", None))
        .map(|price| price.total.to_string())
}

#[test]
fn regions_follow_the_country() {
    for country in ["DK", "gb", " CH ", "NO", "IS", "LI", "HR"] {
        assert_eq!(Region::of(country), Region::European, "{country}");
    }
    for country in ["US", "TR", "GL", "FO", "UA", ""] {
        assert_eq!(Region::of(country), Region::International, "{country}");
    }
}

#[test]
fn brackets_begin_at_their_lower_bound() {
    for (cents, european, international) in [
        (10_000, "20", "30"),
        (99_999, "20", "30"),
        (100_000, "9.5", "20"),
        (799_999, "9.5", "20"),
        (800_000, "9.5", "15"),
        (7_499_999, "9.5", "15"),
        (7_500_000, "9.5", "10"),
        (14_999_999, "9.5", "10"),
        (15_000_000, "6", "7.5"),
        (i64::MAX, "6", "7.5"),
    ] {
        assert_eq!(total(Region::European, cents).as_deref(), Ok(european), "{cents}");
        assert_eq!(total(Region::International, cents).as_deref(), Ok(international), "{cents}");
    }
    let refused = total(Region::European, 9_999).expect_err("too small");
    assert_eq!(refused.to_string(), "The claim is below 100 USD, and smaller claims have no standard rate.");
}

#[test]
fn age_adds_once_and_only_when_over() {
    let grid = Grid::standard(Region::European);
    for (submitted, total) in [
        ("2024-06-15", "9.5"),
        ("2025-01-31", "9.5"),
        ("2025-02-01", "19.5"),
        ("2026-01-31", "19.5"),
        ("2026-02-01", "29.5"),
        ("2023-01-01", "9.5"),
    ] {
        let price = price(&grid, &claim(500_000, "2024-01-31", submitted, None)).expect("a price");
        assert_eq!(price.total.to_string(), total, "{submitted}");
        assert_eq!(price.blended, None);
    }
}

#[test]
fn several_invoices_blend_their_ages() {
    let grid = Grid::standard(Region::European);
    let priced = |over12_minor, over24_minor| {
        price(&grid, &claim(300_000, "2020-01-01", "2025-01-01", Some(Ages { over12_minor, over24_minor })))
    };
    let blended = priced(100_000, 50_000).expect("a price");
    assert_eq!(blended.blended, Some(Decimal::from(5)));
    assert_eq!(
        blended.explanation,
        "14.5 % success fee: 9.5 % by the standard collection rates (European zone, USD 1,000 to 149,999.99), and 5 points for its age"
    );
    assert_eq!(priced(100_000, 0).map(|price| price.total.to_string()), Ok("12.8333".to_owned()));
    assert_eq!(priced(0, 0).map(|price| price.total.to_string()), Ok("9.5".to_owned()));
    for (over12, over24) in [(1, 2), (300_001, 0), (-1, -1)] {
        assert_eq!(priced(over12, over24), Err(Refusal::AgesOutOfOrder));
    }
}

#[test]
fn amounts_become_dollars() {
    let rates = UsdRates::new([(currency("EUR"), Decimal::new(10835, 4)), (currency("JPY"), Decimal::new(67, 4))]);
    assert_eq!(rates.to_usd_minor(Money::new(100_000, currency("EUR"))), Some(108_350));
    assert_eq!(rates.to_usd_minor(Money::new(15_000, currency("JPY"))), Some(10_050));
    assert_eq!(rates.to_usd_minor(Money::new(5, currency("USD"))), Some(5));
    assert_eq!(rates.to_usd_minor(Money::new(5, currency("DKK"))), None);
}

#[test]
fn a_change_of_price_needs_the_right_word() {
    let (old, near, new) = (rate("9.5"), rate("9.6"), rate("20"));
    assert_eq!(claim_change(old, false, old, false, false, false), Ok(old));
    assert_eq!(claim_change(old, false, near, false, false, false), Ok(near));
    assert_eq!(claim_change(old, false, new, true, false, false), Ok(new));
    assert_eq!(claim_change(old, true, old, true, false, false), Ok(old));
    assert_eq!(claim_change(old, true, new, false, true, false), Ok(old));
    assert_eq!(claim_change(old, true, new, true, false, false), Err(Refusal::IntentionalRateKept));
    for (intentional, keep) in [(false, false), (false, true), (true, false)] {
        let refused = claim_change(old, intentional, new, false, keep, true).expect_err("unconfirmed");
        let Refusal::PriceChange { intentional: told, current, proposed, warning } = refused else {
            panic!("another refusal")
        };
        assert_eq!((told, current, proposed, warning.is_some()), (intentional, old, new, true));
    }
}
