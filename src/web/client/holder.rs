//! The holder of a link in a mail about a case. The token in the address is the only proof.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use crate::config::Config;
use crate::domain::calendar::Moment;
use crate::store::clients::links::{self, ClientLink};
use crate::store::{self, Db, StoreError};
use crate::web::http::Failure;
use crate::web::http::framed::Framed;
use crate::web::http::shell::Shell;
use crate::web::http::who::Anyone;
use crate::web::http::work::Shared;

/// The holder of a link, even of one that has ended.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    pub link: ClientLink,
    /// The client's network address.
    pub address: String,
}

impl FromRequest for Holder {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let token = request.match_info().get("token").unwrap_or_default().to_owned();
        let shared = request.app_data::<web::Data<Shared>>().cloned();
        let anyone = Anyone::from_request(request, payload);
        Box::pin(async move {
            let Some(shared) = shared else { return Err(Failure::NotFound) };
            let address = anyone.await?.address;
            let threads = shared.threads.clone();
            let find = move || links::unscoped::link(&shared.database, &store::secret_hash(&token));
            let found = threads.run(find).await?;
            Ok(Self { link: found.ok_or(Failure::NotFound)?, address })
        })
    }
}

impl Framed for Holder {
    fn tenant(&self) -> String {
        self.link.client.tenant()
    }

    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        self.link.client.frame(db, config, now)
    }
}
