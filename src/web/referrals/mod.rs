//! The operator's referral partners: list, create, read, change.

mod forms;
mod page;
pub(crate) mod query;
pub(crate) mod resource;

use crate::actions::clients;
use crate::domain::actor::Operator;
use crate::domain::ids::ReferralPartnerId;
use crate::store::clients::referrals::ReferralPartner;
use crate::web::agencies::SuspendForm;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Filled, Id, Input};
pub(crate) use forms::{PartnerForm, TerminateForm};
pub(crate) use page::partner_fields;
use page::{EndPage, PartnerFormPage, PartnerPage, PartnersPage};
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

/// `GET /referral-partners/{referralPartnerId}/suspend`: asks for the reason, and shows what is open.
pub(crate) async fn show_suspend(who: OperatorAdmin, id: Id<ReferralPartnerId>, app: App) -> Answer<EndPage> {
    app.show(who, move |db, who| EndPage::load(db, &who.0, id.0, false, Filled::new::<SuspendForm>())).await
}

/// `POST /referral-partners/{referralPartnerId}/suspend`: signs its people out, and stops its key and its clients' links.
///
/// # Errors
/// If it is suspended or terminated already.
pub(crate) async fn suspend_partner(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    sent: Input<SuspendForm>,
    app: App,
) -> Answer<EndPage> {
    app.submit(
        who,
        sent,
        move |db, who, reason, ctx| {
            let partner = clients::suspend_referral_partner(db, &who.0.author(), id.0, &reason, ctx)?;
            let resource = PartnerDto::load(db, &who.0, id.0)?;
            let notice = format!("{} is suspended. Its people are signed out, and its key is off.", partner.name);
            Done::new(page_of(&partner), notice, &resource)
        },
        move |db, who, form| EndPage::load(db, &who.0, id.0, false, form),
    )
    .await
}

/// `GET /referral-partners/{referralPartnerId}/terminate`: asks for the reason and the last day on which it earns.
pub(crate) async fn show_terminate(who: OperatorAdmin, id: Id<ReferralPartnerId>, app: App) -> Answer<EndPage> {
    let form = Filled::with::<TerminateForm>(page::usual_end(app.now().date_naive()));
    app.show(who, move |db, who| EndPage::load(db, &who.0, id.0, true, form)).await
}

/// `POST /referral-partners/{referralPartnerId}/terminate`: ends the partnership. Its people may still read.
///
/// # Errors
/// If it is terminated already, or the last day is in the past.
pub(crate) async fn terminate_partner(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    sent: Input<TerminateForm>,
    app: App,
) -> Answer<EndPage> {
    app.submit(
        who,
        sent,
        move |db, who, (reason, last_day), ctx| {
            let by = who.0.author();
            let partner = clients::terminate_referral_partner(db, &by, id.0, (&reason, last_day), ctx)?;
            let resource = PartnerDto::load(db, &who.0, id.0)?;
            Done::new(page_of(&partner), format!("The partnership with {} has ended.", partner.name), &resource)
        },
        move |db, who, form| EndPage::load(db, &who.0, id.0, true, form),
    )
    .await
}

/// `POST /referral-partners/{referralPartnerId}/resume`: ends the suspension, or takes the termination back.
///
/// # Errors
/// If it is active.
pub(crate) async fn resume_partner(
    who: OperatorAdmin,
    id: Id<ReferralPartnerId>,
    sent: Input<()>,
    app: App,
) -> Answer<PartnerPage> {
    app.submit(
        who,
        sent,
        move |db, who, (), ctx| {
            let partner = clients::resume_referral_partner(db, &who.0.author(), id.0, ctx)?;
            let resource = PartnerDto::load(db, &who.0, id.0)?;
            Done::new(page_of(&partner), format!("{} is active again.", partner.name), &resource)
        },
        move |db, who, form| PartnerPage::again(db, &who.0, id.0, form),
    )
    .await
}
