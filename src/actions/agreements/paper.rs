//! Agreements that a client signed on paper: the operator records them with the scan. They count like those that were
//! signed here, but nothing is proved about them.

use chrono::{NaiveDate, NaiveTime};

use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::agreement::{AgreementKind, FileLevel, Language, Matter};
use crate::domain::client::{ClientFact, ClientRefusal};
use crate::domain::ids::{AgreementId, CollectionPartnerId, CreditorId};
use crate::store::agreements::evidence::{self, About, Subject};
use crate::store::agreements::{self, Agreement};
use crate::store::clients::unscoped;
use crate::store::db::series;
use crate::store::documents::blobs::Blobs;
use crate::store::{self, StoreError, Tx, Writer};

/// The first bytes of a PDF file.
const PDF_START: &[u8] = b"%PDF-";

/// An agreement signed on paper.
#[derive(Clone, Debug)]
pub struct PaperOrder {
    /// Who signed it.
    pub client: CreditorId,
    /// The agency of a power of attorney; `None` for the debt-collection agreement.
    pub agency: Option<CollectionPartnerId>,
    /// The day of the last signature.
    pub signed_on: NaiveDate,
}

/// Records an agreement that was signed on paper, as one of the version in force. Cases that wait for it move on.
///
/// # Errors
/// By field: the day is ahead; the file is no PDF; no such agency. The client has signed it already, or is signing it
/// by link.
pub fn record_paper(
    db: &mut Writer,
    order: &PaperOrder,
    (blobs, file): (&Blobs, &[u8]),
    by: &Author,
    ctx: &Context,
) -> Outcome<AgreementId> {
    if order.signed_on > ctx.now.date_naive() {
        return Err(ActionError::At("signedOn", "This day is ahead.".to_owned()));
    }
    if !file.starts_with(PDF_START) {
        return Err(ActionError::At("file", "Choose a PDF file.".to_owned()));
    }
    let stored = blobs.put_blocking_bytes(file)?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    db.write(|db| {
        store::documents::hold_bytes(db, &stored.sha256, size, ctx.now)?;
        store::cases::intake::hold_creditor(db, order.client)?;
        let agreement = drawn(db, order, ctx)?;
        agreements::insert(db, &agreement, &[])?;
        let signed_at = order.signed_on.and_time(NaiveTime::MIN).and_utc();
        agreements::conclude(db, &agreement, signed_at)?;
        let number = series::following(None);
        agreements::unscoped::add_file(db, agreement.id, number, &stored.sha256, size, FileLevel::P, ctx.now)?;
        let about = About {
            subject: Subject::Client(order.client),
            agreement: Some(agreement.id),
            referral_partner: unscoped::partner_of(db, order.client)?,
        };
        let fact = ClientFact::SignedOnPaper {
            kind: agreement.kind.name(),
            version: agreement.version.clone(),
            signed_on: order.signed_on.to_string(),
            sha256: stored.sha256.clone(),
        };
        evidence::record(db, &about, by, &fact, &[], ctx.now)?;
        crate::actions::cases::contracts_signed(db, Some(order.client), ctx)?;
        Ok(agreement.id)
    })
}

/// The row of the agreement. A draft by link that nobody has signed gives way.
fn drawn(db: &mut Tx<'_>, order: &PaperOrder, ctx: &Context) -> Outcome<Agreement> {
    let kind = if order.agency.is_some() { AgreementKind::Poa } else { AgreementKind::Sdca };
    if let Some(agency) = order.agency {
        match store::people::organisations::profile(db, agency) {
            Err(StoreError::NotFound) => {
                return Err(ActionError::At("collectionPartnerId", "There is no such agency.".to_owned()));
            }
            found => found?,
        };
    }
    let version = agreements::unscoped::version(db, kind)?.ok_or(StoreError::NotFound)?;
    let matter = Matter { kind, partner: order.agency, carve_out: None };
    let known = agreements::newest(db, Subject::Client(order.client), matter)?;
    if let Some(known) = known.filter(|one| one.version == version) {
        if known.signed_at.is_some() {
            return Err(ClientRefusal::SignedAlready.into());
        }
        if agreements::parts(db, known.id)?.iter().any(|part| part.signed_at.is_some()) {
            return Err(ClientRefusal::BeingSigned.into());
        }
        agreements::void(db, &known, "It was signed on paper.", ctx.now)?;
    }
    let creditor = unscoped::creditor(db, order.client)?;
    Ok(Agreement {
        id: AgreementId::from_uuid(store::fresh_id()),
        kind,
        creditor_id: Some(order.client),
        collection_partner_id: order.agency,
        version,
        language: Language::of_country(&creditor.country),
        variables: "{}".to_owned(),
        shown_sha256: String::new(),
        created_at: ctx.now.naive_utc(),
        signed_at: None,
        voided_at: None,
        void_reason: None,
        carve_out_id: None,
        appendix_version: None,
        appendix_variables: None,
    })
}
