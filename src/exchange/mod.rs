//! What leaves the portal in bulk: cases as CSV, documents as ZIP, both as a stream of bytes. And the one file that
//! comes in: exchange rates.
//!
//! This room knows plain values only. Whoever calls it has already decided which cases the
//! reader may see, and where the bytes of a document come from.

pub mod body;
pub mod csv;
pub mod ecb;
pub mod names;
pub mod sheet;
pub mod zip;

pub use body::{ChannelWriter, Chunks};
pub use csv::{COLUMNS, CaseRow, Number, write_cases};
pub use names::safe_name;
pub use sheet::{Cell, Sheet};
pub use zip::{Bundle, BundleFile, write_bundle};
