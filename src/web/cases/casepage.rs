//! Template structs of the case page and its forms.

use askama::Template;

use super::forms;
use super::page::state_class;
use super::resource::InvoiceDto;
use crate::actions;
use crate::domain::actor::Partner;
use crate::domain::calendar::Moment;
use crate::domain::case::{By, CloseCode, DeclineCategory, Lifecycle, Verb, close_codes, may};
use crate::domain::ids::CaseId;
use crate::domain::money::Money;
use crate::domain::payment::{Buckets, Entry as PaymentEntry, Held, Reckoning};
use crate::store::cases::CaseFile;
use crate::store::cases::messages::Message;
use crate::store::facts::Entry;
use crate::store::people::organisations::AgencyProfile;
use crate::store::people::team::Colleague;
use crate::store::{self, Db};
use crate::web::documents::page::DocumentsTab;
use crate::web::filters::{self, shown};
use crate::web::http::{Failure, Fields, Filled, Page};
use crate::web::money_bar::{Part, bar};
use crate::web::payments::PaymentsTab;
use crate::web::plans::PlansTab;
use crate::web::updates::UpdatesTab;

#[derive(Template)]
#[template(path = "cases/case.html")]
pub(crate) struct CasePage {
    resource: InvoiceDto,
    file: CaseFile,
    tab: &'static str,
    timeline: Vec<Entry>,
    messages: Vec<Message>,
    unseen: usize,
    parts: Vec<Part>,
    payments: Option<PaymentsTab>,
    keep: Option<Money>,
    form: Filled,
    documents: i64,
    documents_tab: Option<DocumentsTab>,
    plans: Option<PlansTab>,
    updates: Option<UpdatesTab>,
}

impl Page for CasePage {
    type Resource = InvoiceDto;
    fn resource(&self) -> &InvoiceDto {
        &self.resource
    }
}

const TABS: [&str; 7] = ["timeline", "messages", "documents", "payments", "plan", "updates", "claim"];

impl CasePage {
    /// Loads the page of a case with one tab open.
    pub(crate) fn load(db: &mut Db, who: &Partner, id: CaseId, tab: &str, form: Filled) -> Result<Self, Failure> {
        let file = store::cases::load(db, who, id)?;
        let agency = store::people::organisations::profile(db, who.agency.id)?;
        let open = super::open_buckets(db, std::slice::from_ref(&file))?.remove(&id).unwrap_or_default();
        let resource = InvoiceDto::new(&file, &agency, &open);
        let tab = TABS.into_iter().find(|known| *known == tab).unwrap_or("timeline");
        let is_page = who.person().is_some();
        let timeline = if is_page && tab == "timeline" { store::facts::timeline_of(db, who, id)? } else { Vec::new() };
        let messages = if is_page { store::cases::messages::of_case(db, who, id)? } else { Vec::new() };
        let money = |minor: i64| file.case.money(minor);
        let parts = bar(&[
            ("k1", "Principal", money(open.principal)),
            ("k2", "Interest", money(open.interest)),
            ("k3", "Reminder fees", money(open.reminder)),
            ("k4", "Collection fees", money(open.collection)),
        ]);
        let keep = kept(&file, &agency, open).map(money);
        let unseen = messages.iter().filter(|message| message.is_from_creditor() && message.seen_at.is_none()).count();
        let documents = if is_page { store::documents::count_of_case(db, who, id)? } else { 0 };
        let documents_tab = match is_page && tab == "documents" {
            true => {
                Some(DocumentsTab::load(db, who, &file, Filled::new::<crate::web::documents::forms::UploadRequest>())?)
            }
            false => None,
        };
        let payments = if is_page && tab == "payments" { Some(PaymentsTab::load(db, who, &file.case)?) } else { None };
        let updates = if is_page && tab == "updates" { Some(UpdatesTab::load(db, &file.case)?) } else { None };
        Ok(Self {
            resource,
            tab,
            timeline,
            messages,
            unseen,
            parts,
            payments,
            keep,
            form,
            documents,
            documents_tab,
            plans: None,
            updates,
            file,
        })
    }

    /// Adds promises and agreements of the open tab, with their current state.
    pub(crate) fn with_plans(self, db: &mut Db, who: &Partner, now: Moment) -> Result<Self, Failure> {
        if self.tab != "plan" || who.person().is_none() {
            return Ok(self);
        }
        Ok(Self { plans: Some(PlansTab::load(db, who, &self.file.case, now)?), ..self })
    }

    fn may(&self, verb: Verb) -> bool {
        may(&self.file.case.snapshot(), &verb, By::Agency)
    }

    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }

    fn may_close(&self) -> bool {
        !close_codes(&self.file.case.snapshot(), By::Agency).is_empty()
    }

    fn may_return(&self) -> bool {
        self.may(Verb::ReturnToActive)
    }

    /// The reason for the fee, without the figure, which stands in front of it.
    fn fee_reason(&self) -> String {
        let text = self.file.case.pricing_explanation.as_deref().unwrap_or_default();
        let reason = text.split_once(": ").map_or(text, |(_, reason)| reason);
        // Otherwise "9.5 %" would be followed by "9.5 % by the standard rates".
        match reason.split_once(" % ") {
            Some((figure, words)) if self.file.case.rate().is_some_and(|rate| rate.to_string() == figure) => {
                words.to_owned()
            }
            Some(_) if reason.starts_with(|first: char| first.is_ascii_digit()) => format!("= {reason}"),
            _ => reason.to_owned(),
        }
    }

    fn class(&self) -> &'static str {
        state_class(self.file.case.lifecycle)
    }

    fn is_waiting(&self) -> bool {
        self.file.case.lifecycle == Lifecycle::NeedsAdditionalDetails
    }

    fn bar_words(&self) -> String {
        self.parts.iter().map(|part| format!("{} {}", part.label, shown(part.amount))).collect::<Vec<_>>().join(", ")
    }

    fn due_words(&self) -> &'static str {
        if self.is_waiting() { "Answer due" } else { "Accept by" }
    }

    fn address(&self) -> String {
        let debtor = &self.file.debtor;
        let place =
            [debtor.zip_code.as_deref(), debtor.city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        [debtor.address.as_deref().unwrap_or_default(), &place, &filters::country_short(&debtor.country)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// What the agency keeps if everything is recovered, after the operator's share, in minor units.
fn kept(file: &CaseFile, agency: &AgencyProfile, open: Buckets) -> Option<i64> {
    let rate = file.case.rate()?;
    let operator_share = agency.pre_legal_share;
    let split = Reckoning { owed: open, rate, operator_share, most: None, carried: Held::default() }
        .next(&[], &PaymentEntry::automatic(open.total()));
    Some(split.partner - split.operator)
}

/// A form about a case, shown as a page or as a dialog.
#[derive(Template)]
#[template(path = "cases/verb.html")]
pub(crate) struct VerbPage {
    file: CaseFile,
    form: Filled,
    kind: &'static str,
    title: &'static str,
    intro: String,
    button: &'static str,
    is_final: bool,
    /// Where the form is sent: the last part, after the case's address.
    to: &'static str,
    team: Vec<Colleague>,
    codes: Vec<CloseCode>,
}

impl Page for VerbPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl VerbPage {
    fn base(&self) -> String {
        format!("/partner/cases/{}", self.file.case.id)
    }

    fn load(db: &mut Db, who: &Partner, id: CaseId, form: Filled) -> Result<Self, Failure> {
        Ok(Self {
            file: store::cases::load(db, who, id)?,
            form,
            kind: "",
            title: "",
            intro: String::new(),
            button: "",
            is_final: false,
            to: "",
            team: Vec::new(),
            codes: Vec::new(),
        })
    }

    /// The form to accept a case.
    pub(crate) fn start(db: &mut Db, who: &Partner, id: CaseId, form: Option<Filled>) -> Result<Self, Failure> {
        let is_fresh = form.is_none();
        let mut page = Self::load(db, who, id, form.unwrap_or_else(Filled::new::<forms::StartCaseRequest>))?;
        page.team = store::people::team::of_agency(db, who)?;
        if is_fresh {
            page.form = Filled::with::<forms::StartCaseRequest>(first_words(&page.file, who));
        }
        let intro = format!(
            "{} is told that collection begins. You have exclusive rights for six months from today.",
            page.file.creditor.name
        );
        Ok(Self { kind: "start", title: "Accept the case", button: "Accept the case", to: "start", intro, ..page })
    }

    /// The form to decline a case.
    pub(crate) fn decline(db: &mut Db, who: &Partner, id: CaseId, form: Filled) -> Result<Self, Failure> {
        let page = Self::load(db, who, id, form)?;
        let creditor = &page.file.creditor.name;
        let intro = if actions::clients::passes_on_declined(db, page.file.creditor.id)? {
            format!(
                "The operator looks for another agency, and {creditor} is told why. You keep a record of your part."
            )
        } else {
            format!("The case closes as “Case never started” and {creditor} is told why. This cannot be undone.")
        };
        Ok(Self {
            kind: "decline",
            title: "Decline the case",
            button: "Decline the case",
            to: "decline",
            is_final: true,
            intro,
            ..page
        })
    }

    /// The form to ask for information.
    pub(crate) fn ask(db: &mut Db, who: &Partner, id: CaseId, form: Filled) -> Result<Self, Failure> {
        let page = Self::load(db, who, id, form)?;
        let intro = format!(
            "{} gets a mail at once and has two business days to answer. The case waits meanwhile.",
            page.file.creditor.contact_name
        );
        Ok(Self {
            kind: "ask",
            title: "Ask for information",
            button: "Send the question",
            to: "request-info",
            intro,
            ..page
        })
    }

    /// The form to pause a case.
    pub(crate) fn pause(db: &mut Db, who: &Partner, id: CaseId, form: Filled) -> Result<Self, Failure> {
        let page = Self::load(db, who, id, form)?;
        let intro = "Collection rests until you resume it. The creditor can read the reason.".to_owned();
        Ok(Self { kind: "pause", title: "Pause the case", button: "Pause the case", to: "pause", intro, ..page })
    }

    /// The form to close a case.
    pub(crate) fn close(db: &mut Db, who: &Partner, id: CaseId, form: Filled) -> Result<Self, Failure> {
        let page = Self::load(db, who, id, form)?;
        let case = &page.file.case;
        let intro = format!(
            "{} was paid and {} stays outstanding. {} is told. A closed case stays closed.",
            shown(case.money(case.paid)),
            shown(case.outstanding()),
            page.file.creditor.name
        );
        let codes = close_codes(&case.snapshot(), By::Agency);
        Ok(Self {
            kind: "close",
            title: "Close the case",
            button: "Close the case",
            to: "close",
            is_final: true,
            intro,
            codes,
            ..page
        })
    }

    /// The form to log a call.
    pub(crate) fn call(db: &mut Db, who: &Partner, id: CaseId, form: Filled) -> Result<Self, Failure> {
        let page = Self::load(db, who, id, form)?;
        let intro = "It goes on the timeline, where the creditor can read it.".to_owned();
        Ok(Self { kind: "call", title: "Log a call", button: "Log the call", to: "calls", intro, ..page })
    }

    /// The form to choose the handler.
    pub(crate) fn handler(db: &mut Db, who: &Partner, id: CaseId, form: Option<Filled>) -> Result<Self, Failure> {
        let is_fresh = form.is_none();
        let mut page = Self::load(db, who, id, form.unwrap_or_else(Filled::new::<forms::AssignHandlerRequest>))?;
        page.team = store::people::team::of_agency(db, who)?;
        if is_fresh {
            let now = page.file.handler.as_ref().map_or(String::new(), |handler| handler.email.clone());
            page.form = Filled::with::<forms::AssignHandlerRequest>(Fields::default().with("assignedUserEmail", now));
        }
        Ok(Self { kind: "handler", title: "Who works this case", button: "Save", to: "handler?_method=PUT", ..page })
    }

    /// The form for the agency's own reference.
    pub(crate) fn reference(db: &mut Db, who: &Partner, id: CaseId, form: Option<Filled>) -> Result<Self, Failure> {
        let is_fresh = form.is_none();
        let mut page = Self::load(db, who, id, form.unwrap_or_else(Filled::new::<forms::PartnerReferenceRequest>))?;
        if is_fresh {
            let now = page.file.case.partner_reference.clone().unwrap_or_default();
            page.form = Filled::with::<forms::PartnerReferenceRequest>(
                Fields::default().with("collectionPartnerReference", now),
            );
        }
        Ok(Self {
            kind: "reference",
            title: "Your reference",
            button: "Save",
            to: "partner-reference?_method=PUT",
            ..page
        })
    }
}

/// Initial content of the accept form: a welcome text that can be sent unchanged, and the reader as handler.
fn first_words(file: &CaseFile, who: &Partner) -> Fields {
    let person = who.person();
    let name = person.map_or(who.agency.name.as_str(), |person| person.name.as_str());
    let email = person.map_or("", |person| person.email.as_str());
    let welcome = format!(
        "Dear {},\n\nthank you for your case against {}. We have checked your documents and start today: first by letter and telephone. You will see every step here and can write to us at any time.\n\nKind regards\n{name}, {}",
        file.creditor.contact_name, file.debtor.name, who.agency.name
    );
    Fields::default()
        .with("welcomeMessage", welcome)
        .with("assignedUserEmail", email)
        .with("userEmail", email)
        .with("collectionPartnerReference", file.case.partner_reference.clone().unwrap_or_default())
}
