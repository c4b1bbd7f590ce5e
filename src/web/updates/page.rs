//! Template structs of monthly updates.

use askama::Template;
use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::resource::CaseUpdateDto;
use crate::actions::Context;
use crate::domain::actor::Partner;
use crate::domain::calendar::local_date;
use crate::domain::case::CaseRefusal;
use crate::domain::case::{By, CloseCode, Verb, close_codes, may};
use crate::domain::case_update::{Activity, FULL_CREDIT_BASIS_POINTS};
use crate::domain::ids::CaseId;
use crate::domain::payment::{CommissionStatus, Recipient};
use crate::store::cases::updates::CaseUpdate;
use crate::store::cases::{Case, CaseFile};
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::{Failure, Fields, Filled, Page};

/// The tab of the case page.
pub(crate) struct UpdatesTab {
    /// The case's address.
    pub base: String,
    /// The open update.
    pub open: Option<OpenUpdate>,
    /// Past updates, newest first.
    pub rows: Vec<UpdateRow>,
}

pub(crate) struct OpenUpdate {
    /// The month: "November 2026".
    pub month: String,
    /// The deadline.
    pub due: NaiveDateTime,
}

pub(crate) struct UpdateRow {
    /// The month: "November 2026".
    pub month: String,
    /// Whether and when it was answered, in words.
    pub state: String,
    /// CSS class of the state.
    pub class: &'static str,
    /// The actions taken.
    pub done: Vec<&'static str>,
    /// The description of what was done.
    pub summary: String,
    /// The recommendation with its reason.
    pub advice: String,
    /// Who answered.
    pub by: String,
    /// When it was answered.
    pub at: NaiveDateTime,
}

impl UpdatesTab {
    pub(crate) fn load(db: &mut Db, case: &Case) -> Result<Self, Failure> {
        let all = store::cases::updates::of_case(db, case)?;
        let open = all
            .iter()
            .find(|update| update.is_open())
            .map(|update| OpenUpdate { month: update.month_name(), due: update.due_at });
        let rows = all.iter().filter_map(UpdateRow::new).collect();
        Ok(Self { base: format!("/partner/cases/{}", case.id), open, rows })
    }
}

impl UpdateRow {
    fn new(update: &CaseUpdate) -> Option<Self> {
        let at = update.answered_at.or(update.lapsed_at)?;
        let (state, class) = match (update.answered_at, update.credit.unwrap_or_default()) {
            (None, _) => ("Not given".to_owned(), "closed"),
            (Some(_), FULL_CREDIT_BASIS_POINTS) => ("In time".to_owned(), "ok"),
            (Some(_), credit) => (late(update, credit), if credit == 0 { "bad" } else { "info" }),
        };
        let advice = match (update.recommendation, &update.reason) {
            (None, _) => String::new(),
            (Some(advice), None) => advice.label().to_owned(),
            (Some(advice), Some(reason)) => format!("{advice}: {reason}"),
        };
        Some(Self {
            month: update.month_name(),
            state,
            class,
            done: update.done().into_iter().map(Activity::label).collect(),
            summary: update.summary.clone(),
            advice,
            by: update.answered_by.clone().unwrap_or_default(),
            at,
        })
    }
}

/// "2.5 days late, 64 % credited".
fn late(update: &CaseUpdate, credit: i64) -> String {
    let seconds = update.answered_at.map_or(0, |at| (at - update.due_at).num_seconds());
    let tenths = (seconds * 10 + 43_200) / 86_400;
    let days = Decimal::new(tenths.max(1), 1).normalize();
    let percent = Decimal::new(credit, 2).round();
    format!("{days} {} late, {percent} % credited", if days == Decimal::ONE { "day" } else { "days" })
}

/// The updates of a case as a page and as JSON.
#[derive(Template)]
#[template(path = "updates/list.html")]
pub(crate) struct UpdatesPage {
    resource: Vec<CaseUpdateDto>,
    file: CaseFile,
    updates: UpdatesTab,
}

impl UpdatesPage {
    pub(crate) fn load(db: &mut Db, who: &Partner, id: CaseId) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let resource = store::cases::updates::of_case(db, &file.case)?.iter().map(CaseUpdateDto::from).collect();
        let updates = UpdatesTab::load(db, &file.case)?;
        Ok(Self { resource, file, updates })
    }
}

impl Page for UpdatesPage {
    type Resource = Vec<CaseUpdateDto>;
    fn resource(&self) -> &Vec<CaseUpdateDto> {
        &self.resource
    }
}

#[derive(Template)]
#[template(path = "updates/form.html")]
pub(crate) struct UpdateFormPage {
    file: CaseFile,
    form: Filled,
    month: String,
    due: NaiveDateTime,
    is_late: bool,
    codes: Vec<CloseCode>,
    may_pause: bool,
    may_pay: bool,
}

impl UpdateFormPage {
    /// The form of the open update, empty or as it was sent.
    ///
    /// # Errors
    /// If the case is not theirs, or no update is open.
    pub(crate) fn load(
        db: &mut Db,
        who: &Partner,
        id: CaseId,
        form: Option<Filled>,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let snapshot = file.case.snapshot();
        let open = store::cases::updates::open_of(db, &file.case)?.ok_or(CaseRefusal::NoUpdateDue)?;
        let usual = || {
            let today = local_date(ctx.now, who.agency.time_zone).to_string();
            Fields::default()
                .with("date", today)
                .with("paymentRecipient", Recipient::CollectionPartner.name())
                .with("commissionPaymentStatus", CommissionStatus::Unpaid.name())
                .with("recommendation", "StayActive")
        };
        Ok(Self {
            month: open.month_name(),
            due: open.due_at,
            is_late: open.due_at < ctx.now.naive_utc(),
            codes: close_codes_after_payment(&snapshot),
            may_pause: may(&snapshot, &Verb::Pause, By::Agency),
            may_pay: may(&snapshot, &Verb::RecordPayment, By::Agency),
            form: form.unwrap_or_else(|| Filled::with::<super::forms::ReplyToUpdateRequest>(usual())),
            file,
        })
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }

    fn has_payment(&self) -> bool {
        !self.form.text("paymentAmount").is_empty()
    }
}

/// Close codes that are possible now, or after the reported payment is recorded.
fn close_codes_after_payment(snapshot: &crate::domain::case::CaseSnapshot) -> Vec<CloseCode> {
    let mut codes = close_codes(snapshot, By::Agency);
    for code in [CloseCode::PartiallyPaid, CloseCode::Paid] {
        if !codes.contains(&code) {
            codes.insert(0, code);
        }
    }
    codes
}

impl Page for UpdateFormPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}
