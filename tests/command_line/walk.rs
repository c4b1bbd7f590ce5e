//! The README's walk: from an empty database to a case that an agency has accepted, command by command and page by
//! page.

use std::process::Stdio;

use super::harness::Visitor;
use super::harness::database::Fresh;
use super::{Settings, done, free, instance, program};

/// `serve` on the settings' address; it ends when this is dropped.
struct Serving(std::process::Child);

impl Serving {
    fn start(settings: &Settings) -> Self {
        let child = program(&settings.pairs()).arg("serve").stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self(child.expect("the program starts"))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The instance, as far as the walk asks.
struct Walk {
    fresh: Fresh,
    settings: Settings,
    address: String,
}

impl Walk {
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> String {
        done(&self.settings.run(&[&["operator"], arguments].concat())).trim().to_owned()
    }

    /// The id and the password that a command printed.
    #[track_caller]
    fn person(&self, arguments: &[&str], (email, first, last): (&str, &str, &str)) -> Visitor {
        let who = ["--email", email, "--first-name", first, "--last-name", last];
        let said = self.run(&[arguments, &who].concat());
        let password = said.rsplit(' ').next().expect("a password").to_owned();
        Visitor::person(&self.address, email, &password)
    }

    /// The last code mailed to an address.
    fn code(&self, email: &str) -> String {
        let query = format!(
            "SELECT text_body AS value FROM mails WHERE to_address = '{email}' ORDER BY created_at DESC, id DESC"
        );
        let is_code = |line: &&str| line.len() == 6 && line.chars().all(|c| c.is_ascii_digit());
        let texts = self.fresh.texts(&query);
        let mut found = texts.into_iter().flatten();
        found.find_map(|text| text.lines().map(str::trim).find(is_code).map(str::to_owned)).expect("a code")
    }

    /// Reads an agreement at an address, has a code sent, and signs.
    fn sign(&self, who: &Visitor, at: &str, (name, email): (&str, &str)) {
        let page = who.get(at).expect(200).text();
        let part = page.split("name=\"signature\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let part = part.expect("a part").to_owned();
        who.post_form(&format!("{at}/code"), &[("signature", &part)]).expect(200);
        let code = self.code(email);
        let mut fields = vec![("signature", part.as_str()), ("code", &code), ("mark", name)];
        fields.push(("title", "Managing director"));
        fields.extend(["read", "electronic", "evidence", "authority"].map(|consent| (consent, "true")));
        who.post_form(at, &fields).expect(303);
    }
}

#[test]
fn from_an_empty_database_to_an_accepted_case() {
    let (fresh, settings, folder) = instance();
    let address = free();
    let keys = folder.path().join("signing").display().to_string();
    let settings = settings.but("PORTAL_BIND", &address).but("PORTAL_BASE_URL", &format!("http://{address}"));
    let settings = settings.but("PORTAL_SIGNING_DIR", &keys);
    done(&settings.run(&["migrate"]));
    let walk = Walk { fresh, settings, address: address.clone() };
    walk.run(&["signing-keys", &keys]);
    assert!(walk.run(&["agreements", "list"]).contains("in force"), "the shipped texts");
    let today = chrono::Utc::now().date_naive();
    let file = folder.path().join("rates.csv");
    std::fs::write(&file, format!("Date,USD,DKK\n{today},1.1621,7.4687\n")).expect("a file");
    walk.run(&["rates", "import", &file.display().to_string()]);

    let console = walk.person(&["create-operator"], ("astrid@portal.example", "Astrid", "Falk"));
    let agency = ["create-agency", "--name", "Nordia Inkasso", "--country", "DK", "--time-zone", "Europe/Copenhagen"];
    let agency = walk.run(&agency);
    let signe = ("signe@nordia.example", "Signe", "Holm");
    let collector = walk.person(&["create-person", "--agency", &agency, "--role", "Admin"], signe);
    walk.run(&["add-coverage", "--agency", &agency, "--country", "Denmark", "--least", "EUR 100"]);
    let partner = ["create-referral-partner", "--name", "Ledgerly ApS", "--country", "DK"];
    let partner = walk.run(&[&partner[..], &["--email", "partners@ledgerly.example", "--percentage", "25"]].concat());
    let client = ["create-client", "--referral-partner", &partner, "--name", "Lisboa Têxteis Lda", "--country", "PT"];
    let person = ["--first-name", "Inês", "--last-name", "de Castro", "--email", "ines@lisboa.example"];
    let made = walk.run(&[&client[..], &person].concat());
    let link = made.lines().nth(1).expect("a link").trim_start_matches(&format!("http://{address}")).to_owned();

    let _serving = Serving::start(&walk.settings);
    let nobody = Visitor::nobody(&address);
    let mut waited = 0;
    while std::net::TcpStream::connect(&address).is_err() {
        std::thread::sleep(std::time::Duration::from_millis(50));
        waited += 1;
        assert!(waited < 400, "it does not serve");
    }

    // The agency signs its agreement.
    walk.sign(&collector, "/partner/settings/agreements", ("Signe Holm", "signe@nordia.example"));

    // The operator hands in a case; it waits for the client.
    let day = |days| today.checked_sub_days(chrono::Days::new(days)).expect("a day").to_string();
    let (invoiced, due) = (day(90), day(60));
    let fields = [
        ("creditorId", "Lisboa Têxteis Lda"),
        ("amountToRecover", "1500"),
        ("currencyCode", "EUR"),
        ("date", invoiced.as_str()),
        ("dueDate", due.as_str()),
        ("debtor.name", "Jysk Tekstil A/S"),
        ("debtor.address", "Havnegade 1"),
        ("debtor.city", "Aarhus"),
        ("debtor.country", "DK"),
        ("debtor.email", "post@jysk.example"),
    ];
    let page = console.fill("/operator/cases/new", &fields).expect(303).to();
    console.get(&page).expect(200).says("Pending contract signing").says("Nordia Inkasso");

    // The client completes its data and signs both contracts.
    let company = [
        ("name", "Lisboa Têxteis Lda"),
        ("country", "PT"),
        ("address", "Rua Augusta 24"),
        ("zipCode", "1100-053"),
        ("city", "Lisboa"),
        ("supportEmail", "office@lisboa.example"),
    ];
    nobody.fill(&format!("{link}/company"), &company).expect(303);
    let people = [
        ("people.0.name", "Inês de Castro"),
        ("people.0.email", "ines@lisboa.example"),
        ("people.0.title", "Managing director"),
        ("people.0.signs", "true"),
    ];
    nobody.fill(&format!("{link}/people"), &people).expect(303);
    for step in ["poa", "sdca"] {
        walk.sign(&nobody, &format!("{link}/{step}"), ("Inês de Castro", "ines@lisboa.example"));
    }

    // Verified, assigned, accepted.
    console.get(&page).expect(200).says("Pending Verification Internal").says("All passed");
    console.fill(&format!("{page}/approve"), &[]).expect(303);
    let case = page.rsplit('/').next().expect("an id");
    let at = format!("/partner/cases/{case}");
    collector.get(&at).expect(200).says("Jysk Tekstil A/S").says("Pending Verification");
    let welcome = [("welcomeMessage", "Welcome. We begin today."), ("userEmail", "signe@nordia.example")];
    collector.fill(&format!("{at}/start"), &welcome).expect(303);
    collector.get(&at).expect(200).says("Active");
}
