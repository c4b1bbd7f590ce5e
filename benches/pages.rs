//! What a page costs, measured from outside against a server that runs already. `benches/README.md` says how
//! to make the worlds of 10,000 to 1,000,000 cases and start it.
//!
//! `PORTAL_BENCH=/path/demo-credentials.json cargo bench --bench pages`

use std::io::Read;
use std::sync::LazyLock;

use divan::Bencher;
use serde_json::Value;

struct Agency {
    base: String,
    key: String,
    cookie: String,
    case: String,
    word: String,
}

static AGENT: LazyLock<ureq::Agent> =
    LazyLock::new(|| ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into());

static AGENCY: LazyLock<Option<Agency>> = LazyLock::new(|| {
    let path = std::env::var("PORTAL_BENCH").ok()?;
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let world: Value = serde_json::from_str(&text).expect("demo-credentials.json");
    let partner = &world["collection_partners"][0];
    let word = |value: &Value| value.as_str().expect("a text").to_owned();
    let (base, key) = (word(&world["base_url"]), word(&partner["api_key"]));
    let mut form = String::new();
    for (name, value) in [("email", &partner["email"]), ("password", &partner["password"])] {
        form.push_str(&format!(
            "{name}={}&",
            percent_encoding::utf8_percent_encode(&word(value), percent_encoding::NON_ALPHANUMERIC)
        ));
    }
    let signed_in = AGENT
        .post(format!("{base}/sign-in"))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .send(form)
        .expect("the sign-in");
    let cookie = signed_in.headers().get("set-cookie").expect("a session").to_str().expect("a cookie");
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let mut agency = Agency { base, key, cookie, case: String::new(), word: String::new() };
    let list: Value = serde_json::from_slice(&agency.api("/cases?statuses=Active&pageSize=1")).expect("a list");
    agency.case = word(&list["cases"][0]["id"]);
    agency.word = word(&list["cases"][0]["debtor"]["name"]).split(' ').next().unwrap_or_default().to_owned();
    Some(agency)
});

impl Agency {
    fn get(&self, path: &str, name: &str, value: &str) -> Vec<u8> {
        let mut answer = AGENT.get(format!("{}{path}", self.base)).header(name, value).call().expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        let mut body = Vec::new();
        answer.body_mut().as_reader().read_to_end(&mut body).expect("a body");
        body
    }

    fn page(&self, path: &str) -> Vec<u8> {
        self.get(path, "cookie", &self.cookie)
    }

    fn api(&self, path: &str) -> Vec<u8> {
        self.get(&format!("/api/collection-partner{path}"), "XApiKey", &self.key)
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

const TABS: [&str; 6] = ["new", "active", "info", "paused", "closed", "all"];

#[divan::bench(args = TABS)]
fn tab_first_page(bencher: Bencher, tab: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?tab={tab}")));
}

#[divan::bench(args = TABS)]
fn tab_page_50(bencher: Bencher, tab: &str) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?tab={tab}&page=50")));
}

#[divan::bench]
fn search_by_a_word(bencher: Bencher) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases?q={}", agency().word.to_lowercase())));
}

#[divan::bench]
fn search_by_one_letter(bencher: Bencher) {
    bencher.bench_local(|| agency().page("/partner/cases?q=a"));
}

#[divan::bench]
fn sorted_by_outstanding(bencher: Bencher) {
    bencher.bench_local(|| agency().page("/partner/cases?tab=active&sort=Remainder:desc"));
}

#[divan::bench]
fn filtered_by_country(bencher: Bencher) {
    bencher.bench_local(|| agency().page("/partner/cases?country=DE"));
}

#[divan::bench]
fn case_page(bencher: Bencher) {
    bencher.bench_local(|| agency().page(&format!("/partner/cases/{}", agency().case)));
}

#[divan::bench]
fn api_list(bencher: Bencher) {
    bencher.bench_local(|| agency().api("/cases?statuses=Active"));
}

#[divan::bench]
fn csv_of_200(bencher: Bencher) {
    bencher.bench_local(|| agency().api("/export/cases.csv"));
}

#[divan::bench(sample_count = 5)]
fn zip_of_200(bencher: Bencher) {
    bencher.bench_local(|| agency().api("/export/documents.zip"));
}
