//! Requests about cases handed in by hand. Names are those of the Customer API where it has them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::debtor::{AppraisedDebtor, DebtorForm, Demands};
use crate::actions::cases::{AccruedFees, ClaimOrder, ClaimTerms, Intake, NewDebtor};
use crate::actions::prices::find_creditor;
use crate::domain::case::{ClaimType, DebtorKind, DisputeStatus};
use crate::domain::client::MAX_DIVISION_NAME_CHARACTERS;
use crate::domain::day::NO_DAY;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::Age;
use crate::store::Db;
use crate::web::http::request::values::{Amount, Day, IdOf, Lines, Word};
use crate::web::http::{Failure, Problems, Request};

/// Characters in a client's own reference.
pub(crate) const MAX_REFERENCE_CHARACTERS: u64 = 50;
/// Characters in a description or comment.
pub(crate) const MAX_TEXT_CHARACTERS: u64 = 4_000;

/// What agency, price and contracts of a claim depend on.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppraiseForm {
    /// The client, by id or by name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a client."))]
    creditor_id: Option<String>,
    /// The agency; chosen by routing by default.
    #[schemars(extend("x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The principal, without fees.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an amount."))]
    amount_to_recover: Option<Amount>,
    /// Its currency, such as EUR.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a currency."))]
    currency_code: Option<String>,
    /// The date of the invoice.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_DAY, "x-wrong" = NO_DAY))]
    date: Option<Day>,
    /// The due date; the invoice date by default.
    #[schemars(extend("x-wrong" = NO_DAY))]
    due_date: Option<Day>,
    /// What the claim arose from.
    claim_type: Option<Word<ClaimType>>,
    /// Whether the debtor disputes it.
    dispute_status: Option<Word<DisputeStatus>>,
    /// The debtor.
    #[validate(required, nested)]
    debtor: Option<AppraisedDebtor>,
}

/// What was understood of the terms of a claim.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    creditor: String,
    agency: Option<CollectionPartnerId>,
    principal: Money,
    date: NaiveDate,
    due: Option<NaiveDate>,
    claim_type: Option<ClaimType>,
    dispute: Option<DisputeStatus>,
    kind: DebtorKind,
    country: String,
    state: Option<String>,
}

impl Terms {
    /// The terms, with the client found.
    ///
    /// # Errors
    /// At `creditorId` if there is no such client, or several.
    pub(super) fn terms(&self, db: &mut Db) -> Result<ClaimTerms, Failure> {
        Ok(self.of(find_creditor(db, &self.creditor)?))
    }

    /// The terms of a claim of this client.
    fn of(&self, creditor: CreditorId) -> ClaimTerms {
        ClaimTerms {
            creditor: Some(creditor),
            through: None,
            agency: self.agency,
            debtor_kind: self.kind,
            country: self.country.clone(),
            state: self.state.clone(),
            principal: self.principal,
            claim_type: self.claim_type,
            dispute: self.dispute,
            claim_date: self.date,
            due_date: self.due,
            age: Age::Single,
        }
    }
}

/// The principal of a claim.
pub(crate) fn money(code: Option<String>, amount: Option<Amount>, problems: &mut Problems) -> Option<Money> {
    let code = code?;
    let currency = Currency::parse(&code).ok_or_else(|| format!("“{code}” is not a currency such as EUR."));
    let currency = problems.keep("currencyCode", currency)?;
    problems.keep("amountToRecover", Money::parse(&amount?.0, currency))
}

impl Request for AppraiseForm {
    type Order = Terms;

    fn order(self, problems: &mut Problems) -> Option<Terms> {
        let principal = money(self.currency_code, self.amount_to_recover, problems);
        let place = self.debtor?.understood(Demands::ByHand, problems)?;
        Some(Terms {
            creditor: self.creditor_id?,
            agency: self.collection_partner_id.map(|id| id.0),
            principal: principal?,
            date: self.date?.0,
            due: self.due_date.map(|day| day.0),
            claim_type: self.claim_type.map(|word| word.0),
            dispute: self.dispute_status.map(|word| word.0),
            kind: place.kind,
            country: place.country,
            state: place.state,
        })
    }
}

/// A case handed in by hand.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HandInForm {
    /// The client, by id or by name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Choose a client."))]
    creditor_id: Option<String>,
    /// The agency; chosen by routing by default.
    #[schemars(extend("x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The client's division, by id or by name; without one the claim is the client's as a whole.
    #[validate(length(max = MAX_DIVISION_NAME_CHARACTERS))]
    creditor_division_id: Option<String>,
    /// The client's own reference, such as the number of the invoice.
    #[validate(length(max = MAX_REFERENCE_CHARACTERS))]
    creditor_reference: Option<String>,
    /// The principal, without fees.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an amount."))]
    amount_to_recover: Option<Amount>,
    /// Its currency, such as EUR.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a currency."))]
    currency_code: Option<String>,
    /// Interest accrued so far.
    interest_fees: Option<Amount>,
    /// Reminder fees so far.
    reminder_fees: Option<Amount>,
    /// The date of the invoice.
    #[validate(required)]
    #[schemars(extend("x-missing" = NO_DAY, "x-wrong" = NO_DAY))]
    date: Option<Day>,
    /// The due date; the invoice date by default.
    #[schemars(extend("x-wrong" = NO_DAY))]
    due_date: Option<Day>,
    /// What the claim arose from; `UnpaidInvoice` by default.
    claim_type: Option<Word<ClaimType>>,
    /// Whether the debtor disputes it; `DontKnow` by default.
    dispute_status: Option<Word<DisputeStatus>>,
    /// What was delivered.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    claim_description: Option<Lines>,
    /// The client's comments.
    #[validate(length(max = MAX_TEXT_CHARACTERS))]
    comments: Option<Lines>,
    /// The debtor.
    #[validate(required, nested)]
    debtor: Option<DebtorForm>,
}

/// A case as it was entered; the client is not found yet.
#[derive(Clone, Debug)]
pub(crate) struct Entered {
    terms: Terms,
    debtor: NewDebtor,
    division: Option<String>,
    reference: Option<String>,
    fees: AccruedFees,
    description: Option<String>,
    comments: Option<String>,
}

impl Entered {
    /// The claim, with the client found.
    ///
    /// # Errors
    /// At `creditorId` if there is no such client, or several.
    pub(super) fn claim(self, db: &mut Db, through: &str) -> Result<ClaimOrder, Failure> {
        let creditor = find_creditor(db, &self.terms.creditor)?;
        Ok(self.claim_of(creditor, through))
    }

    /// The claim of this client.
    pub(crate) fn claim_of(self, creditor: CreditorId, through: &str) -> ClaimOrder {
        ClaimOrder {
            terms: self.terms.of(creditor),
            intake: Intake::ByOperator,
            owner: None,
            skips_verification: false,
            debtor: self.debtor,
            division: self.division,
            through: through.to_owned(),
            creditor_reference: self.reference,
            fees: self.fees,
            claim_description: self.description,
            creditor_comments: self.comments,
            is_test: false,
            tag: None,
        }
    }

    /// The client's division, as written.
    pub(crate) fn division(&self) -> Option<&str> {
        self.division.as_deref()
    }

    /// The client's own reference.
    pub(crate) fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }
}

impl Request for HandInForm {
    type Order = Entered;

    fn order(self, problems: &mut Problems) -> Option<Entered> {
        let principal = money(self.currency_code, self.amount_to_recover, problems);
        let currency = principal.map(Money::currency);
        let mut fee = |field: &str, text: Option<Amount>| match (text, currency) {
            (Some(text), Some(currency)) => problems.keep(field, Money::parse(&text.0, currency)).map(Money::minor),
            _ => Some(0),
        };
        let (interest, reminder) = (fee("interestFees", self.interest_fees), fee("reminderFees", self.reminder_fees));
        let (place, debtor) = self.debtor?.understood(Demands::ByHand, problems)?;
        let lines = |text: Option<Lines>| text.map(|text| text.0).filter(|text| !text.trim().is_empty());
        Some(Entered {
            terms: Terms {
                creditor: self.creditor_id?,
                agency: self.collection_partner_id.map(|id| id.0),
                principal: principal?,
                date: self.date?.0,
                due: self.due_date.map(|day| day.0),
                claim_type: Some(self.claim_type.map_or(ClaimType::UnpaidInvoice, |word| word.0)),
                dispute: Some(self.dispute_status.map_or(DisputeStatus::DontKnow, |word| word.0)),
                kind: place.kind,
                country: place.country,
                state: place.state,
            },
            debtor,
            division: self.creditor_division_id,
            reference: self.creditor_reference,
            fees: AccruedFees { interest: interest?, reminder: reminder?, collection: 0 },
            description: lines(self.claim_description),
            comments: lines(self.comments),
        })
    }
}
