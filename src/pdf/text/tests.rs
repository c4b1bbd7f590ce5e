use std::collections::BTreeMap;

use super::*;

const WORDS: [(&str, Kind); 3] = [("creditor", Kind::Text), ("operator", Kind::Text), ("grid", Kind::Block)];

fn template(markdown: &str) -> Result<Template, Error> {
    Template::parse(markdown, Numbering::Clauses, &WORDS)
}

fn values(list: &[(&str, Value)]) -> BTreeMap<String, Value> {
    list.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn page(markdown: &str, list: &[(&str, Value)]) -> String {
    html(&template(markdown).expect("a sound template").fill(&values(list)).expect("all values"), 2)
}

#[test]
fn the_markdown_of_agreements_becomes_html() {
    for (markdown, expected) in [
        ("# Title", "<h2>Title</h2>\n"),
        ("One\ntwo  \nthree", "<p>One two<br>three</p>\n"),
        ("**bold** and *leaning*", "<p><strong>bold</strong> and <em>leaning</em></p>\n"),
        (
            "## A\n\n## B\n\n### C\n\n### D",
            concat!(
                "<h3><span class=\"clause\">1</span> A</h3>\n<h3><span class=\"clause\">2</span> B</h3>\n",
                "<h4><span class=\"clause\">2.1</span> C</h4>\n<h4><span class=\"clause\">2.2</span> D</h4>\n"
            ),
        ),
        (
            "## A\n\n# Appendix\n\n## B",
            concat!(
                "<h3><span class=\"clause\">1</span> A</h3>\n<h2>Appendix</h2>\n",
                "<h3><span class=\"clause\">1</span> B</h3>\n"
            ),
        ),
        ("3. three\n4. four", "<ol type=\"1\" start=\"3\">\n<li>three</li>\n<li>four</li>\n</ol>\n"),
        (
            "1. one\n   1. inner",
            concat!(
                "<ol type=\"1\" start=\"1\">\n<li><p>one</p>\n",
                "<ol type=\"a\" start=\"1\">\n<li>inner</li>\n</ol>\n</li>\n</ol>\n"
            ),
        ),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        (
            "| A | B |\n|---|--:|\n| *x* | 1 |",
            concat!(
                "<div class=\"table-scroll\" tabindex=\"0\"><table>\n",
                "<thead><tr><th scope=\"col\">A</th><th scope=\"col\" class=\"number\">B</th></tr></thead>\n",
                "<tbody>\n<tr><td><em>x</em></td><td class=\"number\">1</td></tr>\n</tbody></table></div>\n"
            ),
        ),
        ("Braces {{ and }} and \\* stay", "<p>Braces { and } and * stay</p>\n"),
        ("5 < 6 & 7 > \"3\"", "<p>5 &lt; 6 &amp; 7 &gt; &quot;3&quot;</p>\n"),
    ] {
        assert_eq!(page(markdown, &[]), expected, "{markdown}");
    }
}

#[test]
fn a_value_is_never_markup() {
    for hostile in ["**x**", "{operator}", "<script>alert(1)</script>", "# x", "| a |", "[x](http://x)", "\\", "&amp;"]
    {
        let blocks = template("By {creditor}, *and* {creditor}.")
            .and_then(|template| template.fill(&values(&[("creditor", hostile.into())])))
            .expect("text is text");
        let Block::Paragraph(spans) = &blocks[0] else { panic!("a paragraph") };
        assert_eq!(spans[1].text, hostile);
        let shown = html(&blocks, 2);
        assert!(!shown.contains("<script") && !shown.contains("<strong") && !shown.contains("<a "), "{shown}");
        assert_eq!(shown.matches("<bdi>").count(), 2, "{shown}");
    }
}

#[test]
fn a_variable_may_be_emphasised_and_stand_in_headings_lists_and_cells() {
    let shown = page(
        "## For {operator}\n\n1. **{creditor}**\n\n| A |\n|---|\n| {creditor} |",
        &[("creditor", "C & Co".into()), ("operator", "O".into())],
    );
    assert!(shown.contains("For <bdi>O</bdi></h3>"), "{shown}");
    assert!(shown.contains("<li><strong><bdi>C &amp; Co</bdi></strong></li>"), "{shown}");
    assert!(shown.contains("<td><bdi>C &amp; Co</bdi></td>"), "{shown}");
}

#[test]
fn a_table_or_a_list_takes_the_place_of_a_paragraph() {
    let grid = Table { head: Some(vec![Cell::plain("A")]), rows: vec![vec![Cell::value("<1>")]], ..Table::default() };
    let shown = page("Before\n\n{grid}\n\nAfter", &[("grid", Value::Table(grid))]);
    assert!(shown.contains("<th scope=\"col\">A</th>") && shown.contains("<bdi>&lt;1&gt;</bdi>"), "{shown}");
    let shown = page("{grid}", &[("grid", Value::List(vec!["*one*".into(), "two".into()]))]);
    assert_eq!(shown, "<ul>\n<li><bdi>*one*</bdi></li>\n<li><bdi>two</bdi></li>\n</ul>\n");
}

#[test]
fn what_has_no_place_in_an_agreement_is_refused_by_name_and_line() {
    for (markdown, what, line) in [
        ("text\n\n<b>bold</b>", "raw HTML", 3),
        ("<div>\nx\n</div>", "raw HTML", 1),
        ("a `b`", "code", 1),
        ("    indented", "code", 1),
        ("> quoted", "a quotation", 1),
        ("a\n\n---\n\nb", "a rule", 3),
        ("[x](http://example.com)", "a link", 1),
        ("![x](http://example.com/x.png)", "an image", 1),
        ("#### deep", "a heading below the third level", 1),
        ("# a\n\n### c", "a heading that skips a level", 3),
    ] {
        assert_eq!(template(markdown).unwrap_err(), Error::NotAllowed { what, line }, "{markdown}");
    }
}

#[test]
fn variables_are_checked_when_read_and_when_filled() {
    for (markdown, expected) in [
        ("{nobody}", Error::Unknown("nobody".into())),
        ("a {creditor", Error::Brace { line: 1 }),
        ("a } b", Error::Brace { line: 1 }),
        ("{Creditor}", Error::Brace { line: 1 }),
        ("see {grid} here", Error::Misplaced("grid".into())),
        ("# {grid}", Error::Misplaced("grid".into())),
        ("1. a\n   - see {nobody}", Error::Unknown("nobody".into())),
    ] {
        assert_eq!(template(markdown).unwrap_err(), expected, "{markdown}");
    }
    let sound = template("{creditor} and {operator}").expect("sound");
    assert_eq!(sound.variables().collect::<Vec<_>>(), ["creditor", "operator"]);
    let one = ("creditor", Value::from("C"));
    for (list, expected) in [
        (vec![one.clone()], Error::Missing("operator".into())),
        (vec![one.clone(), ("nobody", "x".into())], Error::Unknown("nobody".into())),
        (vec![one, ("operator", Value::List(vec![]))], Error::Misplaced("operator".into())),
    ] {
        assert_eq!(sound.fill(&values(&list)).unwrap_err(), expected);
    }
}

#[test]
fn labels_count_as_the_page_does() {
    let told: Vec<String> = [1, 2, 26, 27, 52, 703].map(|number| label(Some(number), 1)).into();
    assert_eq!(told, ["a.", "b.", "z.", "aa.", "az.", "aaa."]);
    let told: Vec<String> = [1, 4, 9, 14, 40, 1999].map(|number| label(Some(number), 2)).into();
    assert_eq!(told, ["i.", "iv.", "ix.", "xiv.", "xl.", "mcmxcix."]);
    assert_eq!((label(Some(7), 0), label(Some(7), 3), label(None, 0)), ("7.".into(), "7.".into(), "•".into()));
}

#[test]
fn nesting_and_size_have_an_end() {
    let deep: String = (0..12).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    assert_eq!(template(&deep).unwrap_err(), Error::TooLarge);
    assert_eq!(template(&"x".repeat(1_000_001)).unwrap_err(), Error::TooLarge);
}

#[test]
fn a_drawn_signature_is_a_picture_with_words() {
    let mark = Mark::Drawn {
        strokes: vec![vec![(1.0, 2.0), (3.5, 4.0)], vec![(9.0, 9.0)]],
        field: (20.0, 10.0),
        alternative: "Drawn by \"Anna\" <Ek>".into(),
    };
    let shown = html(&[Block::Mark(mark), Block::Mark(Mark::Typed("<Anna>".into())), Block::PageBreak], 2);
    assert!(shown.contains("aria-label=\"Drawn by &quot;Anna&quot; &lt;Ek&gt;\""), "{shown}");
    assert!(shown.contains("d=\"M1 2L3.5 4M9 9\""), "{shown}");
    assert!(shown.ends_with("<p class=\"signature\"><bdi>&lt;Anna&gt;</bdi></p>\n"), "{shown}");
}
