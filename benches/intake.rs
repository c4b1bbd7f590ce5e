//! Measures how a case comes in: routing over ten thousand rules, and handing in a case with validation, price,
//! routing and everything that is recorded. In this process, on a database of its own in the temporary folder.
//!
//! `cargo bench --bench intake`, and for PostgreSQL with an empty database
//! `PORTAL_BENCH_DATABASE_URL=postgres://… cargo bench --bench intake`

#[allow(dead_code, reason = "each measurement uses a part of it")]
mod scene;

use std::sync::{LazyLock, Mutex};

use divan::Bencher;
use partner_portal::actions::cases::{AccruedFees, ClaimOrder, ClaimTerms, Intake, NewDebtor, hand_in};
use partner_portal::actions::imports::{NewImport, ReadRow, begin, confirm, make_some};
use partner_portal::app;
use partner_portal::domain::actor::{Author, Operator};
use partner_portal::domain::case::{ClaimType, DebtorKind, DisputeStatus};
use partner_portal::domain::ids::{CollectionPartnerId, CoverageId};
use partner_portal::domain::money::{Currency, Money};
use partner_portal::domain::pricing::{Age, InForce, UsdRate, UsdRates};
use partner_portal::domain::routing::{AmountRange, Claim, Rule, Ways, choose};
use partner_portal::store::{Writer, fresh_id};
use scene::Scene;

/// Rules that are searched.
const RULES: usize = 10_000;

fn main() {
    divan::main();
}

fn euro() -> Currency {
    Currency::parse("EUR").expect("a currency")
}

/// The last of many rules of a country is the only one that covers the claim.
#[divan::bench]
fn route_over_ten_thousand_rules(bencher: Bencher<'_, '_>) {
    let day = chrono::Utc::now().date_naive();
    let rule = |place: usize| Rule {
        id: CoverageId::from_uuid(fresh_id()),
        agency: CollectionPartnerId::from_uuid(fresh_id()),
        country: "DE".to_owned(),
        state: None,
        debtor: Some(DebtorKind::Company),
        currency: None,
        amounts: Some(AmountRange {
            currency: Currency::parse("SEK").expect("a currency"),
            least: Some(if place + 1 == RULES { 1 } else { 100_000_000 }),
            most: None,
        }),
        in_force: InForce { from: day, to: None },
        place: i64::try_from(place).expect("a place"),
    };
    let ways = Ways { rules: (0..RULES).map(rule).collect(), ..Ways::default() };
    let rate =
        |code: &str, text: &str| (Currency::parse(code).expect("a currency"), UsdRate::parse(text).expect("a rate"));
    let rates = UsdRates::new([rate("EUR", "1.16"), rate("SEK", "0.095")]);
    let claim = Claim {
        country: "DE".to_owned(),
        state: None,
        debtor: DebtorKind::Company,
        principal: Money::new(150_000, euro()),
        day,
    };
    bencher.bench(|| choose(&claim, &ways, &rates).expect("an agency"));
}

static SCENE: LazyLock<(Mutex<Writer>, Scene)> = LazyLock::new(|| {
    let scene = Scene::new("PORTAL_BENCH_DATABASE_URL");
    (Mutex::new(scene.shared.database.write().expect("a connection")), scene)
});

#[divan::bench]
fn hand_in_a_case(bencher: Bencher<'_, '_>) {
    let (db, scene) = &*SCENE;
    let today = scene.ctx.now.date_naive();
    let ago = |days: u64| today.checked_sub_days(chrono::Days::new(days)).expect("a day");
    bencher
        .with_inputs(|| ClaimOrder {
            division: None,
            intake: Intake::ByOperator,
            owner: None,
            skips_verification: false,
            terms: ClaimTerms {
                through: None,
                creditor: Some(scene.client),
                agency: None,
                debtor_kind: DebtorKind::Company,
                country: "DE".to_owned(),
                state: None,
                principal: Money::new(150_000, Currency::parse("USD").expect("a currency")),
                claim_type: Some(ClaimType::UnpaidInvoice),
                dispute: Some(DisputeStatus::NotDisputed),
                claim_date: ago(90),
                due_date: Some(ago(60)),
                age: Age::Single,
            },
            debtor: NewDebtor {
                name: "Müller GmbH".to_owned(),
                contact_person: None,
                registration_number: None,
                address: Some("Hauptstraße 1".to_owned()),
                zip_code: Some("24103".to_owned()),
                city: Some("Kiel".to_owned()),
                email: Some("post@mueller.example".to_owned()),
                phone: None,
            },
            through: "a measurement".to_owned(),
            creditor_reference: Some(fresh_id().to_string()),
            fees: AccruedFees::default(),
            claim_description: None,
            creditor_comments: None,
            is_test: false,
            tag: None,
        })
        .bench_values(|order| {
            let mut db = db.lock().expect("the connection");
            hand_in(&mut db, &order, &Author::system(), &scene.ctx).expect("a case")
        });
}

/// Fifty rows of a file are made into cases in one transaction, as the worker does.
#[divan::bench]
fn make_fifty_cases_of_a_file(bencher: Bencher<'_, '_>) {
    let (db, scene) = &*SCENE;
    let who = Operator::system("Bench");
    let columns = ["creditorReference", "amountToRecover", "currencyCode", "date", "debtor.name", "debtor.country"];
    bencher
        .with_inputs(|| {
            let name = fresh_id().to_string();
            let row = |number: usize| ReadRow {
                cells: [&format!("{}-{number}", &name[..30]), "1500", "USD", "2026-08-01", "Bau AG", "DE"]
                    .map(ToString::to_string)
                    .to_vec(),
                problems: Vec::new(),
            };
            let new = NewImport {
                creditor: scene.client,
                file_name: "bench.csv".to_owned(),
                sha256: name.clone(),
                headers: columns.map(ToString::to_string).to_vec(),
                columns: columns.map(ToString::to_string).to_vec(),
                rows: (0..50).map(row).collect(),
            };
            let mut db = db.lock().expect("the connection");
            let id = begin(&mut db, &who, new, &scene.ctx).expect("a draft");
            confirm(&mut db, &who, id, false, &scene.ctx).expect("confirmed");
        })
        .bench_values(|()| {
            let mut db = db.lock().expect("the connection");
            assert_eq!(make_some(&mut db, &scene.ctx, app::claim_of_row).expect("a round"), 50);
        });
}
