//! What the APIs read out at an address and above it, with the loaders of the GETs; for writes with `If-Match`.
//!
//! Where nothing is read out, such as at the creation of something new, a write with `If-Match` is refused.

use crate::actions::Context;
use crate::domain::actor::{Customer, Operator, Partner, Referrer};
use crate::domain::ids::{CaseId, CollectionPartnerId, CreditorId, DivisionId, PriceId, ReferralPartnerId};
use crate::store::{self, Db};
use crate::web::agencies::resource::AgencyDto;
use crate::web::branding::resource::BrandingDto;
use crate::web::clients::console::resource::ClientDto;
use crate::web::engagements::resource::EngagedCaseDto;
use crate::web::http::conditions::{Looks, Tag};
use crate::web::http::{Failure, Page};
use crate::web::payments::page::PaymentsPage;
use crate::web::plans::page::PlansPage;
use crate::web::prices::resource::PriceResource;
use crate::web::referrals::resource::PartnerDto;
use crate::web::verification::resource::VerificationDto;
use crate::web::{cases, clients, customer, referred};

/// For each kind of caller.
pub(crate) const LOOKS: Looks = Looks { partner, referrer, customer, operator };

fn partner(db: &mut Db, who: &Partner, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
    let ["cases", id, part @ ..] = at else { return Ok(Vec::new()) };
    let id = CaseId::parse(id).ok_or(Failure::MalformedId)?;
    let mut tags = vec![Tag::of(&cases::resource_of(db, who, id)?)?];
    match part {
        ["payments", ..] => tags.push(Tag::of(PaymentsPage::load(db, who, id)?.resource())?),
        ["plans", ..] => tags.push(Tag::of(PlansPage::load(db, who, id, ctx.now)?.resource())?),
        ["chats"] => tags.push(Tag::of(&cases::read::chats_of(db, who, id)?)?),
        _ => {}
    }
    Ok(tags)
}

fn referrer(db: &mut Db, who: &Referrer, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
    Ok(match at {
        ["branding"] => {
            let partner = store::clients::referrals::profile(db, who.id)?;
            vec![Tag::of(&BrandingDto::load(db, &partner, ctx)?)?]
        }
        ["clients", tenant, ..] => vec![Tag::of(&clients::resource_of(db, who, tenant, ctx)?)?],
        ["cases", id, ..] => {
            let id = CaseId::parse(id).ok_or(Failure::MalformedId)?;
            vec![Tag::of(&referred::resource_of(db, who, id)?)?]
        }
        _ => Vec::new(),
    })
}

fn customer(db: &mut Db, who: &Customer, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
    Ok(match at {
        ["cases", id, part @ ..] => {
            let id = CaseId::parse(id).ok_or(Failure::MalformedId)?;
            let mut tags = vec![Tag::of(&customer::cases::resource(db, who, id, None, ctx)?)?];
            if part == ["chats"] {
                tags.push(Tag::of(&customer::parts::chats_of(db, who, id)?)?);
            }
            tags
        }
        ["divisions", id, ..] => {
            // `/divisions/{id}:archive` is an address of the contract.
            let id = id.split(':').next().and_then(DivisionId::parse).ok_or(Failure::MalformedId)?;
            vec![Tag::of(customer::divisions::shown(db, who, id)?.resource())?]
        }
        _ => Vec::new(),
    })
}

fn operator(db: &mut Db, who: &Operator, at: &[&str], ctx: &Context) -> Result<Vec<Tag>, Failure> {
    let tag = match at {
        ["agencies", id, ..] => {
            let id = CollectionPartnerId::parse(id).ok_or(Failure::MalformedId)?;
            Tag::of(&AgencyDto::load(db, who, id)?)
        }
        ["referral-partners", id, ..] => {
            let id = ReferralPartnerId::parse(id).ok_or(Failure::MalformedId)?;
            Tag::of(&PartnerDto::load(db, who, id)?)
        }
        ["clients", id, ..] => {
            let id = CreditorId::parse(id).ok_or(Failure::MalformedId)?;
            Tag::of(&ClientDto::load(db, who, id, ctx)?)
        }
        ["verification", id, ..] => {
            let id = CaseId::parse(id).ok_or(Failure::MalformedId)?;
            Tag::of(&VerificationDto::load(db, who, id, ctx)?)
        }
        ["cases", id, ..] => {
            let Some(id) = CaseId::parse(id) else { return Ok(Vec::new()) };
            Tag::of(&EngagedCaseDto::load(db, who, id)?)
        }
        ["prices", id, ..] => {
            let Some(id) = PriceId::parse(id) else { return Ok(Vec::new()) };
            Tag::of(&PriceResource::new(&store::prices::load(db, who, id)?, ctx.now.date_naive()))
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![tag?])
}
