use super::*;
use crate::domain::pricing::UsdRate;

fn money(text: &str) -> Money {
    let (code, amount) = text.split_once(' ').expect("a currency");
    Money::parse(amount, Currency::parse(code).expect("a currency")).expect("an amount")
}

fn agency(number: u8) -> CollectionPartnerId {
    CollectionPartnerId::parse(&format!("0190a0b0-0000-7000-8000-0000000000{number:02}")).expect("an id")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn rule(number: u8, of: u8) -> Rule {
    Rule {
        id: CoverageId::parse(&format!("0190a0b0-0000-7000-8000-0000000001{number:02}")).expect("an id"),
        agency: agency(of),
        country: "DE".to_owned(),
        state: None,
        debtor: None,
        currency: None,
        amounts: None,
        in_force: InForce { from: day("2026-01-01"), to: None },
        place: i64::from(number),
    }
}

fn claim() -> Claim {
    Claim {
        country: "DE".to_owned(),
        state: None,
        debtor: DebtorKind::Company,
        principal: money("EUR 1000.00"),
        day: day("2026-11-30"),
    }
}

fn rates() -> UsdRates {
    let rate =
        |code: &str, text: &str| (Currency::parse(code).expect("a currency"), UsdRate::parse(text).expect("a rate"));
    UsdRates::new([rate("EUR", "1.10"), rate("SEK", "0.095")])
}

fn range(least: Option<&str>, most: Option<&str>) -> Option<AmountRange> {
    let currency = money(least.or(most)?).currency();
    let minor = |text: Option<&str>| text.map(|text| money(text).minor());
    Some(AmountRange { currency, least: minor(least), most: minor(most) })
}

#[test]
fn a_rule_covers_by_place_kind_currency_amount_and_day() {
    let all = rule(1, 1);
    let in_us = |state: Option<&str>| Claim { country: "US".to_owned(), state: state.map(str::to_owned), ..claim() };
    let us = Rule { country: "US".to_owned(), ..all.clone() };
    let california = Rule { state: Some("CA".to_owned()), ..us.clone() };
    let private = Rule { debtor: Some(DebtorKind::Private), ..all.clone() };
    let crowns = Rule { currency: Currency::parse("SEK"), ..all.clone() };
    let ended = Rule { in_force: InForce { from: day("2026-01-01"), to: Some(day("2026-11-29")) }, ..all.clone() };
    let last_day = Rule { in_force: InForce { from: day("2026-11-30"), to: Some(day("2026-11-30")) }, ..all.clone() };
    let table = [
        (&all, claim(), true),
        (&all, in_us(None), false),
        (&us, in_us(Some("CA")), true),
        (&california, in_us(Some("CA")), true),
        (&california, in_us(Some("NY")), false),
        (&california, in_us(None), false),
        (&private, claim(), false),
        (&crowns, claim(), false),
        (&ended, claim(), false),
        (&last_day, claim(), true),
    ];
    for (rule, claim, covers) in table {
        assert_eq!(rule.covers(&claim, &rates()), covers, "{rule:?} {claim:?}");
    }
}

#[test]
fn both_ends_of_a_range_are_included_and_other_currencies_are_converted() {
    let table = [
        (range(Some("EUR 1000.00"), None), "EUR 1000.00", true),
        (range(Some("EUR 1000.00"), None), "EUR 999.99", false),
        (range(None, Some("EUR 1000.00")), "EUR 1000.00", true),
        (range(None, Some("EUR 1000.00")), "EUR 1000.01", false),
        (range(Some("USD 1100.00"), Some("USD 1100.00")), "EUR 1000.00", true),
        (range(Some("USD 1100.01"), None), "EUR 1000.00", false),
        (range(Some("SEK 10000.00"), None), "EUR 1000.00", true),
        (range(Some("SEK 11580.00"), None), "EUR 1000.00", false),
        // Without a rate only the same currency can be compared.
        (range(Some("PLN 1.00"), None), "EUR 1000.00", false),
        (range(Some("PLN 1.00"), None), "PLN 1.00", true),
    ];
    for (amounts, principal, covers) in table {
        let rule = Rule { amounts, ..rule(1, 1) };
        let claim = Claim { principal: money(principal), ..claim() };
        assert_eq!(rule.covers(&claim, &rates()), covers, "{amounts:?} {principal}");
    }
}

#[test]
fn reasons_are_tried_in_their_order() {
    let fixed = |of, country: Option<&str>, state: Option<&str>| ClientOverride {
        agency: agency(of),
        country: country.map(str::to_owned),
        state: state.map(str::to_owned),
    };
    let full = Ways {
        requested: Some(agency(1)),
        overrides: vec![fixed(2, None, None), fixed(3, Some("DE"), None), fixed(4, Some("FR"), None)],
        zone: Some(agency(5)),
        relationships: vec![agency(6), agency(7)],
        rules: vec![rule(9, 9), rule(8, 8), rule(7, 7), rule(1, 1)],
        unavailable: Vec::new(),
    };
    let choose = |ways: &Ways| super::choose(&claim(), ways, &rates()).map(|choice| (choice.agency, choice.reason));
    assert_eq!(choose(&full), Ok((agency(1), RoutingReason::Requested)));
    let mut ways = Ways { requested: None, ..full.clone() };
    assert_eq!(choose(&ways), Ok((agency(3), RoutingReason::ClientOverride)), "the country before everywhere");
    ways.unavailable.push(agency(3));
    assert_eq!(choose(&ways), Ok((agency(2), RoutingReason::ClientOverride)), "a suspended one is skipped");
    ways.overrides.clear();
    assert_eq!(choose(&ways), Ok((agency(5), RoutingReason::PricingZone)));
    ways.zone = None;
    assert_eq!(choose(&ways), Ok((agency(7), RoutingReason::ExistingRelationship)), "6 does not cover the claim");
    ways.relationships.clear();
    assert_eq!(choose(&ways), Ok((agency(1), RoutingReason::StandardRule)), "the lowest place");
    ways.unavailable.push(agency(1));
    assert_eq!(choose(&ways), Ok((agency(7), RoutingReason::StandardRule)));
    ways.rules.clear();
    assert_eq!(choose(&ways), Err(RoutingRefusal::NobodyCovers));
    let other = Ways { requested: Some(agency(2)), ..full.clone() };
    assert_eq!(choose(&other), Err(RoutingRefusal::NotCovered), "a named agency must cover the claim");
    let stopped = Ways { unavailable: vec![agency(1)], ..full };
    assert_eq!(choose(&stopped), Err(RoutingRefusal::Suspended));
}

#[test]
fn a_state_comes_before_its_country() {
    let us = |number, of, state: Option<&str>| Rule {
        country: "US".to_owned(),
        state: state.map(str::to_owned),
        ..rule(number, of)
    };
    let ways = Ways { rules: vec![us(1, 1, None), us(2, 2, Some("CA"))], ..Ways::default() };
    let of = |state: Option<&str>| {
        let claim = Claim { country: "US".to_owned(), state: state.map(str::to_owned), ..claim() };
        choose(&claim, &ways, &rates()).map(|choice| choice.agency)
    };
    assert_eq!(of(Some("CA")), Ok(agency(2)));
    assert_eq!(of(Some("NY")), Ok(agency(1)));
    assert_eq!(of(None), Ok(agency(1)));
}
