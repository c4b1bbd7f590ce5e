//! The colours of a brand's pages in light and dark mode, made readable.

use super::{Colour, MIN_TEXT_CONTRAST};

/// The fonts of brands, each with its CSS font list. The first two are shipped with the portal; the last is the
/// reader's system font.
pub const FONTS: [(&str, &str); 3] = [
    ("Inter", "\"Inter\", system-ui, sans-serif"),
    ("Source Serif", "\"Source Serif 4\", Charter, Georgia, serif"),
    ("System", "system-ui, sans-serif"),
];

/// The font list of a known name, else that of Inter. "serif" is the former name of the serif font.
pub fn font(name: Option<&str>) -> &'static str {
    let name = name.map(|name| if name.trim().eq_ignore_ascii_case("Serif") { FONTS[1].0 } else { name });
    let known = |name: &str| FONTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
    name.and_then(known).map_or(FONTS[0].1, |(_, list)| list)
}

/// The content area of a page, in light and dark mode.
const CONTENT_BACKGROUND: (Colour, Colour) = (Colour::WHITE, Colour { red: 26, green: 29, blue: 27 });
/// Default text colour in dark mode.
const DARK_MODE_TEXT: Colour = Colour { red: 236, green: 235, blue: 230 };
/// The button colour of a brand that chose none: the portal's green.
const DEFAULT_BUTTON: Colour = Colour { red: 14, green: 92, blue: 74 };

/// The choices of a brand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Page background.
    pub background: Option<Colour>,
    /// Buttons.
    pub button: Option<Colour>,
    /// Text.
    pub text: Option<Colour>,
    /// A name of [`FONTS`].
    pub font: Option<String>,
}

/// The colours as drawn, in light or in dark mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Page background.
    pub paper: Colour,
    /// Text on the page background.
    pub paper_text: Colour,
    /// Background of the content area.
    pub sheet: Colour,
    /// Text in the content area.
    pub text: Colour,
    /// Buttons in the content area.
    pub button: Colour,
    /// Text on buttons.
    pub button_text: Colour,
}

impl Look {
    /// Reads the stored colours. A colour that cannot be read counts as not chosen.
    pub fn of(background: Option<&str>, button: Option<&str>, text: Option<&str>, font: Option<&str>) -> Self {
        let colour = |text: Option<&str>| text.and_then(Colour::parse);
        Self {
            background: colour(background),
            button: colour(button),
            text: colour(text),
            font: font.map(str::to_owned),
        }
    }

    /// The chosen button colour. Without one, a dark page background is used.
    fn wanted_button(&self) -> Colour {
        self.button
            .or(self.background.filter(|colour| colour.contrast(Colour::WHITE) >= super::MIN_BUTTON_CONTRAST))
            .unwrap_or(DEFAULT_BUTTON)
    }

    /// The colours in light mode.
    pub fn day(&self) -> Palette {
        let paper = self.background.unwrap_or(Colour::WHITE);
        let text = self.text.unwrap_or(Colour::INK);
        // The page background may have any colour. Text adjusted to it looks washed out, so white or dark is used
        // instead.
        let paper_text = if text.is_readable_on(paper) { text } else { paper.ink() };
        self.palette(paper, (paper_text, text.readable_on(CONTENT_BACKGROUND.0)), CONTENT_BACKGROUND.0)
    }

    /// The colours in dark mode: background nearly black, text light, buttons light enough to be seen.
    pub fn night(&self) -> Palette {
        let paper = self.background.unwrap_or(Colour::WHITE).night_paper();
        self.palette(paper, (DARK_MODE_TEXT.readable_on(paper), DARK_MODE_TEXT), CONTENT_BACKGROUND.1)
    }

    fn palette(&self, paper: Colour, (paper_text, text): (Colour, Colour), sheet: Colour) -> Palette {
        let button = self.wanted_button().apart_from(sheet);
        Palette { paper, paper_text, sheet, text, button, button_text: button.ink() }
    }

    /// The CSS custom properties of the brand, for light and dark mode.
    pub fn style(&self) -> String {
        let (day, night) = (self.day(), self.night());
        let pair = |of: fn(&Palette) -> Colour| format!("light-dark({}, {})", of(&day).hex(), of(&night).hex());
        format!(
            ":root {{ --brand: {}; --brand-ink: {}; --brand-paper: {}; --brand-paper-text: {}; --brand-plate: {}; --brand-text: {}; --brand-font: {}; }}\n",
            pair(|one| one.button),
            pair(|one| one.button_text),
            pair(|one| one.paper),
            pair(|one| one.paper_text),
            // Logos are drawn for the light page, so they keep its background in dark mode.
            day.paper.hex(),
            pair(|one| one.text),
            font(self.font.as_deref()),
        )
    }

    /// The contrasts in light mode, as chosen and as drawn. For a colour that was not chosen, the default counts as
    /// chosen.
    pub fn readings(&self) -> Readings {
        let day = self.day();
        let button = self.button.unwrap_or(day.button);
        let wanted = |drawn: Colour| self.text.unwrap_or(drawn);
        Readings {
            page: Reading {
                wanted: wanted(day.paper_text),
                drawn: day.paper_text,
                on: day.paper,
                least: MIN_TEXT_CONTRAST,
            },
            sheet: Reading { wanted: wanted(day.text), drawn: day.text, on: day.sheet, least: MIN_TEXT_CONTRAST },
            button: Reading { wanted: button, drawn: day.button, on: day.sheet, least: super::MIN_BUTTON_CONTRAST },
            words: Reading {
                wanted: day.button_text,
                drawn: day.button_text,
                on: day.button,
                least: MIN_TEXT_CONTRAST,
            },
        }
    }
}

/// One pair of colours: the chosen one, the drawn one, and the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The colour as chosen.
    pub wanted: Colour,
    /// The colour as drawn.
    pub drawn: Colour,
    /// The background.
    pub on: Colour,
    /// The least contrast that WCAG allows, in thousandths.
    pub least: u64,
}

impl Reading {
    /// Whether the chosen colour is drawn unchanged.
    pub fn is_kept(&self) -> bool {
        self.wanted == self.drawn
    }

    /// Contrast of the chosen colour, in thousandths.
    pub fn wanted_contrast(&self) -> u64 {
        self.wanted.contrast(self.on)
    }

    /// Contrast of the drawn colour, in thousandths.
    pub fn contrast(&self) -> u64 {
        self.drawn.contrast(self.on)
    }
}

/// The pairs that a brand's editor shows, in light mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// Text on the page background.
    pub page: Reading,
    /// Text in the content area.
    pub sheet: Reading,
    /// Buttons in the content area.
    pub button: Reading,
    /// Text on buttons.
    pub words: Reading,
}

/// The brand of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The name of the referral partner's app, as its users know it.
    pub app: String,
    /// The sender's name; the app's name if none was chosen.
    pub sender: String,
    /// The reply address.
    pub reply_to: Option<String>,
    /// SHA-256 of the logo, a PNG.
    pub logo: Option<String>,
    /// The colours; mails have light mode only.
    pub palette: Palette,
}

impl Face {
    /// The operator's own brand, for mails without a referral partner.
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
                prop_assert!(palette.button.contrast(palette.sheet) >= super::super::MIN_BUTTON_CONTRAST);
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
        let base = std::fs::read_to_string("../../static/css/base.css").expect("the stylesheet");
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
