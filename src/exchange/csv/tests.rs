use proptest::prelude::*;

use super::*;

fn written(rows: Vec<CaseRow>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_cases(&mut bytes, rows.into_iter()).expect("a vector takes everything");
    bytes
}

fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let body = bytes.strip_prefix(BYTE_ORDER_MARK).expect("the mark comes first");
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(body)
        .records()
        .map(|line| line.expect("well-formed").iter().map(str::to_owned).collect())
        .collect()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ \t\r\n'\"=+@;,-]{0,6}[a-z0-9\u{a0}\u{feff}=\"]{0,6}",]
}

prop_compose! {
    fn any_row()(
        texts in prop::collection::vec(any_text(), 5),
        minor in any::<i64>(),
        exponent in 0_u8..4,
        days in -300_000_i64..300_000,
        test_case in any::<bool>(),
    ) -> CaseRow {
        let at = DateTime::from_timestamp(days * 86_399, 0).map(|at| at.fixed_offset());
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        CaseRow {
            reference: text(),
            debtor_name: text(),
            debtor_phone: text(),
            currency: text(),
            handler: text(),
            principal: Number::from_minor(minor, exponent),
            claim_date: at.map(|at| at.date_naive()),
            created_at: at,
            test_case,
            ..CaseRow::default()
        }
    }
}

#[test]
fn the_header_is_the_published_one() {
    assert_eq!(
        COLUMNS.join(", "),
        "reference, partner_reference, creditor_reference, lifecycle, close_code, claim_type, \
         dispute_status, debtor_type, debtor_name, debtor_contact, debtor_address, debtor_zip, \
         debtor_city, debtor_state, debtor_country, debtor_email, debtor_phone, \
         debtor_registration_number, creditor_name, creditor_country, creditor_division, currency, \
         principal, interest_fees, reminder_fees, collection_fees, paid, outstanding, \
         success_fee_percent, pricing_source, claim_date, due_date, created_at, started_at, \
         finished_at, exclusive_until, handler, test_case"
    );
}

#[test]
fn an_export_without_cases_is_the_header_alone() {
    let expected = [BYTE_ORDER_MARK, COLUMNS.join(",").as_bytes(), b"\r\n"].concat();
    assert_eq!(written(Vec::new()), expected);
}

#[test]
fn only_text_is_guarded() {
    let row = CaseRow {
        debtor_phone: "+45 12 34 56 78".into(),
        debtor_name: "\"Quoted\", Müller & Søn".into(),
        principal: Number::from_minor(-5, 2),
        ..CaseRow::default()
    };
    let text = String::from_utf8(written(vec![row])).expect("UTF-8");
    assert!(text.contains(",'+45 12 34 56 78,"), "{text}");
    assert!(text.contains(",\"\"\"Quoted\"\", Müller & Søn\","), "{text}");
    assert!(text.contains(",-0.05,"), "{text}");
    assert!(text.ends_with(",false\r\n"), "{text}");
}

#[test]
fn guards_what_spreadsheets_run_and_nothing_else() {
    for runs in ["=1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "  =1", "\u{feff}=1", "＝1", "'=1"] {
        assert_eq!(guarded(runs), format!("'{runs}"));
    }
    for plain in ["", " ", "a=b", "1-2", "'quoted'", "O'Neil", "ÅÆ", " a"] {
        assert_eq!(guarded(plain), plain);
    }
}

#[test]
fn numbers_are_digits() {
    for good in ["0", "-1", "12.50", "007"] {
        assert_eq!(Number::parse(good).as_ref().map(Number::as_str), Some(good));
    }
    for bad in ["", "-", "1.", ".5", "1,5", "=1", "+1", "1e3", "1.2.3", " 1", "--1"] {
        assert_eq!(Number::parse(bad), None, "{bad:?}");
    }
    let minor = |value, exponent| Number::from_minor(value, exponent).0;
    assert_eq!(minor(0, 2), "0.00");
    assert_eq!(minor(-7, 3), "-0.007");
    assert_eq!(minor(1234, 0), "1234");
    assert_eq!(minor(i64::MIN, 2), "-92233720368547758.08");
}

proptest! {
    #[test]
    fn reading_back_gives_the_same_cells(rows in prop::collection::vec(any_row(), 0..5)) {
        let lines = read(&written(rows.clone()));
        prop_assert_eq!(lines.len(), rows.len() + 1);
        for (line, row) in lines[1..].iter().zip(&rows) {
            let own = |name| COLUMNS.iter().position(|column| *column == name).map(|at| line[at].as_str());
            prop_assert_eq!(own("reference").map(without_guard), Some(row.reference.as_str()));
            prop_assert_eq!(own("debtor_name").map(without_guard), Some(row.debtor_name.as_str()));
            prop_assert_eq!(own("debtor_phone").map(without_guard), Some(row.debtor_phone.as_str()));
            prop_assert_eq!(own("currency").map(without_guard), Some(row.currency.as_str()));
            prop_assert_eq!(own("handler").map(without_guard), Some(row.handler.as_str()));
            prop_assert_eq!(own("principal"), Some(row.principal.as_str()));
            prop_assert_eq!(own("test_case"), Some(if row.test_case { "true" } else { "false" }));
            for (cell, kind) in line.iter().zip(KINDS) {
                if kind == Kind::Text {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
                } else {
                    prop_assert!(!cell.starts_with('\''), "{:?}", cell);
                }
            }
        }
    }

    #[test]
    fn the_guard_comes_off_without_a_trace(text in any_text()) {
        let cell = guarded(&text);
        prop_assert_eq!(without_guard(&cell), text.as_str());
    }

    #[test]
    fn every_line_ends_in_crlf_and_has_every_column(rows in prop::collection::vec(any_row(), 0..5)) {
        let bytes = written(rows);
        prop_assert!(bytes.ends_with(b"\r\n"));
        prop_assert!(std::str::from_utf8(&bytes).is_ok());
        prop_assert!(read(&bytes).iter().all(|line| line.len() == COLUMNS.len()));
    }
}
