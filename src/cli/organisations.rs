//! Agencies, referral partners and clients, as the command line takes them.

use clap::Args;

use crate::actions::clients::{ClientOrder, Company, NamedPerson, PartnerOrder};
use crate::actions::coverage::CoverageOrder;
use crate::actions::people::AgencyOrder;
use crate::domain::agency::AgencyKind;
use crate::domain::case::DebtorKind;
use crate::domain::client::InvoicingMode;
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::domain::money::{Currency, Money, Rate};
use crate::domain::routing::AmountRange;
use crate::domain::{company, contact, country, state};
use crate::store::clients::referrals::PartnerCompany;

#[derive(Args)]
pub(super) struct Agency {
    #[arg(long)]
    name: String,
    /// Two letters, for example DE
    #[arg(long)]
    country: String,
    /// For example Europe/Berlin
    #[arg(long)]
    time_zone: String,
    /// Exclusive (the default) or LegalNetwork
    #[arg(long)]
    kind: Option<String>,
    /// The name in the register, if it is another
    #[arg(long)]
    legal_name: Option<String>,
    #[arg(long)]
    registration_number: Option<String>,
    #[arg(long)]
    vat_number: Option<String>,
    #[arg(long)]
    address: Option<String>,
    #[arg(long)]
    zip_code: Option<String>,
    #[arg(long)]
    city: Option<String>,
    #[arg(long)]
    email: Option<String>,
    #[arg(long)]
    phone: Option<String>,
    /// The agency has signed its agreement.
    #[arg(long)]
    agreement_signed: bool,
    /// The agency requires a director's data of its clients.
    #[arg(long)]
    requires_kyc: bool,
}

impl Agency {
    pub(super) fn order(self) -> Result<AgencyOrder, String> {
        let kind = |text: &str| AgencyKind::parse(text).ok_or_else(|| format!("--kind: “{text}” is no kind of agency"));
        Ok(AgencyOrder {
            name: self.name,
            legal_name: self.legal_name,
            kind: self.kind.as_deref().map(kind).transpose()?,
            country: self.country,
            time_zone: self.time_zone,
            registration_number: self.registration_number,
            vat_number: self.vat_number,
            address: self.address,
            zip_code: self.zip_code,
            city: self.city,
            office_email: self.email,
            office_phone: self.phone,
            agreement_signed: self.agreement_signed,
            requires_kyc: self.requires_kyc,
            ..AgencyOrder::default()
        })
    }
}

#[derive(Args)]
pub(super) struct ReferralPartner {
    /// The company's name
    #[arg(long)]
    name: String,
    /// The name of its software, which clients know; the company's name by default
    #[arg(long)]
    short_name: Option<String>,
    /// Two letters or the English name, for example DE
    #[arg(long)]
    country: String,
    /// Where mails about the partnership go
    #[arg(long)]
    email: String,
    /// Its share of what the operator earns, in percent, for example 12.5
    #[arg(long)]
    percentage: String,
    /// Days until a link request expires, 1 to 30
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=30))]
    approval_days: i64,
    /// The portal mails new clients their link.
    #[arg(long)]
    sends_invitations: bool,
    /// Clients are welcomed by mail when they have signed.
    #[arg(long)]
    sends_welcome: bool,
    /// Its Admins may not change its brand.
    #[arg(long)]
    fixed_brand: bool,
}

impl ReferralPartner {
    pub(super) fn order(self) -> Result<PartnerOrder, String> {
        let name = contact::name(&self.name).map_err(|text| format!("--name: {text}"))?;
        let short_name = self.short_name.as_deref().map_or_else(|| Ok(name.clone()), contact::name);
        Ok(PartnerOrder {
            short_name: short_name.map_err(|text| format!("--short-name: {text}"))?,
            name,
            country: country::read(&self.country).ok_or_else(|| format!("--country: {}", country::NO_COUNTRY))?,
            contact_email: contact::email(&self.email).map_err(|text| format!("--email: {text}"))?,
            fee_percentage: Rate::parse(&self.percentage)
                .ok_or_else(|| format!("--percentage: “{}” is not a percentage such as 12.5", self.percentage))?,
            approval_days: self.approval_days,
            invoicing_mode: InvoicingMode::PayWhenPaid,
            sends_invitations: self.sends_invitations,
            sends_welcome: self.sends_welcome,
            fixed_brand: self.fixed_brand,
            company: PartnerCompany::default(),
        })
    }
}

#[derive(Args)]
pub(super) struct Client {
    /// The id of the referral partner that brings it; without one it signs on paper
    #[arg(long)]
    referral_partner: Option<ReferralPartnerId>,
    /// The referral partner's own id of the client; one is chosen by default
    #[arg(long)]
    tenant: Option<String>,
    /// The legal name
    #[arg(long)]
    name: String,
    /// Two letters or the English name, for example DK
    #[arg(long)]
    country: String,
    #[arg(long)]
    registration_number: Option<String>,
    /// The address of the office; that of the person by default
    #[arg(long)]
    office_email: Option<String>,
    /// The person who onboards it and signs
    #[arg(long)]
    first_name: String,
    #[arg(long)]
    last_name: String,
    /// Codes for signing go to this address
    #[arg(long)]
    email: String,
}

impl Client {
    pub(super) fn order(self) -> Result<ClientOrder, String> {
        let email = |name: &str, text: &str| contact::email(text).map_err(|why| format!("--{name}: {why}"));
        let name = |option: &str, text: &str| contact::name(text).map_err(|why| format!("--{option}: {why}"));
        let country = country::read(&self.country).ok_or_else(|| format!("--country: {}", country::NO_COUNTRY))?;
        let number = self.registration_number.as_deref().map(|text| company::registration(text, &country));
        let own = email("email", &self.email)?;
        let office = self.office_email.as_deref().map(|text| email("office-email", text)).transpose()?;
        Ok(ClientOrder {
            referral_partner: self.referral_partner,
            tenant: self.tenant,
            company: Company {
                name: name("name", &self.name)?,
                registration_number: number.transpose().map_err(|why| format!("--registration-number: {why}"))?,
                address: None,
                zip_code: None,
                city: None,
                state: None,
                country,
                support_email: office.unwrap_or_else(|| own.clone()),
                support_phone: None,
            },
            person: NamedPerson {
                first_name: name("first-name", &self.first_name)?,
                last_name: name("last-name", &self.last_name)?,
                email: own,
            },
        })
    }
}

#[derive(Args)]
pub(super) struct Coverage {
    /// The agency's id
    #[arg(long)]
    agency: String,
    /// The debtors' country: two letters or the English name
    #[arg(long)]
    country: String,
    /// A state of the United States; all by default
    #[arg(long)]
    state: Option<String>,
    /// Company or Private; both by default
    #[arg(long)]
    debtors: Option<String>,
    /// Only claims in this currency, for example EUR
    #[arg(long)]
    currency: Option<String>,
    /// The smallest principal, included, for example "EUR 1000"
    #[arg(long)]
    least: Option<String>,
    /// The largest principal, included, in the same currency
    #[arg(long)]
    most: Option<String>,
}

impl Coverage {
    pub(super) fn order(self) -> Result<CoverageOrder, String> {
        let amount = |option: &str, text: &str| {
            let (code, amount) = text.split_once(' ').unwrap_or(("", text));
            let currency = Currency::parse(code).ok_or_else(|| format!("--{option}: write it as “EUR 1000”"))?;
            Money::parse(amount, currency).map_err(|problem| format!("--{option}: {problem}"))
        };
        let least = self.least.as_deref().map(|text| amount("least", text)).transpose()?;
        let most = self.most.as_deref().map(|text| amount("most", text)).transpose()?;
        if let (Some(least), Some(most)) = (least, most)
            && least.currency() != most.currency()
        {
            return Err("--most: both amounts need the same currency".to_owned());
        }
        let amounts = least.or(most).map(|one| AmountRange {
            currency: one.currency(),
            least: least.map(Money::minor),
            most: most.map(Money::minor),
        });
        Ok(CoverageOrder {
            agency: CollectionPartnerId::parse(&self.agency)
                .ok_or_else(|| format!("--agency: “{}” is not an id", self.agency))?,
            country: country::read(&self.country).ok_or_else(|| format!("--country: {}", country::NO_COUNTRY))?,
            state: self
                .state
                .map(|text| {
                    state::read(&text).map(str::to_owned).ok_or_else(|| format!("--state: {}", state::NO_STATE))
                })
                .transpose()?,
            debtor: self
                .debtors
                .map(|text| {
                    DebtorKind::parse(&text).ok_or_else(|| format!("--debtors: “{text}” is not Company or Private"))
                })
                .transpose()?,
            currency: self
                .currency
                .map(|text| Currency::parse(&text).ok_or_else(|| format!("--currency: “{text}” is not a currency")))
                .transpose()?,
            amounts,
            from: None,
            to: None,
        })
    }
}
