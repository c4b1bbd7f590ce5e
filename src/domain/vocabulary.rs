//! Closed lists of terms. Each term has a name (wire and storage) and a label (for people).

/// A closed list of terms.
pub trait Vocabulary: Copy + Sized + 'static {
    /// Every value, in order of display.
    const VALUES: &'static [Self];
    /// The stored and wire name.
    fn name(self) -> &'static str;
    /// Reads a name or a label; upper and lower case are the same.
    fn parse(text: &str) -> Option<Self>;
}

/// Declares an enum whose variants have a name, a label and accepted older spellings.
///
/// `parse` accepts the name, the label or another spelling, in upper or lower case. A hyphen also matches the en dash
/// of some labels, because few keyboards have one.
macro_rules! vocabulary {
    (@name $Variant:ident) => {
        stringify!($Variant)
    };
    (@name $Variant:ident $name:literal) => {
        $name
    };
    (
        $(#[$meta:meta])*
        pub enum $Type:ident {
            $(
                $(#[$variant_meta:meta])*
                $Variant:ident $(as $name:literal)? = $label:literal $(| $other:literal)*
            ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Type {
            $( $(#[$variant_meta])* $Variant ),+
        }

        impl $Type {
            /// Every value, in order of display.
            pub const ALL: &'static [Self] = &[ $( Self::$Variant ),+ ];

            /// The stored and wire name.
            pub fn name(self) -> &'static str {
                match self { $( Self::$Variant => $crate::domain::vocabulary::vocabulary!(@name $Variant $($name)?) ),+ }
            }

            /// The label for people.
            pub fn label(self) -> &'static str {
                match self { $( Self::$Variant => $label ),+ }
            }

            /// Reads a name or a label; upper and lower case are the same.
            pub fn parse(text: &str) -> Option<Self> {
                // What the database holds is a name as it is written here, and most that is read comes from there.
                if let Some(value) = Self::ALL.iter().find(|value| value.name() == text) {
                    return Some(*value);
                }
                let text = $crate::domain::vocabulary::folded(text);
                $(
                    if [$crate::domain::vocabulary::vocabulary!(@name $Variant $($name)?), $label $(, $other)*]
                        .iter()
                        .any(|known| $crate::domain::vocabulary::folded(known) == text)
                    {
                        return Some(Self::$Variant);
                    }
                )+
                None
            }
        }

        impl $crate::domain::vocabulary::Vocabulary for $Type {
            const VALUES: &'static [Self] = Self::ALL;

            fn name(self) -> &'static str {
                Self::name(self)
            }

            fn parse(text: &str) -> Option<Self> {
                Self::parse(text)
            }
        }

        impl std::fmt::Display for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }
    };
}

pub(in crate::domain) use vocabulary;

/// A spelling without what makes no other term of it: case, outer spaces and the kind of dash.
pub(in crate::domain) fn folded(text: &str) -> String {
    text.trim().chars().map(|c| if matches!(c, '–' | '—') { '-' } else { c }).flat_map(char::to_lowercase).collect()
}
