//! Statements as JSON and CSV. A positive amount means that more is owed: by the agency, or on a client's statement
//! (operator only) to the client.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::invoice::InvoiceNumber;
use crate::domain::money::Money;
use crate::exchange::{Cell, Number};
use crate::store::books::standings::{AgencyBalance, ClientBalance, CreditorBalance};
use crate::store::books::statements::{Movement, Span};
use crate::web::http::wire::{Major, moment};

/// An agency's balances with everybody.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatementListDto {
    pub platform: Vec<StandingDto>,
    pub creditors: Vec<StandingDto>,
}

/// An agency's balance with one party.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StandingDto {
    pub creditor_id: Option<String>,
    pub name: String,
    pub currency: String,
    /// The balance: positive if the agency owes, negative if it is owed. For a client as the operator sees it: what the client is owed.
    pub owed: Major,
    /// What the operator holds for a client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_by_platform: Option<Major>,
}

impl StandingDto {
    pub(crate) fn of(balance: &CreditorBalance) -> Self {
        Self {
            creditor_id: Some(balance.creditor.to_string()),
            name: balance.name.clone(),
            currency: balance.currency.code().to_owned(),
            owed: Major::from(Money::new(-balance.creditor_agency, balance.currency)),
            held_by_platform: None,
        }
    }

    pub(crate) fn of_agency(balance: &AgencyBalance) -> Self {
        Self {
            creditor_id: None,
            name: balance.name.clone(),
            currency: balance.currency.code().to_owned(),
            owed: Major::from(Money::new(balance.owed, balance.currency)),
            held_by_platform: None,
        }
    }

    pub(crate) fn of_client(balance: &ClientBalance) -> Self {
        Self {
            creditor_id: Some(balance.creditor.to_string()),
            name: balance.name.clone(),
            currency: balance.currency.code().to_owned(),
            owed: Major::from(Money::new(balance.owed, balance.currency)),
            held_by_platform: Some(Major::from(Money::new(balance.held_by_operator, balance.currency))),
        }
    }
}

/// A statement of account.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatementDto {
    pub with: String,
    pub currency: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The balance at the start of the period: positive if the agency owes, negative if it is owed.
    pub opening: Major,
    /// What was added in the period.
    pub increase: Major,
    /// The deduction.
    pub decrease: Major,
    pub closing: Major,
    pub movements: Vec<MovementDto>,
    /// Total number of movements; the list shows the first ones.
    pub movement_count: i64,
}

/// A movement.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MovementDto {
    pub booked_at: DateTime<Utc>,
    pub value_date: NaiveDate,
    pub kind: String,
    pub is_reversal: bool,
    pub case_reference: Option<String>,
    pub invoice: Option<String>,
    pub amount: Major,
}

impl MovementDto {
    pub(crate) fn new(span: &Span, movement: &Movement) -> Self {
        Self {
            booked_at: moment(movement.booked_at),
            value_date: movement.value_on,
            kind: movement.kind.name().to_owned(),
            is_reversal: movement.is_reversal,
            case_reference: movement.case.map(|(_, reference)| reference.to_string()),
            invoice: movement.invoice.map(|number| InvoiceNumber(number).to_string()),
            amount: Major::from(Money::new(movement.amount, span.currency)),
        }
    }
}

/// The balance after a transfer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TransferDto {
    /// The amount still held, which can be passed on.
    still_held: Major,
}

impl TransferDto {
    /// The result of a transfer.
    pub(crate) fn new(left: Money) -> Self {
        Self { still_held: Major::from(left) }
    }
}

/// The columns of the CSV file. Add new ones only at the end.
pub(crate) const COLUMNS: [&str; 9] =
    ["booked_on", "value_date", "entry", "reversal", "case_reference", "debtor_name", "currency", "amount", "balance"];

fn number(span: &Span, minor: i64) -> Cell {
    Cell::Number(Number::from_minor(minor, u8::try_from(span.currency.exponent()).unwrap_or_default()))
}

/// The first line: the balance before.
pub(crate) fn opening_cells(span: &Span, opening: i64) -> [Cell; 9] {
    let text = |text: &str| Cell::Text(text.to_owned());
    let day = Cell::Date(span.from);
    let code = text(span.currency.code());
    [
        day,
        Cell::Empty,
        text("Opening balance"),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        code,
        Cell::Empty,
        number(span, opening),
    ]
}

/// A line: an entry and the balance after it.
pub(crate) fn cells(span: &Span, movement: &Movement, balance: i64) -> [Cell; 9] {
    let what = match movement.invoice {
        Some(invoice) => format!("{} {}", movement.kind, InvoiceNumber(invoice)),
        None => movement.kind.to_string(),
    };
    [
        Cell::Date(movement.booked_at.date()),
        Cell::Date(movement.value_on),
        Cell::Text(what),
        Cell::Text(if movement.is_reversal { "yes" } else { "no" }.to_owned()),
        Cell::text(movement.case.map(|(_, reference)| reference.to_string())),
        Cell::text(movement.debtor.clone()),
        Cell::Text(span.currency.code().to_owned()),
        number(span, movement.amount),
        number(span, balance),
    ]
}
