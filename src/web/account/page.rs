//! What the sign-in templates fill.

use askama::Template;

use crate::web::http::{Filled, Page};

/// The sign-in page.
#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub struct SignInPage {
    /// What was typed.
    pub form: Filled,
}

impl Page for SignInPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}
