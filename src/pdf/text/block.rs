//! What an agreement is made of, once its variables are filled in.

/// One block of a document, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading: 1 is the title of the document or of a part of it, 2 and 3 are clauses.
    Heading {
        /// 1 to 3.
        level: u8,
        /// "2" or "2.1", where the clauses are numbered.
        number: Option<String>,
        /// The words.
        text: Vec<Span>,
    },
    /// Running text.
    Paragraph(Vec<Span>),
    /// A list; every item brings its own label.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// A person's signature mark.
    Mark(Mark),
    /// What follows begins on a new page of the PDF. Pages on the screen do not break.
    PageBreak,
}

/// How a span differs from plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trait {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// The text is a value that somebody entered: it keeps its own direction of writing.
    pub value: bool,
}

/// Words of one kind. A line feed breaks the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The words themselves, never markup.
    pub text: String,
    /// How they are set.
    pub traits: Trait,
}

impl Span {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), traits: Trait::default() }
    }

    /// Something that somebody entered.
    pub fn value(text: impl Into<String>) -> Self {
        Self { text: text.into(), traits: Trait { value: true, ..Trait::default() } }
    }

    /// The same words in bold.
    pub fn strong(mut self) -> Self {
        self.traits.strong = true;
        self
    }
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its place in an ordered list, from which the label follows; `None` is a bullet.
    pub number: Option<u64>,
    /// How deep the list lies in other ordered lists, from 0: 1., a., i.
    pub depth: u8,
    /// What it says.
    pub body: Vec<Block>,
}

/// The label of an item as it is printed: "1.", "a.", "i." by depth, or a bullet.
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

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell(pub Vec<Span>);

impl Cell {
    /// A cell of plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span::plain(text)])
    }

    /// A cell with something that somebody entered.
    pub fn value(text: impl Into<String>) -> Self {
        Self(vec![Span::value(text)])
    }
}

/// A table. Every row has as many cells as there are columns; missing ones are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The column heads; repeated on every page. `None` for a table of facts.
    pub head: Option<Vec<Cell>>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// The first cell of each row is its heading.
    pub row_heads: bool,
    /// Which columns are set to the right: amounts. Columns not named are set to the left.
    pub right: Vec<bool>,
    /// How wide the columns are to each other; empty lets the text decide.
    pub widths: Vec<u16>,
}

impl Table {
    /// Facts: a heading and a value in every row.
    pub fn facts<T: Into<String>, V: Into<String>>(rows: impl IntoIterator<Item = (T, V)>) -> Self {
        let rows = rows.into_iter().map(|(name, value)| vec![Cell::plain(name), Cell::value(value)]).collect();
        Self { rows, row_heads: true, widths: vec![3, 7], ..Self::default() }
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.head.iter().chain(&self.rows).map(Vec::len).max().unwrap_or_default()
    }
}

/// One stroke of a drawn signature: points from the upper left corner, in the drawing's own units.
pub type Stroke = Vec<(f32, f32)>;

/// How a person signed.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// With finger, pen or mouse.
    Drawn {
        /// What was drawn.
        strokes: Vec<Stroke>,
        /// Width and height of the field that was drawn in.
        field: (f32, f32),
        /// What a reader who does not see it is told: "Signature drawn by Anna Ek".
        alternative: String,
    },
    /// With the keyboard.
    Typed(String),
}
