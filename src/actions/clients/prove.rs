//! A link that a platform holds is not proof of who opens it: pages that act on an account which was there before open
//! only to a code that went to an address on file.

use crate::actions::{Here, Outcome, codes};
use crate::domain::actor::{Approver, Author, Newcomer};
use crate::domain::agreement::{CODE_MINUTES, CODE_TRIES, CodeProblem, PROOF_MINUTES, SentCode};
use crate::domain::client::ClientFact;
use crate::domain::ids::{CreditorId, ReferralPartnerId};
use crate::mail;
use crate::store::evidence::{self, About, Subject};
use crate::store::proofs::{self, ProofCode};
use crate::store::{self, Db};
use crate::words::Words;

/// What these codes are for.
const PURPOSE: &str = "proof code";

/// Whoever says that an account is theirs, by a link.
#[derive(Clone, Debug)]
pub struct Claimant {
    /// The referral link or the link request.
    subject: String,
    creditor: CreditorId,
    referral_partner: ReferralPartnerId,
    company: String,
    /// The address on file by which an account was recognised; else that of its first person.
    email: Option<String>,
    author: Author,
    seen: (String, String),
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
            seen: (who.address.clone(), who.agent.clone()),
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
            seen: (who.address.clone(), who.agent.clone()),
        }
    }
}

impl Claimant {
    fn note(&self, db: &mut Db, fact: &ClientFact, here: &Here) -> Outcome<()> {
        let about = About {
            subject: Subject::Client(self.creditor),
            agreement: None,
            referral_partner: Some(self.referral_partner),
        };
        let seen = [("address", self.seen.0.clone()), ("browser", self.seen.1.clone())];
        Ok(evidence::record(db, &about, &self.author, fact, &seen, here.now)?)
    }

    /// The address on file, and the name that goes with it.
    fn on_file(&self, db: &mut Db) -> Outcome<(String, String)> {
        let people = store::clients::any_people(db, self.creditor)?;
        let creditor = store::clients::any_creditor(db, self.creditor)?;
        let first = people.first().map_or(creditor.contact_email.clone(), |person| person.email.clone());
        let email = self.email.clone().unwrap_or(first);
        let named = people.iter().find(|person| person.email == email).map(store::clients::ClientPerson::name);
        Ok((email, named.unwrap_or(creditor.contact_name)))
    }
}

fn sent_code(code: &ProofCode) -> SentCode {
    SentCode {
        sent_at: code.code_sent_at.map(|at| at.and_utc()),
        until: code.code_until.map(|at| at.and_utc()),
        tries: code.code_tries,
        sent: code.sent,
    }
}

/// Seconds until another code may be sent, and whether one is open.
///
/// # Errors
/// When the database does not answer.
pub fn proof_state(db: &mut Db, who: &Claimant, here: &Here) -> Outcome<(i64, bool)> {
    let code = proofs::any_code(db, &who.subject)?;
    Ok((sent_code(&code).pause(here.now), code.code_hash.is_some()))
}

/// Sends a code to the address on file, unless one was sent just now. The pause between two doubles until a right one
/// was typed.
///
/// # Errors
/// When the database does not answer.
pub fn send_proof_code(db: &mut Db, who: &Claimant, words: &Words, here: &Here) -> Outcome<()> {
    db.write(|db| {
        let mut known = proofs::any_code(db, &who.subject)?;
        if sent_code(&known).pause(here.now) > 0 {
            return Ok(());
        }
        let code = store::entropy::fresh_code();
        known.code_hash = Some(codes::hash_of(here, PURPOSE, &who.subject, &code));
        known.code_until = Some((here.now + chrono::Duration::minutes(CODE_MINUTES)).naive_utc());
        known.code_sent_at = Some(here.now.naive_utc());
        known.code_tries = 0;
        known.sent += 1;
        proofs::put_code(db, &known)?;
        let (email, name) = who.on_file(db)?;
        let partner = store::referrals::profile(db, who.referral_partner)?;
        let face = partner.face();
        let house = mail::signing::House { face: &face, operator: &here.operator, company: &who.company, words };
        store::mails::queue(db, (&email, &name), &mail::signing::proof(&house, &name, &code), None, here.now)?;
        who.note(db, &ClientFact::CodeSent { email }, here)
    })
}

/// Tries a code; a right one gives a token by which its holder goes on for an hour.
///
/// # Errors
/// When the database does not answer.
pub fn prove(db: &mut Db, who: &Claimant, typed: &str, here: &Here) -> Outcome<Result<String, CodeProblem>> {
    db.write(|db| {
        let mut code = proofs::any_code(db, &who.subject)?;
        let is_right = codes::is_right(here, PURPOSE, &who.subject, typed, code.code_hash.as_deref());
        let (email, _) = who.on_file(db)?;
        if let Err(problem) = sent_code(&code).judge(is_right, here.now) {
            if matches!(problem, CodeProblem::Wrong { .. } | CodeProblem::Exhausted) {
                code.code_tries += 1;
                proofs::put_code(db, &code)?;
                let left = (CODE_TRIES - code.code_tries).max(0);
                who.note(db, &ClientFact::CodeRefused { email, left }, here)?;
            }
            return Ok(Err(problem));
        }
        let token = store::fresh_token();
        let until = here.now + chrono::Duration::minutes(PROOF_MINUTES);
        proofs::put_code(db, &ProofCode { subject_id: who.subject.clone(), ..ProofCode::default() })?;
        proofs::insert(db, &store::secret_hash(&token), (&who.subject, &email), (here.now, until))?;
        who.note(db, &ClientFact::CodeAccepted { email }, here)?;
        Ok(Ok(token))
    })
}
