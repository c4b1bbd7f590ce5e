//! Agreements as text: Markdown with typed variables becomes blocks, and the blocks become the page.
//!
//! The same blocks are set as PDF by [`super::sheet`], so what is shown is what is signed.

mod block;
mod html;
mod markdown;
mod template;
#[cfg(test)]
mod tests;

pub use block::{Block, Cell, Item, Mark, Span, Stroke, Table, Trait, label};
pub use html::html;
pub use template::{Error, Kind, Numbering, Template, Value};
