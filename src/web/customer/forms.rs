//! Requests about claims. Names are those of the contract.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::cases::{AccruedFees, ClaimOrder, ClaimTerms, Intake, NewDebtor};
use crate::domain::actor::Customer;
use crate::domain::case::{ClaimType, DebtorKind, DisputeStatus};
use crate::domain::day::NO_DAY;
use crate::domain::ids::{CollectionPartnerId, DivisionId};
use crate::domain::money::Money;
use crate::domain::pricing::{Age, Ages};
use crate::domain::state::COUNTRY_WITH_STATES;
use crate::web::coverage::state_of;
use crate::web::http::request::values::{Amount, Country, Day, IdOf, Lines, Word};
use crate::web::http::{Problems, Request};
use crate::web::intake::debtor::{AppraisedDebtor, DebtorForm, Demands, Place};
use crate::web::intake::forms::{MAX_REFERENCE_CHARACTERS, MAX_TEXT_CHARACTERS, money};

/// Characters in the tag of a group of test cases (contract).
const MAX_TAG_CHARACTERS: u64 = 100;
/// Characters in an e-mail address (contract).
const MAX_EMAIL_CHARACTERS: u64 = 320;
/// Characters in a return address (contract).
const MAX_RETURN_URL_CHARACTERS: u64 = 2_048;

/// A case to be created.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateCaseRequest {
    /// The currency, such as EUR.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send a currency, such as EUR."))]
    currency_code: Option<String>,
    /// The whole principal of all bundled invoices.
    amount_to_recover: Option<Amount>,
    /// The part that is overdue for more than 180 days; only along with the other two.
    amount_to_recover_over6_months: Option<Amount>,
    /// The part that is overdue for more than 12 months; together with the next.
    amount_to_recover_over12_months: Option<Amount>,
    /// The part that is overdue for more than 24 months.
    amount_to_recover_over24_months: Option<Amount>,
    /// The date of the invoice.
    #[schemars(extend("x-wrong" = NO_DAY, "format" = "date-time"))]
    date: Option<Day>,
    /// The due date; the invoice date by default.
    #[schemars(extend("x-wrong" = NO_DAY, "format" = "date-time"))]
    due_date: Option<Day>,
    /// The debtor.
    #[validate(nested)]
    debtor: Option<DebtorForm>,
    /// The client's own reference; unique among its cases.
    #[validate(length(max = MAX_REFERENCE_CHARACTERS))]
    creditor_reference: Option<String>,
    /// The division for which the claim is handed in.
    #[schemars(extend("x-wrong" = "Send the id of a division."))]
    creditor_division_id: Option<IdOf<DivisionId>>,
    /// What was delivered.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    claim_description: Option<Lines>,
    /// The client's comments.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    comments: Option<Lines>,
    /// The agency; chosen by coverage by default.
    #[schemars(extend("x-wrong" = "Send the id of an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The person of the client's team that owns the case: mails about it go to this person alone.
    #[validate(length(max = MAX_EMAIL_CHARACTERS))]
    #[schemars(extend("format" = "email"))]
    assigned_user_email: Option<String>,
    /// Whether a case whose contracts are not signed is taken and waits for them.
    allow_pending_contracts: Option<bool>,
    /// Whether the case goes to the agency without our own check.
    skip_debitura_verification: Option<bool>,
    /// Without effect: no mails are sent when a case is created.
    #[schemars(extend("deprecated" = true))]
    skip_creation_emails: Option<bool>,
    /// Whether it is a test case.
    is_test: Option<bool>,
    /// The tag of a group of test cases.
    #[validate(length(max = MAX_TAG_CHARACTERS))]
    tag: Option<String>,
    /// Where the signing pages lead back to.
    #[validate(length(max = MAX_RETURN_URL_CHARACTERS))]
    return_url: Option<String>,
}

/// A case to be priced and checked.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewCaseRequest {
    /// The currency, such as EUR.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send a currency, such as EUR."))]
    currency_code: Option<String>,
    /// The whole principal of all bundled invoices.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send an amount."))]
    amount_to_recover: Option<Amount>,
    /// The part that is overdue for more than 180 days; only along with the other two.
    amount_to_recover_over6_months: Option<Amount>,
    /// The part that is overdue for more than 12 months; together with the next.
    amount_to_recover_over12_months: Option<Amount>,
    /// The part that is overdue for more than 24 months.
    amount_to_recover_over24_months: Option<Amount>,
    /// The due date of a single invoice, instead of the parts.
    #[schemars(extend("x-wrong" = NO_DAY, "format" = "date-time"))]
    due_date: Option<Day>,
    /// The debtor.
    #[validate(required, nested)]
    #[schemars(extend("x-missing" = "Send the debtor."))]
    debtor: Option<AppraisedDebtor>,
    /// Where the signing pages lead back to.
    #[validate(length(max = MAX_RETURN_URL_CHARACTERS))]
    return_url: Option<String>,
}

/// A claim that is only asked about.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EligibilityRequest {
    /// The debtor's country, as two letters.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send the country as two letters."))]
    country_alpha2: Option<Country>,
    /// The debtor's state, in the United States.
    state_alpha2: Option<String>,
    /// `Company` or `Private`.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send Company or Private."))]
    debtor_type: Option<Word<DebtorKind>>,
    /// The amount to recover.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send an amount."))]
    amount: Option<Amount>,
    /// Its currency, such as EUR.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Send a currency, such as EUR."))]
    currency_code: Option<String>,
}

/// A case as it was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    terms: Asked,
    date: NaiveDate,
    debtor: NewDebtor,
    reference: Option<String>,
    division: Option<DivisionId>,
    description: Option<String>,
    comments: Option<String>,
    agency: Option<CollectionPartnerId>,
    owner: Option<String>,
    may_wait: bool,
    skips_verification: bool,
    is_test: bool,
    tag: Option<String>,
}

/// What agency, price and contracts of a claim depend on.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    kind: DebtorKind,
    country: String,
    state: Option<String>,
    principal: Money,
    /// The due date of a single invoice.
    pub(crate) due: Option<NaiveDate>,
    age: Age,
    /// Where the signing pages lead back to.
    pub(super) back: Option<String>,
}

impl Asked {
    /// The terms of a claim of this client. Without a date, the claim is as old as its due date.
    pub(super) fn terms(&self, who: &Customer, date: NaiveDate) -> ClaimTerms {
        ClaimTerms {
            creditor: Some(who.id),
            through: who.through.as_ref().map(|partner| partner.id),
            ..self.terms_of_nobody(date)
        }
    }

    /// The terms of a claim whose client is not known.
    pub(crate) fn terms_of_nobody(&self, date: NaiveDate) -> ClaimTerms {
        ClaimTerms {
            creditor: None,
            through: None,
            agency: None,
            debtor_kind: self.kind,
            country: self.country.clone(),
            state: self.state.clone(),
            principal: self.principal,
            claim_type: Some(ClaimType::UnpaidInvoice),
            dispute: Some(DisputeStatus::DontKnow),
            claim_date: date,
            due_date: None,
            age: self.age,
        }
    }

    /// The country and state of the debtor.
    pub(crate) fn place(&self) -> (&str, Option<&str>) {
        (&self.country, self.state.as_deref())
    }

    /// The currency.
    pub(crate) fn currency(&self) -> &'static str {
        self.principal.currency().code()
    }
}

impl Sent {
    /// The claim of this client.
    pub(super) fn claim(self, who: &Customer) -> ClaimOrder {
        let through = who.through.as_ref().map_or_else(|| "the Customer API".to_owned(), |one| one.name.clone());
        let intake = Intake::ByApi { may_wait: self.may_wait };
        let order = self.along_with_client();
        let (creditor, partner) = (Some(who.id), who.through.as_ref().map(|partner| partner.id));
        ClaimOrder { terms: ClaimTerms { creditor, through: partner, ..order.terms }, through, intake, ..order }
    }

    /// The claim of a client that comes along with it. The client is filled in later.
    pub(crate) fn along_with_client(self) -> ClaimOrder {
        let terms = self.terms.terms_of_nobody(self.date);
        ClaimOrder {
            terms: ClaimTerms { agency: self.agency, due_date: self.terms.due, ..terms },
            intake: Intake::WithClient,
            division: self.division.map(|id| id.to_string()),
            owner: self.owner,
            skips_verification: self.skips_verification,
            debtor: self.debtor,
            through: String::new(),
            creditor_reference: self.reference,
            fees: AccruedFees::default(),
            claim_description: self.description,
            creditor_comments: self.comments,
            is_test: self.is_test,
            tag: self.tag,
        }
    }

    /// Where the signing pages lead back to.
    pub(crate) fn back(&self) -> Option<&str> {
        self.terms.back.as_deref()
    }
}

/// The overdue parts of a claim of several invoices: 12 and 24 months together or not at all, 6 months only with them,
/// and each at most as large as the next.
fn age(principal: Money, [over6, over12, over24]: [Option<Amount>; 3], problems: &mut Problems) -> Option<Age> {
    const SIX: &str = "amountToRecoverOver6Months";
    const TWELVE: &str = "amountToRecoverOver12Months";
    const TWENTY_FOUR: &str = "amountToRecoverOver24Months";
    let mut read = |field: &str, amount: Option<Amount>| match amount {
        None => Some(None),
        Some(text) => problems.keep(field, Money::parse(&text.0, principal.currency())).map(|one| Some(one.minor())),
    };
    let (over6, over12, over24) = (read(SIX, over6), read(TWELVE, over12), read(TWENTY_FOUR, over24));
    let (over6, over12, over24) = (over6?, over12?, over24?);
    let (over12, over24) = match (over12, over24) {
        (Some(over12), Some(over24)) => (over12, over24),
        (None, None) if over6.is_none() => return Some(Age::Single),
        (None, None) => {
            problems.add(SIX, "Send it together with the parts over 12 and 24 months.");
            return None;
        }
        (Some(_), None) => {
            problems.add(TWENTY_FOUR, "Send it together with the part over 12 months.");
            return None;
        }
        (None, Some(_)) => {
            problems.add(TWELVE, "Send it together with the part over 24 months.");
            return None;
        }
    };
    if over24 > over12 {
        problems.add(TWENTY_FOUR, "It is a part of what is overdue for more than 12 months, so it cannot be more.");
    }
    if over12 > over6.unwrap_or(principal.minor()) {
        problems.add(TWELVE, "It is a part of what is overdue for a shorter time, so it cannot be more.");
    }
    if over6.is_some_and(|over6| over6 > principal.minor()) {
        problems.add(SIX, "It is a part of the whole amount, so it cannot be more.");
    }
    Some(Age::Parts(Ages { over6_minor: over6, over12_minor: over12, over24_minor: over24 }))
}

impl Request for PreviewCaseRequest {
    type Order = Asked;

    fn order(self, problems: &mut Problems) -> Option<Asked> {
        let parts = [
            self.amount_to_recover_over6_months,
            self.amount_to_recover_over12_months,
            self.amount_to_recover_over24_months,
        ];
        if self.due_date.is_some() && parts.iter().any(Option::is_some) {
            problems.add("dueDate", "Send either the due date of one invoice, or the parts of several.");
        }
        let principal = money(self.currency_code, self.amount_to_recover, problems);
        let place = self.debtor?.understood(Demands::ByApi, problems);
        let principal = principal?;
        let age = age(principal, parts, problems);
        let Place { kind, country, state } = place?;
        let due = self.due_date.map(|day| day.0);
        Some(Asked { kind, country, state, principal, due, age: age?, back: self.return_url })
    }
}

impl Request for EligibilityRequest {
    type Order = Asked;

    fn order(self, problems: &mut Problems) -> Option<Asked> {
        let principal = money(self.currency_code, self.amount, problems);
        let country = self.country_alpha2?.0;
        let state = if country == COUNTRY_WITH_STATES {
            let missing = "Name the state of a debtor in the United States.";
            let read = state_of("stateAlpha2", self.state_alpha2, problems)?;
            Some(problems.need("stateAlpha2", read, missing)?)
        } else {
            None
        };
        let kind = self.debtor_type?.0;
        Some(Asked { kind, country, state, principal: principal?, due: None, age: Age::Single, back: None })
    }
}

impl Request for CreateCaseRequest {
    type Order = Sent;

    fn order(self, problems: &mut Problems) -> Option<Sent> {
        let parts = [
            self.amount_to_recover_over6_months,
            self.amount_to_recover_over12_months,
            self.amount_to_recover_over24_months,
        ];
        let amount = problems.need("amountToRecover", self.amount_to_recover, "Send an amount.");
        let principal = money(self.currency_code, amount, problems);
        let date = problems.need("date", self.date, "Send the date of the invoice.");
        let debtor = problems.need("debtor", self.debtor, "Send the debtor.");
        let debtor = debtor?.understood(Demands::ByApi, problems);
        let principal = principal?;
        if principal.minor() <= 0 {
            problems.add("amountToRecover", "The amount must be more than zero.");
        }
        let age = age(principal, parts, problems);
        let (Place { kind, country, state }, debtor) = debtor?;
        let lines = |text: Option<Lines>| text.map(|text| text.0).filter(|text| !text.trim().is_empty());
        let due = self.due_date.map(|day| day.0);
        Some(Sent {
            terms: Asked { kind, country, state, principal, due, age: age?, back: self.return_url },
            date: date?.0,
            debtor,
            reference: self.creditor_reference,
            division: self.creditor_division_id.map(|id| id.0),
            description: lines(self.claim_description),
            comments: lines(self.comments),
            agency: self.collection_partner_id.map(|id| id.0),
            owner: self.assigned_user_email,
            may_wait: self.allow_pending_contracts.unwrap_or_default(),
            skips_verification: self.skip_debitura_verification.unwrap_or_default(),
            is_test: self.is_test.unwrap_or_default(),
            tag: self.tag,
        })
    }
}
