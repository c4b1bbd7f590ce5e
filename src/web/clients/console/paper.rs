//! Agreements that a client signed on paper, recorded with the scan; and files of its agreements.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use validator::Validate;

use super::page_of;
use super::resource::ClientDto;
use crate::actions::agreements::{PaperOrder, record_paper};
use crate::domain::actor::Operator;
use crate::domain::ids::{AgreementId, CollectionPartnerId, CreditorId};
use crate::store::agreements::evidence::Subject;
use crate::store::clients::console;
use crate::store::people::parties;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::request::values::{Day, IdOf};
use crate::web::http::upload::WithFiles;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Done, Failure, Filled, Id, Page, Problems, Request};
use crate::web::signing::file_name;

/// Bytes of a scan.
const MAX_SCAN_BYTES: usize = 10 * 1024 * 1024;

/// An agreement that a client signed on paper, with the scan in the part `file`.
#[derive(Deserialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaperForm {
    /// The agency of a power of attorney; left out for the debt-collection agreement.
    #[schemars(extend("x-wrong" = "Choose an agency."))]
    collection_partner_id: Option<IdOf<CollectionPartnerId>>,
    /// The day of the last signature.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a day."))]
    signed_on: Option<Day>,
}

impl Request for PaperForm {
    type Order = (Option<CollectionPartnerId>, NaiveDate);

    fn order(self, _: &mut Problems) -> Option<Self::Order> {
        Some((self.collection_partner_id.map(|id| id.0), self.signed_on?.0))
    }
}

/// `GET /clients/{creditorId}/agreements/new`
pub(crate) async fn show_paper(who: OperatorAdmin, id: Id<CreditorId>, app: App) -> Answer<PaperPage> {
    app.show(who, move |db, who| PaperPage::load(db, &who.0, id.0, Filled::new::<PaperForm>())).await
}

/// `POST /clients/{creditorId}/agreements`: records an agreement that was signed on paper.
///
/// # Errors
/// If fields are wrong, the file is no PDF, or the client has signed already.
pub(crate) async fn add_paper(
    who: OperatorAdmin,
    id: Id<CreditorId>,
    mut sent: WithFiles<PaperForm, MAX_SCAN_BYTES>,
    app: App,
) -> Answer<PaperPage> {
    let file = match sent.files.remove("file") {
        Some(Some(bytes)) => Ok(bytes),
        Some(None) => Err("The file is larger than 10 MB."),
        None => Err("Choose a PDF file."),
    };
    let blobs = app.shared().blobs.clone();
    app.submit(
        who,
        sent.input,
        move |db, who, (agency, signed_on), ctx| {
            let file = file.map_err(|text| Problems::at("file", text))?;
            let order = PaperOrder { client: id.0, agency, signed_on };
            record_paper(db, &order, (&blobs, &file), &who.0.author(), ctx)?;
            let resource = ClientDto::load(db, &who.0, id.0, ctx)?;
            Ok(Done { status: 201, ..Done::new(page_of(id.0), "The agreement is recorded.", &resource)? })
        },
        move |db, who, form| PaperPage::load(db, &who.0, id.0, form),
    )
    .await
}

/// `GET /clients/{creditorId}/agreements/{agreementId}`: the newest file of a signed agreement.
///
/// # Errors
/// If the client has no such agreement, or it has no file yet.
pub(crate) async fn show_agreement(
    Who(who): Who<Operator>,
    path: Path<(String, String)>,
    app: App,
) -> Result<HttpResponse, Failure> {
    let (Some(client), Some(id)) = (CreditorId::parse(&path.0), AgreementId::parse(&path.1)) else {
        return Err(Failure::MalformedId);
    };
    let (name, sha256) = app
        .read(move |db| {
            let company = console::load(db, &who, client)?.creditor.name;
            let all = store::agreements::of(db, Subject::Client(client))?;
            let found = all.into_iter().find(|one| one.id == id).ok_or(Failure::NotFound)?;
            let file = store::agreements::files::numbered(db, id, None)?.ok_or(Failure::NotFound)?;
            Ok((file_name(&found, &company), file))
        })
        .await?;
    crate::web::documents::stored(&app.shared().blobs, &sha256, &name).await
}

/// The form of an agreement that was signed on paper.
#[derive(Template)]
#[template(path = "clients/console/paper.html")]
pub(crate) struct PaperPage {
    form: Filled,
    client: CreditorId,
    name: String,
    agencies: Vec<(String, String)>,
}

impl Page for PaperPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl PaperPage {
    fn load(db: &mut Db, who: &Operator, client: CreditorId, form: Filled) -> Result<Self, Failure> {
        let name = console::load(db, who, client)?.creditor.name;
        let agreement = (String::new(), "Debt collection agreement".to_owned());
        let powers = parties::choices(db, who)?.agencies.into_iter();
        let powers = powers.filter(|(id, _)| !id.is_empty());
        let powers = powers.map(|(id, agency)| (id, format!("Power of attorney for {agency}")));
        let agencies = std::iter::once(agreement).chain(powers).collect();
        Ok(Self { form, client, name, agencies })
    }
}
