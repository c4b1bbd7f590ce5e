//! Debtors: companies and private persons in seventeen countries.

use super::dice::Dice;
use super::places::Place;
use crate::domain::case::DebtorKind;
use crate::domain::ids::DebtorId;
use crate::domain::search;
use crate::store::cases::Debtor;
use crate::store::fresh_id;

/// How often a debtor is from each country.
const COUNTRIES: [(&str, usize); 17] = [
    ("DK", 9),
    ("DE", 11),
    ("GB", 8),
    ("SE", 6),
    ("NO", 5),
    ("NL", 4),
    ("PL", 4),
    ("FR", 4),
    ("CH", 3),
    ("US", 4),
    ("ES", 3),
    ("IT", 3),
    ("FI", 2),
    ("TR", 2),
    ("JP", 2),
    ("CZ", 2),
    ("GR", 1),
];

/// The country of the next debtor.
pub(super) fn place(dice: &mut Dice) -> &'static Place {
    let all: usize = COUNTRIES.iter().map(|(_, weight)| weight).sum();
    let mut at = dice.below(all);
    for (code, weight) in COUNTRIES {
        if at < weight {
            return Place::of(code);
        }
        at -= weight;
    }
    Place::of("DK")
}

/// A debtor in this country.
pub(super) fn one(dice: &mut Dice, place: &'static Place) -> Debtor {
    let (first, last) = (*dice.pick(place.first), *dice.pick(place.last));
    let (zip, city) = *dice.pick(place.towns);
    let is_company = dice.chance(72);
    let person = format!("{first} {last}");
    let name = match is_company {
        true if dice.chance(20) => format!("{last} & {} {}", dice.pick(place.last), dice.pick(place.forms)),
        true => {
            format!("{} {} {}", dice.pick(place.stems), city.split(' ').next().unwrap_or(city), dice.pick(place.forms))
        }
        false => person.clone(),
    };
    let domain = search::words(&name).into_iter().filter(|word| word.is_ascii()).take(2).collect::<Vec<_>>().join("-");
    let domain = if domain.is_empty() { "company".to_owned() } else { domain };
    let local = search::words(&person).into_iter().find(|word| word.is_ascii()).unwrap_or_else(|| "office".to_owned());
    let state =
        (place.code == "US").then(|| dice.pick(&["NY", "IL", "CA", "TX", "WA"])).map(|state| (*state).to_owned());
    Debtor {
        id: DebtorId::from_uuid(fresh_id()),
        kind: if is_company { DebtorKind::Company } else { DebtorKind::Private },
        name,
        contact_person: (is_company && dice.chance(80)).then_some(person),
        registration_number: is_company.then(|| format!("{} {}", place.register, dice.digits(8))),
        address: Some(street(dice, place)),
        zip_code: Some(zip.to_owned()),
        city: Some(city.to_owned()),
        state,
        country: place.code.to_owned(),
        email: dice.chance(85).then(|| {
            if is_company {
                format!("{local}@{domain}.example")
            } else {
                format!("{local}{}@mail.example", dice.digits(2))
            }
        }),
        phone: dice.chance(80).then(|| phone(dice, place)),
    }
}

/// A street with a number, in the country's format.
pub(super) fn street(dice: &mut Dice, place: &Place) -> String {
    let (street, number) = (*dice.pick(place.streets), dice.between(1, 180));
    match place.code {
        "GB" | "US" | "FR" => format!("{number} {street}"),
        "ES" | "IT" => format!("{street}, {number}"),
        _ => format!("{street} {number}"),
    }
}

/// A telephone number.
pub(super) fn phone(dice: &mut Dice, place: &Place) -> String {
    format!("{} {} {} {}", place.dial, dice.digits(2), dice.digits(3), dice.digits(3))
}
