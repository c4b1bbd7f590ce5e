//! The people of an agency or a referral partner, added by the operator.

mod forms;
mod page;
pub(crate) mod resource;

use crate::actions::people::{self, NewPersonOrder};
use crate::domain::actor::{OrganisationKind, Role};
use crate::domain::ids::{CollectionPartnerId, ReferralPartnerId};
use crate::store::{self, Db};
use crate::web::http::who::OperatorAdmin;
use crate::web::http::{Answer, App, Done, Failure, Fields, Filled, Id, Input};
pub(crate) use forms::PersonForm;
use page::NewPersonPage;
use resource::OrganisationPersonDto;

/// An organisation whose people the operator adds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Organisation {
    /// An agency.
    Agency(CollectionPartnerId),
    /// A referral partner.
    ReferralPartner(ReferralPartnerId),
}

impl Organisation {
    fn kind(self) -> OrganisationKind {
        match self {
            Self::Agency(_) => OrganisationKind::CollectionPartner,
            Self::ReferralPartner(_) => OrganisationKind::ReferralPartner,
        }
    }

    fn id(self) -> String {
        match self {
            Self::Agency(id) => id.to_string(),
            Self::ReferralPartner(id) => id.to_string(),
        }
    }

    /// Its name; not found if there is no such organisation.
    fn name(self, db: &mut Db) -> Result<String, Failure> {
        Ok(match self {
            Self::Agency(id) => store::people::agencies::load(db, id)?.name,
            Self::ReferralPartner(id) => store::clients::referrals::profile(db, id)?.name,
        })
    }

    /// The title and the address of the list of its kind.
    fn list(self) -> (&'static str, &'static str) {
        match self {
            Self::Agency(_) => ("Agencies", "/operator/agencies"),
            Self::ReferralPartner(_) => ("Referral partners", "/operator/referral-partners"),
        }
    }

    fn page(self) -> String {
        format!("{}/{}", self.list().1, self.id())
    }
}

/// `GET /agencies/{collectionPartnerId}/people/new`
pub(crate) async fn show_new_at_agency(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    app: App,
) -> Answer<NewPersonPage> {
    show_new(who, Organisation::Agency(id.0), app).await
}

/// `GET /referral-partners/{referralPartnerId}/people/new`
pub(crate) async fn show_new_at_referral_partner(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    app: App,
) -> Answer<NewPersonPage> {
    show_new(who, Organisation::ReferralPartner(id.0), app).await
}

async fn show_new(who: OperatorAdmin, at: Organisation, app: App) -> Answer<NewPersonPage> {
    app.show(who, move |db, _| {
        let fields = Fields::default().with("role", Role::Admin.name());
        NewPersonPage::load(db, at, Filled::with::<PersonForm>(fields))
    })
    .await
}

/// `POST /agencies/{collectionPartnerId}/people`: somebody new gets a mail with a link to choose a password.
///
/// # Errors
/// If fields are wrong, or the person belongs to the agency already.
pub(crate) async fn add_to_agency(
    who: OperatorAdmin,
    id: Id<CollectionPartnerId>,
    sent: Input<PersonForm>,
    app: App,
) -> Answer<NewPersonPage> {
    add(who, Organisation::Agency(id.0), sent, app).await
}

/// `POST /referral-partners/{referralPartnerId}/people`: as for an agency.
///
/// # Errors
/// As [`add_to_agency`].
pub(crate) async fn add_to_referral_partner(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    sent: Input<PersonForm>,
    app: App,
) -> Answer<NewPersonPage> {
    add(who, Organisation::ReferralPartner(id.0), sent, app).await
}

async fn add(who: OperatorAdmin, at: Organisation, sent: Input<PersonForm>, app: App) -> Answer<NewPersonPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            at.name(db)?;
            let (role, email) = (order.role, order.email.clone());
            let name = format!("{} {}", order.first_name, order.last_name);
            let order = NewPersonOrder {
                email: order.email,
                first_name: order.first_name,
                last_name: order.last_name,
                password: None,
                organisation: (at.kind(), at.id()),
                role,
            };
            let id = people::create_person(db, &order, &who.0.author(), ctx)?;
            let notice = format!("{name} was added.");
            let resource = OrganisationPersonDto { id: id.to_string(), name, email, role: role.name() };
            Ok(Done { status: 201, ..Done::new(at.page(), notice, &resource)? })
        },
        move |db, _, form| NewPersonPage::load(db, at, form),
    )
    .await
}
