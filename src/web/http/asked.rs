//! Reads the query string of an address. Names match in any letter case. A list repeats its name or separates its
//! values by commas.

use std::collections::HashSet;
use std::future::{Ready, ready};

use super::failure::Failure;
use super::fields::{Fields, read_flag};
use super::ignored::Names;
use super::problems::Problems;
use crate::domain::calendar::Moment;
use crate::domain::{day, text};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

/// At most this many ids in one list of a query.
pub(crate) const MAX_IDS: usize = 500;

/// A parsed query string.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    fields: Fields,
    /// The query as sent, without the question mark.
    pub text: String,
    /// Notes which names are read.
    names: Names,
}

/// Which page of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paging {
    /// Page number, from 1.
    pub page: i64,
    /// Rows per page.
    pub size: i64,
}

impl Paging {
    /// The rows of this page, of all that were read.
    pub(crate) fn of<T>(self, all: &[T]) -> impl Iterator<Item = &T> {
        let skip = usize::try_from(self.skip()).unwrap_or(usize::MAX);
        all.iter().skip(skip).take(usize::try_from(self.size).unwrap_or_default())
    }

    /// Rows before this page.
    pub(crate) fn skip(self) -> i64 {
        (self.page - 1).saturating_mul(self.size)
    }

    /// Number of pages.
    pub(crate) fn pages(self, total: i64) -> i64 {
        (total + self.size - 1) / self.size
    }
}

impl Asked {
    /// Reads a query.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        let sent = Fields::from_urlencoded(text.as_bytes())?;
        for (name, given) in sent.0.iter().flat_map(|(name, list)| list.iter().map(move |given| (name, given))) {
            for part in [name, given] {
                text::check(part, text::Lines::One).map_err(|told| Failure::Invalid(Problems::at(name, told)))?;
            }
        }
        let mut fields = Fields::default();
        for (name, list) in sent.0 {
            // `Statuses[0]=` and `Statuses[]=` mean the same as `Statuses=`.
            let name = name.split('[').next().unwrap_or_default().to_ascii_lowercase();
            for text in list {
                fields.add(name.clone(), text);
            }
        }
        Ok(Self { fields, text: text.to_owned(), names: Names::default() })
    }

    /// The first text of a name, trimmed; `None` if missing or blank.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.names.read(name);
        Some(self.fields.text(&name.to_ascii_lowercase()).trim()).filter(|text| !text.is_empty())
    }

    /// These names with their first texts, as the fields of a form; missing ones are left out.
    pub(crate) fn fields(&self, names: &[&str]) -> Fields {
        let known = names.iter().filter_map(|name| Some((*name, self.one(name)?)));
        known.fold(Fields::default(), |fields, (name, text)| fields.with(name, text))
    }

    /// All texts of a list, without duplicates.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        let mut seen = HashSet::new();
        self.names.read(name);
        self.fields
            .list(&name.to_ascii_lowercase())
            .iter()
            .flat_map(|text| text.split(','))
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty() && seen.insert(text.clone()))
            .take(MAX_IDS + 1)
            .collect()
    }

    /// All ids of a list. Adds a problem for an id that cannot be read and for a list that is too long.
    pub(crate) fn ids<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>, problems: &mut Problems) -> Vec<T> {
        if self.list(name).len() > MAX_IDS {
            problems.add(name, format!("At most {MAX_IDS} ids can be asked for at once."));
            return Vec::new();
        }
        self.every(name, "an id", parse, problems)
    }

    /// All values of a list. Adds a problem for a value that cannot be read; `what` completes "… is not".
    pub(crate) fn every<T>(
        &self,
        name: &str,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
        problems: &mut Problems,
    ) -> Vec<T> {
        self.list(name)
            .iter()
            .filter_map(|text| {
                let value = parse(text);
                if value.is_none() {
                    problems.add(name, format!("“{text}” is not {what}."));
                }
                value
            })
            .collect()
    }

    /// A single value. Adds a problem if it cannot be read; `what` completes "… is not".
    pub(crate) fn single<T>(
        &self,
        name: &str,
        what: &str,
        parse: impl Fn(&str) -> Option<T>,
        problems: &mut Problems,
    ) -> Option<T> {
        let text = self.one(name)?;
        let value = parse(text);
        if value.is_none() {
            problems.add(name, format!("“{text}” is not {what}."));
        }
        value
    }

    /// A yes or no, in the spellings that forms and systems use.
    pub(crate) fn flag(&self, name: &str, problems: &mut Problems) -> Option<bool> {
        self.single(name, "true or false", read_flag, problems)
    }

    /// A day such as `2026-11-21`.
    pub(crate) fn day(&self, name: &str, problems: &mut Problems) -> Option<chrono::NaiveDate> {
        self.single(name, "a day such as 2026-11-21", day::read_filter, problems)
    }

    /// A moment such as `2026-11-21T08:00:00Z`, or a day: its midnight in UTC.
    pub(crate) fn moment(&self, name: &str, problems: &mut Problems) -> Option<Moment> {
        self.single(name, "a moment such as 2026-11-21T08:00:00Z", day::read_moment, problems)
    }

    /// The query with some names set and others removed. Empty values are removed, too. For links to the same list.
    pub(crate) fn query(&self, set: &[(&str, &str)], without: &[&str]) -> String {
        let is_set = |name: &str| set.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        let mut pairs = self.pairs_without(without);
        pairs.retain(|(name, _)| !is_set(name));
        pairs.extend(set.iter().filter(|(_, text)| !text.is_empty()));
        serde_html_form::to_string(&pairs).unwrap_or_default()
    }

    /// Whether a flag is on.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.names.read(name);
        self.fields.is_on(&name.to_ascii_lowercase())
    }

    /// All names in the query, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.0.keys().map(String::as_str)
    }

    /// Notes names that have a meaning here, although only some readers are shown it.
    pub(crate) fn knows(&self, names: impl IntoIterator<Item = &'static str>) {
        names.into_iter().for_each(|name| self.names.read(name));
    }

    /// All names and texts except those of `names`, for hidden fields that keep the rest of an address.
    pub(crate) fn pairs_without(&self, names: &[&str]) -> Vec<(&str, &str)> {
        self.fields
            .0
            .iter()
            .filter(|(name, _)| !names.iter().any(|without| without.eq_ignore_ascii_case(name)))
            .flat_map(|(name, texts)| texts.iter().map(move |text| (name.as_str(), text.as_str())))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    /// Page number and page size.
    ///
    /// # Errors
    /// If one is not a number, is below 1, or the size is above `most`.
    pub(crate) fn paging(&self, usual: i64, most: i64) -> Result<Paging, Problems> {
        let mut problems = Problems::none();
        let mut number = |name: &str, usual: i64, most: i64| match self.one(name) {
            None => usual,
            Some(text) => match text.parse::<i64>() {
                Ok(number) if (1..=most).contains(&number) => number,
                _ => {
                    problems.add(name, format!("{name} must be a whole number from 1 to {most}."));
                    usual
                }
            },
        };
        let paging = Paging { page: number("page", 1, 100_000_000), size: number("pageSize", usual, most) };
        problems.or(paging)
    }
}

impl FromRequest for Asked {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::parse(request.query_string()).map(|asked| Self { names: Names::of(request), ..asked }))
    }
}
