//! Measures pages from outside, against a running server. `benches/README.md` says how to create data with 10,000 to
//! 1,000,000 cases and start the server.
//!
//! `PORTAL_BENCH=/path/demo-credentials.json cargo bench --bench pages`

use std::collections::HashMap;
use std::io::{Read, copy, sink};
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use serde_json::Value;

/// The agency with the most cases, and the searches in its list.
struct Agency {
    base: String,
    key: String,
    cookie: String,
    case: String,
    reference: String,
    /// A word that many of its cases have.
    common: String,
    /// A word that few of its cases have.
    rare: String,
}

static AGENT: LazyLock<ureq::Agent> =
    LazyLock::new(|| ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into());

static AGENCY: LazyLock<Option<Agency>> = LazyLock::new(|| {
    let path = std::env::var("PORTAL_BENCH").ok()?;
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let world: Value = serde_json::from_str(&text).expect("demo-credentials.json");
    let base = text_of(&world["base_url"]);
    let partners = world["collection_partners"].as_array().expect("agencies");
    let agencies = partners.iter().map(|partner| {
        let key = text_of(&partner["api_key"]);
        let agency = Agency { base: base.clone(), key, ..Agency::nobody() };
        (agency.json("/cases?pageSize=1")["page"]["totalResults"].as_i64(), agency, partner)
    });
    let (cases, mut agency, partner) = agencies.max_by_key(|(cases, ..)| *cases).expect("an agency");
    println!("The agency with the most cases has {}.", cases.unwrap_or_default());
    agency.sign_in(partner);
    agency.look_around();
    Some(agency)
});

fn text_of(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

impl Agency {
    fn nobody() -> Self {
        let [base, key, cookie, case, reference, common, rare] = std::array::from_fn(|_| String::new());
        Self { base, key, cookie, case, reference, common, rare }
    }

    fn sign_in(&mut self, partner: &Value) {
        let form = serde_html_form::to_string([("email", &partner["email"]), ("password", &partner["password"])]);
        let signed_in = AGENT
            .post(format!("{}/sign-in", self.base))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .send(form.expect("a form"))
            .expect("the sign-in");
        let cookie = signed_in.headers().get("set-cookie").expect("a session").to_str().expect("a cookie");
        cookie.split(';').next().unwrap_or_default().clone_into(&mut self.cookie);
    }

    /// Picks a case and search words: the most and the least frequent among the debtors and creditors of some cases.
    fn look_around(&mut self) {
        let list = self.json("/cases?statuses=Active&pageSize=100");
        let cases = list["cases"].as_array().expect("cases");
        self.case = text_of(&cases[0]["id"]);
        self.reference = text_of(&cases[0]["reference"]);
        let mut words: HashMap<String, usize> = HashMap::new();
        for case in cases {
            let names = format!("{} {}", text_of(&case["debtor"]["name"]), text_of(&case["creditor"]["companyName"]));
            for word in names.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2) {
                *words.entry(word.to_ascii_lowercase()).or_default() += 1;
            }
        }
        let total = |word: &String| self.json(&format!("/cases?pageSize=1&q={word}"))["page"]["totalResults"].as_i64();
        let common = words.iter().max_by_key(|(word, times)| (**times, *word)).expect("a word").0.clone();
        let rare = words.iter().min_by_key(|(word, times)| (**times, *word)).expect("a word").0.clone();
        println!("Common: {common} ({:?} cases). Rare: {rare} ({:?}).", total(&common), total(&rare));
        (self.common, self.rare) = (common, rare);
    }

    fn get(&self, path: &str, name: &str, value: &str) -> u64 {
        let mut answer = AGENT.get(format!("{}{path}", self.base)).header(name, value).call().expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        copy(&mut answer.body_mut().as_reader(), &mut sink()).expect("a body")
    }

    fn page(&self, path: &str) -> u64 {
        self.get(path, "cookie", &self.cookie)
    }

    fn api(&self, path: &str) -> u64 {
        self.get(&format!("/api/collection-partner{path}"), "XApiKey", &self.key)
    }

    fn json(&self, path: &str) -> Value {
        let address = format!("{}/api/collection-partner{path}", self.base);
        let mut answer = AGENT.get(address).header("XApiKey", &self.key).call().expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        let mut body = Vec::new();
        answer.body_mut().as_reader().read_to_end(&mut body).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Makes sure that the 200 newest paused cases have a gigabyte of documents; uploads documents until they do.
    fn fill(&self) -> u64 {
        const PAPER: usize = 5_300_000;
        let query = "statuses=Paused&pageSize=100";
        for page in 1..=2 {
            let list = self.json(&format!("/cases?{query}&page={page}"));
            for case in list["cases"].as_array().expect("cases") {
                let id = text_of(&case["id"]);
                let files = self.json(&format!("/cases/{id}/files"));
                let is_filled = files.to_string().contains("\"paper.pdf\"");
                if !is_filled {
                    self.send_paper(&id, PAPER);
                }
            }
        }
        self.json("/export?statuses=Paused")["documentBytes"].as_u64().expect("bytes")
    }

    fn send_paper(&self, case: &str, size: usize) {
        let mut body = b"--paper\r\nContent-Disposition: form-data; name=\"files\"; filename=\"paper.pdf\"\r\n\
            Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
            .to_vec();
        // Data that does not compress, different for every case.
        let mut state = case
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0193));
        while body.len() < size {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            body.extend_from_slice(&state.to_le_bytes());
        }
        body.extend_from_slice(b"\n%%EOF\n\r\n--paper--\r\n");
        let answer = AGENT
            .post(format!("{}/api/collection-partner/cases/{case}/files", self.base))
            .header("XApiKey", &self.key)
            .header("content-type", "multipart/form-data; boundary=paper")
            .send(&body[..])
            .expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
    }
}

fn main() {
    if AGENCY.is_none() {
        println!("Set PORTAL_BENCH to the demo-credentials.json of a running demo; see benches/README.md.");
        return;
    }
    divan::main();
}

fn agency() -> &'static Agency {
    AGENCY.as_ref().expect("checked in main")
}

const TABS: [&str; 7] = ["new", "active", "info", "paused", "quotes", "closed", "all"];

#[divan::bench(args = TABS, max_time = 2)]
fn tab_first_page(bencher: Bencher, tab: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?tab={tab}")));
}

#[divan::bench(args = TABS, max_time = 2)]
fn tab_page_50(bencher: Bencher, tab: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?tab={tab}&page=50")));
}

#[divan::bench(max_time = 2)]
fn case_page(bencher: Bencher) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases/{}", agency().case)));
}

#[divan::bench(max_time = 2)]
fn tasks_page(bencher: Bencher) {
    bencher.bench_local(|| agency().page("/partner/tasks"));
}

/// Words typed into the search.
#[divan::bench(args = ["reference", "rare word", "common word", "one letter", "two words"], max_time = 2)]
fn search(bencher: Bencher, what: &str) {
    let Agency { reference, common, rare, .. } = agency();
    let words = match what {
        "reference" => reference.clone(),
        "rare word" => rare.clone(),
        "common word" => common.clone(),
        "one letter" => "a".to_owned(),
        _ => format!("{rare}+{common}"),
    };
    bencher.bench_local(|| agency().page(&format!("/partner/cases?q={words}")));
}

/// On the page, which counts up to 10,000.
#[divan::bench(args = [
    "country=DE", "country=IS", "kind=Private", "amountFrom=50000", "handler=me", "handler=none",
    "createdFrom=2026-11-01", "startedFrom=2026-11-01", "closedFrom=2026-11-01", "tests=also",
], max_time = 3)]
fn filter(bencher: Bencher, query: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?{query}")));
}

/// As JSON, where the total is exact.
#[divan::bench(args = [
    "country=DE", "country=IS", "kind=Private", "amountFrom=50000", "handler=none", "createdFrom=2026-11-01",
    "startedFrom=2026-11-01", "closedFrom=2026-11-01", "q=a", "statuses=Active",
], max_time = 3)]
fn filter_exactly(bencher: Bencher, query: &str) {
    bencher.bench_local(|| agency().api(&format!("/cases?{query}")));
}

#[divan::bench(args = ["Remainder", "DueDate", "Deadline", "Reference", "Lifecycle", "DateUpdated"], max_time = 3)]
fn sort_all(bencher: Bencher, field: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?sort={field}:desc")));
}

#[divan::bench(args = ["Remainder", "DueDate", "Deadline", "Reference"], max_time = 3)]
fn sort_active(bencher: Bencher, field: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?tab=active&sort={field}:desc")));
}

/// The balance: all, one month, some days, rare filters.
#[divan::bench(args = [
    "", "from=2026-10-01&to=2026-10-31", "from=2026-10-05&to=2026-11-12", "commission=Unpaid", "handler=me",
    "sort=created:desc",
], max_time = 2)]
fn balance(bencher: Bencher, query: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/balance?{query}")));
}

#[divan::bench(args = ["", "/platform"], max_time = 2)]
fn statements(bencher: Bencher, which: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/statements{which}")));
}

#[divan::bench(max_time = 2)]
fn csv_of_200(bencher: Bencher) {
    bencher.bench_local(|| agency().api("/export/cases.csv"));
}

#[divan::bench(sample_count = 11)]
fn zip_of_200(bencher: Bencher) {
    bencher.bench_local(|| agency().api("/export/documents.zip"));
}

/// Uploads a gigabyte of documents first, so it only runs if asked for.
#[divan::bench(sample_count = 3)]
fn zip_of_a_gigabyte(bencher: Bencher) {
    if std::env::var_os("PORTAL_BENCH_GIGABYTE").is_none() {
        return;
    }
    let bytes = agency().fill();
    println!("The 200 newest paused cases hold {bytes} bytes of documents.");
    bencher.counter(BytesCount::new(bytes)).bench_local(|| agency().api("/export/documents.zip?statuses=Paused"));
}
