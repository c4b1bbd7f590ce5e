//! Extractors for who sends a request: the signed-in person on pages, the key's holder under `/api/`.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::address::ClientAddress;
use super::failure::Failure;
use super::session::{self, SignedIn};
use super::work::Shared;
use super::{door, is_json, kept};
use crate::domain::actor::{Agency, Approver, Customer, Hand, Newcomer, Operator, OrganisationKind, Partner, Referrer};
use crate::domain::agreement::Language;
use crate::domain::calendar::Moment;
use crate::domain::ids::{KeyId, PersonId, ReferralPartnerId};
use crate::store::people::keys::Holder;
use crate::store::{self, Database, StoreError};

/// Pages that are open to people who must set up a second factor first.
const WITHOUT_SECOND_FACTOR: [&str; 2] = ["/account/second-factor", super::confirmed::PAGE];

/// The header that carries an API key, in all three contracts.
pub(crate) const KEY_HEADER: &str = "XApiKey";

/// An actor of the domain, extracted from the request: by the session on pages, by the key or the link elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Who<T>(pub T);

impl FromRequest for Who<Partner> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !is_json(request) {
            let looks_at = looks_at(request);
            let is_look = request.method().is_safe();
            return on_page(request, payload, move |signed_in| {
                let looks_at = looks_at.filter(|_| signed_in.kind == OrganisationKind::Operator);
                match (signed_in.agency, looks_at) {
                    (Some(agency), _) => Ok(Self(Partner { agency, hand: Hand::Person(signed_in.person) })),
                    (None, Some(agency)) if is_look => {
                        Ok(Self(Partner { agency, hand: Hand::Looker(signed_in.person) }))
                    }
                    (None, Some(agency)) => Err(Failure::Forbidden(format!(
                        "You look at the pages of {}. Only its own people can change something.",
                        agency.name
                    ))),
                    (None, None) => Err(Failure::Forbidden("This page is for collection partners.".to_owned())),
                }
            });
        }
        let found = match door::held(request).map(|held| held.holder) {
            Some(Holder::Agency(agency)) => Ok(Self(Partner { agency, hand: Hand::Key })),
            _ => Err(Failure::NotSignedIn),
        };
        Box::pin(ready(found))
    }
}

/// The agency whose pages one of the operator's people looks at.
fn looks_at(request: &HttpRequest) -> Option<Agency> {
    request.get_session().get::<session::LooksAt>(session::LOOKS_AT).unwrap_or_default()?.agency()
}

impl FromRequest for Who<Referrer> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !is_json(request) {
            return on_page(request, payload, |signed_in| match signed_in.referrer {
                Some(id) => Ok(Self(Referrer {
                    id,
                    short_name: signed_in.organisation.clone(),
                    name: signed_in.organisation,
                    hand: Hand::Person(signed_in.person),
                })),
                None => Err(Failure::Forbidden("This page is for referral partners.".to_owned())),
            });
        }
        let found = match door::held(request).map(|held| held.holder) {
            Some(Holder::Referrer(referrer)) => Ok(Self(referrer)),
            _ => Err(Failure::NotSignedIn),
        };
        Box::pin(ready(found))
    }
}

impl FromRequest for Who<Customer> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match door::held(request).map(|held| held.holder) {
            Some(Holder::Client(customer)) => Ok(Self(customer)),
            _ => Err(Failure::NotSignedIn),
        })
    }
}

/// The key that was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyUsed(pub KeyId);

impl FromRequest for KeyUsed {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(door::held(request).map(|held| Self(held.id)).ok_or(Failure::NotSignedIn))
    }
}

impl FromRequest for Who<Operator> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let Some(shared) = request.app_data::<web::Data<Shared>>() else {
            return Box::pin(ready(Err(Failure::NotSignedIn)));
        };
        let name = shared.config.operator_name.clone();
        if !is_json(request) {
            return on_page(request, payload, |signed_in| match signed_in.kind {
                OrganisationKind::Operator => Ok(Self(Operator { name, hand: Hand::Person(signed_in.person) })),
                _ => Err(Failure::Forbidden("This page is for people of the platform.".to_owned())),
            });
        }
        let found = match door::held(request).map(|held| held.holder) {
            Some(Holder::Operator) => Ok(Self(Operator { name, hand: Hand::Key })),
            _ => Err(Failure::NotSignedIn),
        };
        Box::pin(ready(found))
    }
}

/// Extracts the signed-in person on a page. If nobody is signed in, a sent form is kept until its person has signed in.
fn on_page<T: 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    take: impl FnOnce(SignedIn) -> Result<T, Failure>,
) -> Pin<Box<dyn Future<Output = Result<T, Failure>>>> {
    match SignedIn::of(request) {
        Err(Failure::NotSignedIn) if !request.method().is_safe() => {
            let first = |to: &str| {
                let to = percent_encoding::utf8_percent_encode(to, percent_encoding::NON_ALPHANUMERIC);
                let notice = "Your session timed out; we kept your text. Sign in to go on.";
                Failure::GoTo(format!("/sign-in?to={to}"), notice.to_owned())
            };
            if let Some(at) = kept::address_of(request) {
                return Box::pin(ready(Err(first(&at))));
            }
            let after = kept::keep(request, payload, false);
            Box::pin(async move {
                let after = after.await;
                Err(if after.is_kept { first(&after.to) } else { Failure::NotSignedIn })
            })
        }
        found => Box::pin(ready(found.and_then(take))),
    }
}

/// A referral partner's Admin, or its system: may change things.
#[derive(Clone, Debug)]
pub(crate) struct ReferrerAdmin(pub Referrer);

impl FromRequest for ReferrerAdmin {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let referrer = Who::<Referrer>::from_request(request, payload);
        Box::pin(async move {
            let Who(referrer) = referrer.await?;
            if referrer.person().is_none() || referrer.is_admin() {
                return Ok(Self(referrer));
            }
            Err(Failure::Forbidden("Only an Admin may do this. Ask a colleague who is one.".to_owned()))
        })
    }
}

/// An operator's Admin, or its system: may change settings, prices and money. Staff work cases as `Operator`.
#[derive(Clone, Debug)]
pub(crate) struct OperatorAdmin(pub Operator);

impl FromRequest for OperatorAdmin {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let operator = Who::<Operator>::from_request(request, payload);
        Box::pin(async move {
            let Who(operator) = operator.await?;
            if operator.is_admin() {
                return Ok(Self(operator));
            }
            Err(Failure::Forbidden("Only an Admin may do this. Ask a colleague who is one.".to_owned()))
        })
    }
}

/// A signed-in colleague with the Admin role.
#[derive(Clone, Debug)]
pub(crate) struct PartnerAdmin(pub Partner);

impl FromRequest for PartnerAdmin {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let partner = Who::<Partner>::from_request(request, payload);
        Box::pin(async move {
            let Who(partner) = partner.await?;
            if partner.is_admin() {
                return Ok(Self(partner));
            }
            Err(Failure::Forbidden("Only an Admin of your agency may do this. Ask a colleague who is one.".to_owned()))
        })
    }
}

/// Anybody who is signed in, of any organisation; for the account pages.
#[derive(Clone, Debug)]
pub(crate) struct Somebody(pub SignedIn);

impl FromRequest for Somebody {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        on_page(request, payload, |signed_in| Ok(Self(signed_in)))
    }
}

/// Somebody who has signed in but may have yet to choose an organisation.
#[derive(Clone, Debug)]
pub(crate) struct Chooser(pub PersonId);

impl FromRequest for Chooser {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Chooser {
    /// The person of this request's session, in any organisation.
    pub(crate) fn of(request: &HttpRequest) -> Result<Self, Failure> {
        let text: Option<String> = request.get_session().get(session::PERSON).unwrap_or_default();
        text.and_then(|text| PersonId::parse(&text)).map(Self).ok_or(Failure::NotSignedIn)
    }
}

/// Anybody, signed in or not: for sign-in, the demo's mailbox, health checks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anyone {
    /// The client's address, for the list of sessions.
    pub address: String,
    /// The `User-Agent`.
    pub agent: String,
}

impl FromRequest for Anyone {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let address = ClientAddress::of(request).text();
        let agent = request.headers().get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or_default();
        ready(Ok(Self { address, agent: agent.chars().take(200).collect() }))
    }
}

/// The browser's preferred language among those we have.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spoken(pub Option<Language>);

impl FromRequest for Spoken {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get("accept-language").and_then(|value| value.to_str().ok());
        ready(Ok(Self(header.and_then(Language::of_header))))
    }
}

type Found<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

/// Extracts the holder of a link by the hash of its secret. Under a brand's host name only links of that brand are
/// found. `seen` returns the brand that a holder belongs to.
fn by_link<T: Send + 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
    find: fn(&Database, &str, Moment) -> Result<Option<T>, StoreError>,
    seen: fn(T, Anyone) -> (Who<T>, ReferralPartnerId),
) -> Found<Who<T>> {
    let token = request.match_info().get("token").unwrap_or_default().to_owned();
    let shared = request.app_data::<web::Data<Shared>>().cloned();
    let anyone = Anyone::from_request(request, payload);
    let request = request.clone();
    Box::pin(async move {
        let Some(shared) = shared else { return Err(Failure::NotFound) };
        let anyone = anyone.await?;
        let now = (shared.clock)();
        let threads = shared.threads.clone();
        let found = threads.run(move || find(&shared.database, &store::secret_hash(&token), now)).await?;
        let (found, brand) = seen(found.ok_or(Failure::NotFound)?, anyone);
        super::hosts::check_brand(&request, brand)?;
        Ok(found)
    })
}

/// The client whose onboarding link this is.
impl FromRequest for Who<Newcomer> {
    type Error = Failure;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        by_link(request, payload, store::clients::unscoped::newcomer, |found, Anyone { address, agent }| {
            let brand = found.referral_partner;
            (Self(Newcomer { address, agent, ..found }), brand)
        })
    }
}

/// The person who is asked whether an account may be linked, by the link in the mail.
impl FromRequest for Who<Approver> {
    type Error = Failure;
    type Future = Found<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        by_link(request, payload, store::clients::unscoped::approver, |found, Anyone { address, agent }| {
            let brand = found.referral_partner;
            (Self(Approver { address, agent, ..found }), brand)
        })
    }
}

/// The holder of an onboarding link: a client, or somebody who is asked whether an account may be linked.
#[derive(Clone, Debug)]
pub(crate) enum Guest {
    /// A client.
    Newcomer(Newcomer),
    /// Somebody who is asked whether an account may be linked.
    Approver(Approver),
}

impl FromRequest for Guest {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (newcomer, approver) =
            (Who::<Newcomer>::from_request(request, payload), Who::<Approver>::from_request(request, payload));
        Box::pin(async move {
            match newcomer.await {
                Err(Failure::NotFound) => Ok(Self::Approver(approver.await?.0)),
                found => found.map(|Who(newcomer)| Self::Newcomer(newcomer)),
            }
        })
    }
}

impl SignedIn {
    /// The person of this request's session. Somebody who must have a second factor and has none is redirected to set
    /// it up.
    pub(crate) fn of(request: &HttpRequest) -> Result<Self, Failure> {
        let found = Self::found(request)?;
        let must = request.app_data::<web::Data<Shared>>().is_some_and(|shared| {
            !found.has_second_factor && shared.config.requires_second_factor(found.kind, found.person.role)
        });
        let is_on_the_way = WITHOUT_SECOND_FACTOR.iter().any(|page| request.path().starts_with(page));
        if must && !is_on_the_way {
            let notice = "Set up a second factor first: your organisation's role requires one.";
            return Err(Failure::GoTo("/account/second-factor".to_owned(), notice.to_owned()));
        }
        Ok(found)
    }

    /// Like [`SignedIn::of`], but does not ask for a second factor.
    pub(crate) fn found(request: &HttpRequest) -> Result<Self, Failure> {
        let text: Option<String> = request.get_session().get(session::WHO).unwrap_or_default();
        let found = text
            .and_then(|text| serde_json::from_str::<session::Who>(&text).ok())
            .and_then(session::Who::understood)
            .ok_or(Failure::NotSignedIn)?;
        door::count_person(request, &found.person)?;
        Ok(found)
    }
}
