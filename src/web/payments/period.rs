//! The exclusive period of a case: its length and its extensions, as a picture and as a table.

use askama::Template;
use chrono::NaiveDateTime;

use super::resource::ExclusivePeriodDto;
use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, Verb, may};
use crate::domain::ids::CaseId;
use crate::domain::period::{ExtensionKind, PeriodStatus, start};
use crate::store::cases::CaseFile;
use crate::store::cases::periods::Extension;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::{Failure, Page};

/// Width of the picture, in its own units.
const WIDTH: i64 = 1000;

/// The beginning of the period, or an extension.
pub(crate) struct Stretch {
    /// The description.
    pub what: &'static str,
    /// CSS class of the colour.
    pub class: &'static str,
    /// Left edge in the picture.
    pub x: i64,
    /// Width in the picture.
    pub width: i64,
    /// When it happened.
    pub at: NaiveDateTime,
    /// Who did it; "" if unknown.
    pub by: String,
    /// The reason, if somebody extended it by hand.
    pub reason: String,
    /// The end of the period after it.
    pub until: NaiveDateTime,
}

/// The period as a picture and in words.
pub(crate) struct PeriodView {
    /// From the beginning to the current end.
    pub stretches: Vec<Stretch>,
    /// Position of today in the picture.
    pub today: i64,
    /// The picture in words, for screen readers.
    pub words: String,
    /// The beginning.
    pub from: NaiveDateTime,
    /// The current end.
    pub until: NaiveDateTime,
    pub status: PeriodStatus,
    /// "212 days left", "expired 3 days ago".
    pub days: String,
}

impl PeriodView {
    /// The state of a period at `now`, with its extensions.
    pub(crate) fn new(period: &ExclusivePeriodDto, extensions: &[Extension], now: Moment) -> Self {
        let (from, until) = (period.engagement_start_date, period.current_end_date);
        let whole = (until.max(now) - from).num_seconds().max(1);
        let place = |at: Moment| ((at - from).num_seconds().max(0).saturating_mul(WIDTH) / whole).min(WIDTH);
        let first = extensions.first().map_or(until, |_| start(from).min(until));
        let mut stretches = vec![Stretch {
            what: "First six months",
            class: "k1",
            x: 0,
            width: (place(first) - 2).max(2),
            at: from.naive_utc(),
            by: String::new(),
            reason: String::new(),
            until: first.naive_utc(),
        }];
        let mut end = first;
        for extension in extensions {
            let new_end = extension.new_end.and_utc();
            stretches.push(Stretch::new(extension, place(end), place(new_end)));
            end = end.max(new_end);
        }
        let days = |to: Moment| (to - from).num_days();
        let words = format!("{} days in all, {} of them are over", days(until), days(now).max(0).min(days(until)));
        let status = PeriodStatus::parse(&period.status).unwrap_or(PeriodStatus::Expired);
        Self {
            stretches,
            today: place(now).min(WIDTH - 4),
            words,
            from: from.naive_utc(),
            until: until.naive_utc(),
            status,
            days: in_words(status, period.days_remaining),
        }
    }

    /// The CSS class of its state.
    pub(crate) fn class(&self) -> &'static str {
        match self.status {
            PeriodStatus::Active => "active",
            PeriodStatus::Expired => "closed",
            PeriodStatus::Terminated => "bad",
        }
    }
}

impl Stretch {
    fn new(extension: &Extension, x: i64, end: i64) -> Self {
        Self {
            what: extension.kind.label(),
            class: class(extension.kind),
            x,
            width: (end - x - 2).max(2),
            at: extension.event_at,
            by: extension.by_name.clone().unwrap_or_default(),
            reason: extension.reason.clone().unwrap_or_default(),
            until: extension.new_end,
        }
    }
}

fn in_words(status: PeriodStatus, days: i64) -> String {
    let some = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{} days", filters::grouped(days)) };
    match (status, days) {
        (PeriodStatus::Active, days) => format!("{} left", some(days)),
        (PeriodStatus::Terminated, _) => "ended early".to_owned(),
        (PeriodStatus::Expired, 0..) => "ended with the case".to_owned(),
        (PeriodStatus::Expired, days) => format!("expired {} ago", some(-days)),
    }
}

fn class(kind: ExtensionKind) -> &'static str {
    match kind {
        ExtensionKind::PromiseToPay => "k4",
        ExtensionKind::PaymentAgreement => "k3",
        ExtensionKind::Payment => "k5",
        ExtensionKind::Manual => "k2",
    }
}

#[derive(Template)]
#[template(path = "payments/period.html")]
pub(crate) struct PeriodPage {
    resource: ExclusivePeriodDto,
    file: CaseFile,
    view: PeriodView,
    may_arrange: bool,
}

impl PeriodPage {
    /// Loads the period of a case.
    ///
    /// # Errors
    /// If the case is not theirs, or has no such period.
    pub(crate) fn load(db: &mut Db, who: &Partner, id: CaseId, now: Moment) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let extensions = store::cases::periods::of_case(db, &file.case)?;
        let resource = ExclusivePeriodDto::new(&file.case, &extensions, now).ok_or(Failure::NotFound)?;
        let may_arrange = may(&file.case.snapshot(), &Verb::Arrange, By::Agency) && file.case.outstanding > 0;
        Ok(Self { view: PeriodView::new(&resource, &extensions, now), may_arrange, resource, file })
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }
}

impl Page for PeriodPage {
    type Resource = ExclusivePeriodDto;
    fn resource(&self) -> &ExclusivePeriodDto {
        &self.resource
    }
}
