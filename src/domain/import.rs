//! Files of cases: which column is which field, and what becomes of the file.

use super::vocabulary::vocabulary;

/// Rows of a file, without the header.
pub const MAX_ROWS: usize = 20_000;
/// Columns of a file.
pub const MAX_COLUMNS: usize = 100;
/// Characters in a cell.
pub const MAX_CELL_CHARACTERS: usize = 4_000;
/// Bytes of a file.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;
/// Days for which the rows of a file are kept; they hold what the file says of debtors.
pub const ROWS_KEPT_DAYS: i64 = 90;
/// The field of a column that is not read.
pub const IGNORED: &str = "ignore";

vocabulary! {
    /// What becomes of a file.
    pub enum ImportStatus {
        /// It was read and can be looked at. No case was made.
        Draft = "To check",
        /// Its cases are being made.
        Waiting = "Creating cases",
        /// Every row was looked at.
        Done = "Done",
    }
}

/// A field that a column can hold.
#[derive(Debug)]
pub struct Field {
    /// Its name in requests.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Whether a row without it is refused.
    pub is_needed: bool,
    /// Other headers that mean it, in small letters and digits only.
    also: &'static [&'static str],
}

const fn field(name: &'static str, label: &'static str, also: &'static [&'static str]) -> Field {
    Field { name, label, is_needed: false, also }
}

const fn needed(name: &'static str, label: &'static str, also: &'static [&'static str]) -> Field {
    Field { name, label, is_needed: true, also }
}

/// All fields, in the order of display.
pub const FIELDS: [Field; 23] = [
    needed("creditorReference", "Reference", &["invoicenumber", "invoiceno", "invoice", "clientreference", "number"]),
    needed("amountToRecover", "Amount", &["principal", "outstanding", "total", "balance"]),
    needed("currencyCode", "Currency", &[]),
    needed("date", "Invoice date", &["issued", "claimdate", "issuedate"]),
    field("dueDate", "Due date", &["due", "dueon"]),
    needed("debtor.name", "Debtor", &["name", "customer", "customername", "company", "companyname"]),
    field("debtor.type", "Debtor type", &["type", "kind", "customertype"]),
    needed("debtor.country", "Country", &["customercountry"]),
    field("debtor.stateAlpha2", "State", &["debtorstate", "statealpha2"]),
    field("debtor.address", "Address", &["street", "street1"]),
    field("debtor.zipCode", "Postal code", &["debtorzip", "zip", "zipcode", "postcode"]),
    field("debtor.city", "City", &["town"]),
    field("debtor.email", "E-mail", &["emailaddress", "mail"]),
    field("debtor.phone", "Telephone", &["phone", "mobile"]),
    field("debtor.contactPerson", "Contact person", &["debtorcontact", "contact", "attention"]),
    field(
        "debtor.companyRegistrationNumber",
        "Registration number",
        &["debtorregistrationnumber", "companyregistrationnumber", "companynumber", "cvr", "vatnumber"],
    ),
    field("interestFees", "Interest", &["interestfee"]),
    field("reminderFees", "Reminder fees", &["reminderfee", "fees"]),
    field("claimType", "Claim type", &[]),
    field("disputeStatus", "Disputed", &["dispute"]),
    field("claimDescription", "Description", &["text", "subject"]),
    field("creditorDivisionId", "Division", &["branch", "brand", "subsidiary", "department"]),
    field("comments", "Comments", &["creditorcomments", "comment", "note", "notes"]),
];

/// The field with this name.
pub fn field_of(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

fn plain(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The field of each column by its header; [`IGNORED`] if none fits. Each field is taken once, by the first header that
/// is its name or label, or else by the first that means it.
pub fn matched(headers: &[String]) -> Vec<String> {
    let headers: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    let mut columns = vec![IGNORED.to_owned(); headers.len()];
    for field in &FIELDS {
        let exact = |header: &String| *header == plain(field.name) || *header == plain(field.label);
        let loose = |header: &String| field.also.contains(&header.as_str());
        let free = |place: &usize| columns.get(*place).is_some_and(|column| column == IGNORED);
        let place = headers.iter().position(exact).filter(free);
        let place = place.or_else(|| headers.iter().position(loose).filter(free));
        if let Some(column) = place.and_then(|place| columns.get_mut(place)) {
            field.name.clone_into(column);
        }
    }
    columns
}

/// Why something cannot be done with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportRefusal {
    /// Its cases were made already, or are being made.
    #[error("The cases of this file were created already. See the import of {on}.")]
    Known {
        /// The day of the import, in words.
        on: String,
    },
    /// It is not a draft any more.
    #[error("The cases of this file are being created already.")]
    Begun,
    /// Rows have problems, and not only the good ones are wanted.
    #[error("{wrong} rows have problems. Correct the file and upload it again, or create the good rows only.")]
    WrongRows {
        /// The number of such rows.
        wrong: i64,
    },
    /// No row is good.
    #[error("No row can be created. Correct the file and upload it again.")]
    NothingGood,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_label_and_what_they_are_called_elsewhere() {
        let found = |headers: &[&str]| matched(&headers.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            found(&["Invoice No.", "AMOUNT", "currency_code"]),
            ["creditorReference", "amountToRecover", "currencyCode"]
        );
        assert_eq!(found(&["Name", "Debtor", "Fax"]), [IGNORED, "debtor.name", IGNORED], "the label wins");
        assert_eq!(found(&["customer", "name"]), ["debtor.name", IGNORED], "each field once");
        assert_eq!(found(&["debtor.zipCode", "debtor_zip", ""]), ["debtor.zipCode", IGNORED, IGNORED]);
        assert_eq!(found(&[]), Vec::<String>::new());
    }

    #[test]
    fn every_field_can_be_found_and_no_two_by_the_same_header() {
        let mut seen = std::collections::BTreeSet::new();
        for field in &FIELDS {
            for header in [plain(field.name), plain(field.label)]
                .iter()
                .map(String::as_str)
                .collect::<std::collections::BTreeSet<_>>()
            {
                assert!(seen.insert(header.to_owned()), "{header}");
            }
            for header in field.also {
                assert_eq!(*header, plain(header), "{header} is written plainly");
                assert!(seen.insert((*header).to_owned()), "{header}");
            }
        }
    }
}
