//! Template structs of the settings.

use askama::Template;

use super::resource::{CollectionPartnerMeResponse, UserListDto};
use crate::actions::people::OVERLAP_HOURS;
use crate::domain::actor::{Partner, Role};
use crate::domain::calendar::Moment;
use crate::domain::ids::MembershipId;
use crate::domain::money::Share;
use crate::store::people::invitations::Invitation;
use crate::store::people::keys::Key;
use crate::store::people::team::{Colleague, Team};
use crate::store::{self, Db};
use crate::web::filters;
use crate::web::http::asked::Paging;
use crate::web::http::wire::PageData;
use crate::web::http::{Failure, Filled, Page};

/// The whole team on one page.
pub(super) const WHOLE_TEAM: Paging = Paging { page: 1, size: 1000 };

/// The roles of an agency, as a form offers them.
const ROLES: [(&str, &str); 2] = [("User", "User: works on cases"), ("Admin", "Admin: settings and team, too")];

/// The role with its article: "an Admin".
pub(super) fn a_role(role: Role) -> &'static str {
    match role {
        Role::Admin => "an Admin",
        Role::User => "a User",
        Role::Viewer => "a Viewer",
        Role::Staff => "Staff",
    }
}

pub(crate) struct MemberRow {
    member: Colleague,
    seen: Option<chrono::NaiveDateTime>,
    is_me: bool,
}

pub(crate) struct InvitationRow {
    invitation: Invitation,
    is_over: bool,
}

/// The team with its open invitations.
#[derive(Template)]
#[template(path = "people/team.html")]
pub(crate) struct TeamPage {
    resource: UserListDto,
    form: Filled,
    rows: Vec<MemberRow>,
    invited: Vec<InvitationRow>,
    is_admin: bool,
    roles: [(&'static str, &'static str); 2],
}

impl Page for TeamPage {
    type Resource = UserListDto;
    fn resource(&self) -> &UserListDto {
        &self.resource
    }
}

impl TeamPage {
    pub(super) fn load(db: &mut Db, who: &Partner, paging: Paging, form: Filled, now: Moment) -> Result<Self, Failure> {
        let everybody = store::people::team::of_agency(db, who)?;
        let total = i64::try_from(everybody.len()).unwrap_or(i64::MAX);
        let skip = usize::try_from(paging.skip()).unwrap_or(usize::MAX);
        let size = usize::try_from(paging.size).unwrap_or(usize::MAX);
        let team: Vec<Colleague> = everybody.into_iter().skip(skip).take(size).collect();
        let resource = UserListDto {
            page: PageData::new(total, paging, team.len()),
            users: team.iter().map(Into::into).collect(),
        };
        let mut page =
            Self { resource, form, rows: Vec::new(), invited: Vec::new(), is_admin: who.is_admin(), roles: ROLES };
        // The rest is only for people.
        let Some(me) = who.person() else { return Ok(page) };
        let seen = store::people::team::last_seen(db, who)?;
        page.rows = team
            .into_iter()
            .map(|member| MemberRow {
                seen: seen.iter().find(|(membership, _)| *membership == member.membership).map(|(_, seen)| *seen),
                is_me: member.id == me.id,
                member,
            })
            .collect();
        page.invited = store::people::invitations::pending(db, who)?
            .into_iter()
            .map(|invitation| InvitationRow { is_over: invitation.is_over(now), invitation })
            .collect();
        Ok(page)
    }

    fn people(&self) -> String {
        let people = match self.rows.len() {
            1 => "1 person".to_owned(),
            many => format!("{many} people"),
        };
        if self.invited.is_empty() { people } else { format!("{people}, {} invited", self.invited.len()) }
    }
}

/// A colleague: changing the role, removing.
#[derive(Template)]
#[template(path = "people/member.html")]
pub(crate) struct MemberPage {
    pub(super) form: Filled,
    pub(super) member: Colleague,
    agency: String,
    handled: i64,
    is_me: bool,
    roles: [(&'static str, &'static str); 2],
}

impl Page for MemberPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl MemberPage {
    pub(super) fn load(db: &mut Db, who: &Partner, id: MembershipId, form: Filled) -> Result<Self, Failure> {
        let member = store::people::team::load(db, &Team::of(who), id)?;
        let handled = store::people::team::count_handled(db, who, member.id)?;
        let is_me = who.person().is_some_and(|me| me.id == member.id);
        Ok(Self { form, member, agency: who.agency.name.clone(), handled, is_me, roles: ROLES })
    }

    fn what_happens(&self) -> String {
        let (who, them, their) =
            if self.is_me { ("You leave", "you", "your") } else { ("They leave", "them", "their") };
        let cases = match self.handled {
            0 => format!("No open case has {them} as its handler."),
            1 => format!("1 open case keeps {them} as its handler until somebody takes it over."),
            many => format!("{many} open cases keep {them} as their handler until somebody takes them over."),
        };
        let agency = &self.agency;
        format!("{who} {agency} at once, and {their} sessions end. What was written stays under {their} name. {cases}")
    }
}

/// The agency's key. The key itself is shown only when it is new.
#[derive(Template)]
#[template(path = "people/key.html")]
pub(crate) struct KeyPage {
    live: Option<Key>,
    ending: Option<Key>,
    zone: String,
    fresh: Option<String>,
}

impl Page for KeyPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl KeyPage {
    pub(super) fn load(db: &mut Db, who: &Partner, fresh: Option<String>, now: Moment) -> Result<Self, Failure> {
        let owner = who.agency.id.as_str();
        let (live, ending) = (store::people::keys::live(db, owner)?, store::people::keys::ending(db, owner, now)?);
        Ok(Self { live, ending, zone: who.agency.time_zone.name().replace('_', " "), fresh })
    }
}

/// Asks before the key is replaced or revoked.
#[derive(Template)]
#[template(path = "people/replace.html")]
pub(crate) struct ReplacePage {
    live: Option<Key>,
    ending: Option<Key>,
    revokes: bool,
    hours: i64,
    form: Filled,
}

impl Page for ReplacePage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl ReplacePage {
    pub(super) fn load(db: &mut Db, who: &Partner, revokes: bool, form: Filled, now: Moment) -> Result<Self, Failure> {
        let owner = who.agency.id.as_str();
        Ok(Self {
            live: store::people::keys::live(db, owner)?,
            ending: store::people::keys::ending(db, owner, now)?,
            revokes,
            hours: OVERLAP_HOURS,
            form,
        })
    }

    fn is_overlap(&self) -> bool {
        self.form.is("handover", "overlap")
    }
}

#[derive(Template)]
#[template(path = "people/agency.html")]
pub(crate) struct AgencyPage {
    resource: CollectionPartnerMeResponse,
    time_zone: String,
    facts: Vec<(&'static str, String)>,
    is_admin: bool,
}

impl Page for AgencyPage {
    type Resource = CollectionPartnerMeResponse;
    fn resource(&self) -> &CollectionPartnerMeResponse {
        &self.resource
    }
}

impl AgencyPage {
    pub(super) fn load(db: &mut Db, who: &Partner) -> Result<Self, Failure> {
        let agency = store::people::organisations::profile(db, who.agency.id)?;
        let percent = |share: Share| Some(format!("{} %", share.rate()));
        let facts = [
            ("Registration number", agency.registration_number.clone()),
            ("VAT number", agency.vat_number.clone()),
            ("Address", Some(super::resource::full_address(&agency))),
            ("E-mail", agency.office_email.clone()),
            ("Telephone", agency.office_phone.clone()),
            ("Website", agency.public_site.clone()),
            ("Sender of mails to clients", agency.sender_name.clone()),
            ("Clients’ answers go to", agency.sender_email.clone()),
            ("Account holder", agency.payout_holder.clone()),
            ("IBAN", agency.payout_iban.clone()),
            ("BIC", agency.payout_bic.clone()),
            ("Invoices go to", agency.invoice_email.clone()),
            ("Billing contact", agency.billing_contact.clone()),
            ("Invoices are in", agency.invoice_currency.map(|currency| currency.code().to_owned())),
            ("Platform’s share before court", percent(agency.pre_legal_share)),
            ("Platform’s share in court", percent(agency.legal_share)),
        ];
        Ok(Self {
            resource: (&agency).into(),
            time_zone: agency.time_zone.name().to_owned(),
            is_admin: who.is_admin(),
            facts: facts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect(),
        })
    }
}
