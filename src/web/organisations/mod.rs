//! The people and keys of organisations, as the operator keeps them. Each address begins with the kind of organisation
//! and its id, so one handler serves all kinds.

mod forms;
mod keys;
mod members;
mod page;
pub(crate) mod resource;

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::domain::actor::{Operator, OrganisationKind};
use crate::domain::ids::{CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::store::clients::console;
use crate::store::people::team::Team;
use crate::store::{self, Db};
use crate::web::http::{Failure, PathId};
pub(crate) use forms::{KeyForm, MemberForm, PersonForm};
pub(crate) use keys::{issue_key, list_keys, revoke_key};
pub(crate) use members::{add_person, change_role, remove_member, show_member, show_new};

/// An organisation whose people and keys the operator keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Organisation {
    /// An agency.
    Agency(CollectionPartnerId),
    /// A referral partner.
    ReferralPartner(ReferralPartnerId),
    /// A client. Its people are kept elsewhere, since they do not sign in.
    Client(CreditorId),
}

impl Organisation {
    fn kind(self) -> OrganisationKind {
        match self {
            Self::Agency(_) => OrganisationKind::CollectionPartner,
            Self::ReferralPartner(_) => OrganisationKind::ReferralPartner,
            Self::Client(_) => OrganisationKind::Client,
        }
    }

    fn id(self) -> String {
        match self {
            Self::Agency(id) => id.to_string(),
            Self::ReferralPartner(id) => id.to_string(),
            Self::Client(id) => id.to_string(),
        }
    }

    /// Its name; not found if there is no such organisation.
    fn name(self, db: &mut Db, who: &Operator) -> Result<String, Failure> {
        Ok(match self {
            Self::Agency(id) => store::people::agencies::load(db, id)?.name,
            Self::ReferralPartner(id) => store::clients::referrals::profile(db, id)?.name,
            Self::Client(id) => console::load(db, who, id)?.creditor.name,
        })
    }

    /// Its team, for the operator.
    fn team(self, db: &mut Db, who: &Operator) -> Result<Team, Failure> {
        Ok(Team::of_any(who, self.kind(), &self.id(), &self.name(db, who)?))
    }

    /// The title and the address of the list of its kind.
    fn list(self) -> (&'static str, &'static str) {
        match self {
            Self::Agency(_) => ("Agencies", "/operator/agencies"),
            Self::ReferralPartner(_) => ("Referral partners", "/operator/referral-partners"),
            Self::Client(_) => ("Clients", "/operator/clients"),
        }
    }

    fn page(self) -> String {
        format!("{}/{}", self.list().1, self.id())
    }
}

impl FromRequest for Organisation {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        fn part<T: PathId>(request: &HttpRequest) -> Option<Result<T, Failure>> {
            request.match_info().get(T::PART).map(|text| T::read(text).ok_or(Failure::MalformedId))
        }
        let agency = part(request).map(|id| id.map(Self::Agency));
        let found = agency
            .or_else(|| part(request).map(|id| id.map(Self::ReferralPartner)))
            .or_else(|| part(request).map(|id| id.map(Self::Client)));
        ready(found.unwrap_or(Err(Failure::NotFound)))
    }
}
