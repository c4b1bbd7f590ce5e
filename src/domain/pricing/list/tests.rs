use chrono::Days;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::super::tests::{AGES, claim, countries, day, fresh, grid, list, standard, surcharges, total};
use super::*;

fn creditor() -> CreditorId {
    CreditorId::from_uuid(Uuid::from_u128(1))
}

fn agency() -> CollectionPartnerId {
    CollectionPartnerId::from_uuid(Uuid::from_u128(2))
}

fn referral_partner() -> ReferralPartnerId {
    ReferralPartnerId::from_uuid(Uuid::from_u128(3))
}

/// One list for every place in the order, the last place first, for one set of parties in Denmark.
fn every() -> Vec<PriceList> {
    let of = |id, source, percent, parties| PriceList { parties, ..list(id, source, grid(&[(0, percent)], &[])) };
    let nobody = Parties::default();
    let mut lists = standard();
    lists.extend([
        of("agency", PricingSource::PartnerCustomPricing, "5", Parties { agency: Some(agency()), ..nobody }),
        PriceList {
            countries: countries(&["DK", "SE"]),
            ..of("zone", PricingSource::JurisdictionCustomPricing, "4", nobody)
        },
        of(
            "platform",
            PricingSource::ManagingPartnerCustomPricing,
            "3",
            Parties { referral_partner: Some(referral_partner()), ..nobody },
        ),
        PriceList {
            countries: countries(&["DK"]),
            is_carve_out: true,
            ..of(
                "carve-out",
                PricingSource::ManagingPartnerCustomPricing,
                "2",
                Parties { referral_partner: Some(referral_partner()), agency: Some(agency()), creditor: None },
            )
        },
        of(
            "creditor",
            PricingSource::CreditorCustomPricing,
            "1",
            Parties { creditor: Some(creditor()), agency: Some(agency()), referral_partner: None },
        ),
    ]);
    lists
}

#[test]
fn the_first_of_the_chain_prices_a_claim() {
    let all =
        Parties { creditor: Some(creditor()), agency: Some(agency()), referral_partner: Some(referral_partner()) };
    let mut lists = every();
    let claim = Claim { parties: all, ..fresh(500_000) };
    for (expected, source) in [
        ("1", PricingSource::CreditorCustomPricing),
        ("2", PricingSource::ManagingPartnerCustomPricing),
        ("3", PricingSource::ManagingPartnerCustomPricing),
        ("4", PricingSource::JurisdictionCustomPricing),
        ("5", PricingSource::PartnerCustomPricing),
        ("9.5", PricingSource::StandardAgreement),
        ("20", PricingSource::StandardAgreement),
    ] {
        let price = resolve(&lists, &claim).expect("a price");
        assert_eq!((price.total.to_string().as_str(), price.source), (expected, source));
        if lists.len() > 2 {
            lists.pop();
        } else {
            lists.remove(0);
        }
    }
    assert!(lists.is_empty());
    assert!(resolve(&lists, &claim).is_err());
}

#[test]
fn prices_are_for_their_parties_and_their_places_only() {
    let other = |n: u128| Uuid::from_u128(n);
    let nobody = Parties::default();
    for (parties, country, expected) in [
        (nobody, "DK", "4"),
        (nobody, "GB", "9.5"),
        (nobody, "US", "20"),
        (Parties { agency: Some(agency()), ..nobody }, "US", "5"),
        (Parties { agency: Some(CollectionPartnerId::from_uuid(other(9))), ..nobody }, "US", "20"),
        // A creditor's price is for one agency.
        (Parties { creditor: Some(creditor()), ..nobody }, "US", "20"),
        (Parties { creditor: Some(creditor()), agency: Some(agency()), referral_partner: None }, "US", "1"),
        (Parties { referral_partner: Some(referral_partner()), ..nobody }, "DK", "3"),
        (Parties { referral_partner: Some(referral_partner()), agency: Some(agency()), creditor: None }, "DK", "2"),
        (Parties { referral_partner: Some(referral_partner()), agency: Some(agency()), creditor: None }, "SE", "3"),
    ] {
        let claim = Claim { parties, country, ..fresh(500_000) };
        assert_eq!(total(&every(), &claim).as_deref(), Ok(expected), "{parties:?} in {country}");
    }
}

#[test]
fn prices_count_on_their_days_both_included() {
    let mut lists = standard();
    lists.push(PriceList {
        countries: countries(&["DK"]),
        in_force: InForce { from: day("2025-03-01"), to: Some(day("2025-03-31")) },
        ..list("March", PricingSource::JurisdictionCustomPricing, grid(&[(0, "1")], &[]))
    });
    for (submitted, expected) in
        [("2025-02-28", "9.5"), ("2025-03-01", "1"), ("2025-03-31", "1"), ("2025-04-01", "9.5")]
    {
        assert_eq!(total(&lists, &claim(500_000, "2025-02-01", submitted)).as_deref(), Ok(expected), "{submitted}");
    }
}

#[test]
fn each_price_says_where_it_comes_from() {
    let mut lists = every();
    let parties =
        Parties { creditor: Some(creditor()), agency: Some(agency()), referral_partner: Some(referral_partner()) };
    let claim = Claim { parties, ..fresh(500_000) };
    for expected in [
        "1 % success fee: 1 % as agreed between creditor",
        "2 % success fee: 2 % as agreed between carve-out for debtors in DK",
        "3 % success fee: 3 % as agreed with platform for its clients",
        "4 % success fee: 4 % by the prices of the zone zone",
        "5 % success fee: 5 % by the prices of agency",
        "9.5 % success fee: 9.5 % by the standard collection rates (european zone, USD 1,000 to 149,999.99)",
    ] {
        assert_eq!(resolve(&lists, &claim).expect("a price").explanation, expected);
        lists.pop();
    }
}

#[test]
fn lists_clash_only_where_nothing_chooses_between_them() {
    let zone = |codes: &[&str], from: &str, to: Option<&str>| PriceList {
        countries: countries(codes),
        in_force: InForce { from: day(from), to: to.map(day) },
        ..list("zone", PricingSource::JurisdictionCustomPricing, grid(&[(0, "1")], &[]))
    };
    let first = zone(&["DK", "SE"], "2025-01-01", Some("2025-06-30"));
    for (other, clashes) in [
        (zone(&["SE"], "2025-06-30", None), true),
        (zone(&["SE"], "2025-07-01", None), false),
        (zone(&["NO"], "2025-01-01", None), false),
        (zone(&["DK"], "2024-01-01", Some("2024-12-31")), false),
        (zone(&["DK"], "2024-01-01", Some("2025-01-01")), true),
        // Withdrawn before it began.
        (zone(&["DK"], "2025-02-01", Some("2025-01-31")), false),
        // A list for all countries comes after a list for this country.
        (zone(&[], "2025-01-01", None), false),
    ] {
        assert_eq!((first.clashes(&other), other.clashes(&first)), (clashes, clashes), "{other:?}");
    }
    let everywhere = zone(&[], "2025-01-01", None);
    assert!(everywhere.clashes(&zone(&[], "2026-01-01", None)));
    let of_agency = PriceList { parties: Parties { agency: Some(agency()), ..Parties::default() }, ..first.clone() };
    assert!(!first.clashes(&of_agency));
}

fn some_list() -> impl Strategy<Value = PriceList> {
    let source = (0..CHAIN.len()).prop_map(|at| CHAIN[at]);
    let places = prop::sample::subsequence(vec!["DK", "SE", "US"], 0..=3);
    let brackets = prop::collection::btree_map(0_i64..2_000_000, 0_u32..=70, 1..4);
    let days = (0_u64..400, prop::option::of(0_u64..400));
    (0_u32..1_000, source, places, brackets, days, any::<[bool; 4]>()).prop_map(
        |(id, source, places, brackets, (from, to), flags)| {
            let [has_creditor, has_agency, has_referral_partner, is_carve_out] = flags;
            let brackets = brackets.into_iter().map(|(from, points)| (from, Rate::percent(Decimal::from(points))));
            PriceList {
                parties: Parties {
                    creditor: has_creditor.then(creditor),
                    agency: has_agency.then(agency),
                    referral_partner: has_referral_partner.then(referral_partner),
                },
                countries: countries(&places),
                is_carve_out,
                in_force: InForce {
                    from: day("2025-01-01") + Days::new(from),
                    to: to.map(|to| day("2025-01-01") + Days::new(to)),
                },
                ..list(&format!("{id:03}"), source, Grid::new(brackets.collect(), surcharges(&AGES)).expect("a grid"))
            }
        },
    )
}

proptest! {
    /// For all lists in any order: there is one price, with a rate from 0 to 100 %, from a list that applies to the
    /// claim; and always one above the standard's minimum.
    #[test]
    fn the_chain_always_answers_and_always_the_same(
        custom in prop::collection::vec(some_list(), 0..12),
        usd_minor in 0_i64..30_000_000,
        (due, submitted) in (0_u64..1_200, 0_u64..400),
        (place, who) in (0_usize..3, any::<[bool; 3]>()),
        turns in 0_usize..12,
    ) {
        let mut lists: Vec<PriceList> = custom;
        lists.extend(standard());
        let claim = Claim {
            country: ["DK", "SE", "US"][place],
            due: day("2025-01-01") - Days::new(due),
            submitted: day("2025-01-01") + Days::new(submitted),
            parties: Parties {
                creditor: who[0].then(creditor),
                agency: who[1].then(agency),
                referral_partner: who[2].then(referral_partner),
            },
            ..fresh(usd_minor)
        };
        let found = resolve(&lists, &claim);
        let mut turned = lists.clone();
        turned.reverse();
        let count = turned.len();
        turned.rotate_left(turns % count);
        prop_assert_eq!(&resolve(&turned, &claim), &found);
        match found {
            Ok(price) => {
                prop_assert!(price.total <= Rate::percent(Decimal::ONE_HUNDRED));
                prop_assert_eq!(price.total.points(), price.base.points() + price.uplift.points());
                let place = CHAIN.iter().position(|source| *source == price.source).expect("in the chain");
                // No earlier list has a rate for this claim.
                let earlier: Vec<PriceList> = lists
                    .into_iter()
                    .filter(|list| CHAIN.iter().position(|source| *source == list.source).is_some_and(|at| at < place))
                    .collect();
                prop_assert!(resolve(&earlier, &claim).is_err());
            }
            Err(refusal) => {
                prop_assert!(usd_minor < 10_000, "{refusal}");
            }
        }
    }
}
