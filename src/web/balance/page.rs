//! What the template of the balance fills.

use askama::Template;
use chrono::{Datelike, NaiveDate};

use super::input::{place_text, with_cases};
use super::resource::{BalanceResponse, CATEGORY, PayoutDto, PayoutTotalDto};
use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::domain::money::Money;
use crate::domain::payment::{CommissionStatus, Invoicing, Recipient};
use crate::store::books::payouts::{Behind, PayoutFilter, PayoutRow, PayoutSort, PayoutTotal};
use crate::store::people::team::Colleague;
use crate::store::{self, Db};
use crate::web::filters::{self, grouped, shown};
use crate::web::http::{Asked, Failure, Page};

/// The columns that can be chosen, with those shown unless some are chosen.
const COLUMNS: [(&str, &str, bool); 13] = [
    ("clientref", "Client reference", false),
    ("partnerref", "Your reference", false),
    ("debtor", "Debtor", false),
    ("manager", "Managed by", true),
    ("date", "Payment date", true),
    ("created", "Date created", false),
    ("rate", "Success fee", false),
    ("paid", "Debtor payment", false),
    ("revenue", "Revenue", true),
    ("fee", "Platform fee", true),
    ("category", "Category", true),
    ("commission", "Commission", true),
    ("invoice", "Invoice", true),
];

/// The agency's balance.
#[derive(Template)]
#[template(path = "balance/list.html")]
pub struct BalancePage {
    resource: BalanceResponse,
    rows: Vec<Row>,
    totals: Vec<Total>,
    team: Vec<Colleague>,
    periods: Vec<Period>,
    asked: Asked,
    sort: (PayoutSort, bool),
}

/// A row as the page shows it.
struct Row {
    row: PayoutRow,
    commission: (&'static str, &'static str),
    invoicing: (&'static str, &'static str),
}

/// What payouts in one currency come to, as the page shows it.
struct Total {
    currency: String,
    payouts: String,
    paid: String,
    creditor: String,
    revenue: String,
    fee: String,
    kept: String,
}

/// A span of days that is asked for often.
struct Period {
    label: String,
    href: String,
    is_open: bool,
}

impl BalancePage {
    /// A page of payouts with the totals of all that match.
    pub fn load(
        db: &mut Db,
        who: &Partner,
        asked: Asked,
        (filter, behind): (PayoutFilter, Option<Behind>),
        size: i64,
    ) -> Result<Self, Failure> {
        let (filter, is_capped) = with_cases(db, who, &asked, filter)?;
        let mut rows = store::books::payouts::find(db, who, &filter, behind, size + 1)?;
        let has_next = rows.len() > usize::try_from(size).unwrap_or(usize::MAX);
        if has_next {
            rows.pop();
        }
        let totals = store::books::payouts::totals(db, who, &filter)?;
        let next = rows.last().filter(|_| has_next).map(|last| place_text(last.place(filter.sort.0)));
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
            rows: rows.into_iter().map(Row::new).collect(),
            totals: totals.iter().map(Total::new).collect(),
            team,
            periods: Vec::new(),
            sort: filter.sort,
            asked,
        })
    }

    /// The same with the spans of days that are asked for often, seen from today.
    #[must_use]
    pub fn as_of(mut self, now: crate::domain::calendar::Moment, who: &Partner) -> Self {
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
        self.periods = spans.into_iter().map(|(label, span)| self.period(label, span)).collect();
        self
    }

    fn period(&self, label: String, span: Option<(NaiveDate, NaiveDate)>) -> Period {
        let (from, to) = span.map_or((String::new(), String::new()), |(from, to)| (from.to_string(), to.to_string()));
        let is_open = self.text("from") == from && self.text("to") == to;
        Period { label, href: self.href(&[("from", &from), ("to", &to)]), is_open }
    }

    fn href(&self, set: &[(&str, &str)]) -> String {
        address(&self.asked.query(set, &["after"]))
    }

    fn without(&self, name: &str) -> String {
        address(&self.asked.query(&[], &[name, "after"]))
    }

    fn csv_href(&self) -> String {
        let query = self.asked.query(&[], &["after", "columns", "pageSize"]);
        format!("/partner/balance/payouts.csv?{query}")
    }

    fn next_href(&self) -> Option<String> {
        self.resource.next.as_ref().map(|place| address(&self.asked.query(&[("after", place)], &[])))
    }

    fn first_href(&self) -> Option<String> {
        self.asked.one("after").map(|_| self.without("after"))
    }

    /// The hidden fields that keep the rest of the address when a form is sent.
    fn kept(&self, changed: &[&str]) -> Vec<(&str, &str)> {
        let mut without = changed.to_vec();
        without.push("after");
        self.asked.pairs_without(&without)
    }

    fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    fn has(&self, name: &str, text: &str) -> bool {
        self.asked.list(name).iter().any(|chosen| chosen.eq_ignore_ascii_case(text))
    }

    fn shows(&self, column: &str) -> bool {
        let chosen = self.asked.list("columns");
        match chosen.is_empty() {
            true => COLUMNS.iter().any(|(name, _, usual)| *name == column && *usual),
            false => chosen.iter().any(|name| name == column),
        }
    }

    fn columns(&self) -> &'static [(&'static str, &'static str, bool)] {
        &COLUMNS
    }

    fn sorted(&self, sort: PayoutSort) -> Option<&'static str> {
        (self.sort.0 == sort).then_some(if self.sort.1 { "ascending" } else { "descending" })
    }

    fn sort_href(&self, sort: PayoutSort) -> String {
        let name = if sort == PayoutSort::Received { "date" } else { "created" };
        let direction = if self.sort == (sort, false) { "asc" } else { "desc" };
        self.href(&[("sort", &format!("{name}:{direction}"))])
    }

    fn by_date(&self) -> PayoutSort {
        PayoutSort::Received
    }

    fn by_creation(&self) -> PayoutSort {
        PayoutSort::Created
    }

    fn commissions(&self) -> &'static [CommissionStatus] {
        CommissionStatus::ALL
    }

    fn invoicings(&self) -> &'static [Invoicing] {
        Invoicing::ALL
    }

    fn recipients(&self) -> [(&'static str, &'static str); 3] {
        [
            (Recipient::CollectionPartner.name(), "us"),
            (Recipient::Creditor.name(), "the creditor"),
            (Recipient::Platform.name(), "the platform"),
        ]
    }

    /// The days between which payments were made, where one is asked for.
    fn paid_between(&self) -> Option<(&str, &str)> {
        let (from, to) = (self.text("from"), self.text("to"));
        (!from.is_empty() || !to.is_empty()).then_some((from, to))
    }

    fn is_filtered(&self) -> bool {
        ["from", "to", "currency", "recipient", "commission", "invoicing", "invoice", "handler", "q"]
            .iter()
            .any(|name| self.asked.one(name).is_some())
    }

    fn category(&self) -> &'static str {
        CATEGORY
    }
}

fn address(query: &str) -> String {
    if query.is_empty() { "/partner/balance".to_owned() } else { format!("/partner/balance?{query}") }
}

impl Row {
    fn new(row: PayoutRow) -> Self {
        let commission = match row.payment.commission_status {
            CommissionStatus::Paid => ("Paid", "active"),
            CommissionStatus::Unpaid => ("Unpaid", "info"),
            CommissionStatus::Credited => ("Credited", "closed"),
        };
        let invoicing = match row.payment.invoicing {
            Invoicing::NotInvoiced => ("Not invoiced", "closed"),
            Invoicing::InvoiceIssued => ("Issued", "new"),
            Invoicing::PaymentReceived => ("Paid", "active"),
            Invoicing::InvoiceCredited => ("Credited", "closed"),
        };
        Self { row, commission, invoicing }
    }

    fn href(&self) -> String {
        format!("/partner/cases/{}?tab=payments", self.row.payment.case_id)
    }

    fn amount(&self, minor: &i64) -> String {
        shown(self.row.payment.money(*minor))
    }

    fn received(&self) -> String {
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
            fee: money(total.platform),
            kept: money(total.partner - total.platform),
        }
    }
}

impl Page for BalancePage {
    type Resource = BalanceResponse;
    fn resource(&self) -> &BalanceResponse {
        &self.resource
    }
}
