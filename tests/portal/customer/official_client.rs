//! The official Python client of the Customer API, unmodified but for host and key.

use std::process::Command;

use serde_json::json;

use super::scene::Scene;

const SCRIPT: &str = "tests/contracts/official_client.py";

/// `bin/test` installs the client and sets `PORTAL_CLIENT_PYTHON` to a Python that has it. `PORTAL_REQUIRE_CLIENT` makes
/// its absence a failure.
#[test]
fn the_official_client_works_when_only_host_and_key_are_changed() {
    let Some(python) = std::env::var_os("PORTAL_CLIENT_PYTHON") else {
        let is_required = std::env::var_os("PORTAL_REQUIRE_CLIENT").is_some();
        assert!(!is_required, "python3 -m venv v; v/bin/pip install debitura-debt-collection==1.0.0");
        eprintln!("The official client is not there: set PORTAL_CLIENT_PYTHON, or run bin/test.");
        return;
    };
    let scene = Scene::signed();
    let made = scene.create(&scene.key, &scene.claim("E-1")).expect(200).json();
    let case = made["id"].as_str().expect("an id");
    scene.start(case);
    let payment = json!({ "date": scene.days_ago(1), "paymentAmount": 400, "paymentRecipient": "CollectionPartner" });
    let path = format!("/api/collection-partner/cases/{case}/payments");
    let paid = scene.world.key.post_json(&path, &payment).expect(200).json();
    let facts = json!({
        "paid_case": case, "payment": paid["paymentId"], "paid_reference": made["reference"],
        "country": "DE", "currency": "USD"
    });
    let host = format!("http://{}/api/customer", scene.world.app.address);
    let key = super::issued_key(&scene.console, &scene.client, "Official client");
    let done = Command::new(python).args([SCRIPT, &host, &key, &facts.to_string()]).output().expect("Python");
    let (said, faults) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{said}{faults}");
    assert!(said.contains("all 36 operations answered"), "{said}");
}
