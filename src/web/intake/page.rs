//! Template structs of cases handed in by hand.

use askama::Template;

use super::forms::AppraiseForm;
use super::resource::AppraisalDto;
use crate::actions::cases::{Appraisal, appraise};
use crate::actions::{ActionError, Context};
use crate::domain::actor::Operator;
use crate::domain::case::{ClaimType, DisputeStatus};
use crate::domain::state;
use crate::store::Db;
use crate::store::people::parties::{self, Choices};
use crate::web::filters;
use crate::web::http::request::understood;
use crate::web::http::{Failure, Filled, Page};
use crate::web::wording::countries;

/// The fields of the form, as they come in an address.
pub(super) const FIELDS: [&str; 25] = [
    "creditorId",
    "collectionPartnerId",
    "creditorDivisionId",
    "creditorReference",
    "amountToRecover",
    "currencyCode",
    "interestFees",
    "reminderFees",
    "date",
    "dueDate",
    "claimType",
    "disputeStatus",
    "claimDescription",
    "comments",
    "debtor.type",
    "debtor.name",
    "debtor.contactPerson",
    "debtor.companyRegistrationNumber",
    "debtor.address",
    "debtor.zipCode",
    "debtor.city",
    "debtor.country",
    "debtor.stateAlpha2",
    "debtor.email",
    "debtor.phone",
];

/// The appraisal alone; only systems ask for it, pages show it beside the form.
#[derive(Template)]
#[template(source = "", ext = "html")]
pub(crate) struct PreviewPage {
    pub(super) resource: AppraisalDto,
}

impl Page for PreviewPage {
    type Resource = AppraisalDto;
    fn resource(&self) -> &AppraisalDto {
        &self.resource
    }
}

/// The form of a case, with agency, price and contracts beside it.
#[derive(Template)]
#[template(path = "intake/form.html")]
pub(crate) struct HandInPage {
    form: Filled,
    choices: Choices,
    countries: Vec<(&'static str, String)>,
    states: Vec<(&'static str, &'static str)>,
    found: Option<Appraisal>,
    /// Why there is no appraisal yet.
    missing: Option<String>,
}

impl Page for HandInPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl HandInPage {
    pub(super) fn load(db: &mut Db, who: &Operator, form: Filled, ctx: &Context) -> Result<Self, Failure> {
        let (found, missing) = match understood::<AppraiseForm>(&form.fields) {
            Err(_) => (None, None),
            Ok(terms) => match terms.terms(db).map(|terms| appraise(db, &terms, ctx)) {
                Ok(Ok(found)) => (Some(found), None),
                Ok(Err(ActionError::At(_, text))) => (None, Some(text)),
                Ok(Err(ActionError::Refused(refusal))) => (None, Some(refusal.to_string())),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => (None, Some("Choose a client from the list.".to_owned())),
            },
        };
        Ok(Self {
            form,
            choices: parties::choices(db, who)?,
            countries: std::iter::once(("", "Choose…".to_owned())).chain(countries()).collect(),
            states: std::iter::once(("", "Choose…")).chain(state::all()).collect(),
            found,
            missing,
        })
    }

    fn kinds() -> &'static [(&'static str, &'static str)] {
        &[("Company", "Company"), ("Private", "Private person")]
    }

    fn claim_types() -> Vec<(&'static str, &'static str)> {
        ClaimType::ALL.iter().map(|kind| (kind.name(), kind.label())).collect()
    }

    fn disputes() -> Vec<(&'static str, &'static str)> {
        let order = [DisputeStatus::DontKnow, DisputeStatus::NotDisputed, DisputeStatus::Disputed];
        order.iter().map(|status| (status.name(), status.label())).collect()
    }

    fn routing(found: &Appraisal) -> String {
        AppraisalDto::from(found).routing
    }
}
