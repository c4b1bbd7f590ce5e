//! A believable world, made through the actions.

pub mod invoice;
