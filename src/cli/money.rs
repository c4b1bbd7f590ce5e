//! `operator invoices …` and `operator ledger …`: monthly invoices, and a check of the books.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::actions::invoices::{InvoicePaymentOrder, credit, record_payment, run};
use crate::domain::actor::Author;
use crate::domain::invoice::{CreditNoteNumber, InvoiceNumber, InvoiceStatus};
use crate::domain::month::Month;
use crate::store;
use crate::store::books::invoices::Invoice;
use crate::web::http::work::Shared;

/// The commands for invoices.
#[derive(Subcommand)]
pub(super) enum Invoices {
    /// Make the invoices of a month that is over; existing ones stay. Can be repeated at any time.
    Run {
        /// For example 2026-10; defaults to the previous month
        #[arg(long)]
        month: Option<String>,
    },
    /// List the invoices, newest first.
    List {
        /// Only open ones.
        #[arg(long)]
        open: bool,
    },
    /// Record that an invoice was paid, fully or partly.
    Pay(Payment),
    /// Cancel an invoice with a credit note; its payouts are put on the next invoice.
    Credit {
        /// The number, for example INV-000012 or 12
        number: String,
        /// The reason.
        #[arg(long)]
        reason: String,
        /// Its payouts wait until they were corrected.
        #[arg(long)]
        hold: bool,
    },
}

#[derive(Args)]
pub(super) struct Payment {
    /// The number, for example INV-000012 or 12
    number: String,
    /// Major units; defaults to the open amount
    #[arg(long)]
    amount: Option<String>,
    /// For example 2026-11-21; defaults to today
    #[arg(long)]
    on: Option<NaiveDate>,
    /// The reference of the transfer.
    #[arg(long, default_value = "")]
    note: String,
}

/// The commands for the ledger.
#[derive(Subcommand)]
pub(super) enum Ledger {
    /// Check that entries balance, and that totals, payments, cases and invoices agree with the ledger.
    Verify,
}

pub(super) fn invoices(shared: &Shared, command: &Invoices) -> Result<(), String> {
    let said = |error: crate::actions::ActionError| error.to_string();
    let ctx = shared.context();
    let mut db = shared.database.write().map_err(|error| error.to_string())?;
    let by = Author::system();
    match command {
        Invoices::Run { month } => {
            let month = match month {
                None => Month::of(ctx.now.date_naive()).previous(),
                Some(text) => Month::parse(text).ok_or_else(|| format!("“{text}” is not a month such as 2026-10."))?,
            };
            let bar = super::progress::progress(&format!("Invoices of {}", month.label()));
            let issued = run(&mut db, month, &by, &ctx, |done, all| {
                bar.set_length(u64::try_from(all).unwrap_or_default());
                bar.set_position(u64::try_from(done).unwrap_or_default());
            });
            bar.finish_and_clear();
            let issued = issued.map_err(said)?;
            issued.iter().for_each(print);
            println!("{} invoices were made for {}.", issued.len(), month.label());
        }
        Invoices::List { open } => {
            let status = open.then_some(InvoiceStatus::Issued);
            let found =
                store::books::invoices::unscoped::list(&mut db, status, 0, 1_000).map_err(|error| error.to_string())?;
            found.iter().for_each(print);
        }
        Invoices::Pay(payment) => {
            let invoice = numbered(&mut db, &payment.number)?;
            let order = InvoicePaymentOrder {
                amount: payment.amount.clone().unwrap_or_else(|| invoice.money(invoice.open()).major()),
                paid_on: payment.on.unwrap_or_else(|| ctx.now.date_naive()),
                note: payment.note.clone(),
            };
            print(&record_payment(&mut db, invoice.id, &order, &by, &ctx).map_err(said)?);
        }
        Invoices::Credit { number, reason, hold } => {
            let invoice = numbered(&mut db, number)?;
            let note = credit(&mut db, invoice.id, reason, *hold, &by, &ctx).map_err(said)?;
            println!("{} credits {}.", CreditNoteNumber(note.number), InvoiceNumber(invoice.number));
        }
    }
    Ok(())
}

fn numbered(db: &mut store::Db, text: &str) -> Result<Invoice, String> {
    let digits = text.trim().trim_start_matches("INV-");
    let number = digits.parse().map_err(|_| format!("“{text}” is not the number of an invoice."))?;
    store::books::invoices::unscoped::by_number(db, number).map_err(|error| match error {
        store::StoreError::NotFound => format!("There is no invoice {}.", InvoiceNumber(number)),
        other => other.to_string(),
    })
}

fn print(invoice: &Invoice) {
    println!(
        "{}  {}  {:<30}  {:>16}  open {:>16}  {}",
        InvoiceNumber(invoice.number),
        invoice.month,
        invoice.to_party.lines().next().unwrap_or_default(),
        invoice.money(invoice.total).to_string(),
        invoice.money(invoice.open()).to_string(),
        invoice.status
    );
}

pub(super) fn ledger(shared: &Shared, command: &Ledger) -> Result<(), String> {
    let Ledger::Verify = command;
    let mut db = shared.database.read().map_err(|error| error.to_string())?;
    let bar = super::progress::progress("Checking the books");
    let found = store::books::ledger_check::unscoped::check(&mut db, |at, all| {
        bar.set_length(u64::try_from(all).unwrap_or_default());
        bar.set_position(u64::try_from(at).unwrap_or_default());
    });
    bar.finish_and_clear();
    let mut wrong = 0;
    for rule in found.map_err(|error| error.to_string())? {
        match (rule.offenders, rule.first) {
            (0, _) => println!("ok     {}", rule.rule),
            (offenders, first) => {
                wrong += 1;
                println!("WRONG  {}: {offenders} wrong, the first is {}", rule.rule, first.unwrap_or_default());
            }
        }
    }
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} rules are broken.")) }
}
