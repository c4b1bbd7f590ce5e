//! Tasks: what somebody has to do about a case, and by when.

use chrono_tz::Tz;

use super::calendar::{Moment, due_after_business_days};
use super::vocabulary::vocabulary;

/// Business days within which every kind of task is due.
const BUSINESS_DAYS: u32 = 2;

vocabulary! {
    /// What there is to do.
    pub enum TaskKind {
        /// The agency reviews a newly assigned case.
        NewCase = "Verify new case",
        /// The agency replies to the creditor's message.
        Message = "Reply to message",
        /// The agency goes on with a case whose question was answered.
        Answer = "Read the answer",
        /// The creditor answers the agency's question.
        MoreInfoNeeded = "More information needed",
        /// The creditor replies to the agency's message.
        ReplyToChat = "Reply to chat",
    }
}

/// Whose task it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskOwner {
    /// The collection partner.
    Agency,
    /// The client who is owed.
    Creditor,
}

impl TaskKind {
    /// Whose task this is.
    pub fn owner(self) -> TaskOwner {
        match self {
            Self::NewCase | Self::Message | Self::Answer => TaskOwner::Agency,
            Self::MoreInfoNeeded | Self::ReplyToChat => TaskOwner::Creditor,
        }
    }

    /// The line that stands in a list of tasks.
    pub fn title(self, debtor: &str) -> String {
        match self {
            Self::NewCase => format!("Verify the new case against {debtor}"),
            Self::Message => format!("Reply to the creditor about {debtor}"),
            Self::Answer => format!("The creditor answered about {debtor}"),
            Self::MoreInfoNeeded => format!("Answer the question about {debtor}"),
            Self::ReplyToChat => format!("Reply to the message about {debtor}"),
        }
    }

    /// When the task is due that arises at this moment, in the agency's time zone.
    pub fn due(self, now: Moment, tz: Tz) -> Moment {
        due_after_business_days(now, BUSINESS_DAYS, tz)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_has_an_owner_a_title_and_two_business_days() {
        let now: Moment = "2025-06-05T08:00:00Z".parse().expect("a moment");
        for kind in TaskKind::ALL {
            assert!(kind.title("Acme A/S").ends_with("Acme A/S"));
            assert_eq!(kind.due(now, Tz::UTC).to_string(), "2025-06-09 17:00:00 UTC");
        }
        assert_eq!(TaskKind::Answer.owner(), TaskOwner::Agency);
        assert_eq!(TaskKind::ReplyToChat.owner(), TaskOwner::Creditor);
    }
}
