//! Commissions that the creditor owes, because the debtor paid it directly: when the agency is reminded of them.

use chrono::Duration;

use super::calendar::Moment;

/// The agency invoices the creditor; an invoice is usually payable within thirty days, so nobody is late before.
const INVOICE_TERM_DAYS: i64 = 30;

/// A reminder gives two weeks.
const CHASE_DAYS: i64 = 14;

/// After so many mails the task alone goes on saying it.
const MOST_CHASES: i64 = 4;

/// When a commission that stays unpaid is no longer to be invoiced but to be chased, and the agency first reminded.
pub fn chase_from(recorded: Moment) -> Moment {
    recorded + Duration::days(INVOICE_TERM_DAYS)
}

/// When the agency is reminded again, after so many mails; `None` after the last.
pub fn next_chase(sent: i64, now: Moment) -> Option<Moment> {
    (sent < MOST_CHASES).then(|| now + Duration::days(CHASE_DAYS))
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
