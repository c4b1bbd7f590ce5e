//! Template structs of the balance.

use askama::Template;
use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use super::list::PAYOUTS;
use super::query::{place_text, with_cases};
use super::resource::{BalanceResponse, PayoutDto, PayoutTotalDto};
use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::domain::money::Money;
use crate::domain::payment::{CommissionStatus, Invoicing};
use crate::store::books::payouts::{Behind, PayoutFilter, PayoutRow, PayoutTotal};
use crate::store::{self, Db};
use crate::web::filters::{self, grouped, shown};
use crate::web::http::lists::{Chip, Choices, ColumnChoice, Heading, Pager, SpanLink, TableCells};
use crate::web::http::{Asked, Failure, Page};

/// Names that are dropped from the address when a filter changes.
const RESET_BY_A_FILTER: [&str; 1] = ["after"];

#[derive(Template)]
#[template(path = "balance/list.html")]
pub(crate) struct BalancePage {
    resource: BalanceResponse,
    rows: Vec<PayoutTableRow>,
    totals: Vec<Total>,
    choices: Choices,
    asked: Asked,
}

/// A row of the table.
pub(crate) struct PayoutTableRow {
    pub row: PayoutRow,
    /// When it was recorded: a day in the agency's time zone.
    pub created: String,
    /// Whether the agency has its commission.
    pub commission: Mark,
    /// The state of the operator's invoice.
    pub invoicing: Mark,
}

/// A state in words, with the class of its mark.
pub(crate) struct Mark {
    /// The description.
    pub label: &'static str,
    /// The class.
    pub class: &'static str,
}

/// The totals of one currency, formatted.
struct Total {
    currency: String,
    payouts: String,
    paid: String,
    creditor: String,
    revenue: String,
    fee: String,
    kept: String,
}

impl BalancePage {
    /// Loads a page of payouts with the totals of all that match.
    pub(crate) fn load(
        db: &mut Db,
        who: &Partner,
        asked: Asked,
        filter: PayoutFilter,
        behind: Option<Behind>,
        size: i64,
    ) -> Result<Self, Failure> {
        let (filter, is_capped) = with_cases(db, who, &asked, filter)?;
        let mut rows = store::books::payouts::find(db, who, &filter, behind, size + 1)?;
        let has_next = rows.len() > usize::try_from(size).unwrap_or(usize::MAX);
        if has_next {
            rows.pop();
        }
        let totals = store::books::payouts::totals(db, who, &filter)?;
        let next = rows.last().filter(|_| has_next).map(|last| place_text(last.place(filter.sort.by)));
        let resource = BalanceResponse {
            payouts: rows.iter().map(PayoutDto::from).collect(),
            totals: totals.iter().map(PayoutTotalDto::from).collect(),
            next,
            search_capped: is_capped,
        };
        let team = match who.person() {
            Some(_) => store::people::team::of_agency(db, who)?,
            None => Vec::new(),
        };
        Ok(Self {
            resource,
            rows: rows.into_iter().map(|row| PayoutTableRow::new(row, who.agency.time_zone)).collect(),
            totals: totals.iter().map(Total::new).collect(),
            choices: Choices { team, ..Choices::default() },
            asked,
        })
    }

    /// Adds links to common periods, relative to today.
    #[must_use]
    pub(crate) fn with_spans(mut self, now: crate::domain::calendar::Moment, who: &Partner) -> Self {
        let today = local_date(now, who.agency.time_zone);
        let month = today.with_day(1).unwrap_or(today);
        let last_month = month.checked_sub_months(chrono::Months::new(1)).unwrap_or(month);
        let end = |month: NaiveDate| {
            month.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(month)
        };
        let year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        let year_end = NaiveDate::from_ymd_opt(today.year(), 12, 31).unwrap_or(today);
        let spans = [
            ("All time".to_owned(), None),
            (month.format("%B %Y").to_string(), Some((month, end(month)))),
            (last_month.format("%B %Y").to_string(), Some((last_month, end(last_month)))),
            (today.year().to_string(), Some((year, year_end))),
        ];
        self.choices.spans = spans.into_iter().map(|(label, span)| self.span(label, span)).collect();
        self
    }

    fn span(&self, label: String, span: Option<(NaiveDate, NaiveDate)>) -> SpanLink {
        let (from, to) = span.map_or((String::new(), String::new()), |(from, to)| (from.to_string(), to.to_string()));
        let is_open = self.text("from") == from && self.text("to") == to;
        SpanLink {
            label,
            href: PAYOUTS.address(&self.asked, &[("from", &from), ("to", &to)], &RESET_BY_A_FILTER),
            is_open,
        }
    }

    fn without(&self, name: &str) -> String {
        PAYOUTS.address(&self.asked, &[], &[name, "after"])
    }

    fn csv_href(&self) -> String {
        let query = self.asked.query(&[], &["after", "columns", "pageSize"]);
        format!("/partner/balance/payouts.csv?{query}")
    }

    fn pager(&self) -> Pager {
        let next = self.resource.next.as_ref();
        Pager {
            previous: self.asked.one("after").map(|_| (self.without("after"), "From the beginning")),
            next: next.map(|place| (PAYOUTS.address(&self.asked, &[("after", place)], &[]), "Next")),
            ..Pager::default()
        }
    }

    fn chips(&self) -> Vec<Chip> {
        PAYOUTS.chips(&self.asked, &self.choices, &RESET_BY_A_FILTER)
    }

    fn headings(&self) -> Vec<Heading> {
        PAYOUTS.headings(&self.asked, "date:desc", &RESET_BY_A_FILTER)
    }

    fn cells(&self, row: &PayoutTableRow) -> Vec<TableCells> {
        PAYOUTS.cells(&self.asked, row)
    }

    fn column_choices(&self) -> Vec<ColumnChoice> {
        PAYOUTS.column_choices(&self.asked)
    }

    /// Hidden fields that keep the rest of the address when a form is sent.
    fn kept(&self) -> Vec<(&str, &str)> {
        let mut without = PAYOUTS.names_of_form();
        without.extend(["q", "after"]);
        self.asked.pairs_without(&without)
    }

    fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    fn is_filtered(&self) -> bool {
        PAYOUTS.is_filtered(&self.asked, &self.choices)
    }
}

impl PayoutTableRow {
    fn new(row: PayoutRow, zone: Tz) -> Self {
        let commission = match row.payment.commission_status {
            CommissionStatus::Paid => Mark { label: "Paid", class: "active" },
            CommissionStatus::Unpaid => Mark { label: "Unpaid", class: "info" },
            CommissionStatus::Credited => Mark { label: "Credited", class: "closed" },
        };
        let invoicing = match row.payment.invoicing {
            Invoicing::NotInvoiced => Mark { label: "Not invoiced", class: "closed" },
            Invoicing::InvoiceIssued => Mark { label: "Issued", class: "new" },
            Invoicing::PaymentReceived => Mark { label: "Paid", class: "active" },
            Invoicing::InvoiceCredited => Mark { label: "Credited", class: "closed" },
        };
        let created = local_date(row.payment.created_at.and_utc(), zone).format("%-d %b %Y").to_string();
        Self { row, created, commission, invoicing }
    }

    /// The address of its case.
    pub(crate) fn href(&self) -> String {
        format!("/partner/cases/{}?tab=payments", self.row.payment.case_id)
    }

    /// An amount of minor units, formatted in the payout's currency.
    pub(crate) fn amount(&self, minor: i64) -> String {
        shown(self.row.payment.money(minor))
    }

    /// The success fee, formatted.
    pub(crate) fn rate(&self) -> String {
        self.row.success_fee.as_ref().map_or_else(|| "—".to_owned(), |rate| format!("{rate} %"))
    }

    /// The day on which the debtor paid.
    pub(crate) fn received(&self) -> String {
        self.row.payment.received_on.format("%-d %b %Y").to_string()
    }
}

impl Total {
    fn new(total: &PayoutTotal) -> Self {
        let money = |minor: i64| shown(Money::new(minor, total.currency));
        Self {
            currency: total.currency.code().to_owned(),
            payouts: grouped(total.payouts),
            paid: money(total.amount),
            creditor: money(total.creditor),
            revenue: money(total.partner),
            fee: money(total.operator),
            kept: money(total.partner - total.operator),
        }
    }
}

impl Page for BalancePage {
    type Resource = BalanceResponse;
    fn resource(&self) -> &BalanceResponse {
        &self.resource
    }
}
