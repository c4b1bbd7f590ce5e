//! Measures how a case comes in: routing over ten thousand rules, and handing in a case with validation, price,
//! routing and everything that is recorded. In this process, on a database of its own in the temporary folder.
//!
//! `cargo bench --bench intake`, and for PostgreSQL with an empty database
//! `PORTAL_BENCH_DATABASE_URL=postgres://… cargo bench --bench intake`

use std::sync::{LazyLock, Mutex};

use divan::Bencher;
use partner_portal::actions::Context;
use partner_portal::actions::agreements::publish_shipped;
use partner_portal::actions::cases::{AccruedFees, ClaimOrder, ClaimTerms, Intake, NewDebtor, hand_in};
use partner_portal::actions::clients::{ClientOrder, Company, NamedPerson, PartnerOrder};
use partner_portal::actions::clients::{create_client, create_referral_partner};
use partner_portal::actions::coverage::{CoverageOrder, add_rule};
use partner_portal::actions::imports::{NewImport, ReadRow, begin, confirm, make_some};
use partner_portal::actions::people::{AgencyOrder, create_agency};
use partner_portal::app;
use partner_portal::config::Config;
use partner_portal::domain::actor::{Author, Operator};
use partner_portal::domain::case::{ClaimType, DebtorKind, DisputeStatus};
use partner_portal::domain::client::InvoicingMode;
use partner_portal::domain::ids::{CollectionPartnerId, CoverageId, CreditorId};
use partner_portal::domain::money::{Currency, Money, Rate};
use partner_portal::domain::pricing::{Age, InForce, UsdRate, UsdRates};
use partner_portal::domain::routing::{AmountRange, Claim, Rule, Ways, choose};
use partner_portal::store::clients::referrals::PartnerCompany;
use partner_portal::store::{Writer, fresh_id};

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

/// A database with a client and an agency that covers its claims.
struct Scene {
    db: Mutex<Writer>,
    ctx: Context,
    client: CreditorId,
}

static SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("portal-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let own = format!("sqlite://{}", folder.join("portal.sqlite").display());
    let url = std::env::var("PORTAL_BENCH_DATABASE_URL").unwrap_or(own);
    let config = Config::for_test(url, &folder, "127.0.0.1:1".to_owned()).expect("settings");
    let shared = app::open(config).expect("the database");
    shared.database.migrate().expect("the tables");
    let ctx = shared.context();
    let mut db = shared.database.write().expect("a connection");
    let by = Author::system();
    publish_shipped(&mut db, &ctx).expect("the texts");
    let order = AgencyOrder {
        name: "Nordia Inkasso".to_owned(),
        country: "DK".to_owned(),
        time_zone: "Europe/Copenhagen".to_owned(),
        ..AgencyOrder::default()
    };
    let agency = create_agency(&mut db, &order, &by, &ctx).expect("an agency");
    let rule = CoverageOrder {
        agency,
        country: "DE".to_owned(),
        state: None,
        debtor: None,
        currency: None,
        amounts: None,
        from: None,
        to: None,
    };
    add_rule(&mut db, &rule, &by, &ctx).expect("a rule");
    let partner = PartnerOrder {
        name: "Ledgerly ApS".to_owned(),
        short_name: "Ledgerly".to_owned(),
        country: "DK".to_owned(),
        contact_email: "partners@ledgerly.example".to_owned(),
        fee_percentage: Rate::percent(25.into()),
        approval_days: 7,
        invoicing_mode: InvoicingMode::PayWhenPaid,
        sends_invitations: false,
        sends_welcome: false,
        fixed_brand: false,
        company: PartnerCompany::default(),
    };
    let referral_partner = create_referral_partner(&mut db, partner, &by, &ctx).expect("a referral partner");
    let order = ClientOrder {
        referral_partner: Some(referral_partner),
        tenant: None,
        company: Company {
            name: "Lisboa Lda".to_owned(),
            registration_number: None,
            address: None,
            zip_code: None,
            city: None,
            state: None,
            country: "PT".to_owned(),
            support_email: "office@lisboa.example".to_owned(),
            support_phone: None,
        },
        person: NamedPerson {
            first_name: "Ines".to_owned(),
            last_name: "Castro".to_owned(),
            email: "ines@lisboa.example".to_owned(),
        },
    };
    let client = create_client(&mut db, order, &by, &ctx).expect("a client");
    Scene { db: Mutex::new(db), ctx, client }
});

#[divan::bench]
fn hand_in_a_case(bencher: Bencher<'_, '_>) {
    let scene = &*SCENE;
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
            let mut db = scene.db.lock().expect("the connection");
            hand_in(&mut db, &order, &Author::system(), &scene.ctx).expect("a case")
        });
}

/// Fifty rows of a file are made into cases in one transaction, as the worker does.
#[divan::bench]
fn make_fifty_cases_of_a_file(bencher: Bencher<'_, '_>) {
    let scene = &*SCENE;
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
            let mut db = scene.db.lock().expect("the connection");
            let id = begin(&mut db, &who, new, &scene.ctx).expect("a draft");
            confirm(&mut db, &who, id, false, &scene.ctx).expect("confirmed");
        })
        .bench_values(|()| {
            let mut db = scene.db.lock().expect("the connection");
            assert_eq!(make_some(&mut db, &scene.ctx, app::claim_of_row).expect("a round"), 50);
        });
}
