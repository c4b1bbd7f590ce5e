//! The values of an agreement's variables: the parties, the terms, the prices.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::text::Kept;
use crate::actions::{Context, Outcome};
use crate::domain::agreement::{AgreementKind, Language, Matter};
use crate::domain::ids::CollectionPartnerId;
use crate::domain::money::{Rate, Share};
use crate::domain::pricing::{Overdue, PriceList};
use crate::store::agreements::evidence::Subject;
use crate::store::people::organisations::AgencyProfile;
use crate::store::{self, Db, StoreError};
use crate::words::Words;

/// The people and texts from which the values are made.
pub(super) struct Filling {
    pub language: Language,
    pub version: String,
    /// The names of the signatories, with their roles.
    pub signatories: Vec<(String, Option<String>)>,
}

type Kepts = BTreeMap<&'static str, Kept>;

/// The values of an agreement's variables, as JSON.
///
/// # Errors
/// Prices that cannot be read.
pub(super) fn variables_of(
    db: &mut Db,
    subject: Subject,
    matter: Matter,
    filling: &Filling,
    ctx: &Context,
) -> Outcome<String> {
    let words = Words(filling.language);
    let published = store::agreements::unscoped::published(db, matter.kind, &filling.version)?;
    let mut kept = operator(&words, ctx);
    kept.insert("version", text(&filling.version));
    kept.insert("date", text(&published.format("%Y-%m-%d").to_string()));
    kept.insert("approval_limit", text("6"));
    let named = filling.signatories.iter().map(|(name, title)| match title {
        Some(title) => format!("{name}, {title}"),
        None => name.clone(),
    });
    kept.insert("signatories", Kept::List(named.collect()));
    let partner = match subject {
        Subject::Client(id) => {
            kept.extend(creditor(&store::clients::unscoped::creditor(db, id)?, &words));
            matter.partner
        }
        Subject::Agency(id) => Some(id),
    };
    if let Some(id) = partner {
        kept.extend(agency(db, id, &words)?);
    }
    match matter.kind {
        AgreementKind::Sdca => {
            let standard = store::prices::unscoped::standard(db, ctx.now.date_naive())?;
            kept.extend(terms(&standard, &words));
        }
        AgreementKind::PartnerSdca | AgreementKind::Poa => {}
        AgreementKind::PricingAppendix => kept.extend(prices(db, matter, &words)?),
    }
    serde_json::to_string(&kept).map_err(|error| StoreError::Corrupt(error.to_string()).into())
}

fn text(text: &str) -> Kept {
    Kept::Text(if text.is_empty() { "–".to_owned() } else { text.to_owned() })
}

/// An address in one line: street, postal code and city, state.
fn line([street, code, city, state]: [Option<&str>; 4]) -> Kept {
    let joined = |parts: &[&str], between: &str| {
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(between)
    };
    let place = joined(&[code.unwrap_or_default(), city.unwrap_or_default()], " ");
    text(&joined(&[street.unwrap_or_default(), &place, state.unwrap_or_default()], ", "))
}

fn operator(words: &Words, ctx: &Context) -> Kepts {
    BTreeMap::from([
        ("operator_name", text(&ctx.operator)),
        ("operator_address", text(&ctx.party.address)),
        ("operator_registration", text(&ctx.party.registration)),
        ("operator_country", text(&words.country(&ctx.party.country))),
        ("notice_email", text(&ctx.party.email)),
    ])
}

fn creditor(of: &store::cases::Creditor, words: &Words) -> Kepts {
    let address = [of.address.as_deref(), of.zip_code.as_deref(), of.city.as_deref(), of.state.as_deref()];
    BTreeMap::from([
        ("creditor_name", text(&of.name)),
        ("creditor_registration", text(of.registration_number.as_deref().unwrap_or_default())),
        ("creditor_address", line(address)),
        ("creditor_country", text(&words.country(&of.country))),
    ])
}

fn agency(db: &mut Db, id: CollectionPartnerId, words: &Words) -> Outcome<Kepts> {
    let of: AgencyProfile = store::people::organisations::profile(db, id)?;
    let address = [of.address.as_deref(), of.zip_code.as_deref(), of.city.as_deref(), of.state.as_deref()];
    Ok(BTreeMap::from([
        ("partner_name", text(&of.name)),
        ("partner_registration", text(of.registration_number.as_deref().unwrap_or_default())),
        ("partner_address", line(address)),
        ("partner_country", text(&words.country(&of.country))),
        ("share_prelegal", percent(of.pre_legal_share)),
        ("share_legal", percent(of.legal_share)),
    ]))
}

/// A share such as 0.4 as “40 %”.
fn percent(share: Share) -> Kept {
    text(&format!("{}\u{a0}%", share.rate()))
}

/// The numbers in the terms of the debt-collection agreement.
fn terms(standard: &[PriceList], words: &Words) -> Kepts {
    BTreeMap::from([
        ("exclusive_months", text("6")),
        ("extension_months", text("12")),
        ("fee_grid", fee_grid(standard, words)),
        ("age_surcharge", age_surcharge(standard, words)),
    ])
}

/// The prices of an appendix.
fn prices(db: &mut Db, matter: Matter, words: &Words) -> Outcome<Kepts> {
    let id = matter.carve_out.ok_or(StoreError::NotFound)?;
    let carve_out = store::agreements::powers::unscoped::carve_out(db, id)?;
    let rows = ranges(&carve_out.tiers.0, words).map(|(range, rate)| vec![range, rate]).collect();
    let head = vec![words.say("document-principal"), words.say("document-rate")];
    Ok(BTreeMap::from([
        ("debtor_country", text(&words.country(&carve_out.country))),
        ("price_tiers", Kept::Table { head, rows }),
    ]))
}

/// Brackets in words: the range and the rate.
fn ranges<'a>(brackets: &'a [(i64, Rate)], words: &'a Words) -> impl Iterator<Item = (String, String)> + 'a {
    brackets.iter().enumerate().map(|(at, (from, rate))| {
        let range = match brackets.get(at + 1) {
            Some((below, _)) => {
                words.fill("document-range-below", &[("from", &dollars(*from)), ("to", &dollars(*below))])
            }
            None => words.with("document-range-from", "from", &dollars(*from)),
        };
        (range, format!("{rate}\u{a0}%"))
    })
}

/// US dollars from cents, with thousands separators: "1,000".
fn dollars(cents: i64) -> String {
    let digits = (cents / 100).to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    format!("USD\u{a0}{text}")
}

/// The standard prices in force: the column for named countries, and the one for all others.
fn fee_grid(standard: &[PriceList], words: &Words) -> Kept {
    let mut rows = Vec::new();
    for list in standard {
        let zone = if list.countries.is_empty() { "document-zone-international" } else { "document-zone-europe" };
        rows.extend(ranges(list.grid.brackets(), words).map(|(range, rate)| vec![words.say(zone), range, rate]));
    }
    rows.push(vec![words.say("document-zone-note"), String::new(), String::new()]);
    let head = vec![words.say("company-country"), words.say("document-principal"), words.say("document-rate")];
    Kept::Table { head, rows }
}

/// The surcharges are the same in both columns, in whole months and points.
fn age_surcharge(standard: &[PriceList], words: &Words) -> Kept {
    let surcharges = standard.first().map(|list| list.grid.surcharges()).unwrap_or_default();
    let rows = surcharges.iter().filter_map(|one| {
        let Overdue::Months(months) = one.over else { return None };
        let age = words.count("document-age-over", "months", i64::from(months));
        Some(vec![age, words.count("document-surcharge-points", "points", one.points.points().to_i64()?)])
    });
    Kept::Table { head: vec![words.say("document-age"), words.say("document-surcharge")], rows: rows.collect() }
}
