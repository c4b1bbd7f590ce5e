//! The second step: who works with the cases, and who signs.

use actix_web::web::Path;
use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::{Stage, submit_step};
use crate::actions::clients::{self, NamedPerson, PersonOrder, split_name};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::Language;
use crate::domain::client::ClientRefusal;
use crate::domain::client::Step;
use crate::pdf::sheet::unsupported;
use crate::store::{self, Db};
use crate::web::http::request::values::{Email, Name};
use crate::web::http::who::{Spoken, Who};
use crate::web::http::{Answer, App, Asked, Failure, Fields, Filled, Input, Page, Problems, Request};

/// The people, as rows of a form: `people.0.name`, `people.0.email`, …; and which button was pressed.
#[derive(Deserialize, Validate, JsonSchema)]
pub(crate) struct PeopleForm {
    /// The people, at most 20.
    #[serde(default)]
    #[validate(nested)]
    people: Vec<PersonRow>,
}

/// One row. A row without name and address is no person.
#[derive(Deserialize, Validate, JsonSchema)]
struct PersonRow {
    /// First and last name.
    #[schemars(extend("x-wrong" = "error-required"))]
    name: Option<Name>,
    /// Where the link to sign goes.
    #[schemars(extend("x-wrong" = "error-email"))]
    email: Option<Email>,
    /// The role in the company.
    #[validate(length(max = MAX_TITLE_CHARACTERS))]
    #[schemars(extend("x-wrong" = "signature-role-missing"))]
    title: Option<String>,
    /// Whether this person signs.
    signs: Option<bool>,
}

/// People per client.
const MAX_PEOPLE: usize = 20;
/// Characters in a role.
const MAX_TITLE_CHARACTERS: u64 = 100;

impl Request for PeopleForm {
    type Order = Vec<PersonOrder>;

    fn order(self, problems: &mut Problems) -> Option<Vec<PersonOrder>> {
        let mut people: Vec<PersonOrder> = Vec::new();
        for (place, row) in self.people.into_iter().enumerate().take(MAX_PEOPLE) {
            let at = |field: &str| format!("people.{place}.{field}");
            let is_wrong = ["name", "email"].iter().any(|field| problems.of(&at(field)).is_some());
            if row.name.is_none() && row.email.is_none() && !is_wrong {
                continue;
            }
            let name = problems.need(&at("name"), row.name, "error-required");
            let email = problems.need(&at("email"), row.email, "error-email");
            let (Some(Name(name)), Some(Email(email))) = (name, email) else { continue };
            for (field, text) in [("name", Some(&name)), ("title", row.title.as_ref())] {
                if let Some(character) = text.and_then(|text| unsupported(text)) {
                    problems.add(&at(field), format!("error-character|character={character}"));
                }
            }
            if people.iter().any(|other| other.named.email == email) {
                problems.add(&at("email"), "people-email-twice");
            }
            let signs = row.signs.unwrap_or_default();
            if signs && row.title.is_none() {
                problems.add(&at("title"), "signature-role-missing");
            }
            let (first_name, last_name) = split_name(&name);
            people.push(PersonOrder { named: NamedPerson { first_name, last_name, email }, title: row.title, signs });
        }
        if problems.is_empty() && !people.iter().any(|person| person.signs) {
            problems.add("people", "people-signatory-missing");
        }
        Some(people)
    }
}

#[derive(Template)]
#[template(path = "onboarding/people.html")]
pub(crate) struct PeoplePage {
    stage: Stage,
    form: Filled,
    rows: Vec<usize>,
}

impl Page for PeoplePage {
    type Resource = Fields;
    fn resource(&self) -> &Fields {
        &self.form.fields
    }
}

impl PeoplePage {
    fn load(
        db: &mut Db,
        who: &Newcomer,
        token: &str,
        language: Option<Language>,
        form: Option<Filled>,
    ) -> Result<Self, Failure> {
        let stage = Stage::load(db, who, token, Step::People, language)?;
        let mut form = match form {
            Some(form) => stage.understood(form),
            None => Filled::with::<PeopleForm>(fields_of(db, who)?),
        };
        let mut rows: Vec<usize> = form.fields.things("people").into_iter().map(|(place, _)| place).collect();
        let wants_more = form.fields.text("do") == "add";
        if let Some(gone) = form.fields.text("do").strip_prefix("remove-").and_then(|place| place.parse::<usize>().ok())
        {
            rows.retain(|place| *place != gone);
        }
        if rows.is_empty() || (wants_more && rows.len() < MAX_PEOPLE) {
            rows.push(rows.last().map_or(0, |last| last + 1));
        }
        if wants_more || form.fields.text("do").starts_with("remove-") {
            form.problems = Problems::none();
        }
        Ok(Self { stage, form, rows })
    }

    fn field(&self, place: &usize, name: &str) -> String {
        format!("people.{place}.{name}")
    }
}

fn fields_of(db: &mut Db, who: &Newcomer) -> Result<Fields, Failure> {
    let mut fields = Fields::default();
    for (place, person) in store::clients::unscoped::people(db, who.creditor)?.into_iter().enumerate() {
        fields.add(format!("people.{place}.name"), person.name());
        fields.add(format!("people.{place}.email"), person.email.clone());
        fields.add(format!("people.{place}.title"), person.title.clone().unwrap_or_default());
        if person.signs {
            fields.add(format!("people.{place}.signs"), "true");
        }
    }
    Ok(fields)
}

/// `GET /onboarding/{token}/people`
pub(crate) async fn show_people(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    asked: Asked,
    spoken: Spoken,
    app: App,
) -> Answer<PeoplePage> {
    let mine = token.clone();
    super::show_step(who, token.into_inner(), Step::People, &asked, &app, move |db, who, _| {
        PeoplePage::load(db, who, &mine, spoken.0, None)
    })
    .await
}

/// `POST /onboarding/{token}/people`. Its buttons that add or remove a row only show the page again; without scripts
/// there is no other way.
///
/// # Errors
/// If fields are wrong, or the agreement is signed already.
pub(crate) async fn name_people(
    Who(who): Who<Newcomer>,
    token: Path<String>,
    spoken: Spoken,
    sent: Input<PeopleForm>,
    app: App,
) -> Answer<PeoplePage> {
    if !sent.fields.text("do").is_empty() {
        let form = Filled::again(&sent, Problems::none());
        if who.must_prove() {
            return Err(ClientRefusal::ProofNeeded.into());
        }
        return app.show(who, move |db, who| PeoplePage::load(db, who, &token, spoken.0, Some(form))).await;
    }
    let mine = token.clone();
    submit_step(
        who,
        token.into_inner(),
        spoken,
        sent,
        &app,
        |db, who, order, now| Ok(clients::name_people(db, who, &order, now)?),
        move |db, who, form| PeoplePage::load(db, who, &mine, spoken.0, Some(form)),
    )
    .await
}
