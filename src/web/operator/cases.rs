//! Finds any case by its reference, as people read it out on the phone.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::actor::Operator;
use crate::domain::ids::Reference;
use crate::store::cases::CaseFile;
use crate::store::{self, Db};
use crate::web::cases::page::state_class;
use crate::web::filters;
use crate::web::http::who::Who;
use crate::web::http::{Answer, App, Asked, Failure, Page};

/// A case as the operator's systems find it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FoundCase {
    pub id: String,
    pub reference: String,
    pub lifecycle: String,
    pub agency: Option<String>,
    pub creditor: String,
    pub debtor: String,
}

#[derive(Template)]
#[template(path = "operator/cases.html")]
pub(crate) struct FindCasePage {
    resource: Vec<FoundCase>,
    asked: String,
    found: Option<CaseFile>,
}

impl FindCasePage {
    fn load(db: &mut Db, who: &Operator, asked: &str) -> Result<Self, Failure> {
        let id = match Reference::parse(asked) {
            Some(reference) => store::cases::unscoped::by_reference(db, reference)?,
            None => None,
        };
        let found = id.map(|id| store::cases::load(db, who, id)).transpose()?;
        let agency = match found.as_ref().and_then(|file| file.case.collection_partner_id) {
            Some(agency) => Some(store::people::organisations::profile(db, agency)?.name),
            None => None,
        };
        let resource = found
            .iter()
            .map(|file| FoundCase {
                id: file.case.id.to_string(),
                reference: file.case.reference.to_string(),
                lifecycle: file.case.lifecycle.label().to_owned(),
                agency: agency.clone(),
                creditor: file.creditor.name.clone(),
                debtor: file.debtor.name.clone(),
            })
            .collect();
        Ok(Self { resource, asked: asked.to_owned(), found })
    }

    fn class(file: &CaseFile) -> &'static str {
        state_class(file.case.lifecycle)
    }

    fn agency(&self) -> &str {
        self.resource.first().and_then(|case| case.agency.as_deref()).unwrap_or("no agency yet")
    }
}

impl Page for FindCasePage {
    type Resource = Vec<FoundCase>;
    fn resource(&self) -> &Vec<FoundCase> {
        &self.resource
    }
}

/// `GET /operator/cases?reference=…`
pub(crate) async fn find_case(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<FindCasePage> {
    let reference = asked.one("reference").unwrap_or_default().to_owned();
    app.show(who, move |db, who| FindCasePage::load(db, who, &reference)).await
}
