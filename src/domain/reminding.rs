//! When a client is reminded of an unfinished onboarding: three times, at growing intervals, and never while it is
//! being worked on.
//! while they are at it.

use chrono::Duration;

use super::calendar::Moment;

/// Days after the client was brought, for each reminder.
const REMINDER_DAYS: [i64; 3] = [3, 7, 14];
/// The least number of days between two reminders, if one was late.
const MIN_DAYS_BETWEEN_REMINDERS: i64 = 3;
/// Hours after a step for which nobody is reminded.
const QUIET_HOURS_AFTER_STEP: i64 = 24;

/// When the next reminder is due, after `sent` reminders; `None` after the last.
pub fn next_reminder(brought: Moment, sent: i64, now: Moment) -> Option<Moment> {
    let days = usize::try_from(sent).ok().and_then(|sent| REMINDER_DAYS.get(sent))?;
    let planned = brought + Duration::days(*days);
    Some(if sent == 0 { planned } else { planned.max(now + Duration::days(MIN_DAYS_BETWEEN_REMINDERS)) })
}

/// The moment until which a reminder waits because of a recent step; `None` if it need not wait.
pub fn wait_for(last_step: Option<Moment>, now: Moment) -> Option<Moment> {
    last_step.map(|at| at + Duration::hours(QUIET_HOURS_AFTER_STEP)).filter(|until| *until > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_reminders_further_and_further_apart() {
        let brought = Moment::UNIX_EPOCH;
        let day = |days: i64| brought + Duration::days(days);
        assert_eq!(next_reminder(brought, 0, day(0)), Some(day(3)));
        assert_eq!(next_reminder(brought, 1, day(3)), Some(day(7)));
        assert_eq!(next_reminder(brought, 2, day(7)), Some(day(14)));
        assert_eq!(next_reminder(brought, 3, day(14)), None);
        // The worker was down for three weeks: the reminders do not come all at once.
        assert_eq!(next_reminder(brought, 1, day(21)), Some(day(24)));
        assert_eq!(next_reminder(brought, -1, day(0)), None);
    }

    #[test]
    fn nobody_is_reminded_of_what_they_are_doing() {
        let now = Moment::UNIX_EPOCH + Duration::days(9);
        assert_eq!(wait_for(None, now), None);
        assert_eq!(wait_for(Some(now - Duration::hours(25)), now), None);
        assert_eq!(wait_for(Some(now - Duration::hours(1)), now), Some(now + Duration::hours(23)));
    }
}
