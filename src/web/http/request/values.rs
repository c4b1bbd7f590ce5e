//! Types of single fields, besides text, numbers and flags. Each reads its value, reports what is wrong with it, and
//! describes itself for the served contract.

use std::borrow::Cow;
use std::marker::PhantomData;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use validator::ValidateLength;

use super::declared::{AS_TYPED, AUTOCOMPLETE, INPUT_MODE, SEVERAL_LINES};
use crate::domain::calendar::Moment;
use crate::domain::code::{self, CODE_DIGITS};
use crate::domain::money::Rate;
use crate::domain::month::Month;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::{contact, country, day};
use crate::web::http::PathId;

/// Key under which a form's amount is passed on, to tell it from a JSON number.
pub(super) const TYPED: &str = "typed";

/// An amount that was typed into a form.
pub(super) fn typed(text: &str) -> Value {
    serde_json::json!({ TYPED: text })
}

/// Declares types that are read from one text.
macro_rules! texts {
    ($( $(#[$meta:meta])* $Name:ident($Inner:ty) = $read:expr, $schema:tt; )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) struct $Name(pub $Inner);

        impl<'de> Deserialize<'de> for $Name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                $read(&text).map(Self).map_err(D::Error::custom)
            }
        }

        impl Serialize for $Name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl JsonSchema for $Name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($Name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )+ };
}

texts! {
    /// Text of several lines. Its length is given where it is used.
    Lines(String) = |text: &str| Ok::<_, &str>(text.to_owned()),
        { "type": "string", (SEVERAL_LINES): true };
    /// Text that is not trimmed. The action checks it.
    AsTyped(String) = |text: &str| Ok::<_, &str>(text.to_owned()),
        { "type": "string", (AS_TYPED): true, (SEVERAL_LINES): true };
    /// An e-mail address, in lower case.
    Email(String) = contact::email,
        { "type": "string", "format": "email", "maxLength": contact::MAX_EMAIL_CHARACTERS, (AUTOCOMPLETE): "email" };
    /// A first or last name of a person, or the name of an organisation.
    Name(String) = contact::name,
        { "type": "string", "maxLength": contact::MAX_NAME_CHARACTERS };
    /// A day; of a date-time, the day as it is written.
    Day(NaiveDate) = |text: &str| day::read(text).ok_or_else(|| no_day(text)),
        { "type": "string", "format": "date" };
    /// A moment, or a day: its midnight in UTC.
    At(Moment) = |text: &str| day::read_moment(text).ok_or_else(|| no_day(text)),
        { "type": "string", "format": "date-time" };
    /// A month of a year.
    InMonth(Month) = |text: &str| Month::parse(text).ok_or("Enter a month such as 2026-10."),
        { "type": "string", "format": "month", "pattern": "^[0-9]{4}-[0-9]{2}$" };
    /// A country, by its two letters or its English name; kept as two letters.
    Country(String) = |text: &str| country::read(text).ok_or(country::NO_COUNTRY),
        { "type": "string" };
    /// A code of six digits that was mailed, or that an app shows. Blanks and hyphens between the digits are left out.
    Code(String) = |text: &str| Ok::<_, &str>(code::typed(text)),
        {
            "type": "string", "maxLength": CODE_DIGITS + 1,
            (AUTOCOMPLETE): "one-time-code", (INPUT_MODE): "numeric"
        };
}

fn no_day(text: &str) -> String {
    format!("“{}” is not a date such as 2026-11-21.", text.trim())
}

impl ValidateLength<u64> for Lines {
    fn length(&self) -> Option<u64> {
        self.0.length()
    }
}

/// An amount of money in major units, as text, because the number of allowed decimals depends on the currency. A JSON
/// number is taken as it is; a typed amount may have separators as people write them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount(pub String);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Value::deserialize(from)? {
            Value::Number(number) => {
                let text = number.to_string();
                // In a number with an exponent, a point is always a decimal point: `10.000` is ten.
                let is_plain = text.contains(['e', 'E']) || !text.contains('.');
                Ok(Self(if is_plain { text } else { format!("{text}e0") }))
            }
            Value::Object(typed) => match typed.get(TYPED).and_then(Value::as_str) {
                Some(text) => Ok(Self(text.to_owned())),
                None => Err(D::Error::custom("Send a number without quotation marks.")),
            },
            _ => Err(D::Error::custom("Send a number without quotation marks.")),
        }
    }
}

/// As it was sent: a JSON number, or a typed text.
impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_number = self.0.contains('e') || self.0.bytes().all(|byte| byte.is_ascii_digit());
        match self.0.parse::<serde_json::Number>() {
            Ok(number) if is_number => number.serialize(serializer),
            _ => typed(&self.0).serialize(serializer),
        }
    }
}

impl JsonSchema for Amount {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "format": "double", "minimum": 0 })
    }
}

/// Message for a field that is not a percentage.
pub(crate) const NO_RATE: &str = "A percentage from 0 to 100 with at most four decimals, such as 9.5.";

/// Percent, or percentage points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Percent(pub Rate);

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Amount(text) = Amount::deserialize(from)?;
        Rate::parse(text.trim_end_matches("e0")).map(Self).ok_or_else(|| D::Error::custom(NO_RATE))
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Percent {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Percent".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0, "maximum": 100 })
    }
}

/// One of a closed list of terms, by its name or its label, in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<T>(pub T);

/// List the allowed terms only if there are at most this many.
const MAX_LISTED_TERMS: usize = 8;

/// The error for a text that is not one of the allowed terms.
fn none_of<T: Vocabulary>(text: &str) -> String {
    let names: Vec<&str> = T::VALUES.iter().map(|value| value.name()).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() && names.len() <= MAX_LISTED_TERMS => {
            format!("“{text}” is not {} or {last}.", rest.join(", "))
        }
        _ => format!("“{text}” is not one of the values that this field takes."),
    }
}

impl<'de, T: Vocabulary> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        T::parse(&text).map(Self).ok_or_else(|| D::Error::custom(none_of::<T>(&text)))
    }
}

impl<T: Vocabulary> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.name().serialize(serializer)
    }
}

impl<T: Vocabulary> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Word".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = T::VALUES.iter().map(|value| value.name()).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}

/// The id of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IdOf<T>(pub T);

impl<'de, T: PathId> Deserialize<'de> for IdOf<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        T::read(&text).map(Self).ok_or_else(|| D::Error::custom(format!("“{text}” is not an id.")))
    }
}

impl<T: std::fmt::Display> Serialize for IdOf<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<T: PathId> JsonSchema for IdOf<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "IdOf".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uuid" })
    }
}

/// Which password a field takes: the current one or a new one.
pub(crate) trait PasswordKind: 'static {
    /// Value of `autocomplete`.
    const AUTOCOMPLETE: &'static str;
}

/// The current password.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Present;
/// A new password.
#[derive(Clone, Copy, Debug)]
pub(crate) struct New;

impl PasswordKind for Present {
    const AUTOCOMPLETE: &'static str = "current-password";
}
impl PasswordKind for New {
    const AUTOCOMPLETE: &'static str = "new-password";
}

/// A password, not trimmed.
pub(crate) struct Password<K>(pub String, PhantomData<K>);

impl<'de, K> Deserialize<'de> for Password<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|text| Self(text, PhantomData))
    }
}

/// A password is never serialized.
impl<K> Serialize for Password<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<K: PasswordKind> JsonSchema for Password<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Password".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "password", (AS_TYPED): true, (AUTOCOMPLETE): K::AUTOCOMPLETE })
    }
}
