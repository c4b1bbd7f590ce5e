//! Simultaneous requests. On PostgreSQL the rows in question are locked until both requests wait for them, so that the
//! order is not left to chance.

use partner_portal::actions::ActionError;
use partner_portal::actions::people::{NewPersonOrder, create_person};
use partner_portal::domain::actor::{Author, OrganisationKind, Role};
use partner_portal::domain::case::Lifecycle;
use partner_portal::domain::ids::CaseId;
use serde_json::{Value, json};

use crate::harness::World;
use crate::harness::console::Console;
use crate::harness::platform::Platform;
use crate::ledger::assert_books_agree;
use crate::people::{OTHER, link, mail_to};

/// Runs two things at the same time; the first waits before the second begins. `held` are the rows they wait for.
pub fn both<A: Send, B: Send>(
    world: &World,
    held: &str,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    let held = world.sql.hold(held);
    std::thread::scope(|scope| {
        let first = scope.spawn(first);
        world.sql.until_waiting(1);
        let second = scope.spawn(second);
        world.sql.until_waiting(2);
        drop(held);
        (first.join().expect("the first"), second.join().expect("the second"))
    })
}

fn api(case: CaseId, rest: &str) -> String {
    format!("/api/collection-partner/cases/{case}{rest}")
}

fn payment(world: &World, amount: &str) -> Value {
    let day = (world.app.shared.clock)().date_naive().pred_opt().expect("yesterday").to_string();
    let amount: Value = serde_json::from_str(amount).expect("a number");
    json!({ "date": day, "paymentAmount": amount, "paymentRecipient": "CollectionPartner" })
}

fn hold_case(case: CaseId) -> String {
    format!("SELECT 1 FROM cases WHERE id = '{case}' FOR UPDATE")
}

#[test]
fn an_invitation_is_accepted_while_the_same_person_is_made_by_command() {
    let world = World::new();
    let fields = [("email", "anna@example.com"), ("firstName", "Anna"), ("lastName", "Lind"), ("role", "User")];
    world.owner.post_form("/partner/settings/team", &fields).to();
    let path = link(&mail_to(&world, "anna@example.com"), "/invitation/");
    world.nobody.get(&path).expect(200);
    let order = NewPersonOrder {
        email: "anna@example.com".to_owned(),
        first_name: "Anna".to_owned(),
        last_name: "Lind".to_owned(),
        password: Some(OTHER.to_owned()),
        organisation: (OrganisationKind::CollectionPartner, world.as_owner.agency.id.to_string()),
        role: Role::User,
    };
    let (accepted, made) = both(
        &world,
        "SELECT 1 FROM counters WHERE name = 'people' FOR UPDATE",
        || world.nobody.post_form(&path, &[("password", OTHER)]),
        || create_person(&mut world.db(), &order, &Author::system(), &world.context()),
    );
    // One is first and the other gets an error; there is no deadlock.
    assert!(matches!(accepted.status, 303 | 422), "{}", accepted.text());
    assert!(matches!(made, Ok(_) | Err(ActionError::At("email", _))), "{made:?}");
    assert!(accepted.status == 303 || made.is_ok());
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM people WHERE email = 'anna@example.com'"), 1);
    let team = world.key.get_json("/api/collection-partner/users");
    assert_eq!(team["page"]["totalResults"], 3);
}

#[test]
fn the_first_two_people_of_all_are_made_at_once() {
    let world = World::new();
    world.sql.execute("DELETE FROM counters WHERE name = 'people'; UPDATE people SET number = number + 1000");
    let make = |email: &str| {
        let order = NewPersonOrder {
            email: email.to_owned(),
            first_name: "Ada".to_owned(),
            last_name: "Lund".to_owned(),
            password: None,
            organisation: (OrganisationKind::Operator, "operator".to_owned()),
            role: Role::Admin,
        };
        create_person(&mut world.db(), &order, &Author::system(), &world.context())
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = ["a@example.com", "b@example.com", "a@example.com", "c@example.com"]
            .into_iter()
            .map(|email| scope.spawn(move || make(email)))
            .collect();
        for one in all {
            let made = one.join().expect("an answer");
            assert!(matches!(made, Ok(_) | Err(ActionError::At("email", _))), "{made:?}");
        }
    });
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM people WHERE last_name = 'Lund'"), 3);
}

#[test]
fn one_case_is_paused_while_another_goes_on() {
    let world = World::new();
    let (a, b) = (world.case().make(), world.case().in_state(Lifecycle::Paused).make());
    world.owner.token();
    world.colleague.token();
    let (paused, resumed) = both(
        &world,
        "SELECT 1 FROM case_counts WHERE lifecycle = 'Active' FOR UPDATE",
        || world.owner.post_form(&format!("/partner/cases/{a}/pause"), &[("reason", "Until the hearing")]),
        || world.colleague.post_form(&format!("/partner/cases/{b}/resume"), &[]),
    );
    assert_eq!((paused.status, resumed.status), (303, 303), "{}\n{}", paused.text(), resumed.text());
    let count = |state: &str| {
        let query = format!("SELECT cases AS value FROM case_counts WHERE lifecycle = '{state}' AND is_test = FALSE");
        world.sql.number(&query)
    };
    assert_eq!((count("Active"), count("Paused")), (1, 1));
}

#[test]
fn two_people_note_the_same_cases_in_opposite_orders() {
    let world = World::new();
    let mut cases = [world.case().make(), world.case().make(), world.case().make()];
    cases.sort();
    let [a, b, c] = cases;
    world.owner.token();
    world.colleague.token();
    let send = |who: &crate::harness::Visitor, cases: [CaseId; 3]| {
        let mut fields = vec![("do", "note"), ("confirmed", "true"), ("description", "At once")];
        fields.extend(cases.iter().map(|case| ("case", case.as_str())));
        who.post_form("/partner/cases/bulk", &fields).status
    };
    let statuses = both(&world, &hold_case(b), || send(&world.owner, [a, b, c]), || send(&world.colleague, [c, b, a]));
    assert_eq!(statuses, (303, 303));
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM timeline WHERE kind = 'Note'"), 6);
}

#[test]
fn two_payments_at_once_both_count() {
    let world = World::new();
    let case = world.case().over(100_000).make();
    let (first, second) = both(
        &world,
        &hold_case(case),
        || world.key.post_json(&api(case, "/payments"), &payment(&world, "333.33")),
        || world.key.post_json(&api(case, "/payments"), &payment(&world, "250.01")),
    );
    assert_eq!((first.status, second.status), (200, 200), "{}\n{}", first.text(), second.text());
    let sums = "SELECT CAST(SUM(amount) AS BIGINT) AS value FROM payments";
    let of_case = |column: &str| world.sql.number(&format!("SELECT {column} AS value FROM cases WHERE id = '{case}'"));
    assert_eq!((world.sql.number(sums), of_case("paid"), of_case("payment_count")), (58_334, 58_334, 2));
    assert_eq!(of_case("outstanding"), 100_000 - 58_334);
    // The split is right for the total: 9.5 % of the sum, rounded once.
    let partner = world.sql.number("SELECT CAST(SUM(payout_partner) AS BIGINT) AS value FROM payments");
    assert_eq!(partner, 5_542);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM reckonings"), 1);
    let remaining: Vec<String> =
        [&first, &second].iter().map(|answer| answer.json()["remainingAmount"].to_string()).collect();
    assert!(remaining.contains(&"416.66".to_owned()), "the later one saw the earlier: {remaining:?}");
}

#[test]
fn a_correction_and_a_payment_at_once_both_count() {
    let world = World::new();
    let case = world.case().over(100_000).make();
    let made = world.key.post_json(&api(case, "/payments"), &payment(&world, "100")).expect(200).json();
    let one = api(case, &format!("/payments/{}", made["paymentId"].as_str().expect("an id")));
    let (corrected, paid) = both(
        &world,
        &hold_case(case),
        || world.key.send_json("PUT", &one, &payment(&world, "200")),
        || world.key.post_json(&api(case, "/payments"), &payment(&world, "50")),
    );
    assert_eq!((corrected.status, paid.status), (200, 200), "{}\n{}", corrected.text(), paid.text());
    assert_eq!(world.sql.number("SELECT paid AS value FROM cases WHERE paid > 0"), 25_000);
}

#[test]
fn a_payment_arrives_while_the_case_is_being_closed() {
    for closing_first in [true, false] {
        let world = World::new();
        let case = world.case().over(100_000).make();
        let close = || {
            let body = json!({"closeCode": "WithdrawnByClient", "comment": "They settled it."});
            world.key.post_json(&api(case, "/close"), &body)
        };
        let pay = || world.key.post_json(&api(case, "/payments"), &payment(&world, "100"));
        let (closed, paid) = if closing_first {
            both(&world, &hold_case(case), close, pay)
        } else {
            let (paid, closed) = both(&world, &hold_case(case), pay, close);
            (closed, paid)
        };
        let payments = world.sql.number("SELECT count(*) AS value FROM payments");
        let is_closed = world.sql.number("SELECT count(*) AS value FROM cases WHERE lifecycle = 'Closed'");
        let sum = world.sql.number("SELECT paid AS value FROM cases WHERE collection_partner_id IS NOT NULL");
        assert!(matches!(paid.status, 200 | 400 | 409), "{}", paid.text());
        assert!(matches!(closed.status, 200 | 400 | 409), "{}", closed.text());
        assert_eq!((payments, sum), if paid.status == 200 { (1, 10_000) } else { (0, 0) });
        assert_eq!(is_closed, i64::from(closed.status == 200));
        // The first succeeds; the second gets an error, or acts on the new state.
        assert!(closed.status == 200 || paid.status == 200);
        for refused in [&paid, &closed].into_iter().filter(|answer| answer.status != 200) {
            assert!(refused.problems().len() > 10, "{}", refused.text());
        }
    }
}

#[test]
fn two_windows_that_agree_on_the_same_prices_make_one_list() {
    let world = World::new();
    let console = Console::new(&world);
    let day = (world.app.shared.clock)().date_naive().to_string();
    let zone = |name: &str, country: &str| {
        json!({
            "source": "JurisdictionCustomPricing", "name": name, "countries": [country], "validFrom": day, "note": "x",
            "brackets": [{ "percent": 9 }],
        })
    };
    let prices = "/api/operator/prices";
    // Creates the row that is locked.
    console.key.post_json(prices, &zone("Before", "FR")).expect(201);
    let (one, other) = both(
        &world,
        "SELECT 1 FROM counters WHERE name = 'prices' FOR UPDATE",
        || console.key.post_json(prices, &zone("One", "DE")).status,
        || console.key.elsewhere().post_json(prices, &zone("Other", "DE")).status,
    );
    assert_eq!([one, other].iter().filter(|status| **status == 201).count(), 1, "{one} {other}");
    assert_eq!([one, other].iter().filter(|status| **status == 400).count(), 1, "{one} {other}");
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM prices WHERE countries = 'DE'"), 1);
}

#[test]
fn one_host_name_is_taken_by_one_of_two_brands() {
    let world = World::new();
    let (ours, theirs) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Factoora"));
    let brand = "/api/referral/branding";
    let console = Console::new(&world);
    // Both may claim the name; a claimed name is not served yet.
    for platform in [&ours, &theirs] {
        platform.key.send_json("PUT", brand, &json!({ "host": "clients.ledgerly.example" })).expect(200);
    }
    let approve = |platform: &Platform| {
        console.key.post_json(&format!("/api/operator/hosts/{}/approve", platform.id), &json!({}))
    };
    // The first to be approved gets the name; the second is refused, immediately or after the wait.
    let (one, other) = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(|| approve(&ours)), scope.spawn(|| approve(&theirs)));
        (one.join().expect("the first"), other.join().expect("the second"))
    });
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400], "{}\n{}", one.text(), other.text());
    let refused = if one.status == 400 { one } else { other };
    assert!(refused.text().contains("belongs to another brand"), "{}", refused.text());
}

#[test]
fn what_the_platform_holds_is_passed_on_once() {
    let world = World::new();
    let console = Console::new(&world);
    let case = world.case().over(1_000_000).make();
    let body = json!({ "date": "2026-01-05", "paymentAmount": 1000, "paymentRecipient": "Platform" });
    world.key.post_json(&api(case, "/payments"), &body).expect(200);
    let agency = world.as_owner.agency.id;
    // 57.00 are held for the agency and 905.00 for the client; neither is passed on twice.
    for (path, amount) in [
        (format!("/api/operator/statements/{agency}/transfers"), 40),
        (format!("/api/operator/statements/clients/{}/transfers", world.creditor), 600),
    ] {
        let order = json!({ "amount": amount, "currency": "EUR", "paidOn": "2026-01-31" });
        let (one, other) = both(
            &world,
            &format!("SELECT 1 FROM collection_partners WHERE id = '{agency}' FOR UPDATE"),
            || console.key.post_json(&path, &order),
            || console.key.elsewhere().post_json(&path, &order),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400], "{}\n{}", one.text(), other.text());
    }
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM ledger WHERE kind = 'Transfer'"), 2);
    assert_books_agree(&world);
}

#[test]
fn cases_change_hands_while_one_of_them_is_paid() {
    let world = World::new();
    let mut cases = [world.case().over(1_000_000).make(), world.case().over(1_000_000).make()];
    cases.sort_unstable();
    for case in cases {
        world.key.post_json(&api(case, "/payments"), &payment(&world, "50")).expect(200);
    }
    let chosen = [
        ("do", "assign"),
        ("confirmed", "true"),
        ("assignedUserEmail", "jonas@example.com"),
        ("case", cases[0].as_str()),
        ("case", cases[1].as_str()),
    ];
    let (assigned, paid) = both(
        &world,
        &format!("SELECT 1 FROM collection_partners WHERE id = '{}' FOR UPDATE", world.as_owner.agency.id),
        || world.owner.post_form("/partner/cases/bulk", &chosen),
        || world.key.post_json(&api(cases[1], "/payments"), &payment(&world, "100")),
    );
    assigned.expect(303);
    paid.expect(200);
    assert_eq!(world.sql.number("SELECT count(*) AS value FROM payments WHERE handler_id IS NOT NULL"), 3);
    assert_books_agree(&world);
}
