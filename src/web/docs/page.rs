//! The API description for people: all operations on one page, from the same list as `openapi.json`.

use askama::Template;
use utoipa::openapi::path::HttpMethod;

use super::{Operation, SURFACES, Surface};
use crate::web::http::who::{Anyone, KEY_HEADER};
use crate::web::http::{Answer, App, Page};

#[derive(Template)]
#[template(path = "docs/docs.html")]
pub(crate) struct DocsPage {
    surfaces: Vec<(Surface, Vec<Operation>)>,
    key_header: &'static str,
}

impl Page for DocsPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl Operation {
    fn verb(&self) -> &'static str {
        match self.method {
            HttpMethod::Get => "GET",
            HttpMethod::Post => "POST",
            HttpMethod::Put => "PUT",
            HttpMethod::Delete => "DELETE",
            _ => "",
        }
    }
}

/// `GET /docs`
pub(crate) async fn show_docs(who: Anyone, app: App) -> Answer<DocsPage> {
    app.show(who, |_, _| {
        let surfaces = SURFACES.map(|surface| (surface, (surface.list)()));
        Ok(DocsPage { surfaces: surfaces.into(), key_header: KEY_HEADER })
    })
    .await
}
