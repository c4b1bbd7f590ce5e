//! The branding editor, as page and as JSON: who may use it, and the messages for what is refused.

use serde_json::json;

use super::{API, BRAND, EDITOR, LOGO, file, send};
use crate::clients::{Platform, client};
use crate::harness::World;
use crate::people::audited;

#[test]
fn a_brand_is_chosen_and_clients_see_it() {
    let world = World::new();
    let (ours, theirs) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Fakturo"));
    ours.admin.get(EDITOR).expect(200).says("Colours and font").says("iframe").says(": 1");
    let gone = send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
    assert_eq!(gone.to(), EDITOR);
    ours.admin.get(EDITOR).expect(200).says("#fff8f2").says("Ledgerly Billing").says("support@ledgerly.example");
    let brand = ours.key.get_json(API);
    assert_eq!(brand["buttonColorCode"], "#b4470c");
    assert_eq!(brand["links"], json!([{ "label": "Privacy", "url": "https://ledgerly.example/privacy" }]));
    let logo = brand["logoUrl"].as_str().expect("a logo").to_owned();
    assert_eq!(ours.key.get_json("/api/referral/me")["logoUrl"], logo.as_str());
    assert_eq!((audited(&world, "BrandChanged"), crate::clients::heard(&world, "branding.updated")), (1, 1));
    // Saving the same again changes nothing.
    send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
    assert_eq!((audited(&world, "BrandChanged"), crate::clients::heard(&world, "branding.updated")), (1, 1));

    let made = ours.key.post_json(crate::clients::CLIENTS, &client("t-1", "ines@lisboa.example")).expect(202).json();
    let link = made["onboardingLinks"]["url"].as_str().expect("a link").to_owned();
    let link = link.strip_prefix(&format!("http://{}", world.app.address)).expect("our own").to_owned();
    let path = logo.strip_prefix(&format!("http://{}", world.app.address)).expect("our own");
    let page = world.nobody.get(&format!("{link}/company")).expect(200).says(path).says("Privacy</a>").text();
    let style = page.split('"').find(|part| part.ends_with("style.css")).expect("a stylesheet").to_owned();
    let style = world.nobody.get(&style).expect(200).says("#b4470c").says("#fff8f2").says("Source Serif 4");
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    let picture = world.nobody.get(path).expect(200);
    assert!(picture.body.starts_with(b"\x89PNG"));
    for (name, value) in [
        ("content-type", "image/png"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("content-security-policy", "default-src 'none'; sandbox"),
    ] {
        assert_eq!(picture.header(name), Some(value), "{name}");
    }
    // The other brand is unchanged.
    assert_eq!(theirs.key.get_json(API)["logoUrl"], serde_json::Value::Null);
    assert_ne!(theirs.key.get_json(API)["buttonColorCode"], "#b4470c");
}

#[test]
fn only_an_admin_and_the_system_choose() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    for path in [EDITOR, "/referral/settings/branding/preview", "/referral/settings/branding/step"] {
        ours.viewer.get(path).expect(403);
        world.owner.get(path).expect(403);
        assert!(world.nobody.get(path).to().starts_with("/sign-in"), "{path}");
    }
    world.nobody.get(API).expect(401);
    world.key.get(API).expect(401);
    ours.viewer.get("/referral/clients").expect(200).silent_about("settings/branding");
    let page = ours.admin.get(EDITOR).expect(200).text();
    let token = crate::harness::visitor::hidden_fields(&page).into_iter().find(|(name, _)| name == "_token");
    assert!(token.is_some_and(|(_, token)| !token.is_empty()), "the form is bound to the session");
    // Without the session's token, or from another site, nothing is changed.
    let form = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    ours.admin.send("POST", EDITOR, &form, b"fontColor=%23000000").expect(403);
    let foreign = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")];
    ours.admin.send("POST", EDITOR, &foreign, b"fontColor=%23000000").expect(403);
    assert_eq!(audited(&world, "BrandChanged"), 0);
}

#[test]
fn what_cannot_be_taken_is_said_at_its_field_and_nothing_is_lost() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
    let before = ours.key.get_json(API);
    let wrong = [
        ("backgroundColorCode", "red", "hexadecimal"),
        ("buttonColorCode", "#12345", "hexadecimal"),
        ("fontColor", "url(x)", "hexadecimal"),
        ("fontFamily", "Comic Sans", "Choose one of the fonts"),
        ("senderName", "Eve <eve@x.example>", "none of"),
        ("replyTo", "nobody", "is not an e-mail address"),
        ("host", "https://x.example", "host name alone"),
        ("host", "127.0.0.1", "host name alone"),
        ("links.0.url", "javascript:alert(1)", "begins with https"),
        ("links.0.label", "", "at most 40 characters"),
    ];
    for (field, text, said) in wrong {
        let mut fields: Vec<(&str, &str)> = BRAND.into_iter().filter(|(name, _)| *name != field).collect();
        fields.push((field, text));
        let page = send(&ours.admin, &fields, &[]).expect(422).says(said);
        let page = if field == "senderName" { page } else { page.says("Ledgerly Billing") };
        assert!(page.text().contains(&format!("href=\"#{field}\"")), "{field}: the summary leads to the field");
        assert!(page.text().contains("iframe"), "the preview stays");
    }
    assert_eq!(ours.key.get_json(API), before);
    for (field, text, said) in wrong {
        let sent = match field {
            "links.0.url" => json!({ "links": [{ "label": "x", "url": text }] }),
            "links.0.label" => json!({ "links": [{ "label": text, "url": "https://a.example" }] }),
            _ => json!({ field: text }),
        };
        let answer = ours.key.send_json("PUT", API, &sent).expect(400);
        assert!(answer.problems().contains(said) && answer.problems().contains(field), "{}", answer.problems());
    }
    let many: Vec<_> = (0..7).map(|at| json!({ "label": format!("L{at}"), "url": "https://a.example" })).collect();
    ours.key.send_json("PUT", API, &json!({ "links": many })).expect(400);
    assert_eq!(ours.key.get_json(API), before);
}

#[test]
fn a_system_reads_the_brand_and_writes_it_back() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
    let before = ours.key.get_json(API);
    let answer = ours.key.send_json("PUT", API, &before).expect(200).json();
    assert_eq!(answer, before, "its own answer back changes nothing, the logo neither");
    let mut other = before.clone();
    other["host"] = json!("Collect.Ledgerly.example");
    other["sendsInvitations"] = json!(true);
    other["removeLogo"] = json!(true);
    let answer = ours.key.send_json("PUT", API, &other).expect(200).json();
    assert_eq!((&answer["host"], &answer["sendsInvitations"]), (&json!("collect.ledgerly.example"), &json!(true)));
    assert_eq!(answer["logoUrl"], json!(null));
    let path = before["logoUrl"].as_str().and_then(|url| url.split_once("/brands/")).expect("a logo").1.to_owned();
    world.nobody.get(&format!("/brands/{path}")).expect(404);
    // A host name that is only claimed is free for others; one that is proved belongs to one brand.
    let theirs = Platform::new(&world, "Fakturo");
    theirs.key.send_json("PUT", API, &json!({ "host": "collect.ledgerly.example" })).expect(200);
    theirs.key.send_json("PUT", API, &json!({ "host": "" })).expect(200);
    world.sql.execute(&format!(
        "UPDATE referral_partners SET brand_host = 'collect.ledgerly.example' WHERE id = '{}'",
        ours.id
    ));
    theirs.key.send_json("PUT", API, &json!({ "host": "collect.ledgerly.example" })).expect(400).problems();
}

#[test]
fn a_row_more_and_a_look_before_it_is_saved() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    let mut fields = BRAND.to_vec();
    fields.push(("do", "add"));
    ours.admin.get(EDITOR).says("links.0.label").silent_about("links.1.label");
    let page = send(&ours.admin, &fields, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(200);
    let page = page.says("links.1.label").says("Ledgerly Billing").says("data:image/png;base64,");
    let text = page.text();
    let kept =
        crate::harness::visitor::hidden_fields(&text).into_iter().find(|(name, _)| name == "logoKept").expect("kept").1;
    let frame = text
        .split("<iframe")
        .nth(1)
        .and_then(|rest| rest.split("src=\"").nth(1))
        .and_then(|rest| rest.split('"').next());
    let frame = frame.expect("a frame").replace("&#38;", "&").replace("&amp;", "&");
    let step =
        ours.admin.get(&frame).expect(200).says("Northwind Studio").says("data:image/png;base64,").says("Privacy</a>");
    assert!(step.header("content-security-policy").is_some_and(|policy| policy.contains("frame-ancestors 'self'")));
    let style = step
        .text()
        .split('"')
        .find(|part| part.contains("step.css?"))
        .expect("a style")
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    ours.admin.get(&style).expect(200).says("#b4470c").says("#fff8f2");
    fields.pop();
    fields.extend([("do", "remove-0"), ("logoKept", &kept)]);
    send(&ours.admin, &fields, &[]).expect(200).silent_about("ledgerly.example/privacy").says("data:image/png");
    assert_eq!(audited(&world, "BrandChanged"), 0);
    // Kept pictures are saved with the rest.
    fields.retain(|(name, _)| *name != "do");
    send(&ours.admin, &fields, &[]).expect(303);
    assert!(ours.key.get_json(API)["logoUrl"].is_string());
    // The part of the page that is replaced while typing.
    let typed = ours.admin.get("/referral/settings/branding/preview?fontColor=%23eeeeee&backgroundColorCode=%23ffffff");
    typed.expect(200).says("data-preview-target").says("#eeeeee has 1.1 : 1 there, too little");
}
