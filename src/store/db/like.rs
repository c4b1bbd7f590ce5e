//! Patterns of `LIKE`.

/// The pattern of texts that contain this one, to be used with `.escape('\\')`. Both sides are folded.
pub(in crate::store) fn containing(folded: &str) -> String {
    format!("%{}%", folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
