//! The European Central Bank's reference rates as published: CSV, the same in a ZIP, or XML. Rates are units of a
//! currency for one euro; one line per day.

use std::collections::HashSet;
use std::io::Read;

use chrono::NaiveDate;
use quick_xml::events::Event;
use rust_decimal::Decimal;

use crate::domain::money::Currency;

#[cfg(test)]
mod tests;

/// Bytes of a file, also after unpacking: far more than the whole history.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Report at most this many faulty lines.
const MAX_REPORTED_LINES: usize = 20;

/// The rates of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: NaiveDate,
    /// The line in the file, starting at 1.
    pub line: usize,
    /// Units for one euro, by currency.
    pub rates: Vec<(Currency, Decimal)>,
}

/// A file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// In the order of the file.
    pub days: Vec<Day>,
    /// Codes of currencies that no longer exist; their rates are ignored.
    pub gone: Vec<String>,
}

/// Reads a file of any format. If anything is wrong, nothing of it is used.
///
/// # Errors
/// One line for each problem.
pub fn read(bytes: &[u8]) -> Result<Rates, Vec<String>> {
    let rates = if bytes.starts_with(b"PK") {
        csv(&unpacked(bytes).map_err(|problem| vec![problem])?)?
    } else if text_of(bytes).trim_start().starts_with('<') {
        xml(&text_of(bytes))?
    } else {
        csv(bytes)?
    };
    if rates.days.is_empty() {
        return Err(vec!["There are no rates in it.".to_owned()]);
    }
    Ok(rates)
}

fn text_of(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
}

/// The only CSV file in a ZIP.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(bytes))
        .map_err(|error| format!("The ZIP cannot be opened: {error}."))?;
    let is_csv = |name: &String| name.to_ascii_lowercase().ends_with(".csv");
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
    let name = names.into_iter().find(is_csv).ok_or("There is no CSV file in the ZIP.")?;
    let file = archive.by_name(&name).map_err(|error| format!("{name} cannot be read from the ZIP: {error}."))?;
    let mut text = Vec::new();
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut text).map_err(|error| format!("{name} breaks off: {error}."))?;
    if u64::try_from(text.len()).is_ok_and(|bytes| bytes > MAX_FILE_BYTES) {
        return Err(format!("{name} is larger than any file of rates."));
    }
    Ok(text)
}

/// Collects the rates and the problems.
#[derive(Default)]
struct Reading {
    rates: Rates,
    seen: HashSet<NaiveDate>,
    wrong: Vec<String>,
}

impl Reading {
    fn wrong(&mut self, line: usize, problem: &str) {
        self.wrong.push(format!("line {line}: {problem}"));
    }

    /// A currency by its code; `None` if it no longer exists, which is noted.
    fn currency(&mut self, code: &str) -> Option<Currency> {
        let found = Currency::parse(code);
        if found.is_none() && !self.rates.gone.iter().any(|gone| gone == code) {
            self.rates.gone.push(code.to_owned());
        }
        found
    }

    fn rate(&mut self, line: usize, (code, text): (&str, &str)) -> Option<Decimal> {
        // The bank writes plain decimals; an exponent means another kind of file.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let rate = is_plain.then(|| Decimal::from_str_exact(text).ok()).flatten().filter(|rate| *rate > Decimal::ZERO);
        if rate.is_none() {
            self.wrong(line, &format!("“{text}” is not a rate of {code}."));
        }
        rate
    }

    /// A rate with its currency; `None` if the currency no longer exists or the rate is not quoted.
    fn pair(&mut self, line: usize, (code, text): (&str, &str)) -> Option<(Currency, Decimal)> {
        if !is_code(code) {
            self.wrong(line, &format!("“{code}” is not the code of a currency."));
            return None;
        }
        let rate = self.rate(line, (code, text))?;
        self.currency(code).map(|currency| (currency, rate))
    }

    fn day(&mut self, line: usize, text: &str) -> Option<NaiveDate> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d %B %Y"));
        let Ok(day) = day else {
            self.wrong(line, &format!("“{text}” is not a day such as 2026-11-20."));
            return None;
        };
        if !self.seen.insert(day) {
            self.wrong(line, &format!("{day} is there twice."));
            return None;
        }
        Some(day)
    }

    fn keep(&mut self, day: Day) {
        let has_dollar = day.rates.iter().any(|(currency, _)| currency.code() == "USD");
        if has_dollar {
            self.rates.days.push(day);
        } else {
            self.wrong(
                day.line,
                &format!("{} has no rate of the US dollar, through which the others are reckoned.", day.day),
            );
        }
    }

    fn done(mut self) -> Result<Rates, Vec<String>> {
        if self.wrong.is_empty() {
            return Ok(self.rates);
        }
        let more = self.wrong.len().saturating_sub(MAX_REPORTED_LINES);
        self.wrong.truncate(MAX_REPORTED_LINES);
        if more > 0 {
            self.wrong.push(format!("and {more} more"));
        }
        Err(self.wrong)
    }
}

/// A header of `Date` and currency codes, then one line per day; "N/A" or empty if a currency was not quoted.
fn csv(bytes: &[u8]) -> Result<Rates, Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(::csv::Trim::All).from_reader(bytes);
    let mut reading = Reading::default();
    let mut heads: Vec<(String, Option<Currency>)> = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, ::csv::Position::line);
                reading.wrong(usize::try_from(line).unwrap_or(1), "this is not text.");
                continue;
            }
        };
        let line = record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(1));
        if heads.is_empty() {
            let is_heading = record.get(0).is_some_and(|first| first.eq_ignore_ascii_case("date")) && record.len() > 1;
            if !is_heading {
                return Err(vec![format!("line {line}: it must begin with a heading: Date, USD, JPY …")]);
            }
            for code in &record {
                if !code.is_empty() && !code.eq_ignore_ascii_case("date") && !is_code(code) {
                    return Err(vec![format!("line {line}: “{code}” is not the code of a currency.")]);
                }
                let known = is_code(code).then(|| reading.currency(code)).flatten();
                heads.push((code.to_owned(), known));
            }
            continue;
        }
        let Some(day) = reading.day(line, record.get(0).unwrap_or_default()) else { continue };
        if record.len() < heads.len() {
            reading.wrong(line, "it breaks off: the heading names more currencies.");
            continue;
        }
        let mut rates = Vec::new();
        for ((code, currency), text) in heads.iter().zip(&record).skip(1) {
            let (Some(currency), false) = (currency, text.is_empty() || text.eq_ignore_ascii_case("N/A")) else {
                continue;
            };
            rates.extend(reading.rate(line, (code, text)).map(|rate| (*currency, rate)));
        }
        reading.keep(Day { day, line, rates });
    }
    reading.done()
}

fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// `<Cube time="2026-11-20"><Cube currency="USD" rate="1.1621"/>…</Cube>`, at any depth.
fn xml(text: &str) -> Result<Rates, Vec<String>> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut reading = Reading::default();
    let mut open: Option<Day> = None;
    let (mut line, mut counted, mut depth) = (1, 0, 0_usize);
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
        let cube = match &event {
            Err(error) => {
                reading.wrong(line, &format!("this is not XML: {error}."));
                break;
            }
            Ok(Event::Eof) if depth > 0 => {
                reading.wrong(line, "it breaks off.");
                break;
            }
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == b"Cube" => Some(tag),
            Ok(_) => None,
        };
        match event {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Some(tag) = cube {
            let told = |name: &str| {
                let found = tag.try_get_attribute(name).ok().flatten();
                found.map(|found| String::from_utf8_lossy(&found.value).into_owned())
            };
            if let Some(time) = told("time") {
                open.take().into_iter().for_each(|day| reading.keep(day));
                open = reading.day(line, &time).map(|day| Day { day, line, rates: Vec::new() });
            } else if let Some(code) = told("currency") {
                let rate = told("rate").unwrap_or_default();
                let found = reading.pair(line, (&code, &rate));
                if let Some(day) = &mut open {
                    day.rates.extend(found);
                }
            }
        }
        line += text.as_bytes().get(counted..at).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
        counted = at;
    }
    open.into_iter().for_each(|day| reading.keep(day));
    reading.done()
}
