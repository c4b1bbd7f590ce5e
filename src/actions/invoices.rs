//! The operator's invoices: the monthly run, payments, credit notes. A run handles one agency and currency after the
//! other, each in its own transaction. A run that was killed continues when it is started again; of two runs at once,
//! the second finds each invoice made already.

use chrono::NaiveDate;

use super::{ActionError, Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::case::CaseRefusal;
use crate::domain::ids::{CollectionPartnerId, InvoiceId};
use crate::domain::invoice::InvoiceRefusal;
use crate::domain::invoice::{CreditNoteNumber, InvoiceNumber, InvoiceStatus, due_on, month_due, pay};
use crate::domain::ledger::{Draft, EntryKind, Postings};
use crate::domain::money::{Currency, Money};
use crate::domain::month::Month;
use crate::domain::refusal::Refusal;
use crate::mail;
use crate::store::books::invoices::{CreditNote, Invoice, InvoicePayment};
use crate::store::books::ledger::Concerned;
use crate::store::db::series::{self, Series};
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, Tx, Writer, fresh_id};
use crate::words::Words;

/// Characters in the note on a payment, and in the reason of a credit note.
pub const MAX_NOTE_CHARACTERS: u64 = 500;

/// Makes the invoices of a month: one for every agency and currency, over all payouts confirmed before the month's end
/// that are not invoiced. `step` is called with the number done and the total.
///
/// # Errors
/// At `month` if it is not over. Invoices issued before an error stay issued.
pub fn run(
    db: &mut Writer,
    month: Month,
    by: &Author,
    ctx: &Context,
    mut step: impl FnMut(usize, usize),
) -> Outcome<Vec<Invoice>> {
    if month.ends() > ctx.now {
        let message = format!("{} is not over. An invoice is made when its month is.", month.label());
        return Err(ActionError::At("month", message));
    }
    let due = store::books::invoices::unscoped::due(db, month.ends())?;
    let mut issued = Vec::new();
    for (at, (agency, currency)) in due.iter().enumerate() {
        issued.extend(issue(db, *agency, *currency, month, by, ctx)?);
        step(at + 1, due.len());
    }
    db.write(|db| store::books::invoices::unscoped::finish_run(db, month, ctx.now))?;
    Ok(issued)
}

/// Makes the invoices of the previous month once their day has come; returns how many were made.
///
/// # Errors
/// As [`run`].
pub fn run_when_due(db: &mut Writer, from_day: u32, ctx: &Context) -> Outcome<usize> {
    let Some(month) = month_due(ctx.now.date_naive(), from_day) else { return Ok(0) };
    if store::books::invoices::unscoped::is_run(db, month)? {
        return Ok(0);
    }
    Ok(run(db, month, &Author::system(), ctx, |_, _| {})?.len())
}

/// Makes one invoice; none if it exists already or there is nothing to invoice.
fn issue(
    db: &mut Writer,
    agency: CollectionPartnerId,
    currency: Currency,
    month: Month,
    by: &Author,
    ctx: &Context,
) -> Outcome<Option<Invoice>> {
    let made = db.write(|db| -> Outcome<Invoice> {
        if store::books::invoices::unscoped::is_issued(db, agency, currency, month)? {
            return Err(CaseRefusal::Overtaken.into());
        }
        let profile = store::people::organisations::profile(db, agency)?;
        let draft = Invoice {
            id: InvoiceId::from_uuid(fresh_id()),
            number: series::next(db, Series::Invoices)?,
            collection_partner_id: agency,
            currency,
            month,
            issued_at: ctx.now.naive_utc(),
            due_on: due_on(ctx.now.date_naive()),
            payouts: 0,
            amount: 0,
            revenue: 0,
            total: 0,
            paid: 0,
            status: InvoiceStatus::Issued,
            from_party: own_party(ctx),
            to_party: party_of(&profile),
        };
        let invoice = store::books::invoices::issue(db, &draft, month.ends())?;
        // Another run was faster, or the payouts were deleted: the rollback also returns the number.
        if invoice.total <= 0 {
            return Err(CaseRefusal::Overtaken.into());
        }
        let details = [
            ("number", InvoiceNumber(invoice.number).to_string()),
            ("total", invoice.money(invoice.total).to_string()),
            ("payouts", invoice.payouts.to_string()),
        ];
        store::facts::audit(db, by, "InvoiceIssued", "invoice", invoice.id.as_str(), &details, ctx.now)?;
        announce(db, &invoice, &profile, ctx)?;
        Ok(invoice)
    });
    match made {
        Ok(invoice) => Ok(Some(invoice)),
        Err(ActionError::Refused(Refusal::Case(CaseRefusal::Overtaken))) => Ok(None),
        Err(error) => Err(error),
    }
}

fn announce(db: &mut Tx<'_>, invoice: &Invoice, profile: &AgencyProfile, ctx: &Context) -> Outcome<()> {
    let Some(address) = profile.invoice_email.as_ref().or(profile.office_email.as_ref()) else { return Ok(()) };
    let letter = mail::invoice::issued(&mail::invoice::About {
        operator: &ctx.operator,
        number: &InvoiceNumber(invoice.number).to_string(),
        month: &invoice.month.label(),
        total: &invoice.money(invoice.total).to_string(),
        due: &invoice.due_on.format("%-d %B %Y").to_string(),
        link: &format!("{}/partner/invoices/{}", ctx.base_url, invoice.id),
    });
    let name = profile.billing_contact.as_deref().unwrap_or(&profile.name);
    store::mails::queue(db, address, name, &letter, None, ctx.now)?;
    Ok(())
}

fn own_party(ctx: &Context) -> String {
    lines([Some(ctx.operator.clone()), Some(ctx.party.address.clone()), Some(ctx.party.registration.clone())])
}

fn party_of(profile: &AgencyProfile) -> String {
    let town =
        [profile.zip_code.as_deref(), profile.city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    lines([
        Some(profile.name.clone()),
        profile.address.clone(),
        Some(town),
        Some(Words::default().country(&profile.country)),
        profile.vat_number.as_ref().map(|number| format!("VAT {number}")),
    ])
}

fn lines<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// A payment of an invoice, as entered.
#[derive(Clone, Debug)]
pub struct InvoicePaymentOrder {
    /// The amount.
    pub amount: String,
    /// The day of the payment.
    pub paid_on: NaiveDate,
    /// The reference of the transfer, or another note.
    pub note: String,
}

/// Records that an invoice was paid, fully or partly.
///
/// # Errors
/// The refusals of [`pay`]; a date in the future; an amount that cannot be read.
pub fn record_payment(
    db: &mut Writer,
    id: InvoiceId,
    order: &InvoicePaymentOrder,
    by: &Author,
    ctx: &Context,
) -> Outcome<Invoice> {
    db.write(|db| {
        let before = held(db, id)?;
        if order.paid_on > ctx.now.date_naive() {
            return Err(ActionError::At("paidOn", "The day must not lie in the future.".to_owned()));
        }
        let amount = Money::parse(&order.amount, before.currency)
            .map_err(|problem| ActionError::At("amount", problem.to_string()))?
            .minor();
        let note = order.note.trim().to_owned();
        let (paid, status) = pay(before.status, (before.total, before.paid), amount, before.currency)?;
        advance(db, &before, paid, status)?;
        store::books::invoices::insert_payment(
            db,
            &InvoicePayment {
                id: fresh_id().to_string(),
                invoice_id: id,
                amount,
                paid_on: order.paid_on,
                note,
                recorded_at: ctx.now.naive_utc(),
                recorded_by: by.name.clone(),
            },
        )?;
        if status == InvoiceStatus::Paid {
            store::books::invoices::unscoped::mark_paid(db, id)?;
        }
        book(db, &before, amount, order.paid_on, by, ctx)?;
        let details = [
            ("number", InvoiceNumber(before.number).to_string()),
            ("amount", before.money(amount).to_string()),
            ("open", before.money(before.total - paid).to_string()),
        ];
        store::facts::audit(db, by, "InvoicePaid", "invoice", id.as_str(), &details, ctx.now)?;
        Ok(Invoice { paid, status, ..before })
    })
}

fn book(db: &mut Tx<'_>, invoice: &Invoice, amount: i64, on: NaiveDate, by: &Author, ctx: &Context) -> Outcome<()> {
    let concerned = Concerned {
        agency: invoice.collection_partner_id,
        creditor: None,
        referral_partner: None,
        case: None,
        invoice: Some(invoice.id),
    };
    let draft = Draft {
        kind: EntryKind::InvoicePayment,
        reverses: None,
        payment: None,
        value_on: Some(on),
        postings: Postings::invoice_payment(amount),
    };
    Ok(store::books::ledger::add(db, &[(concerned, draft)], invoice.currency, false, &by.name, ctx.now)?)
}

/// Credits an invoice. Its payouts can be changed again; they are put on the next invoice or, if `is_held`, only after
/// they were corrected. What was paid stays as a credit of the agency.
///
/// # Errors
/// [`InvoiceRefusal::Credited`]; at `reason` if it is missing.
pub fn credit(
    db: &mut Writer,
    id: InvoiceId,
    reason: &str,
    is_held: bool,
    by: &Author,
    ctx: &Context,
) -> Outcome<CreditNote> {
    db.write(|db| {
        let before = held(db, id)?;
        if before.status == InvoiceStatus::Credited {
            return Err(InvoiceRefusal::Credited.into());
        }
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(ActionError::At("reason", "Say why the invoice is credited.".to_owned()));
        }
        advance(db, &before, before.paid, InvoiceStatus::Credited)?;
        let note = CreditNote {
            id: fresh_id().to_string(),
            number: series::next(db, Series::CreditNotes)?,
            invoice_id: id,
            total: before.total,
            reason,
            is_held,
            issued_at: ctx.now.naive_utc(),
            issued_by: by.name.clone(),
        };
        store::books::invoices::credit(db, &note)?;
        let details = [
            ("number", CreditNoteNumber(note.number).to_string()),
            ("invoice", InvoiceNumber(before.number).to_string()),
            ("total", before.money(before.total).to_string()),
            ("reason", note.reason.clone()),
        ];
        store::facts::audit(db, by, "InvoiceCredited", "invoice", id.as_str(), &details, ctx.now)?;
        Ok(note)
    })
}

/// The invoice, with the agency's books locked: the order of locks is the same for all changes of payments and payouts.
fn held(db: &mut Tx<'_>, id: InvoiceId) -> Outcome<Invoice> {
    let found = store::books::invoices::unscoped::invoice(db, id)?;
    store::books::ledger::hold(db, found.collection_partner_id)?;
    Ok(store::books::invoices::unscoped::invoice(db, id)?)
}

fn advance(db: &mut Tx<'_>, before: &Invoice, paid: i64, status: InvoiceStatus) -> Outcome<()> {
    if store::books::invoices::advance(db, before, paid, status)? { Ok(()) } else { Err(CaseRefusal::Overtaken.into()) }
}
