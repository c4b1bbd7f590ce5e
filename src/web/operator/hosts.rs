//! Host names that referral partners claim for their brands, and the operator's decision on them.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::Context;
use crate::actions::hosts::{self, record_of};
use crate::domain::actor::Operator;
use crate::domain::brand::host::HostState;
use crate::domain::ids::ReferralPartnerId;
use crate::store::brands::{self, hosts::BrandHost};
use crate::store::{Db, Writer};
use crate::web::filters;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Done, Failure, Filled, Id, Input, Page};

/// A claim to a host name.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrandHostDto {
    pub referral_partner_id: String,
    pub referral_partner: String,
    pub host: String,
    /// `Waiting`, `Proved` or `Refused`.
    pub state: &'static str,
    /// The TXT record that proves it.
    pub record_name: String,
    pub record_text: String,
    /// Who at the operator approved or refused it.
    pub decided_by: Option<String>,
    pub asked_at: chrono::DateTime<chrono::Utc>,
    /// When the record of a proved name was first found missing.
    pub failing_since: Option<chrono::DateTime<chrono::Utc>>,
}

impl BrandHostDto {
    fn new(claim: &BrandHost, name: &str, ctx: &Context) -> Self {
        let record = record_of(claim, ctx);
        Self {
            referral_partner_id: claim.referral_partner_id.to_string(),
            referral_partner: name.to_owned(),
            host: claim.host.clone(),
            state: claim.state.name(),
            record_name: record.name,
            record_text: record.text,
            decided_by: claim.decided_by.clone(),
            asked_at: claim.asked_at.and_utc(),
            failing_since: claim.failing_since.map(|at| at.and_utc()),
        }
    }
}

#[derive(Template)]
#[template(path = "operator/hosts.html")]
pub(crate) struct HostsPage {
    resource: Vec<BrandHostDto>,
    claims: Vec<(BrandHost, String)>,
    form: Filled,
    is_admin: bool,
}

impl Page for HostsPage {
    type Resource = Vec<BrandHostDto>;
    fn resource(&self) -> &Vec<BrandHostDto> {
        &self.resource
    }
}

impl HostsPage {
    fn load(db: &mut Db, who: &Operator, form: Filled, ctx: &Context) -> Result<Self, Failure> {
        let claims = brands::hosts::all(db, who)?;
        let resource = claims.iter().map(|(claim, name)| BrandHostDto::new(claim, name, ctx)).collect();
        Ok(Self { resource, claims, form, is_admin: who.is_admin() })
    }

    /// Each claim with its record; the resource has the words of both.
    fn rows(&self) -> impl Iterator<Item = (&BrandHost, &BrandHostDto)> {
        self.claims.iter().map(|(claim, _)| claim).zip(&self.resource)
    }

    fn may_approve(&self, claim: &BrandHost) -> bool {
        self.is_admin && claim.state != HostState::Proved
    }

    fn may_refuse(&self, claim: &BrandHost) -> bool {
        self.is_admin && claim.state != HostState::Refused
    }
}

/// The address of the list.
const HOSTS: &str = "/operator/hosts";

/// `GET /operator/hosts`
pub(crate) async fn list_hosts(Who(who): Who<Operator>, app: App) -> Answer<HostsPage> {
    let ctx = app.context();
    app.show(who, move |db, who| HostsPage::load(db, who, Filled::new::<()>(), &ctx)).await
}

/// `POST /operator/hosts/{referralPartnerId}/approve`: the name is served even without a DNS record.
///
/// # Errors
/// If there is no such claim, or another brand has the name.
pub(crate) async fn approve(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    sent: Input<()>,
    app: App,
) -> Answer<HostsPage> {
    decide(who, id.0, sent, &app, hosts::approve).await
}

/// `POST /operator/hosts/{referralPartnerId}/refuse`: the name is not served.
pub(crate) async fn refuse(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    sent: Input<()>,
    app: App,
) -> Answer<HostsPage> {
    decide(who, id.0, sent, &app, hosts::refuse).await
}

async fn decide(
    who: OperatorAdmin,
    id: ReferralPartnerId,
    sent: Input<()>,
    app: &App,
    act: fn(&mut Writer, &Operator, ReferralPartnerId, &Context) -> crate::actions::Outcome<BrandHost>,
) -> Answer<HostsPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let claim = act(db, &who.0, id, ctx)?;
            let all = brands::hosts::all(db, &who.0)?;
            let (found, name) = all.iter().find(|(one, _)| one.referral_partner_id == id).ok_or(Failure::NotFound)?;
            let what = if claim.state == HostState::Proved { "in use" } else { "refused" };
            Done::new(HOSTS, format!("{} is {what} now.", claim.host), &BrandHostDto::new(found, name, ctx))
        },
        move |db, who, form| HostsPage::load(db, &who.0, form, &ctx),
    )
    .await
}
