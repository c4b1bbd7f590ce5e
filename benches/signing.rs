//! Measures signing: one agreement's file in this process; and against a running demo the page with an agreement, and a
//! hundred people who sign at the same moment. `benches/README.md` says how to run it.
//!
//! `PORTAL_BENCH=/path/demo-credentials.json cargo bench --bench signing`

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Barrier, LazyLock};
use std::time::{Duration, Instant};

use divan::Bencher;
use partner_portal::domain::calendar::Moment;
use partner_portal::pdf::sheet::{self, Attachment, Paper};
use partner_portal::pdf::sign::{Authority, Person, Sealing, Signatory, sign};
use partner_portal::pdf::text::{Block, Cell, Kind, Mark, Numbering, Table, Template, Value};
use partner_portal::pdf::verify::{Trust, verify};
use partner_portal::store::db::entropy;
use serde_json::{Value as Json, json};

/// People who sign at the same moment.
const PEOPLE: usize = 100;

fn main() {
    divan::main();
    at_once();
}

// --- One file -------------------------------------------------------------------------------------------------

fn now() -> Moment {
    chrono::Utc::now()
}

/// The shipped agreement, filled in, with as much text repeated as ten pages hold.
static BLOCKS: LazyLock<Vec<Block>> = LazyLock::new(|| {
    let body = include_str!("../templates/agreements/sdca/2026-11/en.md");
    let names: Vec<&str> = body.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    let is_block = |name: &str| ["fee_grid", "age_surcharge", "signatories"].contains(&name);
    let kind = |name: &str| if is_block(name) { Kind::Block } else { Kind::Text };
    let words: Vec<(&str, Kind)> = names.iter().map(|name| (*name, kind(name))).collect();
    let table = Table {
        head: Some(vec![Cell::plain("Country"), Cell::plain("Principal"), Cell::plain("Rate")]),
        rows: (1..9)
            .map(|row| vec![Cell::plain("Europe"), Cell::plain(format!("USD {row} 000")), Cell::plain("20 %")])
            .collect(),
        ..Table::default()
    };
    let value = |name: &str| match kind(name) {
        Kind::Block => Value::Table(table.clone()),
        _ => Value::from("Lisboa Têxteis Lda"),
    };
    let values: BTreeMap<String, Value> = names.iter().map(|name| ((*name).to_owned(), value(name))).collect();
    let template = Template::parse(body, Numbering::Plain, &words).expect("the shipped text");
    let text = template.fill(&values).expect("every value");
    let mut blocks = text.clone();
    // At most two rounds more than needed.
    for _ in 0..4 {
        if pages(&unsigned(&blocks)) < 9 {
            blocks.extend(text.iter().take(40).cloned());
        }
    }
    let strokes = vec![(0..200).map(|at| (at as f32 * 3.0, 70.0 + 40.0 * (at as f32 / 7.0).sin())).collect()];
    blocks.push(Block::PageBreak);
    blocks.push(Block::Mark(Mark::Drawn { strokes, field: (700.0, 140.0), alternative: "Inês de Castro".to_owned() }));
    blocks.push(Block::Table(Table::facts((0..20).map(|at| (format!("{at} · 2026-11-21 10:00:00"), "Code sent")))));
    blocks
});

static AUTHORITY: LazyLock<Authority> =
    LazyLock::new(|| Authority::create("Operator", now(), &mut |bytes| entropy::fill(bytes)).expect("an authority"));

/// The page count in the page tree.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let counts = text.split("/Count ").skip(1);
    let number = |rest: &str| rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok());
    counts.filter_map(number).max().expect("a tree of pages")
}

fn unsigned(blocks: &[Block]) -> Vec<u8> {
    let attachments = [Attachment {
        name: "evidence.json",
        mime: "application/json",
        description: "Evidence",
        bytes: &[b' '; 8_000],
    }];
    let paper = Paper {
        title: "Standard Debt Collection Agreement",
        language: "en",
        author: "Operator",
        at: now(),
        id: "1",
        head: ("Agreement", "Lisboa Têxteis Lda"),
        foot: "2026-11",
        page_of: "Page {page} of {pages}",
        not_signed: None,
        attachments: &attachments,
    };
    sheet::pdf(&paper, blocks).expect("a file that conforms")
}

fn signed() -> Vec<u8> {
    let signatory = Signatory {
        person: Person {
            name: "Inês de Castro".to_owned(),
            email: "ines@lisboa.example".to_owned(),
            organisation: Some("Lisboa Têxteis Lda".to_owned()),
        },
        label: "Inês de Castro".to_owned(),
        reason: "Standard Debt Collection Agreement".to_owned(),
        at: now(),
    };
    let until = now() + chrono::TimeDelta::days(3650);
    let sealing = Sealing { label: "Seal".to_owned(), reason: "Sealed".to_owned(), at: now(), until };
    let pdf = unsigned(&BLOCKS);
    sign(&pdf, &AUTHORITY, &[signatory], &sealing, None, &mut |bytes| entropy::fill(bytes)).expect("signed").bytes
}

/// Laid out, signed by one person, sealed.
#[divan::bench(max_time = 5)]
fn one_agreement(bencher: Bencher) {
    let bytes = signed();
    println!("{} pages, {} bytes", pages(&bytes), bytes.len());
    bencher.bench_local(signed);
}

/// The verification of that file, as `/verify` does it.
#[divan::bench(max_time = 3)]
fn verify_one(bencher: Bencher) {
    let bytes = signed();
    let authorities = [AUTHORITY.certificate().clone()];
    bencher.bench_local(|| {
        assert!(verify(&bytes, Trust { authorities: &authorities, timestamp_roots: &[] }).is_genuine());
    });
}

// --- Against a running demo -----------------------------------------------------------------------------------

static AGENT: LazyLock<ureq::Agent> =
    LazyLock::new(|| ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into());

struct Demo {
    base: String,
    key: String,
}

static DEMO: LazyLock<Option<Demo>> = LazyLock::new(|| {
    let path = std::env::var("PORTAL_BENCH").ok()?;
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let world: Json = serde_json::from_str(&text).expect("demo-credentials.json");
    let text = |value: &Json| value.as_str().expect("a text").to_owned();
    Some(Demo { base: text(&world["base_url"]), key: text(&world["referral_partners"][0]["api_key"]) })
});

/// Somebody who is about to sign.
struct Client {
    link: String,
    part: String,
    code: String,
}

impl Demo {
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut answer = AGENT.get(format!("{}{path}", self.base)).call().expect("an answer");
        let mut body = Vec::new();
        answer.body_mut().as_reader().read_to_end(&mut body).expect("a body");
        (answer.status().as_u16(), body)
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> u16 {
        let form = serde_html_form::to_string(fields).expect("a form");
        let answer = AGENT
            .post(format!("{}{path}", self.base))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .send(form)
            .expect("an answer");
        answer.status().as_u16()
    }

    /// Creates a client with a named signatory; returns its link.
    fn client(&self, tenant: &str) -> String {
        let email = format!("{tenant}@lisboa.example");
        let body = json!({
            "externalTenantId": tenant,
            "client": { "name": format!("Lisboa Têxteis {tenant} Lda"), "country": "Portugal", "address": "Rua Augusta 24",
                "zipCode": "1100-053", "city": "Lisboa", "supportEmail": format!("office-{email}") },
            "users": [{ "name": "Inês de Castro", "email": email }],
        });
        let mut answer = AGENT
            .post(format!("{}/api/referral/clients", self.base))
            .header("XApiKey", &self.key)
            .header("content-type", "application/json")
            .send(body.to_string())
            .expect("an answer");
        let mut text = String::new();
        answer.body_mut().as_reader().read_to_string(&mut text).expect("a body");
        let made: Json = serde_json::from_str(&text).expect("JSON");
        let url = made["onboardingLinks"]["url"].as_str().unwrap_or_else(|| panic!("no link: {text}"));
        let link = url[url.find("/onboarding/").expect("a link")..].to_owned();
        let company = [
            ("name", "Lisboa Têxteis Lda"),
            ("country", "PT"),
            ("address", "Rua Augusta 24"),
            ("zipCode", "1100-053"),
            ("city", "Lisboa"),
            ("supportEmail", "office@lisboa.example"),
        ];
        assert_eq!(self.post(&format!("{link}/company"), &company), 303);
        let people = [
            ("people.0.name", "Inês de Castro"),
            ("people.0.email", email.as_str()),
            ("people.0.title", "Managing director"),
            ("people.0.signs", "true"),
        ];
        assert_eq!(self.post(&format!("{link}/people"), &people), 303);
        link
    }

    /// Creates a client that has received its code.
    fn ready(&self, tenant: &str) -> Client {
        let link = self.client(tenant);
        let (status, page) = self.get(&format!("{link}/sdca"));
        assert_eq!(status, 200);
        let page = String::from_utf8_lossy(&page).into_owned();
        let (_, rest) = page.split_once("name=\"signature\" value=\"").expect("a part");
        let part = rest.split('"').next().expect("a part").to_owned();
        assert_eq!(self.post(&format!("{link}/sdca/code"), &[("signature", &part)]), 200);
        let until = Instant::now() + Duration::from_secs(60);
        while Instant::now() < until {
            let (_, mails) = self.get(&format!("/api/mailbox?to={tenant}@lisboa.example"));
            let mails: Json = serde_json::from_slice(&mails).expect("JSON");
            let texts = mails["mails"].as_array().into_iter().flatten().filter_map(|mail| mail["text"].as_str());
            let is_code = |line: &&str| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit());
            let found = texts.flat_map(str::lines).map(str::trim).find(is_code);
            if let Some(code) = found {
                return Client { link, part, code: code.to_owned() };
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no code came");
    }

    fn sign(&self, client: &Client) -> u16 {
        let strokes = "[[[40,90],[90,30],[140,100],[220,40]],[[330,60],[420,80]]]";
        let fields = [
            ("signature", client.part.as_str()),
            ("code", &client.code),
            ("mark", "Inês de Castro"),
            ("title", "Managing director"),
            ("strokes", strokes),
            ("read", "true"),
            ("electronic", "true"),
            ("evidence", "true"),
            ("authority", "true"),
        ];
        self.post(&format!("{}/sdca", client.link), &fields)
    }
}

fn tenant(name: &str) -> String {
    format!("{name}-{}", now().timestamp_micros())
}

/// The page on which an agreement is read and signed, as a whole answer.
#[divan::bench(max_time = 3)]
fn agreement_page(bencher: Bencher) {
    let Some(demo) = DEMO.as_ref() else { return };
    let path = format!("{}/sdca", demo.client(&tenant("page")));
    bencher.bench_local(|| assert_eq!(demo.get(&path).0, 200));
}

/// A hundred people sign at the same moment; then waits for the files.
fn at_once() {
    let Some(demo) = DEMO.as_ref() else {
        println!("Set PORTAL_BENCH to the demo-credentials.json of a running demo; see benches/README.md.");
        return;
    };
    let clients: Vec<Client> = (0..PEOPLE).map(|at| demo.ready(&tenant(&format!("at-once-{at}")))).collect();
    let barrier = Barrier::new(PEOPLE);
    let began = Instant::now();
    let sign = |client| {
        barrier.wait();
        let began = Instant::now();
        (demo.sign(client), began.elapsed())
    };
    let sign = &sign;
    let mut took: Vec<(u16, Duration)> = std::thread::scope(|scope| {
        let threads: Vec<_> = clients.iter().map(|client| scope.spawn(move || sign(client))).collect();
        threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    });
    let all = began.elapsed();
    took.sort_by_key(|(_, time)| *time);
    let errors = took.iter().filter(|(status, _)| *status != 303).count();
    println!(
        "{PEOPLE} people signed at once in {all:?}: {errors} errors, median {:?}, slowest {:?}.",
        took[PEOPLE / 2].1,
        took[PEOPLE - 1].1
    );
    assert_eq!(errors, 0);
    for client in &clients {
        let until = Instant::now() + Duration::from_secs(300);
        while !demo.get(&format!("{}/agreement.pdf", client.link)).1.windows(10).any(|window| window == b"/ByteRange") {
            assert!(Instant::now() < until, "a file is missing");
            std::thread::sleep(Duration::from_millis(200));
        }
    }
    println!("Every file was there after {:?}.", began.elapsed());
}
