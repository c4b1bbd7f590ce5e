//! Previews the split of a payment while it is typed.

use crate::actions::payments::{PaymentOrder, preview_correction, preview_payment, surplus_of};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::domain::money::Money;
use crate::domain::payment::{CommissionStatus, Recipient, Reckoning};
use crate::store::Db;
use crate::store::books::payments::Payment;
use crate::store::cases::{Case, CaseFile};
use crate::web::filters::shown;
use crate::web::http::{Failure, Filled};
use crate::web::money_bar::{Part, bar};

/// The preview of a payment.
#[derive(Default)]
pub(crate) struct Preview {
    /// Why there is no split yet.
    pub missing: Option<String>,
    /// The parts of client, agency and operator.
    pub parts: Vec<Part>,
    /// The bar in words, for screen readers.
    pub words: String,
    /// The legend: colour, label, amount.
    pub legend: Vec<(&'static str, String, String)>,
    /// How the split is computed, as a sentence.
    pub formula: String,
    /// The effect on the case.
    pub effect: String,
    /// Warnings about unusual values.
    pub warnings: Vec<String>,
    /// Whether the correction would reopen a closed case.
    pub is_reopening: bool,
    /// What would be paid beyond the claim.
    pub surplus: Option<String>,
}

impl Preview {
    /// The preview of a form. With `old`, the form corrects that payment.
    pub(crate) fn of(
        db: &mut Db,
        who: &Partner,
        file: &CaseFile,
        old: Option<&Payment>,
        form: &Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        if form.text("paymentAmount").trim().is_empty() {
            let formula = formula_now(db, who, &file.case)?;
            return Ok(Self {
                missing: Some("Enter an amount to see its split.".to_owned()),
                formula,
                ..Self::default()
            });
        }
        let order = order_of(form, who, ctx);
        let made = match old {
            Some(old) => Self::of_correction(db, who, file, old, &order, ctx),
            None => Self::of_new(db, who, file, &order, ctx),
        };
        match made {
            Ok(preview) => Ok(preview),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(refused) => Ok(Self { missing: Some(refused.to_string()), ..Self::default() }),
        }
    }

    fn of_new(db: &mut Db, who: &Partner, file: &CaseFile, order: &PaymentOrder, ctx: &Context) -> Outcome<Self> {
        let expected = preview_payment(db, who, file.case.id, order, ctx)?;
        let mut preview = Self::split(file, &expected.payment, &expected.reckoning.terms, &expected.after);
        if let Some((_, end)) = expected.extension {
            let end = local_date(end, who.agency.time_zone).format("%-d %b %Y");
            preview.effect.push_str(&format!(" Extends the exclusive period to {end}."));
        }
        preview.warnings = expected.warnings;
        let over = expected.payment.overpaid;
        preview.surplus = (over > 0).then(|| shown(expected.payment.money(over)));
        Ok(preview)
    }

    fn of_correction(
        db: &mut Db,
        who: &Partner,
        file: &CaseFile,
        old: &Payment,
        order: &PaymentOrder,
        ctx: &Context,
    ) -> Outcome<Self> {
        let (expected, terms) = preview_correction(db, who, file.case.id, old.id, order, ctx)?;
        let mut preview = Self::split(file, &expected.payment, &terms, &expected.case);
        preview.is_reopening = expected.is_reopened;
        preview.warnings = expected.warnings;
        let over = surplus_of(&expected.case) - surplus_of(&file.case);
        preview.surplus = (over > 0).then(|| shown(file.case.money(over)));
        Ok(preview)
    }

    fn split(file: &CaseFile, payment: &Payment, terms: &Reckoning, after: &Case) -> Self {
        let money = |minor: i64| payment.money(minor);
        let (creditor, operator) = (money(payment.payout_creditor), money(payment.payout_operator));
        let kept = money(payment.payout_partner - payment.payout_operator);
        let words = format!("Creditor {}, you {}, platform {}", shown(creditor), shown(kept), shown(operator));
        let effect = if after.outstanding == 0 {
            "Leaves nothing outstanding.".to_owned()
        } else {
            format!("Leaves {} outstanding.", shown(after.outstanding()))
        };
        let formula =
            if payment.explicit_split { "Split by hand.".to_owned() } else { formula(terms, payment.money(0)) };
        Self {
            parts: bar(&[("k1", "Creditor", creditor), ("k4", "You", kept), ("k3", "Platform", operator)]),
            words,
            legend: vec![
                ("k1", format!("{} receives", file.creditor.name), shown(creditor)),
                ("k4", "You keep".to_owned(), shown(kept)),
                ("k3", "Platform’s share".to_owned(), shown(operator)),
            ],
            formula,
            effect,
            ..Self::default()
        }
    }
}

/// The payment of an incomplete form, with defaults for missing fields.
fn order_of(form: &Filled, who: &Partner, ctx: &Context) -> PaymentOrder {
    let given = |name: &str| Some(form.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    let today = local_date(ctx.now, who.agency.time_zone);
    let commission = CommissionStatus::parse(form.text("commissionPaymentStatus"));
    PaymentOrder {
        received_on: crate::domain::day::read(form.text("date")).unwrap_or(today),
        amount: form.text("paymentAmount").to_owned(),
        currency: None,
        recipient: Recipient::parse(form.text("paymentRecipient")).unwrap_or(Recipient::CollectionPartner),
        commission: Some(commission.unwrap_or(CommissionStatus::Unpaid)),
        payout_creditor: given("payoutCreditor"),
        payout_partner: given("payoutCollectionPartner"),
        surplus_confirmed: true,
    }
}

/// How the next payment of a case is split, as a sentence.
pub(crate) fn formula_now(db: &mut Db, who: &Partner, case: &Case) -> Result<String, Failure> {
    let terms = crate::actions::payments::terms_now(db, who, case)?;
    Ok(formula(&terms, case.money(0)))
}

/// "22.32 % of every payment is yours and the platform’s: (19.5 % of €17,600 + €640 in fees) ÷ €18,240."
fn formula(terms: &Reckoning, zero: Money) -> String {
    let money = |minor: i64| shown(Money::new(minor, zero.currency()));
    let (owed, rate) = (terms.owed, terms.rate);
    if owed.total() == 0 {
        return String::new();
    }
    let share = terms.share_percent();
    if owed.fees() == 0 {
        return format!("{share} % of every payment is yours and the platform’s: the success fee.");
    }
    format!(
        "{share} % of every payment is yours and the platform’s: ({rate} % of {} + {} in fees) ÷ {}.",
        money(owed.principal),
        money(owed.fees()),
        money(owed.total())
    )
}
