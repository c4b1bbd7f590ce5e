use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::*;

const HISTORY: &str =
    "Date,USD,JPY,CYP,DKK,\n2026-11-20,1.1621,181.03,N/A,7.4687,\n2026-11-19,1.1600,180.5,0.5853,7.4690,\n";

const NEWEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <Cube>
    <Cube time='2026-11-20'>
      <Cube currency='USD' rate='1.1621'/>
      <Cube currency='JPY' rate='181.03'/>
      <Cube currency='DKK' rate='7.4687'/>
    </Cube>
  </Cube>
</gesmes:Envelope>"#;

fn shown(rates: &Rates) -> Vec<String> {
    let day = |day: &Day| {
        let rates: Vec<String> = day.rates.iter().map(|(currency, rate)| format!("{currency} {rate}")).collect();
        format!("{} line {}: {}", day.day, day.line, rates.join(", "))
    };
    rates.days.iter().map(day).collect()
}

fn zipped(name: &str, text: &str) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, ::zip::write::SimpleFileOptions::default()).expect("a file");
    zip.write_all(text.as_bytes()).expect("written");
    zip.finish().expect("a ZIP").into_inner()
}

#[test]
fn the_history_is_read_as_csv_and_from_its_zip() {
    let expected = [
        "2026-11-20 line 2: USD 1.1621, JPY 181.03, DKK 7.4687",
        "2026-11-19 line 3: USD 1.1600, JPY 180.5, DKK 7.4690",
    ];
    let marked = format!("\u{feff}{HISTORY}");
    for bytes in [HISTORY.as_bytes().to_vec(), marked.into_bytes(), zipped("eurofxref-hist.csv", HISTORY)] {
        let rates = read(&bytes).expect("rates");
        assert_eq!(shown(&rates), expected);
        assert_eq!(rates.gone, ["CYP"]);
    }
}

#[test]
fn the_newest_day_is_read_as_csv_and_as_xml() {
    let csv = "Date, USD, JPY, DKK, \n20 November 2026, 1.1621, 181.03, 7.4687, \n";
    assert_eq!(shown(&read(csv.as_bytes()).expect("rates")), ["2026-11-20 line 2: USD 1.1621, JPY 181.03, DKK 7.4687"]);
    assert_eq!(
        shown(&read(NEWEST.as_bytes()).expect("rates")),
        ["2026-11-20 line 5: USD 1.1621, JPY 181.03, DKK 7.4687"]
    );
}

#[test]
fn what_is_wrong_is_said_by_line() {
    for (text, told) in [
        ("", "There are no rates in it."),
        ("Date,USD\n", "There are no rates in it."),
        ("USD,JPY\n1,2\n", "line 1: it must begin with a heading"),
        ("Date,Dollar\n2026-11-20,1\n", "line 1: “Dollar” is not the code of a currency."),
        ("Date,USD\n2026-13-01,1.1\n", "line 2: “2026-13-01” is not a day"),
        ("Date,USD\n2026-11-20,1.1\n2026-11-20,1.2\n", "line 3: 2026-11-20 is there twice."),
        ("Date,USD,JPY\n2026-11-20,1.1,x\n", "line 2: “x” is not a rate of JPY."),
        ("Date,USD,JPY\n2026-11-20,1.1,-5\n", "line 2: “-5” is not a rate of JPY."),
        ("Date,USD,JPY\n2026-11-20,0,5\n", "line 2: “0” is not a rate of USD."),
        ("Date,USD,JPY\n2026-11-20,1e1,5\n", "line 2: “1e1” is not a rate of USD."),
        ("Date,JPY\n2026-11-20,181\n", "line 2: 2026-11-20 has no rate of the US dollar"),
        ("Date,USD,JPY\n2026-11-20,1.1,181\n2026-11-19,1.1\n", "line 3: it breaks off"),
        ("<Envelope><Cube time='2026-11-20'><Cube currency='USD' rate='?'/></Cube></Envelope>", "is not a rate of USD"),
        ("<Envelope>", "line 1: it breaks off."),
        ("<Cube time='2026-11-20'><Cube currency='USD' rate='1.1'/>", "it breaks off."),
        ("<Envelope/>", "There are no rates in it."),
        ("<Envelope></Wrong>", "line 1: this is not XML"),
        ("PK\u{3}\u{4}", "The ZIP cannot be opened"),
    ] {
        let lines = read(text.as_bytes()).expect_err(text);
        assert!(lines.iter().any(|line| line.contains(told)), "{text:?}: {lines:?}");
    }
    assert_eq!(read(&zipped("readme.txt", HISTORY)), Err(vec!["There is no CSV file in the ZIP.".to_owned()]));
    let many: String = (1..=28).map(|day| format!("2026-02-{day:02},x\n")).collect();
    let lines = read(format!("Date,USD\n{many}").as_bytes()).expect_err("wrong");
    // Each line has two problems: an invalid rate, and therefore no dollar rate.
    assert_eq!((lines.len(), lines.last().map(String::as_str)), (21, Some("and 36 more")));
}

proptest! {
    #[test]
    fn no_bytes_make_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
        let _ = read(&[b"Date,USD\n".as_slice(), &bytes].concat());
        let _ = read(&[b"<Cube time='2026-11-20'>".as_slice(), &bytes].concat());
    }
}
