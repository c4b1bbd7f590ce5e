//! What can be done, one verb each: begin, load as the actor, decide, save, record the facts, commit.
//! Only this room opens write transactions.

pub mod agreements;
pub mod branding;
pub mod cases;
pub mod clients;
mod codes;
pub mod documents;
pub mod hosts;
pub mod invoices;
pub mod limits;
pub mod once;
pub mod payments;
pub mod people;
pub mod plans;
pub mod prices;
pub mod pricing;
pub mod rates;
pub mod transfers;
pub mod updates;
pub mod views;

use crate::domain::calendar::Moment;
use crate::domain::refusal::Refusal;
use crate::secrets::Keyring;
use crate::store::documents::blobs::BlobError;
use crate::store::{StoreError, secret_hash};

/// What onboarding tokens are derived for.
const ONBOARDING: &str = "onboarding link";

/// Why a verb was not carried out. Nothing of it is stored then.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// A rule of the business.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A value that cannot be used, with the field's name on the wire.
    #[error("{1}")]
    At(&'static str, String),
    /// The idempotency key was used before with another body.
    #[error("the key was used before with another body")]
    KeyReused,
    /// Too often: seconds until it may be done again.
    #[error("too many attempts; the next one is possible in {0} seconds")]
    TooMany(u64),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The document store.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

/// What a verb answers.
pub type Outcome<T> = Result<T, ActionError>;

/// When and in which house something is done.
#[derive(Clone, Debug)]
pub struct Here {
    /// The moment.
    pub now: Moment,
    /// The address people use, without a slash at the end; links in mails begin with it.
    pub base_url: String,
    /// The platform's name.
    pub operator: String,
    /// Cheap password hashing, for tests only.
    pub cheap_passwords: bool,
    /// The platform as a party of agreements.
    pub party: agreements::Operator,
    /// The instance's secrets; links that can be shown again follow from them.
    pub secrets: Keyring,
    /// How the platform's invoices can be paid.
    pub how_to_pay: std::sync::Arc<dyn crate::domain::invoice::HowToPay>,
    /// Where links of onboarding lead instead, under a brand's own host name.
    pub onboarding_at: Option<String>,
}

impl Here {
    /// The same house, with its onboarding under a brand's own host name where there is one.
    #[must_use]
    pub fn under(&self, host: Option<&str>) -> Self {
        Self { onboarding_at: host.map(|host| format!("https://{host}")), ..self.clone() }
    }

    /// The token of a new onboarding link, of a referral link, a link request or a signature: it follows from the id
    /// and the instance's first secret, so that it need not be kept to be shown again. 256 bits, and nothing of the id
    /// can be read from it.
    pub fn new_onboarding_token(&self, id: &str) -> String {
        self.secrets.token(ONBOARDING, id)
    }

    /// The token of an onboarding link that is known by its hash, under whichever secret it was made; when that secret
    /// was removed, the token that it has from now on.
    pub fn onboarding_token(&self, id: &str, token_hash: &str) -> String {
        let known = self.secrets.tokens(ONBOARDING, id).find(|token| secret_hash(token) == token_hash);
        known.unwrap_or_else(|| self.new_onboarding_token(id))
    }

    /// The portal's own host name.
    pub fn own_host(&self) -> &str {
        let rest = self.base_url.split("//").nth(1).unwrap_or_default();
        rest.split([':', '/']).next().unwrap_or_default()
    }

    /// Where a client is onboarded, or decides over a link request.
    pub fn onboarding_url(&self, id: &str, token_hash: &str) -> String {
        let at = self.onboarding_at.as_ref().unwrap_or(&self.base_url);
        format!("{at}/onboarding/{}", self.onboarding_token(id, token_hash))
    }
}
