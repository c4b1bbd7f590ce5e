//! A client of a referral partner that hands in cases by the API.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::clients::powers::sign_step;
use crate::clients::signing::COMPANY;
use crate::harness::console::Console;
use crate::harness::platform::{self, CLIENTS, Platform, client};
use crate::harness::{Response, Visitor, World};

/// The client's person who signs.
pub const INES: (&str, &str) = ("Inês de Castro", "ines@lisboa.example");
/// The referral partner's own id of the client.
pub const TENANT: &str = "T-1";
pub const BASE: &str = "/api/customer";

pub struct Scene {
    pub world: World,
    pub console: Console,
    pub platform: Platform,
    pub client: String,
    /// The client's onboarding, as a path.
    pub link: String,
    /// The client's own key.
    pub key: Visitor,
}

impl Scene {
    /// A client that has not signed anything; agency A takes claims against debtors in Germany.
    pub fn new() -> Self {
        let world = platform::world();
        let console = Console::new(&world);
        let platform = Platform::new(&world, "Ledgerly");
        let made = platform.key.post_json(CLIENTS, &client(TENANT, INES.1)).expect(202).json();
        let url = made["onboardingLinks"]["url"].as_str().expect("a link");
        let link = url.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
        let client = made["client"]["id"].as_str().expect("an id").to_owned();
        let key = super::key_of(&world, &console, &client);
        let rule = json!({ "collectionPartnerId": world.as_owner.agency.id.to_string(), "country": "DE" });
        console.key.post_json("/api/operator/coverage", &rule).expect(201);
        Self { client, link, key, console, platform, world }
    }

    /// A client that has signed its agreement and the power of attorney for agency A.
    pub fn signed() -> Self {
        let scene = Self::new();
        let browser = scene.onboard(&format!("{}?collectionPartnerId={}", scene.link, scene.world.as_owner.agency.id));
        scene.sign(&browser, &["poa", "sdca"]);
        scene
    }

    /// The client completes its data and names its signatory.
    pub fn onboard(&self, address: &str) -> Visitor {
        let (browser, link) = (self.world.nobody.elsewhere(), &self.link);
        browser.get(address).expect(303);
        browser.fill(&format!("{link}/company"), &COMPANY).expect(303);
        let row = [
            ("people.0.name", INES.0),
            ("people.0.email", INES.1),
            ("people.0.title", "Managing director"),
            ("people.0.signs", "true"),
        ];
        browser.fill(&format!("{link}/people"), &row).expect(303);
        browser
    }

    pub fn sign(&self, browser: &Visitor, steps: &[&str]) {
        for step in steps {
            sign_step(&self.world, browser, (&self.link, step), INES);
        }
    }

    /// A token for the client.
    pub fn token(&self) -> String {
        let answer = self.platform.key.post_json("/api/referral/oauth/token", &json!({ "externalTenantId": TENANT }));
        answer.expect(200).json()["accessToken"].as_str().expect("a token").to_owned()
    }

    /// The referral partner's system, acting for the client.
    pub fn bearer(&self) -> Visitor {
        Visitor::bearer(&self.world.app.address, &self.token())
    }

    pub fn today(&self) -> NaiveDate {
        (self.world.app.shared.clock)().date_naive()
    }

    pub fn days_ago(&self, days: u64) -> String {
        self.today().checked_sub_days(Days::new(days)).expect("a day").to_string()
    }

    /// A valid claim.
    pub fn claim(&self, reference: &str) -> Value {
        json!({
            "creditorReference": reference, "amountToRecover": 1500.00, "currencyCode": "USD",
            "date": self.days_ago(90), "dueDate": self.days_ago(60), "comments": "Three reminders were sent.",
            "debtor": {
                "type": "Company", "name": "Müller GmbH", "contactPerson": "Eva Müller", "address": "Hauptstraße 1",
                "zipCode": "24103", "city": "Kiel", "countryAlpha2": "DE", "email": "post@mueller.example"
            }
        })
    }

    pub fn create(&self, by: &Visitor, claim: &Value) -> Response {
        by.post_json(&format!("{BASE}/cases"), claim)
    }

    /// The operator approves a case; the agency accepts it.
    pub fn start(&self, case: &str) {
        self.approve(case);
        let welcome = json!({ "welcomeMessage": "Welcome.", "userEmail": "jonas@example.com" });
        self.world.key.post_json(&format!("/api/collection-partner/cases/{case}/start"), &welcome).expect(200);
    }

    pub fn approve(&self, case: &str) {
        self.console.key.post_json(&format!("/api/operator/verification/{case}/approve"), &json!({})).expect(200);
    }
}
