//! The people of the demo: the operator's staff, three agencies with their teams, two referral partners.

use chrono::Duration;
use chrono_tz::Tz;

use super::Stage;
use super::brands::{self, REFERRAL_BRANDS, ReferralBrand};
use super::credentials::{PartnerSignIn, SignIn};
use super::passwords::password;
use crate::actions::people::{AgencyOrder, NewPersonOrder};
use crate::actions::{Outcome, clients, people};
use crate::domain::actor::{Agency, Author, Hand, OrganisationKind, Partner, Person, Role};
use crate::domain::agency::AgencyKind;
use crate::domain::brand::host::HostState;
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::store;
use crate::store::brands::hosts::BrandHost;

/// An agency and its team, the Admin first.
pub(super) struct Team {
    pub agency: Agency,
    pub people: Vec<Person>,
}

impl Team {
    /// The agency, acting through one of its people.
    pub(crate) fn by(&self, at: usize) -> Partner {
        let person = self.people[at % self.people.len()].clone();
        Partner { agency: self.agency.clone(), hand: Hand::Person(person) }
    }
}

/// All people and organisations.
pub(super) struct Cast {
    pub operator: SignIn,
    pub teams: Vec<Team>,
    pub referrers: Vec<ReferralPartnerId>,
    pub partners: Vec<PartnerSignIn>,
    pub platforms: Vec<PartnerSignIn>,
}

struct House {
    name: &'static str,
    country: &'static str,
    zone: Tz,
    currency: &'static str,
    address: [&'static str; 3],
    register: &'static str,
    vat: &'static str,
    iban: &'static str,
    domain: &'static str,
    phone: &'static str,
    people: &'static [(&'static str, &'static str, &'static str, Role)],
}

const AGENCIES: [House; 3] = [
    House {
        name: "Nordia Inkasso",
        country: "DK",
        zone: Tz::Europe__Copenhagen,
        currency: "DKK",
        address: ["Kalvebod Brygge 24", "1560", "København V"],
        register: "31415926",
        vat: "DK31415926",
        iban: "DK50 0040 0440 1162 43",
        domain: "nordia.example",
        phone: "+45 33 14 15 92",
        people: &[
            ("Signe", "Hjorth-Andersen", "signe", Role::Admin),
            ("Jonas", "Lindqvist", "jonas", Role::User),
            ("Freja", "Bøgh", "freja", Role::User),
            ("Mikkel", "Østergaard", "mikkel", Role::User),
        ],
    },
    House {
        name: "Rhein-Main Forderungsmanagement GmbH",
        country: "DE",
        zone: Tz::Europe__Berlin,
        currency: "EUR",
        address: ["Mainzer Landstraße 46", "60325", "Frankfurt am Main"],
        register: "HRB 98765",
        vat: "DE136695976",
        iban: "DE89 3704 0044 0532 0130 00",
        domain: "rheinmain.example",
        phone: "+49 69 5557 0140",
        people: &[
            ("Katharina", "Vogt", "katharina.vogt", Role::Admin),
            ("Lukas", "Brandstätter", "lukas.brandstaetter", Role::User),
            ("Ayşe", "Demirtaş", "ayse.demirtas", Role::User),
        ],
    },
    House {
        name: "Harcourt & Lyle Recoveries Ltd",
        country: "GB",
        zone: Tz::Europe__London,
        currency: "GBP",
        address: ["71 Gresham Street", "EC2V 7HH", "London"],
        register: "Company no. 08642135",
        vat: "GB980780684",
        iban: "GB82 WEST 1234 5698 7654 32",
        domain: "harcourtlyle.example",
        phone: "+44 20 7946 0133",
        people: &[
            ("Eleanor", "Whitcombe", "eleanor", Role::Admin),
            ("Tom", "Ashdown", "tom", Role::User),
            ("Priya", "Raman", "priya", Role::User),
        ],
    },
];

/// This person works for the first two agencies.
const SHARED_COLLEAGUE: (&str, &str, &str) = ("Maren", "Carstensen", "maren.carstensen@inkassohilfe.example");

/// Creates everybody, a year and a half before the demo's last day.
pub(super) fn enter(stage: &mut Stage<'_>) -> Outcome<Cast> {
    let ctx = stage.at(stage.end - Duration::days(540));
    let operator = SignIn { email: "operator@debitura.example".to_owned(), password: password() };
    let operators = (OrganisationKind::Operator, people::OPERATOR);
    join(stage, ("Astrid", "Falk", &operator.email), &operator.password, operators, Role::Admin)?;
    join(stage, ("Emil", "Rosenkrantz", "emil@debitura.example"), &operator.password, operators, Role::Staff)?;
    let mut cast =
        Cast { operator, teams: Vec::new(), referrers: Vec::new(), partners: Vec::new(), platforms: Vec::new() };
    for house in &AGENCIES {
        let id = people::create_agency(stage.db, &order(house), &Author::system(), &ctx)?;
        let organisation = (OrganisationKind::CollectionPartner, id.as_str());
        let admin = format!("{}@{}", house.people[0].2, house.domain);
        let password = password();
        for (first, last, local, role) in house.people {
            join(stage, (first, last, &format!("{local}@{}", house.domain)), &password, organisation, *role)?;
        }
        let api_key = key(stage, organisation.0.name(), organisation.1)?;
        cast.partners.push(PartnerSignIn { name: house.name.to_owned(), email: admin, password, api_key });
        let agency = Agency { id, name: house.name.to_owned(), time_zone: house.zone };
        cast.teams.push(Team { agency, people: Vec::new() });
    }
    let password = cast.partners[0].password.clone();
    for (team, role) in cast.teams.iter().zip([Role::User, Role::Admin]) {
        join(stage, SHARED_COLLEAGUE, &password, (OrganisationKind::CollectionPartner, team.agency.id.as_str()), role)?;
    }
    for team in &mut cast.teams {
        team.people = people_of(stage, team.agency.id)?;
    }
    for brand in &REFERRAL_BRANDS {
        let (id, sign_in) = referral_partner_of(stage, brand)?;
        cast.referrers.push(id);
        cast.platforms.push(sign_in);
    }
    Ok(cast)
}

/// An agency that the operator has suspended, made last so that it changes nothing else.
pub(super) fn suspend_one(stage: &mut Stage<'_>) -> Outcome<()> {
    let ctx = stage.at(stage.end - Duration::days(200));
    let order = AgencyOrder {
        name: "Étude Marchand & Associés".to_owned(),
        kind: Some(AgencyKind::LegalNetwork),
        registration_number: Some("732 829 320".to_owned()),
        vat_number: Some("FR44732829320".to_owned()),
        address: Some("18 rue de la République".to_owned()),
        zip_code: Some("69002".to_owned()),
        city: Some("Lyon".to_owned()),
        country: "FR".to_owned(),
        office_email: Some("office@etude-marchand.example".to_owned()),
        time_zone: Tz::Europe__Paris.name().to_owned(),
        agreement_signed: true,
        ..AgencyOrder::default()
    };
    let id = people::create_agency(stage.db, &order, &Author::system(), &ctx)?;
    let organisation = (OrganisationKind::CollectionPartner, id.as_str());
    let admin = ("Camille", "Marchand", "camille@etude-marchand.example");
    join(stage, admin, &password(), organisation, Role::Admin)?;
    let ctx = stage.at(stage.end - Duration::days(20));
    let reason = "Its licence ended on the last of the month. Waiting for the new one.";
    people::suspend_agency(stage.db, &Author::system(), id, reason, &ctx)?;
    Ok(())
}

fn order(house: &House) -> AgencyOrder {
    let [address, zip_code, city] = house.address.map(|text| Some(text.to_owned()));
    AgencyOrder {
        name: house.name.to_owned(),
        registration_number: Some(house.register.to_owned()),
        vat_number: Some(house.vat.to_owned()),
        address,
        zip_code,
        city,
        country: house.country.to_owned(),
        office_email: Some(format!("office@{}", house.domain)),
        office_phone: Some(house.phone.to_owned()),
        public_site: Some(format!("https://www.{}", house.domain)),
        invoice_email: Some(format!("invoices@{}", house.domain)),
        billing_contact: Some(format!("{} {}", house.people[0].0, house.people[0].1)),
        invoice_currency: Some(house.currency.to_owned()),
        time_zone: house.zone.name().to_owned(),
        payout_holder: Some(house.name.to_owned()),
        payout_iban: Some(house.iban.to_owned()),
        verified_profile: true,
        agreement_signed: true,
        // Agencies in the United Kingdom are subject to rules against money laundering.
        requires_kyc: house.country == "GB",
        ..AgencyOrder::default()
    }
}

fn referral_partner_of(stage: &mut Stage<'_>, brand: &ReferralBrand) -> Outcome<(ReferralPartnerId, PartnerSignIn)> {
    let ctx = stage.at(stage.end - Duration::days(520));
    let partner = brands::partner(stage, brand, ctx.now.naive_utc())?;
    let (name, domain) = (brand.name, brand.domain);
    let id = clients::register_referral_partner(stage.db, &partner, &Author::system(), &ctx)?;
    if let Some(host) = brand.host {
        let asked = (stage.end - Duration::days(2)).naive_utc();
        let claim = BrandHost {
            referral_partner_id: id,
            host: host.to_owned(),
            state: HostState::Waiting,
            asked_at: asked,
            check_at: Some(asked),
            failing_since: None,
            decided_by: None,
        };
        stage.db.write(|db| store::brands::hosts::put(db, &claim, false))?;
    }
    let (email, password) = (format!("admin@{domain}"), password());
    for (first, last, local, role) in
        [("Hannah", "Okonjo", "admin", Role::Admin), ("Peder", "Winther", "reports", Role::Viewer)]
    {
        let organisation = (OrganisationKind::ReferralPartner, id.as_str());
        join(stage, (first, last, &format!("{local}@{domain}")), &password, organisation, role)?;
    }
    let api_key = key(stage, OrganisationKind::ReferralPartner.name(), id.as_str())?;
    Ok((id, PartnerSignIn { name: name.to_owned(), email, password, api_key }))
}

fn join(
    stage: &mut Stage<'_>,
    (first, last, email): (&str, &str, &str),
    password: &str,
    organisation: (OrganisationKind, &str),
    role: Role,
) -> Outcome<()> {
    let ctx = stage.at(stage.end - Duration::days(530));
    let order = NewPersonOrder {
        email: email.to_owned(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        password: Some(password.to_owned()),
        organisation: (organisation.0, organisation.1.to_owned()),
        role,
    };
    people::create_person(stage.db, &order, &Author::system(), &ctx)?;
    Ok(())
}

/// An API key; shown in the table of sign-ins, stored as a hash.
pub(super) fn key(stage: &mut Stage<'_>, kind: &str, owner: &str) -> Outcome<String> {
    let ctx = stage.at(stage.end - Duration::days(300));
    people::issue_key(stage.db, kind, owner, &Author::system(), &ctx)
}

/// A client's key for its accounting system.
pub(super) fn client_key(stage: &mut Stage<'_>, client: &str) -> Outcome<String> {
    let ctx = stage.at(stage.end - Duration::days(300));
    let (_, key) = people::add_key(stage.db, client, "Accounting", &Author::system(), &ctx)?;
    Ok(key)
}

fn people_of(stage: &mut Stage<'_>, agency: CollectionPartnerId) -> Outcome<Vec<Person>> {
    let mut people: Vec<Person> = store::people::team::unscoped::of(stage.db, agency.as_str())?
        .into_iter()
        .map(|colleague| Person {
            id: colleague.id,
            number: colleague.number,
            has_choice: colleague.email == SHARED_COLLEAGUE.2,
            name: colleague.name,
            email: colleague.email,
            membership: colleague.membership,
            role: colleague.role,
            letter_keys: true,
        })
        .collect();
    people.sort_by_key(|person| person.number);
    Ok(people)
}
