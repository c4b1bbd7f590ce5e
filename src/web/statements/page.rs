//! What the templates of statements fill.

use askama::Template;

use super::resource::{MovementDto, StandingDto, StatementDto, StatementListDto};
use crate::actions::Here;
use crate::domain::actor::Partner;
use crate::domain::calendar::{Moment, local_date};
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::domain::invoice::InvoiceNumber;
use crate::domain::ledger::EntryKind;
use crate::domain::money::{Currency, Money};
use crate::domain::month::Month;
use crate::domain::search::fold;
use crate::store::statements::{Account, Movement, Span};
use crate::store::{self, Db};
use crate::web::cases::resource::Major;
use crate::web::filters::{self, grouped, shown};
use crate::web::http::asked::Paging;
use crate::web::http::{Asked, Failure, Fields, Filled, Page};

/// Movements on a page; all of them are in the file.
const SHOWN: i64 = 300;

/// Where the agency stands with everybody.
#[derive(Template)]
#[template(path = "statements/list.html")]
pub struct StatementsPage {
    resource: StatementListDto,
    platform: Vec<Standing>,
    creditors: Vec<Standing>,
    asked: Asked,
    paging: Paging,
    has_next: bool,
}

/// Where the agency stands with one other, in words.
pub(super) struct Standing {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) currency: String,
    pub(super) collected: String,
    pub(super) we_owe: String,
    pub(super) they_owe: String,
}

impl Standing {
    pub(super) fn new(name: String, base: &str, currency: Currency, collected: Option<i64>, owed: i64) -> Self {
        let money = |minor: i64| shown(Money::new(minor, currency));
        Self {
            name,
            href: format!("{base}?currency={}", currency.code()),
            currency: currency.code().to_owned(),
            collected: collected.map(money).unwrap_or_default(),
            we_owe: if owed > 0 { money(owed) } else { "—".to_owned() },
            they_owe: if owed < 0 { money(-owed) } else { "—".to_owned() },
        }
    }
}

impl StatementsPage {
    /// Where the agency stands with the platform and, a page at a time, with its creditors.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn load(db: &mut Db, who: &Partner, asked: Asked, paging: Paging) -> Result<Self, Failure> {
        let mut resource = StatementListDto { platform: Vec::new(), creditors: Vec::new() };
        let mut platform = Vec::new();
        for currency in store::statements::currencies(db, who, Account::Platform)? {
            let owed = store::statements::owed_now(db, who, currency)?;
            resource.platform.push(StandingDto {
                creditor_id: None,
                name: "Platform".to_owned(),
                currency: currency.code().to_owned(),
                owed: Major::from(Money::new(owed, currency)),
            });
            platform.push(Standing::new(
                "The platform".to_owned(),
                "/partner/statements/platform",
                currency,
                None,
                owed,
            ));
        }
        let words = fold(asked.one("q").unwrap_or_default());
        let mut found = store::statements::creditor_balances(db, who, &words, (paging.skip(), paging.size + 1))?;
        let has_next = found.len() > usize::try_from(paging.size).unwrap_or(usize::MAX);
        found.truncate(usize::try_from(paging.size).unwrap_or(usize::MAX));
        resource.creditors = found.iter().map(StandingDto::of).collect();
        let creditors = found
            .into_iter()
            .map(|balance| {
                let base = format!("/partner/statements/creditors/{}", balance.creditor);
                Standing::new(balance.name, &base, balance.currency, Some(balance.collected), -balance.creditor_agency)
            })
            .collect();
        Ok(Self { resource, platform, creditors, asked, paging, has_next })
    }

    fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    fn page_href(&self, by: i64) -> String {
        let page = (self.paging.page + by).to_string();
        format!("/partner/statements?{}", self.asked.query(&[("page", &page)], &[]))
    }
}

impl Page for StatementsPage {
    type Resource = StatementListDto;
    fn resource(&self) -> &StatementListDto {
        &self.resource
    }
}

/// A statement of account.
#[derive(Template)]
#[template(path = "statements/show.html")]
pub struct StatementPage {
    resource: StatementDto,
    /// The statement's own address.
    base: String,
    /// Whether the agency reads it, whose cases it may open; the operator otherwise.
    is_agency: bool,
    /// With whom whoever reads it settles.
    other: String,
    with: String,
    agency: String,
    span: Span,
    currencies: Vec<Currency>,
    rows: Vec<Row>,
    opening: i64,
    turnover: (i64, i64, i64),
    asked: Asked,
}

/// A movement as the page shows it.
struct Row {
    movement: Movement,
    balance: i64,
}

/// A statement's words and figures, for the page and the paper.
pub struct Loaded {
    /// With whom.
    pub with: String,
    /// What was owed when it began.
    pub opening: i64,
    /// What more, what less, and how many movements.
    pub turnover: (i64, i64, i64),
    /// The first movements.
    pub movements: Vec<Movement>,
}

/// Reads a statement with at most so many movements.
///
/// # Errors
/// When the database does not answer.
pub fn read(db: &mut Db, who: &Partner, span: &Span, here: &Here, most: i64) -> Result<Loaded, Failure> {
    let with = match span.account {
        Account::Platform => here.operator.clone(),
        Account::Creditor(creditor) => store::statements::creditor_name(db, who, creditor)?,
    };
    Ok(Loaded {
        with,
        opening: store::statements::owed_before(db, who, (span.account, span.currency), span.from)?,
        turnover: store::statements::turnover(db, who, span)?,
        movements: store::statements::movements(db, who, span, None, most)?,
    })
}

impl StatementPage {
    /// The same as the operator reads it.
    #[must_use]
    pub fn for_operator(self, agency: CollectionPartnerId) -> Self {
        let base = format!("/operator/statements/{agency}");
        Self { base, is_agency: false, other: self.agency.clone(), ..self }
    }

    /// A statement as the agency reads it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn load(db: &mut Db, who: &Partner, span: Span, asked: Asked, here: &Here) -> Result<Self, Failure> {
        let Loaded { with, opening, turnover, movements } = read(db, who, &span, here, SHOWN)?;
        let money = |minor: i64| Major::from(Money::new(minor, span.currency));
        let resource = StatementDto {
            with: with.clone(),
            currency: span.currency.code().to_owned(),
            from: span.from,
            to: span.to,
            opening: money(opening),
            increase: money(turnover.0),
            decrease: money(turnover.1),
            closing: money(opening + turnover.0 - turnover.1),
            movements: movements.iter().map(|movement| MovementDto::new(&span, movement)).collect(),
            movement_count: turnover.2,
        };
        let mut balance = opening;
        let rows = movements
            .into_iter()
            .map(|movement| {
                balance += movement.amount;
                Row { movement, balance }
            })
            .collect();
        let currencies = store::statements::currencies(db, who, span.account)?;
        let agency = who.agency.name.clone();
        let base = match span.account {
            Account::Platform => "/partner/statements/platform".to_owned(),
            Account::Creditor(id) => format!("/partner/statements/creditors/{id}"),
        };
        let other = with.clone();
        Ok(Self {
            resource,
            base,
            is_agency: true,
            other,
            with,
            agency,
            span,
            currencies,
            rows,
            opening,
            turnover,
            asked,
        })
    }

    fn file_href(&self, format: &str) -> String {
        let (from, to) = (self.span.from.to_string(), self.span.to.to_string());
        let set = [("currency", self.span.currency.code()), ("from", &from), ("to", &to), ("format", format)];
        format!("{}/file?{}", self.base, self.asked.query(&set, &[]))
    }

    fn month_href(&self, by: i32) -> String {
        let month = Month::of(self.span.from);
        let month = if by < 0 { month.previous() } else { month.next() };
        let (from, to) = (month.first().to_string(), month.last().to_string());
        format!("{}?{}", self.base, self.asked.query(&[("from", &from), ("to", &to)], &[]))
    }

    fn transfer_href(&self) -> Option<String> {
        matches!(self.span.account, Account::Creditor(_))
            .then(|| format!("{}/transfers/new?currency={}", self.base, self.span.currency.code()))
    }

    /// The list it came from.
    fn list(&self) -> &'static str {
        if self.is_agency { "/partner/statements" } else { "/operator/statements" }
    }

    fn money(&self, minor: &i64) -> String {
        shown(Money::new(*minor, self.span.currency))
    }

    /// Who owes whom, in words.
    fn owes(&self, minor: &i64) -> String {
        match minor {
            0 => "nobody owes anything".to_owned(),
            1.. => format!("{} owes {}", self.agency, self.with),
            _ => format!("{} owes {}", self.with, self.agency),
        }
    }

    fn closing(&self) -> String {
        self.absolute(&self.closing_balance())
    }

    fn closing_owes(&self) -> String {
        self.owes(&self.closing_balance())
    }

    fn closing_balance(&self) -> i64 {
        self.opening + self.turnover.0 - self.turnover.1
    }

    fn absolute(&self, minor: &i64) -> String {
        self.money(&minor.abs())
    }

    fn span_words(&self) -> String {
        let day = |day: chrono::NaiveDate| day.format("%-d %B %Y").to_string();
        format!("{} to {}", day(self.span.from), day(self.span.to))
    }

    fn left_out(&self) -> String {
        let left = self.turnover.2 - i64::try_from(self.rows.len()).unwrap_or_default();
        if left > 0 { grouped(left) } else { String::new() }
    }
}

/// What a movement is about, in words.
pub fn words(movement: &Movement) -> String {
    let what = match (movement.kind, movement.is_reversal) {
        (EntryKind::Payment, false) => "Payment",
        (EntryKind::Payment, true) => "Payment reversed",
        (EntryKind::Commission, false) => "Commission paid",
        (EntryKind::Commission, true) => "Commission reversed",
        (EntryKind::InvoicePayment, _) => "Invoice paid",
        (EntryKind::Transfer, _) => "Passed on",
        (EntryKind::Claim | EntryKind::Levelling, _) => "Claim",
    };
    match movement.invoice {
        Some(number) => format!("{what}: {}", InvoiceNumber(number)),
        None => what.to_owned(),
    }
}

impl Row {
    fn words(&self) -> String {
        words(&self.movement)
    }
}

impl Page for StatementPage {
    type Resource = StatementDto;
    fn resource(&self) -> &StatementDto {
        &self.resource
    }
}

/// The form by which a transfer to a creditor is recorded.
#[derive(Template)]
#[template(path = "statements/transfer.html")]
pub struct TransferPage {
    creditor: CreditorId,
    name: String,
    held: Vec<(Currency, i64)>,
    form: Filled,
}

impl TransferPage {
    /// The form with what is held filled in.
    ///
    /// # Errors
    /// Not a creditor of theirs.
    pub fn fresh(
        db: &mut Db,
        who: &Partner,
        creditor: CreditorId,
        asked: &Asked,
        now: Moment,
    ) -> Result<Self, Failure> {
        let mut page = Self::load(db, who, creditor, Filled::new())?;
        let wanted = asked.one("currency").and_then(Currency::parse);
        let chosen = page.held.iter().find(|(currency, _)| Some(*currency) == wanted).or(page.held.first()).copied();
        let today = local_date(now, who.agency.time_zone).to_string();
        let mut fields = Fields::default().with("paidOn", today);
        if let Some((currency, held)) = chosen {
            fields = fields.with("currency", currency.code());
            if held > 0 {
                fields = fields.with("amount", Money::new(held, currency).major());
            }
        }
        page.form = Filled::with(fields);
        Ok(page)
    }

    /// The form again, as it was sent, with what is wrong.
    ///
    /// # Errors
    /// Not a creditor of theirs.
    pub fn load(db: &mut Db, who: &Partner, creditor: CreditorId, form: Filled) -> Result<Self, Failure> {
        let name = store::statements::creditor_name(db, who, creditor)?;
        let held = store::statements::currencies(db, who, Account::Creditor(creditor))?
            .into_iter()
            .map(|currency| Ok((currency, store::statements::held_for(db, who, creditor, currency)?)))
            .collect::<Result<_, Failure>>()?;
        Ok(Self { creditor, name, held, form })
    }

    fn base(&self) -> String {
        format!("/partner/statements/creditors/{}", self.creditor)
    }

    fn held_words(&self) -> String {
        let held: Vec<String> = self
            .held
            .iter()
            .filter(|(_, held)| *held > 0)
            .map(|(currency, held)| shown(Money::new(*held, *currency)))
            .collect();
        if held.is_empty() { "nothing".to_owned() } else { held.join(", ") }
    }

    fn currencies(&self) -> Vec<&'static str> {
        self.held.iter().map(|(currency, _)| currency.code()).collect()
    }
}

impl Page for TransferPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}
