//! The operator's referral partners: list, create, read, change.

mod forms;
mod page;
pub(crate) mod query;
pub(crate) mod resource;

use crate::actions::clients;
use crate::domain::actor::Operator;
use crate::domain::ids::ReferralPartnerId;
use crate::store::clients::referrals::ReferralPartner;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Filled, Id, Input};
pub(crate) use forms::PartnerForm;
use page::{PartnerFormPage, PartnerPage, PartnersPage};
use resource::PartnerDto;

/// The address of the list.
pub(crate) const PARTNERS: &str = "/operator/referral-partners";

/// `GET /referral-partners`
///
/// # Errors
/// If the page number is wrong.
pub(crate) async fn list_partners(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<PartnersPage> {
    let paging = asked.paging(50, 100)?;
    app.show(who, move |db, who| PartnersPage::load(db, who, asked, paging)).await
}

/// The page of a referral partner.
fn page_of(partner: &ReferralPartner) -> String {
    format!("{PARTNERS}/{}", partner.id)
}

/// `GET /referral-partners/{referralPartnerId}`
pub(crate) async fn show_partner(Who(who): Who<Operator>, id: Id<ReferralPartnerId>, app: App) -> Answer<PartnerPage> {
    app.show(who, move |db, who| PartnerPage::load(db, who, id.0)).await
}

/// `GET /referral-partners/new`
pub(crate) async fn show_new(who: OperatorAdmin, app: App) -> Answer<PartnerFormPage> {
    app.show(who, |_, _| Ok(PartnerFormPage::new(Filled::with::<PartnerForm>(page::usual())))).await
}

/// `POST /referral-partners`
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn create_partner(who: OperatorAdmin, sent: Input<PartnerForm>, app: App) -> Answer<PartnerFormPage> {
    app.submit(
        who,
        sent,
        |db, who, order, ctx| {
            let notice = format!("{} was created. Add its first Admin next.", order.name);
            let id = clients::create_referral_partner(db, order, &who.0.author(), ctx)?;
            let resource = PartnerDto::load(db, &who.0, id)?;
            Ok(Done { status: 201, ..Done::new(format!("{PARTNERS}/{id}"), notice, &resource)? })
        },
        |_, _, form| Ok(PartnerFormPage::new(form)),
    )
    .await
}

/// `GET /referral-partners/{referralPartnerId}/change`
pub(crate) async fn show_change(who: OperatorAdmin, id: Id<ReferralPartnerId>, app: App) -> Answer<PartnerFormPage> {
    app.show(who, move |db, _| PartnerFormPage::load(db, id.0, None)).await
}

/// `POST /referral-partners/{referralPartnerId}`: changes its terms.
///
/// # Errors
/// If fields are wrong.
pub(crate) async fn change_partner(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    sent: Input<PartnerForm>,
    app: App,
) -> Answer<PartnerFormPage> {
    app.submit(
        who,
        sent,
        move |db, who, order, ctx| {
            let partner = clients::change_referral_partner(db, &who.0, id.0, order, ctx)?;
            let resource = PartnerDto::load(db, &who.0, id.0)?;
            Done::new(page_of(&partner), format!("{} was changed.", partner.name), &resource)
        },
        move |db, _, form| PartnerFormPage::load(db, id.0, Some(form)),
    )
    .await
}
