//! The operator's agencies: list, create, read, change, suspend and resume.

mod forms;
mod look;
mod page;
pub(crate) mod query;
pub(crate) mod resource;

use crate::actions::people;
use crate::domain::actor::Operator;
use crate::domain::ids::CollectionPartnerId;
use crate::store::people::organisations::AgencyProfile;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Filled, Id, Input};
pub(crate) use forms::{AgencyForm, MAX_SITE_CHARACTERS, SuspendForm};
pub(crate) use look::{end_look, look};
pub(crate) use page::agency_fields;
use page::{AgenciesPage, AgencyFormPage, AgencyPage, SuspendPage};
use resource::AgencyDto;

/// The address of the list.
pub(crate) const AGENCIES: &str = "/operator/agencies";

fn page_of(agency: &AgencyProfile) -> String {
    format!("{AGENCIES}/{}", agency.id)
}

/// `GET /agencies`
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_agencies(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<AgenciesPage> {
    let paging = asked.paging(50, 100)?;
    let filter = query::LIST.read(&asked, &who)?;
    app.show(who, move |db, who| AgenciesPage::load(db, who, &filter, asked, paging)).await
}

/// `GET /agencies/{collectionPartnerId}`
pub(crate) async fn show_agency(Who(who): Who<Operator>, id: Id<CollectionPartnerId>, app: App) -> Answer<AgencyPage> {
    app.show(who, move |db, who| AgencyPage::load(db, who, id.0)).await
}

/// `GET /agencies/new`
pub(crate) async fn show_new(who: OperatorAdmin, app: App) -> Answer<AgencyFormPage> {
    app.show(who, |_, _| Ok(AgencyFormPage::new(Filled::with::<AgencyForm>(page::usual())))).await
}

/// `POST /agencies`
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn create_agency(who: OperatorAdmin, sent: Input<AgencyForm>, app: App) -> Answer<AgencyFormPage> {
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let id = people::create_agency(db, &order, &who.0.author(), ctx)?;
            let resource = AgencyDto::load(db, &who.0, id)?;
            let notice = format!("{} was created. Add its first Admin next.", order.name);
            Ok(Done { status: 201, ..Done::new(format!("{AGENCIES}/{id}"), notice, &resource)? })
        },
        |_, _, form| Ok(AgencyFormPage::new(form)),
    )
    .await
}

/// `GET /agencies/{collectionPartnerId}/change`
pub(crate) async fn show_change(who: OperatorAdmin, id: Id<CollectionPartnerId>, app: App) -> Answer<AgencyFormPage> {
    app.show(who, move |db, _| AgencyFormPage::load(db, id.0, None)).await
}

/// `POST /agencies/{collectionPartnerId}`: changes its data. What is left out is removed.
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn change_agency(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    sent: Input<AgencyForm>,
    app: App,
) -> Answer<AgencyFormPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let agency = people::change_agency(db, &who.0, id.0, &order, ctx)?;
            let resource = AgencyDto::load(db, &who.0, id.0)?;
            Done::new(page_of(&agency), format!("{} was changed.", agency.name), &resource)
        },
        move |db, _, form| AgencyFormPage::load(db, id.0, Some(form)),
    )
    .await
}

/// `GET /agencies/{collectionPartnerId}/suspend`: asks for the reason, and shows what is open.
pub(crate) async fn show_suspend(who: OperatorAdmin, id: Id<CollectionPartnerId>, app: App) -> Answer<SuspendPage> {
    app.show(who, move |db, who| SuspendPage::load(db, &who.0, id.0, Filled::new::<SuspendForm>())).await
}

/// `POST /agencies/{collectionPartnerId}/suspend`: signs its people out and stops its key.
///
/// # Errors
/// If it is suspended already.
pub(crate) async fn suspend_agency(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    sent: Input<SuspendForm>,
    app: App,
) -> Answer<SuspendPage> {
    app.submit(
        who,
        sent,
        move |db, who, reason, ctx| {
            let agency = people::suspend_agency(db, &who.0.author(), id.0, &reason, ctx)?;
            let resource = AgencyDto::load(db, &who.0, id.0)?;
            let notice = format!("{} is suspended. Its people are signed out, and its key is off.", agency.name);
            Done::new(page_of(&agency), notice, &resource)
        },
        move |db, who, form| SuspendPage::load(db, &who.0, id.0, form),
    )
    .await
}

/// `POST /agencies/{collectionPartnerId}/resume`: ends the suspension.
///
/// # Errors
/// If it is not suspended.
pub(crate) async fn resume_agency(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    sent: Input<()>,
    app: App,
) -> Answer<AgencyPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let agency = people::resume_agency(db, &who.0.author(), id.0, ctx)?;
            let resource = AgencyDto::load(db, &who.0, id.0)?;
            Done::new(page_of(&agency), format!("{} is active again.", agency.name), &resource)
        },
        move |db, who, form| AgencyPage::again(db, &who.0, id.0, form),
    )
    .await
}
