//! Invoices in the operator's console: making them, the list, an invoice, its payments, its credit note.

use actix_web::HttpResponse;
use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::page::{InvoiceRow, InvoiceSheet};
use super::query::INVOICES;
use super::resource::{PlatformInvoiceDto, PlatformInvoiceFileDto, PlatformInvoiceListDto};
use super::{file_name, lines_csv, pdf_of};
use crate::actions::Context;
use crate::actions::invoices::{InvoicePaymentOrder, MAX_NOTE_CHARACTERS, credit, record_payment, run};
use crate::domain::actor::Operator;
use crate::domain::ids::InvoiceId;
use crate::domain::invoice::{CreditNoteNumber, InvoiceNumber, InvoiceStatus};
use crate::domain::month::Month;
use crate::store::{self, Db, Writer};
use crate::web::filters::{self, shown};
use crate::web::http::asked::Paging;
use crate::web::http::framed::Framed;
use crate::web::http::lists::Pager;
use crate::web::http::request::values::{Amount, Day, InMonth, Lines};
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{
    Answer, App, Asked, Done, Failure, Fields, Filled, Id, Input, Page, Problems, Request, download,
};

/// The invoices of all agencies.
#[derive(Template)]
#[template(path = "invoices/console.html")]
pub(crate) struct ConsolePage {
    resource: PlatformInvoiceListDto,
    rows: Vec<InvoiceRow>,
    form: Filled,
    due: Option<Month>,
    status: Option<InvoiceStatus>,
    asked: Asked,
    paging: Paging,
    has_next: bool,
}

impl ConsolePage {
    fn load(db: &mut Db, who: &Operator, asked: Asked, form: Filled, ctx: &Context) -> Result<Self, Failure> {
        let paging = asked.paging(50, 100)?;
        let status = INVOICES.read(&asked, who)?;
        let mut found = store::books::invoices::unscoped::list(db, status, paging.skip(), paging.size + 1)?;
        let has_next = found.len() > usize::try_from(paging.size).unwrap_or(usize::MAX);
        found.truncate(usize::try_from(paging.size).unwrap_or(usize::MAX));
        let last = Month::of(ctx.now.date_naive()).previous();
        let due = (!store::books::invoices::unscoped::is_run(db, last)?).then_some(last);
        let resource = PlatformInvoiceListDto { invoices: found.iter().map(PlatformInvoiceDto::from).collect() };
        let rows = found.into_iter().map(|invoice| InvoiceRow { invoice }).collect();
        Ok(Self { resource, rows, form, due, status, asked, paging, has_next })
    }

    fn statuses(&self) -> &'static [InvoiceStatus] {
        InvoiceStatus::ALL
    }

    fn is(&self, status: &InvoiceStatus) -> bool {
        self.status == Some(*status)
    }

    fn pager(&self) -> Pager {
        Pager::leafed(self.paging, self.has_next, "Newer", "Older", |page| {
            INVOICES.address(&self.asked, &[("page", &page.to_string())], &[])
        })
    }

    fn due_words(&self) -> String {
        match self.due {
            Some(month) => format!("{} has not been invoiced yet.", month.label()),
            None => "The month before this one is invoiced. A run again makes what has come since.".to_owned(),
        }
    }
}

impl Page for ConsolePage {
    type Resource = PlatformInvoiceListDto;
    fn resource(&self) -> &PlatformInvoiceListDto {
        &self.resource
    }
}

/// `GET /operator/invoices`
///
/// # Errors
/// If the status is unknown or the page number is wrong.
pub(crate) async fn list_all(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<ConsolePage> {
    let ctx = app.context();
    let month = Month::of(ctx.now.date_naive()).previous().to_string();
    let form = Filled::with::<InvoiceRunRequest>(Fields::default().with("month", month));
    app.show(who, move |db, who| ConsolePage::load(db, who, asked, form, &ctx)).await
}

/// The month.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct InvoiceRunRequest {
    /// `2026-10`.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a month such as 2026-10."))]
    month: Option<InMonth>,
}

impl Request for InvoiceRunRequest {
    type Order = Month;

    fn order(self, _: &mut Problems) -> Option<Month> {
        Some(self.month?.0)
    }
}

/// `POST /operator/invoices/run`: makes the invoices that do not exist yet. Each is a transaction of its own and a
/// second run changes nothing, so there is no idempotency key.
///
/// # Errors
/// If the month is not over.
pub(crate) async fn run_month(
    who: OperatorAdmin,
    asked: Asked,
    mut sent: Input<InvoiceRunRequest>,
    app: App,
) -> Answer<ConsolePage> {
    sent.once = None;
    let ctx = app.context();
    let act = |db: &mut Writer, who: &OperatorAdmin, month: Month, ctx: &Context| {
        let issued = run(db, month, &who.0.author(), ctx, |_, _| {})?;
        let invoices = issued.iter().map(PlatformInvoiceDto::from).collect();
        let notice = match issued.len() {
            0 => format!("{} is invoiced already.", month.label()),
            1 => format!("One invoice was made for {}.", month.label()),
            many => format!("{many} invoices were made for {}.", month.label()),
        };
        Done::new("/operator/invoices", notice, &PlatformInvoiceListDto { invoices })
    };
    app.submit(who, sent, act, move |db, who, form| ConsolePage::load(db, &who.0, asked, form, &ctx)).await
}

/// An invoice with its actions.
#[derive(Template)]
#[template(path = "invoices/console_show.html")]
pub(crate) struct ConsoleInvoicePage {
    resource: PlatformInvoiceFileDto,
    sheet: InvoiceSheet,
    form: Filled,
}

impl ConsoleInvoicePage {
    fn load(db: &mut Db, id: InvoiceId, form: Filled, ctx: &Context) -> Result<Self, Failure> {
        let invoice = store::books::invoices::unscoped::invoice(db, id)?;
        let sheet = InvoiceSheet::load(db, invoice, ctx)?;
        Ok(Self { resource: sheet.resource(), sheet, form })
    }

    fn fresh(db: &mut Db, id: InvoiceId, ctx: &Context) -> Result<Self, Failure> {
        let mut page = Self::load(db, id, Filled::new::<InvoicePaymentRequest>(), ctx)?;
        let invoice = &page.sheet.row.invoice;
        let fields = Fields::default()
            .with("amount", invoice.money(invoice.open()).major())
            .with("paidOn", ctx.now.date_naive().to_string());
        page.form = Filled::with::<InvoicePaymentRequest>(fields);
        Ok(page)
    }

    fn base(&self) -> String {
        format!("/operator/invoices/{}", self.sheet.row.invoice.id)
    }

    fn is_credited(&self) -> bool {
        self.sheet.row.invoice.status == InvoiceStatus::Credited
    }
}

impl Page for ConsoleInvoicePage {
    type Resource = PlatformInvoiceFileDto;
    fn resource(&self) -> &PlatformInvoiceFileDto {
        &self.resource
    }
}

/// `GET /operator/invoices/{invoiceId}`
pub(crate) async fn show_one(Who(who): Who<Operator>, id: Id<InvoiceId>, app: App) -> Answer<ConsoleInvoicePage> {
    let ctx = app.context();
    app.show(who, move |db, _| ConsoleInvoicePage::fresh(db, id.0, &ctx)).await
}

/// `GET /operator/invoices/{invoiceId}/invoice.pdf`
pub(crate) async fn show_pdf(Who(_): Who<Operator>, id: Id<InvoiceId>, app: App) -> Result<HttpResponse, Failure> {
    let ctx = app.context();
    let (name, bytes) = app
        .read(move |db| {
            let invoice = store::books::invoices::unscoped::invoice(db, id.0)?;
            Ok((file_name(&invoice, "pdf"), pdf_of(db, &invoice, &ctx)?))
        })
        .await?;
    Ok(download::pdf(&name, bytes))
}

/// `GET /operator/invoices/{invoiceId}/payouts.csv`
pub(crate) async fn download_lines(
    Who(who): Who<Operator>,
    id: Id<InvoiceId>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let place = app.shared().downloads.take(who.tenant())?;
    let invoice = app.read(move |db| Ok(store::books::invoices::unscoped::invoice(db, id.0)?)).await?;
    Ok(lines_csv(&app, place, invoice))
}

/// A payment of an invoice.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvoicePaymentRequest {
    /// What was paid.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter the amount that was paid."))]
    amount: Option<Amount>,
    /// The day.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a day such as 2026-11-21."))]
    paid_on: Option<Day>,
    /// The text on the bank statement.
    #[validate(length(max = MAX_NOTE_CHARACTERS))]
    note: Option<String>,
}

impl Request for InvoicePaymentRequest {
    type Order = InvoicePaymentOrder;

    fn order(self, _: &mut Problems) -> Option<InvoicePaymentOrder> {
        let note = self.note.unwrap_or_default();
        Some(InvoicePaymentOrder { amount: self.amount?.0, paid_on: self.paid_on?.0, note })
    }
}

/// `POST /operator/invoices/{invoiceId}/payments`
///
/// # Errors
/// If nothing is open, the amount is more than what is open, or the day is in the future.
pub(crate) async fn pay_invoice(
    who: OperatorAdmin,
    id: Id<InvoiceId>,
    sent: Input<InvoicePaymentRequest>,
    app: App,
) -> Answer<ConsoleInvoicePage> {
    let (ctx, id) = (app.context(), id.0);
    let act = move |db: &mut Writer, who: &OperatorAdmin, order: InvoicePaymentOrder, ctx: &Context| {
        let invoice = record_payment(db, id, &order, &who.0.author(), ctx)?;
        let open = shown(invoice.money(invoice.open()));
        let notice = match invoice.status {
            InvoiceStatus::Paid => format!("{} is paid.", InvoiceNumber(invoice.number)),
            _ => format!("The payment is recorded. {open} stays open."),
        };
        Done::new(format!("/operator/invoices/{id}"), notice, &PlatformInvoiceDto::from(&invoice))
    };
    app.submit(who, sent, act, move |db, _, form| ConsoleInvoicePage::load(db, id, form, &ctx)).await
}

/// Credits an invoice.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreditRequest {
    /// The reason; printed on the credit note.
    #[validate(length(max = MAX_NOTE_CHARACTERS))]
    reason: Option<Lines>,
    /// Whether its payouts are held for correction before they are invoiced again.
    hold_payouts: Option<bool>,
}

impl Request for CreditRequest {
    type Order = (String, bool);

    fn order(self, _: &mut Problems) -> Option<(String, bool)> {
        let reason = self.reason.map(|reason| reason.0).unwrap_or_default();
        Some((reason, self.hold_payouts.unwrap_or_default()))
    }
}

/// `POST /operator/invoices/{invoiceId}/credit`
///
/// # Errors
/// If it has a credit note already, or the reason is missing.
pub(crate) async fn credit_invoice(
    who: OperatorAdmin,
    id: Id<InvoiceId>,
    sent: Input<CreditRequest>,
    app: App,
) -> Answer<ConsoleInvoicePage> {
    let (ctx, id) = (app.context(), id.0);
    let act = move |db: &mut Writer, who: &OperatorAdmin, (reason, is_held): (String, bool), ctx: &Context| {
        let note = credit(db, id, &reason, is_held, &who.0.author(), ctx)?;
        let invoice = store::books::invoices::unscoped::invoice(db, id)?;
        let notice = format!("{} credits the invoice in full.", CreditNoteNumber(note.number));
        Done::new(format!("/operator/invoices/{id}"), notice, &PlatformInvoiceDto::from(&invoice))
    };
    app.submit(who, sent, act, move |db, _, form| ConsoleInvoicePage::load(db, id, form, &ctx)).await
}
