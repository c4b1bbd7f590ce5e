//! Clients in onboarding: brought, company confirmed, people named, waiting for a second signature, and signed; each
//! made by the steps that a client takes.

use chrono::Duration;

use super::Stage;
use super::cast::Cast;
use super::credentials::ClientSignIn;
use crate::actions::agreements::{self, Mark, Reader, SignOrder};
use crate::actions::clients::{
    self, BringOrder, Company, CompanyOrder, KycOrder, NamedPerson, OnboardingQuery, PersonOrder,
};
use crate::actions::{Context, Outcome};
use crate::domain::actor::{Hand, Newcomer, Referrer};
use crate::domain::agreement::{AgreementKind, Language, Matter};
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::store::agreements::Signature;
use crate::store::clients::referrals::ReferralPartner;
use crate::store::{self, StoreError};
use crate::words::Words;

/// How far a client has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Brought,
    Company,
    People,
    OneOfTwo,
    Signed,
}

struct Newcoming {
    referrer: usize,
    tenant: &'static str,
    company: &'static str,
    country: &'static str,
    register: &'static str,
    place: [&'static str; 3],
    /// Name and role. The first is the onboarding user; all of them sign.
    people: &'static [(&'static str, &'static str)],
    domain: &'static str,
    days_ago: i64,
    reached: Reached,
    /// The indexes of the agencies that are to work for it. The first is authorised before anything else is signed.
    agencies: &'static [usize],
}

const CLIENTS: [Newcoming; 10] = [
    Newcoming {
        referrer: 0,
        tenant: "acct-2041",
        company: "Thistle & Rowe Ltd",
        country: "GB",
        register: "SC 512 880",
        place: ["8 Constitution Street", "EH6 7BT", "Edinburgh"],
        people: &[("Morag Rowe", "Director")],
        domain: "thistlerowe.example",
        days_ago: 1,
        reached: Reached::Brought,
        agencies: &[],
    },
    Newcoming {
        referrer: 0,
        tenant: "acct-2037",
        company: "Kestrel Joinery Ltd",
        country: "GB",
        register: "09 114 207",
        place: ["Unit 4, Brook Lane", "BS3 2HQ", "Bristol"],
        people: &[("Callum Reid", "Owner")],
        domain: "kestreljoinery.example",
        days_ago: 5,
        reached: Reached::Company,
        agencies: &[2],
    },
    Newcoming {
        referrer: 0,
        tenant: "acct-2029",
        company: "Holm & Partner GmbH",
        country: "DE",
        register: "HRB 20118",
        place: ["Eppendorfer Weg 91", "20259", "Hamburg"],
        people: &[("Annika Holm", "Geschäftsführerin")],
        domain: "holmpartner.example",
        days_ago: 9,
        reached: Reached::People,
        agencies: &[],
    },
    Newcoming {
        referrer: 0,
        tenant: "acct-2016",
        company: "Lumière Conseil SAS",
        country: "FR",
        register: "812 455 012",
        place: ["27 rue de Marseille", "69007", "Lyon"],
        people: &[("Hélène Garnier", "Présidente"), ("Bastien Roche", "Directeur général")],
        domain: "lumiereconseil.example",
        days_ago: 4,
        reached: Reached::OneOfTwo,
        agencies: &[],
    },
    Newcoming {
        referrer: 0,
        tenant: "acct-1988",
        company: "Pennine Print Works Ltd",
        country: "GB",
        register: "07 330 961",
        place: ["3 Canal Side", "HX1 1UY", "Halifax"],
        people: &[("Joanne Barker", "Managing director")],
        domain: "pennineprint.example",
        days_ago: 12,
        reached: Reached::Signed,
        agencies: &[2],
    },
    Newcoming {
        referrer: 1,
        tenant: "k-7731",
        company: "Nørrebro Cykler ApS",
        country: "DK",
        register: "40 11 82 92",
        place: ["Jagtvej 58", "2200", "København N"],
        people: &[("Rasmus Toft", "Direktør")],
        domain: "norrebrocykler.example",
        days_ago: 2,
        reached: Reached::Brought,
        agencies: &[],
    },
    Newcoming {
        referrer: 1,
        tenant: "k-7718",
        company: "Havnens Bådservice I/S",
        country: "DK",
        register: "33 90 12 40",
        place: ["Havnegade 12", "5700", "Svendborg"],
        people: &[("Karen Munk", "Indehaver")],
        domain: "havnensbaad.example",
        days_ago: 6,
        reached: Reached::Company,
        agencies: &[],
    },
    Newcoming {
        referrer: 1,
        tenant: "k-7702",
        company: "Smålands Trähus AB",
        country: "SE",
        register: "556871-2201",
        place: ["Storgatan 19", "352 31", "Växjö"],
        people: &[("Elsa Nyström", "VD")],
        domain: "smalandstrahus.example",
        days_ago: 8,
        reached: Reached::People,
        agencies: &[],
    },
    Newcoming {
        referrer: 1,
        tenant: "k-7690",
        company: "Vestjysk Fiskeeksport A/S",
        country: "DK",
        register: "28 64 70 18",
        place: ["Auktionsgade 3", "6700", "Esbjerg"],
        people: &[("Jens Kjær", "Adm. direktør"), ("Bente Lund", "Bestyrelsesformand")],
        domain: "vestjyskfisk.example",
        days_ago: 3,
        reached: Reached::OneOfTwo,
        agencies: &[],
    },
    Newcoming {
        referrer: 1,
        tenant: "k-7644",
        company: "Aarhus Lydstudie ApS",
        country: "DK",
        register: "37 22 58 00",
        place: ["Mejlgade 44", "8000", "Aarhus C"],
        people: &[("Mads Vinther", "Direktør")],
        domain: "aarhuslyd.example",
        days_ago: 15,
        reached: Reached::Signed,
        agencies: &[0, 1],
    },
];

/// Brings all clients and takes each as far as given; returns a link for each.
pub(super) fn enter(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<Vec<ClientSignIn>> {
    let mut links = Vec::with_capacity(CLIENTS.len());
    for client in &CLIENTS {
        if let Some(partner) = cast.referrers.get(client.referrer) {
            let agencies: Vec<_> = client.agencies.iter().filter_map(|at| cast.teams.get(*at)).collect();
            let agencies: Vec<CollectionPartnerId> = agencies.iter().map(|team| team.agency.id).collect();
            links.push(go(stage, (client, &agencies), *partner)?);
        }
    }
    Ok(links)
}

fn go(
    stage: &mut Stage<'_>,
    (client, agencies): (&Newcoming, &[CollectionPartnerId]),
    partner: ReferralPartnerId,
) -> Outcome<ClientSignIn> {
    let mut now = stage.end - Duration::days(client.days_ago) + Duration::minutes(stage.dice.between(500, 900));
    let ctx = stage.at(now);
    let profile = store::clients::referrals::profile(stage.db, partner)?;
    let who = key_of(profile);
    clients::bring(stage.db, &who, &brought(client), &ctx)?;
    let link = store::clients::link_of(stage.db, &who, client.tenant)?;
    let guest = Newcomer {
        link: link.id,
        creditor: link.creditor_id,
        referral_partner: partner,
        name: client.company.to_owned(),
        signatory: None,
        is_known: false,
        is_attributed: true,
        is_proved: false,
        address: format!("203.0.113.{}", stage.dice.between(2, 250)),
        agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile Safari".to_owned(),
    };
    let language = Language::of_country(client.country);
    let mut later = |stage: &mut Stage<'_>, minutes: i64| {
        now += Duration::minutes(minutes);
        stage.at(now)
    };
    if client.reached > Reached::Brought {
        let ctx = later(stage, 35);
        let query = OnboardingQuery {
            language: Some(language),
            agency: agencies.first().copied(),
            ..OnboardingQuery::default()
        };
        clients::open(stage.db, &guest, "company", &query, &ctx)?;
        let ctx = later(stage, 4);
        clients::confirm_company(stage.db, &guest, &confirmed(client), &ctx)?;
    }
    if client.reached > Reached::Company {
        let ctx = later(stage, 3);
        clients::name_people(stage.db, &guest, &named(client), &ctx)?;
    }
    if client.reached > Reached::People {
        let first = later(stage, 6);
        empower(stage, (client, &guest, language), &first)?;
        let next = later(stage, 5);
        sign(stage, (client, &guest, language), (Matter::plain(AgreementKind::Sdca), 0), &next)?;
        if client.reached == Reached::Signed && client.people.len() > 1 {
            let second = later(stage, 190);
            sign(stage, (client, &guest, language), (Matter::plain(AgreementKind::Sdca), 1), &second)?;
        }
        for agency in agencies.iter().skip(1) {
            let after = later(stage, 20);
            let query = OnboardingQuery { agency: Some(*agency), ..OnboardingQuery::default() };
            clients::open(stage.db, &guest, "poa", &query, &after)?;
            empower(stage, (client, &guest, language), &after)?;
        }
    }
    Ok(ClientSignIn {
        name: client.company.to_owned(),
        external_tenant_id: Some(client.tenant.to_owned()),
        api_key: String::new(),
        link: ctx.onboarding_url(link.id.as_str(), &link.token_hash),
        stage: Some(match client.reached {
            Reached::Brought => "onboarding: created".to_owned(),
            Reached::Company => "onboarding: company confirmed".to_owned(),
            Reached::People => "onboarding: people named".to_owned(),
            Reached::OneOfTwo => "onboarding: waiting for a second signature".to_owned(),
            Reached::Signed => "onboarding: signed".to_owned(),
        }),
    })
}

/// The systems of a referral partner.
pub(super) fn key_of(profile: ReferralPartner) -> Referrer {
    Referrer { id: profile.id, name: profile.name, short_name: profile.short_name, hand: Hand::Key }
}

fn email(client: &Newcoming, name: &str) -> String {
    let first = name.split(' ').next().unwrap_or_default();
    format!("{}@{}", crate::domain::search::words(first).concat(), client.domain)
}

fn person(client: &Newcoming, name: &str) -> NamedPerson {
    let (first_name, last_name) = clients::split_name(name);
    NamedPerson { first_name, last_name, email: email(client, name) }
}

fn company(client: &Newcoming) -> Company {
    let [address, zip_code, city] = client.place.map(|text| Some(text.to_owned()));
    Company {
        name: client.company.to_owned(),
        registration_number: Some(client.register.to_owned()),
        address,
        zip_code,
        city,
        state: None,
        country: client.country.to_owned(),
        support_email: format!("office@{}", client.domain),
        support_phone: None,
    }
}

fn brought(client: &Newcoming) -> BringOrder {
    BringOrder {
        cases: Vec::new(),
        tenant: client.tenant.to_owned(),
        company: company(client),
        people: client.people.iter().take(1).map(|(name, _)| person(client, name)).collect(),
        request: String::new(),
    }
}

fn confirmed(client: &Newcoming) -> CompanyOrder {
    CompanyOrder { company: company(client), vat_number: None, account: None }
}

fn named(client: &Newcoming) -> Vec<PersonOrder> {
    let order = |(name, title): &(&str, &str)| PersonOrder {
        named: person(client, name),
        title: Some((*title).to_owned()),
        signs: true,
    };
    client.people.iter().map(order).collect()
}

/// The director's data if the agency requires them, and its power of attorney.
fn empower(
    stage: &mut Stage<'_>,
    (client, guest, language): (&Newcoming, &Newcomer, Language),
    ctx: &Context,
) -> Outcome<()> {
    if clients::progress(stage.db, guest)?.needs_kyc {
        let [street, code, city] = client.place;
        let order = KycOrder {
            director_name: client.people[0].0.to_owned(),
            home_address: format!("{street}, {code} {city}"),
            date_of_birth: chrono::NaiveDate::default() + Duration::days(stage.dice.between(0, 9_000)),
        };
        clients::give_kyc_as_client(stage.db, guest, &order, ctx)?;
    }
    for matter in clients::pending_powers(stage.db, guest)? {
        sign(stage, (client, guest, language), (matter, 0), ctx)?;
    }
    Ok(())
}

/// One signatory reads, requests a code, takes it from the mail and signs.
fn sign(
    stage: &mut Stage<'_>,
    (client, guest, language): (&Newcoming, &Newcomer, Language),
    (matter, place): (Matter, usize),
    ctx: &Context,
) -> Outcome<()> {
    let reader = Reader::from(guest);
    let words = Words(language);
    let parts = agreements::prepare(stage.db, &reader, matter, language, ctx)?.parts;
    let Some((part, (name, title))) = parts.get(place).zip(client.people.get(place)) else { return Ok(()) };
    agreements::send_code(stage.db, &reader, part.id, &words, ctx)?;
    let order = SignOrder {
        signature: part.id,
        code: code(stage, part)?,
        mark: Mark::Typed((*name).to_owned()),
        name: (*name).to_owned(),
        title: (*title).to_owned(),
    };
    agreements::sign(stage.db, &reader, &order, &words, ctx)?;
    Ok(())
}

/// The code in the newest mail to a signatory.
fn code(stage: &mut Stage<'_>, part: &Signature) -> Outcome<String> {
    let (mails, _) = store::mails::unscoped::page(stage.db, Some(&part.email), 0, 1)?;
    let digits = mails.first().map(|mail| mail.subject.chars().filter(char::is_ascii_digit).collect::<String>());
    digits.filter(|code| code.len() == 6).ok_or_else(|| StoreError::NotFound.into())
}
