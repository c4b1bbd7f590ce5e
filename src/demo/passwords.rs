//! Passwords that are easy to read and type. They do not depend on the seed, so each demo has its own.

use rand::Rng;

use crate::store::db::entropy::fresh_code;

/// Words in a password.
const WORDS_PER_PASSWORD: usize = 4;

#[rustfmt::skip]
const WORDS: [&str; 64] = [
    "acorn", "amber", "anchor", "apple", "badger", "barley", "basket", "beacon", "birch", "bramble", "bridge", "cactus",
    "candle", "canyon", "cedar", "clover", "cobalt", "copper", "coral", "cotton", "cradle", "desert", "dusky", "ember",
    "falcon", "fennel", "fiddle", "forest", "frosty", "garden", "ginger", "granite", "harbour", "hazel", "heron",
    "island", "ivory", "jasmine", "kettle", "lantern", "linen", "magnet", "maple", "marble", "meadow", "nettle",
    "oyster", "orchard", "otter", "pebble", "pepper", "quarry", "ribbon", "rudder", "saddle", "sparrow", "spruce",
    "thistle", "timber", "tulip", "velvet", "walnut", "willow", "winter",
];

/// A new password: four words and six digits.
pub(super) fn password() -> String {
    let mut bytes = [0; WORDS_PER_PASSWORD];
    rand::rng().fill_bytes(&mut bytes);
    // 64 words divide 256 evenly, so each is equally likely.
    let words = bytes.map(|byte| WORDS[usize::from(byte) % WORDS.len()]);
    format!("{}-{}", words.join("-"), fresh_code())
}
