use chrono::Days;

use super::*;
use crate::domain::case::PricingSource;
use crate::domain::money::Currency;
use crate::domain::pricing::PricingRefusal;

pub(super) fn rate(text: &str) -> Rate {
    Rate::parse(text).expect("a rate")
}

pub(super) fn currency(code: &str) -> Currency {
    Currency::parse(code).expect("a currency")
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(super) fn surcharges(of: &[(&str, &str)]) -> Vec<Surcharge> {
    of.iter()
        .map(|(over, points)| Surcharge { over: Overdue::parse(over).expect("an age"), points: rate(points) })
        .collect()
}

/// Brackets in US dollars.
pub(super) fn grid(brackets: &[(i64, &str)], ages: &[(&str, &str)]) -> Grid {
    Grid::new(brackets.iter().map(|(from, percent)| (from * 100, rate(percent))).collect(), surcharges(ages))
        .expect("a grid")
}

pub(super) const AGES: [(&str, &str); 2] = [("12 months", "10"), ("24 months", "20")];

/// The columns of the standard agreement, as the migrations fill the tables.
pub(super) fn standard() -> Vec<PriceList> {
    let european = grid(&[(100, "20"), (1_000, "9.5"), (150_000, "6")], &AGES);
    let international = grid(&[(100, "30"), (1_000, "20"), (8_000, "15"), (75_000, "10"), (150_000, "7.5")], &AGES);
    vec![
        PriceList {
            countries: countries(&["DK", "GB"]),
            ..list("european", PricingSource::StandardAgreement, european)
        },
        list("international", PricingSource::StandardAgreement, international),
    ]
}

pub(super) fn countries(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

pub(super) fn list(id: &str, source: PricingSource, grid: Grid) -> PriceList {
    PriceList {
        id: id.to_owned(),
        source,
        parties: Parties::default(),
        countries: Vec::new(),
        name: id.to_owned(),
        is_carve_out: false,
        grid,
        in_force: InForce { from: day("2000-01-01"), to: None },
    }
}

pub(super) fn claim(usd_minor: i64, due: &str, submitted: &str) -> Claim<'static> {
    Claim {
        principal: Money::new(usd_minor, currency("USD")),
        principal_usd_minor: usd_minor,
        country: "DK",
        due: day(due),
        submitted: day(submitted),
        age: Age::Single,
        parties: Parties::default(),
    }
}

pub(super) fn fresh(usd_minor: i64) -> Claim<'static> {
    claim(usd_minor, "2025-01-01", "2025-02-01")
}

pub(super) fn total(lists: &[PriceList], claim: &Claim<'_>) -> Result<String, PricingRefusal> {
    resolve(lists, claim).map(|price| price.total.to_string())
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
        for (country, expected) in [("DK", european), (" gb ", european), ("US", international), ("", international)] {
            let claim = Claim { country, ..fresh(cents) };
            assert_eq!(total(&standard(), &claim).as_deref(), Ok(expected), "{cents} in {country}");
        }
    }
    let refused = total(&standard(), &fresh(9_999)).expect_err("too small");
    assert_eq!(refused.to_string(), "The claim is below 100 USD, and smaller claims have no standard rate.");
}

#[test]
fn age_adds_once_and_only_when_over() {
    for (submitted, expected) in [
        ("2024-06-15", "9.5"),
        ("2025-01-31", "9.5"),
        ("2025-02-01", "19.5"),
        ("2026-01-31", "19.5"),
        ("2026-02-01", "29.5"),
        ("2023-01-01", "9.5"),
    ] {
        let price = resolve(&standard(), &claim(500_000, "2024-01-31", submitted)).expect("a price");
        assert_eq!(price.total.to_string(), expected, "{submitted}");
        assert_eq!(price.blended, None);
    }
}

#[test]
fn a_zone_may_count_days() {
    let zone = PriceList {
        countries: countries(&["DK"]),
        ..list("Nordic", PricingSource::JurisdictionCustomPricing, grid(&[(500, "12")], &[("180 days", "5")]))
    };
    let lists: Vec<PriceList> = standard().into_iter().chain([zone]).collect();
    for (days, expected) in [(180, "12"), (181, "17"), (900, "17")] {
        let submitted = day("2025-01-01") + Days::new(days);
        let claim = Claim { submitted, ..claim(60_000, "2025-01-01", "2025-01-01") };
        assert_eq!(total(&lists, &claim).as_deref(), Ok(expected), "{days}");
    }
    // Below its first bracket the next list in the order applies.
    let small = resolve(&lists, &fresh(49_999)).expect("a price");
    assert_eq!((small.total.to_string().as_str(), small.source), ("20", PricingSource::StandardAgreement));
}

#[test]
fn several_invoices_blend_their_ages() {
    let priced = |over6_minor, over12_minor, over24_minor, lists: &[PriceList]| {
        let age = Age::Parts(Ages { over6_minor, over12_minor, over24_minor });
        resolve(lists, &Claim { age, ..claim(300_000, "2020-01-01", "2025-01-01") })
    };
    let blended = priced(None, 100_000, 50_000, &standard()).expect("a price");
    assert_eq!(blended.blended, Some(rate("5")));
    assert_eq!(
        blended.explanation,
        "14.5 % success fee: 9.5 % by the standard collection rates (european zone, USD 1,000 to 149,999.99), and 5 points for the ages of its invoices"
    );
    assert_eq!(priced(None, 100_000, 0, &standard()).map(|price| price.total.to_string()), Ok("12.8333".to_owned()));
    assert_eq!(priced(None, 0, 0, &standard()).map(|price| price.total.to_string()), Ok("9.5".to_owned()));
    // A grid with an age of six months needs that part; other grids ignore it.
    let half =
        [list("x", PricingSource::StandardAgreement, grid(&[(0, "10")], &[("180 days", "6"), ("24 months", "12")]))];
    assert_eq!(priced(Some(200_000), 100_000, 50_000, &half).map(|price| price.total.to_string()), Ok("15".to_owned()));
    assert_eq!(priced(Some(200_000), 100_000, 50_000, &standard()).map(|p| p.total.to_string()), Ok("14.5".to_owned()));
    for (over6, over12, over24) in
        [(None, 1, 2), (None, 300_001, 0), (None, -1, -1), (Some(1), 2, 0), (Some(300_001), 0, 0)]
    {
        assert_eq!(priced(over6, over12, over24, &standard()), Err(PricingRefusal::AgesOutOfOrder));
    }
    // Points that came out before are taken as they are.
    let kept = Claim { age: Age::Blended(rate("2.5")), ..fresh(500_000) };
    let kept = resolve(&standard(), &kept).expect("a price");
    assert_eq!((kept.total.to_string().as_str(), kept.blended), ("12", Some(rate("2.5"))));
}

#[test]
fn what_makes_no_grid_is_refused() {
    let rates = |of: &[(i64, &str)]| of.iter().map(|(from, percent)| (*from, rate(percent))).collect::<Vec<_>>();
    assert_eq!(Grid::new(Vec::new(), Vec::new()), Err(GridProblem::NoBracket));
    assert_eq!(Grid::new(rates(&[(0, "1"), (0, "2")]), Vec::new()), Err(GridProblem::Bounds));
    assert_eq!(Grid::new(rates(&[(-1, "1")]), Vec::new()), Err(GridProblem::Bounds));
    assert_eq!(Grid::new(rates(&[(0, "91")]), surcharges(&AGES[..1])), Err(GridProblem::AboveAll));
    assert_eq!(
        Grid::new(rates(&[(0, "1")]), surcharges(&[("12 months", "1"), ("365 days", "2")])),
        Err(GridProblem::Ages)
    );
    assert_eq!(Grid::new((0..13).map(|at| (at, rate("1"))).collect(), Vec::new()), Err(GridProblem::TooMany));
    let sorted =
        Grid::new(rates(&[(5, "1"), (0, "2")]), surcharges(&[("24 months", "2"), ("180 days", "1")])).expect("one");
    assert_eq!(sorted.brackets(), rates(&[(0, "2"), (5, "1")]));
    assert_eq!(sorted.surcharges().first().map(|one| one.over), Some(Overdue::Days(180)));
}

#[test]
fn a_rate_in_dollars_is_above_zero() {
    assert_eq!(UsdRate::parse("1.1621").map(|rate| rate.to_string()).as_deref(), Some("1.1621"));
    for wrong in ["", "0", "-1", "1,5", "much"] {
        assert_eq!(UsdRate::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn amounts_become_dollars() {
    let usd = |text: &str| UsdRate::parse(text).expect("a rate");
    let rates = UsdRates::new([(currency("EUR"), usd("1.0835")), (currency("JPY"), usd("0.0067"))]);
    assert_eq!(rates.to_usd_minor(Money::new(100_000, currency("EUR"))), Some(108_350));
    assert_eq!(rates.to_usd_minor(Money::new(15_000, currency("JPY"))), Some(10_050));
    assert_eq!(rates.to_usd_minor(Money::new(5, currency("USD"))), Some(5));
    assert_eq!(rates.to_usd_minor(Money::new(5, currency("DKK"))), None);
}

#[test]
fn rates_come_through_the_euro() {
    let through = |dollars: &str, units: &str| {
        through_euro(dollars.parse().expect("a number"), units.parse().expect("a number")).map(|rate| rate.to_string())
    };
    // 1.1621 / 7.4687 = 0.155596020726766…
    assert_eq!(through("1.1621", "7.4687").as_deref(), Some("0.1555960207"));
    assert_eq!(through("1.1621", "181.03").as_deref(), Some("0.006419378004"));
    assert_eq!(through("1.1", "1.1").as_deref(), Some("1"));
    assert_eq!(through("1.1621", "0"), None);
    assert_eq!(through("0", "1"), None);
}

#[test]
fn ages_are_read_as_they_are_shown() {
    for over in [Overdue::Months(12), Overdue::Days(180)] {
        assert_eq!(Overdue::parse(&over.to_string()), Some(over));
    }
    for wrong in ["", "12", "0 months", "12 weeks", "-1 days", "4000 days", "1.5 months"] {
        assert_eq!(Overdue::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_change_of_price_needs_the_right_word() {
    let (old, near, new) = (rate("9.5"), rate("9.6"), rate("20"));
    assert_eq!(claim_change(old, false, old, false, false, false), Ok(old));
    assert_eq!(claim_change(old, false, near, false, false, false), Ok(near));
    assert_eq!(claim_change(old, false, new, true, false, false), Ok(new));
    assert_eq!(claim_change(old, true, old, true, false, false), Ok(old));
    assert_eq!(claim_change(old, true, new, false, true, false), Ok(old));
    assert_eq!(claim_change(old, true, new, true, false, false), Err(PricingRefusal::IntentionalRateKept));
    for (intentional, keep) in [(false, false), (false, true), (true, false)] {
        let refused = claim_change(old, intentional, new, false, keep, true).expect_err("unconfirmed");
        let PricingRefusal::PriceChange { intentional: told, current, proposed, warning } = refused else {
            panic!("another refusal")
        };
        assert_eq!((told, current, proposed, warning.is_some()), (intentional, old, new, true));
    }
}
