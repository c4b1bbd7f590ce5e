//! Template structs of referral partners.

use askama::Template;
use chrono::NaiveDate;

use super::forms::{PartnerForm, USUAL_APPROVAL_DAYS};
use super::query::LIST;
use super::resource::{PartnerDto, PartnerListDto, PartnerSummaryDto};
use crate::domain::actor::Operator;
use crate::domain::client::InvoicingMode;
use crate::domain::ids::ReferralPartnerId;
use crate::domain::referral::{PartnerStatus, TAIL_MONTHS, end_of_tail};
use crate::store::Db;
use crate::store::cases::{CaseLine, MAX_LISTED_CASES};
use crate::store::clients::referrals::{self, ReferralPartner};
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;
use crate::web::http::wire::PageData;
use crate::web::http::{Asked, Failure, Fields, Filled, Page};
use crate::web::wording::{countries, known};

/// When a partner may invoice, in words.
const MODES: [(&str, &str); 2] =
    [("PayWhenPaid", "When the agency has paid you"), ("ConfirmedPipeline", "When the commission is confirmed")];

/// The list of referral partners.
#[derive(Template)]
#[template(path = "referrals/list.html")]
pub(crate) struct PartnersPage {
    resource: PartnerListDto,
    rows: Vec<(ReferralPartner, i64)>,
    asked: Asked,
    paging: Paging,
    is_admin: bool,
}

impl Page for PartnersPage {
    type Resource = PartnerListDto;
    fn resource(&self) -> &PartnerListDto {
        &self.resource
    }
}

impl PartnersPage {
    pub(super) fn load(db: &mut Db, who: &Operator, asked: Asked, paging: Paging) -> Result<Self, Failure> {
        let (partners, total) = referrals::list(db, who, paging.skip(), paging.size)?;
        let ids: Vec<ReferralPartnerId> = partners.iter().map(|partner| partner.id).collect();
        let counted = referrals::clients_of(db, who, &ids)?;
        let clients_of = |id| counted.iter().find(|(partner, _)| *partner == id).map_or(0, |(_, clients)| *clients);
        let rows: Vec<_> = partners.into_iter().map(|partner| (clients_of(partner.id), partner)).collect();
        let resource = PartnerListDto {
            page: PageData::new(total, paging, rows.len()),
            referral_partners: rows.iter().map(|(clients, row)| PartnerSummaryDto::new(row, *clients)).collect(),
        };
        let rows = rows.into_iter().map(|(clients, partner)| (partner, clients)).collect();
        Ok(Self { resource, rows, asked, paging, is_admin: who.is_admin() })
    }

    fn pager(&self) -> Pager {
        let page = |number: i64| LIST.address(&self.asked, &[("page", &number.to_string())], &[]);
        let total = self.resource.page.total_results;
        Pager::counted(self.paging, total, false, self.rows.len(), page).of("referral partners")
    }
}

/// A referral partner, read-only.
#[derive(Template)]
#[template(path = "referrals/partner.html")]
pub(crate) struct PartnerPage {
    resource: PartnerDto,
    partner: ReferralPartner,
    form: Filled,
    is_admin: bool,
}

impl Page for PartnerPage {
    type Resource = PartnerDto;
    fn resource(&self) -> &PartnerDto {
        &self.resource
    }
}

impl PartnerPage {
    pub(super) fn load(db: &mut Db, who: &Operator, id: ReferralPartnerId) -> Result<Self, Failure> {
        Self::again(db, who, id, Filled::new::<()>())
    }

    pub(super) fn again(db: &mut Db, who: &Operator, id: ReferralPartnerId, form: Filled) -> Result<Self, Failure> {
        let partner = referrals::profile(db, id)?;
        Ok(Self { resource: PartnerDto::load(db, who, id)?, partner, form, is_admin: who.is_admin() })
    }

    fn status(&self) -> PartnerStatus {
        self.partner.status()
    }

    fn is_terminated(&self) -> bool {
        self.status() == PartnerStatus::Terminated
    }

    /// Labels and texts of its company and its account; what is missing is left out.
    fn company(&self) -> Vec<(&'static str, String)> {
        let company = &self.partner.company;
        known([
            ("Legal name", company.legal_name.clone()),
            ("Registration number", company.registration_number.clone()),
            ("VAT number", company.vat_number.clone()),
            ("Checked on", company.kyc_checked_on.map(|day| day.format("%-d %b %Y").to_string())),
            ("Account holder", company.payout_holder.clone()),
            ("IBAN", company.payout_iban.clone()),
            ("BIC", company.payout_bic.clone()),
            ("Currency", company.payout_currency.map(|currency| currency.code().to_owned())),
        ])
    }

    fn address(&self) -> String {
        super::page_of(&self.partner)
    }

    fn invoicing(&self) -> &'static str {
        MODES.iter().find(|(name, _)| *name == self.partner.invoicing_mode.name()).map_or("", |(_, words)| words)
    }
}

/// The form of a referral partner's terms.
#[derive(Template)]
#[template(path = "referrals/form.html")]
pub(crate) struct PartnerFormPage {
    form: Filled,
    /// The partner that is changed; `None` for a new one.
    partner: Option<ReferralPartner>,
    countries: Vec<(&'static str, String)>,
    modes: [(&'static str, &'static str); 2],
}

impl Page for PartnerFormPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl PartnerFormPage {
    /// A new referral partner.
    pub(super) fn new(form: Filled) -> Self {
        let countries = std::iter::once(("", "Choose…".to_owned())).chain(countries()).collect();
        Self { form, partner: None, countries, modes: MODES }
    }

    /// One that is changed; the form is filled from what is stored, if it was not sent yet.
    pub(super) fn load(db: &mut Db, id: ReferralPartnerId, form: Option<Filled>) -> Result<Self, Failure> {
        let partner = referrals::profile(db, id)?;
        let form = form.unwrap_or_else(|| Filled::with::<PartnerForm>(partner_fields(&partner)));
        Ok(Self { partner: Some(partner), ..Self::new(form) })
    }

    fn title(&self) -> String {
        let new = || "New referral partner".to_owned();
        self.partner.as_ref().map_or_else(new, |partner| format!("Change {}", partner.name))
    }

    /// Where the form goes, and where it leads back to.
    fn action(&self) -> String {
        let list = super::PARTNERS;
        self.partner.as_ref().map_or_else(|| list.to_owned(), super::page_of)
    }
}

/// What a new referral partner usually has.
pub(super) fn usual() -> Fields {
    Fields::default()
        .with("approvalDays", USUAL_APPROVAL_DAYS.to_string())
        .with("invoicingMode", InvoicingMode::PayWhenPaid.name())
}

/// What the form shows of it as it is.
pub(crate) fn partner_fields(partner: &ReferralPartner) -> Fields {
    let fields = Fields::default()
        .with("name", partner.name.as_str())
        .with("shortName", partner.short_name.as_str())
        .with("country", partner.country.as_str())
        .with("contactEmail", partner.contact_email.as_str())
        .with("feePercentage", partner.fee_percentage.to_string())
        .with("approvalDays", partner.approval_days.to_string())
        .with("invoicingMode", partner.invoicing_mode.name());
    let company = &partner.company;
    let texts = [
        ("legalName", company.legal_name.clone()),
        ("registrationNumber", company.registration_number.clone()),
        ("vatNumber", company.vat_number.clone()),
        ("kycCheckedOn", company.kyc_checked_on.map(|day| day.to_string())),
        ("payoutHolder", company.payout_holder.clone()),
        ("payoutIban", company.payout_iban.clone()),
        ("payoutBic", company.payout_bic.clone()),
        ("payoutCurrency", company.payout_currency.map(|currency| currency.code().to_owned())),
    ];
    let known = texts.into_iter().filter_map(|(name, text)| Some((name, text?)));
    let fields = known.fold(fields, |fields, (name, text)| fields.with(name, text));
    let ticks = [
        ("sendsInvitations", partner.sends_invitations),
        ("sendsWelcome", partner.sends_welcome),
        ("fixedBrand", partner.fixed_brand),
    ];
    ticks.iter().filter(|(_, is_on)| *is_on).fold(fields, |fields, (name, _)| fields.with(name, "true"))
}

/// The form that suspends a referral partner or ends the partnership.
#[derive(Template)]
#[template(path = "referrals/end.html")]
pub(crate) struct EndPage {
    partner: ReferralPartner,
    clients: i64,
    open: Vec<CaseLine>,
    is_final: bool,
    form: Filled,
}

impl Page for EndPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl EndPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        id: ReferralPartnerId,
        is_final: bool,
        form: Filled,
    ) -> Result<Self, Failure> {
        let partner = referrals::profile(db, id)?;
        if is_final {
            partner.status().may_be_terminated()?
        } else {
            partner.status().may_be_suspended()?
        }
        Ok(Self {
            partner,
            clients: referrals::clients_of(db, who, &[id])?.first().map_or(0, |(_, clients)| *clients),
            open: referrals::open_cases(db, who, id)?,
            is_final,
            form,
        })
    }

    fn title(&self) -> String {
        let verb = if self.is_final { "End the partnership with" } else { "Suspend" };
        format!("{verb} {}", self.partner.name)
    }

    fn action(&self) -> String {
        let what = if self.is_final { "terminate" } else { "suspend" };
        format!("{}/{what}", self.page())
    }

    fn page(&self) -> String {
        super::page_of(&self.partner)
    }

    fn is_cut(&self) -> bool {
        i64::try_from(self.open.len()).is_ok_and(|shown| shown >= MAX_LISTED_CASES)
    }

    fn tail_months() -> u32 {
        TAIL_MONTHS
    }
}

/// The usual last day of a partnership that ends today.
pub(super) fn usual_end(today: NaiveDate) -> Fields {
    Fields::default().with("earnsUntil", end_of_tail(today).to_string())
}
