//! The filters of the list: each a chip that says what it holds, and opens to be changed.

use chrono::NaiveDate;

use super::page::CaseListPage;
use crate::web::filters::country_short;

/// A filter, on or off.
pub struct Chip {
    /// Its name: what its pop-over asks follows from it.
    pub name: &'static str,
    /// What it filters by.
    pub label: &'static str,
    /// What is chosen, in words; `None` while it is off.
    pub words: Option<String>,
    /// The list without it.
    pub off: String,
}

/// A country to filter by.
pub struct CountryChoice {
    /// ISO code.
    pub code: String,
    /// In words.
    pub name: String,
    /// Whether it is chosen.
    pub is_on: bool,
}

impl CaseListPage {
    /// Every filter, in its order on the page.
    pub fn chips(&self) -> Vec<Chip> {
        let chip = |name, label, words, off: &str| Chip { name, label, words, off: self.without(off) };
        vec![
            chip("country", "Country", self.countries_chosen(), "country"),
            chip("amount", "Amount", self.range_of("amount", "at least", "at most", str::to_owned), "amountFrom"),
            chip("created", "Created", self.days_of("created", "created"), "createdFrom"),
            chip("started", "Started", self.days_of("started", "started"), "startedFrom"),
            chip("closed", "Closed", self.days_of("closed", "closed"), "closedFrom"),
            chip("handler", "Handler", self.handler_chosen(), "handler"),
            Chip { name: "kind", label: "Kind", words: self.kinds_chosen(), off: self.without_kinds() },
        ]
    }

    /// The countries to choose from, by name: those of their cases, and whichever is chosen already.
    pub fn country_choices(&self) -> Vec<CountryChoice> {
        let chosen: Vec<String> = self.asked.list("country").iter().map(|code| code.to_ascii_uppercase()).collect();
        let mut codes = self.countries.clone();
        codes.extend(chosen.iter().filter(|code| !self.countries.contains(code)).cloned());
        let mut choices: Vec<CountryChoice> = codes
            .into_iter()
            .map(|code| CountryChoice { name: country_short(&code), is_on: chosen.contains(&code), code })
            .collect();
        choices.sort_by(|one, other| one.name.cmp(&other.name));
        choices
    }

    fn countries_chosen(&self) -> Option<String> {
        let chosen: Vec<String> =
            self.asked.list("country").iter().map(|code| country_short(&code.to_ascii_uppercase())).collect();
        match chosen.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [one, other] => Some(format!("{one}, {other}")),
            [one, other, rest @ ..] => Some(format!("{one}, {other} and {} more", rest.len())),
        }
    }

    fn handler_chosen(&self) -> Option<String> {
        Some(match self.asked.one("handler")? {
            "me" => "handled by me".to_owned(),
            "none" => "no handler".to_owned(),
            id => {
                let colleague = self.team.iter().find(|colleague| colleague.id.as_str() == id);
                format!("handled by {}", colleague.map_or("a colleague", |colleague| colleague.name.as_str()))
            }
        })
    }

    fn kinds_chosen(&self) -> Option<String> {
        let kind = self.asked.one("kind").map(|kind| match kind.to_ascii_lowercase().as_str() {
            "company" => "companies",
            _ => "private persons",
        });
        let tests = match self.asked.one("tests") {
            Some("only") => Some("test cases only"),
            Some("also") => Some("with test cases"),
            _ => None,
        };
        let words: Vec<&str> = [kind, tests].into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    fn days_of(&self, name: &str, label: &str) -> Option<String> {
        let day = |text: &str| {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
            day.map_or_else(|_| text.to_owned(), |day| day.format("%-d %b %Y").to_string())
        };
        self.range_of(name, "from", "until", day).map(|range| format!("{label} {range}"))
    }

    fn range_of(&self, name: &str, from: &str, to: &str, shown: impl Fn(&str) -> String) -> Option<String> {
        let lower = self.asked.one(&format!("{name}From")).map(&shown);
        let upper = self.asked.one(&format!("{name}To")).map(&shown);
        match (lower, upper) {
            (None, None) => None,
            (Some(lower), None) => Some(format!("{from} {lower}")),
            (None, Some(upper)) => Some(format!("{to} {upper}")),
            (Some(lower), Some(upper)) => Some(format!("{lower} – {upper}")),
        }
    }
}
