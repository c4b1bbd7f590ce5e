//! The referral partner also has the link, so the link does not prove who opens it. Pages that act on an existing
//! account open only after a code that was sent to an address on file.

use crate::actions::agreements::Seen;
use crate::actions::codes::{self, Guard, Tried};
use crate::actions::{Context, Outcome};
use crate::domain::actor::{Approver, Author, Newcomer};
use crate::domain::client::ClientFact;
use crate::domain::code::{CODE_MINUTES, CodeProblem, PROOF_MINUTES};
use crate::domain::ids::{CreditorId, ReferralPartnerId};
use crate::mail;
use crate::store::agreements::evidence::{self, About, Subject};
use crate::store::clients::proofs::{self, ProofCode};
use crate::store::{self, Db, Tx, Writer};
use crate::words::Words;

/// The purpose of these codes.
const PURPOSE: &str = "proof code";

/// Somebody with a link who claims that an account is theirs.
#[derive(Clone, Debug)]
pub struct Claimant {
    /// The id of the referral link or the link request.
    subject: String,
    creditor: CreditorId,
    referral_partner: ReferralPartnerId,
    company: String,
    /// The address by which the account was recognised; without one, the address of its first person is used.
    email: Option<String>,
    author: Author,
    seen: Seen,
}

impl From<&Newcomer> for Claimant {
    fn from(who: &Newcomer) -> Self {
        Self {
            subject: who.link.to_string(),
            creditor: who.creditor,
            referral_partner: who.referral_partner,
            company: who.name.clone(),
            email: None,
            author: who.author(),
            seen: Seen::of(who),
        }
    }
}

impl From<&Approver> for Claimant {
    fn from(who: &Approver) -> Self {
        Self {
            subject: who.request.to_string(),
            creditor: who.creditor,
            referral_partner: who.referral_partner,
            company: who.name.clone(),
            email: Some(who.email.clone()),
            author: who.author(),
            seen: Seen { address: who.address.clone(), agent: who.agent.clone() },
        }
    }
}

impl Claimant {
    /// One guard for all links and requests of the account.
    fn guard(&self) -> Guard {
        Guard::new(Subject::Client(self.creditor), &self.seen.address)
    }

    fn note(&self, db: &mut Tx<'_>, fact: &ClientFact, ctx: &Context) -> Outcome<()> {
        let about = About {
            subject: Subject::Client(self.creditor),
            agreement: None,
            referral_partner: Some(self.referral_partner),
        };
        Ok(evidence::record(db, &about, &self.author, fact, &self.seen.details(), ctx.now)?)
    }

    /// The address on file and its person's name.
    fn on_file(&self, db: &mut Db) -> Outcome<(String, String)> {
        let people = store::clients::unscoped::people(db, self.creditor)?;
        let creditor = store::clients::unscoped::creditor(db, self.creditor)?;
        let first = people.first().map_or(creditor.contact_email.clone(), |person| person.email.clone());
        let email = self.email.clone().unwrap_or(first);
        let named = people.iter().find(|person| person.email == email).map(store::clients::ClientPerson::name);
        Ok((email, named.unwrap_or(creditor.contact_name)))
    }
}

/// Seconds until another code may be sent, and whether a code is open.
pub fn proof_state(db: &mut Db, who: &Claimant, ctx: &Context) -> Outcome<(i64, bool)> {
    let code = proofs::unscoped::code(db, &who.subject)?;
    Ok((who.guard().pause(db, ctx.now)?, code.code_hash.is_some()))
}

/// Sends a code to the address on file, unless one was sent for the account a moment ago, through any link. The pause
/// doubles with each code until a right one was entered.
pub fn send_proof_code(db: &mut Writer, who: &Claimant, words: &Words, ctx: &Context) -> Outcome<()> {
    db.write(|db| {
        if who.guard().send(db, ctx.now)? > 0 {
            return Ok(());
        }
        let mut known = proofs::unscoped::code(db, &who.subject)?;
        let code = store::db::entropy::fresh_code();
        known.code_hash = Some(codes::hash_of(ctx, PURPOSE, &who.subject, &code));
        known.code_until = Some((ctx.now + chrono::Duration::minutes(CODE_MINUTES)).naive_utc());
        known.code_sent_at = Some(ctx.now.naive_utc());
        proofs::put_code(db, &known)?;
        let (email, name) = who.on_file(db)?;
        let partner = store::clients::referrals::profile(db, who.referral_partner)?;
        let face = partner.face();
        let house = mail::signing::House { face: &face, operator: &ctx.operator, company: &who.company, words };
        store::mails::queue(
            db,
            &email,
            &name,
            &mail::signing::proof(&house, &name, (&code, ctx.own_host())),
            None,
            ctx.now,
        )?;
        who.note(db, &ClientFact::CodeSent { email }, ctx)
    })
}

/// Checks a code; a right one returns a token that is valid for an hour.
pub fn prove(
    db: &mut Writer,
    who: &Claimant,
    typed: &str,
    words: &Words,
    ctx: &Context,
) -> Outcome<Result<String, CodeProblem>> {
    db.write(|db| {
        let guard = who.guard();
        let code = proofs::unscoped::code(db, &who.subject)?;
        let is_right = codes::is_right(ctx, PURPOSE, &who.subject, typed, code.code_hash.as_deref());
        let (email, name) = who.on_file(db)?;
        let tried = guard.try_code(db, code.code_until, is_right, ctx.now)?;
        if let Tried::Refused { problem, used_up, is_closing } = tried {
            if let Some(wrong) = used_up.filter(|_| !is_closing) {
                who.note(db, &ClientFact::CodeRefused { email, wrong }, ctx)?;
            } else if let Some(wrong) = used_up {
                let partner = store::clients::referrals::profile(db, who.referral_partner)?;
                let face = partner.face();
                let house = mail::signing::House { face: &face, operator: &ctx.operator, company: &who.company, words };
                let letter = mail::signing::codes_closed(&house, &name);
                store::mails::queue(db, &email, &name, &letter, None, ctx.now)?;
                who.note(db, &ClientFact::CodesClosed { email, wrong }, ctx)?;
            }
            return Ok(Err(problem));
        }
        let wrong = guard.wrong(db, ctx.now)?;
        guard.accept(db, ctx.now)?;
        let token = store::fresh_token();
        let until = ctx.now + chrono::Duration::minutes(PROOF_MINUTES);
        proofs::put_code(db, &ProofCode { subject_id: who.subject.clone(), ..ProofCode::default() })?;
        proofs::insert(db, &store::secret_hash(&token), &who.subject, &email, ctx.now, until)?;
        who.note(db, &ClientFact::CodeAccepted { email, wrong }, ctx)?;
        Ok(Ok(token))
    })
}
