//! Importing exchange rates from the European Central Bank's files.

use std::io::{Cursor, Write};

use super::{done, instance, refused};

const HISTORY: &str =
    "Date,USD,JPY,CYP,DKK,\n2026-03-03,1.1621,181.03,N/A,7.4687,\n2026-03-02,1.1600,180.5,0.5853,7.4690,\n";

fn zipped(text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("eurofxref-hist.csv", zip::write::SimpleFileOptions::default()).expect("a file");
    zip.write_all(text.as_bytes()).expect("written");
    zip.finish().expect("a ZIP").into_inner()
}

#[test]
fn a_file_is_taken_in_once_in_whatever_form() {
    let (fresh, settings, folder) = instance();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    };
    let import = |path: &str| done(&settings.run(&["operator", "rates", "import", path]));
    assert_eq!(
        done(&settings.run(&["operator", "rates", "list", "--day", "2026-03-03"])),
        "There are no rates of 2026-03-03 or before. Take some in: partner-portal operator rates import FILE\n"
    );
    let csv = file("eurofxref-hist.csv", HISTORY.as_bytes());
    assert_eq!(
        import(&csv),
        "2026-03-02 to 2026-03-03: 2 days, 6 new rates, 0 known already.\nLeft out, currencies that are no more: CYP.\n"
    );
    let again = "2026-03-02 to 2026-03-03: 2 days, 0 new rates, 6 known already.\n";
    assert!(import(&csv).starts_with(again));
    assert!(import(&file("eurofxref-hist.zip", &zipped(HISTORY))).starts_with(again));
    let xml = "<E><Cube><Cube time='2026-03-04'><Cube currency='USD' rate='1.2'/><Cube currency='JPY' rate='180'/></Cube></Cube></E>";
    assert_eq!(
        import(&file("eurofxref-daily.xml", xml.as_bytes())),
        "2026-03-04 to 2026-03-04: 1 days, 2 new rates, 0 known already.\n"
    );
    let listed = done(&settings.run(&["operator", "rates", "list", "--day", "2026-03-04"]));
    let lines: Vec<Vec<&str>> = listed.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(
        lines,
        [["DKK", "0.1555960207", "2026-03-03"], ["EUR", "1.2", "2026-03-04"], ["JPY", "0.006666666667", "2026-03-04"]]
    );
    // A known rate that differs in the file stays, and is reported.
    let other = file("other.csv", b"Date,USD,JPY\n2026-03-03,1.2,181.03\n2026-03-01,1.1,180\n");
    assert_eq!(
        import(&other),
        "2026-03-01 to 2026-03-03: 2 days, 2 new rates, 0 known already.\n\
         2 rates are known otherwise and stay as they are: payouts may have been reckoned by them.\n"
    );
    let usd = "SELECT usd AS value FROM exchange_rates WHERE day = '2026-03-03' AND currency = 'EUR'";
    assert_eq!(fresh.texts(usd), [Some("1.1621".to_owned())]);
    let audit = "SELECT actor_name || ' ' || verb AS value FROM audit WHERE object_kind = 'rates'";
    assert_eq!(fresh.texts(audit).len(), 3, "an import that changes nothing leaves no trace");
}

#[test]
fn a_file_that_is_wrong_is_not_taken_in_at_all() {
    let (fresh, settings, folder) = instance();
    let wrong = |text: &str| {
        let path = folder.path().join("wrong.csv");
        std::fs::write(&path, text).expect("a file");
        refused(&settings.run(&["operator", "rates", "import", &path.display().to_string()]))
    };
    let lines = wrong(&format!("{HISTORY}2026-03-01,x,180,N/A,7.4,\n"));
    assert!(lines[0].contains("wrong.csv: line 4: “x” is not a rate of USD."), "{lines:#?}");
    assert_eq!(lines.last().map(String::as_str), Some("Nothing was taken in."));
    // Cut off in the middle of a line.
    let cut: String = HISTORY.chars().take(HISTORY.len() - 4).collect();
    assert!(wrong(&cut)[0].contains("line 3: it breaks off"));
    assert!(wrong("Date,USD\n2999-01-01,1.1\n")[0].contains("line 2: 2999-01-01 lies ahead."));
    assert!(wrong("nothing")[0].contains("line 1: it must begin with a heading"));
    let missing = refused(&settings.run(&["operator", "rates", "import", "/nowhere/at/all.csv"]));
    assert!(missing[0].starts_with("/nowhere/at/all.csv: "), "{missing:#?}");
    assert_eq!(fresh.number("SELECT count(*) AS value FROM exchange_rates"), 0);
}

#[test]
fn a_history_of_many_years_comes_in_whole() {
    let (fresh, settings, folder) = instance();
    let first = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");
    let mut text = "Date,USD,JPY,GBP,\n".to_owned();
    for day in first.iter_days().take(1_000) {
        text.push_str(&format!("{day},1.1,120.5,0.85,\n"));
    }
    let path = folder.path().join("long.csv");
    std::fs::write(&path, &text).expect("a file");
    let path = path.display().to_string();
    // Half of it is stored already, as after an interrupted import.
    let half: String = text.lines().take(501).map(|line| format!("{line}\n")).collect();
    let part = folder.path().join("half.csv");
    std::fs::write(&part, half).expect("a file");
    done(&settings.run(&["operator", "rates", "import", &part.display().to_string()]));
    let said = done(&settings.run(&["operator", "rates", "import", &path]));
    assert_eq!(said, "2020-01-01 to 2022-09-26: 1000 days, 1500 new rates, 1500 known already.\n");
    assert_eq!(fresh.number("SELECT count(*) AS value FROM exchange_rates"), 3_000);
}
