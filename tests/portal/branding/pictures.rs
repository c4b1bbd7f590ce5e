//! Uploading pictures: what is refused and with which message, what is kept, and which addresses are never fetched.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::json;

use super::{API, BRAND, EDITOR, LOGO, file, send};
use partner_portal::config::Fetching;

use crate::clients::Platform;
use crate::harness::World;

/// The header of a PNG that claims to be 20,000 by 20,000 pixels.
fn bomb() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\x06\0\0\0".to_vec();
    let crc = !bytes[12..29].iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    bytes.extend_from_slice(&crc.to_be_bytes());
    bytes.extend_from_slice(b"\0\0\0\0IDAT");
    bytes
}

#[test]
fn a_picture_that_is_refused_leaves_the_old_one() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
    let before = ours.key.get_json(API);
    let script = LOGO.replace("<path", "<script>alert(1)</script><path");
    let handler = LOGO.replace("<path", "<path onload=\"alert(1)\"");
    let outside = LOGO.replace("<path", "<image href=\"https://a.example/x.png\"/><path");
    let page = LOGO.replace("<path", "<foreignObject><p>x</p></foreignObject><path");
    let large = vec![0; 2 * 1024 * 1024 + 1];
    for (name, bytes, said) in [
        ("logo.svg", script.as_bytes(), "The SVG holds &#60;script&#62;"),
        ("logo.svg", handler.as_bytes(), "The SVG holds the attribute “onload”"),
        ("logo.svg", outside.as_bytes(), "The SVG holds &#60;image&#62;"),
        ("logo.svg", page.as_bytes(), "The SVG holds &#60;foreignObject&#62;"),
        ("logo.png", &bomb()[..], "20000 by 20000 pixels"),
        ("logo.png", &large[..], "larger than 2 MB"),
        ("logo.png", b"<html><script>alert(1)</script>", "not a picture"),
        ("logo.png", b"%PDF-1.7", "not a picture"),
    ] {
        let mut fields = BRAND.to_vec();
        fields.push(("host", "collect.ledgerly.example"));
        let page = send(&ours.admin, &fields, &[file("logo", name, bytes)]).expect(422).says(said);
        // The typed texts and the stored picture are still there.
        let page = page.says("collect.ledgerly.example").says("Ledgerly Billing").text();
        assert!(page.contains("href=\"#logo\"") && page.contains("logo-error"), "{said}");
        assert_eq!(ours.key.get_json(API), before, "{said}");
    }
    // A good picture is kept when another field is wrong.
    let mut fields = BRAND.to_vec();
    fields[0].1 = "red";
    let page = send(&ours.admin, &fields, &[file("favicon", "icon.svg", LOGO.as_bytes())]).expect(422).text();
    let kept = crate::harness::visitor::hidden_fields(&page)
        .into_iter()
        .find(|(name, _)| name == "faviconKept")
        .expect("kept")
        .1;
    let mut fields = BRAND.to_vec();
    fields.push(("faviconKept", &kept));
    send(&ours.admin, &fields, &[]).expect(303);
    let icon = ours.key.get_json(API)["faviconUrl"].as_str().expect("an icon").to_owned();
    let (_, path) = icon.split_once("/brands/").expect("a path");
    // The box removes the kept picture; but a new file overrides the box.
    fields.push(("removeFavicon", "true"));
    send(&ours.admin, &fields, &[]).expect(303);
    assert_eq!(ours.key.get_json(API)["faviconUrl"], json!(null));
    send(&ours.admin, &fields, &[file("favicon", "icon.svg", LOGO.as_bytes())]).expect(303);
    assert!(ours.key.get_json(API)["faviconUrl"].is_string());
    world.nobody.get(&format!("/brands/{path}")).expect(200);
}

#[test]
fn no_hash_is_taken_that_did_not_become_a_picture_here() {
    let world = World::new();
    let (ours, theirs) = (Platform::new(&world, "Ledgerly"), Platform::new(&world, "Fakturo"));
    let secret = world.app.shared.blobs.put_blocking_bytes(b"%PDF-1.7 a contract of somebody").expect("stored");
    let mut fields = BRAND.to_vec();
    let forged = format!("{}.{}.{}", secret.sha256, secret.size, "A".repeat(43));
    fields.push(("logoKept", &forged));
    send(&ours.admin, &fields, &[]).expect(303);
    assert_eq!(ours.key.get_json(API)["logoUrl"], json!(null));
    world.nobody.get(&format!("/brands/{}.png", secret.sha256)).expect(404);
    // A signed reference works only for its partner.
    let mut fields = BRAND.to_vec();
    fields.push(("do", "preview"));
    let page = send(&theirs.admin, &fields, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(200).text();
    let kept =
        crate::harness::visitor::hidden_fields(&page).into_iter().find(|(name, _)| name == "logoKept").expect("kept").1;
    let mut fields = BRAND.to_vec();
    fields.push(("logoKept", &kept));
    send(&ours.admin, &fields, &[]).expect(303);
    assert_eq!(ours.key.get_json(API)["logoUrl"], json!(null));
    for path in ["/brands/x.png", "/brands/..%2f..%2fetc.png", &format!("/brands/{}.png", "0".repeat(64))] {
        world.nobody.get(path).expect(404);
    }
}

#[test]
fn the_bytes_of_a_brand_are_not_swept() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    send(&ours.admin, &BRAND, &[file("logo", "logo.svg", LOGO.as_bytes())]).expect(303);
    let url = ours.key.get_json(API)["logoUrl"].as_str().expect("a logo").to_owned();
    let hash = url.split("/brands/").nth(1).and_then(|rest| rest.strip_suffix(".png")).expect("a hash").to_owned();
    let later = world.context().now + chrono::Duration::days(3);
    let sweep = || {
        let found = [partner_portal::store::documents::blobs::Written {
            sha256: hash.clone(),
            size: 1,
            at: world.context().now,
        }];
        let blobs = &world.app.shared.blobs;
        partner_portal::actions::documents::clear_unused(&mut world.db(), blobs, &found, later, &world.context())
            .expect("swept")
    };
    assert_eq!(sweep(), 0);
    let mut fields = BRAND.to_vec();
    fields.push(("removeLogo", "true"));
    send(&ours.admin, &fields, &[]).expect(303);
    assert_eq!(sweep(), 1);
}

#[test]
fn addresses_of_our_own_machines_are_never_fetched() {
    let world = World::new();
    let ours = Platform::new(&world, "Ledgerly");
    let own = [
        "http://127.0.0.1/logo.png",
        "http://localhost/logo.png",
        "http://[::1]/logo.png",
        "http://[::ffff:127.0.0.1]/logo.png",
        "http://[::ffff:7f00:1]/logo.png",
        "http://2130706433/logo.png",
        "http://0x7f.1/logo.png",
        "http://0177.0.0.1/logo.png",
        "http://0/logo.png",
        "http://10.0.0.1/logo.png",
        "http://172.16.0.1/logo.png",
        "http://192.168.1.1/logo.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/logo.png",
        "http://192.0.2.1/logo.png",
        "http://224.0.0.1/logo.png",
        "http://[fe80::1]/logo.png",
        "http://[fd00::1]/logo.png",
        "http://[64:ff9b::7f00:1]/logo.png",
        "http://1.1.1.1:22/logo.png",
    ];
    for address in own {
        let answer = ours.key.send_json("PUT", API, &json!({ "logoUrl": address })).expect(400);
        assert!(answer.problems().contains("logoUrl: This address does not lead"), "{address}: {}", answer.problems());
    }
    for address in
        ["file:///etc/passwd", "ftp://a.example/x", "gopher://a.example", "//a.example/x", "http://u:p@a.example/", "x"]
    {
        let answer = ours.key.send_json("PUT", API, &json!({ "logoUrl": address })).expect(400);
        assert!(answer.problems().contains("Give a whole address"), "{address}: {}", answer.problems());
    }
    let mut fields = BRAND.to_vec();
    fields.push(("logoUrl", "http://127.0.0.1/logo.png"));
    send(&ours.admin, &fields, &[]).expect(422).says("href=\"#logoUrl\"").says("http://127.0.0.1/logo.png");
}

/// A server that gives each connection the next answer.
fn serve(answers: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    std::thread::spawn(move || {
        for answer in answers {
            let Ok((mut socket, _)) = listener.accept() else { return };
            let _ = socket.read(&mut [0; 4096]);
            let _ = socket.write_all(&answer);
        }
    });
    address
}

#[test]
fn a_picture_is_fetched_once_and_judged_by_its_bytes() {
    let world = World::with(|config| config.fetching = Fetching::Anywhere);
    let ours = Platform::new(&world, "Ledgerly");
    let with = |head: &str, body: &[u8]| {
        let mut all =
            format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len()).into_bytes();
        all.extend_from_slice(body);
        all
    };
    let at = serve(vec![
        with("200 OK\r\ncontent-type: image/png", b"<html>no picture</html>"),
        with("302 Found\r\nlocation: http://127.0.0.1:1/", b""),
        with("404 Not Found", b""),
        with("200 OK", &vec![0; 2 * 1024 * 1024 + 1]),
        // The content type is ignored; the bytes decide.
        with("200 OK\r\ncontent-type: text/html", LOGO.as_bytes()),
    ]);
    let url = format!("http://{at}/logo");
    for said in ["not a picture", "leads on to another", "answered 404", "larger than 2 MB"] {
        let answer = ours.key.send_json("PUT", API, &json!({ "logoUrl": url })).expect(400);
        assert!(answer.problems().contains(said), "{said}: {}", answer.problems());
    }
    let brand = ours.key.send_json("PUT", API, &json!({ "logoUrl": url })).expect(200).json();
    assert!(brand["logoUrl"].as_str().is_some_and(|own| own.contains("/brands/")), "{brand}");
    ours.admin.get(EDITOR).expect(200).silent_about(&url);
    // No server listens there.
    let answer = ours.key.send_json("PUT", API, &json!({ "logoUrl": "http://127.0.0.1:1/x" })).expect(400);
    assert!(answer.problems().contains("did not answer"), "{}", answer.problems());
}
