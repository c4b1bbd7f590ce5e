//! Template structs of the operator's start page.

use askama::Template;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::actor::Operator;
use crate::domain::waiting::Waiting;
use crate::store::cases::overview::AgencyWork;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::{Failure, Page};
use crate::web::rates::Freshness;

/// Agencies on the start page.
const MAX_AGENCIES_SHOWN: usize = 50;

/// The operator's overview, as systems read it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Overview {
    /// The operator.
    pub operator: String,
    /// Open cases of all agencies.
    pub cases: Open,
    /// The age of the exchange rates.
    pub exchange_rates: Freshness,
    /// Agencies with their open work.
    pub agencies: Vec<AgencyOverview>,
}

/// Open cases by state, tests left out.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Open {
    pub pending_verification: i64,
    pub needs_additional_details: i64,
    pub active: i64,
    pub paused: i64,
}

/// One agency's open work.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AgencyOverview {
    pub id: String,
    pub name: String,
    pub country: String,
    pub cases: Open,
    pub open_tasks: i64,
}

impl Open {
    fn of(work: &AgencyWork) -> Self {
        Self {
            pending_verification: work.new,
            needs_additional_details: work.asked,
            active: work.active,
            paused: work.paused,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            pending_verification: self.pending_verification + other.pending_verification,
            needs_additional_details: self.needs_additional_details + other.needs_additional_details,
            active: self.active + other.active,
            paused: self.paused + other.paused,
        }
    }
}

impl From<&AgencyWork> for AgencyOverview {
    fn from(work: &AgencyWork) -> Self {
        Self {
            id: work.id.to_string(),
            name: work.name.clone(),
            country: work.country.clone(),
            cases: Open::of(work),
            open_tasks: work.tasks,
        }
    }
}

#[derive(Template)]
#[template(path = "operator/home.html")]
pub(crate) struct HomePage {
    resource: Overview,
    waiting: Vec<Waiting>,
    /// How many agencies are not shown.
    more: i64,
}

impl Page for HomePage {
    type Resource = Overview;
    fn resource(&self) -> &Overview {
        &self.resource
    }
}

impl HomePage {
    pub(super) fn load(db: &mut Db, who: &Operator, today: NaiveDate) -> Result<Self, Failure> {
        let work = store::cases::overview::agencies(db, who)?;
        let rates = Freshness::of(&store::prices::rates::unscoped::quotes(db, today)?, today);
        let resource = Overview {
            operator: who.name.clone(),
            cases: work.iter().map(Open::of).fold(Open::default(), Open::plus),
            agencies: work.iter().map(Into::into).collect(),
            exchange_rates: rates,
        };
        let waiting = store::waiting::of_operator(db, who, today)?.list();
        let more = i64::try_from(resource.agencies.len().saturating_sub(MAX_AGENCIES_SHOWN)).unwrap_or_default();
        Ok(Self { resource, waiting, more })
    }

    fn shown(&self) -> impl Iterator<Item = &AgencyOverview> {
        self.resource.agencies.iter().take(MAX_AGENCIES_SHOWN)
    }
}
