//! Writes very many cases for measurements. It copies existing cases again and again, each with new ids, references,
//! debtor and dates; the copies share the bytes of their documents.
//!
//! This is the only place that writes cases without the actions. Only the demo uses it.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc;

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use super::engagements::Engagement;
use super::{Case, Debtor};
use crate::domain::ids::{
    CaseId, CollectionPartnerId, DebtorId, DocumentId, LedgerId, PaymentId, ReckoningId, Reference, TaskId, TimelineId,
};
use crate::domain::payment::Invoicing;
use crate::domain::task::{TaskKind, TaskOwner};
use crate::store::books::ledger::LedgerEntry;
use crate::store::books::payments::Payment;
use crate::store::books::reckonings::ReckoningRow;
use crate::store::db::schema::{
    cases, creditors, debtors, documents, engagements, ledger, payments, reckonings, tasks, timeline,
};
use crate::store::db::{dialect, entropy};
use crate::store::documents::Document;
use crate::store::{Db, StoreError, Tx, Writer, cases as case_store, fresh_id};

/// Cases per transaction.
const CASES_PER_TRANSACTION: usize = 5_000;
/// Copy at most this many timeline entries of each case, the first ones.
const MAX_COPIED_ENTRIES: usize = 4;

/// What the caller must provide: invented data, and output of progress.
pub trait Invention {
    /// A debtor in this country. The id is set later.
    fn debtor(&mut self, country: &str) -> Debtor;
    /// A random number below `end`.
    fn below(&mut self, end: usize) -> usize;
    /// Progress: `written` of `all` cases.
    fn step(&mut self, written: usize, all: usize);
    /// A message about the current step.
    fn say(&mut self, what: &str);
}

pub mod unscoped;
mod words;
use words::{Staged, bulk_words};

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = timeline, treat_none_as_default_value = false)]
struct Entry {
    id: TimelineId,
    case_id: CaseId,
    happened_at: NaiveDateTime,
    recorded_at: NaiveDateTime,
    kind: String,
    title: String,
    description: String,
    event_date: Option<NaiveDateTime>,
    actor_kind: String,
    actor_name: String,
    actor_number: i64,
}

#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = tasks, treat_none_as_default_value = false)]
struct Task {
    id: TaskId,
    kind: TaskKind,
    collection_partner_id: Option<String>,
    case_id: CaseId,
    is_test: bool,
    deadline: NaiveDateTime,
    created_at: NaiveDateTime,
    solved_at: Option<NaiveDateTime>,
}

/// An existing case to be copied, with its dependent rows.
struct Template {
    case: Case,
    creditor: String,
    country: String,
    entries: Vec<Entry>,
    tasks: Vec<Task>,
    documents: Vec<Document>,
    reckonings: Vec<ReckoningRow>,
    payments: Vec<Payment>,
    ledger: Vec<LedgerEntry>,
}

/// Writes one part of the plan while the next part is prepared.
fn write(
    db: &mut Writer,
    plan: &[(NaiveDateTime, usize)],
    templates: &[Template],
    references: &mut HashSet<Reference>,
    invention: &mut impl Invention,
) -> Result<(), StoreError> {
    std::thread::scope(|scope| {
        let (made, arriving) = mpsc::sync_channel::<Rows>(1);
        let writer = scope.spawn(move || arriving.into_iter().try_for_each(|rows| db.write(|db| rows.store(db))));
        let mut written = 0;
        for part in plan.chunks(CASES_PER_TRANSACTION) {
            let mut rows = Rows::default();
            for (created, template) in part.iter().filter_map(|(at, index)| Some((*at, templates.get(*index)?))) {
                rows.add(template, created, references, invention);
            }
            // The writer has stopped; it returns the reason.
            if made.send(rows).is_err() {
                break;
            }
            written += part.len();
            invention.step(written, plan.len());
        }
        drop(made);
        writer.join().unwrap_or_else(|_| Err(StoreError::Corrupt("the writer of the bulk broke off".to_owned())))
    })
}

/// The copies to make, oldest first, so that ids grow with time: moment of submission and index of the template. A copy
/// is never newer than its template, or its history would be in the future.
fn plan(templates: &[Template], all: usize, invention: &mut impl Invention) -> Vec<(NaiveDateTime, usize)> {
    let mut plan: Vec<(NaiveDateTime, usize)> = templates
        .iter()
        .enumerate()
        .cycle()
        .take(all)
        .map(|(template, Template { case, .. })| {
            let hours = if case.lifecycle.is_open() { 60 * 24 } else { 900 * 24 };
            let back = Duration::hours(i64::try_from(invention.below(hours)).unwrap_or_default())
                + Duration::seconds(i64::try_from(invention.below(3600)).unwrap_or_default());
            (case.created_at - back, template)
        })
        .collect();
    plan.sort_unstable();
    plan
}

fn load(db: &mut Db) -> Result<Vec<Template>, StoreError> {
    let found: Vec<(Case, String, String)> = cases::table
        .inner_join(debtors::table)
        .inner_join(creditors::table)
        .filter(cases::collection_partner_id.is_not_null().and(cases::is_test.eq(false)))
        .filter(cases::lifecycle.ne_all(crate::store::cases::HIDDEN))
        // A copy has one engagement, so its template must have had no other agency.
        .filter(diesel::dsl::not(diesel::dsl::exists(
            engagements::table.filter(engagements::case_id.eq(cases::id).and(engagements::ended_at.is_not_null())),
        )))
        .order((cases::created_at.asc(), cases::id.asc()))
        .limit(600)
        .select((Case::as_select(), creditors::name, debtors::country))
        .load(&mut *db.conn)?;
    let ids: Vec<CaseId> = found.iter().map(|(case, ..)| case.id).collect();
    let conn = &mut *db.conn;
    let mut entries = grouped(
        timeline::table
            .filter(timeline::case_id.eq_any(&ids))
            .order((timeline::happened_at.asc(), timeline::id.asc()))
            .select(Entry::as_select())
            .load(conn)?,
        |entry: &Entry| entry.case_id,
    );
    let mut tasks = grouped(
        tasks::table
            .filter(tasks::case_id.eq_any(&ids).and(tasks::solved_at.is_null()))
            // Rows that these tasks refer to are not copied.
            .filter(tasks::kind.ne_all([
                TaskKind::CaseSurvey,
                TaskKind::PaymentOverdue,
                TaskKind::InvoiceClient,
                TaskKind::ChasePayment,
            ]))
            .order(tasks::id.asc())
            .select(Task::as_select())
            .load(conn)?,
        |task: &Task| task.case_id,
    );
    let mut documents = grouped(
        documents::table
            .filter(documents::case_id.eq_any(&ids).and(documents::deleted_at.is_null()))
            .order(documents::id.asc())
            .select(Document::as_select())
            .load(conn)?,
        |document: &Document| document.case_id,
    );
    let mut reckonings = grouped(
        reckonings::table
            .filter(reckonings::case_id.eq_any(&ids))
            .order(reckonings::number.asc())
            .select(ReckoningRow::as_select())
            .load(conn)?,
        |reckoning: &ReckoningRow| reckoning.case_id,
    );
    let mut payments = grouped(
        payments::table
            .filter(payments::case_id.eq_any(&ids).and(payments::deleted_at.is_null()))
            .order(payments::id.asc())
            .select(Payment::as_select())
            .load(conn)?,
        |payment: &Payment| payment.case_id,
    );
    let mut entered = grouped(
        ledger::table
            .filter(ledger::case_id.eq_any(&ids))
            .order((ledger::booked_at.asc(), ledger::id.asc()))
            .select((ledger::case_id.assume_not_null(), LedgerEntry::as_select()))
            .load::<(CaseId, LedgerEntry)>(conn)?,
        |(case, _)| *case,
    );
    Ok(found
        .into_iter()
        .map(|(case, creditor, country)| {
            let mut entries = entries.remove(&case.id).unwrap_or_default();
            entries.retain(|entry| entry.kind != "Message");
            entries.truncate(MAX_COPIED_ENTRIES);
            Template {
                entries,
                tasks: tasks.remove(&case.id).unwrap_or_default(),
                documents: documents.remove(&case.id).unwrap_or_default(),
                reckonings: reckonings.remove(&case.id).unwrap_or_default(),
                payments: payments.remove(&case.id).unwrap_or_default(),
                ledger: entered.remove(&case.id).unwrap_or_default().into_iter().map(|(_, entry)| entry).collect(),
                case,
                creditor,
                country,
            }
        })
        .collect())
}

fn grouped<T>(rows: Vec<T>, of: impl Fn(&T) -> CaseId) -> HashMap<CaseId, Vec<T>> {
    let mut groups: HashMap<CaseId, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(of(&row)).or_default().push(row);
    }
    groups
}

/// The rows of one transaction.
#[derive(Default)]
struct Rows {
    debtors: Vec<Debtor>,
    cases: Vec<Case>,
    words: Vec<Staged>,
    entries: Vec<Entry>,
    tasks: Vec<Task>,
    documents: Vec<Document>,
    engagements: Vec<Engagement>,
    reckonings: Vec<ReckoningRow>,
    payments: Vec<Payment>,
    ledger: Vec<LedgerEntry>,
    case_counts: HashMap<(CollectionPartnerId, &'static str), i64>,
    task_counts: HashMap<(CollectionPartnerId, &'static str), i64>,
}

impl Rows {
    fn add(
        &mut self,
        template: &Template,
        created: NaiveDateTime,
        references: &mut HashSet<Reference>,
        invention: &mut impl Invention,
    ) {
        entropy::seeded::move_to(created.and_utc());
        let by = created - template.case.created_at;
        let debtor = Debtor { id: DebtorId::from_uuid(fresh_id()), ..invention.debtor(&template.country) };
        let mut case = Case { id: CaseId::from_uuid(fresh_id()), debtor_id: debtor.id, ..template.case.clone() };
        shift_case(&mut case, by);
        case.reference = entropy::fresh_reference();
        while !references.insert(case.reference) {
            case.reference = entropy::fresh_reference();
        }
        let number = invention.below(1_000_000);
        case.creditor_reference = Some(format!("{}-{number:06}", case.claim_date.format("%y")));
        case.partner_reference = case.partner_reference.is_some().then(|| format!("B-{number:06}"));
        if let Some(agency) = case.collection_partner_id {
            *self.case_counts.entry((agency, case.lifecycle.name())).or_default() += 1;
            let contact = debtor.contact_person.as_deref();
            let words = case_store::words(&case, (&debtor.name, contact), &template.creditor);
            self.engagements.push(Engagement::first(&case, agency, case.assigned_at.unwrap_or(case.created_at)));
            self.words.push(Staged::new(case.id, case_store::word_rows(&case, words)));
        }
        self.add_dependents(template, &case, by);
        self.debtors.push(debtor);
        self.cases.push(case);
    }

    /// Adds the dependent rows of a case.
    fn add_dependents(&mut self, template: &Template, case: &Case, by: Duration) {
        for entry in &template.entries {
            let id = TimelineId::from_uuid(fresh_id());
            let mut entry = Entry { id, case_id: case.id, ..entry.clone() };
            entry.happened_at += by;
            entry.recorded_at += by;
            self.entries.push(entry);
        }
        for task in &template.tasks {
            let mut task = Task { id: TaskId::from_uuid(fresh_id()), case_id: case.id, ..task.clone() };
            task.deadline += by;
            task.created_at += by;
            if let (TaskOwner::Agency, Some(agency)) = (task.kind.owner(), case.collection_partner_id) {
                *self.task_counts.entry((agency, task.kind.name())).or_default() += 1;
            }
            self.tasks.push(task);
        }
        for document in &template.documents {
            let id = DocumentId::from_uuid(fresh_id());
            let mut document = Document { id, case_id: case.id, ..document.clone() };
            document.created_at += by;
            document.updated_at += by;
            self.documents.push(document);
        }
        let mut renamed: HashMap<ReckoningId, ReckoningId> = HashMap::new();
        for reckoning in &template.reckonings {
            let id = ReckoningId::from_uuid(fresh_id());
            renamed.insert(reckoning.id, id);
            let mut reckoning = reckoning.clone();
            (reckoning.id, reckoning.case_id) = (id, case.id);
            reckoning.created_at += by;
            self.reckonings.push(reckoning);
        }
        let mut paid: HashMap<PaymentId, PaymentId> = HashMap::new();
        for payment in &template.payments {
            let Some(reckoning_id) = renamed.get(&payment.reckoning_id).copied() else { continue };
            let id = PaymentId::from_uuid(fresh_id());
            paid.insert(payment.id, id);
            // Copies are on no invoice, because invoices are not copied.
            let (frozen, invoicing, invoice_id) = (false, Invoicing::NotInvoiced, None);
            let known = payment.clone();
            let mut payment = Payment { id, case_id: case.id, reckoning_id, frozen, invoicing, invoice_id, ..known };
            payment.created_at += by;
            payment.received_on += by;
            payment.confirmed_at = payment.confirmed_at.map(|moment| moment + by);
            self.payments.push(payment);
        }
        let mut booked: HashMap<LedgerId, LedgerId> = HashMap::new();
        for entry in &template.ledger {
            let id = LedgerId::from_uuid(fresh_id());
            booked.insert(entry.id, id);
            let mut entry = LedgerEntry { id, case_id: Some(case.id), ..entry.clone() };
            entry.payment_id = entry.payment_id.and_then(|id| paid.get(&id).copied());
            entry.reverses = entry.reverses.and_then(|id| booked.get(&id).copied());
            entry.booked_at += by;
            entry.value_on += by;
            self.ledger.push(entry);
        }
    }

    fn store(self, db: &mut Tx<'_>) -> Result<(), StoreError> {
        dialect::insert_all!(db, debtors::table, self.debtors, 12);
        dialect::insert_all!(db, cases::table, self.cases, 52);
        dialect::insert_all!(db, bulk_words::table, self.words, 2);
        dialect::insert_all!(db, timeline::table, self.entries, 11);
        dialect::insert_all!(db, tasks::table, self.tasks, 8);
        dialect::insert_all!(db, documents::table, self.documents, 14);
        dialect::insert_all!(db, engagements::table, self.engagements, 11);
        dialect::insert_all!(db, reckonings::table, self.reckonings, 10);
        dialect::insert_all!(db, payments::table, self.payments, 36);
        dialect::insert_all!(db, ledger::table, self.ledger, 32);
        for ((agency, lifecycle), cases) in self.case_counts {
            dialect::bump_case_count(db, agency.as_str(), false, lifecycle, cases)?;
        }
        for ((agency, kind), tasks) in self.task_counts {
            dialect::bump_task_count(db, agency.as_str(), kind, tasks)?;
        }
        Ok(())
    }
}

fn shift_case(case: &mut Case, by: Duration) {
    case.created_at += by;
    case.updated_at += by;
    case.claim_date += by;
    case.due_date += by;
    for moment in [
        &mut case.answered_at,
        &mut case.assigned_at,
        &mut case.started_at,
        &mut case.finished_at,
        &mut case.exclusive_from,
        &mut case.exclusive_until,
        &mut case.due_at,
    ] {
        *moment = moment.map(|moment| moment + by);
    }
}
