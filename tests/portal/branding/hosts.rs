//! A brand's own host name: its onboarding, and nothing else.

use serde_json::json;

use super::API;
use crate::clients::{CLIENTS, Platform, client};
use crate::harness::http::{Response, send_raw};
use crate::harness::{PASSWORD, World};

const HOST: &str = "collect.ledgerly.example";

/// Asks under a host name.
fn ask(world: &World, host: &str, method: &str, path: &str, body: &str) -> Response {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    send_raw(&world.app.address, request.as_bytes())
}

#[test]
fn a_host_name_serves_its_own_brand_alone() {
    let world = World::new();
    let (ours, theirs) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Fakturo"));
    ours.key.send_json("PUT", API, &json!({ "host": HOST })).expect(200);
    let made = ours.key.post_json(CLIENTS, &client("t-1", "ines@lisboa.example")).expect(202).json();
    let url = made["onboardingLinks"]["url"].as_str().expect("a link");
    let link = url.strip_prefix(&format!("https://{HOST}")).expect("under its own host name").to_owned();
    let other = theirs.key.post_json(CLIENTS, &client("t-1", "ana@porto.example")).expect(202).json();
    let other = other["onboardingLinks"]["url"].as_str().expect("a link");
    let foreign = other.strip_prefix(&format!("http://{}", world.app.address)).expect("the portal's").to_owned();

    assert_eq!(ask(&world, HOST, "GET", &link, "").to(), format!("{link}/company"));
    let page = ask(&world, HOST, "GET", &format!("{link}/company"), "").expect(200).says("Ledgerly").text();
    let style = page.split('"').find(|part| part.ends_with("style.css")).expect("a stylesheet").to_owned();
    ask(&world, HOST, "GET", &style, "").expect(200);
    ask(&world, "Collect.Ledgerly.Example:443", "GET", &format!("{link}/company"), "").expect(200);
    let company = "name=Lisboa&country=PT&address=Rua+1&zipCode=1100&city=Lisboa&supportEmail=o%40lisboa.example";
    let gone = ask(&world, HOST, "POST", &format!("{link}/company"), company).expect(303);
    assert_eq!(gone.to(), format!("{link}/people"), "forms work there, and stay there");
    // The portal's own address still works, so that older links do.
    world.nobody.get(&format!("{link}/people")).expect(200);

    for path in [
        "/",
        "/sign-in",
        "/partner/cases",
        "/referral/clients",
        "/operator",
        "/docs",
        "/mailbox",
        "/healthz",
        "/metrics",
        "/api/referral/me",
        "/api/collection-partner/openapi.json",
        "/account/sessions",
        "/client/x",
    ] {
        ask(&world, HOST, "GET", path, "").expect(404);
    }
    let sign_in = format!("email=signe%40example.com&password={}", PASSWORD.replace(' ', "+"));
    let refused = ask(&world, HOST, "POST", "/sign-in", &sign_in).expect(404);
    assert_eq!(refused.header("set-cookie"), None);
    for path in [foreign.clone(), format!("{foreign}/company"), format!("/api{foreign}/company")] {
        ask(&world, HOST, "GET", &path, "").expect(404);
    }
    let theirs_style = format!("/brands/{}/style.css", theirs.id);
    ask(&world, HOST, "GET", &theirs_style, "").expect(404);
    // A name that no brand has is the portal's.
    ask(&world, "somewhere.example", "GET", "/sign-in", "").expect(200);
    ask(&world, "somewhere.example", "GET", &format!("{foreign}/company"), "").expect(200);
}
