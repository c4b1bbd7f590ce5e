//! Cases as submitted: parties, amount, due date and price.

use chrono::{Duration, NaiveDate};

use super::cast::Cast;
use super::creditors::Client;
use super::{Stage, debtors, words};
use crate::actions::Outcome;
use crate::actions::cases::{self, AccruedFees, ClaimOrder, ClaimTerms, Intake, NewDebtor};
use crate::domain::actor::{Author, Operator};
use crate::domain::calendar::Moment;
use crate::domain::case::{ClaimType, DisputeStatus};
use crate::domain::ids::CaseId;
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::Age;
use crate::store::cases::Debtor;
use crate::store::{self, StoreError};

/// The kind of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Kind {
    /// An undisputed unpaid invoice.
    #[default]
    Plain,
    /// A test case.
    Test,
}

/// A submitted case.
pub(super) struct Handed {
    pub id: CaseId,
    pub debtor: Debtor,
    /// The index of its creditor.
    pub client: usize,
    /// The index of its team.
    pub team: usize,
    pub principal: Money,
    pub claim_date: NaiveDate,
    pub due_date: NaiveDate,
    pub goods: &'static str,
    pub creditor_reference: String,
    pub account: String,
}

/// Makes up a claim and hands it in.
pub(super) fn hand_in(
    stage: &mut Stage<'_>,
    cast: &Cast,
    creditors: &[Client],
    kind: Kind,
    at: Moment,
) -> Outcome<Handed> {
    let ctx = stage.at(at);
    let place = debtors::place(&mut stage.dice);
    let debtor = debtors::one(&mut stage.dice, place);
    let client = stage.dice.below(creditors.len());
    let creditor = &creditors[client];
    let (_, mut currency, _) = stage.dice.pick(&creditor.accounts).clone();
    // Sometimes the invoice is in the debtor's currency.
    if stage.dice.chance(if place.code == "JP" { 70 } else { 15 }) {
        currency = Currency::parse(place.currency).unwrap_or(currency);
    }
    let principal = principal(stage, currency);
    let submitted = at.date_naive();
    let overdue = if stage.dice.chance(8) { stage.dice.between(380, 800) } else { stage.dice.between(25, 300) };
    let due_date = submitted - Duration::days(overdue);
    let claim_date = due_date - Duration::days(*stage.dice.pick(&[14, 30, 30, 45]));
    let is_loan = stage.dice.chance(5);
    let goods: &'static str = stage.dice.pick::<&str>(&words::GOODS);
    let fee = |stage: &mut Stage<'_>, percent: i64, most: i64| {
        if stage.dice.chance(percent) { principal.minor() * stage.dice.between(1, most) / 100 } else { 0 }
    };
    let fees = AccruedFees { interest: fee(stage, 40, 6), reminder: fee(stage, 30, 2), collection: 0 };
    let creditor_reference = format!("{}-{}", claim_date.format("%y"), stage.dice.digits(5));
    let comment = *stage.dice.pick(&words::COMMENTS);
    let is_unclear = stage.dice.chance(25);
    let has_division = !creditor.divisions.is_empty() && stage.dice.chance(60);
    let division = has_division.then(|| stage.dice.pick(&creditor.divisions).clone());
    let order = ClaimOrder {
        division,
        intake: Intake::ByOperator,
        owner: None,
        skips_verification: false,
        terms: ClaimTerms {
            through: None,
            creditor: Some(creditor.creditor.id),
            agency: None,
            debtor_kind: debtor.kind,
            country: debtor.country,
            state: debtor.state,
            principal,
            claim_type: Some(if is_loan { ClaimType::LoanRepayment } else { ClaimType::UnpaidInvoice }),
            dispute: Some(if is_unclear { DisputeStatus::DontKnow } else { DisputeStatus::NotDisputed }),
            claim_date,
            due_date: Some(due_date),
            age: Age::Single,
        },
        debtor: NewDebtor {
            name: debtor.name,
            contact_person: debtor.contact_person,
            registration_number: debtor.registration_number,
            address: debtor.address,
            zip_code: debtor.zip_code,
            city: debtor.city,
            email: debtor.email,
            phone: debtor.phone,
        },
        through: through(creditor, stage),
        creditor_reference: Some(creditor_reference.clone()),
        fees,
        claim_description: Some(goods.to_owned()),
        creditor_comments: (!comment.is_empty()).then(|| comment.to_owned()),
        is_test: kind == Kind::Test,
        tag: (kind == Kind::Test).then(|| "integration".to_owned()),
    };
    let id = cases::hand_in(stage.db, &order, &author(creditor), &ctx)?;
    let file = store::cases::load(stage.db, &Operator::system(&stage.house.operator), id)?;
    let team = cast.teams.iter().position(|team| Some(team.agency.id) == file.case.collection_partner_id);
    let account = creditor.accounts.iter().find(|(number, ..)| Some(*number) == file.case.bank_account);
    Ok(Handed {
        id,
        debtor: file.debtor,
        client,
        team: team.ok_or_else(|| StoreError::Corrupt("no agency covers the claim".to_owned()))?,
        principal,
        claim_date,
        due_date,
        goods,
        creditor_reference,
        account: account.map(|(_, _, words)| words.clone()).unwrap_or_default(),
    })
}

fn through(creditor: &Client, stage: &mut Stage<'_>) -> String {
    let name =
        if creditor.referred.is_some() && stage.dice.chance(70) { "the customer API" } else { "the client portal" };
    name.to_owned()
}

fn author(creditor: &Client) -> Author {
    Author {
        side: crate::domain::actor::Side::Creditor,
        id: creditor.creditor.id.as_str().to_owned(),
        number: 0,
        name: format!("{}, {}", creditor.creditor.contact_name, creditor.creditor.name),
        organisation: Some(creditor.creditor.id.as_str().to_owned()),
    }
}

/// Many small claims, few large ones; of similar value in every currency.
fn principal(stage: &mut Stage<'_>, currency: Currency) -> Money {
    let euros = match stage.dice.between(1, 100) {
        1..=25 => stage.dice.between(150, 900),
        26..=70 => stage.dice.between(900, 6_000),
        71..=93 => stage.dice.between(6_000, 28_000),
        _ => stage.dice.between(28_000, 190_000),
    };
    let tenths = match currency.code() {
        "DKK" => 75,
        "SEK" | "NOK" => 114,
        "PLN" => 43,
        "JPY" => 1640,
        _ => 10,
    };
    let major = euros * tenths / 10;
    let cents = if stage.dice.chance(55) { 0 } else { stage.dice.between(1, 99) * currency.minor_per_major() / 100 };
    Money::new(major * currency.minor_per_major() + cents, currency)
}
