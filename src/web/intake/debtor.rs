//! The fields about a debtor, for the operator's form and for the APIs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::actions::cases::NewDebtor;
use crate::domain::case::DebtorKind;
use crate::domain::company::{MAX_ADDRESS_CHARACTERS, MAX_PHONE_CHARACTERS, MAX_PLACE_CHARACTERS, MAX_ZIP_CHARACTERS};
use crate::domain::state::COUNTRY_WITH_STATES;
use crate::web::coverage::state_of;
use crate::web::http::Problems;
use crate::web::http::request::values::{Country, Email, Name, Word};

/// A debtor.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DebtorForm {
    /// `Company` or `Private`.
    #[serde(rename = "type")]
    pub(super) kind: Option<Word<DebtorKind>>,
    /// The name of the company, or the person's full name.
    #[validate(required)]
    #[schemars(extend("x-missing" = "Enter a name.", "x-autocomplete" = "off"))]
    name: Option<Name>,
    /// The person to ask for.
    #[schemars(extend("x-autocomplete" = "off"))]
    contact_person: Option<Name>,
    /// The number in the commercial register.
    company_registration_number: Option<Name>,
    /// Street and house number.
    #[validate(length(max = MAX_ADDRESS_CHARACTERS))]
    address: Option<String>,
    /// The postal code.
    #[validate(length(max = MAX_ZIP_CHARACTERS))]
    zip_code: Option<String>,
    /// The city.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    city: Option<String>,
    /// The country, as two letters or by its English name.
    country: Option<Country>,
    /// The country, as two letters; it counts before `country`.
    country_alpha2: Option<Country>,
    /// The state or region, outside the United States.
    #[validate(length(max = MAX_PLACE_CHARACTERS))]
    state: Option<String>,
    /// The state, in the United States: `CA`, `US-CA` or `California`.
    state_alpha2: Option<String>,
    /// The e-mail address.
    #[schemars(extend("x-autocomplete" = "off"))]
    email: Option<Email>,
    /// The telephone number.
    #[validate(length(max = MAX_PHONE_CHARACTERS))]
    phone: Option<String>,
}

/// The debtor, as far as agency and price depend on it.
#[derive(Deserialize, Serialize, Validate, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppraisedDebtor {
    /// `Company` or `Private`.
    #[serde(rename = "type")]
    kind: Option<Word<DebtorKind>>,
    /// The country, as two letters or by its English name.
    country: Option<Country>,
    /// The country, as two letters; it counts before `country`.
    country_alpha2: Option<Country>,
    /// The state, in the United States: `CA`, `US-CA` or `California`.
    state_alpha2: Option<String>,
}

/// What must be said about a debtor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demands {
    /// By hand: a debtor is a company unless it is said to be a person.
    ByHand,
    /// By the API: the kind is said, and a company has a person to ask for.
    ByApi,
}

/// Kind, country and state of a debtor.
pub(crate) struct Place {
    pub(crate) kind: DebtorKind,
    /// Two letters.
    pub(crate) country: String,
    /// Two letters in the United States, free text elsewhere.
    pub(crate) state: Option<String>,
}

impl AppraisedDebtor {
    /// What was understood; problems are added at their fields.
    pub(crate) fn understood(self, demands: Demands, problems: &mut Problems) -> Option<Place> {
        let kind = demands.kind(self.kind, problems);
        let (country, state) = demands.place(self.country_alpha2.or(self.country), self.state_alpha2, problems)?;
        Some(Place { kind: kind?, country, state })
    }
}

impl DebtorForm {
    /// What was understood; problems are added at their fields.
    pub(crate) fn understood(self, demands: Demands, problems: &mut Problems) -> Option<(Place, NewDebtor)> {
        let kind = demands.kind(self.kind, problems);
        if demands == Demands::ByApi && kind == Some(DebtorKind::Company) {
            problems.need("debtor.contactPerson", self.contact_person.as_ref(), "Name the person to ask for.");
        }
        let (country, state) = demands.place(self.country_alpha2.or(self.country), self.state_alpha2, problems)?;
        let place = Place { kind: kind?, country, state: state.or(self.state) };
        let debtor = NewDebtor {
            name: self.name?.0,
            contact_person: self.contact_person.map(|name| name.0),
            registration_number: self.company_registration_number.map(|name| name.0),
            address: self.address,
            zip_code: self.zip_code,
            city: self.city,
            email: self.email.map(|email| email.0),
            phone: self.phone,
        };
        Some((place, debtor))
    }
}

impl Demands {
    fn kind(self, kind: Option<Word<DebtorKind>>, problems: &mut Problems) -> Option<DebtorKind> {
        let kind = kind.map(|word| word.0);
        match self {
            Self::ByHand => Some(kind.unwrap_or(DebtorKind::Company)),
            Self::ByApi => problems.need("debtor.type", kind, "Send Company or Private."),
        }
    }

    /// The country, and the state in the United States.
    fn place(
        self,
        country: Option<Country>,
        state: Option<String>,
        problems: &mut Problems,
    ) -> Option<(String, Option<String>)> {
        let country = match self {
            Self::ByHand => problems.need("debtor.country", country, "Choose a country."),
            Self::ByApi => problems.need("debtor.countryAlpha2", country, "Send the country as two letters."),
        };
        let country = country?.0;
        if country != COUNTRY_WITH_STATES {
            return Some((country, None));
        }
        let state = state_of("debtor.stateAlpha2", state, problems)?;
        if self == Self::ByApi {
            problems.need("debtor.stateAlpha2", state.as_ref(), "Name the state of a debtor in the United States.");
        }
        Some((country, state))
    }
}
