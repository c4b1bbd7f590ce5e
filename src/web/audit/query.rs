//! The filters of the audit trail.

use chrono::{Days, NaiveTime};

use crate::domain::actor::Operator;
use crate::store::audit::AuditFilter;
use crate::web::http::lists::{Control, Filter, List, Parameter, Takes, days_in_words};

type AuditBy = Filter<Operator, AuditFilter>;

/// The audit trail.
pub(crate) static AUDIT: List<Operator, AuditFilter, ()> =
    List { at: "/operator/audit", filters: &FILTERS, besides: &BESIDES, columns: &[] };

const BESIDES: [Parameter; 1] = [Parameter::new("PageSize", Takes::Whole(1, 200), "Rows per page.")];

const FILTERS: [AuditBy; 5] = [
    AuditBy {
        names: &["from", "to"],
        takes: Takes::Day,
        about: "The days (UTC) on which it was done; both are included.",
        read: |asked, _, filter, problems| {
            filter.from = asked.day("from", problems).map(|day| day.and_time(NaiveTime::MIN));
            let after = asked.day("to", problems).and_then(|day| day.checked_add_days(Days::new(1)));
            filter.until = after.map(|day| day.and_time(NaiveTime::MIN));
        },
        words: |asked, _| days_in_words(asked, "from", "to").map(|days| format!("{days} UTC")),
        chip: Some(("Days", Control::Days { from: "From (UTC)" })),
    },
    AuditBy {
        names: &["verb"],
        takes: Takes::Text,
        about: "What was done, such as `CaseClosed`.",
        read: |asked, _, filter, _| filter.verb = asked.one("verb").map(str::to_owned),
        words: |asked, _| asked.one("verb").map(str::to_owned),
        chip: None,
    },
    AuditBy {
        names: &["actor"],
        takes: Takes::Text,
        about: "Who did it, by their id.",
        read: |asked, _, filter, _| filter.actor = asked.one("actor").map(str::to_owned),
        words: |asked, _| asked.one("actor").map(|_| "by one person or system".to_owned()),
        chip: None,
    },
    AuditBy {
        names: &["object"],
        takes: Takes::Text,
        about: "What was changed, by its id.",
        read: |asked, _, filter, _| filter.object = asked.one("object").map(str::to_owned),
        words: |asked, _| asked.one("object").map(|_| "about one object".to_owned()),
        chip: None,
    },
    AuditBy {
        names: &["before"],
        takes: Takes::Text,
        about: "The `next` of the page before: rows older than that one.",
        read: |asked, _, filter, _| filter.before = asked.one("before").map(str::to_owned),
        words: |_, _| None,
        chip: None,
    },
];
