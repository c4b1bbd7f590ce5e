//! Payments, fees and the exclusive period in the collection partner's contract.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::payments::{Corrected, Recorded};
use crate::domain::calendar::Moment;
use crate::domain::case::{CloseCode, Lifecycle};
use crate::domain::money::Rate;
use crate::domain::period::{PeriodStatus, days_remaining, status};
use crate::store::books::payments::{Payment, newest_first};
use crate::store::cases::Case;
use crate::store::cases::periods::Extension;
use crate::web::http::wire::{Major, midnight, moment};

/// A payment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaymentDto {
    pub id: String,
    pub date_created: DateTime<Utc>,
    pub date_updated: Option<DateTime<Utc>>,
    pub date: DateTime<Utc>,
    pub gross_amount: Major,
    pub recipient: String,
    /// How the debtor paid; always null, because nobody is asked.
    pub method: Option<String>,
    pub currency: String,
    /// `Paid`, `Unpaid` or `Credited`. Clients do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commission_payment_status: Option<String>,
    pub invoice: PaymentRelatedInvoiceDto,
}

/// The case of a payment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaymentRelatedInvoiceDto {
    pub status: String,
    pub reference: String,
    pub invoice_id: String,
}

impl PaymentDto {
    pub(crate) fn new(payment: &Payment, case: &Case) -> Self {
        Self {
            id: payment.id.to_string(),
            date_created: moment(payment.created_at),
            date_updated: payment.updated_at.map(moment),
            date: midnight(payment.received_on),
            gross_amount: Major::from(payment.money(payment.amount)),
            recipient: payment.recipient.name().to_owned(),
            method: None,
            currency: payment.currency.code().to_owned(),
            commission_payment_status: Some(payment.commission_status.name().to_owned()),
            invoice: PaymentRelatedInvoiceDto {
                status: case.lifecycle.label().to_owned(),
                reference: case.reference.to_string(),
                invoice_id: case.id.to_string(),
            },
        }
    }

    /// As the client sees it: without what agency and operator settle between them.
    pub(crate) fn for_client(payment: &Payment, case: &Case) -> Self {
        Self { commission_payment_status: None, ..Self::new(payment, case) }
    }

    pub(crate) fn list(payments: &[Payment], case: &Case) -> Vec<Self> {
        newest_first(payments).into_iter().map(|payment| Self::new(payment, case)).collect()
    }
}

/// A payment after its correction.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CorrectedPaymentDto {
    #[serde(flatten)]
    pub payment: PaymentDto,
    /// What is unusual about it.
    pub warnings: Vec<String>,
}

impl CorrectedPaymentDto {
    pub(crate) fn new(corrected: Corrected) -> Self {
        Self { payment: PaymentDto::new(&corrected.payment, &corrected.case), warnings: corrected.warnings }
    }
}

/// The result of recording a payment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreatePaymentResponse {
    pub payment_id: String,
    pub case_reference: String,
    pub date: DateTime<Utc>,
    pub payment_amount: Major,
    pub payout_creditor: Major,
    pub payout_collection_partner: Major,
    pub payment_recipient: String,
    pub commission_payment_status: String,
    pub close_case: bool,
    pub case_closed: bool,
    pub close_code: Option<String>,
    pub remaining_amount: Major,
    pub warnings: Vec<String>,
}

impl CreatePaymentResponse {
    /// The result of recording a payment. `close_case` is what the request asked for.
    pub(crate) fn new(recorded: &Recorded, close_case: bool) -> Self {
        let (payment, case) = (&recorded.payment, &recorded.case);
        Self {
            payment_id: payment.id.to_string(),
            case_reference: case.reference.to_string(),
            date: midnight(payment.received_on),
            payment_amount: Major::from(payment.money(payment.amount)),
            payout_creditor: Major::from(payment.money(payment.payout_creditor)),
            payout_collection_partner: Major::from(payment.money(payment.payout_partner)),
            payment_recipient: payment.recipient.name().to_owned(),
            commission_payment_status: payment.commission_status.name().to_owned(),
            close_case,
            case_closed: recorded.is_closed,
            close_code: case.close_code.map(|code| code.label().to_owned()),
            remaining_amount: Major::from(case.outstanding()),
            warnings: recorded.warnings.clone(),
        }
    }
}

/// The claim after the change.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UpdateCaseFeesResponse {
    pub case_id: String,
    pub gross_amount: Major,
    pub interest_fees: Major,
    pub reminder_fees: Major,
    pub collection_fees: Major,
    pub total_added_fees: Major,
    pub recalculated_success_fee: Option<Major>,
    pub remainder: Major,
}

impl UpdateCaseFeesResponse {
    /// The claim of a case. Contains the success fee if the principal changed.
    pub(crate) fn new(case: &Case, is_principal_changed: bool) -> Self {
        let major = |minor: i64| Major::from(case.money(minor));
        Self {
            case_id: case.id.to_string(),
            gross_amount: major(case.principal),
            interest_fees: major(case.interest_fees),
            reminder_fees: major(case.reminder_fees),
            collection_fees: major(case.collection_fees),
            total_added_fees: major(case.added_fees()),
            recalculated_success_fee: case
                .rate()
                .filter(|_| is_principal_changed)
                .map(|rate| Major::decimal(rate.points())),
            remainder: major(case.outstanding),
        }
    }
}

/// Why a change of the principal waits for a word.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PriceChangeConfirmationResponse {
    pub case_id: String,
    pub confirmation_required: bool,
    pub is_intentional_rate: bool,
    pub current_success_fee: Option<Major>,
    pub proposed_success_fee: Major,
    pub warning: Option<String>,
    pub message: String,
}

impl PriceChangeConfirmationResponse {
    /// The change from one rate to another.
    pub(crate) fn new(case: &str, is_intentional_rate: bool, current: Rate, proposed: Rate) -> Self {
        Self {
            case_id: case.to_owned(),
            confirmation_required: true,
            is_intentional_rate,
            current_success_fee: Some(Major::decimal(current.points())),
            proposed_success_fee: Major::decimal(proposed.points()),
            warning: None,
            message: String::new(),
        }
    }
}

/// The exclusive period of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExclusivePeriodDto {
    pub engagement_start_date: DateTime<Utc>,
    pub current_end_date: DateTime<Utc>,
    pub days_remaining: i64,
    pub status: String,
    pub extensions: Vec<ExclusivePeriodExtensionDto>,
}

/// The reason for the extension.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExclusivePeriodExtensionDto {
    pub r#type: String,
    pub event_date: DateTime<Utc>,
    pub new_end_date: DateTime<Utc>,
    /// Who caused it, if known. Clients do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The reason, if it was done by hand. Clients read it on the timeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl ExclusivePeriodDto {
    /// The period of a case, if it has one. It ends early if the claim is withdrawn; otherwise it runs to its end.
    pub(crate) fn new(case: &Case, extensions: &[Extension], now: Moment) -> Option<Self> {
        let (from, until) = (case.exclusive_from?.and_utc(), case.exclusive_until?.and_utc());
        let is_closed = matches!(case.lifecycle, Lifecycle::Closed | Lifecycle::Merged);
        let is_withdrawn = is_closed && case.close_code == Some(CloseCode::WithdrawnByClient);
        let status = match status(until, now, is_withdrawn) {
            PeriodStatus::Active if is_closed => PeriodStatus::Expired,
            other => other,
        };
        Some(Self {
            engagement_start_date: from,
            current_end_date: until,
            days_remaining: days_remaining(status, until, now),
            status: status.name().to_owned(),
            extensions: extensions
                .iter()
                .map(|extension| ExclusivePeriodExtensionDto {
                    r#type: extension.kind.name().to_owned(),
                    event_date: moment(extension.event_at),
                    new_end_date: moment(extension.new_end),
                    by: extension.by_name.clone(),
                    reason: extension.reason.clone(),
                })
                .collect(),
        })
    }

    /// As the clients' contract has it.
    pub(crate) fn for_client(mut self) -> Self {
        for extension in &mut self.extensions {
            (extension.by, extension.reason) = (None, None);
        }
        self
    }
}
