//! Agreements: published, shown, signed by everybody who signs, and made into one file.

mod complete;
mod publish;
mod sign;
mod text;

pub use complete::{Keys, complete_all};
pub use publish::publish_shipped;
pub use sign::{Mark, SignOrder, prepare, send_code, sign, try_code};
pub use text::{Operator, Shown, blocks_of};
