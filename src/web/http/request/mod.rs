//! A request is declared once, as a struct: each field's name, type, length, range, format and meaning. From it follow
//! the strict reading of JSON, the lenient reading of forms, the checks, the served contract, and the attributes of
//! form fields.

mod declared;
mod reading;
pub(crate) mod values;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::fields::Fields;
use super::problems::Problems;

pub(crate) use declared::Declared;
pub(crate) use reading::Sent;

/// What a client can send. Fields are `Option`s or have a default; `#[validate(required)]` makes a field mandatory.
/// Names in JSON are camelCase.
///
/// Text is one trimmed line, unless its type says otherwise ([`values`]). Blank text counts as missing, since a form
/// cannot leave a field out.
pub(crate) trait Request: DeserializeOwned + Validate + JsonSchema + Send + 'static {
    /// The typed result.
    type Order: Send + 'static;

    /// Combines the fields to a typed result; `None` if something is missing or wrong. Single fields have been checked
    /// before, and their problems are already in `problems`. It is called even then, so that all problems are reported
    /// together.
    fn order(self, problems: &mut Problems) -> Option<Self::Order>;
}

/// Input of a handler: a [`Request`], or `()` for a button without fields.
pub(crate) trait Form: Send + 'static {
    /// The typed result.
    type Order: Send + 'static;

    /// Parses what was sent.
    fn understood(sent: &Sent) -> Result<Self::Order, Problems>;

    fn declared() -> Option<&'static Declared>;
}

impl<R: Request> Form for R {
    type Order = R::Order;

    fn understood(sent: &Sent) -> Result<R::Order, Problems> {
        let mut problems = Problems::none();
        let request: Option<R> = reading::read(Declared::of::<R>(), sent, &mut problems);
        let order = request.and_then(|request| request.order(&mut problems));
        match order {
            Some(order) => problems.or(order),
            // A request without a result has added its reason.
            None if problems.is_empty() => Err(Problems::at("", "Something is missing.")),
            None => Err(problems),
        }
    }

    fn declared() -> Option<&'static Declared> {
        Some(Declared::of::<R>())
    }
}

/// A button sends nothing.
impl Form for () {
    type Order = ();

    fn understood(_: &Sent) -> Result<(), Problems> {
        Ok(())
    }

    fn declared() -> Option<&'static Declared> {
        None
    }
}

/// Parses the fields of a form that is not submitted yet, such as for a preview.
pub(crate) fn understood<F: Form>(fields: &Fields) -> Result<F::Order, Problems> {
    F::understood(&Sent::Form(fields.clone()))
}

/// The result of a request that was built from another request's fields. It is checked as if it had been sent.
pub(crate) fn meant<R: Request>(request: R, problems: &mut Problems) -> Option<R::Order> {
    reading::check(Declared::of::<R>(), &request, problems);
    request.order(problems)
}

/// A request that was stored as JSON, if it can still be read: older versions wrote some fields differently.
pub(crate) fn recalled<R: Request>(text: &str) -> Option<R::Order> {
    let mut problems = Problems::none();
    let stored = Sent::Json(serde_json::from_str(text).ok()?);
    let request: Option<R> = reading::read(Declared::of::<R>(), &stored, &mut problems);
    request?.order(&mut problems)
}

#[cfg(test)]
mod tests;
