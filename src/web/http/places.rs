//! A limited number of places per node, and a smaller limit for each holder.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::failure::Failure;

/// Places for work whose duration depends on the client.
#[derive(Clone, Debug)]
pub struct Places(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    most: u32,
    most_of_one: u32,
    taken: Mutex<BTreeMap<String, u32>>,
}

impl Places {
    /// `most` places in all, of which one holder may have `most_of_one`.
    pub fn new(most: u32, most_of_one: u32) -> Self {
        Self(Arc::new(Inner { most, most_of_one, taken: Mutex::default() }))
    }

    /// Takes a place.
    ///
    /// # Errors
    /// [`Failure::Busy`] if this holder's places, or all places, are taken.
    pub fn take(&self, whose: String) -> Result<Place, Failure> {
        let mut taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = taken.get(&whose).copied().unwrap_or_default();
        if theirs >= self.0.most_of_one || taken.values().sum::<u32>() >= self.0.most {
            return Err(Failure::Busy);
        }
        taken.insert(whose.clone(), theirs + 1);
        drop(taken);
        Ok(Place { places: self.clone(), whose })
    }
}

/// A place, returned when it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    whose: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.whose) {
            Some(theirs) if *theirs > 1 => *theirs -= 1,
            _ => drop(taken.remove(&self.whose)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holder_leaves_places_for_the_others() {
        let places = Places::new(5, 3);
        let take = |whose: &str| places.take(whose.to_owned());
        let first: Vec<_> = (0..3).map(|_| take("a")).collect();
        assert!(first.iter().all(Result::is_ok));
        assert!(take("a").is_err());
        let (one, other) = (take("b"), take("c"));
        assert!(one.is_ok() && other.is_ok());
        assert!(take("d").is_err(), "five in all");
        drop(first);
        assert!(take("a").is_ok() && take("d").is_ok());
    }
}
