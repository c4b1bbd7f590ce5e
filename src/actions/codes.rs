//! Codes of six digits that were mailed. So few digits are guessed from a plain hash at once: only under the instance's
//! secret can what is stored not be turned back.

use subtle::ConstantTimeEq;

use super::{Here, token_of};
use crate::store;

/// What is stored of a code that was sent for a purpose, to or for somebody.
pub(super) fn hash_of(here: &Here, purpose: &str, whose: &str, code: &str) -> String {
    store::secret_hash(&token_of(&here.secret, purpose, &format!("{whose}\n{code}")))
}

/// Whether what was typed, with whatever blanks in it, is the code that is known by its hash.
pub(super) fn is_right(here: &Here, purpose: &str, whose: &str, typed: &str, known: Option<&str>) -> bool {
    let typed: String = typed.chars().filter(|character| !character.is_whitespace()).collect();
    let hash = hash_of(here, purpose, whose, &typed);
    known.is_some_and(|known| known.as_bytes().ct_eq(hash.as_bytes()).into())
}
