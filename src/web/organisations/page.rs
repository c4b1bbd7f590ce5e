//! Template structs of the people and keys of organisations.

use askama::Template;

use super::Organisation;
use super::forms::MemberForm;
use super::resource::{OrganisationKeysDto, OrganisationPersonDto};
use crate::actions::people::OVERLAP_HOURS;
use crate::domain::actor::Operator;
use crate::domain::calendar::Moment;
use crate::domain::ids::MembershipId;
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::{Failure, Fields, Filled, Page};

const AT_AGENCY: [(&str, &str); 2] =
    [("Admin", "Admin: settings, team, agreements and cases"), ("User", "User: works on cases")];
const AT_REFERRAL_PARTNER: [(&str, &str); 2] =
    [("Admin", "Admin: clients and brand"), ("Viewer", "Viewer: reads clients and settings")];

/// The roles to choose from; people of clients have none.
fn roles(at: Organisation) -> Result<[(&'static str, &'static str); 2], Failure> {
    match at {
        Organisation::Agency(_) => Ok(AT_AGENCY),
        Organisation::ReferralPartner(_) => Ok(AT_REFERRAL_PARTNER),
        Organisation::Client(_) => Err(Failure::NotFound),
    }
}

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
    pub(super) fn load(db: &mut Db, who: &Operator, at: Organisation, form: Filled) -> Result<Self, Failure> {
        let (list_title, list_page) = at.list();
        Ok(Self { form, name: at.name(db, who)?, page: at.page(), list_title, list_page, roles: roles(at)? })
    }
}

/// A person, with the form of the role.
#[derive(Template)]
#[template(path = "organisations/member.html")]
pub(crate) struct MemberPage {
    resource: OrganisationPersonDto,
    form: Filled,
    name: String,
    page: String,
    list_title: &'static str,
    list_page: &'static str,
    roles: [(&'static str, &'static str); 2],
}

impl Page for MemberPage {
    type Resource = OrganisationPersonDto;
    fn resource(&self) -> &OrganisationPersonDto {
        &self.resource
    }
}

impl MemberPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        at: Organisation,
        id: MembershipId,
        form: Option<Filled>,
    ) -> Result<Self, Failure> {
        let team = at.team(db, who)?;
        let member = store::people::team::load(db, &team, id)?;
        let (list_title, list_page) = at.list();
        let as_it_is = || Filled::with::<MemberForm>(Fields::default().with("role", member.role.name()));
        Ok(Self {
            resource: OrganisationPersonDto::from(&member),
            form: form.unwrap_or_else(as_it_is),
            name: team.name,
            page: at.page(),
            list_title,
            list_page,
            roles: roles(at)?,
        })
    }
}

/// The keys, and the form of another.
#[derive(Template)]
#[template(path = "organisations/keys.html")]
pub(crate) struct KeysPage {
    resource: OrganisationKeysDto,
    form: Filled,
    name: String,
    page: String,
    list_title: &'static str,
    list_page: &'static str,
    /// Whether it may have several keys, each with a name.
    has_names: bool,
    is_admin: bool,
    hours: i64,
}

impl Page for KeysPage {
    type Resource = OrganisationKeysDto;
    fn resource(&self) -> &OrganisationKeysDto {
        &self.resource
    }
}

impl KeysPage {
    pub(super) fn load(
        db: &mut Db,
        who: &Operator,
        at: Organisation,
        form: Filled,
        now: Moment,
    ) -> Result<Self, Failure> {
        let (list_title, list_page) = at.list();
        Ok(Self {
            name: at.name(db, who)?,
            resource: Self::keys(db, at, now)?,
            form,
            page: at.page(),
            list_title,
            list_page,
            has_names: matches!(at, Organisation::Client(_)),
            is_admin: who.is_admin(),
            hours: OVERLAP_HOURS,
        })
    }

    pub(super) fn keys(db: &mut Db, at: Organisation, now: Moment) -> Result<OrganisationKeysDto, Failure> {
        let keys = store::people::keys::all(db, &at.id(), now)?.into_iter().map(Into::into).collect();
        Ok(OrganisationKeysDto { issued: None, keys })
    }

    /// The same with the key that was just issued.
    pub(super) fn showing(mut self, key: String) -> Self {
        self.resource.issued = Some(key);
        self
    }

    /// The first characters of the key that a new one replaces.
    fn replaced(&self) -> Option<&str> {
        let live = self.resource.keys.iter().find(|key| key.ends_at.is_none());
        live.filter(|_| !self.has_names).map(|key| key.hint.as_str())
    }

    fn is_overlap(&self) -> bool {
        self.form.text("handover") == "overlap"
    }
}
