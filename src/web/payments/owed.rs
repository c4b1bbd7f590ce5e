//! Commissions that the creditor owes, for the payments tab.

use crate::domain::payment::{CommissionStatus, Recipient};
use crate::store::books::commissions::FollowUp;
use crate::store::books::payments::Payment;
use crate::store::cases::Case;
use crate::store::{self, Db};
use crate::web::filters::shown;
use crate::web::http::Failure;

/// A commission that the creditor owes.
pub(crate) struct Owed {
    /// The payment's address.
    pub href: String,
    /// When the payment was received.
    pub received: String,
    /// The owed amount.
    pub amount: String,
    /// The state of the reminders, in words.
    pub follow_up: String,
}

/// Whether the creditor owes a commission on this payment.
pub(crate) fn is_owed(payment: &Payment) -> bool {
    payment.recipient == Recipient::Creditor
        && payment.commission_status == CommissionStatus::Unpaid
        && payment.deleted_at.is_none()
}

/// The owed commissions of these payments that can be marked as paid, newest first.
pub(crate) fn owed(db: &mut Db, case: &Case, payments: &[Payment], base: &str) -> Result<Vec<Owed>, Failure> {
    let open: Vec<&Payment> = payments.iter().rev().filter(|payment| is_owed(payment) && !payment.frozen).collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let followed = store::books::commissions::of_case(db, case)?;
    let one = |payment: &&Payment| Owed {
        href: format!("{base}/payments/{}", payment.id),
        received: payment.received_on.format("%-d %b %Y").to_string(),
        amount: shown(payment.money(payment.payout_partner)),
        follow_up: in_words(followed.iter().find(|known| known.payment_id == payment.id)),
    };
    Ok(open.iter().map(one).collect())
}

fn in_words(follow_up: Option<&FollowUp>) -> String {
    let day = |at: chrono::NaiveDateTime| at.format("%-d %b %Y").to_string();
    match follow_up.filter(|known| known.settled_at.is_none()) {
        None => "not followed up".to_owned(),
        Some(FollowUp { chases: 0, remind_at: Some(at), .. }) => {
            format!("invoice the client; reminder on {}", day(*at))
        }
        Some(FollowUp { remind_at: Some(at), .. }) => format!("chase the payment; next reminder on {}", day(*at)),
        Some(_) => "chase the payment".to_owned(),
    }
}
