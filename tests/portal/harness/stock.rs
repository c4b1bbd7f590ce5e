//! A world with one object of each kind, addresses filled with their ids, and one visitor of each kind, for tests that
//! send the same requests to every route.

use std::cell::Cell;
use std::collections::BTreeMap;

use chrono::Duration;
use partner_portal::actions::Context;
use partner_portal::actions::clients::{CarveOutOrder, agree_on_prices};
use partner_portal::actions::invoices::run;
use partner_portal::actions::people::{self, NewPersonOrder};
use partner_portal::app::signed_link;
use partner_portal::domain::actor::{Author, OrganisationKind, Role};
use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::DocumentId;
use partner_portal::domain::money::Rate;
use partner_portal::domain::month::Month;
use partner_portal::routes::rights::{Method, Right, Who};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::console::Console;
use super::http::{Response, Upload, urlencoded};
use super::platform::{self, CLIENTS, Platform, client, code};
use super::visitor::{FORM, JSON, Visitor};
use super::world::{PASSWORD, World};

/// A kind of visitor.
pub struct Caller<'a> {
    /// Its name, for messages.
    pub name: &'static str,
    /// Who sends.
    pub visitor: &'a Visitor,
    /// Its rights, except `Anyone` and links.
    pub has: &'static [Who],
    /// Whether the objects belong to their organisation. The operator's people may see all objects.
    pub is_ours: bool,
}

impl Caller<'_> {
    /// Whether they sign in, as people do.
    pub fn is_person(&self) -> bool {
        self.has.contains(&Who::SignedIn)
    }
}

/// The world with the ids of its objects.
pub struct Stock {
    pub world: World,
    /// The referral partner that owns the objects.
    pub platform: Platform,
    /// Another referral partner.
    pub other_platform: Platform,
    pub console: Console,
    /// Key of the client whose objects these are, and of another one.
    pub client_keys: [Visitor; 2],
    shared: BTreeMap<String, String>,
    next: Cell<u32>,
}

type Parts = BTreeMap<String, String>;

impl Stock {
    /// Creates one object of each kind.
    pub fn new() -> Self {
        let world = platform::world();
        let (platform, other_platform) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Fakturo"));
        let console = Console::new(&world);
        let client_keys = client_keys(&world, &console);
        let (shared, next) = (BTreeMap::new(), Cell::new(0));
        let mut stock = Self { world, platform, other_platform, console, client_keys, shared, next };
        stock.fill_books();
        stock.fill_cases();
        stock.fill_people();
        stock.fill_brand();
        stock.fill_clients();
        stock.fill_prices();
        stock.fill_mails();
        stock
    }

    /// One visitor of each kind.
    pub fn callers(&self) -> Vec<Caller<'_>> {
        use Who::{
            AgencyAdmin, AgencyKey, AgencyUser, ClientKey, OperatorAdmin, OperatorKey, OperatorStaff, ReferralAdmin,
            ReferralKey, ReferralViewer, SignedIn,
        };
        let (world, ours, theirs, console) = (&self.world, &self.platform, &self.other_platform, &self.console);
        let caller = |name, visitor, is_ours, has| Caller { name, visitor, has, is_ours };
        vec![
            caller("nobody", &world.nobody, false, &[]),
            caller("Admin of agency A", &world.owner, true, &[SignedIn, AgencyUser, AgencyAdmin]),
            caller("User of agency A", &world.colleague, true, &[SignedIn, AgencyUser]),
            caller("Admin of agency B", &world.rival, false, &[SignedIn, AgencyUser, AgencyAdmin]),
            caller("key of agency A", &world.key, true, &[AgencyKey]),
            caller("key of agency B", &world.rival_key, false, &[AgencyKey]),
            caller("Admin of referral partner A", &ours.admin, true, &[SignedIn, ReferralViewer, ReferralAdmin]),
            caller("Viewer of referral partner A", &ours.viewer, true, &[SignedIn, ReferralViewer]),
            caller("Admin of referral partner B", &theirs.admin, false, &[SignedIn, ReferralViewer, ReferralAdmin]),
            caller("key of referral partner A", &ours.key, true, &[ReferralKey]),
            caller("key of referral partner B", &theirs.key, false, &[ReferralKey]),
            caller("Admin of the operator", &console.admin, true, &[SignedIn, OperatorStaff, OperatorAdmin]),
            caller("Staff of the operator", &console.staff, true, &[SignedIn, OperatorStaff]),
            caller("key of client A", &self.client_keys[0], true, &[ClientKey]),
            caller("key of client B", &self.client_keys[1], false, &[ClientKey]),
            caller("key of the operator", &console.key, true, &[OperatorKey]),
        ]
    }

    /// The address of a right, filled with shared objects of agency A and referral partner A.
    pub fn path(&self, right: &Right) -> String {
        filled(&right.pattern, &self.shared)
    }

    /// The same with objects made for this call, if a request may use them up.
    pub fn fresh_path(&self, right: &Right, who: &Visitor) -> String {
        let (pattern, mut parts) = (right.pattern.as_str(), self.shared.clone());
        if pattern.contains("/cases/{id}") {
            let case = self.world.case().over(1_000_000).make().to_string();
            if pattern.contains("{paymentId}") {
                parts.insert("paymentId".to_owned(), self.payment(&case));
            }
            if pattern.contains("{documentId}") {
                parts.insert("documentId".to_owned(), self.document(&case));
            }
            if pattern.contains("{planId}") {
                parts.insert("planId".to_owned(), self.plan(&case));
            }
            parts.insert("id".to_owned(), case);
        }
        if pattern.contains("{externalTenantId}") && !pattern.contains("{agreementId}") {
            let tenant = format!("tenant-{}", self.number());
            self.bring(&self.platform, &tenant);
            parts.insert("externalTenantId".to_owned(), tenant);
        }
        if pattern.contains("/hosts/{referralPartnerId}") {
            let claim = json!({ "host": "pay.ledgerly.example" });
            self.platform.key.send_json("PUT", "/api/referral/branding", &claim).expect(200);
        }
        if pattern.contains("{membershipId}") {
            let special = MEMBERS.into_iter().find(|(start, _)| pattern.contains(start)).map(|(_, name)| name);
            parts.insert(special.unwrap_or("membershipId").to_owned(), self.member(special.is_some()));
        }
        if pattern.contains("{clientPersonId}") {
            parts.insert("clientPersonId".to_owned(), self.client_person());
        }
        if pattern.contains("{divisionId}") || pattern.contains("/divisions/{id}") {
            parts.insert("divisionId".to_owned(), self.division());
        }
        if pattern.contains("{keyId}") {
            let (_, name) = KEYS.into_iter().find(|(start, _)| pattern.contains(start)).expect("an owner");
            parts.insert(name.to_owned(), self.key_of(name));
        }
        if pattern.contains("{invitationId}") {
            parts.insert("invitationId".to_owned(), self.invitation());
        }
        if pattern.contains("{importId}") {
            parts.insert("importId".to_owned(), self.import());
        }
        if pattern.contains("{filterId}") {
            parts.insert("filterId".to_owned(), self.view(who));
        }
        filled(pattern, &parts)
    }

    /// Sends the request of a right as its visitor would: a form with the session's token, or JSON.
    pub fn send(&self, right: &Right, path: &str, who: &Visitor) -> Response {
        if right.method == Method::Get {
            return who.get(path);
        }
        let mut fields = BODY.to_vec();
        let is_rival = std::ptr::eq(who, &self.world.rival_key) || std::ptr::eq(who, &self.world.rival);
        let colleague = if is_rival { "marta@example.com" } else { "signe@example.com" };
        fields.extend([("userEmail", colleague), ("assignedUserEmail", colleague)]);
        let signature = self.shared.get(&format!("signature{}", surface_of(&right.pattern)));
        fields.extend(signature.map(|id| ("signature", id.as_str())));
        if right.pattern.starts_with("/api/") {
            let typed = |(name, text): (&str, &str)| {
                let number = NUMBERS.contains(&name).then(|| text.parse::<i64>().expect("a number"));
                (name.to_owned(), number.map_or_else(|| json!(text), |number| json!(number)))
            };
            let body: BTreeMap<String, Value> = fields.into_iter().map(typed).collect();
            return who.send(right.method.name(), path, &JSON, json!(body).to_string().as_bytes());
        }
        let path = match right.method {
            Method::Post => path.to_owned(),
            other => format!("{path}?_method={}", other.name()),
        };
        let token = who.token();
        fields.push(("_token", &token));
        who.send("POST", &path, &FORM, urlencoded(&fields).as_bytes())
    }

    fn number(&self) -> u32 {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    fn put(&mut self, part: &str, value: impl ToString) {
        self.shared.insert(part.to_owned(), value.to_string());
    }

    fn newest(&self, column: &str, rest: &str) -> String {
        let found = self.world.sql.texts(&format!("SELECT {column} AS value FROM {rest}"));
        found.into_iter().next().flatten().unwrap_or_else(|| panic!("no {column} FROM {rest}"))
    }

    fn payment(&self, case: &str) -> String {
        let body = json!({ "date": "2026-01-05", "paymentAmount": 100, "paymentRecipient": "CollectionPartner" });
        self.world.key.post_json(&format!("/api/collection-partner/cases/{case}/payments"), &body).expect(200);
        self.newest("id", &format!("payments WHERE case_id = '{case}'"))
    }

    fn document(&self, case: &str) -> String {
        let bytes = format!("%PDF-1.4\n% {}\ntrailer <<>>\n%%EOF\n", self.number()).into_bytes();
        let file = Upload { field: "files", name: "letter.pdf", kind: "application/pdf", bytes: &bytes };
        let path = format!("/api/collection-partner/cases/{case}/files");
        let made = self.world.key.upload(&path, &[], &[file]).expect(200).json();
        made["id"].as_str().expect("an id").to_owned()
    }

    fn plan(&self, case: &str) -> String {
        let day = (self.world.context().now + Duration::days(5)).date_naive().to_string();
        let body = json!({ "amount": 100, "date": day });
        self.world.key.post_json(&format!("/api/collection-partner/cases/{case}/promises"), &body).expect(200);
        self.newest("id", &format!("plans WHERE case_id = '{case}'"))
    }

    fn view(&self, who: &Visitor) -> String {
        let name = format!("View {}", self.number());
        who.post_form("/partner/cases/views", &[("name", &name), ("query", "tab=active")]).to();
        self.newest("id", &format!("saved_filters WHERE name = '{name}'"))
    }

    /// Another person of agency A, or of referral partner A.
    fn member(&self, is_of_partner: bool) -> String {
        let email = format!("colleague{}@example.com", self.number());
        let agency = (OrganisationKind::CollectionPartner, self.world.as_owner.agency.id.to_string());
        let partner = (OrganisationKind::ReferralPartner, self.platform.id.to_string());
        let order = NewPersonOrder {
            email: email.clone(),
            first_name: "Kim".to_owned(),
            last_name: "Lind".to_owned(),
            password: Some(PASSWORD.to_owned()),
            organisation: if is_of_partner { partner } else { agency },
            role: if is_of_partner { Role::Viewer } else { Role::User },
        };
        people::create_person(&mut self.world.db(), &order, &Author::system(), &self.world.context())
            .expect("a person");
        self.newest("m.id", &format!("memberships m JOIN people p ON p.id = m.person_id WHERE p.email = '{email}'"))
    }

    /// An agency and a referral partner whose keys nobody uses.
    fn fill_keys(&mut self) {
        let agency = json!({ "name": "Cobra Inkasso", "country": "DE", "timeZone": "Europe/Berlin" });
        let partner =
            json!({ "name": "Kontor", "country": "DE", "contactEmail": "a@kontor.example", "feePercentage": 10 });
        for (list, body, name) in [
            ("agencies", agency, "collectionPartnerId of keys"),
            ("referral-partners", partner, "referralPartnerId of keys"),
        ] {
            let made = self.console.key.post_json(&format!("/api/operator/{list}"), &body).expect(201).json();
            self.put(name, made["id"].as_str().expect("an id"));
        }
    }

    fn client_person(&self) -> String {
        let number = self.number();
        let body = json!({ "firstName": "Ada", "lastName": "Ek", "email": format!("ada{number}@client.example") });
        let path = format!("/api/operator/clients/{}/people", self.world.creditor);
        self.console.key.post_json(&path, &body).expect(201).json()["id"].as_str().expect("an id").to_owned()
    }

    fn division(&self) -> String {
        let body = json!({ "name": format!("Branch {}", self.number()), "city": "Aarhus", "country": "DK" });
        let path = format!("/api/operator/clients/{}/divisions", self.world.creditor);
        self.console.key.post_json(&path, &body).expect(201).json()["id"].as_str().expect("an id").to_owned()
    }

    /// An agreement that the client signed on paper.
    fn paper(&self) -> String {
        let file = Upload { field: "file", name: "scan.pdf", kind: "application/pdf", bytes: b"%PDF-1.4\n%%EOF\n" };
        let agency = self.world.as_owner.agency.id.to_string();
        let fields = [("collectionPartnerId", agency.as_str()), ("signedOn", "2024-03-31")];
        let path = format!("/api/operator/clients/{}/agreements", self.world.creditor);
        let made = self.console.key.upload(&path, &fields, &[file]).expect(201).json();
        made["agreements"][0]["id"].as_str().expect("an id").to_owned()
    }

    /// A new key of the client, or of an organisation whose keys nobody uses.
    fn key_of(&self, name: &str) -> String {
        let base = match name {
            "keyId of a client" => format!("clients/{}", self.world.creditor),
            "keyId of an agency" => format!("agencies/{}", self.shared["collectionPartnerId of keys"]),
            _ => format!("referral-partners/{}", self.shared["referralPartnerId of keys"]),
        };
        let body = json!({ "name": format!("Key {}", self.number()) });
        let made = self.console.key.post_json(&format!("/api/operator/{base}/keys"), &body).expect(200).json();
        made["keys"].as_array().and_then(|keys| keys.last()).expect("a key")["id"].as_str().expect("an id").to_owned()
    }

    fn invitation(&self) -> String {
        let email = format!("invited{}@example.com", self.number());
        let fields = [("email", email.as_str()), ("firstName", "Anna"), ("lastName", "Lind"), ("role", "User")];
        self.world.owner.post_form("/partner/settings/team", &fields).to();
        self.newest("id", &format!("invitations WHERE email = '{email}'"))
    }

    /// Lets a referral partner create a client; returns the path of its onboarding link.
    fn bring(&self, platform: &Platform, tenant: &str) -> String {
        let mut sent = client(tenant, &format!("people@{tenant}.example"));
        sent["client"]["name"] = json!(format!("Company {tenant}"));
        sent["client"]["registrationNumber"] = Value::Null;
        let made = platform.key.post_json(CLIENTS, &sent).expect(202).json();
        self.local(made["onboardingLinks"]["url"].as_str().expect("a link"))
    }

    fn local(&self, url: &str) -> String {
        url.strip_prefix(&format!("http://{}", self.world.app.address)).expect("our own address").to_owned()
    }

    fn link_to(&self, email: &str, start: &str) -> String {
        let all = self.world.sql.texts(&format!(
            "SELECT text_body AS value FROM mails WHERE to_address = '{email}' ORDER BY created_at DESC, id DESC"
        ));
        let text = all.into_iter().flatten().find(|text| text.contains(start)).expect("a mail with a link");
        let at = text.find(start).expect("a link") + start.len();
        text[at..].split_whitespace().next().expect("a token").trim_end_matches(['.', ')']).to_owned()
    }
}

impl Stock {
    /// An invoice of agency A, made as if this month were over, and a creditor with a balance.
    fn fill_books(&mut self) {
        let case = self.world.case().over(1_000_000).make().to_string();
        self.payment(&case);
        let ctx = self.world.context();
        let month = Month::of(ctx.now.date_naive());
        let later = Context { now: month.ends() + Duration::days(7), ..ctx };
        let issued = run(&mut self.world.db(), month, &Author::system(), &later, |_, _| {}).expect("a run");
        self.put("invoiceId", issued[0].id);
        self.put("creditorId", self.world.creditor);
        self.put("collectionPartnerId", self.world.as_owner.agency.id);
    }

    /// A case of a referral partner's client.
    fn case_of(&self, tenant: &str) -> String {
        let case = self.world.case().make().to_string();
        let client = format!("(SELECT creditor_id FROM referral_links WHERE external_tenant_id = '{tenant}')");
        let partner = self.platform.id;
        self.world.sql.execute(&format!(
            "UPDATE cases SET creditor_id = {client}, referral_partner_id = '{partner}' WHERE id = '{case}'"
        ));
        case
    }

    /// The query of a signed link to a file.
    fn signed_query(&self, path: &str) -> String {
        let expires = self.world.context().now.timestamp() + 60;
        let secrets = &self.world.app.shared.config.secrets;
        format!("expires={expires}&signature={}", secrets.sign("document link", &format!("{path}\n{expires}")))
    }

    fn fill_cases(&mut self) {
        let case = self.world.case().over(1_000_000).called("N-2026-7").creditor_calls("C-9").make().to_string();
        let payment = self.payment(&case);
        self.world.sql.execute(&format!(
            "UPDATE payments SET referral_partner_id = '{}' WHERE id = '{payment}'",
            self.platform.id
        ));
        self.put("paymentId", payment);
        self.put("planId", self.plan(&case));
        let document = self.document(&case);
        let link = signed_link(
            &self.world.app.shared.config,
            DocumentId::parse(&document).expect("an id"),
            self.world.context().now,
        );
        self.put("quoteRequestId", "0192d0c0-0000-7000-8000-000000000000");
        self.put("quoteId", "0192d0c0-0000-7000-8000-000000000000");
        self.put("jurisdictionId", "276");
        self.put("creditorReference", "C-9");
        self.put("caseReference", self.newest("reference", &format!("cases WHERE id = '{case}'")));
        self.put("query/files/{documentId}", link.split_once('?').expect("a query").1);
        self.put("documentId", document);
        self.put("reference", self.newest("reference", &format!("cases WHERE id = '{case}'")));
        self.put("partner reference", "N-2026-7");
        self.put("id of a former case", self.former_case());
        self.put("importId", self.import());
        self.put("id", case);
        let asked = self.world.case().in_state(Lifecycle::NeedsAdditionalDetails).make().to_string();
        self.put("documentId/client", self.document(&asked));
        // Nothing is kept under this token, and the page says so.
        self.put("token/resume", "nothing");
        self.put("token/client", self.world.link().trim_start_matches("/client/"));
        self.put("filterId", self.view(&self.world.owner));
    }

    /// A file of a case.
    fn import(&self) -> String {
        let text = format!(
            "Reference,Amount,Currency,Date,Debtor,Country\nI-{},500,USD,2026-08-01,Bau AG,DE\n",
            self.number()
        );
        let file = Upload { field: "file", name: "cases.csv", kind: "text/csv", bytes: text.as_bytes() };
        let client = self.world.creditor.to_string();
        let made = self.console.key.upload("/api/operator/imports", &[("creditorId", &client)], &[file]).expect(201);
        made.json()["id"].as_str().expect("an id").to_owned()
    }

    /// A case that agency A declined, and nobody has.
    fn former_case(&self) -> String {
        let case = self.world.case().make();
        let sql = &self.world.sql;
        let now = self.world.context().now.naive_utc();
        sql.execute(&format!(
            "UPDATE engagements SET ended_at = '{now}', ended_as = 'Reassigned' WHERE case_id = '{case}'"
        ));
        sql.execute(&format!(
            "UPDATE cases SET lifecycle = 'PendingVerificationInternal', collection_partner_id = NULL WHERE id = '{case}'"
        ));
        case.to_string()
    }

    fn fill_people(&mut self) {
        self.put("membershipId", self.member(false));
        self.put("membershipId of a referral partner", self.member(true));
        self.put("clientPersonId", self.client_person());
        self.put("divisionId", self.division());
        self.put("agreementId/operator", self.paper());
        self.fill_keys();
        for (_, name) in KEYS {
            self.put(name, self.key_of(name));
        }
        self.put("invitationId", self.invitation());
        let invited = self.newest("email", "invitations ORDER BY created_at DESC");
        self.put("token/invitation", self.link_to(&invited, "/invitation/"));
        self.world.nobody.post_form("/forgotten", &[("email", "jonas@example.com")]).expect(200);
        self.put("token/reset", self.link_to("jonas@example.com", "/reset/"));
        // The agency signs its agreement. Signing it again changes nothing.
        self.world.sql.execute("UPDATE collection_partners SET agreement_signed_at = NULL");
        let at = "/partner/settings/agreements";
        self.world.owner.get(at).expect(200);
        let part = self.newest(
            "s.id",
            "signatures s JOIN agreements a ON a.id = s.agreement_id WHERE a.kind = 'PartnerSdca' \
             AND s.signed_at IS NULL AND a.voided_at IS NULL",
        );
        self.world.owner.post_form(&format!("{at}/code"), &[("signature", &part)]).expect(200);
        let typed = code(&self.world, "signe@example.com");
        self.sign(&self.world.owner, at, (&part, &typed), "Signe Holm");
        self.put("agreementId/partner", self.filed("a.kind = 'PartnerSdca'"));
        self.put("signature/partner", part);
    }

    fn sign(&self, who: &Visitor, at: &str, (part, code): (&str, &str), name: &str) {
        let consent = ["read", "electronic", "evidence", "authority"].map(|field| (field, "true"));
        let mut fields = vec![("signature", part), ("code", code), ("mark", name), ("title", "Managing director")];
        fields.extend(consent);
        who.post_form(at, &fields).expect(303);
    }

    /// Waits until the worker has made a signed agreement's file; returns the agreement's id.
    fn filed(&self, which: &str) -> String {
        let _working = self.world.app.work();
        let query = format!(
            "SELECT a.id AS value FROM agreement_files f JOIN agreements a ON a.id = f.agreement_id WHERE {which}"
        );
        for _ in 0..300 {
            if let Some(Some(id)) = self.world.sql.texts(&query).into_iter().next() {
                return id;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("no file was made of {which}");
    }

    fn fill_brand(&mut self) {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 30\"><path d=\"M0 0h120v30H0z\"/></svg>";
        let logo = Upload { field: "logo", name: "logo.svg", kind: "image/svg+xml", bytes: svg.as_bytes() };
        let colours = [
            ("backgroundColorCode", "#FFF8F2"),
            ("buttonColorCode", "b4470c"),
            ("fontColor", "#2b1708"),
            ("host", "pay.ledgerly.example"),
        ];
        self.platform.admin.upload("/referral/settings/branding", &colours, &[logo]).expect(303);
        let url = self.platform.key.get_json("/api/referral/branding")["logoUrl"].as_str().expect("a logo").to_owned();
        let sha256 = url.split("/brands/").nth(1).and_then(|rest| rest.strip_suffix(".png")).expect("a hash");
        self.put("sha256", sha256);
        self.put("referralPartnerId", self.platform.id.to_string());
        let page = self.world.nobody.get("/sign-in").expect(200).text();
        let name = page.split("/static/").nth(1).and_then(|rest| rest.split('"').next()).expect("a file").to_owned();
        self.put("name", name);
    }

    /// A client that has signed, one that is about to sign, and one that is asked to be linked.
    fn fill_clients(&mut self) {
        let sdca = "s.signed_at IS NULL AND a.kind = 'Sdca' AND a.voided_at IS NULL";
        for tenant in ["signed", "open"] {
            let link = self.bring(&self.platform, tenant);
            let browser = self.world.nobody.elsewhere();
            let name = format!("Company {tenant}");
            let company = [
                ("name", name.as_str()),
                ("country", "PT"),
                ("address", "Rua Augusta 24"),
                ("zipCode", "1100-053"),
                ("city", "Lisboa"),
                ("supportEmail", "office@lisboa.example"),
            ];
            browser.fill(&format!("{link}/company"), &company).expect(303);
            let email = format!("people@{tenant}.example");
            let row = [
                ("people.0.name", "Inês de Castro"),
                ("people.0.email", email.as_str()),
                ("people.0.title", "Managing director"),
                ("people.0.signs", "true"),
            ];
            browser.fill(&format!("{link}/people"), &row).expect(303);
            browser.get(&format!("{link}/sdca")).expect(200);
            let joined = "signatures s JOIN agreements a ON a.id = s.agreement_id";
            let part = self.newest("s.id", &format!("{joined} WHERE s.email = '{email}' AND {sdca}"));
            let token = link.trim_start_matches("/onboarding/").to_owned();
            if tenant == "open" {
                self.put("token/onboarding", token);
                self.put("signature/onboarding", part);
                continue;
            }
            browser.post_form(&format!("{link}/sdca/code"), &[("signature", &part)]).expect(200);
            let typed = code(&self.world, &email);
            self.sign(&browser, &format!("{link}/sdca"), (&part, &typed), "Inês de Castro");
            self.put("agreementId/onboarding", self.filed("a.kind = 'Sdca'"));
            let signed = self.filed("a.kind = 'Sdca'");
            self.put("query/files/agreements/{agreementId}", self.signed_query(&format!("agreements/{signed}")));
            self.put("agreementId/files", signed);
            self.put("agreementId/referral", self.filed("a.kind = 'Sdca'"));
            let case = self.case_of(tenant);
            self.put("caseId", case.clone());
            self.put("id/referral", case);
            self.put("externalTenantId", tenant);
            self.put("token of the signed", token);
        }
        self.fill_link_request();
    }

    /// An account that another partner created and gave up, with a request to be linked with this partner. Its people
    /// have entered their code.
    fn fill_link_request(&mut self) {
        self.bring(&self.other_platform, "returned");
        self.world.sql.execute(
            "UPDATE referral_links SET archived_at = '2026-01-01 00:00:00' WHERE external_tenant_id = 'returned'",
        );
        let mut wish = client("wished", "people@returned.example");
        wish["client"]["name"] = json!("Company returned");
        wish["client"]["registrationNumber"] = Value::Null;
        let refused = self.platform.key.post_json(CLIENTS, &wish).expect(409).json();
        let link = self.local(refused["data"]["onboardingLinks"]["url"].as_str().expect("a link"));
        let browser = self.world.nobody.elsewhere();
        browser.post_form(&format!("{link}/proof/code"), &[]).expect(200);
        let typed = code(&self.world, "people@returned.example");
        let to = browser.post_form(&format!("{link}/proof"), &[("code", &typed)]).expect(303).to();
        self.put("token/link request", to.trim_start_matches("/onboarding/"));
    }

    fn fill_prices(&mut self) {
        self.put("priceId", self.newest("id", "prices ORDER BY id"));
        self.put("source", "CreditorCustomPricing");
        let order = CarveOutOrder {
            referral_partner: self.platform.id,
            agency: self.world.as_owner.agency.id,
            country: "GB".to_owned(),
            tiers: vec![(100_000, Rate::percent(Decimal::from(25)))],
        };
        agree_on_prices(&mut self.world.db(), &order, &Author::system(), &self.world.context()).expect("prices");
        self.put("carveOutId", self.newest("id", "carve_outs"));
        let agency = self.world.as_owner.agency.id.to_string();
        let rule = json!({ "collectionPartnerId": agency, "country": "DE" });
        self.console.key.post_json("/api/operator/coverage", &rule).expect(201);
        self.put("coverageId", self.newest("id", "coverage_rules"));
        let fixed = format!("/api/operator/clients/{}/agencies", self.world.creditor);
        self.console.key.post_json(&fixed, &rule).expect(201);
        self.put("clientAgencyId", self.newest("id", "client_agencies"));
    }

    /// A mail with an attachment, in the mailbox.
    fn fill_mails(&mut self) {
        let mail = self.newest("id", "mails WHERE id NOT IN (SELECT mail_id FROM mail_attachments)");
        self.world.sql.execute(&format!(
            "INSERT INTO mail_attachments (mail_id, place, sha256, file_name, media_type, is_inline) \
             VALUES ('{mail}', 0, '{}', 'logo.png', 'image/png', false)",
            self.shared["sha256"]
        ));
        self.put("mailId", mail);
        self.put("place", 0);
        self.put("step", "sdca");
        self.put("step of pdf", "agreement");
    }
}

/// The fields of all requests about a case. Each address ignores those it does not know.
const BODY: [(&str, &str); 30] = [
    ("companyName", "Eastern branch"),
    ("city", "Varde"),
    ("countryCode", "DK"),
    ("welcomeMessage", "Welcome. We begin today."),
    ("category", "NoCapacity"),
    ("reason", "For the test."),
    ("question", "Is there a contract?"),
    ("closeCode", "DebtorUntraceable"),
    ("description", "Called; nobody there."),
    ("outcome", "Nobody there."),
    ("message", "We called the debtor."),
    ("collectionPartnerReference", "N-1"),
    ("date", "2026-01-05"),
    ("paymentAmount", "50"),
    ("paymentRecipient", "CollectionPartner"),
    ("collectionFees", "12"),
    ("currency", "EUR"),
    ("paidOn", "2026-01-31"),
    ("month", "2026-01"),
    ("summary", "Reached twice."),
    ("recommendation", "StayActive"),
    ("activities", "Telephone"),
    ("role", "User"),
    ("amount", "10"),
    ("firstDate", "2027-01-05"),
    ("interval", "Month"),
    ("instalments", "2"),
    ("directorFullName", "Inês de Castro"),
    ("directorDateOfBirth", "1971-05-30"),
    ("directorHomeAddress", "Rua Augusta 24, Lisboa"),
];

/// Addresses of people who are not of agency A, and the name of their id.
const MEMBERS: [(&str, &str); 1] = [("/referral-partners/", "membershipId of a referral partner")];

/// Addresses of keys, and the name of the id of each owner's key.
const KEYS: [(&str, &str); 3] = [
    ("/clients/", "keyId of a client"),
    ("/agencies/", "keyId of an agency"),
    ("/referral-partners/", "keyId of a referral partner"),
];

/// A key of the world's client, and of another one.
fn client_keys(world: &World, console: &Console) -> [Visitor; 2] {
    let other = json!({
        "name": "Fjordfisk AS", "country": "NO", "firstName": "Ola", "lastName": "Nes", "email": "ola@fjordfisk.example"
    });
    let other = console.key.post_json("/api/operator/clients", &other).expect(201).json();
    let other = other["id"].as_str().expect("an id").to_owned();
    [world.creditor.to_string(), other].map(|client| {
        let path = format!("/api/operator/clients/{client}/keys");
        let made = console.key.post_json(&path, &json!({ "name": "For the test" })).expect(200).json();
        Visitor::key(&world.app.address, made["issued"].as_str().expect("a key"))
    })
}

/// Fields that are numbers in JSON.
const NUMBERS: [&str; 4] = ["paymentAmount", "collectionFees", "amount", "instalments"];

/// The part of the product that an address belongs to, to distinguish ids with the same name.
fn surface_of(pattern: &str) -> String {
    let path = pattern.strip_prefix("/api").unwrap_or(pattern);
    let first = path.split('/').nth(1).unwrap_or_default();
    format!("/{}", if first == "collection-partner" { "partner" } else { first })
}

/// The name of the id that this address needs, if it is a special one.
fn of_place(places: &[(&str, &str)], pattern: &str) -> Option<String> {
    places.iter().find(|(start, _)| pattern.contains(start)).map(|(_, name)| (*name).to_owned())
}

fn filled(pattern: &str, parts: &Parts) -> String {
    let surface = surface_of(pattern);
    let mut path = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (part, after) = after.split_once('}').expect("a part");
        let name = part.split(':').next().unwrap_or_default();
        let special = match (name, pattern) {
            ("token", _) if pattern.ends_with("/link") => Some("token/link request".to_owned()),
            ("token", _) if pattern.contains("{agreementId}") => Some("token of the signed".to_owned()),
            ("reference", _) if pattern.contains("by-partner-reference") => Some("partner reference".to_owned()),
            ("id", _) if pattern.contains("/former-cases/") => Some("id of a former case".to_owned()),
            ("step", _) if pattern.ends_with(".pdf") => Some("step of pdf".to_owned()),
            ("collectionPartnerId" | "referralPartnerId", _) if pattern.contains("/keys") => {
                Some(format!("{name} of keys"))
            }
            ("id", _) if pattern.contains("/divisions/{id}") => Some("divisionId".to_owned()),
            ("membershipId", _) => of_place(&MEMBERS, pattern),
            ("keyId", _) => of_place(&KEYS, pattern),
            _ => None,
        };
        let found = special.and_then(|key| parts.get(&key)).or_else(|| parts.get(&format!("{name}{surface}")));
        let value = found.or_else(|| parts.get(name)).unwrap_or_else(|| panic!("nothing for {name} in {pattern}"));
        path.push_str(before);
        path.push_str(value);
        rest = after;
    }
    path.push_str(rest);
    let query = parts.get(&format!("query{pattern}"));
    query.map_or(path.clone(), |query| format!("{path}?{query}"))
}
