//! The keyboard: single letters move and open forms, and never submit them; and the bar for chosen rows.

use partner_portal::domain::case::Lifecycle;

use crate::driver::Browser;
use crate::harness::database::Folder;
use crate::harness::{PASSWORD, World};

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// A person who has signed in and sees the list.
fn at_the_list(world: &World, folder: &Folder) -> Browser {
    let browser = Browser::open(&world.app.address, folder.path());
    browser.look(1280, false);
    browser.go("/partner/cases");
    browser.write("#email", "signe@example.com");
    browser.write("#password", PASSWORD);
    browser.press_words("Sign in");
    browser.reads("Nordia Inkasso");
    browser
}

/// The result of a script.
fn ask(browser: &Browser, what: &str) -> serde_json::Value {
    browser.ask(&format!("arguments[arguments.length - 1]({what})"))
}

fn row(browser: &Browser) -> serde_json::Value {
    ask(browser, "[...document.querySelectorAll('tr[data-row]')].findIndex(row => row.hasAttribute('aria-current'))")
}

/// Presses a key until the row is selected: a key that comes while a dialog is still closing is lost.
fn goes(browser: &Browser, key: &str, to: i64) {
    browser.until("the row", || {
        if row(browser) != to {
            browser.keys(key);
        }
        row(browser) == to
    });
}

fn open_dialog(browser: &Browser) -> bool {
    ask(browser, "!!document.querySelector('dialog[open]')") == true
}

fn closes(browser: &Browser) {
    browser.keys(ESCAPE);
    browser.until("the dialog's end", || !open_dialog(browser));
    // The event of closing comes a moment later, and empties the dialog.
    browser.until("an empty dialog", || ask(browser, "document.querySelectorAll('dialog:not([id]) form').length") == 0);
}

/// Presses a key until its form is there: a key that comes while a dialog is still closing is lost.
fn opens(browser: &Browser, key: &str, form: &str) {
    let there = format!("document.querySelectorAll(\"dialog[open] form[action$='{form}']\").length");
    for _ in 0..5 {
        browser.keys(key);
        for _ in 0..20 {
            if ask(browser, &there) == 1 {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
    browser.find(&format!("dialog[open] form[action$='{form}']"));
}

fn writes(world: &World) -> i64 {
    world.sql.number("SELECT count(*) AS value FROM audit WHERE object_kind = 'case'")
}

#[test]
fn letters_move_and_open_forms_and_never_act() {
    let (world, folder) = (World::new(), Folder::new());
    world.case().against("Active AG").make();
    let new = world.case().in_state(Lifecycle::PendingVerification).against("New GmbH").make();
    let before = writes(&world);
    let browser = at_the_list(&world, &folder);

    assert_eq!(row(&browser), -1);
    goes(&browser, "k", 0);
    for (keys, at) in [("j", 1), ("j", 1), ("k", 0), ("k", 0)] {
        browser.keys(keys);
        assert_eq!(row(&browser), at, "{keys}");
    }
    // The newest case comes first, so it is the selected row.
    for (key, form, button) in [("a", "/start", "Accept"), ("d", "/decline", "Decline")] {
        opens(&browser, key, form);
        assert!(browser.words().contains(button));
        // Inside a form, letters are text.
        browser.keys("d");
        assert_eq!(ask(&browser, "document.querySelectorAll('dialog[open] form').length"), 1);
        closes(&browser);
    }
    assert_eq!(row(&browser), 0, "the row is where it was");
    // An active case can be neither accepted nor declined.
    goes(&browser, "j", 1);
    for key in ["a", "d"] {
        browser.keys(key);
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert!(!open_dialog(&browser), "{key}");
    }
    browser.keys("/");
    assert_eq!(ask(&browser, "document.activeElement.id"), "q");
    browser.keys("jad?");
    assert_eq!(ask(&browser, "document.activeElement.value"), "jad?", "typed, and nothing else");
    browser.go("/partner/cases");
    // A key that comes right after the page may be lost: it is pressed again until the list of keys is open.
    browser.until("the list of keys", || {
        if !open_dialog(&browser) {
            browser.keys("?");
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
        open_dialog(&browser)
    });
    browser.reads("A letter never acts by itself.");
    for key in ["Enter", "choose the row", "this list"] {
        assert!(browser.words().contains(key), "{key}");
    }
    closes(&browser);

    goes(&browser, "j", 0);
    browser.keys(ENTER);
    browser.reads("New GmbH owes Fjord Design ApS");
    assert_eq!(browser.at(), format!("/partner/cases/{new}"));
    for (key, form) in [("a", "/start"), ("d", "/decline"), ("i", "/request-info")] {
        opens(&browser, key, form);
        closes(&browser);
    }
    browser.keys("p");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(!open_dialog(&browser), "a case that has not begun takes no payment");
    // On a page without a search, the key leads to the page with it.
    browser.keys("/");
    browser.until("the search", || ask(&browser, "document.activeElement.id") == "q");
    assert_eq!(writes(&world), before, "no letter has changed a case");
}

#[test]
fn letters_can_be_switched_off() {
    let (world, folder) = (World::new(), Folder::new());
    world.case().in_state(Lifecycle::PendingVerification).make();
    let browser = at_the_list(&world, &folder);
    browser.go("/account/keyboard");
    browser.press("#letterKeys");
    browser.press("main form button.primary");
    browser.reads("Letter keys are off.");
    browser.go("/partner/cases");
    for key in ["j", "a", "x", "/", "?"] {
        browser.keys(key);
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert_eq!(row(&browser), -1, "{key}");
        assert!(!open_dialog(&browser), "{key}");
        assert_ne!(ask(&browser, "document.activeElement.id"), "q", "{key}");
    }
    browser.go("/account/keyboard");
    browser.press("#letterKeys");
    browser.press("main form button.primary");
    browser.reads("Letter keys are on.");
    browser.go("/partner/cases");
    goes(&browser, "j", 0);
}

#[test]
fn chosen_rows_bring_the_bar_and_the_bar_its_forms() {
    let (world, folder) = (World::new(), Folder::new());
    for name in ["One GmbH", "Two GmbH", "Three GmbH"] {
        world.case().against(name).make();
    }
    let browser = at_the_list(&world, &folder);
    let bar = || ask(&browser, "document.querySelector('[data-bulk]').checkVisibility()") == true;
    let count = || ask(&browser, "document.querySelector('[data-bulk-count]').textContent");
    assert!(!bar(), "nothing is chosen");
    goes(&browser, "j", 0);
    browser.keys("x");
    assert!(bar());
    assert_eq!(count(), "1");
    browser.keys("jx");
    assert_eq!(count(), "2");
    browser.keys("x");
    assert_eq!(count(), "1", "chosen no more");
    browser.press("[data-choose-all]");
    assert_eq!(count(), "3");
    browser.press("[data-bulk] button[value=assign]");
    browser.reads("This changes 3 cases");
    browser.press("option[value='jonas@example.com']");
    browser.press("main button.primary");
    browser.reads("3 cases have the handler you chose.");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM cases WHERE handler_id IS NOT NULL"), 3);
    assert!(!bar(), "a new page, nothing chosen");
    browser.keys("x");
    assert!(!bar(), "no row, no choice");
    goes(&browser, "j", 0);
    browser.keys("x");
    browser.press("[data-bulk] button[value=note]");
    browser.write("#description", "Written once.");
    browser.press("main button.primary");
    browser.reads("The note is on the case.");
    goes(&browser, "j", 0);
    browser.keys("xjx");
    browser.press("[data-bulk] button[value=export]");
    browser.reads("2 cases match");
    assert!(browser.at().starts_with("/partner/export?"), "{}", browser.at());
}

#[test]
fn without_scripts_rows_are_chosen_all_the_same() {
    let (world, folder) = (World::new(), Folder::new());
    let case = world.case().make();
    let browser = Browser::open(&world.app.address, folder.path());
    browser.without_scripts();
    browser.look(1280, false);
    browser.go("/partner/cases");
    browser.write("#email", "signe@example.com");
    browser.write("#password", PASSWORD);
    browser.press_words("Sign in");
    browser.press(&format!("input[name=case][value='{case}']"));
    browser.press("[data-bulk] button[value=note]");
    browser.write("#description", "By hand.");
    browser.press("main button.primary");
    browser.reads("The note is on the case.");
}
