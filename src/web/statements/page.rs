//! Template structs of a statement.

use askama::Template;

use super::parties::Parties;
use super::resource::{MovementDto, StatementDto};
use crate::domain::invoice::InvoiceNumber;
use crate::domain::ledger::EntryKind;
use crate::domain::money::{Currency, Money};
use crate::domain::month::Month;
use crate::store::books::statements::{Account, Movement, Span, Turnover};
use crate::store::{self, Db};
use crate::web::filters::{self, grouped, shown};
use crate::web::http::wire::Major;
use crate::web::http::{Asked, Failure, Page};

/// Entries on the page. The CSV file has all of them.
const MAX_ENTRIES_SHOWN: i64 = 300;

#[derive(Template)]
#[template(path = "statements/show.html")]
pub(crate) struct StatementPage {
    resource: StatementDto,
    parties: Parties,
    /// Whether the reader holds money to pass on.
    has_to_pass_on: bool,
    span: Span,
    currencies: Vec<Currency>,
    rows: Vec<MovementRow>,
    opening: i64,
    turnover: Turnover,
    asked: Asked,
}

struct MovementRow {
    words: String,
    movement: Movement,
    balance: i64,
}

/// A statement's amounts in minor units, for page and PDF.
pub(crate) struct Loaded {
    /// The balance at the beginning.
    pub opening: i64,
    /// What more, what less, and how many movements.
    pub turnover: Turnover,
    /// The first movements.
    pub movements: Vec<Movement>,
}

/// Reads a statement with at most `most` entries.
pub(crate) fn read(db: &mut Db, span: &Span, most: i64) -> Result<Loaded, Failure> {
    Ok(Loaded {
        opening: store::books::statements::owed_before(db, span.account, span.currency, span.from)?,
        turnover: store::books::statements::turnover(db, span)?,
        movements: store::books::statements::movements(db, span, None, most)?,
    })
}

impl StatementPage {
    pub(crate) fn load(db: &mut Db, parties: Parties, span: Span, asked: Asked) -> Result<Self, Failure> {
        let Loaded { opening, turnover, movements } = read(db, &span, MAX_ENTRIES_SHOWN)?;
        let money = |minor: i64| Major::from(Money::new(minor, span.currency));
        let resource = StatementDto {
            with: parties.owed.clone(),
            currency: span.currency.code().to_owned(),
            from: span.from,
            to: span.to,
            opening: money(opening),
            increase: money(turnover.increase),
            decrease: money(turnover.decrease),
            closing: money(turnover.closing(opening)),
            movements: movements.iter().map(|movement| MovementDto::new(&span, movement)).collect(),
            movement_count: turnover.movements,
        };
        let mut balance = opening;
        let rows = movements
            .into_iter()
            .map(|movement| {
                balance += movement.amount;
                MovementRow { words: words(span.account, &movement), movement, balance }
            })
            .collect();
        let currencies = store::books::standings::currencies(db, span.account)?;
        let has_to_pass_on = parties.passes_on && store::books::standings::held(db, span.account, span.currency)? > 0;
        Ok(Self { resource, parties, has_to_pass_on, span, currencies, rows, opening, turnover, asked })
    }

    fn file_href(&self, format: &str) -> String {
        let (from, to) = (self.span.from.to_string(), self.span.to.to_string());
        let set = [("currency", self.span.currency.code()), ("from", &from), ("to", &to), ("format", format)];
        format!("{}/file?{}", self.parties.base, self.asked.query(&set, &[]))
    }

    fn month_href(&self, by: i32) -> String {
        let month = Month::of(self.span.from);
        let month = if by < 0 { month.previous() } else { month.next() };
        let (from, to) = (month.first().to_string(), month.last().to_string());
        format!("{}?{}", self.parties.base, self.asked.query(&[("from", &from), ("to", &to)], &[]))
    }

    fn transfer_href(&self) -> Option<String> {
        let code = self.span.currency.code();
        self.has_to_pass_on.then(|| format!("{}/transfers/new?currency={code}", self.parties.base))
    }

    fn money(&self, minor: &i64) -> String {
        shown(Money::new(*minor, self.span.currency))
    }

    fn owes(&self, minor: &i64) -> String {
        self.parties.words(*minor)
    }

    fn closing(&self) -> String {
        self.absolute(&self.closing_balance())
    }

    fn closing_owes(&self) -> String {
        self.owes(&self.closing_balance())
    }

    fn closing_balance(&self) -> i64 {
        self.turnover.closing(self.opening)
    }

    fn absolute(&self, minor: &i64) -> String {
        self.money(&minor.abs())
    }

    fn span_words(&self) -> String {
        let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
        format!("{} to {}", day(self.span.from), day(self.span.to))
    }

    fn left_out(&self) -> String {
        let left = self.turnover.movements - i64::try_from(self.rows.len()).unwrap_or_default();
        if left > 0 { grouped(left) } else { String::new() }
    }
}

/// What an entry is about, in words.
pub(crate) fn words(account: Account, movement: &Movement) -> String {
    let what = match (movement.kind, movement.is_reversal) {
        (EntryKind::Payment, false) => "Payment",
        (EntryKind::Payment, true) => "Payment reversed",
        (EntryKind::Commission, false) => "Commission paid",
        (EntryKind::Commission, true) => "Commission reversed",
        (EntryKind::InvoicePayment, _) => "Invoice paid",
        (EntryKind::Transfer, _) if matches!(account, Account::WithOperator(_)) => "Paid out to the agency",
        (EntryKind::Transfer, _) => "Passed on",
        (EntryKind::Claim | EntryKind::Levelling, _) => "Claim",
    };
    match movement.invoice {
        Some(number) => format!("{what}: {}", InvoiceNumber(number)),
        None => what.to_owned(),
    }
}

impl Page for StatementPage {
    type Resource = StatementDto;
    fn resource(&self) -> &StatementDto {
        &self.resource
    }
}
