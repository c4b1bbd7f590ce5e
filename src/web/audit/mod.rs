//! The audit trail: who did what to what, and when. For the operator.

mod page;
pub(crate) mod query;
pub(crate) mod resource;

use crate::domain::actor::Operator;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked};
use page::AuditPage;

/// `GET /operator/audit`
///
/// # Errors
/// Wrong filters.
pub(crate) async fn show_audit(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<AuditPage> {
    let filter = query::AUDIT.read(&asked, &who)?;
    let size = asked.paging(50, 200)?.size;
    app.show(who, move |db, who| AuditPage::load(db, who, (&filter, size), asked)).await
}
