//! How pages word values: money, ages, numbers, countries. Templates reach the same through `web/filters.rs`.

use chrono::NaiveDate;

use crate::domain::money::Money;

/// "€4,310.00"; currencies without a short sign by their code.
pub(crate) fn shown(value: Money) -> String {
    let symbol = value.currency().symbol();
    let (sign, digits) = match value.grouped().strip_prefix('-') {
        Some(digits) => ("−", digits.to_owned()),
        None => ("", value.grouped()),
    };
    // Signs stand close to the figure; letters, a code or “zł”, would run into it.
    let gap = if symbol.chars().any(char::is_alphabetic) { " " } else { "" };
    format!("{sign}{symbol}{gap}{digits}")
}

/// How long ago a day was: "142 d", "17 m", "2 y 3 m".
pub(crate) fn age_of(due: NaiveDate, today: NaiveDate) -> String {
    let days = today.signed_duration_since(due).num_days();
    let months = days * 12 / 365;
    match days {
        ..0 => "not due".to_owned(),
        0..120 => format!("{days} d"),
        _ if months < 24 => format!("{months} m"),
        _ if months % 12 == 0 => format!("{} y", months / 12),
        _ => format!("{} y {} m", months / 12, months % 12),
    }
}

/// "1,204".
pub(crate) fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0 { format!("−{out}") } else { out }
}

/// A country as people write it: "Netherlands", without the formal rest in brackets.
pub(crate) fn country_short(code: &str) -> String {
    let name = country_name(code);
    name.split_once(" (").map_or(name.clone(), |(short, _)| short.to_owned())
}

pub(crate) use crate::domain::country::name as country_name;

/// Time zones to choose from: name and label. Only names with a continent, without older names of the same zones.
pub(crate) fn time_zones() -> impl Iterator<Item = (&'static str, String)> {
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let usual = |name: &&str| name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("US/");
    names.filter(usual).map(|name| (name, name.replace('_', " ")))
}

/// Countries to choose from, by their English name: code and name.
pub(crate) fn countries() -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = rust_iso3166::ALL.iter().map(|one| (one.alpha2, country_name(one.alpha2))).collect();
    all.sort_by_cached_key(|(_, name)| crate::domain::search::fold(name));
    all
}

/// An address on one line: street, postal code and city, then the place, which is a country or a state in it.
pub(crate) fn address(street: Option<&str>, zip: Option<&str>, city: Option<&str>, place: &[Option<&str>]) -> String {
    let town = [zip, city].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [street, Some(town.as_str())].into_iter().chain(place.iter().copied()).flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The facts that are known, each with its label.
pub(crate) fn known(facts: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Vec<(&'static str, String)> {
    facts.into_iter().filter_map(|(label, text)| Some((label, text.filter(|text| !text.is_empty())?))).collect()
}
