use super::*;
use crate::domain::money::Currency;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn case() -> Examined<'static> {
    Examined {
        creditor_name: "Bakkegaarden A/S",
        debtor_name: "Müller GmbH",
        debtor_kind: DebtorKind::Company,
        debtor_country: "DE",
        debtor_state: None,
        debtor_address: Some("Hauptstraße 1"),
        debtor_city: Some("Kiel"),
        debtor_reachable: true,
        principal: Money::new(100_000, Currency::parse("EUR").expect("a currency")),
        principal_usd_minor: Some(110_000),
        claim_type: Some(ClaimType::UnpaidInvoice),
        dispute: Some(DisputeStatus::NotDisputed),
        claim_date: day("2026-08-01"),
        due_date: day("2026-08-31"),
        submitted: day("2026-11-30"),
        description: None,
        comments: None,
        files: 0,
        has_agency: true,
        alike: &[],
    }
}

fn verdict(case: &Examined<'_>, check: Check) -> Verdict {
    let found = examine(case).into_iter().find(|finding| finding.check == check).expect("the check");
    assert_eq!(found.reason.is_empty(), found.verdict == Verdict::Passed, "{found:?}");
    found.verdict
}

#[test]
fn a_plain_case_is_clear() {
    let findings = examine(&case());
    assert!(is_clear(&findings), "{findings:?}");
    assert_eq!(findings.iter().map(|finding| finding.check).collect::<Vec<_>>(), Check::ALL);
}

#[test]
fn documents_go_by_amount_and_kind() {
    let of = |usd: i64, files: i64, description: Option<&'static str>| Examined {
        principal_usd_minor: Some(usd),
        files,
        description,
        ..case()
    };
    let private = |files, description| Examined { debtor_kind: DebtorKind::Private, ..of(50_000, files, description) };
    let table = [
        (of(199_999, 0, None), Verdict::Passed),
        (of(200_000, 0, None), Verdict::Failed),
        (of(200_000, 0, Some("Fish")), Verdict::Passed),
        (of(200_000, 1, None), Verdict::Passed),
        (of(1_000_000, 0, Some("Fish")), Verdict::Passed),
        (of(1_000_001, 0, Some("Fish")), Verdict::Failed),
        (of(1_000_001, 1, None), Verdict::Passed),
        (private(1, None), Verdict::Failed),
        (private(0, Some("Fish")), Verdict::Failed),
        (private(1, Some("Fish")), Verdict::Passed),
        (Examined { principal_usd_minor: None, ..case() }, Verdict::Unsure),
    ];
    for (case, expected) in table {
        assert_eq!(verdict(&case, Check::Documents), expected, "{case:?}");
    }
}

#[test]
fn each_check_finds_its_faults() {
    let alike = [Reference::parse("AB12CD34").expect("a reference")];
    let in_us = |state| Examined { debtor_country: "US", debtor_state: state, ..case() };
    let table = [
        (Examined { debtor_address: None, ..case() }, Check::Completeness, Verdict::Failed),
        (Examined { debtor_city: None, ..case() }, Check::Completeness, Verdict::Failed),
        (Examined { debtor_reachable: false, ..case() }, Check::Completeness, Verdict::Unsure),
        (in_us(None), Check::Completeness, Verdict::Failed),
        (in_us(Some("CA")), Check::Completeness, Verdict::Passed),
        (Examined { due_date: day("2026-11-30"), ..case() }, Check::Plausibility, Verdict::Failed),
        (Examined { due_date: day("2026-07-31"), ..case() }, Check::Plausibility, Verdict::Failed),
        (
            Examined { claim_date: day("2021-10-01"), due_date: day("2021-11-30"), ..case() },
            Check::Plausibility,
            Verdict::Unsure,
        ),
        (Examined { debtor_name: "BAKKEGAARDEN a/s", ..case() }, Check::Plausibility, Verdict::Failed),
        (Examined { principal_usd_minor: Some(500_000_001), ..case() }, Check::Plausibility, Verdict::Unsure),
        (Examined { has_agency: false, ..case() }, Check::Eligibility, Verdict::Failed),
        (Examined { principal_usd_minor: Some(9_999), ..case() }, Check::Eligibility, Verdict::Failed),
        (Examined { principal_usd_minor: Some(10_000), ..case() }, Check::Eligibility, Verdict::Passed),
        (Examined { dispute: Some(DisputeStatus::Disputed), ..case() }, Check::Eligibility, Verdict::Failed),
        (Examined { dispute: Some(DisputeStatus::DontKnow), ..case() }, Check::Eligibility, Verdict::Passed),
        (Examined { claim_type: Some(ClaimType::Defamation), ..case() }, Check::Eligibility, Verdict::Failed),
        (Examined { claim_type: Some(ClaimType::LoanRepayment), ..case() }, Check::Eligibility, Verdict::Passed),
        (Examined { comments: Some("Online Casino bonus"), ..case() }, Check::ProhibitedBusiness, Verdict::Unsure),
        (Examined { comments: Some("Casinoplein 3, Ghent"), ..case() }, Check::ProhibitedBusiness, Verdict::Passed),
        (Examined { alike: &alike, ..case() }, Check::Duplicates, Verdict::Unsure),
    ];
    for (case, check, expected) in table {
        assert_eq!(verdict(&case, check), expected, "{check:?} {case:?}");
    }
}
