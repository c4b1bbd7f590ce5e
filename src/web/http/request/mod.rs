//! A request is declared once, as a struct: each field's name, type, length, range, format and meaning. From this
//! declaration follow how JSON is read (strictly) and how a form is read (leniently), what is checked, what the served
//! contract says, and what the fields of a form allow.

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

/// What somebody can send. Fields are `Option`s, or have a default; `#[validate(required)]` says that one must be there.
/// Names on the wire are camelCase.
///
/// Text is one line, without blanks around it, unless its type says otherwise ([`values`]). Blank text counts as
/// missing, since a form cannot leave a field out.
pub(crate) trait Request: DeserializeOwned + Validate + JsonSchema + Send + 'static {
    /// What the fields mean together.
    type Order: Send + 'static;

    /// What the fields mean together; `None` when something is missing or wrong. Every field alone has been checked
    /// before, and what is wrong with it is among the problems already. This is called all the same, so that everything
    /// that is wrong is told at once.
    fn order(self, problems: &mut Problems) -> Option<Self::Order>;
}

/// A request as handlers take it: a [`Request`], or nothing at all for a button.
pub(crate) trait Form: Send + 'static {
    /// What the fields mean once they are understood.
    type Order: Send + 'static;

    /// Understands what was sent.
    fn understood(sent: &Sent) -> Result<Self::Order, Problems>;

    /// The declaration of its fields.
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
            // A request that gives no order has said why.
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

/// Understands the fields of a form that is not sent for good yet, such as for a preview.
pub(crate) fn understood<F: Form>(fields: &Fields) -> Result<F::Order, Problems> {
    F::understood(&Sent::Form(fields.clone()))
}

/// What a request means that was put together from another's fields: it is checked as if it had been sent.
pub(crate) fn meant<R: Request>(request: R, problems: &mut Problems) -> Option<R::Order> {
    reading::check(Declared::of::<R>(), &request, problems);
    request.order(problems)
}

/// A request that was stored as JSON, as far as it can still be read: older versions wrote some fields otherwise.
pub(crate) fn recalled<R: Request>(text: &str) -> Option<R::Order> {
    let mut problems = Problems::none();
    let stored = Sent::Json(serde_json::from_str(text).ok()?);
    let request: Option<R> = reading::read(Declared::of::<R>(), &stored, &mut problems);
    request?.order(&mut problems)
}

#[cfg(test)]
mod tests;
