//! The life of a case: found, asked about, answered, accepted, worked, partly paid, closed, exported.

use partner_portal::domain::case::Lifecycle;

use crate::driver::Browser;
use crate::harness::database::Folder;
use crate::harness::{PASSWORD, World};

#[test]
fn a_case_from_found_to_closed_with_scripts() {
    walk(true);
}

#[test]
fn a_case_from_found_to_closed_without_scripts() {
    walk(false);
}

fn walk(scripts: bool) {
    let world = World::new();
    let folder = Folder::new();
    let id = world.case().in_state(Lifecycle::PendingVerification).over(1_824_000).make();
    let browser = Browser::open(&world.app.address, folder.path());
    if !scripts {
        browser.without_scripts();
    }
    browser.look(1280, false);
    sign_in_and_find(&browser);
    assert!(browser.at().starts_with(&format!("/partner/cases/{id}")), "{}", browser.at());

    browser.press_words("Ask for information");
    browser.write("#question", "Is there a signed order?");
    browser.press("form[action$='/request-info'] button.primary");
    browser.reads("Waiting for the creditor");

    answer_as_creditor(&browser);

    browser.go(&format!("/partner/cases/{id}"));
    browser.reads("Pending Verification");
    browser.press_words("Accept case");
    browser.write("#welcomeMessage", "Welcome. We begin today.");
    browser.press("form[action$='/start'] button.primary");
    browser.reads("The case is accepted");

    let file = folder.path().join("Order.pdf");
    std::fs::write(&file, b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n").expect("a file");
    browser.go(&format!("/partner/cases/{id}?tab=documents"));
    browser.attach("input[type=file]", &file);
    if !scripts {
        browser.press("form[enctype='multipart/form-data'] button");
    }
    // With scripts, each file uploads by itself and the page reloads when all are done.
    browser.reads("Order.pdf was added");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM documents WHERE file_name = 'Order.pdf'"), 1);

    browser.press_words("Add payment");
    browser.write("#paymentAmount", "5000");
    if scripts {
        browser.reads("€4,525.00");
    }
    browser.press("form[action$='/payments'] button.primary");
    browser
        .until("the payment", || world.sql.number("SELECT count(*) AS value FROM payments WHERE amount = 500000") == 1);
    browser.go(&format!("/partner/cases/{id}?tab=payments"));
    browser.reads("€13,240.00");

    browser.press_words("Close case");
    browser.press("input[name=closeCode][value=PartiallyPaid], option[value=PartiallyPaid]");
    browser.write("#comment", "The rest is not worth it.");
    browser.press("form[action$='/close'] button.primary");
    browser.reads("The case is closed");

    take_home(&browser);
}

fn sign_in_and_find(browser: &Browser) {
    browser.go("/partner/cases");
    browser.write("#email", "signe@example.com");
    browser.write("#password", PASSWORD);
    browser.press_words("Sign in");
    browser.reads("Nordia Inkasso");
    browser.press_words("New");
    browser.press_words("Bauer GmbH");
    browser.reads("Bauer GmbH owes Fjord Design ApS");
}

/// The mailbox shows the mail, whose text contains the link.
fn answer_as_creditor(browser: &Browser) {
    browser.go("/mailbox");
    browser.press(".mails a");
    browser.press("details > summary");
    let words = browser.words();
    let at = words.find("http://").unwrap_or_else(|| panic!("no link in the mail:\n{words}"));
    let link = words[at..].split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')']).to_owned();
    browser.go(&link);
    browser.reads("Is there a signed order?");
    browser.write("#message", "Yes, of 3 May.");
    browser.press("form[action^='/client/'] button.primary");
    browser.reads("Yes, of 3 May.");
}

fn take_home(browser: &Browser) {
    browser.go("/partner/export");
    browser.press_words("CSV");
    let csv = browser.downloaded("csv");
    assert!(csv.starts_with("\u{feff}reference,partner_reference".as_bytes()), "{}", String::from_utf8_lossy(&csv));
    assert!(String::from_utf8_lossy(&csv).contains("Bauer GmbH"));
    browser.go("/partner/export");
    browser.press_words("ZIP");
    let zip = browser.downloaded("zip");
    assert_eq!(&zip[..2], b"PK");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).expect("an archive");
    let names: Vec<String> = (0..archive.len())
        .map(|at| archive.by_index(at).expect("an entry").name().expect("a name").into_owned())
        .collect();
    assert!(names.iter().any(|name| name.ends_with("Order.pdf")), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("cases.csv")), "{names:?}");
}
