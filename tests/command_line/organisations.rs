//! Agencies, referral partners and clients listed and changed by commands, and files of cases.

use super::{done, instance, refused};

#[test]
fn organisations_are_listed_and_changed_and_have_people_divisions_and_keys() {
    let (fresh, settings, _folder) = instance();
    let run = |arguments: &[&str]| done(&settings.run(&[&["operator"], arguments].concat())).trim().to_owned();
    let wrong = |arguments: &[&str]| refused(&settings.run(&[&["operator"], arguments].concat())).join("\n");
    let agency = run(&["create-agency", "--name", "Nordia", "--country", "DK", "--time-zone", "Europe/Copenhagen"]);
    let partner = ["create-referral-partner", "--name", "Ledgerly", "--country", "DK", "--email", "a@ledgerly.example"];
    let partner = run(&[&partner[..], &["--percentage", "25"]].concat());
    let client = ["create-client", "--referral-partner", &partner, "--name", "Bakke A/S", "--country", "DK"];
    let person = ["--first-name", "Mette", "--last-name", "Krog", "--email", "mette@bakke.example"];
    let made = run(&[&client[..], &person].concat());
    let client = made.lines().next().expect("an id");
    assert_eq!(run(&["list-agencies"]), format!("{agency}\tNordia\tDK\tActive"));
    assert_eq!(run(&["list-referral-partners"]), format!("{partner}\tLedgerly\tDK\tActive"));
    assert_eq!(run(&["list-clients"]), format!("{client}\tBakke A/S\tDK\tOnboarding"));

    let change = ["change-agency", "--agency", &agency, "--set", "city=Aarhus", "--set", "preLegalShare=35"];
    assert_eq!(run(&change), "Nordia was changed");
    let stored =
        format!("SELECT city || ' ' || pre_legal_share AS value FROM collection_partners WHERE id = '{agency}'");
    assert_eq!(fresh.texts(&stored), [Some("Aarhus 0.35".to_owned())]);
    assert_eq!(run(&["change-agency", "--agency", &agency, "--set", "CITY="]), "Nordia was changed");
    let city = format!("SELECT city AS value FROM collection_partners WHERE id = '{agency}'");
    assert_eq!(fresh.texts(&city), [None]);
    let said = wrong(&["change-agency", "--agency", &agency, "--set", "town=Aarhus"]);
    assert!(said.contains("there is no field “town”") && said.contains("city"), "{said}");
    let said = wrong(&["change-agency", "--agency", &agency, "--set", "country=Atlantis"]);
    assert!(said.contains("country: "), "{said}");
    let set = ["change-referral-partner", "--referral-partner", &partner, "--set", "feePercentage=30"];
    assert_eq!(run(&set), "Ledgerly was changed");
    assert_eq!(run(&["change-client", "--client", client, "--set", "vatNumber=DK36406208"]), "Bakke A/S was changed");

    let jens = ["--set", "firstName=Jens", "--set", "lastName=Holt", "--set", "email=jens@bakke.example"];
    run(&[&["add-client-person", "--client", client, "--set", "isAdmin=true"], &jens[..]].concat());
    let change = ["change-client-person", "--client", client, "--email", "JENS@bakke.example", "--set", "signs=true"];
    assert_eq!(run(&change), "Jens Holt was changed");
    let people =
        format!("SELECT last_name AS value FROM client_people WHERE creditor_id = '{client}' AND signs AND is_admin");
    assert_eq!(fresh.texts(&people).len(), 2);
    assert_eq!(
        run(&["remove-client-person", "--client", client, "--email", "mette@bakke.example"]),
        "Mette Krog was removed"
    );
    let said = wrong(&["remove-client-person", "--client", client, "--email", "jens@bakke.example"]);
    assert!(said.contains("last Admin"), "{said}");

    let branch =
        ["add-division", "--client", client, "--set", "name=Ost", "--set", "city=Varde", "--set", "country=DK"];
    let division = run(&branch);
    let change = ["change-division", "--client", client, "--division", &division, "--set", "city=Esbjerg"];
    assert_eq!(run(&change), "Ost was changed");
    assert_eq!(run(&["archive-division", "--client", client, "--division", &division]), "Ost is archived");

    let key = run(&["create-key", "--client", client, "--name", "Accounting"]);
    assert!(key.starts_with("pp_"), "{key}");
    run(&["create-key", "--client", client, "--name", "Shop"]);
    let hint = &key[..8];
    assert_eq!(run(&["revoke-key", "--client", client, "--key", hint]), format!("the key {hint} is revoked"));
    assert_eq!(wrong(&["revoke-key", "--client", client, "--key", hint]), "There is no such key.");

    let member = ["create-person", "--agency", &agency, "--first-name", "A", "--last-name", "B"];
    run(&[&member[..], &["--email", "a@nordia.example", "--role", "Admin"]].concat());
    run(&[&member[..], &["--email", "b@nordia.example"]].concat());
    let role = ["change-role", "--agency", &agency, "--email", "b@nordia.example", "--role", "Admin"];
    assert_eq!(run(&role), "the role of A B is Admin now");
    assert_eq!(run(&["remove-person", "--agency", &agency, "--email", "a@nordia.example"]), "A B was removed");
}

#[test]
fn a_file_of_cases_is_made_by_a_command() {
    let (fresh, settings, folder) = instance();
    let run = |arguments: &[&str]| done(&settings.run(&[&["operator"], arguments].concat())).trim().to_owned();
    let rates = folder.path().join("rates.csv");
    let day = chrono::Utc::now().date_naive();
    std::fs::write(&rates, format!("Date,USD,DKK\n{day},1.1,7.46\n")).expect("a file");
    run(&["rates", "import", &rates.display().to_string()]);
    let partner = ["create-referral-partner", "--name", "Ledgerly", "--country", "DK", "--email", "a@ledgerly.example"];
    let partner = run(&[&partner[..], &["--percentage", "25"]].concat());
    let client = ["create-client", "--referral-partner", &partner, "--name", "Bakke A/S", "--country", "DK"];
    let person = ["--first-name", "Mette", "--last-name", "Krog", "--email", "mette@bakke.example"];
    let made = run(&[&client[..], &person].concat());
    let client = made.lines().next().expect("an id");
    let rows = format!(
        "Reference,Amount,Currency,Date,Debtor,Country\nI-1,5000,DKK,{day},Bau AG,DE\nI-2,abc,DKK,{day},Bau AG,DE\n\
         I-3,7000,DKK,{day},Holz AG,DE\n"
    );
    let file = folder.path().join("cases.csv");
    std::fs::write(&file, rows).expect("a file");
    let file = file.display().to_string();
    let said = refused(&settings.run(&["operator", "import-cases", "--client", client, &file])).join("\n");
    assert!(said.contains("row 2, ") && said.contains("Nothing was created"), "{said}");
    let count = || fresh.number("SELECT count(*) AS value FROM cases");
    assert_eq!(count(), 0);
    let said = run(&["import-cases", "--client", client, "--only-good", &file]);
    assert!(said.starts_with("2 of 3 rows became cases."), "{said}");
    assert_eq!(count(), 2);
    let said =
        refused(&settings.run(&["operator", "import-cases", "--client", client, "--only-good", &file])).join("\n");
    assert!(said.contains("cases.csv"), "{said}");
    assert_eq!(count(), 2, "the same file makes nothing twice");
    let none = ["reassign-case", "--case", "ZZZZZZZZ", "--agency", "0190a0b0-0000-7000-8000-000000000000"];
    let said = refused(&settings.run(&[&["operator"], &none[..], &["--reason", "R"]].concat())).join("\n");
    assert!(said.contains("no case ZZZZZZZZ"), "{said}");
}
