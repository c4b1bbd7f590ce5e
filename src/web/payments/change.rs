//! Pages next to the payments: deleting a payment, and changing the claim.

use askama::Template;

use crate::actions;
use crate::domain::actor::Partner;
use crate::domain::case::{By, Verb, decide};
use crate::domain::ids::{CaseId, PaymentId};
use crate::store::cases::CaseFile;
use crate::store::{self, Db};
use crate::web::filters::{self, shown};
use crate::web::http::{Failure, Fields, Filled, Page};

/// Asks before deleting a payment, with the effect in figures.
#[derive(Template)]
#[template(path = "payments/delete.html")]
pub(crate) struct DeletePaymentPage {
    file: CaseFile,
    form: Filled,
    payment: PaymentId,
    amount: String,
    received: String,
    shares: [String; 3],
    outstanding: String,
    is_reopening: bool,
}

impl DeletePaymentPage {
    /// Computes the effect of deleting.
    ///
    /// # Errors
    /// If the payment is not theirs or is invoiced, or the case's state does not allow it.
    pub(crate) fn load(
        db: &mut Db,
        who: &Partner,
        id: CaseId,
        payment: PaymentId,
        form: Filled,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let expected = actions::payments::preview_deletion(db, who, id, payment)?;
        let old = &expected.payment;
        let money = |minor: i64| shown(old.money(minor));
        Ok(Self {
            form,
            payment,
            amount: money(old.amount),
            received: old.received_on.format("%-d %b %Y").to_string(),
            shares: [old.payout_creditor, old.payout_partner - old.payout_operator, old.payout_operator].map(money),
            outstanding: shown(expected.case.outstanding()),
            is_reopening: expected.is_reopened,
            file,
        })
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }
}

impl Page for DeletePaymentPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

/// The form for principal and fees.
#[derive(Template)]
#[template(path = "payments/claim.html")]
pub(crate) struct ClaimPage {
    file: CaseFile,
    form: Filled,
}

impl ClaimPage {
    /// The form with the current claim, or with what was sent.
    ///
    /// # Errors
    /// If the case is not theirs, or its state does not allow it.
    pub(crate) fn load(db: &mut Db, who: &Partner, id: CaseId, form: Option<Filled>) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let case = &file.case;
        let Some(form) = form else {
            decide(&case.snapshot(), Verb::ChangeClaim, By::Agency)?;
            let money = |minor: i64| case.money(minor).major();
            let fields = Fields::default()
                .with("grossAmount", money(case.principal))
                .with("interestFees", money(case.interest_fees))
                .with("reminderFees", money(case.reminder_fees))
                .with("collectionFees", money(case.collection_fees));
            return Ok(Self { form: Filled::with::<super::forms::UpdateCaseFeesRequest>(fields), file });
        };
        Ok(Self { file, form })
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }

    /// The reason, if the form came back because the change would move the success fee.
    fn price_change(&self) -> Option<&str> {
        self.form.problem("confirmPriceChange")
    }

    fn kept_rate(&self) -> Option<&str> {
        self.form.problem("keepIntentionalRate")
    }
}

impl Page for ClaimPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}
