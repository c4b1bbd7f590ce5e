//! The people of an agency, added by the operator.

use askama::Template;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::resource::AgencyDto;
use crate::actions::people::{self, NewPersonOrder};
use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::ids::CollectionPartnerId;
use crate::store::Db;
use crate::store::people::agencies;
use crate::store::people::organisations::AgencyProfile;
use crate::web::filters;
use crate::web::http::request::values::{Email, Name};
use crate::web::http::who::OperatorAdmin;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Id, Input, Page, Problems, Request};

/// The roles of an agency, as the form offers them.
const ROLES: [(&str, &str); 2] =
    [("Admin", "Admin: settings, team, agreements and cases"), ("User", "User: works on cases")];

/// A person to be added.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PersonForm {
    /// The address they sign in with; a link to choose a password goes there.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter an e-mail address.", "x-autocomplete" = "off"))]
    email: Option<Email>,
    /// First name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    first_name: Option<Name>,
    /// Last name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    last_name: Option<Name>,
    /// `Admin` or `User`.
    role: Option<String>,
}

/// A person, before it is known where they work.
pub(crate) struct PersonOrder {
    email: String,
    first_name: String,
    last_name: String,
    role: Role,
}

impl Request for PersonForm {
    type Order = PersonOrder;

    fn order(self, problems: &mut Problems) -> Option<PersonOrder> {
        let role = self.role.as_deref().and_then(Role::parse);
        let role = role.filter(|role| OrganisationKind::CollectionPartner.roles().contains(role));
        let role = problems.need("role", role, "Choose a role.");
        Some(PersonOrder {
            email: self.email?.0,
            first_name: self.first_name?.0,
            last_name: self.last_name?.0,
            role: role?,
        })
    }
}

/// `GET /agencies/{collectionPartnerId}/people/new`
pub(crate) async fn show_new(who: OperatorAdmin, id: Id<CollectionPartnerId>, app: App) -> Answer<NewPersonPage> {
    app.show(who, move |db, _| {
        let fields = Fields::default().with("role", Role::Admin.name());
        NewPersonPage::load(db, id.0, Filled::with::<PersonForm>(fields))
    })
    .await
}

/// `POST /agencies/{collectionPartnerId}/people`: somebody new gets a mail with a link to choose a password.
///
/// # Errors
/// If fields are wrong, or the person belongs to the agency already.
pub(crate) async fn add_person(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    sent: Input<PersonForm>,
    app: App,
) -> Answer<NewPersonPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let agency = agencies::load(db, id.0)?;
            let name = format!("{} {}", order.first_name, order.last_name);
            let order = NewPersonOrder {
                email: order.email,
                first_name: order.first_name,
                last_name: order.last_name,
                password: None,
                organisation: (OrganisationKind::CollectionPartner, id.0.to_string()),
                role: order.role,
            };
            people::create_person(db, &order, &who.0.author(), ctx)?;
            let resource = AgencyDto::load(db, &who.0, id.0)?;
            let notice = format!("{name} was added and got a mail.");
            Ok(Done { status: 201, ..Done::new(super::page_of(&agency), notice, &resource)? })
        },
        move |db, _, form| NewPersonPage::load(db, id.0, form),
    )
    .await
}

/// The form of a person.
#[derive(Template)]
#[template(path = "agencies/person.html")]
pub(crate) struct NewPersonPage {
    form: Filled,
    agency: AgencyProfile,
    roles: [(&'static str, &'static str); 2],
}

impl Page for NewPersonPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl NewPersonPage {
    fn load(db: &mut Db, id: CollectionPartnerId, form: Filled) -> Result<Self, Failure> {
        Ok(Self { form, agency: agencies::load(db, id)?, roles: ROLES })
    }
}
