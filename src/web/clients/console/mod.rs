//! The operator's clients: list, create, read, change.

pub(crate) mod divisions;
mod forms;
mod page;
pub(crate) mod paper;
pub(crate) mod query;
pub(crate) mod resource;
pub(crate) mod team;

use crate::actions::clients;
use crate::domain::actor::Operator;
use crate::domain::ids::CreditorId;
use crate::web::agencies::SuspendForm;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Filled, Id, Input};
pub(crate) use forms::{ChangeClientForm, DeclinedCasesForm, NewClientForm};
pub(crate) use page::client_fields;
use page::{ClientFormPage, ClientPage, ClientsPage, SuspendPage};
use resource::ClientDto;

/// The address of the list.
pub(crate) const CLIENTS: &str = "/operator/clients";

/// The page of a client.
fn page_of(id: CreditorId) -> String {
    format!("{CLIENTS}/{id}")
}

/// `GET /clients`
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_clients(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<ClientsPage> {
    let paging = asked.paging(50, 100)?;
    let filter = query::LIST.read(&asked, &who)?;
    app.show(who, move |db, who| ClientsPage::load(db, who, &filter, asked, paging)).await
}

/// `GET /clients/{creditorId}`
pub(crate) async fn show_client(Who(who): Who<Operator>, id: Id<CreditorId>, app: App) -> Answer<ClientPage> {
    let ctx = app.context();
    app.show(who, move |db, who| ClientPage::load(db, who, id.0, &ctx)).await
}

/// `GET /clients/new`
pub(crate) async fn show_new(who: OperatorAdmin, app: App) -> Answer<ClientFormPage> {
    app.show(who, |db, who| ClientFormPage::new(db, &who.0, Filled::new::<NewClientForm>())).await
}

/// `POST /clients`: the onboarding user is mailed the link, if the referral partner wants that.
///
/// # Errors
/// If fields are wrong, or another client has the address or the id.
pub(crate) async fn create_client(who: OperatorAdmin, sent: Input<NewClientForm>, app: App) -> Answer<ClientFormPage> {
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let (name, has_link) = (order.company.name.clone(), order.referral_partner.is_some());
            let id = clients::create_client(db, order, &who.0.author(), ctx)?;
            let resource = ClientDto::load(db, &who.0, id, ctx)?;
            let how = if has_link { "by the onboarding link" } else { "on paper" };
            let notice = format!("{name} was created. It signs its agreement {how}.");
            Ok(Done { status: 201, ..Done::new(page_of(id), notice, &resource)? })
        },
        |db, who, form| ClientFormPage::new(db, &who.0, form),
    )
    .await
}

/// `GET /clients/{creditorId}/suspend`: asks for the reason, and shows what is open.
pub(crate) async fn show_suspend(who: OperatorAdmin, id: Id<CreditorId>, app: App) -> Answer<SuspendPage> {
    app.show(who, move |db, who| SuspendPage::load(db, &who.0, id.0, Filled::new::<SuspendForm>())).await
}

/// `POST /clients/{creditorId}/suspend`: stops its links; no case of it is taken in or assigned.
///
/// # Errors
/// If it is suspended already.
pub(crate) async fn suspend_client(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<SuspendForm>,
    app: App,
) -> Answer<SuspendPage> {
    app.submit(
        who,
        sent,
        move |db, who, reason, ctx| {
            let client = clients::suspend_client(db, &who.0, id.0, &reason, ctx)?;
            let resource = ClientDto::load(db, &who.0, id.0, ctx)?;
            Done::new(page_of(id.0), format!("{} is suspended. Its links do not work.", client.name), &resource)
        },
        move |db, who, form| SuspendPage::load(db, &who.0, id.0, form),
    )
    .await
}

/// `POST /clients/{creditorId}/resume`: ends the suspension.
///
/// # Errors
/// If it is not suspended.
pub(crate) async fn resume_client(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<()>,
    app: App,
) -> Answer<ClientPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let client = clients::resume_client(db, &who.0, id.0, ctx)?;
            let resource = ClientDto::load(db, &who.0, id.0, ctx)?;
            Done::new(page_of(id.0), format!("{} is active again.", client.name), &resource)
        },
        move |db, who, form| ClientPage::again(db, &who.0, id.0, form, &ctx),
    )
    .await
}

/// `POST /clients/{creditorId}/declined-cases`: whether a case that its agency declines is given to another one.
///
/// # Errors
/// If it is not said.
pub(crate) async fn set_declined_cases(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<DeclinedCasesForm>,
    app: App,
) -> Answer<ClientPage> {
    let ctx = app.context();
    app.submit(
        who,
        sent,
        move |db, who, passes_on, ctx| {
            clients::set_passing_on(db, &who.0, id.0, passes_on, ctx)?;
            let resource = ClientDto::load(db, &who.0, id.0, ctx)?;
            let notice = if passes_on {
                "Declined cases are given to another agency from now on."
            } else {
                "Declined cases are closed from now on."
            };
            Done::new(page_of(id.0), notice, &resource)
        },
        move |db, who, form| ClientPage::again(db, &who.0, id.0, form, &ctx),
    )
    .await
}

/// `GET /clients/{creditorId}/change`
pub(crate) async fn show_change(who: OperatorAdmin, id: Id<CreditorId>, app: App) -> Answer<ClientFormPage> {
    app.show(who, move |db, who| ClientFormPage::load(db, &who.0, id.0, None)).await
}

/// `POST /clients/{creditorId}`: changes its data. What is left out is removed; a bank account is added.
///
/// # Errors
/// If fields are wrong, or another client has the address.
pub(crate) async fn change_client(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    sent: Input<ChangeClientForm>,
    app: App,
) -> Answer<ClientFormPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let client = clients::change_client(db, &who.0, id.0, order, ctx)?;
            let resource = ClientDto::load(db, &who.0, id.0, ctx)?;
            Done::new(page_of(id.0), format!("{} was changed.", client.name), &resource)
        },
        move |db, who, form| ClientFormPage::load(db, &who.0, id.0, Some(form)),
    )
    .await
}
