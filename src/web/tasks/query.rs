//! The list of tasks: its filter.

use crate::domain::actor::Partner;
use crate::domain::task::{TaskKind, TaskOwner};
use crate::web::http::lists::{Filter, List, Parameter, Takes};

/// The list of an agency's tasks; what is asked for is their kind.
pub(super) static TASKS: List<Partner, Option<TaskKind>, ()> =
    List { at: "/partner/tasks", filters: &FILTERS, besides: &BESIDES, columns: &[] };

const BESIDES: [Parameter; 2] =
    [Parameter::new("page", Takes::Whole(1, 100_000_000), ""), Parameter::new("pageSize", Takes::Whole(1, 50), "")];

const FILTERS: [Filter<Partner, Option<TaskKind>>; 1] = [Filter {
    names: &["kind"],
    takes: Takes::OneOf(|| of_agency().map(TaskKind::name).collect()),
    about: "What there is to do.",
    read: |asked, _, wanted, problems| {
        let Some(text) = asked.one("kind") else { return };
        let known = TaskKind::parse(text).filter(|kind| kind.owner() == TaskOwner::Agency);
        *wanted = problems.need("kind", known, &format!("There is no kind of task “{text}”."));
    },
    words: |asked, _| asked.one("kind").and_then(TaskKind::parse).map(|kind| kind.label().to_lowercase()),
    chip: None,
}];

fn of_agency() -> impl Iterator<Item = TaskKind> {
    TaskKind::ALL.iter().copied().filter(|kind| kind.owner() == TaskOwner::Agency)
}
