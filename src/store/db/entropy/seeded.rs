//! Ids and references from a seed, for the demo.

use std::cell::RefCell;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use crate::domain::calendar::Moment;

struct Seeded {
    random: StdRng,
    at: Moment,
}

thread_local! {
    static SEEDED: RefCell<Option<Seeded>> = const { RefCell::new(None) };
}

/// From now on this thread's ids and references follow from the seed.
pub fn seed(seed: u64, at: Moment) {
    SEEDED.with_borrow_mut(|seeded| *seeded = Some(Seeded { random: StdRng::seed_from_u64(seed), at }));
}

/// Sets the time that this thread's next ids carry.
pub fn move_to(at: Moment) {
    SEEDED.with_borrow_mut(|seeded| {
        if let Some(seeded) = seeded {
            seeded.at = at;
        }
    });
}

/// Ends what [`seed`] began.
pub fn unseed() {
    SEEDED.with_borrow_mut(|seeded| *seeded = None);
}

/// The next bytes, if this thread is seeded.
pub(super) fn bytes<const N: usize>() -> Option<[u8; N]> {
    SEEDED.with_borrow_mut(|seeded| {
        let mut bytes = [0; N];
        seeded.as_mut()?.random.fill_bytes(&mut bytes);
        Some(bytes)
    })
}

/// The next id, if this thread is seeded.
pub(super) fn id() -> Option<Uuid> {
    let at = SEEDED.with_borrow(|seeded| seeded.as_ref().map(|seeded| seeded.at))?;
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    Some(uuid::Builder::from_unix_timestamp_millis(millis, &bytes()?).into_uuid())
}
