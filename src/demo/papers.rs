//! The documents of a case: its invoice and related papers of the creditor.

use chrono::{Duration, NaiveDate};

use super::Stage;
use super::claims::Handed;
use super::creditors::Client;
use super::invoice::{self, Buyer, DeliveryNote, Invoice, Line, Reminder, Seller};
use crate::actions::{ActionError, Outcome, documents};
use crate::domain::actor;
use crate::domain::calendar::Moment;
use crate::domain::document::DocumentType;
use crate::domain::money::Money;
use crate::store::StoreError;

/// Adds the documents to the case, as the creditor.
pub(super) fn file(stage: &mut Stage<'_>, case: &Handed, client: &Client, at: Moment) -> Outcome<()> {
    let texts = Texts::of(stage, case, client);
    let mut new = vec![stored(
        stage,
        &format!("Invoice {}.pdf", case.creditor_reference),
        &texts.invoice(),
        Some(DocumentType::OriginalInvoice),
    )?];
    if stage.dice.chance(30) {
        let note = texts.delivery_note();
        new.push(stored(stage, &format!("Delivery note {}.pdf", case.creditor_reference), &note, None)?);
    }
    if stage.dice.chance(40) {
        let name = format!("Reminder {}.pdf", case.creditor_reference);
        let letter = texts.reminder(u8::try_from(stage.dice.between(1, 3)).unwrap_or(1));
        new.push(stored(stage, &name, &letter, Some(DocumentType::DemandLetter))?);
    }
    let ctx = stage.at(at + Duration::minutes(2));
    documents::add_by_creditor(stage.db, &client_of(case, client), &new, &ctx)?;
    Ok(())
}

fn client_of(case: &Handed, client: &Client) -> actor::Client {
    let creditor = &client.creditor;
    actor::Client {
        case: case.id,
        creditor: creditor.id,
        creditor_name: creditor.name.clone(),
        name: creditor.contact_name.clone(),
        email: creditor.contact_email.clone(),
    }
}

fn stored(
    stage: &Stage<'_>,
    name: &str,
    bytes: &[u8],
    document_type: Option<DocumentType>,
) -> Outcome<documents::NewDocument> {
    let stored = stage.blobs.put_blocking_bytes(bytes)?;
    Ok(documents::NewDocument {
        file_name: crate::domain::document::safe_name(name),
        media_type: "application/pdf".to_owned(),
        size: i64::try_from(stored.size).map_err(|error| ActionError::from(StoreError::Corrupt(error.to_string())))?,
        sha256: stored.sha256,
        document_type,
        description: None,
    })
}

/// The texts of the documents.
struct Texts {
    number: String,
    date: NaiveDate,
    due: NaiveDate,
    seller: (String, [String; 3], String, String),
    buyer: (String, [String; 3]),
    received_by: String,
    lines: Vec<Line>,
    principal: Money,
}

impl Texts {
    fn of(stage: &mut Stage<'_>, case: &Handed, client: &Client) -> Self {
        let creditor = &client.creditor;
        let address = |street: &Option<String>, zip: &Option<String>, city: &Option<String>, country: &str| {
            let or = |text: &Option<String>| text.clone().unwrap_or_default();
            [or(street), format!("{} {}", or(zip), or(city)), country.to_owned()]
        };
        let debtor = &case.debtor;
        let land = super::places::Place::of(&debtor.country).country;
        Self {
            number: case.creditor_reference.clone(),
            date: case.claim_date,
            due: case.due_date,
            seller: (
                creditor.name.clone(),
                address(&creditor.address, &creditor.zip_code, &creditor.city, client.place.country),
                creditor.registration_number.clone().unwrap_or_default(),
                case.account.clone(),
            ),
            buyer: (debtor.name.clone(), address(&debtor.address, &debtor.zip_code, &debtor.city, land)),
            received_by: debtor.contact_person.clone().unwrap_or_else(|| debtor.name.clone()),
            lines: lines(stage, case.goods, case.principal),
            principal: case.principal,
        }
    }

    fn seller(&self) -> Seller<'_> {
        let (name, address, registration, iban) = &self.seller;
        Seller { name, address: address.iter().map(String::as_str).collect(), registration, iban }
    }

    fn buyer(&self) -> Buyer<'_> {
        Buyer { name: &self.buyer.0, address: self.buyer.1.iter().map(String::as_str).collect() }
    }

    fn invoice(&self) -> Vec<u8> {
        invoice::pdf(&Invoice {
            number: &self.number,
            date: &written(self.date),
            due: &written(self.due),
            seller: self.seller(),
            buyer: self.buyer(),
            currency: self.principal.currency().code(),
            lines: self.lines.clone(),
            total_major: &self.principal.grouped(),
            note: "Goods remain our property until they are paid for in full.",
            language: "en",
        })
    }

    fn delivery_note(&self) -> Vec<u8> {
        invoice::delivery_note(&DeliveryNote {
            number: &format!("D{}", self.number),
            date: &written(self.date - Duration::days(6)),
            invoice_number: &self.number,
            seller: self.seller(),
            buyer: self.buyer(),
            lines: self.lines.clone(),
            received_by: &self.received_by,
            language: "en",
        })
    }

    fn reminder(&self, ordinal: u8) -> Vec<u8> {
        let date = self.due + Duration::days(12 * i64::from(ordinal));
        invoice::reminder(&Reminder {
            ordinal,
            date: &written(date),
            due: &written(date + Duration::days(10)),
            seller: self.seller(),
            buyer: self.buyer(),
            currency: self.principal.currency().code(),
            invoice_number: &self.number,
            invoice_date: &written(self.date),
            invoice_due: &written(self.due),
            amount_major: &self.principal.grouped(),
            fee_major: "",
            total_major: &self.principal.grouped(),
            language: "en",
        })
    }
}

fn written(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// One to three lines that add up to the principal.
fn lines(stage: &mut Stage<'_>, goods: &str, principal: Money) -> Vec<Line> {
    const MORE: [&str; 4] =
        ["Freight and packaging", "Express surcharge", "Work on site", "Small parts and consumables"];
    let mut rest = principal.minor();
    let mut lines = Vec::new();
    for _ in 0..stage.dice.between(0, 2) {
        let part = rest * stage.dice.between(4, 18) / 100;
        rest -= part;
        lines.push(line(stage.dice.pick::<&str>(&MORE), part, principal));
    }
    lines.insert(0, line(goods, rest, principal));
    lines
}

fn line(text: &str, minor: i64, principal: Money) -> Line {
    let amount = Money::new(minor, principal.currency()).grouped();
    Line { text: text.to_owned(), quantity: "1".to_owned(), unit_price_major: amount.clone(), amount_major: amount }
}
