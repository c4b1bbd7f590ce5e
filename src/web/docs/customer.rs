//! Operations of the Customer API, one line per operation.

use utoipa::openapi::path::HttpMethod::{Delete, Get, Post, Put};

use super::Operation;
use crate::web::customer::divisions::DivisionRequestDto;
use crate::web::customer::resource::{CreditorMeApiDto, DivisionDto, DivisionListDto};
use crate::web::people::resource::UserListDto;

pub(super) fn customer() -> Vec<Operation> {
    let get = |path, summary| Operation::new(Get, path, summary);
    let post = |path, summary| Operation::new(Post, path, summary);
    vec![
        get("/me", "The client whose key is sent").gives::<CreditorMeApiDto>().refuses(&[]),
        get("/users", "The client's team").query(&["Page", "PageSize"]).gives::<UserListDto>().refuses(&[400]),
        get("/divisions", "The client's divisions, without archived ones")
            .query(&["page", "pageSize", "includeArchived"])
            .gives::<DivisionListDto>()
            .refuses(&[400]),
        post("/divisions", "Create a division")
            .takes::<DivisionRequestDto>()
            .gives::<DivisionDto>()
            .answers(201)
            .refuses(&[400, 422])
            .once(),
        get("/divisions/{id}", "One division").gives::<DivisionDto>().refuses(&[404]),
        Operation::new(Put, "/divisions/{id}", "Replace every field of a division")
            .takes::<DivisionRequestDto>()
            .gives::<DivisionDto>()
            .refuses(&[400, 404, 422])
            .once(),
        Operation::new(Delete, "/divisions/{id}", "Delete a division to which no case refers")
            .gives_nothing()
            .refuses(&[404, 422]),
        post("/divisions/{id}/archive", "Archive a division for ever; its cases stay with it")
            .gives::<DivisionDto>()
            .refuses(&[404, 422])
            .once(),
        post("/divisions/{id}:archive", "The same").gives::<DivisionDto>().refuses(&[404, 422]).once(),
    ]
}
