//! The settings of the demo and of tests.

use std::path::{Path, PathBuf};

use super::network::dns_server;
use super::roles::second_factor_for;
use super::{
    Config, DEFAULT_INVOICE_DAY, Environment, Fetching, Lookup, MailRoute, OPERATOR_NAME, RequestLimits, party,
    program, s3,
};
use crate::actions::people::Hashing;
use crate::secrets::Keyring;
use crate::stamping::Timestamps;

impl Config {
    /// The settings of `demo`: everything in one folder, nothing required.
    ///
    /// # Errors
    /// The folder's path cannot be made absolute; a setting is wrong.
    pub fn for_demo(get: Lookup<'_>, data_dir: Option<&Path>, secret: &str) -> Result<Self, Vec<String>> {
        let data_dir = data_dir
            .map(Path::to_path_buf)
            .unwrap_or_else(|| PathBuf::from(get("PORTAL_DATA_DIR").unwrap_or_else(|| "./data".to_owned())));
        let data_dir = std::path::absolute(&data_dir).map_err(|error| vec![format!("PORTAL_DATA_DIR: {error}")])?;
        let bind = get("PORTAL_BIND").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let in_folder = |name: &str| data_dir.join(name).display().to_string();
        Ok(Self {
            database_url: get("PORTAL_DATABASE_URL")
                .unwrap_or_else(|| format!("sqlite://{}", in_folder("portal.db")))
                .into(),
            base_url: get("PORTAL_BASE_URL")
                .unwrap_or_else(|| format!("http://{bind}"))
                .trim_end_matches('/')
                .to_owned(),
            bind,
            documents_url: get("PORTAL_DOCUMENTS_URL").unwrap_or_else(|| format!("file://{}", in_folder("documents"))),
            mail: MailRoute::Mailbox,
            mail_from: "Partner Portal <no-reply@portal.example>".to_owned(),
            secrets: Keyring::parse(secret).map_err(|what| vec![format!("The demo's secret {what}")])?,
            environment: Environment::Test,
            operator_name: get("PORTAL_OPERATOR_NAME").unwrap_or_else(|| OPERATOR_NAME.to_owned()),
            party: party(&|name| {
                get(name).or_else(|| {
                    let text = match name {
                        "PORTAL_OPERATOR_REGISTRATION" => "36406208",
                        "PORTAL_OPERATOR_ADDRESS" => "Vester Farimagsgade 1, 1606 København V",
                        "PORTAL_OPERATOR_COUNTRY" => "DK",
                        _ => "agreements@debitura.example",
                    };
                    Some(text.to_owned())
                })
            }),
            signing_dir: Some(data_dir.join("signing")),
            timestamps: Timestamps::read(get)?,
            invoice_day: DEFAULT_INVOICE_DAY,
            invoice_bank: vec![format!("Account holder: {OPERATOR_NAME}"), "IBAN: DK50 0040 0440 1162 43".to_owned()],
            data_dir,
            hashing: Hashing::Full,
            fetching: Fetching::PublicOnly,
            connections: 8,
            metrics_bind: get("PORTAL_METRICS_BIND").filter(|text| !text.is_empty()),
            trusted_proxies: Vec::new(),
            request_limits: RequestLimits::DEFAULT,
            second_factor_for: second_factor_for(get).map_err(|line| vec![line])?,
            s3: s3(get),
            dns_server: get("PORTAL_DNS_SERVER").as_deref().and_then(dns_server),
            program: program(),
        })
    }

    /// The settings of a test: one folder, cheap passwords, a mailbox.
    ///
    /// # Errors
    /// The folder's path cannot be made absolute.
    pub fn for_test(database_url: String, data_dir: &Path, bind: String) -> Result<Self, Vec<String>> {
        let mut config = Self::for_demo(&|_| None, Some(data_dir), "0123456789abcdef0123456789abcdef")?;
        config.database_url = database_url.into();
        config.base_url = format!("http://{bind}");
        config.bind = bind;
        config.hashing = Hashing::Cheap;
        config.connections = 4;
        Ok(config)
    }
}
