//! Template structs of the payments: a case's list, and the form with its split.

use askama::Template;

use super::owed::{self, Owed};
use super::preview::Preview;
use super::resource::PaymentDto;
use crate::actions::Context;
use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::domain::case::{By, Verb, decide, may};
use crate::domain::ids::{CaseId, PaymentId};
use crate::domain::payment::{CommissionStatus, Recipient};
use crate::store::books::payments::{Payment, newest_first};
use crate::store::cases::{Case, CaseFile};
use crate::store::{self, Db};
use crate::web::filters::{self, shown};
use crate::web::http::{Asked, Failure, Fields, Filled, Page};

/// The payments tab of the case page.
pub(crate) struct PaymentsTab {
    /// The case's address.
    pub base: String,
    /// All payments, newest first; deleted ones are marked.
    pub rows: Vec<PaymentRow>,
    /// Number of payments without the deleted ones.
    pub count: usize,
    /// Totals: paid, creditor's part, agency's part, operator's part.
    pub totals: [String; 4],
    /// How the next payment is split, as a sentence.
    pub formula: String,
    /// Whether a payment can be recorded now.
    pub may_record: bool,
    /// Commissions that the creditor owes, newest first.
    pub owed: Vec<Owed>,
    /// The form of the buttons.
    pub form: Filled,
}

/// A payment in the tab.
pub(crate) struct PaymentRow {
    /// The payment's address.
    pub href: String,
    /// When it was received.
    pub received: String,
    /// Whom the debtor paid, with remarks.
    pub to: String,
    /// The amount.
    pub amount: String,
    /// The creditor's part.
    pub creditor: String,
    /// The agency's part.
    pub kept: String,
    /// The platform's part.
    pub operator: String,
    /// Whether it was deleted.
    pub is_gone: bool,
    /// Whether it can be corrected.
    pub may_change: bool,
}

impl PaymentsTab {
    pub(crate) fn load(db: &mut Db, who: &Partner, case: &Case) -> Result<Self, Failure> {
        let all = store::books::payments::of_agency_with_deleted(db, who, case)?;
        let live: Vec<&Payment> = all.iter().filter(|payment| payment.deleted_at.is_none()).collect();
        let sum = |part: fn(&Payment) -> i64| shown(case.money(live.iter().map(|payment| part(payment)).sum()));
        let totals = [
            sum(|payment| payment.amount),
            sum(|payment| payment.payout_creditor),
            sum(|payment| payment.payout_partner - payment.payout_operator),
            sum(|payment| payment.payout_operator),
        ];
        let base = format!("/partner/cases/{}", case.id);
        let may_change = may(&case.snapshot(), &Verb::CorrectPayment, By::Agency);
        let rows = newest_first(&all).into_iter().map(|payment| PaymentRow::new(payment, &base, may_change)).collect();
        let owed = if may_change { owed::owed(db, case, &all, &base)? } else { Vec::new() };
        let may_record = may(&case.snapshot(), &Verb::RecordPayment, By::Agency);
        let formula = if case.outstanding > 0 { super::preview::formula_now(db, who, case)? } else { String::new() };
        Ok(Self { rows, count: live.len(), totals, formula, may_record, owed, form: Filled::new::<()>(), base })
    }
}

impl PaymentRow {
    fn new(payment: &Payment, base: &str, may_change: bool) -> Self {
        let is_gone = payment.deleted_at.is_some();
        let mut to = recipient_words(payment.recipient).to_owned();
        if owed::is_owed(payment) {
            to.push_str(", commission not paid yet");
        }
        if payment.overpaid > 0 {
            to.push_str(&format!(", {} too much", shown(payment.money(payment.overpaid))));
        }
        if payment.explicit_split {
            to.push_str(", split by hand");
        }
        if payment.frozen {
            to.push_str(", invoiced");
        }
        if is_gone {
            to.push_str(", deleted");
        }
        let money = |minor: i64| shown(payment.money(minor));
        Self {
            href: format!("{base}/payments/{}", payment.id),
            received: payment.received_on.format("%-d %b %Y").to_string(),
            to,
            amount: money(payment.amount),
            creditor: money(payment.payout_creditor),
            kept: money(payment.payout_partner - payment.payout_operator),
            operator: money(payment.payout_operator),
            is_gone,
            may_change: may_change && !is_gone && !payment.frozen,
        }
    }
}

/// Whom the debtor paid, from the agency's point of view.
fn recipient_words(recipient: Recipient) -> &'static str {
    match recipient {
        Recipient::CollectionPartner => "us",
        Recipient::Creditor => "the creditor",
        Recipient::Operator => "the platform",
    }
}

/// The payments of a case as a page and as JSON.
#[derive(Template)]
#[template(path = "payments/list.html")]
pub(crate) struct PaymentsPage {
    resource: Vec<PaymentDto>,
    file: CaseFile,
    payments: PaymentsTab,
}

impl PaymentsPage {
    pub(crate) fn load(db: &mut Db, who: &Partner, id: CaseId) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let mut live = store::books::payments::of_agency_with_deleted(db, who, &file.case)?;
        live.retain(|payment| payment.deleted_at.is_none());
        let resource = PaymentDto::list(&live, &file.case);
        let payments = PaymentsTab::load(db, who, &file.case)?;
        Ok(Self { resource, file, payments })
    }
}

impl Page for PaymentsPage {
    type Resource = Vec<PaymentDto>;
    fn resource(&self) -> &Vec<PaymentDto> {
        &self.resource
    }
}

/// The form's fields, as the contract names them.
const FIELDS: [&str; 10] = [
    "paymentAmount",
    "date",
    "paymentRecipient",
    "commissionPaymentStatus",
    "payoutCreditor",
    "payoutCollectionPartner",
    "closeCase",
    "createUnpaidCommissionFollowUp",
    "reopenCaseIfNeeded",
    "confirmSurplus",
];

/// The form of a new or corrected payment, with the resulting split.
#[derive(Template)]
#[template(path = "payments/form.html")]
pub(crate) struct PaymentFormPage {
    file: CaseFile,
    form: Filled,
    preview: Preview,
    /// The payment to be corrected.
    payment: Option<Payment>,
}

impl PaymentFormPage {
    /// The form of a new payment, filled in from the address.
    ///
    /// # Errors
    /// If the case is not theirs, or its state does not allow payments.
    pub(crate) fn fresh(db: &mut Db, who: &Partner, id: CaseId, asked: &Asked, ctx: &Context) -> Result<Self, Failure> {
        let today = local_date(ctx.now, who.agency.time_zone).to_string();
        let usual = Fields::default()
            .with("date", today)
            .with("paymentRecipient", Recipient::CollectionPartner.name())
            .with("commissionPaymentStatus", CommissionStatus::Unpaid.name())
            .with("createUnpaidCommissionFollowUp", "true");
        let file = store::cases::load(db, who, id)?;
        decide(&file.case.snapshot(), Verb::RecordPayment, By::Agency)?;
        Self::new(db, who, file, None, Filled::with::<super::forms::CreatePaymentRequest>(over(usual, asked)), ctx)
    }

    /// The form to correct a payment.
    ///
    /// # Errors
    /// If the payment is not theirs or is invoiced, or the case's state does not allow it.
    pub(crate) fn of(
        db: &mut Db,
        who: &Partner,
        id: CaseId,
        payment: PaymentId,
        asked: &Asked,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let payment = crate::actions::payments::preview_deletion(db, who, id, payment)?.payment;
        let form = Filled::with::<super::forms::UpdatePaymentRequest>(over(fields_of(&payment), asked));
        Self::new(db, who, file, Some(payment), form, ctx)
    }

    /// The form as it was sent, with its problems.
    pub(crate) fn again(
        db: &mut Db,
        who: &Partner,
        id: CaseId,
        payment: Option<PaymentId>,
        form: Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let payment = payment.map(|payment| store::books::payments::load(db, &file.case, payment)).transpose()?;
        Self::new(db, who, file, payment, form, ctx)
    }

    fn new(
        db: &mut Db,
        who: &Partner,
        file: CaseFile,
        payment: Option<Payment>,
        form: Filled,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let preview = Preview::of(db, who, &file, payment.as_ref(), &form, ctx)?;
        Ok(Self { file, form, preview, payment })
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }

    fn title(&self) -> &'static str {
        if self.payment.is_some() { "Change the payment" } else { "Add payment" }
    }

    fn action(&self) -> String {
        match &self.payment {
            Some(payment) => format!("{}/payments/{}?_method=PUT", self.base(), payment.id),
            None => format!("{}/payments", self.base()),
        }
    }

    fn preview_url(&self) -> String {
        match &self.payment {
            Some(payment) => format!("{}/payments/{}/edit", self.base(), payment.id),
            None => format!("{}/payments/new", self.base()),
        }
    }

    /// Whom the debtor may have paid. The operator is offered only if the payment was to the operator before.
    fn recipients(&self) -> Vec<(&'static str, &'static str)> {
        let to_platform = self.payment.as_ref().is_none_or(|payment| payment.recipient == Recipient::Operator);
        [
            (Recipient::CollectionPartner, "Us"),
            (Recipient::Creditor, "The creditor"),
            (Recipient::Operator, "The platform"),
        ]
        .into_iter()
        .filter(|(recipient, _)| to_platform || *recipient != Recipient::Operator)
        .map(|(recipient, words)| (recipient.name(), words))
        .collect()
    }

    fn is_by_hand(&self) -> bool {
        ["payoutCreditor", "payoutCollectionPartner"].iter().any(|name| !self.form.text(name).is_empty())
    }
}

impl Page for PaymentFormPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

/// The default fields, replaced by those of the address if it has any.
fn over(usual: Fields, asked: &Asked) -> Fields {
    if FIELDS.iter().all(|name| asked.one(name).is_none()) {
        return usual;
    }
    FIELDS.iter().fold(Fields::default(), |fields, name| match asked.one(name) {
        Some(text) => fields.with(name, text),
        None => fields,
    })
}

fn fields_of(payment: &Payment) -> Fields {
    let money = |minor: i64| payment.money(minor).major();
    let fields = Fields::default()
        .with("paymentAmount", money(payment.amount))
        .with("date", payment.received_on.to_string())
        .with("paymentRecipient", payment.recipient.name())
        .with("commissionPaymentStatus", payment.commission_status.name());
    if !payment.explicit_split {
        return fields;
    }
    fields
        .with("payoutCreditor", money(payment.payout_creditor))
        .with("payoutCollectionPartner", money(payment.payout_partner))
}
