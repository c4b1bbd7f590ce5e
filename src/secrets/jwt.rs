//! JSON Web Tokens (RFC 7519) signed with the instance's secrets. The algorithm is always HS256; `kid` in the header is
//! the id of the secret that signed, so a token stays valid while its secret is in the list.
//!
//! The crate `jsonwebtoken` reads and writes the format. Its signatures come from the same HMAC as all others here.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use signature::{Error, Signer, Verifier};

use super::Keyring;

/// The HMAC of one secret.
struct Hs256(Hmac<Sha256>);

impl Hs256 {
    fn new(algorithm: Algorithm, key: &[u8]) -> Result<Self> {
        match (algorithm, <Hmac<Sha256> as KeyInit>::new_from_slice(key)) {
            (Algorithm::HS256, Ok(mac)) => Ok(Self(mac)),
            _ => Err(ErrorKind::InvalidAlgorithm.into()),
        }
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, text: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        Ok(self.0.clone().chain_update(text).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, text: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        self.0.clone().chain_update(text).verify_slice(signature).map_err(|_| Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(Box::new(Hs256::new(*algorithm, key.as_bytes())?)),
    verifier_factory: |algorithm, key| Ok(Box::new(Hs256::new(*algorithm, key.try_get_as_bytes()?)?)),
    key_utils: KeyUtils::new_unimplemented(),
};

/// Lets the crate use [`Hs256`]. Every call but the first changes nothing.
fn prepare() {
    let _ = PROVIDER.install_default();
}

impl Keyring {
    /// Claims as a token for a purpose, signed with the first secret.
    ///
    /// # Errors
    /// If the claims cannot be written as JSON.
    pub fn issue_jwt<C: Serialize>(&self, purpose: &str, claims: &C) -> Result<String> {
        prepare();
        let secret = self.0.first().ok_or(ErrorKind::InvalidKeyFormat)?;
        let header = Header { kid: Some(secret.id.clone()), ..Header::new(Algorithm::HS256) };
        let key = EncodingKey::from_secret(secret.subkey::<32>(purpose).as_slice())?;
        jsonwebtoken::encode(&header, claims, &key)
    }

    /// The claims of a token that was signed for this purpose with the secret that its header names. `None` if it was
    /// not, or was changed. The caller checks whether its time is over.
    pub fn read_jwt<C: DeserializeOwned>(&self, purpose: &str, token: &str) -> Option<C> {
        prepare();
        let id = jsonwebtoken::decode_header(token).ok()?.kid?;
        let secret = self.0.iter().find(|secret| secret.id == id)?;
        let key = DecodingKey::from_secret(secret.subkey::<32>(purpose).as_slice()).ok()?;
        let mut rules = Validation::new(Algorithm::HS256);
        rules.required_spec_claims.clear();
        (rules.validate_exp, rules.validate_aud) = (false, false);
        jsonwebtoken::decode(token, &key, &rules).ok().map(|read| read.claims)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::super::tests::{NEW, OLD, ring};

    #[test]
    fn a_token_counts_for_its_purpose_until_its_secret_is_removed() {
        let (old, both, new) = (ring(OLD), ring(&format!("{NEW},{OLD}")), ring(NEW));
        let token = old.issue_jwt("token", &json!({ "sub": "1" })).expect("a token");
        let read = |ring: &super::Keyring, purpose| ring.read_jwt::<Value>(purpose, &token);
        assert_eq!(read(&old, "token"), Some(json!({ "sub": "1" })));
        assert_eq!(read(&both, "token"), Some(json!({ "sub": "1" })));
        assert_eq!(read(&new, "token"), None);
        assert_eq!(read(&old, "other"), None);
    }

    #[test]
    fn other_algorithms_and_changed_tokens_do_not_count() {
        let ring = ring(OLD);
        let token = ring.issue_jwt("token", &json!({ "sub": "1" })).expect("a token");
        let parts: Vec<&str> = token.split('.').collect();
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = |algorithm| part(json!({ "typ": "JWT", "alg": algorithm, "kid": "old" }));
        let wrong = [
            format!("{}.{}.", header("none"), parts[1]),
            format!("{}.{}.{}", header("none"), parts[1], parts[2]),
            format!("{}.{}.{}", header("HS384"), parts[1], parts[2]),
            format!("{}.{}.{}", header("RS256"), parts[1], parts[2]),
            format!("{}.{}.{}", part(json!({ "alg": "HS256" })), parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], part(json!({ "sub": "2" })), parts[2]),
            format!("{}.{}", parts[0], parts[1]),
            format!("{token}x"),
            String::new(),
        ];
        for token in wrong {
            assert_eq!(ring.read_jwt::<Value>("token", &token), None, "{token}");
        }
    }
}
