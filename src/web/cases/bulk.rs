//! Actions on the chosen rows of the list: assign a handler, add a note, export. They apply to all rows or to none.
//! Also the saved views of the list.

use std::collections::BTreeSet;

use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use crate::actions;
use crate::actions::Context;
use crate::actions::cases::Named;
use crate::domain::actor::Partner;
use crate::domain::ids::{CaseId, FilterId};
use crate::store;
use crate::store::cases::CaseFile;
use crate::store::people::team::Colleague;
use crate::store::{Db, Writer};
use crate::web::filters;
use crate::web::http::request::values::{AsTyped, Lines};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Id, Input, Page, Problems, Reply, Request};

/// Most rows that can be chosen: one page of the list.
const MAX_CHOSEN_CASES: usize = 100;

/// The action on the chosen cases.
#[derive(Clone, Debug)]
pub(crate) enum Bulk {
    /// None yet: the form is shown.
    Choose(String),
    /// Assign a handler.
    Assign(Named),
    /// Add a note.
    Note(String),
}

/// What the list and the bulk form send.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BulkForm {
    /// The chosen cases.
    #[serde(default)]
    case: Vec<String>,
    /// `assign`, `note` or `export`.
    #[serde(rename = "do")]
    verb: Option<String>,
    /// Set by the form that is shown for the chosen cases.
    confirmed: Option<bool>,
    /// Who works the cases; a colleague.
    assigned_user_email: Option<String>,
    /// The note.
    #[validate(length(max = MAX_NOTE_CHARACTERS))]
    description: Option<Lines>,
}

impl Request for BulkForm {
    /// The chosen cases, without duplicates, and the action.
    type Order = (BTreeSet<CaseId>, Bulk);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let known: Option<BTreeSet<CaseId>> = self.case.iter().map(|text| CaseId::parse(text)).collect();
        let ids = known.unwrap_or_default();
        if ids.is_empty() || ids.len() > MAX_CHOSEN_CASES {
            problems.add("case", format!("Choose 1 to {MAX_CHOSEN_CASES} cases from the list first."));
        }
        let verb = self.verb.unwrap_or_default();
        let bulk = match (verb.as_str(), self.confirmed.unwrap_or_default()) {
            ("assign", true) => Bulk::Assign(Named { email: self.assigned_user_email, id: None }),
            ("note", true) => Bulk::Note(problems.need("description", self.description, "The note is missing.")?.0),
            ("assign" | "note" | "export", false) => Bulk::Choose(verb),
            _ => {
                problems.add("do", "Choose what to do with the cases.");
                return None;
            }
        };
        Some((ids, bulk))
    }
}

#[derive(Template)]
#[template(path = "cases/bulk.html")]
pub(crate) struct BulkPage {
    files: Vec<CaseFile>,
    team: Vec<Colleague>,
    form: Filled,
    verb: String,
}

impl Page for BulkPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl BulkPage {
    fn load(db: &mut Db, who: &Partner, ids: &[CaseId], form: Filled) -> Result<Self, Failure> {
        let verb = form.text("do").to_owned();
        let files = store::cases::load_many(db, who, ids)?;
        if files.is_empty() && form.problems.is_empty() {
            return Err(Failure::NotFound);
        }
        Ok(Self { files, team: store::people::team::of_agency(db, who)?, form, verb })
    }

    fn is_assigning(&self) -> bool {
        self.verb == "assign"
    }

    fn is_noting(&self) -> bool {
        self.verb == "note"
    }

    /// The label of the button; `None` if there are no cases for it.
    fn button(&self) -> Option<&'static str> {
        let words = [(self.is_assigning(), "Assign"), (self.is_noting(), "Add the note")];
        words.into_iter().find(|(is, _)| *is && !self.files.is_empty()).map(|(_, words)| words)
    }
}

/// `POST /cases/bulk`: shows the form for the chosen rows; when confirmed, executes it.
///
/// # Errors
/// If no case was chosen, a case is not theirs, or the handler is not a colleague.
pub(crate) async fn bulk(Who(who): Who<Partner>, sent: Input<BulkForm>, app: App) -> Answer<BulkPage> {
    let ids: Vec<CaseId> =
        sent.fields.list("case").iter().filter_map(|text| CaseId::parse(text)).take(MAX_CHOSEN_CASES).collect();
    if let Ok((_, Bulk::Choose(verb))) = sent.parse() {
        if verb == "export" {
            let query: String = ids.iter().map(|id| format!("&ids={id}")).collect();
            return Ok(Reply::Done(Done::on_to(format!("/partner/export?{}", query.trim_start_matches('&')))));
        }
        let form = Filled::with::<BulkForm>(Fields(sent.fields.0.clone()));
        return app.show(who, move |db, who| BulkPage::load(db, who, &ids, form)).await;
    }
    let act = |db: &mut Writer, who: &Partner, (ids, bulk): (BTreeSet<CaseId>, Bulk), ctx: &Context| {
        let notice = match bulk {
            Bulk::Assign(named) => {
                actions::cases::assign_handler_to_all(db, who, &ids, &named, ctx)?;
                match ids.len() {
                    1 => "The case has the handler you chose.".to_owned(),
                    many => format!("{many} cases have the handler you chose."),
                }
            }
            Bulk::Note(text) => {
                actions::cases::note_on_all(db, who, &ids, &text, ctx)?;
                match ids.len() {
                    1 => "The note is on the case.".to_owned(),
                    many => format!("The note is on {many} cases."),
                }
            }
            Bulk::Choose(_) => String::new(),
        };
        Ok(Done::gone("/partner/cases", notice))
    };
    app.submit(who, sent, act, move |db, who, form| BulkPage::load(db, who, &ids, form)).await
}

const MAX_NOTE_CHARACTERS: u64 = 10_000;
const MAX_VIEW_NAME_CHARACTERS: u64 = 60;
/// Bytes in the query of a view.
const MAX_VIEW_BYTES: usize = 2_000;

/// A view to be saved.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct ViewForm {
    /// Its name.
    #[validate(required, length(max = MAX_VIEW_NAME_CHARACTERS))]
    #[schemars(extend("x-missing" = "Give the view a name of at most 60 characters."))]
    name: Option<String>,
    /// Its filters, as the query of an address.
    query: Option<AsTyped>,
}

impl Request for ViewForm {
    type Order = (String, String);

    fn order(self, problems: &mut Problems) -> Option<Self::Order> {
        let query = self.query.map(|query| query.0).unwrap_or_default();
        if !query.bytes().all(|byte| byte.is_ascii_graphic()) {
            problems.add("name", "These filters cannot be kept. Open the list again and choose them anew.");
        }
        if query.len() > MAX_VIEW_BYTES {
            problems.add("name", "This view has too many filters to be kept.");
        }
        Some((self.name?, query))
    }
}

/// The form that names a view.
#[derive(Template)]
#[template(path = "cases/view.html")]
pub(crate) struct ViewPage {
    form: Filled,
}

impl Page for ViewPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

/// `GET /cases/views/new?…`: the query is the view.
pub(crate) async fn show_new_view(
    Who(who): Who<Partner>,
    asked: crate::web::http::Asked,
    app: App,
) -> Answer<ViewPage> {
    app.show(who, move |_, _| {
        Ok(ViewPage { form: Filled::with::<ViewForm>(Fields::default().with("query", asked.text.clone())) })
    })
    .await
}

/// `POST /cases/views`
///
/// # Errors
/// If the name is missing.
pub(crate) async fn keep_view(Who(who): Who<Partner>, sent: Input<ViewForm>, app: App) -> Answer<ViewPage> {
    let act = |db: &mut Writer, who: &Partner, (name, query): (String, String), ctx: &Context| {
        actions::views::keep(db, who, &name, &query, ctx)?;
        Ok(Done::gone(format!("/partner/cases?{query}"), format!("The view “{name}” is kept.")))
    };
    app.submit(who, sent, act, |_, _, form| Ok(ViewPage { form })).await
}

/// `DELETE /cases/views/{filterId}`
pub(crate) async fn forget_view(
    Who(who): Who<Partner>,
    id: Id<FilterId>,
    sent: Input<()>,
    app: App,
) -> Answer<ViewPage> {
    let act = move |db: &mut Writer, who: &Partner, (), _: &Context| {
        actions::views::forget(db, who, id.0)?;
        Ok(Done::gone("/partner/cases", "The view is gone."))
    };
    app.submit(who, sent, act, |_, _, form| Ok(ViewPage { form })).await
}
