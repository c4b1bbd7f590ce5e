//! What is wrong with an input, by field.

use std::collections::BTreeMap;
use std::fmt;

/// What is wrong with an input, by the name of the field. Problems of no field are under "".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(BTreeMap<String, Vec<String>>);

impl Problems {
    /// No problems.
    pub fn none() -> Self {
        Self::default()
    }

    /// One problem.
    pub fn at(field: &str, message: impl fmt::Display) -> Self {
        let mut problems = Self::default();
        problems.add(field, message);
        problems
    }

    /// Adds a problem.
    pub fn add(&mut self, field: &str, message: impl fmt::Display) {
        self.0.entry(field.to_owned()).or_default().push(message.to_string());
    }

    /// Whether there are no problems.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All problems, sorted by field.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(field, list)| list.iter().map(move |text| (field.as_str(), text.as_str())))
    }

    /// The number of problems.
    pub fn count(&self) -> i64 {
        i64::try_from(self.all().count()).unwrap_or(i64::MAX)
    }

    /// The same problems with other messages.
    #[must_use]
    pub fn reworded(&self, word: impl Fn(&str, &str) -> String) -> Self {
        let mut problems = Self::default();
        for (field, text) in self.all() {
            problems.add(field, word(field, text));
        }
        problems
    }

    /// The first problem of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.get(field).and_then(|list| list.first()).map(String::as_str)
    }

    /// `Ok` if there are no problems.
    ///
    /// # Errors
    /// The problems.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Returns the value, or adds its problems and returns `None`.
    pub fn keep_all<T>(&mut self, value: Result<T, Self>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(problems) => {
                for (field, text) in problems.all() {
                    self.add(field, text);
                }
                None
            }
        }
    }

    /// Returns the value, or adds the problem `missing`, unless the field already has a problem.
    pub fn need<T>(&mut self, field: &str, value: Option<T>, missing: &str) -> Option<T> {
        if value.is_none() && self.of(field).is_none() {
            self.add(field, missing);
        }
        value
    }

    /// Returns the value, or adds its error at the field and returns `None`.
    pub fn keep<T, E: fmt::Display>(&mut self, field: &str, value: Result<T, E>) -> Option<T> {
        value.map_err(|problem| self.add(field, problem)).ok()
    }
}
