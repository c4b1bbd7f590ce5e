//! Organisations and their first people, created by the operator.

use rust_decimal::Decimal;

use super::{ActionError, Context, Named, Outcome, passwords};
use crate::domain::actor::{Author, OrganisationKind, Role};
use crate::domain::calendar::Zone;
use crate::domain::ids::{CollectionPartnerId, PersonId};
use crate::domain::money::{Currency, Rate, Share};
use crate::domain::{contact, password};
use crate::mail;
use crate::store::people::accounts::NewPerson;
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, Tx, Writer};

/// The id of the operator's own organisation in memberships.
pub const OPERATOR: &str = crate::domain::actor::Operator::ID;
/// Days for which the link to choose a first password works.
const FIRST_PASSWORD_LINK_DAYS: i64 = 7;

/// A person to create, with their first organisation.
#[derive(Clone, Debug)]
pub struct NewPersonOrder {
    /// The address they sign in with.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The password; `None` sends a mail with a link to choose it.
    pub password: Option<String>,
    /// The organisation: its kind and its id ([`OPERATOR`] for the operator).
    pub organisation: (OrganisationKind, String),
    /// The role there.
    pub role: Role,
}

/// An Admin of the operator.
#[derive(Clone, Debug)]
pub struct NewOperatorOrder {
    /// The address they sign in with.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The password; `None` sends a mail with a link to choose it.
    pub password: Option<String>,
}

/// An agency to create. `Default` fills in what is not given.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields speak the field's own terms")]
pub struct NewAgencyOrder {
    pub name: String,
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
    pub verified_profile: bool,
    pub agreement_signed: bool,
    /// Whether clients must provide a director's data before it starts.
    pub requires_kyc: bool,
}

/// Creates an Admin of the operator.
///
/// # Errors
/// See [`create_person`].
pub fn create_operator(db: &mut Writer, order: &NewOperatorOrder, ctx: &Context) -> Outcome<PersonId> {
    let order = NewPersonOrder {
        email: order.email.clone(),
        first_name: order.first_name.clone(),
        last_name: order.last_name.clone(),
        password: order.password.clone(),
        organisation: (OrganisationKind::Operator, OPERATOR.to_owned()),
        role: Role::Admin,
    };
    create_person(db, &order, ctx)
}

/// Creates an agency.
///
/// # Errors
/// An invalid name, country, time zone or currency.
pub fn create_agency(db: &mut Writer, order: &NewAgencyOrder, ctx: &Context) -> Outcome<CollectionPartnerId> {
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
    let share = |rate: Option<Rate>, usual: i64| Share::of(rate.unwrap_or_else(|| Rate::percent(Decimal::from(usual))));
    let agency = AgencyProfile {
        id: CollectionPartnerId::from_uuid(store::fresh_id()),
        name,
        registration_number: order.registration_number.clone(),
        vat_number: order.vat_number.clone(),
        address: order.address.clone(),
        zip_code: order.zip_code.clone(),
        city: order.city.clone(),
        state: order.state.clone(),
        country,
        office_email: order.office_email.clone(),
        office_phone: order.office_phone.clone(),
        public_site: order.public_site.clone(),
        invoice_email: order.invoice_email.clone(),
        billing_contact: order.billing_contact.clone(),
        invoice_currency: currency.transpose()?,
        time_zone,
        pre_legal_share: share(order.pre_legal_share, 40),
        legal_share: share(order.legal_share, 20),
        verified_profile: order.verified_profile,
        agreement_signed_at: order.agreement_signed.then(|| ctx.now.naive_utc()),
        agreement_version: None,
        requires_kyc: order.requires_kyc,
        created_at: ctx.now.naive_utc(),
    };
    db.write(|db| {
        store::people::organisations::insert_agency(db, &agency)?;
        let kind = OrganisationKind::CollectionPartner.name();
        let details = [("name", agency.name.clone())];
        store::facts::audit(db, &Author::system(), "AgencyCreated", kind, agency.id.as_str(), &details, ctx.now)?;
        Ok(agency.id)
    })
}

/// Creates a person and their membership. The same address is the same person: an existing one joins and keeps their
/// password. Without a password they get a mail with a link to choose one.
///
/// # Errors
/// Invalid address, name, role or organisation; a weak password; an existing membership.
pub fn create_person(db: &mut Writer, order: &NewPersonOrder, ctx: &Context) -> Outcome<PersonId> {
    let named = Named::of(&order.email, &order.first_name, &order.last_name)?;
    let (kind, organisation) = (order.organisation.0, order.organisation.1.as_str());
    if !kind.roles().contains(&order.role) {
        let roles = kind.roles().iter().map(|role| role.name()).collect::<Vec<_>>().join(" or ");
        return Err(ActionError::At("role", format!("The role must be {roles}.")));
    }
    let hash = match &order.password {
        None => None,
        Some(text) => {
            password::check(text, &[&named.email, &named.first_name, &named.last_name])
                .map_err(|text| ActionError::At("password", text))?;
            Some(passwords::hash_password(text, ctx.hashing)?)
        }
    };
    db.write(|db| {
        let Some(name) = store::people::organisations::unscoped::hold(db, kind, organisation)? else {
            return Err(ActionError::At("organisation", format!("There is no organisation {organisation}.")));
        };
        let new = NewPerson {
            email: &named.email,
            first_name: &named.first_name,
            last_name: &named.last_name,
            password_hash: hash.as_deref(),
        };
        let person = store::people::accounts::unscoped::find_or_insert(db, &new, ctx.now)?;
        if store::people::memberships::unscoped::memberships(db, person)?
            .iter()
            .any(|known| known.organisation == organisation)
        {
            return Err(ActionError::At("email", format!("{} belongs to {} already.", named.email, name)));
        }
        store::people::memberships::unscoped::join(db, person, kind, organisation, order.role, ctx.now)?;
        let known = store::people::accounts::unscoped::credentials(db, &named.email)?;
        if known.is_some_and(|known| known.password_hash.is_none()) {
            match hash.as_deref() {
                Some(hash) => store::people::accounts::unscoped::set_password(db, person, hash, ctx.now)?,
                None => welcome(db, person, &named, &name, ctx)?,
            }
        }
        let details = [("email", named.email.clone()), ("role", order.role.name().to_owned())];
        store::facts::audit(db, &Author::system(), "PersonCreated", kind.name(), organisation, &details, ctx.now)?;
        Ok(person)
    })
}

/// The mail to a person whose account was created for them.
fn welcome(db: &mut Tx<'_>, person: PersonId, named: &Named, organisation: &str, ctx: &Context) -> Outcome<()> {
    let token = store::fresh_token();
    let until = ctx.now + chrono::Duration::days(FIRST_PASSWORD_LINK_DAYS);
    store::people::resets::unscoped::insert(db, person, &store::secret_hash(&token), until, ctx.now)?;
    let organisation = if organisation.is_empty() { &ctx.operator } else { organisation };
    let letter = mail::account::welcome(
        &mail::account::To {
            operator: &ctx.operator,
            name: &named.first_name,
            link: &format!("{}/reset/{token}", ctx.base_url),
        },
        organisation,
    );
    let to = format!("{} {}", named.first_name, named.last_name);
    store::mails::queue(db, &named.email, &to, &letter, None, ctx.now)?;
    Ok(())
}
