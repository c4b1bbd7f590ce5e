//! Template structs of the clients.

use askama::Template;

use super::query::CLIENTS;
use super::resource::{
    ClientCreatedResponse, ClientDeletableResponse, ClientsSummary, GetClientsResponse, ReferralPartnerResponse,
};
use super::version_in_force;
use crate::actions::Context;
use crate::actions::agreements::title_of;
use crate::domain::actor::Referrer;
use crate::store::agreements::powers::Filed;
use crate::store::clients::{ClientFile, ClientFilter};
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;
use crate::web::http::wire::PageData;
use crate::web::http::{Asked, Failure, Page};
use crate::words::Words;

pub(crate) struct ClientListRow {
    file: ClientFile,
    is_done: bool,
}

impl ClientListRow {
    /// The state of the onboarding, in words.
    fn state(&self) -> &'static str {
        match () {
            () if self.is_done => "Onboarded",
            () if self.file.creditor.agreement_version.is_some() => "Must sign again",
            () if self.file.link.people_at.is_some() => "Signing",
            () if self.file.link.company_at.is_some() => "Naming people",
            () if self.file.link.opened_at.is_some() => "Opened",
            () => "Not opened",
        }
    }

    /// The CSS class of the state's dot.
    fn class(&self) -> &'static str {
        if self.is_done { "active" } else { "new" }
    }
}

#[derive(Template)]
#[template(path = "clients/list.html")]
pub(crate) struct ClientsPage {
    resource: GetClientsResponse,
    rows: Vec<ClientListRow>,
    asked: Asked,
    paging: Paging,
}

impl Page for ClientsPage {
    type Resource = GetClientsResponse;
    fn resource(&self) -> &GetClientsResponse {
        &self.resource
    }
}

impl ClientsPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Referrer,
        filter: &ClientFilter,
        asked: &Asked,
        paging: Paging,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let ctx = &ctx.under(store::clients::referrals::profile(db, who.id)?.brand_host.as_deref());
        let version = version_in_force(db)?;
        let rates = store::prices::rates::unscoped::latest(db)?;
        let found = store::clients::find(db, who, filter, &version, paging.skip(), paging.size)?;
        let summary = ClientsSummary::from(store::clients::summary(db, who, &version)?);
        let clients =
            found.clients.iter().map(|file| ClientCreatedResponse::new(file, &version, &rates, ctx)).collect();
        let resource =
            GetClientsResponse { page: PageData::new(found.total, paging, found.clients.len()), summary, clients };
        let rows = found
            .clients
            .into_iter()
            .map(|file| ClientListRow { is_done: file.is_onboarded(&version), file })
            .collect();
        Ok(Self { resource, rows, asked: asked.clone(), paging })
    }

    fn pager(&self) -> Pager {
        let total = self.resource.page.total_results;
        let href = |page: i64| CLIENTS.address(&self.asked, &[("Page", &page.to_string())], &[]);
        Pager::counted(self.paging, total, false, self.rows.len(), href).of("clients")
    }

    fn search(&self) -> &str {
        self.asked.one("Query").unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "clients/client.html")]
pub(crate) struct ClientPage {
    pub(super) resource: ClientCreatedResponse,
    row: ClientListRow,
    filed: Vec<Filed>,
}

impl Page for ClientPage {
    type Resource = ClientCreatedResponse;
    fn resource(&self) -> &ClientCreatedResponse {
        &self.resource
    }
}

impl ClientPage {
    pub(super) fn load(db: &mut Db, who: &Referrer, tenant: &str, ctx: &Context) -> Result<Self, Failure> {
        let ctx = &ctx.under(store::clients::referrals::profile(db, who.id)?.brand_host.as_deref());
        let version = version_in_force(db)?;
        let rates = store::prices::rates::unscoped::latest(db)?;
        let file = store::clients::load(db, who, tenant)?;
        let resource = ClientCreatedResponse::new(&file, &version, &rates, ctx);
        let filed = store::agreements::powers::of_client(db, who, tenant)?;
        Ok(Self { resource, row: ClientListRow { is_done: file.is_onboarded(&version), file }, filed })
    }

    fn name(&self, filed: &Filed) -> String {
        Words::default().say(title_of(&filed.agreement))
    }
}

/// Whether a client can be deleted.
#[derive(Template)]
#[template(source = "", ext = "html")]
pub(crate) struct DeletablePage {
    pub(super) resource: ClientDeletableResponse,
}

impl Page for DeletablePage {
    type Resource = ClientDeletableResponse;
    fn resource(&self) -> &ClientDeletableResponse {
        &self.resource
    }
}

/// The partner's own page.
#[derive(Template)]
#[template(path = "clients/partner.html")]
pub(crate) struct PartnerPage {
    resource: ReferralPartnerResponse,
}

impl Page for PartnerPage {
    type Resource = ReferralPartnerResponse;
    fn resource(&self) -> &ReferralPartnerResponse {
        &self.resource
    }
}

impl PartnerPage {
    pub(super) fn load(db: &mut Db, who: &Referrer, base_url: &str) -> Result<Self, Failure> {
        let partner = store::clients::referrals::profile(db, who.id)?;
        Ok(Self { resource: ReferralPartnerResponse::new(&partner, base_url) })
    }
}
