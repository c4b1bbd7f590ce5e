//! How a client stands with its contracts, for any agency, and the page where it signs what is missing.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::actions::{Context, Outcome};
use crate::domain::agreement::{AgreementKind, Held, Matter, missing_powers};
use crate::domain::client::return_url;
use crate::domain::ids::{CarveOutId, CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::store::{self, Db};

/// What a client has signed, and what is in force.
#[derive(Clone, Debug)]
pub struct Contracts {
    /// The version of the debt-collection agreement that the client has signed.
    agreement: Option<String>,
    /// The version in force; `None` before the first is published.
    agreement_in_force: Option<String>,
    /// The version of the power of attorney in force.
    power_in_force: Option<String>,
    held: Vec<Held>,
    prices: Vec<(CollectionPartnerId, CarveOutId)>,
    has_kyc: bool,
    /// The referral partner of the client.
    partner: Option<ReferralPartnerId>,
}

/// How one document stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether it was signed, in any version.
    pub is_signed: bool,
    /// Whether it must be signed anew, because another version is in force.
    pub is_outdated: bool,
}

impl Standing {
    /// Whether it must be signed.
    pub fn is_missing(self) -> bool {
        !self.is_signed || self.is_outdated
    }
}

impl Contracts {
    /// Loads the contracts of a client.
    ///
    /// # Errors
    /// If there is no such client.
    pub fn load(db: &mut Db, creditor: CreditorId) -> Outcome<Self> {
        let partner = store::clients::unscoped::partner_of(db, creditor)?;
        Ok(Self {
            agreement: store::clients::unscoped::creditor(db, creditor)?.agreement_version,
            agreement_in_force: store::agreements::unscoped::version(db, AgreementKind::Sdca)?,
            power_in_force: store::agreements::unscoped::version(db, AgreementKind::Poa)?,
            held: store::agreements::powers::unscoped::signed(db, creditor)?,
            prices: match partner {
                Some(partner) => store::agreements::powers::unscoped::live(db, partner)?,
                None => Vec::new(),
            },
            has_kyc: store::clients::unscoped::kyc(db, creditor)?.is_some(),
            partner,
        })
    }

    /// The debt-collection agreement. What is not published cannot be signed and is missing.
    pub fn agreement(&self) -> Standing {
        let is_signed = self.agreement.is_some();
        Standing { is_signed, is_outdated: is_signed && self.agreement != self.agreement_in_force }
    }

    /// What must be signed for an agency; `None` if no power of attorney is published.
    fn missing_for(&self, agency: CollectionPartnerId) -> Option<Vec<Matter>> {
        Some(missing_powers(&[agency], &self.prices, &self.held, self.power_in_force.as_deref()?))
    }

    /// The power of attorney for an agency.
    pub fn power(&self, agency: CollectionPartnerId) -> Standing {
        let is_of = |held: &&Held| held.matter.kind == AgreementKind::Poa && held.matter.partner == Some(agency);
        let missing = self.missing_for(agency);
        let is_missing = missing.is_none_or(|all| all.iter().any(|one| one.kind == AgreementKind::Poa));
        let is_signed = self.held.iter().any(|held| is_of(&held));
        Standing { is_signed, is_outdated: is_signed && is_missing }
    }

    /// The agreed prices that belong to the power of attorney for an agency; `None` if there are none.
    pub fn appendix(&self, agency: CollectionPartnerId) -> Option<Standing> {
        let prices: Vec<CarveOutId> =
            self.prices.iter().filter(|(theirs, _)| *theirs == agency).map(|(_, id)| *id).collect();
        let is_held = |id: &CarveOutId| self.held.iter().any(|held| held.matter.carve_out == Some(*id));
        (!prices.is_empty()).then(|| Standing { is_signed: prices.iter().all(is_held), is_outdated: false })
    }

    /// The power of attorney for an agency together with the agreed prices that belong to it, as it is asked for before a
    /// case. Prices that are not signed make it outdated.
    pub fn power_with_prices(&self, agency: CollectionPartnerId) -> Standing {
        let power = self.power(agency);
        let lacks_prices = self.appendix(agency).is_some_and(Standing::is_missing);
        Standing { is_outdated: power.is_outdated || (power.is_signed && lacks_prices), ..power }
    }

    /// What the client has not signed or given for a case with this agency; without one, only the debt-collection
    /// agreement is asked for. A director's data are asked of clients that have a referral partner; others have no page to
    /// give them on.
    ///
    /// # Errors
    /// If the database fails.
    pub fn missing(&self, db: &mut Db, agency: Option<CollectionPartnerId>) -> Outcome<MissingContracts> {
        let agreement = self.agreement_in_force.is_none() || self.agreement().is_missing();
        let Some(agency) = agency else { return Ok(MissingContracts { agreement, ..MissingContracts::default() }) };
        let profile = store::people::organisations::profiles(db, &[agency])?.pop();
        let wants_kyc = profile.is_some_and(|agency| agency.requires_kyc);
        Ok(MissingContracts {
            agreement,
            power: self.missing_for(agency).is_none_or(|missing| !missing.is_empty()),
            kyc: wants_kyc && !self.has_kyc && self.partner.is_some(),
        })
    }

    /// Whether a director's data are on file.
    pub fn has_kyc(&self) -> bool {
        self.has_kyc
    }
}

/// What a client has not signed or given yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MissingContracts {
    /// The debt-collection agreement in force.
    pub agreement: bool,
    /// The power of attorney for the agency, or prices that belong to it.
    pub power: bool,
    /// A director's data, which the agency requires.
    pub kyc: bool,
}

impl MissingContracts {
    /// Whether anything is missing.
    pub fn any(self) -> bool {
        self.agreement || self.power || self.kyc
    }
}

/// What a client has not signed or given for a case with this agency; see [`Contracts::missing`].
///
/// # Errors
/// If there is no such client.
pub fn missing_contracts(
    db: &mut Db,
    creditor: CreditorId,
    agency: Option<CollectionPartnerId>,
) -> Outcome<MissingContracts> {
    Contracts::load(db, creditor)?.missing(db, agency)
}

/// The page where a client signs all that is missing, one step after the other.
#[derive(Clone, Debug)]
pub struct SigningPage(String);

impl SigningPage {
    /// The page of a client; `None` if it has no link in force, or its referral partner is suspended or terminated.
    ///
    /// # Errors
    /// If the database fails.
    pub fn of(db: &mut Db, creditor: CreditorId, ctx: &Context) -> Outcome<Option<Self>> {
        let Some(link) = store::clients::unscoped::live_link(db, creditor)? else { return Ok(None) };
        let partner = store::clients::referrals::profile(db, link.referral_partner_id)?;
        let ctx = ctx.under(partner.brand_host.as_deref());
        Ok(partner.is_active().then(|| Self(ctx.onboarding_url(link.id.as_str(), &link.token_hash))))
    }

    /// The address that leads through all steps, those for this agency included, and back to `back` at the end. A return
    /// address that is not usable is left out, as the contract says.
    pub fn leading(&self, agency: Option<CollectionPartnerId>, back: Option<&str>) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let agency = agency.map(|agency| format!("collectionPartnerId={agency}"));
        let back = back.and_then(return_url).map(|back| format!("returnUrl={}", encoded(back)));
        let query: Vec<String> = [agency, back].into_iter().flatten().collect();
        if query.is_empty() { self.0.clone() } else { format!("{}?{}", self.0, query.join("&")) }
    }
}
