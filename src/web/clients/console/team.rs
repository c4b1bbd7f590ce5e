//! The people of a client, as the operator keeps them.

use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::page_of;
use super::resource::ClientPersonDto;
use crate::actions::clients::{self, NamedPerson, TeamOrder};
use crate::domain::actor::Operator;
use crate::domain::company::MAX_PLACE_CHARACTERS;
use crate::domain::ids::{ClientPersonId, CreditorId};
use crate::pdf::sheet::unsupported;
use crate::store::Db;
use crate::store::clients::{ClientPerson, console};
use crate::web::filters;
use crate::web::http::confirmed::Confirmed;
use crate::web::http::request::values::{Email, Name};
use crate::web::http::who::OperatorAdmin;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Id, Input, Page, Problems, Request};

/// A person of a client.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientPersonForm {
    /// First name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    first_name: Option<Name>,
    /// Last name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    last_name: Option<Name>,
    /// Their address. Codes and mails go there; if it changes, the old one is told.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address.", "x-autocomplete" = "off"))]
    email: Option<Email>,
    /// The role in the company, such as “Director”.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    title: Option<String>,
    /// Whether they may also change keys and bank accounts. The first such person is the contact.
    #[serde(default)]
    is_admin: bool,
    /// Whether they sign agreements.
    #[serde(default)]
    signs: bool,
}

impl Request for ClientPersonForm {
    type Order = TeamOrder;

    fn order(self, problems: &mut Problems) -> Option<TeamOrder> {
        let (first_name, last_name) = (self.first_name?.0, self.last_name?.0);
        let printed =
            [("firstName", Some(&first_name)), ("lastName", Some(&last_name)), ("title", self.title.as_ref())];
        for (field, text) in printed {
            if let Some(character) = text.and_then(|text| unsupported(text)) {
                problems.add(field, format!("The character “{character}” cannot be printed in the agreement."));
            }
        }
        Some(TeamOrder {
            named: NamedPerson { first_name, last_name, email: self.email?.0 },
            title: self.title,
            is_admin: self.is_admin,
            signs: self.signs,
        })
    }
}

/// `GET /clients/{creditorId}/people/new`
pub(crate) async fn show_new_person(who: OperatorAdmin, id: Id<CreditorId>, app: App) -> Answer<PersonPage> {
    app.show(who, move |db, who| PersonPage::load(db, &who.0, id.0, None, Some(Filled::new::<ClientPersonForm>())))
        .await
}

/// `POST /clients/{creditorId}/people`
///
/// # Errors
/// If fields are wrong, or somebody has the address.
pub(crate) async fn add_person(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<ClientPersonForm>,
    app: App,
) -> Answer<PersonPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let person = clients::add_person(db, id.0, &order, &who.0.author(), ctx)?;
            let (notice, resource) = (format!("{} was added.", person.name()), ClientPersonDto::from(&person));
            Ok(Done { status: 201, ..Done::new(page_of(id.0), notice, &resource)? })
        },
        move |db, who, form| PersonPage::load(db, &who.0, id.0, None, Some(form)),
    )
    .await
}

/// `GET /clients/{creditorId}/people/{clientPersonId}`
pub(crate) async fn show_person(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    person: Id<ClientPersonId>,
    app: App,
) -> Answer<PersonPage> {
    app.show(who, move |db, who| PersonPage::load(db, &who.0, id.0, Some(person.0), None)).await
}

/// `POST /clients/{creditorId}/people/{clientPersonId}`: changes a person.
///
/// # Errors
/// If fields are wrong, or the last Admin or signatory would be gone.
pub(crate) async fn change_person(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    person: Id<ClientPersonId>,
    sent: Input<ClientPersonForm>,
    app: App,
) -> Answer<PersonPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let changed = clients::change_person(db, (id.0, person.0), &order, &who.0.author(), ctx)?;
            Done::new(page_of(id.0), format!("{} was changed.", changed.name()), &ClientPersonDto::from(&changed))
        },
        move |db, who, form| PersonPage::load(db, &who.0, id.0, Some(person.0), Some(form)),
    )
    .await
}

/// `POST /clients/{creditorId}/people/{clientPersonId}/remove`: removes a person, who is told by mail.
///
/// # Errors
/// If this is the last Admin or signatory, or a signature of this person is awaited.
pub(crate) async fn remove_person(
    who: OperatorAdmin,
    _fresh: Confirmed,
    id: Id<CreditorId>,
    person: Id<ClientPersonId>,
    sent: Input<()>,
    app: App,
) -> Answer<PersonPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let gone = clients::remove_person(db, (id.0, person.0), &who.0.author(), ctx)?;
            Done::new(page_of(id.0), format!("{} was removed.", gone.name()), &ClientPersonDto::from(&gone))
        },
        move |db, who, form| PersonPage::load(db, &who.0, id.0, Some(person.0), Some(form)),
    )
    .await
}

/// The form of a person, new or changed.
#[derive(Template)]
#[template(path = "clients/console/person.html")]
pub(crate) struct PersonPage {
    resource: Option<ClientPersonDto>,
    form: Filled,
    client: CreditorId,
    name: String,
}

impl Page for PersonPage {
    type Resource = Option<ClientPersonDto>;
    fn resource(&self) -> &Option<ClientPersonDto> {
        &self.resource
    }
}

impl PersonPage {
    fn load(
        db: &mut Db,
        who: &Operator,
        client: CreditorId,
        person: Option<ClientPersonId>,
        form: Option<Filled>,
    ) -> Result<Self, Failure> {
        let name = console::load(db, who, client)?.creditor.name;
        let known = match person {
            None => None,
            Some(id) => {
                let found = console::people(db, who, client)?.into_iter().find(|known| known.id == id);
                Some(found.ok_or(Failure::NotFound)?)
            }
        };
        let as_it_is = || Filled::with::<ClientPersonForm>(known.as_ref().map(person_fields).unwrap_or_default());
        let form = form.unwrap_or_else(as_it_is);
        Ok(Self { resource: known.as_ref().map(Into::into), form, client, name })
    }

    fn title(&self) -> String {
        self.resource.as_ref().map_or_else(|| format!("Add a person to {}", self.name), |person| person.name.clone())
    }

    /// Where the form goes.
    fn action(&self) -> String {
        let people = format!("{}/people", page_of(self.client));
        self.resource.as_ref().map_or_else(|| people.clone(), |person| format!("{people}/{}", person.id))
    }

    fn back(&self) -> String {
        page_of(self.client)
    }
}

/// What the form shows of it as it is.
pub(crate) fn person_fields(person: &ClientPerson) -> Fields {
    let fields = Fields::default()
        .with("firstName", person.first_name.as_str())
        .with("lastName", person.last_name.as_str())
        .with("email", person.email.as_str())
        .with("title", person.title.as_deref().unwrap_or_default());
    let flags = [("isAdmin", person.is_admin), ("signs", person.signs)];
    flags.into_iter().filter(|(_, is_on)| *is_on).fold(fields, |fields, (name, _)| fields.with(name, "true"))
}
