//! Who can be given a page: their tenant, the frame of their pages, and what they read by the API.

use super::conditions::{Looks, Tag};
use super::failure::Failure;
use super::session::SignedIn;
use super::shell::{Shell, home_of};
use super::who::{Anyone, Chooser, Guest, OperatorAdmin, PartnerAdmin, ReferrerAdmin, Somebody};
use crate::actions::Context;
use crate::config::Config;
use crate::domain::actor::{Approver, Client, Customer, Hand, Newcomer, Operator, OrganisationKind, Partner, Referrer};
use crate::domain::calendar::Moment;
use crate::store::{self, Db, StoreError};

/// Somebody who can be given a page.
pub(crate) trait Framed: Send + 'static {
    /// A unique name of the tenant; idempotency keys are stored under it.
    fn tenant(&self) -> String;

    /// Loads the frame of their pages.
    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError>;

    /// The tags of what they read at an address of the API and above it; none for callers without an API.
    ///
    /// # Errors
    /// If it is not theirs, or the database fails.
    fn tags(&self, _: &Looks, _: &mut Db, _: &[&str], _: &Context) -> Result<Vec<Tag>, Failure> {
        Ok(Vec::new())
    }
}

impl Framed for Partner {
    fn tenant(&self) -> String {
        format!("partner:{}", self.agency.id)
    }

    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        let tasks = store::cases::tasks::counts(db, self.agency.id)?.into_iter().map(|(_, tasks)| tasks).sum();
        Ok(Shell {
            person: self.person().map(|person| person.name.clone()),
            organisation: self.agency.name.clone(),
            home: home_of(OrganisationKind::CollectionPartner),
            is_portal: true,
            is_look: self.is_looker(),
            is_admin: self.is_admin(),
            has_choice: self.person().is_some_and(|person| person.has_choice),
            tasks,
            letter_keys: self.person().is_none_or(|person| person.letter_keys),
            time_zone: self.agency.time_zone,
            now,
            ..Shell::bare(config)
        })
    }

    fn tags(&self, looks: &Looks, db: &mut Db, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
        (looks.partner)(db, self, at, ctx)
    }
}

impl Framed for PartnerAdmin {
    fn tenant(&self) -> String {
        self.0.tenant()
    }

    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        self.0.frame(db, config, now)
    }

    fn tags(&self, looks: &Looks, db: &mut Db, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
        self.0.tags(looks, db, at, ctx)
    }
}

impl Framed for Referrer {
    fn tenant(&self) -> String {
        format!("referrer:{}", self.id)
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell {
            person: self.person().map(|person| person.name.clone()),
            organisation: self.name.clone(),
            home: home_of(OrganisationKind::ReferralPartner),
            is_referral: true,
            is_admin: self.is_admin(),
            has_choice: self.person().is_some_and(|person| person.has_choice),
            letter_keys: self.person().is_none_or(|person| person.letter_keys),
            now,
            ..Shell::bare(config)
        })
    }

    fn tags(&self, looks: &Looks, db: &mut Db, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
        (looks.referrer)(db, self, at, ctx)
    }
}

impl Framed for ReferrerAdmin {
    fn tenant(&self) -> String {
        self.0.tenant()
    }

    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        self.0.frame(db, config, now)
    }

    fn tags(&self, looks: &Looks, db: &mut Db, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
        self.0.tags(looks, db, at, ctx)
    }
}

impl Framed for Customer {
    fn tenant(&self) -> String {
        format!("client:{}", self.id)
    }

    fn frame(&self, _: &mut Db, config: &Config, _: Moment) -> Result<Shell, StoreError> {
        Ok(Shell { organisation: self.name.clone(), ..Shell::bare(config) })
    }

    fn tags(&self, looks: &Looks, db: &mut Db, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
        (looks.customer)(db, self, at, ctx)
    }
}

impl Framed for Operator {
    fn tenant(&self) -> String {
        Self::ID.to_owned()
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell {
            person: self.person().map(|person| person.name.clone()),
            organisation: self.name.clone(),
            home: home_of(OrganisationKind::Operator),
            is_operator: true,
            is_admin: self.is_admin(),
            has_choice: self.person().is_some_and(|person| person.has_choice),
            letter_keys: self.person().is_none_or(|person| person.letter_keys),
            now,
            ..Shell::bare(config)
        })
    }

    fn tags(&self, looks: &Looks, db: &mut Db, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
        (looks.operator)(db, self, at, ctx)
    }
}

impl Framed for OperatorAdmin {
    fn tenant(&self) -> String {
        self.0.tenant()
    }

    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        self.0.frame(db, config, now)
    }

    fn tags(&self, looks: &Looks, db: &mut Db, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
        self.0.tags(looks, db, at, ctx)
    }
}

impl Framed for SignedIn {
    fn tenant(&self) -> String {
        format!("person:{}", self.person.id)
    }

    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        if let Some(agency) = &self.agency {
            let hand = Hand::Person(self.person.clone());
            return Partner { agency: agency.clone(), hand }.frame(db, config, now);
        }
        if self.kind == OrganisationKind::Operator {
            let hand = Hand::Person(self.person.clone());
            return Operator { name: self.organisation.clone(), hand }.frame(db, config, now);
        }
        let is_referral = self.kind == OrganisationKind::ReferralPartner;
        Ok(Shell {
            person: Some(self.person.name.clone()),
            organisation: self.organisation.clone(),
            home: home_of(self.kind),
            is_referral,
            is_admin: is_referral && self.person.role == crate::domain::actor::Role::Admin,
            has_choice: self.person.has_choice,
            letter_keys: self.person.letter_keys,
            now,
            ..Shell::bare(config)
        })
    }
}

impl Framed for Somebody {
    fn tenant(&self) -> String {
        self.0.tenant()
    }

    fn frame(&self, db: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        self.0.frame(db, config, now)
    }
}

impl Framed for Chooser {
    fn tenant(&self) -> String {
        format!("person:{}", self.0)
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell { now, ..Shell::bare(config) })
    }
}

impl Framed for Anyone {
    fn tenant(&self) -> String {
        "anyone".to_owned()
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell { now, ..Shell::bare(config) })
    }
}

impl Framed for Newcomer {
    fn tenant(&self) -> String {
        format!("newcomer:{}", self.link)
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell { organisation: self.name.clone(), now, ..Shell::bare(config) })
    }
}

impl Framed for Approver {
    fn tenant(&self) -> String {
        format!("approver:{}", self.request)
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell { now, ..Shell::bare(config) })
    }
}

impl Framed for Guest {
    fn tenant(&self) -> String {
        match self {
            Self::Newcomer(who) => who.tenant(),
            Self::Approver(who) => who.tenant(),
        }
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell { now, ..Shell::bare(config) })
    }
}

impl Framed for Client {
    fn tenant(&self) -> String {
        format!("client:{}", self.case)
    }

    fn frame(&self, _: &mut Db, config: &Config, now: Moment) -> Result<Shell, StoreError> {
        Ok(Shell { organisation: self.creditor_name.clone(), now, ..Shell::bare(config) })
    }
}
