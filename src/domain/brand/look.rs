//! What a brand's choices become on the page: every pair of colours that is read or pressed, by day and by night.

use super::{Colour, READABLE};

/// The fonts that brands may have, with the list that a page uses. The first two are shipped with the portal, the
/// last is the reader's own.
pub const FONTS: [(&str, &str); 3] = [
    ("Inter", "\"Inter\", system-ui, sans-serif"),
    ("Source Serif", "\"Source Serif 4\", Charter, Georgia, serif"),
    ("System", "system-ui, sans-serif"),
];

/// The font list of a name that we know; Inter for every other. The serif was once called by its kind.
pub fn font(name: Option<&str>) -> &'static str {
    let name = name.map(|name| if name.trim().eq_ignore_ascii_case("Serif") { FONTS[1].0 } else { name });
    let known = |name: &str| FONTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
    name.and_then(known).map_or(FONTS[0].1, |(_, list)| list)
}

/// The sheet on which everything lies that is read and typed, by day and by night.
const SHEET: (Colour, Colour) = (Colour::WHITE, Colour { red: 26, green: 29, blue: 27 });
/// Text at night, unless the paper wants another.
const NIGHT_INK: Colour = Colour { red: 236, green: 235, blue: 230 };
/// The house's own green: the button of a brand that chose none.
const HOUSE: Colour = Colour { red: 14, green: 92, blue: 74 };

/// What a brand chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The page behind the sheet.
    pub background: Option<Colour>,
    /// What is pressed.
    pub button: Option<Colour>,
    /// Text.
    pub text: Option<Colour>,
    /// A name of [`FONTS`].
    pub font: Option<String>,
}

/// What is drawn, at one time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The page behind the sheet.
    pub paper: Colour,
    /// Text on the page.
    pub paper_text: Colour,
    /// The sheet.
    pub sheet: Colour,
    /// Text on the sheet.
    pub text: Colour,
    /// What is pressed; it lies on the sheet.
    pub button: Colour,
    /// The words on it.
    pub button_text: Colour,
}

impl Look {
    /// Reads the colours as they are stored; what cannot be read was never chosen.
    pub fn of(background: Option<&str>, button: Option<&str>, text: Option<&str>, font: Option<&str>) -> Self {
        let colour = |text: Option<&str>| text.and_then(Colour::parse);
        Self {
            background: colour(background),
            button: colour(button),
            text: colour(text),
            font: font.map(str::to_owned),
        }
    }

    /// The button as it was chosen; a brand with a strong page and no button has buttons of the page's colour.
    fn wanted_button(&self) -> Colour {
        self.button.or(self.background.filter(|colour| colour.contrast(Colour::WHITE) >= super::APART)).unwrap_or(HOUSE)
    }

    /// What is drawn by day.
    pub fn day(&self) -> Palette {
        let paper = self.background.unwrap_or(Colour::WHITE);
        let text = self.text.unwrap_or(Colour::INK);
        // On the page, which may be of any colour, half-readable shades look washed out: white or dark then.
        let paper_text = if text.is_readable_on(paper) { text } else { paper.ink() };
        self.palette(paper, (paper_text, text.readable_on(SHEET.0)), SHEET.0)
    }

    /// What is drawn by night: the paper nearly black, the text light, the button as bright as it must be.
    pub fn night(&self) -> Palette {
        let paper = self.background.unwrap_or(Colour::WHITE).night_paper();
        self.palette(paper, (NIGHT_INK.readable_on(paper), NIGHT_INK), SHEET.1)
    }

    fn palette(&self, paper: Colour, (paper_text, text): (Colour, Colour), sheet: Colour) -> Palette {
        let button = self.wanted_button().apart_from(sheet);
        Palette { paper, paper_text, sheet, text, button, button_text: button.ink() }
    }

    /// The custom properties of the brand, by day and by night.
    pub fn style(&self) -> String {
        let (day, night) = (self.day(), self.night());
        let pair = |of: fn(&Palette) -> Colour| format!("light-dark({}, {})", of(&day).hex(), of(&night).hex());
        format!(
            ":root {{ --brand: {}; --brand-ink: {}; --brand-paper: {}; --brand-paper-text: {}; --brand-plate: {}; --brand-text: {}; --brand-font: {}; }}\n",
            pair(|one| one.button),
            pair(|one| one.button_text),
            pair(|one| one.paper),
            pair(|one| one.paper_text),
            // A logo was drawn for the page as it is by day, and lies on that by night, too.
            day.paper.hex(),
            pair(|one| one.text),
            font(self.font.as_deref()),
        )
    }

    /// How well it reads by day, as chosen, and as it will be drawn. What was not chosen is drawn as it is best.
    pub fn readings(&self) -> Readings {
        let day = self.day();
        let button = self.button.unwrap_or(day.button);
        let wanted = |drawn: Colour| self.text.unwrap_or(drawn);
        Readings {
            page: Reading {
                wanted: wanted(day.paper_text),
                drawn: day.paper_text,
                on: day.paper,
                least: READABLE.0 * 100,
            },
            sheet: Reading { wanted: wanted(day.text), drawn: day.text, on: day.sheet, least: READABLE.0 * 100 },
            button: Reading { wanted: button, drawn: day.button, on: day.sheet, least: super::APART },
            words: Reading { wanted: day.button_text, drawn: day.button_text, on: day.button, least: READABLE.0 * 100 },
        }
    }
}

/// One pair of colours: what was wanted, what is drawn, and on what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As it was chosen.
    pub wanted: Colour,
    /// As it is drawn.
    pub drawn: Colour,
    /// What it lies on.
    pub on: Colour,
    /// The least contrast that the standard allows, in thousandths.
    pub least: u64,
}

impl Reading {
    /// Whether what was chosen is drawn as it is.
    pub fn is_kept(&self) -> bool {
        self.wanted == self.drawn
    }

    /// Contrast as chosen, in thousandths.
    pub fn wanted_contrast(&self) -> u64 {
        self.wanted.contrast(self.on)
    }

    /// Contrast as drawn, in thousandths.
    pub fn contrast(&self) -> u64 {
        self.drawn.contrast(self.on)
    }
}

/// The pairs that count, by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// Text on the page.
    pub page: Reading,
    /// Text on the sheet.
    pub sheet: Reading,
    /// The button on the sheet.
    pub button: Reading,
    /// The words on the button.
    pub words: Reading,
}

/// A brand as a mail shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The platform's app, as its users know it.
    pub app: String,
    /// The name that mails come from; the app's own when none was chosen.
    pub sender: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The hash of the logo's bytes, a PNG.
    pub logo: Option<String>,
    /// The colours; mails have no night of ours.
    pub palette: Palette,
}

impl Face {
    /// The platform's own face, where no partner is concerned.
    pub fn of_operator(name: &str) -> Self {
        Self {
            app: name.to_owned(),
            sender: String::new(),
            reply_to: None,
            logo: None,
            palette: Look { background: Colour::parse("#f3f1ec"), ..Look::default() }.day(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_colour() -> impl Strategy<Value = Option<Colour>> {
        proptest::option::of(any::<[u8; 3]>().prop_map(|[red, green, blue]| Colour { red, green, blue }))
    }

    proptest! {
        #[test]
        fn whatever_is_chosen_can_be_read_and_pressed(
            background in any_colour(), button in any_colour(), text in any_colour()
        ) {
            let look = Look { background, button, text, font: None };
            for palette in [look.day(), look.night()] {
                prop_assert!(palette.paper_text.is_readable_on(palette.paper));
                prop_assert!(palette.text.is_readable_on(palette.sheet));
                prop_assert!(palette.button_text.is_readable_on(palette.button));
                prop_assert!(palette.button.contrast(palette.sheet) >= super::super::APART);
            }
        }
    }

    #[test]
    fn what_can_be_read_is_drawn_as_it_was_chosen() {
        let look = Look::of(Some("#fff8f2"), Some("#b4470c"), Some("#2b1708"), None);
        let readings = look.readings();
        assert!(readings.page.is_kept() && readings.sheet.is_kept() && readings.button.is_kept());
        let none = Look { background: Colour::parse("#3a2016"), ..Look::default() }.readings();
        assert!(none.page.is_kept() && none.button.is_kept(), "what was not chosen is not found wanting");
        let pale = Look::of(Some("#fff8f2"), Some("#fff0e0"), Some("#eeddcc"), None).readings();
        assert!(!pale.page.is_kept() && !pale.button.is_kept());
        assert!(pale.page.contrast() >= 4500 && pale.page.wanted_contrast() < 4500);
    }

    #[test]
    fn a_font_that_is_not_shipped_is_the_readers_own_or_served() {
        let base = std::fs::read_to_string("static/css/base.css").expect("the stylesheet");
        for (name, list) in FONTS {
            assert_eq!(font(Some(name)), list);
            if let Some(family) = list.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                let quoted = format!("font-family: \"{family}\"");
                assert!(base.contains(&quoted) || base.contains(&format!("font-family: {family};")), "{family}");
            }
        }
        assert_eq!((font(Some("Comic Sans")), font(Some("serif"))), (FONTS[0].1, FONTS[1].1));
    }
}
