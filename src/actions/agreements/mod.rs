//! Agreements: published, shown, signed by all signatories, and made into one file.

mod complete;
mod evidence_page;
mod fill;
mod paper;
mod publish;
mod reader;
mod sign;
mod text;
mod timestamp;

pub use complete::{Keys, complete_all};
pub use evidence_page::ATTACHMENT;
pub use paper::{PaperOrder, record_paper};
pub use publish::{NewText, Publication, Publicized, publish, publish_shipped};
pub use reader::{Reader, Seen};
pub use sign::{Mark, Prepared, SignOrder, code_pause, name_of, prepare, send_code, sign, title_of, try_code};
pub use text::{Operator, Shown, blocks_of};
pub use timestamp::{Stamping, stamp_due};
