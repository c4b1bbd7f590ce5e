//! Tokens by which a referral partner acts for one client on the Customer API (decisions, Where things are mounted).

use chrono::{DateTime, Duration};
use serde::{Deserialize, Serialize};

use crate::actions::{Context, Outcome};
use crate::domain::actor::Referrer;
use crate::domain::calendar::Moment;
use crate::domain::ids::{CreditorId, KeyId, ReferralLinkId};
use crate::secrets::Keyring;
use crate::store::people::keys::{self, Held};
use crate::store::{self, Db, StoreError};

/// Minutes for which a token counts (contract).
pub const TOKEN_MINUTES: i64 = 30;
/// Seconds by which the clocks of two nodes may differ.
const CLOCK_SKEW_SECONDS: i64 = 60;
/// The purpose of the keys that sign tokens, and the audience that a token names.
const AUDIENCE: &str = "customer-api";

/// What a token says. Times are Unix seconds.
#[derive(Serialize, Deserialize)]
struct Claims {
    aud: String,
    /// The client.
    sub: String,
    /// The link between the client and the referral partner.
    link: String,
    /// The key by which the referral partner got the token. Requests with the token count as requests with this key.
    key: String,
    iat: i64,
    exp: i64,
}

/// A token that was issued.
#[derive(Clone, Debug)]
pub struct IssuedToken {
    /// The token itself.
    pub token: String,
    /// The client.
    pub creditor: CreditorId,
}

/// Issues a token for a client, by the referral partner's own id of it. It is not stored.
///
/// # Errors
/// If there is no such client of theirs, or it is suspended.
pub fn issue_token(db: &mut Db, who: &Referrer, key: KeyId, tenant: &str, ctx: &Context) -> Outcome<IssuedToken> {
    let link = store::clients::link_of(db, who, tenant)?;
    if keys::unscoped::bearer(db, link.id, key, ctx.now)?.is_none() {
        return Err(StoreError::NotFound.into());
    }
    let claims = Claims {
        aud: AUDIENCE.to_owned(),
        sub: link.creditor_id.to_string(),
        link: link.id.to_string(),
        key: key.to_string(),
        iat: ctx.now.timestamp(),
        exp: (ctx.now + Duration::minutes(TOKEN_MINUTES)).timestamp(),
    };
    let token = ctx.secrets.issue_jwt(AUDIENCE, &claims).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(IssuedToken { token, creditor: link.creditor_id })
}

/// Who acts by a token. `None` if it was not issued here, its time is over, the link was withdrawn, the key was revoked,
/// or the client or the referral partner is suspended.
///
/// # Errors
/// If the database fails.
pub fn holder_of(db: &mut Db, secrets: &Keyring, token: &str, now: Moment) -> Result<Option<Held>, StoreError> {
    let Some(claims) = secrets.read_jwt::<Claims>(AUDIENCE, token) else { return Ok(None) };
    let skew = Duration::seconds(CLOCK_SKEW_SECONDS);
    let is_valid = |from: i64, until: i64| {
        let (from, until) = (DateTime::from_timestamp(from, 0)?, DateTime::from_timestamp(until, 0)?);
        Some(from - skew <= now && now < until + skew)
    };
    let (Some(link), Some(key)) = (ReferralLinkId::parse(&claims.link), KeyId::parse(&claims.key)) else {
        return Ok(None);
    };
    if claims.aud != AUDIENCE || is_valid(claims.iat, claims.exp) != Some(true) {
        return Ok(None);
    }
    keys::unscoped::bearer(db, link, key, now)
}
