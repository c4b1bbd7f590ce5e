//! By what a list is sorted, and in which direction.

/// A direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Smallest, oldest or first letter first.
    Ascending,
    /// Largest, newest or last letter first.
    #[default]
    Descending,
}

/// A field and the direction in which it is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort<F> {
    /// The field.
    pub by: F,
    /// The direction.
    pub direction: Direction,
}

impl<F> Sort<F> {
    /// Smallest first.
    pub fn up(by: F) -> Self {
        Self { by, direction: Direction::Ascending }
    }

    /// Largest first.
    pub fn down(by: F) -> Self {
        Self { by, direction: Direction::Descending }
    }
}
