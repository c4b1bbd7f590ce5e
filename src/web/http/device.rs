//! The device cookie: it marks a browser in which somebody has signed in before. It holds a random secret of 256 bits,
//! signed by this instance. The database holds only the secret's hash, per person.

use std::future::{Ready, ready};

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};

use super::cookies;
use super::failure::Failure;
use super::who::Anyone;
use super::work::Shared;
use crate::actions::people::Origin;
use crate::domain::network;
use crate::domain::sign_in::DEVICE_DAYS;
use crate::store;

/// Name of the cookie without its prefix; also the purpose of its signature.
pub(crate) const COOKIE: &str = "device";

/// The browser of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Device {
    /// The secret in its cookie, if the signature is valid.
    secret: Option<String>,
}

/// A device cookie to be set with the answer.
#[derive(Clone, Debug)]
pub(crate) struct Given(pub Cookie<'static>);

impl Device {
    /// The device of a request.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let shared = request.app_data::<web::Data<Shared>>();
        let secret = shared.and_then(|shared| {
            let cookie = request.cookie(&cookies::name(&shared.config, COOKIE))?;
            let (secret, signature) = cookie.value().split_once('.')?;
            shared.config.secrets.verify(COOKIE, secret, signature).then(|| secret.to_owned())
        });
        Self { secret }
    }

    /// Hash of the secret, as stored in the database.
    pub(crate) fn hash(&self) -> Option<String> {
        self.secret.as_deref().map(store::secret_hash)
    }

    /// The origin of a sign-in attempt, for its limits.
    pub(crate) fn origin(&self, who: &Anyone) -> Origin {
        Origin { network: network::counted_as(&who.address), device: self.hash() }
    }

    /// Sets the device cookie with the answer (renews it if there is one) and returns the hash to store.
    pub(crate) fn give(&self, request: &HttpRequest, shared: &Shared) -> String {
        let secret = self.secret.clone().unwrap_or_else(store::fresh_token);
        let value = format!("{secret}.{}", shared.config.secrets.sign(COOKIE, &secret));
        let mut cookie = cookies::build(&shared.config, COOKIE, value);
        cookie.set_max_age(Duration::days(DEVICE_DAYS));
        request.extensions_mut().insert(Given(cookie));
        store::secret_hash(&secret)
    }
}

impl FromRequest for Device {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
