//! A claim is handed in: appraised, routed, priced and stored as a case. Previews use the same appraisal.

use chrono::NaiveDate;

use super::intake::{AccruedFees, FixedPrice, SubmitOrder, submit};
use super::verify::skip_verification;
use crate::actions::clients::{MissingContracts, ask_to_sign, missing_contracts};
use crate::actions::notices::note_missing_rate;
use crate::actions::pricing::{Priced, price_at};
use crate::actions::routing::{self, rates_of};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::case::{ClaimType, DebtorKind, DisputeStatus, Obstacle};
use crate::domain::client::ClientRefusal;
use crate::domain::ids::{
    CaseId, ClientPersonId, CollectionPartnerId, CreditorId, DebtorId, DivisionId, ReferralPartnerId,
};
use crate::domain::money::Money;
use crate::domain::pricing::{Age, Parties, Price, PricingRefusal};
use crate::domain::refusal::Refusal;
use crate::domain::routing::{Choice, Claim, RoutingRefusal};
use crate::domain::state::COUNTRY_WITH_STATES;
use crate::domain::verification::outside_standard_terms;
use crate::store::cases::Debtor;
use crate::store::clients::divisions;
use crate::store::{self, Db, StoreError, Tx, Writer};

/// A debtor as submitted, besides what agency and price depend on.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields speak the field's own terms")]
pub struct NewDebtor {
    pub name: String,
    pub contact_person: Option<String>,
    pub registration_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// What agency, price and contracts of a claim depend on.
#[derive(Clone, Debug)]
pub struct ClaimTerms {
    /// The client; `None` for a claim that is only priced, or whose client comes along with it.
    pub creditor: Option<CreditorId>,
    /// The referral partner by whose token the claim is handed in.
    pub through: Option<ReferralPartnerId>,
    /// The agency, if the request names one.
    pub agency: Option<CollectionPartnerId>,
    /// Whether the debtor is a company or a private person.
    pub debtor_kind: DebtorKind,
    /// The debtor's country, ISO 3166 alpha-2.
    pub country: String,
    /// The debtor's state: two letters in the United States, free text elsewhere.
    pub state: Option<String>,
    /// The principal, without fees.
    pub principal: Money,
    /// What the claim arose from.
    pub claim_type: Option<ClaimType>,
    /// Whether the debtor disputes it.
    pub dispute: Option<DisputeStatus>,
    /// The date of the invoice.
    pub claim_date: NaiveDate,
    /// The due date; the invoice date if `None`.
    pub due_date: Option<NaiveDate>,
    /// One invoice or several.
    pub age: Age,
}

/// What happens to a claim that cannot be worked on at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// The operator hands it in. It waits for signatures; one outside the standard terms stays with the operator.
    ByOperator,
    /// The client's system hands it in. It is refused, or waits for signatures if the request allows that. It never
    /// waits for a director's data.
    ByApi {
        /// Whether it may wait for signatures.
        may_wait: bool,
    },
    /// It comes along with a new client. It waits for signatures and for a director's data.
    WithClient,
}

impl Intake {
    /// Whether this obstacle keeps a claim out.
    fn refuses(self, obstacle: &Obstacle) -> bool {
        match self {
            Self::ByOperator => false,
            Self::ByApi { may_wait } => !may_wait || !matches!(obstacle, Obstacle::Agreement | Obstacle::Power { .. }),
            Self::WithClient => !obstacle.is_pending_step(),
        }
    }
}

/// A claim as handed in.
#[derive(Clone, Debug)]
pub struct ClaimOrder {
    /// What agency, price and contracts depend on.
    pub terms: ClaimTerms,
    /// What happens to a claim that cannot be worked on at once.
    pub intake: Intake,
    /// The client's division, by id or by name.
    pub division: Option<String>,
    /// The person of the client's team that owns the case, by e-mail address.
    pub owner: Option<String>,
    /// Whether the case goes to its agency without the operator's own check.
    pub skips_verification: bool,
    /// The debtor.
    pub debtor: NewDebtor,
    /// Who submitted it, in words.
    pub through: String,
    /// The client's own reference.
    pub creditor_reference: Option<String>,
    /// Fees accrued so far.
    pub fees: AccruedFees,
    /// What was delivered.
    pub claim_description: Option<String>,
    /// The client's comments.
    pub creditor_comments: Option<String>,
    /// Whether it is a test case.
    pub is_test: bool,
    /// Tag of a group of test cases.
    pub tag: Option<String>,
}

/// What becomes of a claim if it is handed in.
#[derive(Clone, Debug)]
pub struct Appraisal {
    /// The agency and why, or why there is none.
    pub choice: Result<Choice, RoutingRefusal>,
    /// The agency's name.
    pub agency: Option<String>,
    /// The price; `None` if there is no standard price.
    pub price: Option<Price>,
    /// Why the claim is outside the standard terms; empty if it is within.
    pub outside_terms: Vec<String>,
    /// What the client has not signed.
    pub missing: MissingContracts,
}

impl Appraisal {
    /// Everything that keeps the claim from being worked on at once, in the order of the contract.
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let mut found: Vec<Obstacle> = self.outside_terms.iter().cloned().map(Obstacle::OutsideTerms).collect();
        if self.choice.is_err() {
            found.push(Obstacle::NoPartner);
        }
        found.extend(self.missing.agreement.then_some(Obstacle::Agreement));
        if let Ok(Choice { agency, .. }) = self.choice {
            let agency_name = self.agency.clone().unwrap_or_default();
            let power = Obstacle::Power { agency, agency_name: agency_name.clone() };
            found.extend(self.missing.power.then_some(power));
            found.extend(self.missing.kyc.then_some(Obstacle::Kyc { agency, agency_name }));
        }
        found
    }
}

fn claim_of(terms: &ClaimTerms, ctx: &Context) -> Claim {
    Claim {
        country: terms.country.clone(),
        state: terms.state.clone(),
        debtor: terms.debtor_kind,
        principal: terms.principal,
        day: ctx.now.date_naive(),
    }
    .in_place()
}

/// Appraises a claim: agency, price, terms and contracts. Nothing is stored.
///
/// # Errors
/// By field, what is wrong with the claim itself; no such client; [`PricingRefusal::NoRate`].
pub fn appraise(db: &mut Db, terms: &ClaimTerms, ctx: &Context) -> Outcome<Appraisal> {
    check(terms, ctx)?;
    let claim = claim_of(terms, ctx);
    let referral_partner = match terms.creditor {
        Some(creditor) => store::clients::unscoped::earning_partner(db, creditor, terms.through)?,
        None => terms.through,
    };
    let parties = routing::Parties { creditor: terms.creditor, referral_partner, requested: terms.agency };
    let rates = rates_of(db, &claim)?;
    let choice = routing::route(db, parties, &claim, &rates)?;
    let agency = choice.ok().map(|choice| choice.agency);
    let priced = Priced {
        principal: terms.principal,
        country: &claim.country,
        due: terms.due_date.unwrap_or(terms.claim_date),
        submitted: claim.day,
        age: terms.age,
        parties: Parties { creditor: terms.creditor, agency, referral_partner },
    };
    let currency = terms.principal.currency();
    let usd = rates.to_usd_minor(terms.principal).ok_or(PricingRefusal::NoRate { currency })?;
    let outside_terms = outside_standard_terms(terms.claim_type, terms.dispute, Some(usd));
    let name = match agency {
        Some(agency) => Some(store::people::agencies::load(db, agency)?.name),
        None => None,
    };
    Ok(Appraisal {
        choice,
        agency: name,
        price: price_at(db, &priced, &rates)?,
        outside_terms,
        missing: match terms.creditor {
            Some(creditor) => missing_contracts(db, creditor, agency)?,
            None => MissingContracts::default(),
        },
    })
}

/// Refuses dates and amounts that cannot be.
fn check(terms: &ClaimTerms, ctx: &Context) -> Outcome<()> {
    let today = ctx.now.date_naive();
    let at = |field, text: &str| Err(ActionError::At(field, text.to_owned()));
    if terms.principal.minor() <= 0 {
        return at("amountToRecover", "The amount must be more than zero.");
    }
    if terms.claim_date > today {
        return at("date", "The invoice date lies in the future.");
    }
    match terms.due_date {
        Some(due) if due < terms.claim_date => return at("dueDate", "The due date is before the invoice date."),
        Some(due) if due >= today => return at("dueDate", "The claim is not overdue yet: the due date must be past."),
        _ => {}
    }
    if terms.country == COUNTRY_WITH_STATES && terms.state.is_none() {
        return at("debtor.stateAlpha2", "Name the state of a debtor in the United States.");
    }
    Ok(())
}

/// Hands in a claim for a client, on its behalf. A case whose contracts are missing waits until they are signed; one
/// without an agency or outside the standard terms stays with the operator (decisions, Working with cases).
///
/// # Errors
/// As [`appraise`]; at `creditorDivisionId` if the client has no such division; at `collectionPartnerId` if the named
/// agency cannot take it; at `creditorReference` if the client has a case with this reference; at `assignedUserEmail` if
/// nobody of its team has this address. [`ActionError::Blocked`] with every reason if the claim does not come from the
/// operator and cannot wait. Without an exchange rate the operator is told.
pub fn hand_in(db: &mut Writer, order: &ClaimOrder, by: &Author, ctx: &Context) -> Outcome<CaseId> {
    let made = store_claim(db, order, by, ctx);
    if let Err(ActionError::Refused(Refusal::Pricing(PricingRefusal::NoRate { currency }))) = &made {
        note_missing_rate(db, *currency, ctx)?;
    }
    made
}

/// Locks a client whose cases are taken in until the transaction ends.
///
/// # Errors
/// At `creditorId` if there is no such client, or it is suspended.
pub(in crate::actions) fn hold_client(db: &mut Tx<'_>, client: CreditorId) -> Outcome<()> {
    match store::cases::intake::hold_creditor(db, client) {
        Ok(()) => {}
        Err(StoreError::NotFound) => {
            return Err(ActionError::At("creditorId", "There is no such client.".to_owned()));
        }
        Err(error) => return Err(error.into()),
    }
    if store::clients::unscoped::is_suspended(db, client)? {
        return Err(ActionError::At("creditorId", ClientRefusal::Suspended.to_string()));
    }
    Ok(())
}

/// The division of a client that a text means.
fn division_of(db: &mut Db, client: CreditorId, text: &str) -> Outcome<DivisionId> {
    let all = divisions::of(db, client)?;
    let found = divisions::meant(&all, text).map(|division| division.id);
    found.ok_or_else(|| ActionError::At("creditorDivisionId", divisions::unknown(text)))
}

/// The person of a client's team with this address.
fn owner_of(db: &mut Db, client: CreditorId, email: &str) -> Outcome<ClientPersonId> {
    let team = store::clients::unscoped::people(db, client)?;
    let found = team.into_iter().find(|person| person.email.eq_ignore_ascii_case(email.trim()));
    found
        .map(|person| person.id)
        .ok_or_else(|| ActionError::At("assignedUserEmail", "Nobody of the client's team has this address.".to_owned()))
}

fn store_claim(db: &mut Writer, order: &ClaimOrder, by: &Author, ctx: &Context) -> Outcome<CaseId> {
    let terms = &order.terms;
    let Some(client) = terms.creditor else {
        return Err(ActionError::At("creditorId", "Name the client.".to_owned()));
    };
    db.write(|db| {
        hold_client(db, client)?;
        if let Some(reference) = &order.creditor_reference
            && store::cases::intake::has_reference(db, client, reference, order.is_test)?
        {
            return Err(match order.intake {
                Intake::ByOperator => ActionError::At("creditorReference", Obstacle::DuplicateReference.to_string()),
                _ => ActionError::Blocked(vec![Obstacle::DuplicateReference]),
            });
        }
        let division = match &order.division {
            None => None,
            Some(text) => Some(division_of(db, client, text)?),
        };
        let owner = match &order.owner {
            None => None,
            Some(email) => Some(owner_of(db, client, email)?),
        };
        let found = appraise(db, terms, ctx)?;
        if let Err(refusal) = found.choice
            && refusal != RoutingRefusal::NobodyCovers
        {
            return Err(refusal.into());
        }
        let obstacles = found.obstacles();
        if obstacles.iter().any(|one| order.intake.refuses(one)) {
            return Err(ActionError::Blocked(obstacles));
        }
        let choice = match found.choice {
            Ok(choice) => Some(choice),
            Err(RoutingRefusal::NobodyCovers) => None,
            Err(refusal) => return Err(refusal.into()),
        };
        let debtor = Debtor {
            id: DebtorId::from_uuid(store::fresh_id()),
            kind: terms.debtor_kind,
            name: order.debtor.name.clone(),
            contact_person: order.debtor.contact_person.clone(),
            registration_number: order.debtor.registration_number.clone(),
            address: order.debtor.address.clone(),
            zip_code: order.debtor.zip_code.clone(),
            city: order.debtor.city.clone(),
            state: terms.state.clone(),
            country: terms.country.clone(),
            email: order.debtor.email.clone(),
            phone: order.debtor.phone.clone(),
        };
        store::cases::insert_debtor(db, &debtor)?;
        let is_standard = found.outside_terms.is_empty();
        let submitted = SubmitOrder {
            creditor: client,
            division,
            debtor: debtor.id,
            bank_account: store::clients::unscoped::account_for(db, client, terms.principal.currency())?,
            referral_partner: store::clients::unscoped::earning_partner(db, client, terms.through)?,
            through: order.through.clone(),
            creditor_reference: order.creditor_reference.clone(),
            principal: terms.principal,
            fees: order.fees,
            claim_type: terms.claim_type,
            dispute: terms.dispute,
            claim_description: order.claim_description.clone(),
            creditor_comments: order.creditor_comments.clone(),
            claim_date: terms.claim_date,
            due_date: terms.due_date.unwrap_or(terms.claim_date),
            price: found.price.filter(|_| is_standard).map(FixedPrice::from),
            routed: choice.map(|choice| (choice.agency, choice.reason)),
            waits_for_contracts: found.missing.any(),
            is_test: order.is_test,
            tag: order.tag.clone(),
            owner,
            skips_verification: order.skips_verification,
        };
        let id = submit(db, submitted, by, ctx)?;
        // Who hands in a claim by the API is told the page in the answer, and shows it to the client.
        let is_asked = order.intake == Intake::ByOperator && found.missing.any() && !order.is_test;
        if let Some(choice) = choice.filter(|_| is_asked) {
            ask_to_sign(db, client, choice.agency, ctx)?;
        }
        match choice {
            Some(choice) => {
                let mut details =
                    vec![("agency", choice.agency.to_string()), ("reason", choice.reason.name().to_owned())];
                details.extend(choice.rule.map(|rule| ("rule", rule.to_string())));
                store::facts::audit(db, by, "CaseRouted", "case", id.as_str(), &details, ctx.now)?;
            }
            None => routing::note_gap(db, client, Some(id), &claim_of(terms, ctx), ctx)?,
        }
        if !found.missing.any() {
            skip_verification(db, id, ctx)?;
        }
        Ok(id)
    })
}
