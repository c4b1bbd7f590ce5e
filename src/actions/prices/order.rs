//! A price list as entered, and its checks.

use chrono::NaiveDate;

use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::ids::{CreditorId, PriceId};
use crate::domain::pricing::{Grid, Parties};
use crate::store::prices::grid::{Brackets, Surcharges};
use crate::store::prices::{Listed, PriceRow};
use crate::store::{self, Db};

/// Characters in the name of a list.
pub const MAX_NAME_CHARACTERS: u64 = 60;
/// Characters in the note of a list.
pub const MAX_NOTE_CHARACTERS: u64 = 500;

/// A price list as entered.
#[derive(Clone, Debug)]
pub struct PriceOrder {
    /// Its place in the order of sources.
    pub source: PricingSource,
    /// The parties it is for.
    pub parties: Parties,
    /// A zone's name; lists of parties need none.
    pub name: String,
    /// The debtors' countries, two-letter codes; empty for all countries.
    pub countries: Vec<String>,
    /// The rates.
    pub grid: Grid,
    /// Why the rates are as they are.
    pub note: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` if the end is open.
    pub to: Option<NaiveDate>,
}

impl PriceOrder {
    /// The list, with a new id.
    ///
    /// # Errors
    /// By field, what is invalid.
    pub(super) fn list(&self, db: &mut Db, who: &Operator, ctx: &Context) -> Outcome<Listed> {
        self.check_parties()?;
        self.check_words()?;
        if self.from < ctx.now.date_naive() {
            let text = "Today at the earliest: what was handed in before keeps its price.";
            return Err(ActionError::At("validFrom", text.to_owned()));
        }
        if self.to.is_some_and(|to| to < self.from) {
            return Err(ActionError::At("validTo", "The last day must not be before the first.".to_owned()));
        }
        let mut countries = self.countries.clone();
        countries.sort_unstable();
        countries.dedup();
        let row = PriceRow {
            id: PriceId::from_uuid(store::fresh_id()),
            source: self.source,
            creditor_id: self.parties.creditor,
            collection_partner_id: self.parties.agency,
            referral_partner_id: self.parties.referral_partner,
            name: self.name.trim().to_owned(),
            countries: countries.join(" "),
            brackets: Brackets::of(&self.grid),
            surcharges: Surcharges::of(&self.grid),
            note: self.note.trim().to_owned(),
            valid_from: self.from,
            valid_to: self.to,
            created_at: ctx.now.naive_utc(),
            created_by: who.author().name,
            ended_at: None,
            ended_by: None,
        };
        let list = store::prices::listed_row(db, row)?;
        let missing = [
            ("creditorId", self.parties.creditor.is_some() && list.creditor.is_none()),
            ("collectionPartnerId", self.parties.agency.is_some() && list.agency.is_none()),
            ("referralPartnerId", self.parties.referral_partner.is_some() && list.platform.is_none()),
        ];
        match missing.iter().find(|(_, is_missing)| *is_missing) {
            Some((field, _)) => Err(ActionError::At(field, "There is nobody with this id.".to_owned())),
            None => Ok(list),
        }
    }

    /// Each source requires its own parties.
    fn check_parties(&self) -> Outcome<()> {
        let Parties { creditor, agency, referral_partner } = self.parties;
        let at = |field, text: &str| Err(ActionError::At(field, text.to_owned()));
        let (wants_creditor, wants_agency, wants_referral_partner) = match self.source {
            PricingSource::CreditorCustomPricing => (Some(true), Some(true), Some(false)),
            // Prices of a referral partner may be limited to one agency.
            PricingSource::ManagingPartnerCustomPricing => (Some(false), None, Some(true)),
            PricingSource::PartnerCustomPricing => (Some(false), Some(true), Some(false)),
            PricingSource::JurisdictionCustomPricing | PricingSource::StandardAgreement => {
                (Some(false), Some(false), Some(false))
            }
            PricingSource::AcceptedQuote => return at("source", "A quote belongs to its case; it is no price list."),
        };
        for (field, wants, has) in [
            ("creditorId", wants_creditor, creditor.is_some()),
            ("collectionPartnerId", wants_agency, agency.is_some()),
            ("referralPartnerId", wants_referral_partner, referral_partner.is_some()),
        ] {
            match (wants, has) {
                (Some(true), false) => return at(field, "Say for whom the prices are."),
                (Some(false), true) => return at(field, "These prices are not for one of them. Leave this empty."),
                _ => {}
            }
        }
        Ok(())
    }

    fn check_words(&self) -> Outcome<()> {
        let at = |field, text: &str| Err(ActionError::At(field, text.to_owned()));
        let is_zone = self.source == PricingSource::JurisdictionCustomPricing;
        if is_zone && self.countries.is_empty() {
            return at("countries", "Name the countries of the zone.");
        }
        if is_zone && self.name.trim().is_empty() {
            return at("name", "Give the zone a name; it stands in the explanation of each price.");
        }
        if self.note.trim().is_empty() {
            return at("note", "Say in a few words why, for whoever asks in a year.");
        }
        Ok(())
    }
}

/// The creditor with this id or name.
///
/// # Errors
/// At `creditorId` if there is none, or several have this name.
pub fn find_creditor(db: &mut Db, text: &str) -> Outcome<CreditorId> {
    if let Some(id) = CreditorId::parse(text.trim()) {
        return Ok(id);
    }
    let found = store::people::parties::unscoped::creditors_called(db, text.trim())?;
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(ActionError::At("creditorId", format!("There is no client called “{}”.", text.trim()))),
        several => {
            let ids: Vec<&str> = several.iter().map(CreditorId::as_str).collect();
            let text = format!("Several clients have this name. Give the id of one: {}.", ids.join(", "));
            Err(ActionError::At("creditorId", text))
        }
    }
}
