//! Mails to the agency about one of its cases.

use chrono_tz::Tz;

use crate::actions::{Context, Outcome};
use crate::domain::letter::Letter;
use crate::mail::agency::About;
use crate::store::cases::{Case, Scope};
use crate::store::{self, Db, Tx};

/// The time zone of the agency of a case.
pub(in crate::actions) fn zone_of(db: &mut Db, case: &Case) -> Outcome<Tz> {
    Ok(match case.collection_partner_id {
        Some(agency) => store::people::organisations::profile(db, agency)?.time_zone.0,
        None => Tz::UTC,
    })
}

/// Mails the colleague who is assigned to the case; without one, the agency's office address; without that, an Admin.
pub(in crate::actions) fn tell_agency(
    db: &mut Tx<'_>,
    case: &Case,
    ctx: &Context,
    write: impl FnOnce(&About<'_>) -> Letter,
) -> Outcome<()> {
    let Some(agency) = case.collection_partner_id else { return Ok(()) };
    let file = store::cases::load(db, Scope::Agency(agency), case.id)?;
    let profile = store::people::organisations::profile(db, agency)?;
    let to = match (&file.handler, profile.office_email.or(profile.invoice_email)) {
        (Some(handler), _) => Some((handler.email.clone(), handler.name())),
        (None, Some(office)) => Some((office, profile.name.clone())),
        (None, None) => {
            let team = store::people::team::unscoped::of(db, agency.as_str())?;
            team.into_iter().next().map(|colleague| (colleague.email, colleague.name))
        }
    };
    let Some((address, name)) = to else { return Ok(()) };
    let letter = write(&About {
        operator: &ctx.operator,
        name: &name,
        creditor: &file.creditor.name,
        debtor: &file.debtor.name,
        reference: case.reference.as_str(),
        link: &format!("{}/partner/cases/{}?tab=payments", ctx.base_url, case.id),
        record: &format!("{}/partner/former-cases/{}", ctx.base_url, case.id),
    });
    store::mails::queue(db, &address, &name, &letter, Some(case.id), ctx.now)?;
    Ok(())
}
