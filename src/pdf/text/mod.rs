//! Agreements as text: Markdown with typed variables becomes blocks, and blocks become a page.
//!
//! [`super::sheet`] sets the same blocks as PDF, so that the signed text is the one that was shown.

mod block;
mod html;
mod markdown;
mod template;
#[cfg(test)]
mod tests;

pub use block::{Block, Cell, Item, Mark, Span, Stroke, Table, Trait, label};
pub use html::html;
pub use template::{Error, Kind, Numbering, Template, Value};
