//! Forty creditors in ten countries, each with a bank account or two.

use chrono::{Duration, NaiveDate};

use super::invoice::{self, Seller, SignedPaper};
use super::onboarding::key_of;
use super::places::Place;
use super::{Stage, cast::Cast};
use crate::actions::agreements::{PaperOrder, record_paper};
use crate::actions::clients::{DivisionOrder, KycOrder, NamedPerson, TeamOrder};
use crate::actions::{Outcome, clients};
use crate::domain::actor::{Author, Operator};
use crate::domain::calendar::Moment;
use crate::domain::ids::{CreditorId, ReferralPartnerId};
use crate::domain::money::Currency;
use crate::store::cases::{BankAccount, Creditor};
use crate::store::{self, fresh_id};

/// A creditor, as needed for cases.
pub(super) struct Client {
    pub creditor: Creditor,
    /// The referral partner that brought it, and the client's id there.
    pub referred: Option<(ReferralPartnerId, String)>,
    pub place: &'static Place,
    /// The names of its divisions.
    pub divisions: Vec<String>,
    /// Number and currency of each account, with the account in words.
    pub accounts: Vec<(i64, Currency, String)>,
}

const COUNTRIES: [&str; 10] = ["DK", "DE", "GB", "SE", "NO", "NL", "PL", "FR", "CH", "US"];
const PER_COUNTRY: usize = 4;

/// Registers all of them.
pub(super) fn enter(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<Vec<Client>> {
    let mut clients = Vec::with_capacity(COUNTRIES.len() * PER_COUNTRY);
    for round in 0..PER_COUNTRY {
        for (at, code) in COUNTRIES.iter().enumerate() {
            let number = round * COUNTRIES.len() + at;
            // One in four was brought by a referral partner.
            let referrer = (number % 4 == 1).then(|| cast.referrers[number / 4 % cast.referrers.len()]);
            clients.push(one(stage, cast, Place::of(code), round * 2, referrer)?);
        }
    }
    Ok(clients)
}

fn one(
    stage: &mut Stage<'_>,
    cast: &Cast,
    place: &'static Place,
    stem: usize,
    referrer: Option<ReferralPartnerId>,
) -> Outcome<Client> {
    let joined = stage.end - Duration::days(stage.dice.between(420, 500));
    let ctx = stage.at(joined);
    let stem = place.stems[stem % place.stems.len()];
    let domain = format!("{}.example", crate::domain::search::words(stem).concat());
    let (first, last) = (*stage.dice.pick(place.first), *stage.dice.pick(place.last));
    let (zip, city) = *stage.dice.pick(place.towns);
    let name = format!("{stem} {}", stage.dice.pick(place.forms));
    let creditor = Creditor {
        id: CreditorId::from_uuid(fresh_id()),
        name: name.clone(),
        registration_number: Some(format!("{} {}", place.register, stage.dice.digits(8))),
        office_email: Some(format!("office@{domain}")),
        office_phone: Some(super::debtors::phone(&mut stage.dice, place)),
        address: Some(super::debtors::street(&mut stage.dice, place)),
        zip_code: Some(zip.to_owned()),
        city: Some(city.to_owned()),
        state: None,
        country: place.code.to_owned(),
        contact_name: format!("{first} {last}"),
        contact_email: format!("{}@{domain}", crate::domain::search::words(first).concat()),
        language: place.language.to_owned(),
        created_at: joined.naive_utc(),
        vat_number: None,
        agreement_version: None,
    };
    let referred = referrer.map(|partner| (partner, format!("tenant-{}", stage.dice.digits(6))));
    let mut accounts = vec![account(stage, &creditor, place, place.currency, "Main account")?];
    if stage.dice.chance(40) {
        let other = if place.currency == "EUR" { "USD" } else { "EUR" };
        accounts.push(account(stage, &creditor, place, other, "Foreign customers")?);
    }
    let told: Vec<(Currency, String)> = accounts.iter().map(|account| (account.currency, words_of(account))).collect();
    let numbers = clients::register_creditor(stage.db, &creditor, accounts, &Author::system(), &ctx)?;
    if let Some((partner, tenant)) = &referred {
        clients::link_as_attributed(stage.db, *partner, tenant, &creditor, &ctx)?;
        let who = key_of(store::clients::referrals::profile(stage.db, *partner)?);
        let order = KycOrder {
            director_name: creditor.contact_name.clone(),
            home_address: format!("{}, {zip} {city}", super::debtors::street(&mut stage.dice, place)),
            date_of_birth: NaiveDate::default() + Duration::days(stage.dice.between(0, 9_000)),
        };
        clients::give_kyc(stage.db, &who, tenant, &order, false, &ctx)?;
    }
    team(stage, &creditor, place, referred.is_some())?;
    sign(stage, cast, &creditor, joined)?;
    let divisions = divisions(stage, &creditor, place)?;
    let accounts = numbers.into_iter().zip(told).map(|(number, (currency, words))| (number, currency, words)).collect();
    Ok(Client { creditor, referred, place, divisions, accounts })
}

/// The contact, who signs, and a colleague of some.
fn team(stage: &mut Stage<'_>, creditor: &Creditor, place: &'static Place, has_contact: bool) -> Outcome<()> {
    let by = Operator::system(&stage.house.operator).author();
    let ctx = stage.at(creditor.created_at.and_utc() + Duration::hours(1));
    if !has_contact {
        let (first_name, last_name) = clients::split_name(&creditor.contact_name);
        let named = NamedPerson { first_name, last_name, email: creditor.contact_email.clone() };
        let order = TeamOrder { named, title: Some("Managing director".to_owned()), is_admin: true, signs: true };
        clients::add_person(stage.db, creditor.id, &order, &by, &ctx)?;
    }
    if stage.dice.chance(30) {
        let (first, last) = (*stage.dice.pick(place.first), *stage.dice.pick(place.last));
        let local = crate::domain::search::words(&format!("{first} {last}")).join(".");
        let domain = creditor.contact_email.rsplit('@').next().unwrap_or_default();
        let named = NamedPerson {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            email: format!("{local}@{domain}"),
        };
        let order = TeamOrder { named, title: Some("Accounts".to_owned()), is_admin: false, signs: false };
        clients::add_person(stage.db, creditor.id, &order, &by, &ctx)?;
    }
    Ok(())
}

/// One client in five has two branches, in towns of its country.
fn divisions(stage: &mut Stage<'_>, creditor: &Creditor, place: &'static Place) -> Outcome<Vec<String>> {
    if !stage.dice.chance(20) {
        return Ok(Vec::new());
    }
    let by = Operator::system(&stage.house.operator).author();
    let mut names = Vec::new();
    for (zip, city) in place.towns.iter().take(2) {
        let ctx = stage.at(creditor.created_at.and_utc() + Duration::days(2));
        let order = DivisionOrder {
            name: format!("{} {city}", creditor.name.split(' ').next().unwrap_or_default()),
            registration_number: None,
            address: Some(super::debtors::street(&mut stage.dice, place)),
            zip_code: Some((*zip).to_owned()),
            city: (*city).to_owned(),
            state: None,
            country: place.code.to_owned(),
            email: None,
            phone: None,
        };
        names.push(clients::add_division(stage.db, creditor.id, order, &by, &ctx)?.name);
    }
    Ok(names)
}

/// The client signed the agreement and the powers of attorney on paper before its first case.
fn sign(stage: &mut Stage<'_>, cast: &Cast, creditor: &Creditor, joined: Moment) -> Outcome<()> {
    let ctx = stage.at(joined + Duration::hours(3));
    let signed_on = joined.date_naive();
    let by = Operator::system(&stage.house.operator).author();
    let agencies = cast.teams.iter().map(|team| Some(&team.agency));
    for agency in std::iter::once(None).chain(agencies) {
        let title = agency.map_or_else(
            || format!("Debt collection agreement with {}", stage.house.operator),
            |agency| format!("Power of attorney for {}", agency.name),
        );
        let scan = invoice::signed_paper(&SignedPaper {
            title: &title,
            date: &signed_on.to_string(),
            seller: Seller {
                name: &creditor.name,
                address: vec![creditor.address.as_deref().unwrap_or_default()],
                ..Seller::default()
            },
            to: &stage.house.operator,
            signed_by: &creditor.contact_name,
            language: "en",
        });
        let order = PaperOrder { client: creditor.id, agency: agency.map(|agency| agency.id), signed_on };
        record_paper(stage.db, &order, (stage.blobs, &scan), &by, &ctx)?;
    }
    Ok(())
}

fn words_of(account: &BankAccount) -> String {
    match (&account.iban, &account.account_number) {
        (Some(iban), _) => iban.clone(),
        (None, Some(number)) => format!("{} {number}", account.local_identifier.as_deref().unwrap_or_default()),
        (None, None) => String::new(),
    }
}

fn account(
    stage: &mut Stage<'_>,
    creditor: &Creditor,
    place: &Place,
    currency: &str,
    label: &str,
) -> Outcome<BankAccount> {
    let dice = &mut stage.dice;
    let (bank, letters, digits) = match place.code {
        "DE" => ("Sparbank Rhein", "", 18),
        "GB" => ("Albion & County Bank", "ACBG", 14),
        "SE" => ("Mälarbanken", "", 20),
        "NO" => ("Fjordbanken", "", 11),
        "NL" => ("Polderbank", "POLD", 10),
        "PL" => ("Bank Wiślany", "", 24),
        "FR" => ("Crédit des Halles", "", 23),
        "CH" => ("Kantonalkasse Alpina", "", 17),
        _ => ("Øresundsbanken", "", 14),
    };
    let mut account = BankAccount {
        number: 0,
        creditor_id: creditor.id,
        label: Some(label.to_owned()),
        scheme: "IBAN".to_owned(),
        currency: super::currency(currency)?,
        bank_country: place.code.to_owned(),
        holder: creditor.name.clone(),
        iban: None,
        bic: None,
        account_number: None,
        local_identifier: None,
        local_identifier_type: None,
        bank_name: Some(bank.to_owned()),
    };
    if place.code == "US" {
        account.scheme = "LOCAL".to_owned();
        account.bank_name = Some("First Prairie Bank".to_owned());
        account.account_number = Some(dice.digits(10));
        account.local_identifier = Some(dice.digits(9));
        account.local_identifier_type = Some("Routing Number".to_owned());
        return Ok(account);
    }
    account.iban = Some(iban(place.code, &format!("{letters}{}", dice.digits(digits))));
    account.bic = Some(format!("{}{}2X", if letters.is_empty() { "DEMO" } else { letters }, place.code));
    Ok(account)
}

/// An IBAN with correct check digits (ISO 7064, mod 97-10).
fn iban(country: &str, account: &str) -> String {
    let remainder = format!("{account}{country}00").bytes().fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    format!("{country}{:02}{account}", 98 - remainder)
}

#[cfg(test)]
mod tests {
    #[test]
    fn check_digits_are_those_of_the_standard() {
        assert_eq!(super::iban("GB", "WEST12345698765432"), "GB82WEST12345698765432");
        assert_eq!(super::iban("DE", "370400440532013000"), "DE89370400440532013000");
    }
}
