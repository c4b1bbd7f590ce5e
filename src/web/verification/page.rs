//! Template structs of cases that are verified.

use askama::Template;

use super::resource::{VerificationDto, WaitingDto, WaitingListDto};
use crate::actions::Context;
use crate::actions::cases::{Examination, examination};
use crate::config::Config;
use crate::domain::actor::Operator;
use crate::domain::case::{By, Lifecycle, Verb, may};
use crate::domain::ids::{CaseId, CollectionPartnerId};
use crate::domain::verification::{ResolutionArea, Verdict, is_clear};
use crate::store::cases::engagements::{self, Engagement};
use crate::store::cases::intake::{self, Waiting};
use crate::store::cases::messages::Message;
use crate::store::cases::{Case, CaseFile};
use crate::store::{self, Db};
use crate::web::cases::page::state_class;
use crate::web::documents::signed_link;
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;
use crate::web::http::wire::PageData;
use crate::web::http::{Asked, Failure, Filled, Page, Problems};
use crate::web::wording::{address, known};

/// The states of the queue, as tabs.
const STATES: [(Lifecycle, &str); 2] = [
    (Lifecycle::PendingVerificationInternal, "To verify"),
    (Lifecycle::PendingContractSigning, "Waiting for signatures"),
];

/// The queue.
#[derive(Template)]
#[template(path = "verification/queue.html")]
pub(crate) struct QueuePage {
    resource: WaitingListDto,
    rows: Vec<Waiting>,
    state: Lifecycle,
    paging: Paging,
}

impl Page for QueuePage {
    type Resource = WaitingListDto;
    fn resource(&self) -> &WaitingListDto {
        &self.resource
    }
}

impl QueuePage {
    pub(super) fn load(db: &mut Db, who: &Operator, asked: Asked, paging: Paging) -> Result<Self, Failure> {
        let state = match asked.one("state") {
            None => Lifecycle::PendingVerificationInternal,
            Some(text) => {
                let known = Lifecycle::parse(text).filter(|state| STATES.iter().any(|(one, _)| one == state));
                let wrong = "This is not PendingVerificationInternal or PendingContractSigning.";
                known.ok_or_else(|| Problems::at("state", wrong))?
            }
        };
        let (rows, total) = intake::waiting(db, who, state, (paging.skip(), paging.size))?;
        let ids: Vec<CollectionPartnerId> = rows.iter().filter_map(|row| row.agency).collect();
        let names = store::people::agencies::names(db, &ids)?;
        let name = |row: &Waiting| {
            let agency = row.agency?;
            names.iter().find(|(id, _)| *id == agency).map(|(_, name)| name.clone())
        };
        let resource = WaitingListDto {
            page: PageData::new(total, paging, rows.len()),
            cases: rows.iter().map(|row| WaitingDto::new(row, name(row))).collect(),
        };
        Ok(Self { resource, rows, state, paging })
    }

    fn lines(&self) -> impl Iterator<Item = (&Waiting, Option<&str>)> {
        let agencies = self.resource.cases.iter().map(|case| case.collection_partner.as_deref());
        self.rows.iter().zip(agencies)
    }

    fn states() -> &'static [(Lifecycle, &'static str)] {
        &STATES
    }

    fn is_at(&self, state: &Lifecycle) -> bool {
        self.state == *state
    }

    fn is_for_verification(&self) -> bool {
        self.state == Lifecycle::PendingVerificationInternal
    }

    fn country(row: &Waiting) -> String {
        filters::country_short(&row.country)
    }

    fn amount(row: &Waiting) -> crate::domain::money::Money {
        crate::domain::money::Money::new(row.principal, row.currency)
    }

    fn pager(&self) -> Pager {
        let state = self.state.name();
        let page = |number: i64| format!("{}?state={state}&page={number}", super::QUEUE);
        Pager::counted(self.paging, self.resource.page.total_results, false, self.rows.len(), page).of("cases")
    }
}

/// A case with its checks.
#[derive(Template)]
#[template(path = "verification/case.html")]
pub(crate) struct CasePage {
    resource: VerificationDto,
    found: Examination,
    messages: Vec<Message>,
    /// The agencies that had the case before.
    former: Vec<(Engagement, String)>,
    documents: Vec<(String, String)>,
    onboarding_url: Option<String>,
    form: Filled,
}

impl Page for CasePage {
    type Resource = VerificationDto;
    fn resource(&self) -> &VerificationDto {
        &self.resource
    }
}

impl CasePage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        id: CaseId,
        ctx: &Context,
        config: &Config,
    ) -> Result<Self, Failure> {
        Self::again(db, who, id, Filled::new::<()>(), ctx, config)
    }

    pub(super) fn again(
        db: &mut Db,
        who: &Operator,
        id: CaseId,
        form: Filled,
        ctx: &Context,
        config: &Config,
    ) -> Result<Self, Failure> {
        let found = examination(db, who, id, ctx)?;
        let documents = store::documents::of_case(db, who, id)?
            .into_iter()
            .map(|document| (signed_link(config, document.id, ctx.now), document.file_name))
            .collect();
        let onboarding_url = if found.missing.any() {
            crate::actions::clients::onboarding_link(db, found.file.creditor.id, ctx)?
        } else {
            None
        };
        let messages = store::cases::messages::of_case(db, who, id)?;
        let mut former = engagements::of_case(db, who, id)?;
        former.retain(|(one, _)| one.ended_at.is_some());
        Ok(Self { resource: VerificationDto::from(&found), found, messages, former, documents, onboarding_url, form })
    }

    fn case(&self) -> &Case {
        &self.found.file.case
    }

    fn is_open(&self) -> bool {
        may(&self.found.file.case.snapshot(), &Verb::Assign, By::Operator)
    }

    fn is_clear(&self) -> bool {
        is_clear(&self.found.findings)
    }

    fn class(&self) -> &'static str {
        state_class(self.found.file.case.lifecycle)
    }

    fn verdict_class(verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Passed => "ok",
            Verdict::Unsure => "wait",
            Verdict::Failed => "bad",
        }
    }

    /// Labels and texts of the debtor; what is missing is left out.
    fn debtor(&self) -> Vec<(&'static str, String)> {
        let debtor = &self.found.file.debtor;
        let place = self.place();
        let (street, zip, city) = (debtor.address.as_deref(), debtor.zip_code.as_deref(), debtor.city.as_deref());
        let address = address(street, zip, city, &[Some(place.as_str())]);
        known([
            ("Type", Some(debtor.kind.label().to_owned())),
            ("Contact", debtor.contact_person.clone()),
            ("Address", Some(address)),
            ("Registration number", debtor.registration_number.clone()),
            ("E-mail", debtor.email.clone()),
            ("Telephone", debtor.phone.clone()),
        ])
    }

    fn place(&self) -> String {
        let debtor = &self.found.file.debtor;
        crate::web::coverage::place(&debtor.country, debtor.state.as_deref())
    }
}

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The agency gets the case.
    Approve,
    /// The client is asked.
    Ask,
    /// The case is closed.
    Reject,
}

/// The form of a decision.
#[derive(Template)]
#[template(path = "verification/decision.html")]
pub(crate) struct DecisionPage {
    found: Examination,
    kind: Kind,
    form: Filled,
}

impl Page for DecisionPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl DecisionPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        id: CaseId,
        kind: Kind,
        form: Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        Ok(Self { found: examination(db, who, id, ctx)?, kind, form })
    }

    fn file(&self) -> &CaseFile {
        &self.found.file
    }

    fn title(&self) -> &'static str {
        match self.kind {
            Kind::Approve => "Approve case",
            Kind::Ask => "Ask the client",
            Kind::Reject => "Reject case",
        }
    }

    fn action(&self) -> String {
        let what = match self.kind {
            Kind::Approve => "approve",
            Kind::Ask => "ask",
            Kind::Reject => "reject",
        };
        format!("{}/{}/{what}", super::QUEUE, self.found.file.case.id)
    }

    fn asks(&self) -> bool {
        self.kind == Kind::Ask
    }

    fn rejects(&self) -> bool {
        self.kind == Kind::Reject
    }

    fn base(&self) -> String {
        format!("{}/{}", super::QUEUE, self.found.file.case.id)
    }

    fn is_clear(&self) -> bool {
        is_clear(&self.found.findings)
    }

    fn areas() -> Vec<(&'static str, &'static str)> {
        let all = ResolutionArea::ALL.iter().map(|area| (area.name(), area.label()));
        std::iter::once(("", "Choose…")).chain(all).collect()
    }
}
