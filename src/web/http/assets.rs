//! Styles, scripts, fonts and icons. They are compiled into the binary, compressed once at start, and have a hash of
//! their content in the address.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::failure::Failure;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

struct Asset {
    kind: &'static str,
    plain: Vec<u8>,
    /// `None` where compressing does not pay (fonts are compressed already).
    gzip: Option<Vec<u8>>,
}

struct Assets {
    by_hashed_name: HashMap<String, Asset>,
    hashed: HashMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::gather);

/// The address of a file of `static/`, with the hash in its name: "portal.css", "js/portal.js", "icons/favicon.svg".
pub(crate) fn url(name: &str) -> String {
    ASSETS.hashed.get(name).map_or_else(|| format!("/static/{name}"), |hashed| format!("/static/{hashed}"))
}

/// Serves `/static/{name}`. The address changes with the content, so browsers may cache it without limit.
pub(crate) async fn serve(request: HttpRequest) -> Result<HttpResponse, Failure> {
    let name = request.match_info().query("name");
    let asset = ASSETS.by_hashed_name.get(name).ok_or(Failure::NotFound)?;
    let takes_gzip = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"))
        .content_type(asset.kind);
    match &asset.gzip {
        Some(gzip) if takes_gzip => Ok(response.insert_header((header::CONTENT_ENCODING, "gzip")).body(gzip.clone())),
        _ => Ok(response.insert_header((header::CONTENT_ENCODING, "identity")).body(asset.plain.clone())),
    }
}

impl Assets {
    fn gather() -> Self {
        let mut assets = Self { by_hashed_name: HashMap::new(), hashed: HashMap::new() };
        // Fonts and icons first: the stylesheet names them by their hashed addresses.
        for name in Files::iter().filter(|name| !name.starts_with("css/")) {
            if let Some(file) = Files::get(&name) {
                assets.add(&name, file.data.into_owned());
            }
        }
        let order = text_of("css/ORDER");
        let mut sheet = String::new();
        for part in order.lines().map(str::trim).filter(|part| !part.is_empty()) {
            sheet.push_str(&text_of(&format!("css/{part}")));
            sheet.push('\n');
        }
        for (name, hashed) in assets.hashed.clone() {
            sheet = sheet.replace(&format!("/static/{name}"), &format!("/static/{hashed}"));
        }
        assets.add("portal.css", sheet.into_bytes());
        assets
    }

    fn add(&mut self, name: &str, plain: Vec<u8>) {
        let hash = hex::encode(Sha256::digest(&plain));
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!("{stem}.{}.{ending}", &hash[..10]);
        let kind = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "woff2" => "font/woff2",
            "png" => "image/png",
            _ => "text/plain; charset=utf-8",
        };
        let gzip = (ending != "woff2" && ending != "png").then(|| compressed(&plain)).flatten();
        self.by_hashed_name.insert(hashed.clone(), Asset { kind, plain, gzip });
        self.hashed.insert(name.to_owned(), hashed);
    }
}

fn text_of(name: &str) -> String {
    Files::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
}

fn compressed(plain: &[u8]) -> Option<Vec<u8>> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(plain).ok()?;
    out.finish().ok()
}
