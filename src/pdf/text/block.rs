//! The parts of an agreement after its variables are filled in.

/// A block of a document, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading: level 1 is the title of the document or of a part, 2 and 3 are clauses.
    Heading {
        /// 1 to 3.
        level: u8,
        /// "2" or "2.1", if clauses are numbered.
        number: Option<String>,
        /// The text.
        text: Vec<Span>,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list; every item has its own label.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// A person's signature.
    Mark(Mark),
    /// The next block starts a new page of the PDF. The web page shows no break.
    PageBreak,
}

/// The formatting of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trait {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// The text is an entered value: it keeps its own writing direction.
    pub value: bool,
}

/// Text with one formatting. A line feed breaks the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text, never markup.
    pub text: String,
    /// The formatting.
    pub traits: Trait,
}

impl Span {
    /// Text without formatting.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), traits: Trait::default() }
    }

    /// An entered value.
    pub fn value(text: impl Into<String>) -> Self {
        Self { text: text.into(), traits: Trait { value: true, ..Trait::default() } }
    }

    /// The same words in bold.
    pub fn strong(mut self) -> Self {
        self.traits.strong = true;
        self
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its number in an ordered list; `None` for a bullet.
    pub number: Option<u64>,
    /// How many ordered lists it is nested in, from 0: 1., a., i.
    pub depth: u8,
    /// Its content.
    pub body: Vec<Block>,
}

/// The label as printed: "1.", "a.", "i." by depth, or a bullet.
pub fn label(number: Option<u64>, depth: u8) -> String {
    match (number, depth % 3) {
        (None, _) => "•".to_owned(),
        (Some(number), 0) => format!("{number}."),
        (Some(number), 1) => format!("{}.", letters(number)),
        (Some(number), _) => format!("{}.", roman(number)),
    }
}

fn letters(number: u64) -> String {
    let mut rest = number;
    let mut out = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        out.push(char::from(b'a' + digit));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

fn roman(number: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number.min(3999);
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            out.push_str(sign);
            rest -= worth;
        }
    }
    out
}

/// A table cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell(pub Vec<Span>);

impl Cell {
    /// A cell with plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span::plain(text)])
    }

    /// A cell with an entered value.
    pub fn value(text: impl Into<String>) -> Self {
        Self(vec![Span::value(text)])
    }
}

/// A table. Every row has as many cells as the table has columns; missing cells are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The column heads; repeated on every page. `None` for a table of facts.
    pub head: Option<Vec<Cell>>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of each row is its heading.
    pub row_heads: bool,
    /// Which columns are aligned to the right, for amounts. Other columns are aligned to the left.
    pub right: Vec<bool>,
    /// The relative widths of the columns; if empty, the text decides.
    pub widths: Vec<u16>,
}

impl Table {
    /// A table of facts: a heading and a value in every row.
    pub fn facts<T: Into<String>, V: Into<String>>(rows: impl IntoIterator<Item = (T, V)>) -> Self {
        let rows = rows.into_iter().map(|(name, value)| vec![Cell::plain(name), Cell::value(value)]).collect();
        Self { rows, row_heads: true, widths: vec![3, 7], ..Self::default() }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.head.iter().chain(&self.rows).map(Vec::len).max().unwrap_or_default()
    }
}

/// One stroke of a drawn signature: points from the upper left corner, in units of the drawing.
pub type Stroke = Vec<(f32, f32)>;

/// How a person signed.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Drawn with finger, pen or mouse.
    Drawn {
        /// The strokes.
        strokes: Vec<Stroke>,
        /// Width and height of the drawing area.
        field: (f32, f32),
        /// The alternative text for screen readers: "Signature drawn by Anna Ek".
        alternative: String,
    },
    /// Typed.
    Typed(String),
}
