//! Agencies: created, changed, suspended and resumed by the operator.

use rust_decimal::Decimal;

use super::{ActionError, Context, Outcome};
use crate::domain::actor::{Author, Operator, OrganisationKind, Role};
use crate::domain::agency::{AgencyKind, AgencyRefusal, AgencyStatus};
use crate::domain::calendar::Zone;
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::{Currency, Rate, Share};
use crate::domain::{company, contact};
use crate::mail;
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, Tx, Writer};

/// The operator's share before court, in percent, unless another is given (decisions, Money).
const USUAL_PRE_LEGAL_PERCENT: i64 = 40;
/// The operator's share in court, in percent, unless another is given (decisions, Money).
const USUAL_LEGAL_PERCENT: i64 = 20;

/// An agency as the operator enters it. `Default` fills in what is not given.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields speak the field's own terms")]
pub struct AgencyOrder {
    pub name: String,
    /// The name in the register, if it is another.
    pub legal_name: Option<String>,
    /// [`AgencyKind::Exclusive`] if `None`.
    pub kind: Option<AgencyKind>,
    pub registration_number: Option<String>,
    pub vat_number: Option<String>,
    pub address: Option<String>,
    pub zip_code: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    /// ISO 3166 alpha-2.
    pub country: String,
    pub office_email: Option<String>,
    pub office_phone: Option<String>,
    pub public_site: Option<String>,
    pub invoice_email: Option<String>,
    pub billing_contact: Option<String>,
    /// ISO 4217; if `None`, the currency of the country.
    pub invoice_currency: Option<String>,
    /// Such as `Europe/Berlin`.
    pub time_zone: String,
    /// The operator's share before court; 40 % if `None` (decisions, Money).
    pub pre_legal_share: Option<Rate>,
    /// The operator's share in court; 20 % if `None`.
    pub legal_share: Option<Rate>,
    pub payout_holder: Option<String>,
    pub payout_iban: Option<String>,
    pub payout_bic: Option<String>,
    /// The name that clients see in mails about their cases, if it is not the agency's.
    pub sender_name: Option<String>,
    /// Where answers to these mails go.
    pub sender_email: Option<String>,
    pub verified_profile: bool,
    /// Only when it is created: whether it has signed its agreement.
    pub agreement_signed: bool,
    /// Whether clients must provide a director's data before it starts.
    pub requires_kyc: bool,
}

/// Creates an agency.
///
/// # Errors
/// An invalid name, country, number, time zone or currency.
pub fn create_agency(db: &mut Writer, order: &AgencyOrder, by: &Author, ctx: &Context) -> Outcome<CollectionPartnerId> {
    let now = ctx.now.naive_utc();
    let id = CollectionPartnerId::from_uuid(store::fresh_id());
    let agreement_signed_at = order.agreement_signed.then_some(now);
    let agency = AgencyProfile { agreement_signed_at, ..checked(order, id, None, now)? };
    db.write(|db| {
        store::people::organisations::insert_agency(db, &agency)?;
        audit(db, by, "AgencyCreated", &agency, &[("name", agency.name.clone())], ctx)?;
        Ok(agency.id)
    })
}

/// Changes an agency's data. The audit trail has the old and the new value of each field that changed.
///
/// # Errors
/// As [`create_agency`]; no such agency.
pub fn change_agency(
    db: &mut Writer,
    who: &Operator,
    id: CollectionPartnerId,
    order: &AgencyOrder,
    ctx: &Context,
) -> Outcome<AgencyProfile> {
    db.write(|db| {
        let old = held(db, id)?;
        let agency = AgencyProfile {
            agreement_signed_at: old.agreement_signed_at,
            agreement_version: old.agreement_version.clone(),
            suspended_at: old.suspended_at,
            suspension_reason: old.suspension_reason.clone(),
            ..checked(order, id, Some(&old), old.created_at)?
        };
        let changes = changes(&old, &agency);
        if !changes.is_empty() {
            store::people::agencies::update(db, &agency)?;
            audit(db, &who.author(), "AgencyChanged", &agency, &changes, ctx)?;
        }
        Ok(agency)
    })
}

/// Suspends an agency: its people are signed out, and its key stops, with this transaction. Its cases stay as they are.
/// Its Admins are told by mail.
///
/// # Errors
/// It is suspended already; no such agency.
pub fn suspend_agency(
    db: &mut Writer,
    by: &Author,
    id: CollectionPartnerId,
    reason: &str,
    ctx: &Context,
) -> Outcome<AgencyProfile> {
    db.write(|db| {
        let old = held(db, id)?;
        if old.status() == AgencyStatus::Suspended {
            return Err(AgencyRefusal::Suspended.into());
        }
        let suspended_at = Some(ctx.now.naive_utc());
        let agency = AgencyProfile { suspended_at, suspension_reason: Some(reason.to_owned()), ..old };
        store::people::agencies::update(db, &agency)?;
        audit(db, by, "AgencySuspended", &agency, &[("reason", reason.to_owned())], ctx)?;
        tell_admins(db, (agency.id.as_str(), &agency.name), ctx, mail::account::suspended)?;
        Ok(agency)
    })
}

/// Ends a suspension: people sign in again, and the key works again. Its Admins are told by mail.
///
/// # Errors
/// It is not suspended; no such agency.
pub fn resume_agency(db: &mut Writer, by: &Author, id: CollectionPartnerId, ctx: &Context) -> Outcome<AgencyProfile> {
    db.write(|db| {
        let old = held(db, id)?;
        if old.status() == AgencyStatus::Active {
            return Err(AgencyRefusal::NotSuspended.into());
        }
        let agency = AgencyProfile { suspended_at: None, suspension_reason: None, ..old };
        store::people::agencies::update(db, &agency)?;
        audit(db, by, "AgencyResumed", &agency, &[], ctx)?;
        tell_admins(db, (agency.id.as_str(), &agency.name), ctx, mail::account::resumed)?;
        Ok(agency)
    })
}

/// Records that one of the operator's people looks at the pages of an agency.
///
/// # Errors
/// No such agency.
pub fn look_at_agency(db: &mut Writer, by: &Author, id: CollectionPartnerId, ctx: &Context) -> Outcome<AgencyProfile> {
    db.write(|db| {
        let agency = store::people::organisations::profile(db, id)?;
        audit(db, by, "AgencyLookedAt", &agency, &[], ctx)?;
        Ok(agency)
    })
}

/// The agency, held until the transaction ends.
pub(super) fn held(db: &mut Tx<'_>, id: CollectionPartnerId) -> Outcome<AgencyProfile> {
    store::people::organisations::unscoped::hold(db, OrganisationKind::CollectionPartner, id.as_str())?;
    Ok(store::people::organisations::profile(db, id)?)
}

pub(super) fn audit(
    db: &mut Tx<'_>,
    by: &Author,
    verb: &str,
    agency: &AgencyProfile,
    details: &[(&'static str, String)],
    ctx: &Context,
) -> Outcome<()> {
    let kind = OrganisationKind::CollectionPartner.name();
    Ok(store::facts::audit(db, by, verb, kind, agency.id.as_str(), details, ctx.now)?)
}

/// Mails the Admins of an organisation, which is given by id and name.
pub(in crate::actions) fn tell_admins(
    db: &mut Tx<'_>,
    (id, organisation): (&str, &str),
    ctx: &Context,
    letter: impl Fn(&mail::account::To<'_>, &str) -> crate::domain::letter::Letter,
) -> Outcome<()> {
    for admin in store::people::team::unscoped::of(db, id)? {
        if admin.role == Role::Admin {
            let link = format!("{}/sign-in", ctx.base_url);
            let to = mail::account::To { operator: &ctx.operator, name: &admin.name, link: &link };
            store::mails::queue(db, &admin.email, &admin.name, &letter(&to, organisation), None, ctx.now)?;
        }
    }
    Ok(())
}

/// The profile that an order gives. What the operator does not enter (agreement, suspension) is left empty.
fn checked(
    order: &AgencyOrder,
    id: CollectionPartnerId,
    old: Option<&AgencyProfile>,
    created_at: chrono::NaiveDateTime,
) -> Outcome<AgencyProfile> {
    let name = contact::name(&order.name).map_err(|text| ActionError::At("name", text))?;
    let country = order.country.trim().to_ascii_uppercase();
    if rust_iso3166::from_alpha2(&country).is_none() {
        return Err(ActionError::At("country", format!("“{}” is not a two-letter country code.", order.country)));
    }
    let time_zone = Zone::parse(&order.time_zone).ok_or_else(|| {
        ActionError::At("timeZone", format!("“{}” is not a time zone such as Europe/Berlin.", order.time_zone))
    })?;
    let currency = order.invoice_currency.as_deref().map(|code| {
        Currency::parse(code)
            .ok_or_else(|| ActionError::At("invoiceCurrency", format!("“{code}” is not a currency such as EUR.")))
    });
    let number = |field, text: &Option<String>, read: &dyn Fn(&str) -> Result<String, company::NumberProblem>| {
        text.as_deref().map(read).transpose().map_err(|problem| ActionError::At(field, problem.to_string()))
    };
    // A number that was stored before its digits were looked at may stay.
    let is_as_before = |old: Option<&String>, new: &Option<String>| new.is_some() && old == new.as_ref();
    let registration_number =
        if is_as_before(old.and_then(|old| old.registration_number.as_ref()), &order.registration_number) {
            order.registration_number.clone()
        } else {
            number("registrationNumber", &order.registration_number, &|text| company::registration(text, &country))?
        };
    let vat_number = if is_as_before(old.and_then(|old| old.vat_number.as_ref()), &order.vat_number) {
        order.vat_number.clone()
    } else {
        number("vatNumber", &order.vat_number, &|text| company::vat(text, &country))?
    };
    let share = |rate: Option<Rate>, usual: i64| Share::of(rate.unwrap_or_else(|| Rate::percent(Decimal::from(usual))));
    Ok(AgencyProfile {
        id,
        folded: AgencyProfile::folded_of(&name, order.legal_name.as_deref()),
        name,
        legal_name: order.legal_name.clone(),
        kind: order.kind.unwrap_or(AgencyKind::Exclusive),
        registration_number,
        vat_number,
        address: order.address.clone(),
        zip_code: order.zip_code.clone(),
        city: order.city.clone(),
        state: order.state.clone(),
        office_email: order.office_email.clone(),
        office_phone: order.office_phone.clone(),
        public_site: order.public_site.clone(),
        invoice_email: order.invoice_email.clone(),
        billing_contact: order.billing_contact.clone(),
        invoice_currency: currency.transpose()?,
        time_zone,
        pre_legal_share: share(order.pre_legal_share, USUAL_PRE_LEGAL_PERCENT),
        legal_share: share(order.legal_share, USUAL_LEGAL_PERCENT),
        payout_holder: order.payout_holder.clone(),
        payout_iban: number("payoutIban", &order.payout_iban, &company::iban)?,
        payout_bic: order.payout_bic.clone(),
        sender_name: order.sender_name.clone(),
        sender_email: order.sender_email.clone(),
        verified_profile: order.verified_profile,
        agreement_signed_at: None,
        agreement_version: None,
        requires_kyc: order.requires_kyc,
        created_at,
        suspended_at: None,
        suspension_reason: None,
        country,
    })
}

/// The fields that differ, each as "old → new". Bank details and addresses are personal data of small firms: the trail
/// says only that they changed.
pub(super) fn changes(old: &AgencyProfile, new: &AgencyProfile) -> Vec<(&'static str, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
    let shown = [
        ("name", old.name.clone(), new.name.clone()),
        ("legalName", text(&old.legal_name), text(&new.legal_name)),
        ("kind", old.kind.name().to_owned(), new.kind.name().to_owned()),
        ("registrationNumber", text(&old.registration_number), text(&new.registration_number)),
        ("vatNumber", text(&old.vat_number), text(&new.vat_number)),
        ("country", old.country.clone(), new.country.clone()),
        ("invoiceCurrency", currency(old), currency(new)),
        ("timeZone", old.time_zone.name().to_owned(), new.time_zone.name().to_owned()),
        ("preLegalShare", old.pre_legal_share.rate().to_string(), new.pre_legal_share.rate().to_string()),
        ("legalShare", old.legal_share.rate().to_string(), new.legal_share.rate().to_string()),
        ("requiresKyc", old.requires_kyc.to_string(), new.requires_kyc.to_string()),
        ("verifiedProfile", old.verified_profile.to_string(), new.verified_profile.to_string()),
    ];
    let address =
        |agency: &AgencyProfile| [&agency.address, &agency.zip_code, &agency.city, &agency.state].map(&text).join("\n");
    let contact = |agency: &AgencyProfile| {
        let parts = [
            &agency.office_email,
            &agency.office_phone,
            &agency.public_site,
            &agency.invoice_email,
            &agency.billing_contact,
        ];
        parts.map(&text).join("\n")
    };
    let account =
        |agency: &AgencyProfile| [&agency.payout_holder, &agency.payout_iban, &agency.payout_bic].map(&text).join("\n");
    let sender = |agency: &AgencyProfile| [&agency.sender_name, &agency.sender_email].map(&text).join("\n");
    let hidden = [
        ("address", address(old) != address(new)),
        ("contact", contact(old) != contact(new)),
        ("payoutAccount", account(old) != account(new)),
        ("sender", sender(old) != sender(new)),
    ];
    shown
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(field, old, new)| (field, format!("{old} → {new}")))
        .chain(hidden.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| (field, "changed".to_owned())))
        .collect()
}

fn currency(agency: &AgencyProfile) -> String {
    agency.invoice_currency.map_or_else(|| "–".to_owned(), |currency| currency.code().to_owned())
}
