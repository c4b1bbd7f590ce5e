//! Operations of the public API, one line per operation.

use utoipa::openapi::path::HttpMethod::Post;

use super::Operation;
use crate::web::verify::{FileRequest, VerifyResource};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Post, "/", "Whether a signed PDF is genuine; in a form, or as the body itself")
            .query(&["lang"])
            .uploads::<FileRequest>("file")
            .gives::<VerifyResource>()
            .refuses(&[400, 413]),
    ]
}
