//! The filters above a list as chips: each says what is chosen and opens to change it.

use super::{Filter, List};
use crate::domain::actor::Partner;
use crate::domain::ids::PersonId;
use crate::store::people::team::Colleague;
use crate::web::http::{Asked, Problems};
use crate::web::wording::country_short;

/// A span of days that is asked for often.
#[derive(Clone, Debug)]
pub(crate) struct SpanLink {
    /// What it is called.
    pub label: String,
    /// The address of the list with it.
    pub href: String,
    /// Whether it is the one that is shown.
    pub is_open: bool,
}

/// What the reader of a list can choose from, beyond what is the same for everybody.
#[derive(Default)]
pub(crate) struct Choices {
    pub team: Vec<Colleague>,
    /// Countries of debtors, as two letters.
    pub countries: Vec<String>,
    /// Spans of days that are asked for often.
    pub spans: Vec<SpanLink>,
}

/// The control of a filter.
#[derive(Clone, Copy)]
pub(crate) enum Control {
    /// A range of days.
    Days {
        /// Label of the first day.
        from: &'static str,
    },
    /// A range of amounts.
    Amounts {
        /// Which amount, in which currency.
        hint: &'static str,
    },
    /// Several of a list, as check boxes.
    Ticks {
        /// The heading of the boxes.
        legend: &'static str,
        /// A remark on where the list comes from; "" if it is complete.
        hint: &'static str,
        /// Values and labels.
        options: fn(&Asked, &Choices) -> Vec<(String, String)>,
    },
    /// One of a list.
    OneOf {
        /// The label.
        label: &'static str,
        /// Values and labels; the first means no choice.
        options: fn(&Asked, &Choices) -> Vec<(String, String)>,
    },
}

/// A value that can be chosen.
pub(crate) struct Choice {
    /// In the address.
    pub value: String,
    /// The label.
    pub words: String,
    /// Whether it is chosen.
    pub is_on: bool,
}

/// One control of a chip, with what is chosen.
pub(crate) struct Question {
    /// Its names in the address: one, or two for a range.
    pub names: &'static [&'static str],
    /// The control.
    pub control: Control,
    /// The values that can be chosen.
    pub choices: Vec<Choice>,
    /// The texts in the fields of a range.
    pub texts: Vec<String>,
}

impl Question {
    /// The name in the address.
    pub(crate) fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }

    /// The name of the upper end of a range.
    pub(crate) fn upper(&self) -> &'static str {
        self.names.last().copied().unwrap_or_default()
    }

    /// The text at the lower end of a range.
    pub(crate) fn text(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }

    /// The text at the upper end of a range.
    pub(crate) fn upper_text(&self) -> &str {
        self.texts.last().map_or("", String::as_str)
    }
}

/// A chip.
pub(crate) struct Chip {
    /// Its id in the HTML.
    pub id: String,
    /// What it filters by.
    pub label: &'static str,
    /// What is chosen, in words; `None` if nothing is.
    pub words: Option<String>,
    /// The address of the list without this filter.
    pub off: String,
    /// Its controls.
    pub questions: Vec<Question>,
}

impl<W, F, R> List<W, F, R> {
    /// All chips in page order. `starts_over` names what is dropped from the address when a filter changes, such as the
    /// page number.
    pub(crate) fn chips(&self, asked: &Asked, choices: &Choices, starts_over: &[&str]) -> Vec<Chip> {
        let mut chips: Vec<Chip> = Vec::new();
        for filter in self.filters {
            let Some((label, control)) = filter.chip else { continue };
            let question = question(filter, control, asked, choices);
            let words = (filter.words)(asked, choices);
            match chips.iter_mut().find(|chip| chip.label == label) {
                Some(chip) => {
                    chip.words = joined(chip.words.take(), words);
                    chip.questions.push(question);
                }
                None => {
                    let id = format!("f-{}", label.to_lowercase().replace(' ', "-"));
                    chips.push(Chip { id, label, words, off: String::new(), questions: vec![question] });
                }
            }
        }
        for chip in &mut chips {
            let mut without: Vec<&str> = self.filters_of(chip.label).flat_map(|filter| filter.names).copied().collect();
            without.extend(starts_over);
            chip.off = self.address(asked, &[], &without);
        }
        chips
    }

    /// The filters that are on and have no chip: their words, and the address of the list without each.
    pub(crate) fn narrowed(&self, asked: &Asked, choices: &Choices, starts_over: &[&str]) -> Vec<(String, String)> {
        let without_chip = self.filters.iter().filter(|filter| filter.chip.is_none());
        let off = |filter: &Filter<W, F>| {
            let without: Vec<&str> = filter.names.iter().chain(starts_over).copied().collect();
            Some(((filter.words)(asked, choices)?, self.address(asked, &[], &without)))
        };
        without_chip.filter_map(off).collect()
    }

    fn filters_of(&self, chip: &'static str) -> impl Iterator<Item = &'static Filter<W, F>> {
        self.filters.iter().filter(move |filter| filter.chip.is_some_and(|(label, _)| label == chip))
    }

    /// Names that the chips' form and its search field send. All others of the address become hidden fields.
    pub(crate) fn names_of_form(&self) -> Vec<&'static str> {
        let of_chips = self.filters.iter().filter(|filter| filter.chip.is_some());
        of_chips.flat_map(|filter| filter.names).copied().collect()
    }
}

fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}, {other}")),
        (one, other) => one.or(other),
    }
}

fn question<W, F>(filter: &Filter<W, F>, control: Control, asked: &Asked, choices: &Choices) -> Question {
    let first = filter.names.first().copied().unwrap_or_default();
    let chosen = asked.list(first);
    let options = match control {
        Control::Ticks { options, .. } | Control::OneOf { options, .. } => options(asked, choices),
        Control::Days { .. } | Control::Amounts { .. } => Vec::new(),
    };
    let texts = filter.names.iter().map(|name| asked.one(name).unwrap_or_default().to_owned()).collect();
    let choices = options
        .into_iter()
        .map(|(value, words)| Choice {
            is_on: chosen.iter().any(|text| text.eq_ignore_ascii_case(&value)),
            value,
            words,
        })
        .collect();
    Question { names: filter.names, control, choices, texts }
}

/// Countries to choose from, sorted by name: those of the reader's cases, and those already chosen.
pub(crate) fn countries(asked: &Asked, name: &str, choices: &Choices) -> Vec<(String, String)> {
    let chosen = asked.list(name).into_iter().map(|code| code.to_ascii_uppercase());
    let mut codes = choices.countries.clone();
    for code in chosen {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let mut options: Vec<(String, String)> =
        codes.into_iter().map(|code| (code.clone(), country_short(&code))).collect();
    options.sort_by(|one, other| one.1.cmp(&other.1));
    options
}

/// Values with their labels.
pub(crate) fn options<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    pairs.into_iter().map(|(value, words)| (value.to_owned(), words.to_owned())).collect()
}

/// Whose cases are wanted: a colleague's, or with `Some(None)` those without a handler.
pub(crate) fn handler_of(asked: &Asked, who: &Partner, problems: &mut Problems) -> Option<Option<PersonId>> {
    match asked.one("handler")? {
        "none" => Some(None),
        "me" => who.person().map(|person| Some(person.id)),
        _ => asked.single("handler", "a colleague", PersonId::parse, problems).map(Some),
    }
}

/// The colleagues to choose from.
pub(crate) fn handlers(_: &Asked, choices: &Choices) -> Vec<(String, String)> {
    let fixed = options([("", "anybody"), ("me", "me"), ("none", "nobody")]);
    let team = choices.team.iter().map(|colleague| (colleague.id.to_string(), colleague.name.clone()));
    fixed.into_iter().chain(team).collect()
}

/// The chosen handler, in words.
pub(crate) fn handler_in_words(asked: &Asked, choices: &Choices) -> Option<String> {
    Some(match asked.one("handler")? {
        "me" => "handled by me".to_owned(),
        "none" => "no handler".to_owned(),
        id => {
            let colleague = choices.team.iter().find(|colleague| colleague.id.as_str() == id);
            format!("handled by {}", colleague.map_or("a colleague", |colleague| colleague.name.as_str()))
        }
    })
}
