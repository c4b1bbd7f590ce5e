//! The months are closed: invoices are made and paid, one is credited, and agencies and operator pass money on.

use chrono::Duration;

use super::Stage;
use super::cast::Cast;
use super::prices::admin;
use crate::actions::invoices::{self, InvoicePaymentOrder};
use crate::actions::transfers::{TransferOrder, pass_on, pass_on_to_agency, pass_on_to_creditor};
use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::money::Money;
use crate::domain::month::Month;
use crate::store;
use crate::store::books::invoices::Invoice;
use crate::store::books::statements::Account;

/// Months that are invoiced one by one; the first includes everything before it.
const INVOICED_MONTHS: usize = 4;

/// Days after the month's end on which its invoices are made, and days until they are paid.
const DAYS_UNTIL_ISSUED: i64 = 7;
const DAYS_UNTIL_PAID: i64 = 12;

/// Closes the months that are over on the demo's last day.
pub(super) fn close(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<()> {
    let mut months = vec![Month::of(stage.end.date_naive()).previous()];
    while months.len() < INVOICED_MONTHS {
        months.push(months[months.len() - 1].previous());
    }
    months.reverse();
    for (at, month) in months.into_iter().enumerate() {
        let day = month.ends() + Duration::days(DAYS_UNTIL_ISSUED) + Duration::hours(5);
        if day > stage.end {
            continue;
        }
        let ctx = stage.at(day);
        let issued = invoices::run(stage.db, month, &Author::system(), &ctx, |_, _| {})?;
        for (number, invoice) in issued.iter().enumerate() {
            // In one month an invoice was wrong; its payouts are on the next one.
            if at == 1 && number == 0 {
                let ctx = stage.at(day + Duration::days(3));
                let reason = "The invoice went to an address that the agency has left.";
                invoices::credit(stage.db, invoice.id, reason, false, &Author::system(), &ctx)?;
            } else {
                pay(stage, invoice, day + Duration::days(DAYS_UNTIL_PAID + i64::try_from(number).unwrap_or_default()))?;
            }
        }
    }
    pass_money_on(stage, cast)?;
    platform_passes_on(stage, cast)
}

/// Pays an invoice on its day, unless that is in the future; every fifth only partly.
fn pay(stage: &mut Stage<'_>, invoice: &Invoice, day: chrono::DateTime<chrono::Utc>) -> Outcome<()> {
    if day > stage.end {
        return Ok(());
    }
    let amount = if invoice.number % 5 == 0 { invoice.total / 2 } else { invoice.total };
    let order = InvoicePaymentOrder {
        amount: invoice.money(amount).major(),
        paid_on: day.date_naive(),
        note: format!("Transfer {}", 4_100 + invoice.number),
    };
    let ctx = stage.at(day);
    invoices::record_payment(stage.db, invoice.id, &order, &Author::system(), &ctx).map(drop)
}

/// Two of three clients get their collected money shortly before the end.
fn pass_money_on(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<()> {
    let ctx: Context = stage.at(stage.end);
    for team in &cast.teams {
        let who = team.by(0);
        let balances = store::books::standings::creditor_balances(stage.db, &who, "", 0, 100)?;
        for (at, balance) in balances.iter().enumerate() {
            let held = -balance.creditor_agency;
            if held <= 0 || at % 3 == 0 {
                continue;
            }
            let order = TransferOrder {
                amount: Money::new(held, balance.currency).major(),
                currency: balance.currency,
                paid_on: ctx.now.date_naive(),
            };
            pass_on(stage.db, &who, balance.creditor, &order, &ctx)?;
        }
    }
    Ok(())
}

/// The operator passes the payments it received on to agencies and to every second client.
fn platform_passes_on(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<()> {
    let who = admin(stage)?;
    let ctx: Context = stage.at(stage.end);
    let order = |amount: Money| TransferOrder {
        amount: amount.major(),
        currency: amount.currency(),
        paid_on: ctx.now.date_naive(),
    };
    for team in &cast.teams {
        let agency = team.by(0).agency.id;
        let account = Account::of_agency(&who, agency);
        for currency in store::books::standings::currencies(stage.db, account)? {
            let held = store::books::standings::held(stage.db, account, currency)?;
            if held > 0 {
                pass_on_to_agency(stage.db, &who, agency, &order(Money::new(held, currency)), &ctx)?;
            }
        }
    }
    let clients = store::books::standings::client_balances(stage.db, &who, "", 0, 1_000)?;
    let held = clients.iter().filter(|client| client.held_by_operator > 0);
    for client in held.step_by(2) {
        let amount = Money::new(client.held_by_operator, client.currency);
        pass_on_to_creditor(stage.db, &who, client.creditor, &order(amount), &ctx)?;
    }
    Ok(())
}
