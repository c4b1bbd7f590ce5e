//! How a case comes in: coverage, the case by hand, contracts, verification, acceptance.

mod coverage;
mod imports;
mod notices;
mod partners;
mod reassign;
mod verification;
mod walk;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::clients::powers::sign_step;
use crate::clients::signing::COMPANY;
use crate::harness::console::Console;
use crate::harness::platform::{self, Platform};
use crate::harness::{Visitor, World};

const CASES: &str = "/api/operator/cases";
const COVERAGE: &str = "/api/operator/coverage";
const QUEUE: &str = "/api/operator/verification";

/// The client's person who signs.
const INES: (&str, &str) = ("Inês de Castro", "ines@lisboa.example");

/// A world with published agreements, the operator's people, and a client of a referral partner.
struct Scene {
    world: World,
    console: Console,
    client: String,
    /// The client's onboarding, as a path.
    link: String,
}

impl Scene {
    fn new() -> Self {
        let world = platform::world();
        let console = Console::new(&world);
        let partner = Platform::new(&world, "Ledgerly").id.to_string();
        let body = json!({
            "referralPartnerId": partner, "name": "Lisboa Têxteis Lda", "country": "PT",
            "firstName": "Inês", "lastName": "de Castro", "email": INES.1
        });
        let made = console.key.post_json("/api/operator/clients", &body).expect(201).json();
        let url = made["onboardingUrl"].as_str().expect("a link");
        let link = url.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
        Self { client: made["id"].as_str().expect("an id").to_owned(), link, console, world }
    }

    /// A scene whose client has signed its agreement and the power of attorney for agency A.
    fn signed() -> Self {
        let scene = Self::new();
        let agency = scene.agency();
        let browser = scene.onboard(&format!("?collectionPartnerId={agency}"));
        scene.sign(&browser, &["poa", "sdca"]);
        scene
    }

    fn agency(&self) -> String {
        self.world.as_owner.agency.id.to_string()
    }

    fn today(&self) -> NaiveDate {
        (self.world.app.shared.clock)().date_naive()
    }

    fn days_ago(&self, days: u64) -> String {
        self.today().checked_sub_days(Days::new(days)).expect("a day").to_string()
    }

    /// The client completes its data and names its signatory.
    fn onboard(&self, query: &str) -> Visitor {
        let (browser, link) = (self.world.nobody.elsewhere(), &self.link);
        browser.get(&format!("{link}{query}")).expect(303);
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

    fn sign(&self, browser: &Visitor, steps: &[&str]) {
        for step in steps {
            sign_step(&self.world, browser, (&self.link, step), INES);
        }
    }

    /// A coverage rule of agency A for all claims in a country.
    fn cover(&self, country: &str) -> String {
        let body = json!({ "collectionPartnerId": self.agency(), "country": country });
        let made = self.console.key.post_json(COVERAGE, &body).expect(201).json();
        made["id"].as_str().expect("an id").to_owned()
    }

    /// A valid claim of the client.
    fn claim(&self) -> Value {
        json!({
            "creditorId": self.client, "creditorReference": "R-1", "amountToRecover": 1500, "currencyCode": "USD",
            "date": self.days_ago(90), "dueDate": self.days_ago(60), "claimType": "UnpaidInvoice",
            "disputeStatus": "NotDisputed",
            "debtor": {
                "type": "Company", "name": "Müller GmbH", "address": "Hauptstraße 1", "zipCode": "24103",
                "city": "Kiel", "country": "DE", "email": "post@mueller.example"
            }
        })
    }

    /// Hands in a claim; returns the answer.
    fn hand_in(&self, claim: &Value) -> Value {
        self.console.key.post_json(CASES, claim).expect(201).json()
    }

    fn state(&self, id: &str) -> Value {
        self.console.key.get(&format!("{QUEUE}/{id}")).expect(200).json()
    }
}
