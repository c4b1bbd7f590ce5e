//! The operator's people see the pages of an agency as its people do, without acting.

use actix_session::Session;

use super::page::AgencyPage;
use crate::actions::people;
use crate::domain::actor::Operator;
use crate::domain::ids::CollectionPartnerId;
use crate::web::http::reply::Reply;
use crate::web::http::session::{LOOKS_AT, LooksAt};
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Done, Failure, Id, Input};

/// `POST /look/agencies/{collectionPartnerId}`: until it ends, pages of agencies show this one. The audit trail has it.
///
/// # Errors
/// If there is no such agency.
pub(crate) async fn look(
    Who(who): Who<Operator>,
    id: Id<CollectionPartnerId>,
    _: Input<()>,
    session: Session,
    app: App,
) -> Answer<AgencyPage> {
    let agency = app.run(move |db, ctx| Ok(people::look_at_agency(db, &who.author(), id.0, ctx)?)).await?;
    session.insert(LOOKS_AT, LooksAt::new(&agency)).map_err(|error| Failure::Fault(error.to_string()))?;
    Ok(Reply::Done(Done::on_to("/partner/cases")))
}

/// `POST /look/end`: pages of agencies are closed to the operator's people again.
///
/// # Errors
/// If the reader is not of the operator.
pub(crate) async fn end_look(Who(_): Who<Operator>, _: Input<()>, session: Session) -> Answer<AgencyPage> {
    let seen: Option<LooksAt> = session.get(LOOKS_AT).unwrap_or_default();
    session.remove(LOOKS_AT);
    let to = seen.map_or_else(|| super::AGENCIES.to_owned(), |agency| format!("{}/{}", super::AGENCIES, agency.id));
    Ok(Reply::Done(Done::on_to(to)))
}
