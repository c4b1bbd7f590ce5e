//! The agency's tasks: new cases, messages, updates, overdue work, invoicing; most urgent first. Tasks close themselves
//! when the work is done.

mod query;

use std::collections::HashMap;

use askama::Template;
use chrono::NaiveDateTime;

use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::ids::CaseId;
use crate::domain::task::TaskKind;
use crate::store;
use crate::store::cases::CaseFile;
use crate::store::cases::tasks::Task;
use crate::web::filters::{self, shown};
use crate::web::http::lists::Pager;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Page};
use query::TASKS;

pub(crate) struct TaskRow {
    task: Task,
    file: CaseFile,
    is_late: bool,
}

impl TaskRow {
    fn what(&self) -> String {
        self.task.kind.title(&self.file.debtor.name)
    }

    fn href(&self) -> String {
        let rest = match self.task.kind {
            TaskKind::NewCase | TaskKind::PausedCase => "",
            TaskKind::CaseSurvey => "/update",
            TaskKind::PaymentOverdue => "?tab=plan",
            TaskKind::InvoiceClient | TaskKind::ChasePayment => "?tab=payments",
            _ => "?tab=messages",
        };
        format!("/partner/cases/{}{rest}", self.task.case_id)
    }

    fn class(&self) -> &'static str {
        if self.is_late {
            return "bad";
        }
        match self.task.kind {
            TaskKind::NewCase => "new",
            TaskKind::Answer | TaskKind::PaymentOverdue | TaskKind::ChasePayment => "info",
            TaskKind::CaseSurvey => "quote",
            TaskKind::PausedCase => "paused",
            _ => "active",
        }
    }

    fn kind(&self) -> &'static str {
        match self.task.kind {
            TaskKind::NewCase => "New case",
            TaskKind::Answer => "Answer",
            TaskKind::CaseSurvey => "Update",
            TaskKind::PaymentOverdue => "Overdue",
            TaskKind::InvoiceClient => "Invoice",
            TaskKind::ChasePayment => "Chase",
            TaskKind::PausedCase => "Paused",
            _ => "Message",
        }
    }

    fn outstanding(&self) -> String {
        shown(self.file.case.outstanding())
    }
}

pub(crate) struct TaskTab {
    label: &'static str,
    href: String,
    tasks: i64,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "tasks/list.html")]
pub(crate) struct TasksPage {
    groups: Vec<(&'static str, Vec<TaskRow>)>,
    tabs: Vec<TaskTab>,
    total: i64,
    paging: crate::web::http::asked::Paging,
    has_next: bool,
    asked: Asked,
}

impl Page for TasksPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl TasksPage {
    fn pager(&self) -> Pager {
        let href = |page: i64| TASKS.address(&self.asked, &[("page", &page.to_string())], &[]);
        Pager::leafed(self.paging, self.has_next, "Previous", "Next", href)
    }
}

const TASKS_PER_PAGE: i64 = 50;

/// `GET /tasks`
///
/// # Errors
/// If the kind is unknown or the page number is wrong.
pub(crate) async fn list_tasks(Who(who): Who<Partner>, asked: Asked, app: App) -> Answer<TasksPage> {
    let paging = asked.paging(TASKS_PER_PAGE, TASKS_PER_PAGE)?;
    let kind = TASKS.read(&asked, &who)?;
    let now = app.now();
    app.show(who, move |db, who| {
        let tasks = store::cases::tasks::open_of_agency(db, who, kind, paging.skip(), paging.size)?;
        let mut ids: Vec<CaseId> = tasks.iter().map(|task| task.case_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let files = store::cases::load_many(db, who, &ids)?;
        let counts = store::cases::tasks::counts(db, who.agency.id)?;
        let total =
            counts.iter().filter(|(known, _)| kind.is_none_or(|kind| kind == *known)).map(|(_, tasks)| tasks).sum();
        Ok(TasksPage {
            groups: grouped(tasks, files, who, now),
            tabs: tabs(&asked, &counts, kind),
            total,
            paging,
            has_next: paging.page < paging.pages(total),
            asked,
        })
    })
    .await
}

fn tabs(asked: &Asked, counts: &[(TaskKind, i64)], open: Option<TaskKind>) -> Vec<TaskTab> {
    let of = |kind: Option<TaskKind>| {
        counts.iter().filter(|(known, _)| kind.is_none_or(|kind| kind == *known)).map(|(_, tasks)| tasks).sum()
    };
    [
        (None, "All"),
        (Some(TaskKind::NewCase), "New cases"),
        (Some(TaskKind::Message), "Messages"),
        (Some(TaskKind::Answer), "Answers"),
        (Some(TaskKind::CaseSurvey), "Updates"),
        (Some(TaskKind::PaymentOverdue), "Overdue"),
        (Some(TaskKind::InvoiceClient), "To invoice"),
        (Some(TaskKind::ChasePayment), "To chase"),
        (Some(TaskKind::PausedCase), "Paused"),
    ]
    .into_iter()
    .map(|(kind, label)| TaskTab {
        label,
        href: TASKS.address(asked, &[("kind", kind.map_or("", TaskKind::name))], &["page"]),
        tasks: of(kind),
        is_open: kind == open,
    })
    .collect()
}

/// Groups tasks into late, today and later, by days in the agency's time zone.
fn grouped(tasks: Vec<Task>, files: Vec<CaseFile>, who: &Partner, now: Moment) -> Vec<(&'static str, Vec<TaskRow>)> {
    let zone = who.agency.time_zone;
    let today = now.with_timezone(&zone).date_naive();
    let day = |at: NaiveDateTime| at.and_utc().with_timezone(&zone).date_naive();
    let by_id: HashMap<CaseId, CaseFile> = files.into_iter().map(|file| (file.case.id, file)).collect();
    let (mut late, mut due_today, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for task in tasks {
        let Some(file) = by_id.get(&task.case_id).cloned() else { continue };
        let is_late = task.deadline.and_utc() < now;
        let group = if is_late {
            &mut late
        } else if day(task.deadline) == today {
            &mut due_today
        } else {
            &mut later
        };
        group.push(TaskRow { task, file, is_late });
    }
    let mut groups = vec![("Late", late), ("Today", due_today), ("Later", later)];
    groups.retain(|(_, rows)| !rows.is_empty());
    groups
}
