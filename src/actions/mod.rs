//! What can be done, one verb each: begin, load as the actor, decide, save, record the facts, commit. Write
//! transactions are opened only here. A verb takes a `Writer`, or a transaction that it then joins; what only makes
//! sense inside a transaction takes a `Tx`.

pub mod agreements;
pub mod branding;
pub mod cases;
pub mod clients;
mod codes;
pub mod coverage;
pub mod documents;
pub mod hosts;
pub mod imports;
pub mod invoices;
pub mod limits;
pub mod notices;
pub mod once;
pub mod payments;
pub mod people;
pub mod plans;
pub mod prices;
pub mod pricing;
pub mod rates;
pub mod revenue;
pub mod routing;
pub mod transfers;
pub mod updates;
pub mod views;

use crate::domain::calendar::Moment;
use crate::domain::case::Obstacle;
use crate::domain::refusal::Refusal;
use crate::secrets::Keyring;
use crate::store::documents::blobs::BlobError;
use crate::store::{StoreError, secret_hash};

/// The purpose of the keys for tokens of links to cases.
const CASE_LINK: &str = "case link";
/// The purpose of the keys for onboarding tokens.
const ONBOARDING: &str = "onboarding link";

/// Why an action failed. Nothing of it is stored then.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// A rule of the business refused it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// An invalid value, with the field's wire name.
    #[error("{1}")]
    At(&'static str, String),
    /// A claim is not taken; all reasons.
    #[error("the claim is not taken")]
    Blocked(Vec<Obstacle>),
    /// The idempotency key was used before with another body.
    #[error("the key was used before with another body")]
    KeyReused,
    /// A limit is reached; the seconds until the next attempt is allowed.
    #[error("too many attempts; the next one is possible in {0} seconds")]
    TooMany(u64),
    /// An error of the database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An error of the document store.
    #[error(transparent)]
    Blob(#[from] BlobError),
}

crate::from_refusals!(ActionError);

/// The result of an action.
pub type Outcome<T> = Result<T, ActionError>;

/// What every action needs: the moment, the operator, addresses and secrets.
#[derive(Clone, Debug)]
pub struct Context {
    /// The present moment, UTC.
    pub now: Moment,
    /// The portal's address without a slash at the end; links in mails begin with it.
    pub base_url: String,
    /// The operator's name.
    pub operator: String,
    /// The cost of hashing passwords.
    pub hashing: people::Hashing,
    /// The operator as a party of agreements.
    pub party: agreements::Operator,
    /// The instance's secrets; tokens of links are derived from them.
    pub secrets: Keyring,
    /// The ways to pay the operator's invoices.
    pub how_to_pay: std::sync::Arc<dyn crate::domain::invoice::HowToPay>,
    /// The base address for onboarding links, if the brand has its own host name.
    pub onboarding_at: Option<String>,
}

impl Context {
    /// The same, with onboarding links under a brand's own host name if it has one.
    #[must_use]
    pub fn under(&self, host: Option<&str>) -> Self {
        Self { onboarding_at: host.map(|host| format!("https://{host}")), ..self.clone() }
    }

    /// The token of a new onboarding link, for a referral link, a link request or a signature. It is derived from the
    /// id and the instance's first secret, so it can be shown again without being stored. It has 256 bits and does not
    /// reveal the id.
    pub fn new_onboarding_token(&self, id: &str) -> String {
        self.secrets.token(ONBOARDING, id)
    }

    /// The token of an existing onboarding link, under the secret whose token has this hash; if that secret was
    /// removed, the token under the first secret.
    pub fn onboarding_token(&self, id: &str, token_hash: &str) -> String {
        self.known_token(ONBOARDING, id, token_hash)
    }

    fn known_token(&self, purpose: &str, seed: &str, token_hash: &str) -> String {
        let known = self.secrets.tokens(purpose, seed).find(|token| secret_hash(token) == token_hash);
        known.unwrap_or_else(|| self.secrets.token(purpose, seed))
    }

    /// The address of a link to a case, by the seed of its token; see [`Context::onboarding_token`].
    pub fn case_url(&self, seed: &str, token_hash: &str) -> String {
        format!("{}/client/{}", self.base_url, self.known_token(CASE_LINK, seed, token_hash))
    }

    /// The portal's own host name.
    pub fn own_host(&self) -> &str {
        let rest = self.base_url.split("//").nth(1).unwrap_or_default();
        rest.split([':', '/']).next().unwrap_or_default()
    }

    /// The address of an onboarding, or of the decision on a link request.
    pub fn onboarding_url(&self, id: &str, token_hash: &str) -> String {
        let at = self.onboarding_at.as_ref().unwrap_or(&self.base_url);
        format!("{at}/onboarding/{}", self.onboarding_token(id, token_hash))
    }
}
