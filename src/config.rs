//! Every setting: read once at start, checked, and passed on. Secrets cannot be printed.

#[cfg(feature = "demo")]
mod demo;
mod network;
pub mod risks;
mod roles;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ipnet::IpNet;
use secrecy::SecretString;

use crate::actions::Context;
use crate::actions::agreements::Operator;
use crate::actions::people::Hashing;
use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::calendar::Moment;
use crate::domain::invoice::BankTransfer;
use crate::secrets::{Keyring, MIN_SECRET_CHARACTERS};
pub use network::RequestLimits;
use network::{dns_server, networks};
use roles::second_factor_for;

use crate::stamping::Timestamps;
use crate::store::documents::blobs::S3Settings;

/// The environment of an instance; two instances share nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Environment {
    /// Real cases. Endpoints for tests answer with 403.
    Production,
    /// For integrators and demos.
    Test,
}

/// How mail is sent.
#[derive(Clone, Debug)]
pub enum MailRoute {
    /// By SMTP, to this URL (it may contain a password).
    Smtp(SecretString),
    /// Not at all: mails are kept and shown on a page, for the demo.
    Mailbox,
}

/// The default of the operator's name.
pub const OPERATOR_NAME: &str = "Debitura";
/// The default day of the month on which invoices are made.
const DEFAULT_INVOICE_DAY: u32 = 8;

/// Every setting.
#[derive(Clone, Debug)]
pub struct Config {
    /// `sqlite://…` or `postgres://…`; it may contain a password.
    pub database_url: SecretString,
    /// The address to listen at.
    pub bind: String,
    /// The public address, without a slash at the end.
    pub base_url: String,
    /// `file:///…` or `s3://…`.
    pub documents_url: String,
    /// How mail is sent.
    pub mail: MailRoute,
    /// The sender of mails.
    pub mail_from: String,
    /// Sign cookies and links, and encrypt small secrets.
    pub secrets: Keyring,
    /// The environment.
    pub environment: Environment,
    /// The operator's name.
    pub operator_name: String,
    /// The operator as a party of agreements.
    pub party: Operator,
    /// The folder of the keys that sign and seal agreements.
    pub signing_dir: Option<PathBuf>,
    /// The timestamp authorities.
    pub timestamps: Timestamps,
    /// The day of the month on which invoices of the previous month are made, 1 to 28.
    pub invoice_day: u32,
    /// The bank details on invoices, one line each.
    pub invoice_bank: Vec<String>,
    /// The demo's data folder.
    pub data_dir: PathBuf,
    /// The cost of hashing passwords.
    pub hashing: Hashing,
    /// From where pictures of brands may be fetched.
    pub fetching: Fetching,
    /// Connections to the database to read with; on PostgreSQL as many again to write with.
    pub connections: u32,
    /// The address of the separate listener for `/metrics`; `None` for no metrics.
    pub metrics_bind: Option<String>,
    /// Networks of trusted proxies; they may name the client's address.
    pub trusted_proxies: Vec<IpNet>,
    /// Request limits per key or person.
    pub request_limits: RequestLimits,
    /// Who must have a second factor: kind of organisation and role.
    pub second_factor_for: Vec<(OrganisationKind, Role)>,
    /// Access to an S3-compatible store, if documents are kept in one.
    pub s3: S3Settings,
    /// The DNS server for host names of brands; if `None`, that of the machine.
    pub dns_server: Option<SocketAddr>,
    /// The path of this program, which is started once more for each uploaded picture.
    pub program: PathBuf,
}

/// From where pictures of brands may be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetching {
    /// From public addresses.
    PublicOnly,
    /// From any address, including this machine; only tests do so.
    #[cfg(feature = "demo")]
    Anywhere,
}

/// Looks up a setting by name: in the environment, or in the map of a test.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Config {
    /// Reads the settings of `serve`.
    ///
    /// # Errors
    /// One line for each missing or wrong setting.
    pub fn for_serve(get: Lookup<'_>) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        let mut required = |name: &str, what: &str| {
            get(name).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| {
                wrong.push(format!("{name} is missing: {what}"));
                String::new()
            })
        };
        let database_url =
            required("PORTAL_DATABASE_URL", "sqlite:///path/portal.db or postgres://user:password@host/name");
        let base_url = required("PORTAL_BASE_URL", "the address people use, such as https://portal.example.com");
        let documents_url = required("PORTAL_DOCUMENTS_URL", "file:///path/documents or s3://bucket/prefix");
        let smtp_url = required("PORTAL_SMTP_URL", "such as smtps://user:password@mail.example.com");
        let secret_key = required("PORTAL_SECRET_KEY", &format!("at least {MIN_SECRET_CHARACTERS} random characters"));
        let environment = required("PORTAL_ENVIRONMENT", "production or test");
        let environment = match environment.as_str() {
            "production" | "" => Environment::Production,
            "test" => Environment::Test,
            other => {
                wrong.push(format!("PORTAL_ENVIRONMENT is “{other}”: it must be production or test"));
                Environment::Test
            }
        };
        let mut check = |name: &str, text: &str, schemes: &[&str]| {
            if !text.is_empty() && !schemes.iter().any(|scheme| text.starts_with(scheme)) {
                wrong.push(format!("{name} must begin with {}", schemes.join(" or ")));
            }
        };
        check("PORTAL_DATABASE_URL", &database_url, &["sqlite://", "postgres://", "postgresql://"]);
        check("PORTAL_BASE_URL", &base_url, &["https://", "http://"]);
        check("PORTAL_DOCUMENTS_URL", &documents_url, &["file:///", "s3://"]);
        check("PORTAL_SMTP_URL", &smtp_url, &["smtp://", "smtps://"]);
        let secrets = match Keyring::parse(&secret_key) {
            Ok(secrets) => Some(secrets),
            Err(what) => {
                if !secret_key.is_empty() {
                    wrong.push(format!("PORTAL_SECRET_KEY {what}"));
                }
                None
            }
        };
        let connections = match get("PORTAL_CONNECTIONS").map(|text| text.parse::<u32>()) {
            None => 8,
            Some(Ok(number)) if (2..=200).contains(&number) => number,
            Some(_) => {
                wrong.push("PORTAL_CONNECTIONS must be a number from 2 to 200".to_owned());
                8
            }
        };
        let trusted_proxies = networks(get, &mut wrong);
        let request_limits = RequestLimits::read(get, &mut wrong);
        let timestamps = Timestamps::read(get).map_err(|lines| wrong.extend(lines)).unwrap_or_default();
        let invoice_day = match get("PORTAL_INVOICE_DAY").map(|text| text.parse::<u32>()) {
            None => DEFAULT_INVOICE_DAY,
            Some(Ok(day)) if (1..=28).contains(&day) => day,
            Some(_) => {
                wrong.push("PORTAL_INVOICE_DAY must be a day from 1 to 28".to_owned());
                DEFAULT_INVOICE_DAY
            }
        };
        let dns_server = get("PORTAL_DNS_SERVER").and_then(|text| {
            let read = dns_server(&text);
            if read.is_none() {
                wrong.push(format!(
                    "PORTAL_DNS_SERVER is “{text}”: it must be an address such as 192.0.2.53 or 192.0.2.53:53"
                ));
            }
            read
        });
        let second_factor_for = second_factor_for(get).map_err(|line| wrong.push(line)).unwrap_or_default();
        let Some(secrets) = secrets.filter(|_| wrong.is_empty()) else { return Err(wrong) };
        let operator_name = get("PORTAL_OPERATOR_NAME").unwrap_or_else(|| OPERATOR_NAME.to_owned());
        Ok(Self {
            database_url: database_url.into(),
            bind: get("PORTAL_BIND").unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            base_url: base_url.trim_end_matches('/').to_owned(),
            documents_url,
            mail: MailRoute::Smtp(smtp_url.into()),
            mail_from: get("PORTAL_MAIL_FROM").unwrap_or_else(|| format!("{operator_name} <no-reply@localhost>")),
            secrets,
            environment,
            operator_name,
            party: party(get),
            signing_dir: get("PORTAL_SIGNING_DIR").map(PathBuf::from),
            timestamps,
            invoice_day,
            invoice_bank: bank(get),
            data_dir: PathBuf::from(get("PORTAL_DATA_DIR").unwrap_or_else(|| "./data".to_owned())),
            hashing: Hashing::Full,
            fetching: Fetching::PublicOnly,
            connections,
            metrics_bind: get("PORTAL_METRICS_BIND").filter(|text| !text.is_empty()),
            trusted_proxies,
            request_limits,
            second_factor_for,
            s3: s3(get),
            dns_server,
            program: program(),
        })
    }

    /// What actions need, at this moment.
    pub fn context(&self, now: Moment) -> Context {
        Context {
            now,
            base_url: self.base_url.clone(),
            operator: self.operator_name.clone(),
            hashing: self.hashing,
            secrets: self.secrets.clone(),
            party: self.party.clone(),
            how_to_pay: Arc::new(BankTransfer { details: self.invoice_bank.clone() }),
            onboarding_at: None,
        }
    }

    /// Whether the portal is reached by HTTPS.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Whether people in this role must have a second factor.
    pub fn requires_second_factor(&self, kind: OrganisationKind, role: Role) -> bool {
        self.second_factor_for.contains(&(kind, role))
    }

    /// Whether mails are kept and shown on a page.
    pub fn has_mailbox(&self) -> bool {
        matches!(self.mail, MailRoute::Mailbox)
    }
}

/// The path of this program. On Linux it still works after the file was replaced by a newer version.
fn program() -> PathBuf {
    let running = Path::new("/proc/self/exe");
    if running.exists() { running.to_path_buf() } else { std::env::current_exe().unwrap_or_default() }
}

/// The lines of one setting, separated by `|`.
fn bank(get: Lookup<'_>) -> Vec<String> {
    let text = get("PORTAL_INVOICE_BANK").unwrap_or_default();
    text.split('|').map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn party(get: Lookup<'_>) -> Operator {
    let text = |name: &str| get(name).unwrap_or_default();
    Operator {
        registration: text("PORTAL_OPERATOR_REGISTRATION"),
        address: text("PORTAL_OPERATOR_ADDRESS"),
        country: text("PORTAL_OPERATOR_COUNTRY"),
        email: text("PORTAL_OPERATOR_EMAIL"),
    }
}

fn s3(get: Lookup<'_>) -> S3Settings {
    S3Settings {
        endpoint: get("PORTAL_S3_ENDPOINT"),
        region: get("PORTAL_S3_REGION"),
        access_key: get("PORTAL_S3_ACCESS_KEY").unwrap_or_default(),
        secret_key: get("PORTAL_S3_SECRET_KEY").unwrap_or_default(),
        allow_http: get("PORTAL_S3_ALLOW_HTTP").is_some_and(|text| text == "true"),
    }
}
