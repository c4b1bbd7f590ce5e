//! The people of agencies and referral partners: added, given another role, removed.

use super::Organisation;
use super::forms::{MemberForm, PersonForm};
use super::page::{MemberPage, NewPersonPage};
use super::resource::OrganisationPersonDto;
use crate::actions::people::{self, NewPersonOrder};
use crate::domain::actor::Role;
use crate::domain::ids::MembershipId;
use crate::store;
use crate::web::http::confirmed::Confirmed;
use crate::web::http::who::OperatorAdmin;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Id, Input};

/// `GET …/people/new`
pub(crate) async fn show_new(who: OperatorAdmin, at: Organisation, app: App) -> Answer<NewPersonPage> {
    app.show(who, move |db, who| {
        let fields = Fields::default().with("role", Role::Admin.name());
        NewPersonPage::load(db, &who.0, at, Filled::with::<PersonForm>(fields))
    })
    .await
}

/// `POST …/people`: somebody new gets a mail with a link to choose a password.
///
/// # Errors
/// If fields are wrong, or the person belongs to the organisation already.
pub(crate) async fn add_person(
    who: OperatorAdmin,
    at: Organisation,
    sent: Input<PersonForm>,
    app: App,
) -> Answer<NewPersonPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let team = at.team(db, &who.0)?;
            let email = order.email.clone();
            let order = NewPersonOrder {
                email: order.email,
                first_name: order.first_name,
                last_name: order.last_name,
                password: None,
                organisation: (at.kind(), at.id()),
                role: order.role,
            };
            people::create_person(db, &order, &who.0.author(), ctx)?;
            let added = store::people::team::all(db, &team)?.into_iter().find(|person| person.email == email);
            let added = added.ok_or(Failure::NotFound)?;
            let resource = OrganisationPersonDto::from(&added);
            Ok(Done { status: 201, ..Done::new(at.page(), format!("{} was added.", added.name), &resource)? })
        },
        move |db, who, form| NewPersonPage::load(db, &who.0, at, form),
    )
    .await
}

/// `GET …/people/{membershipId}`: one person, with the form of the role.
pub(crate) async fn show_member(
    who: OperatorAdmin,
    at: Organisation,
    id: Id<MembershipId>,
    app: App,
) -> Answer<MemberPage> {
    app.show(who, move |db, who| MemberPage::load(db, &who.0, at, id.0, None)).await
}

/// `POST …/people/{membershipId}`: gives a person another role.
///
/// # Errors
/// If there is no such role, or this is the last Admin.
pub(crate) async fn change_role(
    who: OperatorAdmin,
    _fresh: Confirmed,
    at: Organisation,
    id: Id<MembershipId>,
    sent: Input<MemberForm>,
    app: App,
) -> Answer<MemberPage> {
    app.submit(
        who,
        sent,
        move |db, who, role, ctx| {
            let team = at.team(db, &who.0)?;
            let member = people::change_role(db, (&team, &who.0.author()), id.0, role, ctx)?;
            let notice = format!("The role of {} is {} now.", member.name, member.role.name());
            Done::new(at.page(), notice, &OrganisationPersonDto::from(&member))
        },
        move |db, who, form| MemberPage::load(db, &who.0, at, id.0, Some(form)),
    )
    .await
}

/// `POST …/people/{membershipId}/remove`: ends the person's sessions at once.
///
/// # Errors
/// If this is the last Admin.
pub(crate) async fn remove_member(
    who: OperatorAdmin,
    _fresh: Confirmed,
    at: Organisation,
    id: Id<MembershipId>,
    sent: Input<()>,
    app: App,
) -> Answer<MemberPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let team = at.team(db, &who.0)?;
            let member = people::remove(db, (&team, &who.0.author()), id.0, ctx)?;
            let notice = format!("{} no longer belongs to {}.", member.name, team.name);
            Done::new(at.page(), notice, &OrganisationPersonDto::from(&member))
        },
        move |db, who, form| MemberPage::load(db, &who.0, at, id.0, Some(form)),
    )
    .await
}
