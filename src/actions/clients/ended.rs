//! The end of an onboarding's links. After the last signature they show the signed documents for [`DONE_DAYS`]; after
//! that they offer to mail a new link to the address on file.

use super::letters::words_of;
use super::onboard::{about, progress};
use crate::actions::agreements::Seen;
use crate::actions::limits::allows;
use crate::actions::{Context, Outcome};
use crate::domain::actor::Newcomer;
use crate::domain::client::{ClientFact, Step};
use crate::domain::client_link::{
    DONE_DAYS, NEW_LINK_DAYS, RENEWALS_PER_ADDRESS, RENEWALS_PER_CASE, RENEWALS_PER_LINK,
};
use crate::mail;
use crate::store::agreements::evidence::{self, Subject};
use crate::store::{self, Db, Writer};

/// Whether a client's link has expired: nothing is left to do, and the last signature is too long ago.
pub fn is_over(db: &mut Db, who: &Newcomer, ctx: &Context) -> Outcome<bool> {
    if who.is_proved || progress(db, who)?.next() != Step::Done {
        return Ok(false);
    }
    let signed = store::agreements::of(db, Subject::Client(who.creditor))?;
    let last = signed.iter().filter_map(|agreement| agreement.signed_at).max();
    let end = ctx.now - chrono::Duration::days(DONE_DAYS);
    Ok(last.is_some_and(|at| at <= end.naive_utc()))
}

/// Mails a new link to the signed documents, to the address on file. The person who asked is not told the result.
pub fn renew_documents_link(db: &mut Writer, who: &Newcomer, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        let is_allowed = is_over(db, who, ctx)?
            && allows(db, RENEWALS_PER_LINK, who.link.as_str(), ctx)?
            && allows(db, RENEWALS_PER_CASE, who.creditor.as_str(), ctx)?
            && allows(db, RENEWALS_PER_ADDRESS, &who.address, ctx)?;
        let people = store::clients::unscoped::people(db, who.creditor)?;
        // A signatory's own link is renewed for that signatory.
        let person = match &who.signatory {
            Some(signatory) => people.into_iter().find(|person| person.id == *signatory),
            None => people.into_iter().find(|person| person.is_admin),
        };
        let Some(person) = person.filter(|_| is_allowed) else { return Ok(()) };
        let token = store::fresh_token();
        let until = ctx.now + chrono::Duration::days(NEW_LINK_DAYS);
        let hash = store::secret_hash(&token);
        store::clients::proofs::insert(db, &hash, who.link.as_str(), &person.email, ctx.now, until)?;
        let link = store::clients::link(db, who)?;
        let words = words_of(&link, &store::clients::unscoped::creditor(db, who.creditor)?);
        let face = store::clients::referrals::profile(db, who.referral_partner)?.face();
        let house = mail::signing::House { face: &face, operator: &ctx.operator, company: &who.name, words: &words };
        let address = format!("{}/onboarding/{token}", ctx.base_url);
        let letter = mail::signing::new_link(&house, &person.name(), &address);
        store::mails::queue(db, &person.email, &person.name(), &letter, None, ctx.now)?;
        let fact = ClientFact::LinkRenewed { email: person.email };
        Ok(evidence::record(db, &about(who), &who.author(), &fact, &Seen::of(who).details(), ctx.now)?)
    })
}
