//! Template struct of a person who is added.

use askama::Template;

use super::Organisation;
use crate::store::Db;
use crate::web::filters;
use crate::web::http::{Failure, Filled, Page};

const AT_AGENCY: [(&str, &str); 2] =
    [("Admin", "Admin: settings, team, agreements and cases"), ("User", "User: works on cases")];
const AT_REFERRAL_PARTNER: [(&str, &str); 2] =
    [("Admin", "Admin: clients and brand"), ("Viewer", "Viewer: reads clients and settings")];

/// The form of a person.
#[derive(Template)]
#[template(path = "organisations/person.html")]
pub(crate) struct NewPersonPage {
    form: Filled,
    name: String,
    page: String,
    list_title: &'static str,
    list_page: &'static str,
    roles: [(&'static str, &'static str); 2],
}

impl Page for NewPersonPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl NewPersonPage {
    pub(super) fn load(db: &mut Db, at: Organisation, form: Filled) -> Result<Self, Failure> {
        let roles = match at {
            Organisation::Agency(_) => AT_AGENCY,
            Organisation::ReferralPartner(_) => AT_REFERRAL_PARTNER,
        };
        let (list_title, list_page) = at.list();
        Ok(Self { form, name: at.name(db)?, page: at.page(), list_title, list_page, roles })
    }
}
