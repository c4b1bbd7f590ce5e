//! Tasks: what has to be done for a case, and by when.

use chrono_tz::Tz;

use super::calendar::{Moment, due_after_business_days};
use super::vocabulary::vocabulary;

/// Business days within which most tasks are due.
const BUSINESS_DAYS: u32 = 2;

/// Business days for a monthly update: a week, because the agency may have to ask first.
const UPDATE_BUSINESS_DAYS: u32 = 5;

/// Business days in which the person named in a pause should unblock the case.
const PAUSED_BUSINESS_DAYS: u32 = 14;

vocabulary! {
    /// The kinds of tasks.
    pub enum TaskKind {
        /// The agency reviews a newly assigned case.
        NewCase = "Verify new case",
        /// The agency replies to the creditor's message.
        Message = "Reply to message",
        /// The agency continues a case after its question was answered.
        Answer = "Read the answer",
        /// The agency writes its monthly update.
        CaseSurvey = "Reply to case survey",
        /// The agency asks the debtor for a payment that was promised and not made.
        PaymentOverdue = "Payment overdue",
        /// The agency invoices its commission on a payment that the creditor received.
        InvoiceClient = "Invoice the client",
        /// The agency reminds the creditor of an unpaid commission.
        ChasePayment = "Chase payment",
        /// The agency does what unblocks a paused case.
        PausedCase = "Follow up on paused case",
        /// The creditor answers the agency's question.
        MoreInfoNeeded = "More information needed",
        /// The creditor replies to the agency's message.
        ReplyToChat = "Reply to chat",
        /// The creditor does what unblocks a paused case.
        ClientInputRequired = "Client input required",
    }
}

/// Who has to do a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskOwner {
    /// The agency.
    Agency,
    /// The client.
    Creditor,
}

impl TaskKind {
    /// The tasks that end with the case. Commissions are owed beyond its end.
    pub const OF_OPEN_CASE: &'static [Self] = &[
        Self::NewCase,
        Self::Message,
        Self::Answer,
        Self::CaseSurvey,
        Self::PaymentOverdue,
        Self::PausedCase,
        Self::MoreInfoNeeded,
        Self::ReplyToChat,
        Self::ClientInputRequired,
    ];

    /// Who has to do this task.
    pub fn owner(self) -> TaskOwner {
        match self {
            Self::MoreInfoNeeded | Self::ReplyToChat | Self::ClientInputRequired => TaskOwner::Creditor,
            _ => TaskOwner::Agency,
        }
    }

    /// The title in a list of tasks.
    pub fn title(self, debtor: &str) -> String {
        match self {
            Self::NewCase => format!("Verify the new case against {debtor}"),
            Self::Message => format!("Reply to the creditor about {debtor}"),
            Self::Answer => format!("The creditor answered about {debtor}"),
            Self::CaseSurvey => format!("Report what was done about {debtor}"),
            Self::PaymentOverdue => format!("Ask for what is overdue from {debtor}"),
            Self::InvoiceClient => format!("Invoice the creditor for the commission on {debtor}"),
            Self::ChasePayment => format!("Chase the creditor’s commission on {debtor}"),
            Self::PausedCase => format!("Follow up on the paused case against {debtor}"),
            Self::MoreInfoNeeded => format!("Answer the question about {debtor}"),
            Self::ReplyToChat => format!("Reply to the message about {debtor}"),
            Self::ClientInputRequired => format!("Say how to go on with {debtor}"),
        }
    }

    /// When a task is due that is opened now, by the agency's time zone.
    pub fn due(self, now: Moment, tz: Tz) -> Moment {
        let days = match self {
            Self::CaseSurvey => UPDATE_BUSINESS_DAYS,
            Self::PausedCase | Self::ClientInputRequired => PAUSED_BUSINESS_DAYS,
            _ => BUSINESS_DAYS,
        };
        due_after_business_days(now, days, tz)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_has_an_owner_a_title_and_a_deadline() {
        let now: Moment = "2025-06-05T08:00:00Z".parse().expect("a moment");
        for kind in TaskKind::ALL {
            assert!(kind.title("Acme A/S").ends_with("Acme A/S"));
            let due = match kind {
                TaskKind::CaseSurvey => "2025-06-12 17:00:00 UTC",
                TaskKind::PausedCase | TaskKind::ClientInputRequired => "2025-06-25 17:00:00 UTC",
                _ => "2025-06-09 17:00:00 UTC",
            };
            assert_eq!(kind.due(now, Tz::UTC).to_string(), due, "{kind}");
        }
        assert_eq!(TaskKind::Answer.owner(), TaskOwner::Agency);
        assert_eq!(TaskKind::ReplyToChat.owner(), TaskOwner::Creditor);
    }

    #[test]
    fn everything_but_a_commission_ends_with_the_case() {
        let beyond: Vec<TaskKind> =
            TaskKind::ALL.iter().copied().filter(|kind| !TaskKind::OF_OPEN_CASE.contains(kind)).collect();
        assert_eq!(beyond, [TaskKind::InvoiceClient, TaskKind::ChasePayment]);
    }
}
