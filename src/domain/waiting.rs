//! What waits for the operator: the same list on its home page and in its daily mail.

/// Days after which exchange rates count as out of date.
pub const RATES_OUTDATED_AFTER_DAYS: i64 = 5;

/// Numbers of things that wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "said by the lines below")]
pub struct Waits {
    pub to_verify: i64,
    pub answered: i64,
    pub without_agency: i64,
    pub unsigned: i64,
    pub link_requests: i64,
    pub overdue_invoices: i64,
    pub hosts: i64,
    /// Payments that were confirmed while no exchange rate was known.
    pub without_rate: i64,
    /// Days since the newest exchange rates, if they are out of date; `None` inside if there are none.
    pub stale_rates: Option<Option<i64>>,
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What, with its number.
    pub what: String,
    /// Why it matters, or what to do.
    pub why: &'static str,
    /// The page where it is done, from the root.
    pub to: &'static str,
}

fn counted(number: i64, one: &str, many: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {many}")),
    }
}

impl Waits {
    /// What waits, the most urgent first; empty if nothing does.
    pub fn list(&self) -> Vec<Waiting> {
        let rates = self.stale_rates.map(|age| match age {
            None => "There are no exchange rates yet".to_owned(),
            Some(1) => "The exchange rates are of yesterday".to_owned(),
            Some(days) => format!("The exchange rates are {days} days old"),
        });
        let all = [
            (
                counted(self.to_verify, "case to verify", "cases to verify"),
                "No agency sees a case before you have verified it.",
                "/operator/verification",
            ),
            (
                counted(self.answered, "answer from a client", "answers from clients"),
                "You asked about a case, and the client answered.",
                "/operator/verification",
            ),
            (
                counted(self.without_agency, "case without an agency", "cases without an agency"),
                "No coverage rule fits. Add one, fix an agency for the client, or reject the case.",
                "/operator/coverage/gaps",
            ),
            (
                counted(self.unsigned, "case waits for a signature", "cases wait for a signature"),
                "The client has not signed its contracts yet.",
                "/operator/verification?state=PendingContractSigning",
            ),
            (
                counted(self.link_requests, "open link request", "open link requests"),
                "A referral partner wants to be linked with a client that has an account. The client decides.",
                "/operator/referral-partners",
            ),
            (
                counted(self.overdue_invoices, "overdue invoice", "overdue invoices"),
                "An agency has not paid in time.",
                "/operator/invoices?status=Issued",
            ),
            (
                counted(self.hosts, "host name waits for its proof", "host names wait for their proof"),
                "A referral partner wants to use it. Its DNS record is looked up, or you can approve it.",
                "/operator/hosts",
            ),
            (
                counted(self.without_rate, "payment waits for an exchange rate", "payments wait for an exchange rate"),
                "They were confirmed on a day without one. The next import of rates completes them.",
                "/operator/rates",
            ),
            (
                rates,
                "Claims in other currencies are priced, and payouts reckoned, by rates that are out of date.",
                "/operator/rates",
            ),
        ];
        all.into_iter().filter_map(|(what, why, to)| Some(Waiting { what: what?, why, to })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_waits_is_listed() {
        assert_eq!(Waits::default().list(), []);
        let waits = Waits { to_verify: 1, overdue_invoices: 3, stale_rates: Some(None), ..Waits::default() };
        let list: Vec<String> = waits.list().into_iter().map(|one| one.what).collect();
        assert_eq!(list, ["1 case to verify", "3 overdue invoices", "There are no exchange rates yet"]);
    }
}
