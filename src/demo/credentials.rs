//! The sign-ins of the demo: printed as a table, and written to a file for scripts.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The file in the data folder.
pub(crate) const FILE: &str = "demo-credentials.json";

/// Everything needed to sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Credentials {
    pub base_url: String,
    pub mailbox_url: String,
    pub operator: SignIn,
    pub collection_partners: Vec<PartnerSignIn>,
    pub referral_partners: Vec<PartnerSignIn>,
    pub clients: Vec<ClientSignIn>,
}

/// An address and a password.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SignIn {
    pub email: String,
    pub password: String,
}

/// An Admin of an agency or a referral partner, and its API key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PartnerSignIn {
    pub name: String,
    pub email: String,
    pub password: String,
    pub api_key: String,
}

/// A creditor with a key and a link to one of their cases; or a client in onboarding with its link.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ClientSignIn {
    pub name: String,
    pub external_tenant_id: Option<String>,
    /// Empty for clients in onboarding.
    pub api_key: String,
    pub link: String,
    /// The state of the onboarding, if the link leads to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

impl Credentials {
    /// Reads the file; `None` if it is missing or incomplete.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        std::fs::read(folder.join(FILE)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok())
    }

    /// Writes the file, completely or not at all.
    ///
    /// # Errors
    /// An error of the disk.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        let unfinished = folder.join(format!("{FILE}.new"));
        std::fs::write(&unfinished, serde_json::to_vec_pretty(self)?)?;
        std::fs::rename(unfinished, folder.join(FILE))
    }

    /// The same sign-ins at another address.
    #[must_use]
    pub(crate) fn at(mut self, base_url: &str) -> Self {
        for client in &mut self.clients {
            if let Some(rest) = client.link.strip_prefix(&self.base_url) {
                client.link = format!("{base_url}{rest}");
            }
        }
        self.base_url = base_url.to_owned();
        self.mailbox_url = format!("{base_url}/mailbox");
        self
    }

    /// The names and keys of everybody who has a key.
    pub(crate) fn keys(&self) -> Vec<(&str, &str)> {
        let partners = self.collection_partners.iter().chain(&self.referral_partners);
        let clients = self.clients.iter().filter(|client| !client.api_key.is_empty());
        partners
            .map(|partner| (partner.name.as_str(), partner.api_key.as_str()))
            .chain(clients.map(|client| (client.name.as_str(), client.api_key.as_str())))
            .collect()
    }

    /// The table to print.
    pub(crate) fn table(&self) -> String {
        let mut rows = vec![[String::from("Operator"), self.operator.email.clone(), self.operator.password.clone()]];
        for partner in self.collection_partners.iter().chain(&self.referral_partners) {
            rows.push([partner.name.clone(), partner.email.clone(), partner.password.clone()]);
        }
        let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or_default();
        let widths = [width(0), width(1), width(2)];
        let mut text = String::new();
        let line = format!("  +{}+\n", widths.map(|width| "-".repeat(width + 2)).join("+"));
        text.push_str(&line);
        for row in &rows {
            let cells: Vec<String> = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!(" {cell}{} ", " ".repeat(width.saturating_sub(cell.chars().count()))))
                .collect();
            text.push_str(&format!("  |{}|\n", cells.join("|")));
        }
        text.push_str(&line);
        text
    }
}
