//! Template structs of the operator's page of a case, and of giving it to another agency.

use askama::Template;

use super::resource::EngagedCaseDto;
use crate::actions::clients::missing_contracts;
use crate::config::Config;
use crate::domain::actor::Operator;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Lifecycle, Verb, may};
use crate::domain::ids::{CaseId, CollectionPartnerId};
use crate::store::books::payments::Payment;
use crate::store::books::revenue;
use crate::store::cases::engagements::{self, Engagement};
use crate::store::cases::messages::Message;
use crate::store::cases::{Case, CaseFile};
use crate::store::facts::{self, Entry};
use crate::store::people::parties;
use crate::store::{self, Db};
use crate::web::cases::page::state_class;
use crate::web::documents::signed_link;
use crate::web::filters;
use crate::web::http::{Failure, Filled, Page};

/// Any case, read-only.
#[derive(Template)]
#[template(path = "engagements/case.html")]
pub(crate) struct CasePage {
    resource: EngagedCaseDto,
    file: CaseFile,
    engagements: Vec<(Engagement, String)>,
    timeline: Vec<Entry>,
    messages: Vec<Message>,
    documents: Vec<(String, String)>,
    /// Payments on which a referral partner earns.
    referred: Vec<Payment>,
}

impl Page for CasePage {
    type Resource = EngagedCaseDto;
    fn resource(&self) -> &EngagedCaseDto {
        &self.resource
    }
}

impl CasePage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: CaseId, config: &Config, now: Moment) -> Result<Self, Failure> {
        let documents = store::documents::of_case(db, who, id)?
            .into_iter()
            .map(|document| (signed_link(config, document.id, now), document.file_name))
            .collect();
        let file = store::cases::load(db, who, id)?;
        let mut engagements = engagements::of_case(db, who, id)?;
        let resource = EngagedCaseDto::new(db, &file, &engagements)?;
        engagements.reverse();
        Ok(Self {
            resource,
            file,
            engagements,
            timeline: facts::timeline_of(db, who, id)?,
            messages: store::cases::messages::of_case(db, who, id)?,
            referred: revenue::of_case(db, who, id)?,
            documents,
        })
    }

    fn case(&self) -> &Case {
        &self.file.case
    }

    fn class(&self) -> &'static str {
        state_class(self.file.case.lifecycle)
    }

    fn may_reassign(&self) -> bool {
        may(&self.file.case.snapshot(), &Verb::Reassign, By::Operator)
    }

    /// Whether the case is in the queue of cases that no agency sees yet.
    fn is_verified(&self) -> bool {
        matches!(self.file.case.lifecycle, Lifecycle::PendingVerificationInternal | Lifecycle::PendingContractSigning)
    }

    fn place(&self) -> String {
        let debtor = &self.file.debtor;
        crate::web::coverage::place(&debtor.country, debtor.state.as_deref())
    }
}

/// The form to give a case to another agency.
#[derive(Template)]
#[template(path = "engagements/reassign.html")]
pub(crate) struct ReassignPage {
    file: CaseFile,
    agency: Option<String>,
    agencies: Vec<(String, String)>,
    /// Whether the client must sign first for the agency that was chosen.
    is_unsigned: bool,
    form: Filled,
}

impl Page for ReassignPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl ReassignPage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: CaseId, form: Filled) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let now = file.case.collection_partner_id.map(|id| id.to_string());
        let all = parties::choices(db, who)?.agencies;
        let agency = all.iter().find(|(id, _)| Some(id) == now.as_ref()).map(|(_, name)| name.clone());
        let others = all.into_iter().filter(|(id, _)| !id.is_empty() && Some(id) != now.as_ref());
        let agencies = std::iter::once((String::new(), "Choose…".to_owned())).chain(others).collect();
        let is_unsigned = match CollectionPartnerId::parse(form.text("collectionPartnerId")) {
            Some(chosen) => missing_contracts(db, file.case.creditor_id, Some(chosen))?.any(),
            None => false,
        };
        Ok(Self { file, agency, agencies, is_unsigned, form })
    }

    fn base(&self) -> String {
        format!("/operator/cases/{}", self.file.case.id)
    }

    /// What ends with the engagement.
    fn has_payments(&self) -> bool {
        self.file.case.payment_count > 0
    }
}
