//! Codes of six digits that were mailed. So few digits are guessed from a plain hash at once: only under the instance's
//! secrets can what is stored not be turned back.

use subtle::ConstantTimeEq;

use super::Here;
use crate::store;

/// What is stored of a code that was sent for a purpose, to or for somebody.
pub(super) fn hash_of(here: &Here, purpose: &str, whose: &str, code: &str) -> String {
    store::secret_hash(&here.secrets.token(purpose, &format!("{whose}\n{code}")))
}

/// Whether what was typed, with whatever blanks in it, is the code that is known by its hash.
pub(super) fn is_right(here: &Here, purpose: &str, whose: &str, typed: &str, known: Option<&str>) -> bool {
    let typed: String = typed.chars().filter(|character| !character.is_whitespace()).collect();
    let is_known =
        |token: String| known.is_some_and(|known| known.as_bytes().ct_eq(store::secret_hash(&token).as_bytes()).into());
    // A code that was sent before the secret was replaced is still right.
    here.secrets.tokens(purpose, &format!("{whose}\n{typed}")).any(is_known)
}
