//! Bulk data: cases as CSV and documents as ZIP, written as streams; and exchange rates, which are read from files.
//!
//! Only plain values are known here. The caller has already decided which cases the reader may see, and provides the
//! bytes of the documents.

pub(crate) mod body;
pub(crate) mod csv;
pub mod ecb;
pub(crate) mod names;
pub(crate) mod sheet;
pub mod table;
pub(crate) mod zip;

pub use body::ChannelWriter;
pub use csv::{COLUMNS, CaseRow, Number, write_cases};
pub use sheet::{Cell, Sheet};
pub use zip::{Bundle, BundleFile, write_bundle};
