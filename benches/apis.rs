//! Measures the APIs of clients and referral partners over loopback, with a server in this process.
//!
//! `cargo bench --bench apis`, and for PostgreSQL with an empty database
//! `PORTAL_BENCH_DATABASE_URL=postgres://… cargo bench --bench apis`. Rows are multiplied with SQL: 100,000 cases and
//! 1,000,000 payments, or what `PORTAL_BENCH_CASES` and `PORTAL_BENCH_PAYMENTS` say.

#[allow(dead_code, reason = "each measurement uses a part of it")]
mod scene;

use std::net::TcpListener;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use chrono::Days;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use divan::Bencher;
use partner_portal::actions::agreements::{PaperOrder, record_paper};
use partner_portal::actions::people::{NewPersonOrder, OPERATOR, add_key, create_person, issue_key};
use partner_portal::app;
use partner_portal::config::RequestLimits;
use partner_portal::domain::actor::{Author, OrganisationKind, Role};
use scene::Scene;
use serde_json::{Value, json};

/// Cases that are created one after the other.
const CREATED: u32 = 300;
/// Cases that many connections create at the same time.
const SUBMISSIONS: usize = 1_000;
const CONNECTIONS: usize = 32;
/// The clock by which Linux counts the processor time of a process.
const TICKS_PER_SECOND: u32 = 100;

static AGENT: LazyLock<ureq::Agent> =
    LazyLock::new(|| ureq::Agent::config_builder().http_status_as_error(false).build().into());

struct World {
    scene: Scene,
    base: String,
    client_key: String,
    agency_key: String,
    operator_key: String,
    referral_key: String,
}

static WORLD: LazyLock<World> = LazyLock::new(World::new);

fn main() {
    one_after_the_other();
    many_at_once();
    WORLD.multiply();
    divan::main();
}

/// The page of a client's list that its systems ask for most.
#[divan::bench]
fn list_of_a_client(bencher: Bencher<'_, '_>) {
    bencher.bench(|| WORLD.get("/api/customer/cases?Page=1&PageSize=50", &WORLD.client_key));
}

#[divan::bench]
fn list_of_a_client_by_status(bencher: Bencher<'_, '_>) {
    bencher.bench(|| WORLD.get("/api/customer/cases?Statuses=Active&PageSize=50", &WORLD.client_key));
}

#[divan::bench]
fn what_a_referral_partner_earns(bencher: Bencher<'_, '_>) {
    bencher.bench(|| WORLD.get("/api/referral/reporting/transactions?PageSize=50", &WORLD.referral_key));
}

#[divan::bench]
fn what_a_referral_partner_earns_by_stage(bencher: Bencher<'_, '_>) {
    let path = "/api/referral/reporting/transactions?PageSize=50&Statuses=ReadyForInvoicing";
    bencher.bench(|| WORLD.get(path, &WORLD.referral_key));
}

impl World {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let mut scene = Scene::at("PORTAL_BENCH_DATABASE_URL", &address);
        let most = u64::MAX;
        scene.shared.config.request_limits = RequestLimits { minute: most, hour: most, day: most };
        let (with, base) = (scene.shared.clone(), format!("http://{address}"));
        std::thread::spawn(move || {
            let system = actix_web::rt::System::new();
            system.block_on(async move { app::build(with, listener, 2).expect("the server").await }).expect("the end");
        });
        let (ctx, by) = (&scene.ctx, Author::system());
        let mut db = scene.shared.database.write().expect("a connection");
        for agency in [None, Some(scene.agency)] {
            let order = PaperOrder { client: scene.client, agency, signed_on: ctx.now.date_naive() };
            let file = (&scene.shared.blobs, b"%PDF-1.7\n%%EOF\n".as_slice());
            record_paper(&mut db, &order, file, &by, ctx).expect("an agreement on paper");
        }
        let person = NewPersonOrder {
            email: "jonas@nordia.example".to_owned(),
            first_name: "Jonas".to_owned(),
            last_name: "Berg".to_owned(),
            password: None,
            organisation: (OrganisationKind::CollectionPartner, scene.agency.as_str().to_owned()),
            role: Role::Admin,
        };
        create_person(&mut db, &person, &by, ctx).expect("a person");
        let mut key = |kind: OrganisationKind, id: &str| issue_key(&mut db, kind.name(), id, &by, ctx).expect("a key");
        let agency_key = key(OrganisationKind::CollectionPartner, scene.agency.as_str());
        let operator_key = key(OrganisationKind::Operator, OPERATOR);
        let referral_key = key(OrganisationKind::ReferralPartner, scene.referral_partner.as_str());
        let (_, client_key) = add_key(&mut db, scene.client.as_str(), "Bench", &by, ctx).expect("a key");
        drop(db);
        Self { scene, base, client_key, agency_key, operator_key, referral_key }
    }

    fn get(&self, path: &str, key: &str) -> Value {
        let mut answer = AGENT.get(format!("{}{path}", self.base)).header("XApiKey", key).call().expect("an answer");
        let text = answer.body_mut().read_to_string().expect("a body");
        assert_eq!(answer.status(), 200, "{path}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    fn post(&self, path: &str, key: &str, body: &Value) -> Value {
        let request = AGENT.post(format!("{}{path}", self.base)).header("XApiKey", key);
        let mut answer = request.header("content-type", "application/json").send(body.to_string()).expect("an answer");
        let text = answer.body_mut().read_to_string().expect("a body");
        assert!(answer.status().is_success(), "{path}: {} {text}", answer.status());
        serde_json::from_str(&text).expect("JSON")
    }

    fn submit(&self, reference: &str) -> Value {
        let today = self.scene.ctx.now.date_naive();
        let ago = |days: u64| today.checked_sub_days(Days::new(days)).expect("a day").to_string();
        let claim = json!({
            "creditorReference": reference, "amountToRecover": 1500.00, "currencyCode": "USD",
            "date": ago(90), "dueDate": ago(60),
            "debtor": {
                "type": "Company", "name": "Müller GmbH", "contactPerson": "Eva Müller", "address": "Hauptstraße 1", "zipCode": "24103",
                "city": "Kiel", "countryAlpha2": "DE", "email": "post@mueller.example"
            }
        });
        self.post("/api/customer/cases", &self.client_key, &claim)
    }

    /// Creates one case with a payment, and copies both until there are as many as are to be measured.
    fn multiply(&self) {
        let made = self.submit("P-1");
        let case = made["id"].as_str().expect("an id");
        self.post(&format!("/api/operator/verification/{case}/approve"), &self.operator_key, &json!({}));
        let at = format!("/api/collection-partner/cases/{case}");
        let welcome = json!({ "welcomeMessage": "Welcome.", "userEmail": "jonas@nordia.example" });
        self.post(&format!("{at}/start"), &self.agency_key, &welcome);
        let payment = json!({
            "date": self.scene.ctx.now.date_naive().to_string(), "paymentAmount": 400,
            "paymentRecipient": "CollectionPartner", "commissionPaymentStatus": "Paid"
        });
        let paid = self.post(&format!("{at}/payments"), &self.agency_key, &payment);
        let payment = paid["paymentId"].as_str().expect("an id");
        let (began, cases) = (Instant::now(), number("PORTAL_BENCH_CASES", 100_000));
        self.copy("cases", case, cases, "");
        self.copy(
            "payments",
            payment,
            number("PORTAL_BENCH_PAYMENTS", 1_000_000),
            &copy_id(&format!("1 + i % {cases}")),
        );
        println!("The rows were made in {:.0} s.", began.elapsed().as_secs_f64());
        let cases = self.get("/api/customer/cases?PageSize=1", &self.client_key)["page"]["totalResults"].clone();
        let path = "/api/referral/reporting/transactions?PageSize=1";
        let payments = self.get(path, &self.referral_key)["page"]["totalResults"].clone();
        println!("The client has {cases} cases; its referral partner earns on {payments} payments.\n");
    }

    /// Copies a row; each copy has an id and a reference of its own and is a minute older than the one before. Those of
    /// a payment are on the cases whose ids `case` says.
    fn copy(&self, table: &str, id: &str, copies: u32, case: &str) {
        let is_sqlite = self.scene.url.starts_with("sqlite");
        let at = match is_sqlite {
            true => "strftime('%Y-%m-%d %H:%M:%S', created_at, '-' || i || ' minutes')",
            false => "created_at - i * interval '1 minute'",
        };
        let columns = self.columns(table);
        let values: Vec<String> = columns
            .iter()
            .map(|column| match column.as_str() {
                "id" => copy_id("i"),
                "case_id" => case.to_owned(),
                "reference" => digits("i", 8),
                "creditor_reference" => "'C-' || i".to_owned(),
                "created_at" => at.to_owned(),
                other => other.to_owned(),
            })
            .collect();
        let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})");
        self.execute(&format!(
            "{numbers} INSERT INTO {table} ({}) SELECT {} FROM {table}, n WHERE id = '{id}'",
            columns.join(", "),
            values.join(", "),
        ));
    }
}

#[derive(diesel::QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    value: String,
}

/// The database itself.
impl World {
    fn columns(&self, table: &str) -> Vec<String> {
        let rows: Vec<Text> = if self.scene.url.starts_with("sqlite") {
            let names = format!("SELECT name AS value FROM pragma_table_info('{table}')");
            diesel::sql_query(names).load(&mut self.sqlite()).expect("columns")
        } else {
            let names = format!(
                "SELECT column_name::text AS value FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = '{table}'"
            );
            diesel::sql_query(names).load(&mut self.postgres()).expect("columns")
        };
        rows.into_iter().map(|row| row.value).collect()
    }

    fn execute(&self, statement: &str) {
        if self.scene.url.starts_with("sqlite") {
            self.sqlite().batch_execute(statement).and_then(|()| self.sqlite().batch_execute("ANALYZE")).expect("rows");
        } else {
            self.postgres()
                .batch_execute(statement)
                .and_then(|()| self.postgres().batch_execute("ANALYZE"))
                .expect("rows");
        }
    }

    fn sqlite(&self) -> SqliteConnection {
        let path = self.scene.url.trim_start_matches("sqlite://");
        SqliteConnection::establish(path).expect("the database")
    }

    fn postgres(&self) -> PgConnection {
        PgConnection::establish(&self.scene.url).expect("the database")
    }
}

/// A number as digits, in SQL.
fn digits(number: &str, count: usize) -> String {
    let power = format!("1{}", "0".repeat(count));
    format!("substr(CAST({power} + {number} AS TEXT), 2)")
}

/// The id of a copy, in SQL.
fn copy_id(number: &str) -> String {
    format!("'00000000-0000-7000-8000-' || {}", digits(&format!("({number})"), 12))
}

/// A number from a variable of the environment.
fn number(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// The processor time of this process so far, of the server and of who asks it.
fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let after_name = text.rsplit(')').next().unwrap_or_default();
    let ticks: u32 =
        after_name.split_whitespace().skip(11).take(2).map(|part| part.parse::<u32>().expect("ticks")).sum();
    Duration::from_secs(1) * ticks / TICKS_PER_SECOND
}

/// Creates cases over one connection and prints the processor time of each.
fn one_after_the_other() {
    WORLD.submit("W-1");
    let (began, before) = (Instant::now(), processor_time());
    for place in 0..CREATED {
        WORLD.submit(&format!("A-{place}"));
    }
    let (took, used) = (began.elapsed(), processor_time() - before);
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / f64::from(CREATED);
    println!("Create a case by API: {:.1} ms of processor time, {:.1} ms until the answer.", each(used), each(took));
}

/// Creates cases over many connections at the same time. Any answer but a case ends the measurement.
fn many_at_once() {
    let began = Instant::now();
    std::thread::scope(|scope| {
        for connection in 0..CONNECTIONS {
            scope.spawn(move || {
                for place in (connection..SUBMISSIONS).step_by(CONNECTIONS) {
                    WORLD.submit(&format!("M-{place}"));
                }
            });
        }
    });
    let took = began.elapsed().as_secs_f64();
    println!("{SUBMISSIONS} cases over {CONNECTIONS} connections: {took:.1} s, no error.");
}
