//! Cases in the referral partner's contract. Names, casing and nulls are the contract's.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::cases::Appraisal;
use crate::domain::actor::Referrer;
use crate::domain::case::Lifecycle;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::domain::jurisdiction::Jurisdiction;
use crate::domain::revenue::{Potential, potential_of};
use crate::store::cases::intake::Item;
use crate::store::cases::{CaseFile, of_referrer};
use crate::store::clients::{ClientPerson, ReferralLink};
use crate::store::people::organisations::{AgencyProfile, profiles};
use crate::store::{self, Db};
use crate::web::cases::answers::CaseValidationStatusDto;
use crate::web::coverage::words;
use crate::web::customer::coverage::Coverage;
use crate::web::customer::forms::Asked;
use crate::web::customer::parts::validation_of;
use crate::web::customer::preview::{JurisdictionDto, PricingPreviewDto};
use crate::web::filters::country_name;
use crate::web::http::Failure;
use crate::web::http::wire::{Major, PageData, midnight, moment};
use crate::web::prices::resource::usd;

/// A case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseItem {
    pub id: String,
    pub reference: String,
    pub creditor_reference: Option<String>,
    pub client: CaseClientInfo,
    pub debtor: CaseDebtorInfo,
    pub gross_amount: Major,
    pub remainder: Major,
    pub currency: &'static str,
    pub lifecycle: &'static str,
    pub close_code: Option<&'static str>,
    pub current_engagement_phase: Option<&'static str>,
    pub date_created: DateTime<Utc>,
    pub due_date: DateTime<Utc>,
    pub date_collection_started: Option<DateTime<Utc>>,
    pub date_finished: Option<DateTime<Utc>>,
    pub validation: CaseValidationStatusDto,
    /// The agency's name.
    pub collection_partner: Option<String>,
    /// The percentage that the client's link fixes; null without an agency.
    pub expected_referral_rate_percentage: Option<Major>,
}

/// A case with what full recovery would earn.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GetCaseDetailResponse {
    #[serde(flatten)]
    pub case: CaseItem,
    /// Null while agency, fee or exchange rate is not known.
    pub potential_revenue: Option<CasePotentialRevenue>,
}

/// The client of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CaseClientInfo {
    pub external_tenant_id: String,
    pub creditor_id: String,
    pub company_name: String,
    pub contacts: ClientContacts,
}

/// Whom to ask at the client.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClientContacts {
    pub onboarding_user: Option<ContactUser>,
    pub office_email: Option<String>,
    pub other_users: Vec<ContactUser>,
}

/// A person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ContactUser {
    pub email: String,
    pub name: String,
}

/// The debtor of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseDebtorInfo {
    pub name: String,
    pub country: String,
}

/// What full recovery would earn, in US dollars and percent.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CasePotentialRevenue {
    pub gross_amount_usd: Major,
    pub success_fee_percentage: Major,
    pub collection_partner_revenue_usd: Major,
    pub platform_revenue_share_percentage: Major,
    pub platform_revenue_usd: Major,
    pub referral_fee_percentage: Major,
    pub referral_revenue_usd: Major,
}

/// A page of cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct GetCasesResponse {
    pub page: PageData,
    pub cases: Vec<CaseItem>,
    /// Over all cases, whatever the filter; without test cases.
    pub summary: CasesSummary,
}

/// The cases in numbers.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CasesSummary {
    pub total_cases: i64,
    pub cases_this_month: i64,
    pub by_lifecycle: LifecycleBreakdown,
}

/// The cases by state.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct LifecycleBreakdown {
    pub active: i64,
    /// Everything before collection, and what waits for the client.
    pub pending: i64,
    pub closed: i64,
    pub paused: i64,
}

impl CasesSummary {
    pub(super) fn new(states: &[(Lifecycle, i64)], cases_this_month: i64) -> Self {
        let mut by = LifecycleBreakdown::default();
        for (state, cases) in states {
            let sum = match state {
                Lifecycle::Active => &mut by.active,
                Lifecycle::Paused => &mut by.paused,
                Lifecycle::Closed | Lifecycle::Merged => &mut by.closed,
                _ => &mut by.pending,
            };
            *sum += cases;
        }
        Self { total_cases: states.iter().map(|(_, cases)| cases).sum(), cases_this_month, by_lifecycle: by }
    }
}

impl From<Potential> for CasePotentialRevenue {
    fn from(found: Potential) -> Self {
        Self {
            gross_amount_usd: usd(found.gross_minor),
            success_fee_percentage: Major::decimal(found.success_fee.points()),
            collection_partner_revenue_usd: usd(found.agency_minor),
            platform_revenue_share_percentage: Major::decimal(found.operator_share.points()),
            platform_revenue_usd: usd(found.operator_minor),
            referral_fee_percentage: Major::decimal(found.referral.points()),
            referral_revenue_usd: usd(found.referral_minor),
        }
    }
}

/// What full recovery of a case would earn at the latest exchange rates.
pub(super) fn potential(db: &mut Db, who: &Referrer, file: &CaseFile) -> Result<Option<Potential>, Failure> {
    let case = &file.case;
    let rates = store::prices::rates::unscoped::latest(db)?;
    let links = of_referrer::links(db, who, &[case.creditor_id])?;
    let agency: Vec<CollectionPartnerId> = case.collection_partner_id.into_iter().collect();
    let agency = profiles(db, &agency)?.pop();
    let known = (rates.to_usd_minor(case.principal_money()), case.rate(), agency, links.first());
    let (Some(gross), Some(fee), Some(agency), Some(link)) = known else { return Ok(None) };
    Ok(Some(potential_of(gross, fee, agency.pre_legal_share.rate(), link.percentage)))
}

/// Several cases as the contract shows them, with a fixed number of queries. Those of clients whose link has ended are
/// left out.
pub(super) fn items(db: &mut Db, who: &Referrer, files: &[CaseFile]) -> Result<Vec<CaseItem>, Failure> {
    let clients: Vec<CreditorId> = files.iter().map(|file| file.creditor.id).collect();
    let links = of_referrer::links(db, who, &clients)?;
    let people = of_referrer::people(db, who, &clients)?;
    let agencies: Vec<_> = files.iter().filter_map(|file| file.case.collection_partner_id).collect();
    let agencies = profiles(db, &agencies)?;
    let ids: Vec<_> = files.iter().map(|file| file.case.id).collect();
    let asked = store::cases::intake::items(db, &ids)?;
    let item = |file: &CaseFile| {
        let link = links.iter().find(|link| link.creditor_id == file.creditor.id)?;
        let agency = agencies.iter().find(|agency| Some(agency.id) == file.case.collection_partner_id);
        Some(CaseItem::new(file, link, &people, agency, &asked))
    };
    Ok(files.iter().filter_map(item).collect())
}

impl CaseItem {
    fn new(
        file: &CaseFile,
        link: &ReferralLink,
        people: &[ClientPerson],
        agency: Option<&AgencyProfile>,
        asked: &[Item],
    ) -> Self {
        let case = &file.case;
        let contact = |person: &ClientPerson| ContactUser { email: person.email.clone(), name: person.name() };
        let mut team = people.iter().filter(|person| person.creditor_id == file.creditor.id).map(contact);
        Self {
            id: case.id.to_string(),
            reference: case.reference.to_string(),
            creditor_reference: case.creditor_reference.clone(),
            client: CaseClientInfo {
                external_tenant_id: link.external_tenant_id.clone(),
                creditor_id: file.creditor.id.to_string(),
                company_name: file.creditor.name.clone(),
                contacts: ClientContacts {
                    onboarding_user: team.next(),
                    office_email: file.creditor.office_email.clone(),
                    other_users: team.collect(),
                },
            },
            debtor: CaseDebtorInfo { name: file.debtor.name.clone(), country: country_name(&file.debtor.country) },
            gross_amount: Major::from(case.principal_money()),
            remainder: Major::from(case.outstanding()),
            currency: case.currency.code(),
            lifecycle: case.lifecycle.label(),
            close_code: case.close_code.map(|code| code.label()),
            current_engagement_phase: case.phase.map(|phase| phase.label()),
            date_created: moment(case.created_at),
            due_date: midnight(case.due_date),
            date_collection_started: case.started_at.map(moment),
            date_finished: case.finished_at.map(moment),
            validation: validation_of(file, asked),
            collection_partner: agency.map(|agency| agency.name.clone()),
            expected_referral_rate_percentage: agency.map(|_| Major::decimal(link.percentage.points())),
        }
    }
}

/// A jurisdiction with its agencies.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReferralCoverageItemApiDTO)]
pub(crate) struct ReferralCoverageItemDto {
    pub jurisdiction_id: i32,
    pub jurisdiction: String,
    pub country: String,
    pub country_id: i32,
    pub country_alpha2: String,
    pub us_state_alpha2: Option<String>,
    pub partners: Vec<ReferralCoveragePartnerDto>,
}

/// An agency in a jurisdiction.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReferralPartnerCoverageApiDTO)]
pub(crate) struct ReferralCoveragePartnerDto {
    pub partner_id: String,
    pub partner_name: String,
    pub conditions: String,
}

impl ReferralCoverageItemDto {
    pub(super) fn new(place: &Jurisdiction, coverage: &Coverage) -> Self {
        let partners = coverage.of(place).map(|(rule, agency)| ReferralCoveragePartnerDto {
            partner_id: rule.collection_partner_id.to_string(),
            partner_name: agency.to_owned(),
            conditions: words(rule),
        });
        Self {
            jurisdiction_id: place.number(),
            jurisdiction: place.name(),
            country: place.country_name(),
            country_id: place.country_number(),
            country_alpha2: place.country.clone(),
            us_state_alpha2: place.state.clone(),
            partners: partners.collect(),
        }
    }
}

/// The price of a claim whose client is not known.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReferralPartnerPreviewCaseResponse)]
pub(crate) struct ReferralPreviewResponse {
    pub is_eligible: bool,
    pub ineligibility_reason: Option<String>,
    pub jurisdiction: JurisdictionDto,
    pub pricing_preview: Option<PricingPreviewDto>,
    pub requires_kyc_verification: bool,
    pub pending_actions: Vec<PendingActionDto>,
    /// Always null here (contract).
    pub combined_signing_url: Option<String>,
}

/// What a client will have to do for the agency.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PendingActionDto {
    /// `PoA`, `Jpa` (agreed prices) or `Kyc`.
    pub r#type: &'static str,
    pub collection_partner_id: String,
    /// Always null here (contract).
    pub due_date: Option<DateTime<Utc>>,
}

impl ReferralPreviewResponse {
    pub(super) fn new(db: &mut Db, who: &Referrer, asked: &Asked, found: &Appraisal) -> Result<Self, Failure> {
        let against = found.obstacles().into_iter().next().map(|one| one.to_string());
        let chosen: Vec<CollectionPartnerId> = found.choice.ok().map(|choice| choice.agency).into_iter().collect();
        let agency = profiles(db, &chosen)?.pop();
        let needs_kyc = agency.as_ref().is_some_and(|agency| agency.requires_kyc);
        let has_prices = of_referrer::carve_out_agencies(db, who)?.iter().any(|(id, _)| chosen.contains(id));
        let action = |kind| {
            let agency = agency.as_ref()?;
            Some(PendingActionDto { r#type: kind, collection_partner_id: agency.id.to_string(), due_date: None })
        };
        let kinds = [Some("PoA"), has_prices.then_some("Jpa"), needs_kyc.then_some("Kyc")];
        let (country, state) = asked.place();
        Ok(Self {
            is_eligible: against.is_none(),
            ineligibility_reason: against,
            jurisdiction: (&Jurisdiction::of(country, state)).into(),
            pricing_preview: found.price.as_ref().map(|price| PricingPreviewDto::new(price, asked.currency())),
            requires_kyc_verification: needs_kyc,
            pending_actions: kinds.into_iter().flatten().filter_map(action).collect(),
            combined_signing_url: None,
        })
    }
}

/// Values for the filters of cases and earnings.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GetFilterOptionsResponse {
    /// The countries of the debtors of your cases, by name.
    pub countries: Vec<FilterOptionCountry>,
    /// The agencies of your agreed prices, by name.
    pub carveout_partners: Vec<FilterOptionCarveoutPartner>,
}

/// A country.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FilterOptionCountry {
    /// ISO 3166-1.
    pub id: i32,
    pub name: String,
}

/// An agency.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FilterOptionCarveoutPartner {
    pub id: String,
    pub name: String,
}
