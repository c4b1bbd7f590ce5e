//! The description of the operator's API matches its routes.

use std::collections::BTreeSet;

use crate::harness::World;

/// Addresses only for people: forms. Systems send what the form would send.
const FORMS: [&str; 11] = [
    "/new",
    "/new/{source}",
    "/change",
    "/end",
    "/suspend",
    "/transfers/new",
    "/approve",
    "/ask",
    "/reject",
    "/agency",
    "/terminate",
];

/// All routes of the console in the routing table: method and path.
fn mounted() -> BTreeSet<(String, String)> {
    let all = include_str!("../../../src/routes/operator.rs");
    let mut found = BTreeSet::new();
    let scopes = [
        ("mount", ""),
        ("clients_of_all", "/clients"),
        ("team_of_client", "/clients"),
        ("divisions_of_client", "/clients"),
        ("verification_queue", "/verification"),
        ("files_of_cases", "/imports"),
        ("coverage_rules", "/coverage"),
        ("agencies_of_all", "/agencies"),
        ("team_of_agency", "/agencies"),
        ("referral_partners_of_all", "/referral-partners"),
        ("team_of_referral_partner", "/referral-partners"),
        ("statements_of_all", "/statements"),
        ("price_lists", "/prices"),
    ];
    for (function, prefix) in scopes {
        let (_, body) = all.split_once(&format!("fn {function}(")).expect("the function");
        let body = body.split("\n}\n").next().expect("its end").replace("[\"\", \"/\"]", "\"\"");
        for one in body.split("resource(\"").skip(1) {
            let (path, rest) = one.split_once('"').expect("a path");
            for method in ["get", "post"] {
                let is_form = method == "get" && FORMS.iter().any(|end| path.ends_with(end));
                if rest.contains(&format!("{method}().to(")) && !is_form {
                    let path = format!("{prefix}{path}");
                    found.insert((method.to_owned(), if path.is_empty() { "/".to_owned() } else { path }));
                }
            }
        }
    }
    found
}

#[test]
fn the_operators_api_is_described_as_it_is_mounted() {
    let world = World::new();
    let described = world.nobody.get("/api/operator/openapi.json").expect(200).json();
    let mut told = BTreeSet::new();
    for (path, methods) in described["paths"].as_object().expect("paths") {
        told.extend(methods.as_object().expect("methods").keys().map(|method| (method.clone(), path.clone())));
    }
    assert_eq!(told, mounted());
}
