//! Cases as submitted: parties, amount, due date and price.

use chrono::{Duration, NaiveDate};

use super::cast::Cast;
use super::creditors::Client;
use super::{Stage, debtors, words};
use crate::actions::cases::{AccruedFees, FixedPrice, SubmitOrder, submit};
use crate::actions::pricing::{Priced, price};
use crate::actions::{Outcome, clients};
use crate::domain::actor::Author;
use crate::domain::calendar::Moment;
use crate::domain::case::{ClaimType, DisputeStatus};
use crate::domain::ids::CaseId;
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::{Age, Parties};
use crate::store::cases::Debtor;

/// The kind of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Kind {
    /// An undisputed unpaid invoice.
    #[default]
    Plain,
    /// Disputed by the debtor: outside the standard terms.
    Disputed,
    /// Neither invoice nor loan: outside the standard terms.
    Other,
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

/// Makes up a claim and submits it.
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
    clients::register_debtor(stage.db, &debtor)?;
    let client = stage.dice.below(creditors.len());
    let creditor = &creditors[client];
    let (bank_account, mut currency, account) = stage.dice.pick(&creditor.accounts).clone();
    // Sometimes the invoice is in the debtor's currency.
    if stage.dice.chance(if place.code == "JP" { 70 } else { 15 }) {
        currency = Currency::parse(place.currency).unwrap_or(currency);
    }
    let principal = principal(stage, currency);
    let submitted = at.date_naive();
    let overdue = if stage.dice.chance(8) { stage.dice.between(380, 800) } else { stage.dice.between(25, 300) };
    let due_date = submitted - Duration::days(overdue);
    let claim_date = due_date - Duration::days(*stage.dice.pick(&[14, 30, 30, 45]));
    let claim_type = match kind {
        Kind::Other => *stage.dice.pick(&[ClaimType::PropertyDamage, ClaimType::BreachOfContract, ClaimType::Other]),
        _ if stage.dice.chance(5) => ClaimType::LoanRepayment,
        _ => ClaimType::UnpaidInvoice,
    };
    let goods: &'static str = if kind == Kind::Other {
        stage.dice.pick::<&str>(&words::OTHER_CLAIMS)
    } else {
        stage.dice.pick::<&str>(&words::GOODS)
    };
    let is_standard = matches!(kind, Kind::Plain | Kind::Test);
    let team = team_of(&debtor.country, cast.teams.len());
    let parties = Parties {
        creditor: Some(creditor.creditor.id),
        agency: cast.teams.get(team).map(|team| team.agency.id),
        referral_partner: creditor.referred.as_ref().map(|(partner, _)| *partner),
    };
    let claim = Priced { principal, country: &debtor.country, due: due_date, submitted, age: Age::Single, parties };
    let price = if is_standard { price(stage.db, &claim)?.map(FixedPrice::from) } else { None };
    let fee = |stage: &mut Stage<'_>, percent: i64, most: i64| {
        if stage.dice.chance(percent) { principal.minor() * stage.dice.between(1, most) / 100 } else { 0 }
    };
    let fees = AccruedFees { interest: fee(stage, 40, 6), reminder: fee(stage, 30, 2), collection: 0 };
    let creditor_reference = format!("{}-{}", claim_date.format("%y"), stage.dice.digits(5));
    let comment = *stage.dice.pick(&words::COMMENTS);
    let order = SubmitOrder {
        creditor: creditor.creditor.id,
        division: None,
        debtor: debtor.id,
        bank_account: Some(bank_account),
        referral_partner: creditor.referred.as_ref().map(|(partner, _)| *partner),
        through: through(creditor, stage),
        creditor_reference: Some(creditor_reference.clone()),
        principal,
        fees,
        claim_type: Some(claim_type),
        dispute: Some(match kind {
            Kind::Disputed => DisputeStatus::Disputed,
            _ if stage.dice.chance(25) => DisputeStatus::DontKnow,
            _ => DisputeStatus::NotDisputed,
        }),
        claim_description: Some(goods.to_owned()),
        creditor_comments: (!comment.is_empty()).then(|| comment.to_owned()),
        claim_date,
        due_date,
        price,
        routed: None,
        waits_for_contracts: false,
        is_test: kind == Kind::Test,
        tag: (kind == Kind::Test).then(|| "integration".to_owned()),
    };
    let id = submit(stage.db, order, &author(creditor), &ctx)?;
    Ok(Handed { id, debtor, client, team, principal, claim_date, due_date, goods, creditor_reference, account })
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

/// The agency for debtors of a country.
fn team_of(country: &str, teams: usize) -> usize {
    let at = match country {
        "DK" | "SE" | "NO" | "FI" | "NL" => 0,
        "DE" | "CH" | "PL" | "CZ" | "IT" | "TR" | "GR" => 1,
        _ => 2,
    };
    at % teams.max(1)
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
