//! The cases of one export request, and the lines and folders made of them.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use chrono_tz::Tz;

use super::query::{ExportOrder, MAX_CASES_PER_REQUEST, Place};
use crate::domain::actor::Partner;
use crate::domain::document::{FileKind, may_be_compressed};
use crate::domain::ids::CaseId;
use crate::domain::money::Money;
use crate::exchange::{Bundle, BundleFile, CaseRow, Number};
use crate::store::cases::{CaseFile, CaseFilter, Counted};
use crate::store::documents::Document;
use crate::store::{self, Db, StoreError};

pub(crate) struct Slice {
    /// At most 200, in the order of the list.
    pub files: Vec<CaseFile>,
    /// How many cases match in total.
    pub total: Counted,
    /// How many cases come before these.
    pub before: i64,
    /// Where the next request continues; `None` at the end.
    pub next: Option<Place>,
}

impl Slice {
    /// Loads the cases with a fixed number of queries.
    pub(crate) fn load(db: &mut Db, who: &Partner, order: &ExportOrder, exact: bool) -> Result<Self, StoreError> {
        // Count without the place: counts of whole states are stored, counts of a part are not.
        let total = store::cases::find(db, who, &order.filter, 0, 0, exact)?.total;
        let before = order.place.before();
        // Load one more than is delivered, to know whether there are more.
        let mut ids = match order.place {
            Place::Skipping(skip) => {
                store::cases::find(db, who, &order.filter, skip, MAX_CASES_PER_REQUEST + 1, false)?.ids
            }
            Place::Beginning => store::cases::ids_of(db, who, &order.filter, MAX_CASES_PER_REQUEST + 1)?,
            Place::Behind(at, id, _) => {
                let filter = CaseFilter { after: Some((at, id)), ..order.filter.clone() };
                store::cases::ids_of(db, who, &filter, MAX_CASES_PER_REQUEST + 1)?
            }
        };
        let most = usize::try_from(MAX_CASES_PER_REQUEST).unwrap_or_default();
        let has_more = ids.len() > most;
        ids.truncate(most);
        let files = store::cases::load_many(db, who, &ids)?;
        let after = before + MAX_CASES_PER_REQUEST;
        let next = files.last().filter(|_| has_more).map(|file| match order.is_default() {
            true => Place::Behind(file.case.created_at.and_utc(), file.case.id, after),
            false => Place::Skipping(after),
        });
        Ok(Self { files, total, before, next })
    }

    /// The documents of these cases; within a case, oldest first.
    pub(crate) fn documents(&self, db: &mut Db, who: &Partner) -> Result<Vec<Document>, StoreError> {
        let ids: Vec<CaseId> = self.files.iter().map(|file| file.case.id).collect();
        store::documents::of_cases(db, who, &ids)
    }

    /// The lines of the CSV file.
    pub(crate) fn rows(&self, zone: Tz) -> Vec<CaseRow> {
        self.files.iter().map(|file| row(file, zone)).collect()
    }

    /// One folder per case, in the order of the list.
    pub(crate) fn bundles(&self, documents: Vec<Document>) -> Vec<Bundle> {
        let mut by_case: HashMap<CaseId, Vec<BundleFile>> = HashMap::new();
        for document in documents {
            by_case.entry(document.case_id).or_default().push(bundled(document));
        }
        let folder = |file: &CaseFile| Some((file.case.reference.to_string(), by_case.remove(&file.case.id)?));
        let folders = self.files.iter().filter_map(folder);
        folders.map(|(folder, files)| Bundle { folder, files }).collect()
    }
}

fn bundled(document: Document) -> BundleFile {
    BundleFile {
        stored: FileKind::of(&document.file_name).is_none_or(|kind| !may_be_compressed(kind)),
        name: document.file_name,
        size: u64::try_from(document.size).unwrap_or_default(),
        source: document.sha256.clone(),
        sha256: document.sha256,
    }
}

fn row(file: &CaseFile, zone: Tz) -> CaseRow {
    let (case, debtor, creditor) = (&file.case, &file.debtor, &file.creditor);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let amount = |minor: i64| number(Money::new(minor, case.currency).major());
    let moment = |at: Option<NaiveDateTime>| at.map(|at| local(at, zone));
    CaseRow {
        reference: case.reference.to_string(),
        partner_reference: text(&case.partner_reference),
        creditor_reference: text(&case.creditor_reference),
        lifecycle: case.lifecycle.label().to_owned(),
        close_code: label(case.close_code.map(|code| code.label())),
        claim_type: label(case.claim_type.map(|claim| claim.label())),
        dispute_status: label(case.dispute_status.map(|status| status.label())),
        debtor_type: debtor.kind.label().to_owned(),
        debtor_name: debtor.name.clone(),
        debtor_contact: text(&debtor.contact_person),
        debtor_address: text(&debtor.address),
        debtor_zip: text(&debtor.zip_code),
        debtor_city: text(&debtor.city),
        debtor_state: text(&debtor.state),
        debtor_country: debtor.country.clone(),
        debtor_email: text(&debtor.email),
        debtor_phone: text(&debtor.phone),
        debtor_registration_number: text(&debtor.registration_number),
        creditor_name: creditor.name.clone(),
        creditor_country: creditor.country.clone(),
        creditor_division: file.division.as_ref().map(|division| division.name.clone()).unwrap_or_default(),
        currency: case.currency.code().to_owned(),
        principal: amount(case.principal),
        interest_fees: amount(case.interest_fees),
        reminder_fees: amount(case.reminder_fees),
        collection_fees: amount(case.collection_fees),
        paid: amount(case.paid),
        outstanding: amount(case.outstanding),
        success_fee_percent: case.rate().map(|rate| number(rate.to_string())).unwrap_or_default(),
        pricing_source: label(case.pricing_source.map(|source| source.label())),
        claim_date: Some(case.claim_date),
        due_date: Some(case.due_date),
        created_at: moment(Some(case.created_at)),
        started_at: moment(case.started_at),
        finished_at: moment(case.finished_at),
        exclusive_until: case.exclusive_until.map(|at| local(at, zone).date_naive()),
        handler: file.handler.as_ref().map(|handler| handler.name()).unwrap_or_default(),
        test_case: case.is_test,
    }
}

fn label(label: Option<&'static str>) -> String {
    label.unwrap_or_default().to_owned()
}

/// A number from digits that we wrote ourselves. If they were not a number, the cell would be empty rather than wrong.
fn number(digits: String) -> Number {
    Number::parse(digits).unwrap_or_default()
}

fn local(at: NaiveDateTime, zone: Tz) -> DateTime<FixedOffset> {
    at.and_utc().with_timezone(&zone).fixed_offset()
}
