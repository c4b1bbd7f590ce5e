//! Commissions that the creditor owes because the debtor paid it directly: when the agency is reminded of them.

use chrono::Duration;

use super::calendar::Moment;

/// Days to pay: the agency invoices the creditor, and invoices are usually due within 30 days.
const INVOICE_TERM_DAYS: i64 = 30;

/// Days between two reminders.
const CHASE_DAYS: i64 = 14;

/// Mails about one commission; afterwards only the task remains.
const MAX_CHASING_MAILS: i64 = 4;

/// When an unpaid commission becomes overdue and the agency gets the first mail.
pub fn chase_from(recorded: Moment) -> Moment {
    recorded + Duration::days(INVOICE_TERM_DAYS)
}

/// When the agency gets the next mail, by the number of mails sent; `None` after the last.
pub fn next_chase(sent: i64, now: Moment) -> Option<Moment> {
    (sent < MAX_CHASING_MAILS).then(|| now + Duration::days(CHASE_DAYS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commission_is_chased_after_a_month_and_then_every_two_weeks_four_times() {
        let recorded = Moment::UNIX_EPOCH;
        let mut at = Some(chase_from(recorded));
        let mut days = Vec::new();
        while let Some(now) = at {
            days.push((now - recorded).num_days());
            at = next_chase(i64::try_from(days.len()).expect("a few"), now);
        }
        assert_eq!(days, [30, 44, 58, 72]);
    }
}
