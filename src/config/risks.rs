//! Risky settings. In production `serve` refuses each of them, unless `PORTAL_ALLOW` names the risk.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;
use secrecy::ExposeSecret;
use zxcvbn::zxcvbn;

use super::{Config, Environment, Lookup, MailRoute};

/// A secret that can be guessed with fewer than 10 to the power of this many guesses is weak. Estimates end at 19.2.
const MIN_SECRET_GUESSES_LOG10: f64 = 19.0;
/// The least number of different characters of a secret. Of 32 random hexadecimal digits, about one in a million has
/// fewer.
const MIN_DIFFERENT_CHARACTERS: usize = 8;
/// Characters of a secret that are used for the estimate, because it takes long for long texts.
const MAX_ESTIMATED_CHARACTERS: usize = 64;
/// Parts of secrets in examples.
const EXAMPLES: [&str; 6] = ["changeme", "change-me", "example", "secret", "password", "0123456789abcdef"];

/// A risk that may be accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Risk {
    /// The portal is reached without TLS.
    PlainHttp,
    /// Mail is sent to another machine without TLS.
    PlainMail,
    /// The database is on another machine and is connected without TLS.
    PlainDatabase,
    /// Documents are sent to another machine without TLS.
    PlainS3,
    /// A secret is weak or used twice.
    WeakSecret,
}

impl Risk {
    const ALL: [Self; 5] = [Self::PlainHttp, Self::PlainMail, Self::PlainDatabase, Self::PlainS3, Self::WeakSecret];

    /// Its name in `PORTAL_ALLOW`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PlainHttp => "plain-http",
            Self::PlainMail => "plain-mail",
            Self::PlainDatabase => "plain-database",
            Self::PlainS3 => "plain-s3",
            Self::WeakSecret => "weak-secret",
        }
    }

    /// What the risk means.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::PlainHttp => "people reach the portal without TLS",
            Self::PlainMail => "mail goes to another machine without TLS",
            Self::PlainDatabase => "the database is reached without TLS",
            Self::PlainS3 => "documents go to another machine without TLS",
            Self::WeakSecret => "a secret is weak or used twice",
        }
    }
}

/// Finds risks, in production only; returns the accepted ones.
///
/// # Errors
/// One line for each risk that is not accepted, and for each unknown name in `PORTAL_ALLOW`.
pub fn check(config: &Config, get: Lookup<'_>) -> Result<Vec<Risk>, Vec<String>> {
    let mut wrong = Vec::new();
    let mut allowed = Vec::new();
    for name in get("PORTAL_ALLOW").unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match Risk::ALL.into_iter().find(|risk| risk.name() == name) {
            Some(risk) => allowed.push(risk),
            None => {
                let names = Risk::ALL.map(Risk::name).join(", ");
                wrong.push(format!("PORTAL_ALLOW holds “{name}”: it knows {names}"));
            }
        }
    }
    let found = if config.environment == Environment::Production { found(config, get) } else { Vec::new() };
    let mut taken = Vec::new();
    for (risk, line) in found {
        if allowed.contains(&risk) {
            taken.push(risk);
        } else {
            wrong.push(format!("{line}. To allow it all the same: PORTAL_ALLOW={}", risk.name()));
        }
    }
    taken.dedup();
    if wrong.is_empty() { Ok(taken) } else { Err(wrong) }
}

/// Every risk, with a line that names its setting.
fn found(config: &Config, get: Lookup<'_>) -> Vec<(Risk, String)> {
    let database = Address::of(config.database_url.expose_secret());
    let mail = match &config.mail {
        MailRoute::Smtp(url) => Some(Address::of(url.expose_secret())),
        MailRoute::Mailbox => None,
    };
    let mut found = Vec::new();
    if !config.is_https() {
        found.push((Risk::PlainHttp, "PORTAL_BASE_URL must begin with https:// in production".to_owned()));
    }
    if mail.as_ref().is_some_and(is_plain_mail) {
        let line = "PORTAL_SMTP_URL sends mail to another machine without TLS: use smtps://… or smtp://…?tls=required";
        found.push((Risk::PlainMail, line.to_owned()));
    }
    if is_plain_database(&database, get) {
        let line = "PORTAL_DATABASE_URL reaches another machine without TLS: add ?sslmode=verify-full";
        found.push((Risk::PlainDatabase, line.to_owned()));
    }
    if let Some(place) = config.documents_url.strip_prefix("s3://") {
        let (_, endpoint) = pairs(place).find(|(name, _)| name == "endpoint").unzip();
        let endpoint = endpoint.or_else(|| config.s3.endpoint.clone()).map(|endpoint| Address::of(&endpoint));
        if endpoint.is_some_and(|endpoint| endpoint.scheme == "http" && !endpoint.is_here()) {
            let line = "PORTAL_S3_ENDPOINT is another machine without TLS: it must begin with https://";
            found.push((Risk::PlainS3, line.to_owned()));
        }
    }
    let others = [
        ("PORTAL_DATABASE_URL", database.password),
        ("PORTAL_SMTP_URL", mail.and_then(|mail| mail.password)),
        ("PORTAL_S3_SECRET_KEY", Some(config.s3.secret_key.clone())),
    ];
    let secrets: Vec<&str> = config.secrets.texts().map(ExposeSecret::expose_secret).collect();
    found.extend(weak(&secrets, &others).map(|what| (Risk::WeakSecret, format!("PORTAL_SECRET_KEY {what}"))));
    found
}

/// The weakness of the secrets, if any.
fn weak(secrets: &[&str], others: &[(&str, Option<String>)]) -> Option<String> {
    if secrets.iter().enumerate().any(|(at, one)| secrets.iter().take(at).any(|earlier| earlier == one)) {
        return Some("holds the same secret twice".to_owned());
    }
    if let Some((name, _)) = others.iter().find(|(_, other)| other.as_deref().is_some_and(|one| secrets.contains(&one)))
    {
        return Some(format!("is used as the password of {name}, too: each needs one of its own"));
    }
    let is_weak = |secret: &&str| {
        let folded = secret.to_ascii_lowercase();
        let mut characters: Vec<char> = secret.chars().collect();
        let estimated: String = characters.iter().take(MAX_ESTIMATED_CHARACTERS).collect();
        characters.sort_unstable();
        characters.dedup();
        characters.len() < MIN_DIFFERENT_CHARACTERS
            || EXAMPLES.iter().any(|example| folded.contains(example))
            || zxcvbn(&estimated, &[]).guesses_log10() < MIN_SECRET_GUESSES_LOG10
    };
    let text = "can be guessed: make one with openssl rand -hex 32".to_owned();
    secrets.iter().any(is_weak).then_some(text)
}

fn is_plain_mail(mail: &Address) -> bool {
    mail.scheme == "smtp" && mail.option("tls").as_deref() != Some("required") && !mail.is_here()
}

fn is_plain_database(database: &Address, get: Lookup<'_>) -> bool {
    if database.scheme == "sqlite" {
        return false;
    }
    // As libpq does: first the URL, then the environment.
    let sslmode = database.option("sslmode").or_else(|| get("PGSSLMODE")).unwrap_or_default();
    if ["require", "verify-ca", "verify-full"].contains(&sslmode.as_str()) {
        return false;
    }
    let named: Vec<String> = ["host", "hostaddr"].iter().filter_map(|name| database.option(name)).collect();
    let hosts = match (named.is_empty(), database.hosts.is_empty()) {
        (false, _) => named.join(","),
        (true, false) => database.hosts.clone(),
        (true, true) => get("PGHOST").unwrap_or_default(),
    };
    !hosts.split(',').all(is_here)
}

/// The parts of a URL that matter for risks.
struct Address {
    scheme: String,
    /// With ports; several are separated by commas.
    hosts: String,
    password: Option<String>,
    query: String,
}

impl Address {
    fn of(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (user, hosts) = match place.rsplit_once('@') {
            Some((user, rest)) => (user, rest),
            None => ("", place),
        };
        let hosts = hosts.split('/').next().unwrap_or_default();
        let mut address =
            Self { scheme: scheme.to_owned(), hosts: decoded(hosts), password: None, query: query.to_owned() };
        address.password = user.split_once(':').map(|(_, word)| decoded(word)).or_else(|| address.option("password"));
        address
    }

    fn option(&self, name: &str) -> Option<String> {
        pairs(&self.query).find(|(known, _)| known == name).map(|(_, text)| text)
    }

    fn is_here(&self) -> bool {
        is_here(&self.hosts)
    }
}

/// Names and values of a query string.
fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    let query = text.split_once('?').map_or(text, |(_, query)| query);
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, text)| (name.to_owned(), decoded(text)))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether a host, with or without port, is this machine: a socket's folder, or a loopback address.
fn is_here(host: &str) -> bool {
    let host = host.trim();
    if host.is_empty() || host.starts_with('/') || host.starts_with('@') {
        return true;
    }
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None if host.matches(':').count() > 1 => host,
        None => host.split(':').next().unwrap_or_default(),
    };
    let name = name.to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests;
