//! Template structs of the invoices.

use askama::Template;

use super::resource::{PlatformInvoiceDto, PlatformInvoiceFileDto, PlatformInvoiceListDto};
use crate::actions::Context;
use crate::domain::actor::Partner;
use crate::domain::invoice::{CreditNoteNumber, InvoiceNumber, InvoiceStatus};
use crate::store::books::invoices::{CreditNote, Invoice, InvoicePayment};
use crate::store::{self, Db};
use crate::web::filters::{self, grouped, shown};
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;
use crate::web::http::{Failure, Page};

/// How to pay the open amount, as lines of text.
pub(super) fn how_to_pay(invoice: &Invoice, ctx: &Context) -> Vec<String> {
    match invoice.open() {
        0 => Vec::new(),
        open => ctx.how_to_pay.instructions(InvoiceNumber(invoice.number), invoice.money(open)),
    }
}

/// An invoice in a list.
pub(crate) struct InvoiceRow {
    pub invoice: Invoice,
}

impl InvoiceRow {
    pub(crate) fn number(&self) -> String {
        InvoiceNumber(self.invoice.number).to_string()
    }

    /// The invoiced month: "October 2026".
    pub(crate) fn month(&self) -> String {
        self.invoice.month.label()
    }

    /// The name of the invoiced agency.
    pub(crate) fn party(&self) -> String {
        self.invoice.to_party.lines().next().unwrap_or_default().to_owned()
    }

    /// The number of payouts on it, in words.
    pub(crate) fn payouts(&self) -> String {
        grouped(self.invoice.payouts)
    }

    /// An amount of minor units in the invoice's currency.
    pub(crate) fn amount(&self, minor: &i64) -> String {
        shown(self.invoice.money(*minor))
    }

    /// The open amount.
    pub(crate) fn open(&self) -> String {
        shown(self.invoice.money(self.invoice.open()))
    }

    /// The CSS class of its status.
    pub(crate) fn class(&self) -> &'static str {
        match self.invoice.status {
            InvoiceStatus::Issued => "new",
            InvoiceStatus::Paid => "active",
            InvoiceStatus::Credited => "closed",
        }
    }
}

#[derive(Template)]
#[template(path = "invoices/list.html")]
pub(crate) struct InvoicesPage {
    resource: PlatformInvoiceListDto,
    rows: Vec<InvoiceRow>,
    paging: Paging,
    has_next: bool,
}

impl InvoicesPage {
    /// Loads a page of an agency's invoices.
    pub(crate) fn load(db: &mut Db, who: &Partner, paging: Paging) -> Result<Self, Failure> {
        let mut invoices = store::books::invoices::of_agency(db, who, paging.skip(), paging.size + 1)?;
        let has_next = invoices.len() > usize::try_from(paging.size).unwrap_or(usize::MAX);
        invoices.truncate(usize::try_from(paging.size).unwrap_or(usize::MAX));
        let resource = PlatformInvoiceListDto { invoices: invoices.iter().map(PlatformInvoiceDto::from).collect() };
        let rows = invoices.into_iter().map(|invoice| InvoiceRow { invoice }).collect();
        Ok(Self { resource, rows, paging, has_next })
    }

    fn pager(&self) -> Pager {
        let href = |page| format!("/partner/invoices?page={page}");
        Pager::leafed(self.paging, self.has_next, "Newer", "Older", href)
    }
}

impl Page for InvoicesPage {
    type Resource = PlatformInvoiceListDto;
    fn resource(&self) -> &PlatformInvoiceListDto {
        &self.resource
    }
}

/// An invoice with its payments, for all pages that show one.
pub(crate) struct InvoiceSheet {
    pub row: InvoiceRow,
    /// The payments received for it.
    pub payments: Vec<InvoicePayment>,
    pub credit_note: Option<CreditNote>,
    /// How to pay the open amount.
    pub how_to_pay: Vec<String>,
}

impl InvoiceSheet {
    /// Completes an invoice that was loaded as its reader.
    pub(crate) fn load(db: &mut Db, invoice: Invoice, ctx: &Context) -> Result<Self, Failure> {
        Ok(Self {
            payments: store::books::invoices::payments_of(db, &invoice)?,
            credit_note: store::books::invoices::credit_note_of(db, &invoice)?,
            how_to_pay: how_to_pay(&invoice, ctx),
            row: InvoiceRow { invoice },
        })
    }

    /// The invoice as JSON.
    pub(crate) fn resource(&self) -> PlatformInvoiceFileDto {
        let (credit_note, how_to_pay) = (self.credit_note.as_ref(), self.how_to_pay.clone());
        PlatformInvoiceFileDto::new(&self.row.invoice, &self.payments, credit_note, how_to_pay)
    }

    /// The number of a credit note.
    pub(crate) fn credit_number(&self, note: &CreditNote) -> String {
        CreditNoteNumber(note.number).to_string()
    }

    /// Name and address of the issuer, one line each.
    pub(crate) fn issuer_lines(&self) -> Vec<&str> {
        self.row.invoice.from_party.lines().collect()
    }

    /// Name and address of the payer, one line each.
    pub(crate) fn payer_lines(&self) -> Vec<&str> {
        self.row.invoice.to_party.lines().collect()
    }

    /// Whether an amount is open.
    pub(crate) fn is_open(&self) -> bool {
        self.row.invoice.open() > 0
    }
}

#[derive(Template)]
#[template(path = "invoices/show.html")]
pub(crate) struct InvoicePage {
    resource: PlatformInvoiceFileDto,
    sheet: InvoiceSheet,
}

impl InvoicePage {
    /// The page of an invoice that was loaded as its reader.
    pub(crate) fn load(db: &mut Db, invoice: Invoice, ctx: &Context) -> Result<Self, Failure> {
        let sheet = InvoiceSheet::load(db, invoice, ctx)?;
        Ok(Self { resource: sheet.resource(), sheet })
    }

    fn base(&self) -> String {
        format!("/partner/invoices/{}", self.sheet.row.invoice.id)
    }
}

impl Page for InvoicePage {
    type Resource = PlatformInvoiceFileDto;
    fn resource(&self) -> &PlatformInvoiceFileDto {
        &self.resource
    }
}
