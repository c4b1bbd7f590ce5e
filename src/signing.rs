//! The keys that sign and seal agreements: four PEM files in one folder. A demo creates its own.

use std::io::Write;
use std::path::Path;

use zeroize::Zeroizing;

use crate::actions::agreements::Keys;
use crate::domain::calendar::Moment;
use crate::pdf::sign::{Authority, Certificate, Pem, certificates};
use crate::store::db::entropy;

/// The authority's certificate, its key, the seal's certificate, its key.
const FILES: [&str; 4] = ["authority.pem", "authority.key", "seal.pem", "seal.key"];

/// Reads the keys of a folder.
///
/// # Errors
/// A line that names the missing or wrong file.
pub fn read(folder: &Path, operator: &str) -> Result<Keys, String> {
    let text = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("PORTAL_SIGNING_DIR: {}: {error}", path.display()))
    };
    let [authority, authority_key, seal, seal_key] = FILES;
    let pem = Pem {
        authority: text(authority)?,
        authority_key: Zeroizing::new(text(authority_key)?),
        seal: text(seal)?,
        seal_key: Zeroizing::new(text(seal_key)?),
    };
    let authority = Authority::from_pem(&pem, operator).map_err(|error| format!("PORTAL_SIGNING_DIR: {error}"))?;
    Ok(Keys { authority })
}

/// The authorities whose signatures are accepted: the present one, and former ones stored in the same folder as
/// `authority-….pem`. Read again on each call, so that added files are used at once. A file that cannot be read is
/// skipped and logged.
pub fn authorities(folder: &Path) -> Vec<Certificate> {
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_one = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name == FILES[0] || (name.starts_with("authority-") && name.ends_with(".pem"))
    };
    let mut found = Vec::new();
    for path in listed.filter(|path| is_one(path)) {
        let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
        match read.and_then(|pem| certificates(&pem).map_err(|error| error.to_string())) {
            Ok(some) => found.extend(some),
            Err(error) => tracing::error!(path = %path.display(), %error, "an authority cannot be read"),
        }
    }
    found
}

/// Creates an authority and a seal in a folder, unless they exist.
///
/// # Errors
/// A line that says what is missing or cannot be written.
pub fn make(folder: &Path, operator: &str, now: Moment) -> Result<(), String> {
    if FILES.iter().all(|name| folder.join(name).exists()) {
        return Ok(());
    }
    create(folder, operator, now)
}

/// Creates an authority and a seal in a folder that has none.
///
/// # Errors
/// A line that names the file that exists already or cannot be written.
pub fn create(folder: &Path, operator: &str, now: Moment) -> Result<(), String> {
    if let Some(name) = FILES.iter().find(|name| folder.join(name).exists()) {
        let place = folder.display();
        return Err(format!("{place}: {name} is there already; what it signed could not be made again without it"));
    }
    let mut entropy = |bytes: &mut [u8]| entropy::fill(bytes);
    let made = Authority::create(operator, now, &mut entropy).and_then(|authority| authority.to_pem());
    let pem = made.map_err(|error| error.to_string())?;
    let write = |name: &str, text: &str| -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut file = std::fs::File::create_new(folder.join(name))?;
        only_ours(&file)?;
        file.write_all(text.as_bytes())
    };
    let texts = [pem.authority.as_str(), &pem.authority_key, &pem.seal, &pem.seal_key];
    for (name, text) in FILES.iter().zip(texts) {
        write(name, text).map_err(|error| format!("{}: {error}", folder.join(name).display()))?;
    }
    Ok(())
}

/// Only our own user may read a key.
fn only_ours(file: &std::fs::File) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
