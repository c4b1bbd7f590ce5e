use super::*;

fn seller() -> Seller<'static> {
    Seller {
        name: "Nordlys Træ & Design ApS",
        address: vec!["Østergade 12", "8000 Aarhus C", "Denmark"],
        registration: "CVR 12 34 56 78",
        iban: "DK50 0040 0440 1162 43",
    }
}

fn buyer() -> Buyer<'static> {
    Buyer { name: "Bäckerei Müller & Söhne GmbH", address: vec!["Hauptstraße 5", "10115 Berlin", "Germany"] }
}

fn lines(count: usize) -> Vec<Line> {
    let texts = [
        "Oak table, 200 × 90 cm",
        "Delivery and assembly on site, including removal of packaging and a final inspection with the customer",
        "Chairs, set of six",
    ];
    (0..count)
        .map(|at| Line {
            text: texts[at % texts.len()].to_owned(),
            quantity: format!("{}", at + 1),
            unit_price_major: "1,250.00".to_owned(),
            amount_major: format!("{},{:03}.00", (at + 1) * 5 / 4, 250 * ((at + 1) * 5 % 4)),
        })
        .collect()
}

fn invoice(count: usize) -> Invoice<'static> {
    Invoice {
        number: "2026-0417",
        date: "3 March 2026",
        due: "2 April 2026",
        seller: seller(),
        buyer: buyer(),
        currency: "EUR",
        lines: lines(count),
        total_major: "7,500.00",
        note: "Thank you for your order. Late payments bear interest at the statutory rate.",
        language: "en",
    }
}

fn note() -> DeliveryNote<'static> {
    DeliveryNote {
        number: "L-2026-0398",
        date: "27 February 2026",
        invoice_number: "2026-0417",
        seller: seller(),
        buyer: buyer(),
        lines: lines(3),
        received_by: "Petra Müller",
        language: "en",
    }
}

fn letter() -> Reminder<'static> {
    Reminder {
        ordinal: 3,
        date: "4 May 2026",
        due: "18 May 2026",
        seller: seller(),
        buyer: buyer(),
        currency: "EUR",
        invoice_number: "2026-0417",
        invoice_date: "3 March 2026",
        invoice_due: "2 April 2026",
        amount_major: "7,500.00",
        fee_major: "13.50",
        total_major: "7,513.50",
        language: "en",
    }
}

fn contains(pdf: &[u8], text: &[u8]) -> bool {
    pdf.windows(text.len()).any(|window| window == text)
}

#[test]
fn papers_are_pdf_and_always_the_same() {
    for (first, second) in [
        (pdf(&invoice(3)), pdf(&invoice(3))),
        (delivery_note(&note()), delivery_note(&note())),
        (reminder(&letter()), reminder(&letter())),
    ] {
        assert!(first.starts_with(b"%PDF-1.") && first.trim_ascii_end().ends_with(b"%%EOF"));
        assert_eq!(first, second);
        assert!(contains(&first, b"/WinAnsiEncoding"));
        // Text with characters outside ASCII is hexadecimal in the file.
        assert!(contains(&first.to_ascii_lowercase(), hex::encode(b"M\xfcller").as_bytes()));
    }
}

#[test]
fn too_many_lines_are_counted() {
    assert!(!contains(&pdf(&invoice(5)), b"further items"));
    assert!(contains(&pdf(&invoice(200)), b"further items"));
}

#[test]
fn nothing_and_too_much_are_papers_too() {
    assert!(pdf(&Invoice::default()).starts_with(b"%PDF"));
    assert!(delivery_note(&DeliveryNote::default()).starts_with(b"%PDF"));
    assert!(reminder(&Reminder::default()).starts_with(b"%PDF"));
    let endless = "Wörter".repeat(200);
    let mut long = invoice(1);
    long.seller.name = &endless;
    long.number = &endless;
    long.lines[0].text = endless.clone();
    assert!(pdf(&long).starts_with(b"%PDF"));
}

/// `PAPERS=/some/directory cargo test --lib invoice -- --ignored` writes the documents to look at.
#[test]
#[ignore = "for looking at the papers"]
fn write_papers() {
    let directory = std::path::PathBuf::from(std::env::var("PAPERS").expect("PAPERS"));
    for (name, bytes) in [
        ("invoice.pdf", pdf(&invoice(3))),
        ("full.pdf", pdf(&invoice(40))),
        ("delivery.pdf", delivery_note(&note())),
        ("reminder.pdf", reminder(&letter())),
    ] {
        std::fs::write(directory.join(name), bytes).expect("written");
    }
}
