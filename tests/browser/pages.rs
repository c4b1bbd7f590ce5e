//! axe finds nothing on any page: light and dark, phone and desktop.

use std::collections::{BTreeSet, VecDeque};

use partner_portal::domain::case::Lifecycle;
use partner_portal::store;
use serde_json::json;

use crate::driver::Browser;
use crate::harness::console::Console;
use crate::harness::database::Folder;
use crate::harness::{PASSWORD, Upload, Visitor, World};

const AXE: &str = include_str!("vendor/axe.min.js");

/// Window width, and whether dark mode is preferred.
const LOOKS: [(u32, bool); 4] = [(1280, false), (1280, true), (360, false), (360, true)];

#[test]
fn axe_finds_nothing_on_any_page() {
    let world = World::new();
    let folder = Folder::new();
    let new = world.case().in_state(Lifecycle::PendingVerification).against("Çelik & Oğulları A.Ş.").make();
    let asked = world.case().in_state(Lifecycle::NeedsAdditionalDetails).make();
    let link = world.link();
    let active = world.case().over(1_824_000).called("N-2026-112-179").make();
    let paused = world.case().in_state(Lifecycle::Paused).make();
    let closed = world.case().in_state(Lifecycle::Closed).make();
    world.owner.post_form(&format!("/partner/cases/{active}/notes"), &[("description", "Called; nobody there.")]).to();
    world.owner.post_form(&format!("/partner/cases/{active}/chats"), &[("message", "We called the debtor.")]).to();
    let fields = [("paymentAmount", "250"), ("date", "2026-11-01"), ("paymentRecipient", "CollectionPartner")];
    let case = format!("/partner/cases/{active}");
    let recorded = world.owner.post_form(&format!("{case}/payments"), &fields);
    assert_eq!(recorded.status, 303, "{}", recorded.text());

    let direct = [
        ("paymentAmount", "100"),
        ("date", "2026-11-01"),
        ("paymentRecipient", "Creditor"),
        ("commissionPaymentStatus", "Unpaid"),
    ];
    world.owner.post_form(&format!("{case}/payments"), &direct).to();
    let plan = [("amount", "1000"), ("firstDate", "2099-01-15"), ("instalments", "4"), ("approval", "")];
    assert_eq!(world.owner.post_form(&format!("{case}/agreements"), &plan).status, 422, "it needs approval");
    let soon = world.context().now.date_naive() + chrono::Days::new(20);
    let promise = [("amount", "1000"), ("date", &*soon.to_string()), ("note", "By telephone, the bookkeeping")];
    world.owner.post_form(&format!("{case}/promises"), &promise).to();
    world.sql.execute("UPDATE case_update_clocks SET next_at = '2026-01-01 10:00:00'");
    world.sql.execute("UPDATE cases SET started_at = '2025-12-01 10:00:00' WHERE lifecycle = 'Active'");
    partner_portal::actions::updates::open_updates(&mut world.db(), &world.context()).expect("an update that waits");

    let former = world.case().against("Former AG").make();
    let now = world.context().now.naive_utc();
    let ended = "UPDATE engagements SET ended_as = 'Reassigned', reason = 'No capacity'";
    world.sql.execute(&format!("{ended}, ended_at = '{now}' WHERE case_id = '{former}'"));
    world.sql.execute(&format!(
        "UPDATE cases SET lifecycle = 'PendingVerificationInternal', collection_partner_id = NULL WHERE id = '{former}'"
    ));

    let browser = Browser::open(&world.app.address, folder.path());
    let mut found = Vec::new();
    for path in ["/sign-in", "/sign-in/code", "/forgotten", "/no/such/page", "/mailbox", &link] {
        look_at(&browser, path, &mut found);
    }
    browser.go("/sign-in");
    browser.write("#email", "signe@example.com");
    browser.write("#password", PASSWORD);
    browser.press_words("Sign in");
    browser.reads("Nordia Inkasso");
    let mut starts: Vec<String> =
        vec!["/partner/cases".to_owned(), case, "/partner/cases?tab=active&q=nothing".to_owned()];
    // Pages that only a form leads to.
    starts.push("/account/confirm".to_owned());
    starts.extend([new, asked, paused, closed].map(|id| format!("/partner/cases/{id}")));
    let paths = crawl(&world.owner, &starts);
    for path in &paths {
        look_at(&browser, path, &mut found);
    }
    assert!(paths.len() > 25, "pages are not found any more: {paths:#?}");
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
}

#[test]
fn axe_finds_nothing_on_the_pages_of_the_operator() {
    let world = World::new();
    let folder = Folder::new();
    let console = Console::new(&world);
    let case = world.case().make();
    let bytes = b"Reference,Amount,Currency,Date,Debtor,Land\nA-1,some,USD,2026-08-01,Bau AG,DE\n";
    let file = Upload { field: "file", name: "august.csv", kind: "text/csv", bytes };
    let client = world.creditor.to_string();
    let import = console.key.upload("/api/operator/imports", &[("creditorId", &client)], &[file]).expect(201).json();
    let import = format!("/operator/imports/{}", import["id"].as_str().expect("an id"));
    let own = format!("/api/operator/clients/{client}");
    let person = json!({ "firstName": "Ada", "lastName": "Ek", "email": "ada@client.example", "signs": true });
    console.key.post_json(&format!("{own}/people"), &person).expect(201);
    let division = json!({ "name": "Eastern branch", "city": "Varde", "country": "DK" });
    console.key.post_json(&format!("{own}/divisions"), &division).expect(201);
    console.key.post_json(&format!("{own}/keys"), &json!({ "name": "Accounting" })).expect(200);
    let today = (world.app.shared.clock)().date_naive();
    store::prices::rates::unscoped::seed(&mut world.db(), today).expect("rates");
    let browser = Browser::open(&world.app.address, folder.path());
    browser.go("/sign-in");
    browser.write("#email", "astrid@platform.example");
    browser.write("#password", PASSWORD);
    browser.press_words("Sign in");
    browser.reads("What waits for you");
    let mut found = Vec::new();
    let starts = [
        "/operator".to_owned(),
        "/operator/rates?day=2001-01-01".to_owned(),
        format!("/operator/cases/{case}"),
        import,
    ];
    let paths = crawl(&console.admin, &starts);
    for path in &paths {
        look_at(&browser, path, &mut found);
    }
    assert!(paths.len() >= 5, "pages are not found any more: {paths:#?}");
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
}

/// All pages reachable by links; of pages that differ only by their ids, the first.
fn crawl(person: &Visitor, starts: &[String]) -> Vec<String> {
    let mut open: VecDeque<String> = starts.iter().cloned().collect();
    // The first pages are cases in different states: they have the same address pattern but different content.
    let mut seen: BTreeSet<String> = starts.iter().map(|path| shape(path)).collect();
    let mut pages = Vec::new();
    while let Some(path) = open.pop_front() {
        let answer = person.get(&path);
        if !answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) || answer.status != 200 {
            assert!(answer.status < 400, "{path} is linked and answers {}", answer.status);
            continue;
        }
        for link in links(&answer.text()) {
            if seen.insert(shape(&link)) {
                open.push_back(link);
            }
        }
        pages.push(path);
    }
    pages
}

/// The pages that a page links to.
fn links(html: &str) -> Vec<String> {
    let all = html.split("<a ").skip(1).filter_map(|rest| rest.split("href=\"").nth(1)?.split('"').next());
    all.filter(|link| link.starts_with('/') && !link.starts_with("/static/") && !link.starts_with("/mailbox"))
        .map(|link| link.split('#').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

/// An address without ids and without its query, except the tab.
fn shape(path: &str) -> String {
    let (place, query) = path.split_once('?').unwrap_or((path, ""));
    let place: Vec<&str> = place.split('/').map(|part| if part.len() >= 30 { "{id}" } else { part }).collect();
    let tab = query.split('&').find(|pair| pair.starts_with("tab=")).unwrap_or_default();
    format!("{}?{tab}", place.join("/"))
}

/// Checks a page in all looks and adds what axe finds. A page wider than its window is a finding, too.
pub fn look_at(browser: &Browser, path: &str, found: &mut Vec<String>) {
    for (width, is_dark) in LOOKS {
        browser.look(width, is_dark);
        browser.go(path);
        let script = format!(
            "{AXE};\nconst done = arguments[arguments.length - 1];\n\
             axe.run(document, {{resultTypes: ['violations']}}).then(\
             result => done(result.violations.map(one => one.id + ': ' + one.help + ' | ' + \
             one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '))), error => done([String(error)]));"
        );
        let violations = browser.ask(&script);
        for one in violations.as_array().into_iter().flatten() {
            found.push(format!(
                "{path} at {width}{}: {}",
                if is_dark { ", dark" } else { "" },
                one.as_str().unwrap_or_default()
            ));
        }
        let wide = browser.ask(
            "const done = arguments[0]; const page = document.documentElement; \
             done(page.scrollWidth > page.clientWidth + 1 ? page.scrollWidth : 0);",
        );
        if wide != 0 {
            found.push(format!("{path} at {width}: the page is {wide} wide"));
        }
        if let Ok(folder) = std::env::var("PORTAL_TEST_PICTURES") {
            let name: String = path.chars().map(|one| if one.is_alphanumeric() { one } else { '-' }).collect();
            let name = format!("{name}-{width}{}.png", if is_dark { "-dark" } else { "" });
            let _ = std::fs::write(std::path::Path::new(&folder).join(name), browser.picture());
        }
    }
}
