//! What the client has to do: a live list. A task ends by itself when its cause is gone.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{MAX_PER_PAGE, Shown, USUAL_PER_PAGE};
use crate::actions::Context;
use crate::actions::clients::{Contracts, SigningPage};
use crate::domain::actor::Customer;
use crate::domain::ids::CaseId;
use crate::domain::task::{TaskKind, TaskOwner};
use crate::store::cases::CaseFile;
use crate::store::cases::tasks::{ClientTasks, Task, of_client};
use crate::store::clients::links;
use crate::store::{self, Db};
use crate::web::http::who::Who;
use crate::web::http::wire::{PageData, moment};
use crate::web::http::{Answer, App, Asked, Failure, Id, Problems};

/// Kinds of tasks of the contract that are not stored: they follow from the account, or have no cause yet.
const OTHER_KINDS: [&str; 6] =
    ["Generic", "SelectQuoteWinner", "ReviewPartner", SIGN_CONTRACT, "AssignBankAccount", "CaseValidationNeedsInfo"];
/// The task to sign the debt-collection agreement.
const SIGN_CONTRACT: &str = "SignContract";
/// Tasks of one case, which are not paged.
const MAX_TASKS_OF_CASE: i64 = 200;

/// A task.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TaskDto {
    pub id: String,
    pub r#type: &'static str,
    pub type_label: &'static str,
    pub title: String,
    pub description: Option<String>,
    /// `Open` or `Solved`.
    pub status: &'static str,
    /// Null for a task of the account.
    pub case_id: Option<String>,
    pub case_reference: Option<String>,
    /// Null until quotes exist.
    pub lead_id: Option<String>,
    pub deadline: Option<chrono::DateTime<chrono::Utc>>,
    pub date_created: chrono::DateTime<chrono::Utc>,
    pub date_solved: Option<chrono::DateTime<chrono::Utc>>,
    /// The page where a person does it.
    pub solution_url: String,
    /// The call of this API that does it, if there is one.
    pub action: Option<TaskActionDto>,
}

/// The call that settles a task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TaskActionDto {
    pub method: &'static str,
    pub path: &'static str,
}

/// A page of tasks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TaskListDto {
    pub page: PageData,
    pub tasks: Vec<TaskDto>,
}

/// Which tasks are wanted.
struct Wanted {
    stored: ClientTasks,
    /// Whether the task to sign is among them.
    signs: bool,
}

impl Wanted {
    /// # Errors
    /// If the status or a type is unknown.
    fn read(asked: &Asked) -> Result<Self, Problems> {
        let mut problems = Problems::none();
        let status = |text: &str| match text.to_ascii_lowercase().as_str() {
            "open" => Some(false),
            "solved" => Some(true),
            _ => None,
        };
        let is_solved = asked.single("status", "Open or Solved", status, &mut problems).unwrap_or_default();
        let known = |text: &str| {
            let stored = TaskKind::parse(text).filter(|kind| kind.owner() == TaskOwner::Creditor);
            let other = OTHER_KINDS.iter().find(|kind| kind.eq_ignore_ascii_case(text));
            stored.map(TaskKind::name).or(other.copied())
        };
        let types: Vec<&str> = asked.every("type", "a type of task", known, &mut problems);
        let is_wanted = |name: &str| types.is_empty() || types.contains(&name);
        let kinds = TaskKind::ALL.iter().copied();
        let kinds = kinds.filter(|kind| kind.owner() == TaskOwner::Creditor && is_wanted(kind.name())).collect();
        problems.or(Self {
            stored: ClientTasks { kinds, is_solved, case: None },
            signs: !is_solved && is_wanted(SIGN_CONTRACT),
        })
    }
}

fn shown(task: &Task, file: &CaseFile, url: String) -> TaskDto {
    TaskDto {
        id: task.id.to_string(),
        r#type: task.kind.name(),
        type_label: task.kind.label(),
        title: task.kind.title(&file.debtor.name),
        description: file.case.question.clone().filter(|_| task.kind == TaskKind::MoreInfoNeeded),
        status: if task.solved_at.is_some() { "Solved" } else { "Open" },
        case_id: Some(task.case_id.to_string()),
        case_reference: Some(file.case.reference.to_string()),
        lead_id: None,
        deadline: Some(moment(task.deadline)),
        date_created: moment(task.created_at),
        date_solved: task.solved_at.map(moment),
        solution_url: url,
        action: Some(TaskActionDto { method: "POST", path: "/cases/{caseId}/chats" }),
    }
}

/// The contract's JSON of several tasks, with a fixed number of queries.
fn resources(db: &mut Db, who: &Customer, tasks: &[Task], ctx: &Context) -> Result<Vec<TaskDto>, Failure> {
    let ids: Vec<CaseId> = tasks.iter().map(|task| task.case_id).collect();
    let files = store::cases::load_many(db, who, &ids)?;
    let files: HashMap<CaseId, &CaseFile> = files.iter().map(|file| (file.case.id, file)).collect();
    let urls: HashMap<CaseId, String> = links::newest(db, who, &ids)?
        .into_iter()
        .map(|(case, seed, hash)| (case, ctx.case_url(&seed, &hash)))
        .collect();
    let url = |case: &CaseId| urls.get(case).cloned().unwrap_or_else(|| ctx.base_url.clone());
    Ok(tasks.iter().filter_map(|task| Some(shown(task, files.get(&task.case_id)?, url(&task.case_id)))).collect())
}

/// The task to sign the debt-collection agreement, while it is not signed and the client has a page to sign it on.
fn signing(db: &mut Db, who: &Customer, ctx: &Context) -> Result<Option<TaskDto>, Failure> {
    if !Contracts::load(db, who.id)?.agreement().is_missing() {
        return Ok(None);
    }
    let Some(page) = SigningPage::of(db, who.id, ctx)? else { return Ok(None) };
    let since = store::clients::customer::company(db, who)?.created_at;
    Ok(Some(TaskDto {
        // There is one such task for a client, so it has the client's id.
        id: who.id.to_string(),
        r#type: SIGN_CONTRACT,
        type_label: "Sign contract",
        title: "Sign the debt collection agreement".to_owned(),
        description: None,
        status: "Open",
        case_id: None,
        case_reference: None,
        lead_id: None,
        deadline: None,
        date_created: moment(since),
        date_solved: None,
        solution_url: page.leading(None, None),
        action: None,
    }))
}

/// `GET /tasks`
///
/// # Errors
/// If a parameter is wrong.
pub(crate) async fn list_tasks(Who(who): Who<Customer>, asked: Asked, app: App) -> Answer<Shown<TaskListDto>> {
    let paging = asked.paging(USUAL_PER_PAGE, MAX_PER_PAGE)?;
    let (wanted, ctx) = (Wanted::read(&asked)?, app.context());
    app.show(who, move |db, who| {
        let first = if wanted.signs { signing(db, who, &ctx)? } else { None };
        // The task of the account comes first, so the others begin one place later.
        let before = i64::from(first.is_some());
        let (skip, size) = ((paging.skip() - before).max(0), paging.size - before * i64::from(paging.skip() == 0));
        let (found, total) = of_client(db, who, &wanted.stored, (skip, size))?;
        let mut tasks: Vec<TaskDto> = first.into_iter().filter(|_| paging.skip() == 0).collect();
        tasks.extend(resources(db, who, &found, &ctx)?);
        Ok(Shown { resource: TaskListDto { page: PageData::new(total + before, paging, tasks.len()), tasks } })
    })
    .await
}

/// `GET /cases/{id}/tasks`
///
/// # Errors
/// If a parameter is wrong, or the case is not theirs.
pub(crate) async fn case_tasks(
    Who(who): Who<Customer>,
    id: Id<CaseId>,
    asked: Asked,
    app: App,
) -> Answer<Shown<Vec<TaskDto>>> {
    let (wanted, ctx) = (Wanted::read(&asked)?, app.context());
    app.show(who, move |db, who| {
        let case = store::cases::load_case(db, who, id.0)?;
        let of_case = ClientTasks { case: Some(case.id), ..wanted.stored };
        let (found, _) = of_client(db, who, &of_case, (0, MAX_TASKS_OF_CASE))?;
        Ok(Shown { resource: resources(db, who, &found, &ctx)? })
    })
    .await
}
