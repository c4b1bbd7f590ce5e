//! Signing: the text is fixed when it is first shown, a code proves the address, and the last signature concludes.

use super::text::{self, Shown};
use crate::actions::clients::{about_newcomer as about, seen_from};
use crate::actions::{ActionError, Here, Outcome, token_of};
use crate::domain::actor::Newcomer;
use crate::domain::agreement::{AgreementKind, CODE_MINUTES, CodeProblem, Language, SentCode, SignatureMethod};
use crate::domain::client::ClientFact;
use crate::domain::ids::{AgreementId, SignatureId};
use crate::domain::refusal::Refusal;
use crate::mail;
use crate::store::agreements::{self, Agreement, Signature};
use crate::store::evidence::{self, About};
use crate::store::{self, Db, StoreError};
use crate::words::Words;

/// How a name was put under an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// What was drawn, as the JSON list of its strokes.
    Drawn(String),
    /// What was typed.
    Typed(String),
}

/// A signature as it is sent.
#[derive(Clone, Debug)]
pub struct SignOrder {
    /// Whose.
    pub signature: SignatureId,
    /// The six digits.
    pub code: String,
    /// How.
    pub mark: Mark,
    /// The name as it is to appear.
    pub name: String,
    /// The role in the company.
    pub title: String,
}

/// The agreement that a client is to sign, with the parts of its signatories and its text. The text is fixed by the
/// first signature; until then it follows the company's data and the reader's language.
///
/// # Errors
/// Nothing is published; nobody signs.
pub fn prepare(
    db: &mut Db,
    who: &Newcomer,
    wanted: Language,
    here: &Here,
) -> Outcome<(Agreement, Vec<Signature>, Shown)> {
    db.write(|db| {
        let version = agreements::any_version(db, AgreementKind::Sdca)?.ok_or(StoreError::NotFound)?;
        let creditor = store::clients::creditor(db, who)?;
        let people = store::clients::any_people(db, who.creditor)?;
        let named: Vec<(String, Option<String>)> =
            people.iter().filter(|person| person.signs).map(|person| (person.name(), person.title.clone())).collect();
        let (language, body) = agreements::any_text(db, (AgreementKind::Sdca, &version, wanted))?;
        let variables = text::variables_of_sdca(db, &creditor, (&version, language, &named), here)?;
        if let Some(known) = agreements::newest(db, who, AgreementKind::Sdca)?.filter(|known| known.version == version)
        {
            let parts = agreements::parts(db, known.id)?;
            let is_fixed = parts.iter().any(|part| part.signed_at.is_some());
            if is_fixed || (known.variables == variables && known.language == language) {
                let shown = text::blocks_of(db, &known)?;
                return Ok((known, parts, shown));
            }
            agreements::void(
                db,
                &known,
                "The company’s data or the language changed before anybody had signed.",
                here.now,
            )?;
        }
        let shown = text::shown(&body, &variables)?;
        let id = AgreementId::from_uuid(store::fresh_id());
        let agreement = Agreement {
            id,
            kind: AgreementKind::Sdca,
            creditor_id: Some(who.creditor),
            collection_partner_id: None,
            version: version.clone(),
            language,
            variables,
            shown_sha256: shown.sha256.clone(),
            created_at: here.now.naive_utc(),
            signed_at: None,
            voided_at: None,
            void_reason: None,
        };
        let signers = people.into_iter().filter(|person| person.signs);
        let parts: Vec<Signature> = (0_i64..).zip(signers).map(|(place, one)| part_of(id, place, one, here)).collect();
        if parts.is_empty() {
            return Err(Refusal::StepOver.into());
        }
        agreements::insert(db, &agreement, &parts)?;
        let fact = ClientFact::AgreementShown {
            kind: agreement.kind.name(),
            version,
            language: language.code().to_owned(),
            sha256: shown.sha256.clone(),
        };
        evidence::record(db, &of(who, id), &who.author(), &fact, &seen_from(who), here.now)?;
        Ok((agreement, parts, shown))
    })
}

fn part_of(agreement: AgreementId, place: i64, person: store::clients::ClientPerson, here: &Here) -> Signature {
    let id = SignatureId::from_uuid(store::fresh_id());
    Signature {
        id,
        agreement_id: agreement,
        place,
        signatory: person.id.to_string(),
        name: person.name(),
        title: person.title,
        email: person.email,
        token_hash: store::secret_hash(&here.onboarding_token(id.as_str())),
        language: None,
        opened_at: None,
        code_hash: None,
        code_until: None,
        code_sent_at: None,
        code_tries: 0,
        proved_at: None,
        method: None,
        mark: None,
        address: None,
        agent: None,
        signed_at: None,
    }
}

fn of(who: &Newcomer, agreement: AgreementId) -> About {
    About { agreement: Some(agreement), ..about(who) }
}

/// What is known of a part's code.
pub(super) fn sent_code(part: &Signature) -> SentCode {
    SentCode {
        sent_at: part.code_sent_at.map(|at| at.and_utc()),
        until: part.code_until.map(|at| at.and_utc()),
        tries: part.code_tries,
    }
}

/// A code is six digits: only under the instance's secret can its hash not be guessed back.
fn code_hash(part: &Signature, code: &str, here: &Here) -> String {
    store::secret_hash(&token_of(&here.secret, "signing code", &format!("{}\n{code}", part.id)))
}

/// One signatory's part of the agreement that is open.
fn open_part(db: &mut Db, who: &Newcomer, id: SignatureId) -> Outcome<(Agreement, Vec<Signature>, Signature)> {
    let agreement = agreements::newest(db, who, AgreementKind::Sdca)?.ok_or(StoreError::NotFound)?;
    let parts = agreements::parts(db, agreement.id)?;
    // Somebody who came by their own link signs for nobody else.
    let theirs = |part: &&Signature| part.id == id && who.signatory.is_none_or(|own| own == id);
    let part = parts.iter().find(theirs).cloned().ok_or(StoreError::NotFound)?;
    Ok((agreement, parts, part))
}

/// Sends a code to a signatory's address; answers the seconds to wait where one was sent just now.
///
/// # Errors
/// Not a signatory of this client.
pub fn send_code(db: &mut Db, who: &Newcomer, id: SignatureId, words: &Words, here: &Here) -> Outcome<i64> {
    db.write(|db| {
        let (agreement, _, mut part) = open_part(db, who, id)?;
        if part.signed_at.is_some() {
            return Ok(0);
        }
        let pause = sent_code(&part).pause(here.now);
        if pause > 0 {
            return Ok(pause);
        }
        let code = store::entropy::fresh_code();
        part.code_hash = Some(code_hash(&part, &code, here));
        part.code_until = Some((here.now + chrono::Duration::minutes(CODE_MINUTES)).naive_utc());
        part.code_sent_at = Some(here.now.naive_utc());
        part.code_tries = 0;
        agreements::save(db, &part)?;
        let partner = store::referrals::profile(db, who.referral_partner)?;
        let house =
            mail::signing::House { app: &partner.short_name, operator: &here.operator, company: &who.name, words };
        let letter = mail::signing::code(&house, &part.name, &words.say(name_of(agreement.kind)), &code);
        store::mails::queue(db, (&part.email, &part.name), &letter, None, here.now)?;
        let fact = ClientFact::CodeSent { email: part.email.clone() };
        evidence::record(db, &of(who, agreement.id), &who.author(), &fact, &seen_from(who), here.now)?;
        Ok(0)
    })
}

/// The message that names an agreement.
pub(super) fn name_of(kind: AgreementKind) -> &'static str {
    match kind {
        AgreementKind::Sdca => "agreement-sdca",
        AgreementKind::PartnerSdca => "agreement-partner-sdca",
        AgreementKind::Poa => "agreement-poa",
        AgreementKind::PricingAppendix => "agreement-pricing-appendix",
    }
}

/// Tries a code, and counts a wrong one. Apart from signing itself, so that the count stays when signing is refused.
///
/// # Errors
/// Not a signatory of this client.
pub fn try_code(
    db: &mut Db,
    who: &Newcomer,
    (id, code): (SignatureId, &str),
    here: &Here,
) -> Outcome<Result<(), CodeProblem>> {
    db.write(|db| {
        let (agreement, _, mut part) = open_part(db, who, id)?;
        if part.signed_at.is_some() {
            return Ok(Ok(()));
        }
        let verdict = sent_code(&part).judge(is_right(&part, code, here), here.now);
        if let Err(CodeProblem::Wrong { .. } | CodeProblem::Exhausted) = verdict {
            part.code_tries += 1;
            agreements::save(db, &part)?;
            let left = (crate::domain::agreement::CODE_TRIES - part.code_tries).max(0);
            let fact = ClientFact::CodeRefused { email: part.email.clone(), left };
            evidence::record(db, &of(who, agreement.id), &who.author(), &fact, &seen_from(who), here.now)?;
        }
        Ok(verdict)
    })
}

fn is_right(part: &Signature, code: &str, here: &Here) -> bool {
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let hash = code_hash(part, &typed, here);
    part.code_hash
        .as_deref()
        .is_some_and(|known| subtle::ConstantTimeEq::ct_eq(known.as_bytes(), hash.as_bytes()).into())
}

/// Signs; answers how many have still to sign. Signing twice is signing once.
///
/// # Errors
/// Not a signatory of this client; a code that does not count.
pub fn sign(db: &mut Db, who: &Newcomer, order: &SignOrder, words: &Words, here: &Here) -> Outcome<usize> {
    db.write(|db| {
        let (agreement, parts, mut part) = open_part(db, who, order.signature)?;
        let others = parts.iter().filter(|one| one.id != part.id && one.signed_at.is_none()).count();
        if part.signed_at.is_some() {
            return Ok(others);
        }
        sent_code(&part)
            .judge(is_right(&part, &order.code, here), here.now)
            .map_err(|_| ActionError::At("code", "code-expired".to_owned()))?;
        let (method, mark) = match &order.mark {
            Mark::Drawn(strokes) => (SignatureMethod::Drawn, strokes),
            Mark::Typed(name) => (SignatureMethod::Typed, name),
        };
        part.name.clone_from(&order.name);
        part.title = Some(order.title.clone());
        (part.method, part.mark) = (Some(method), Some(mark.clone()));
        (part.address, part.agent) = (Some(who.address.clone()), Some(who.agent.clone()));
        part.proved_at = Some(here.now.naive_utc());
        part.code_hash = None;
        part.signed_at = Some(here.now.naive_utc());
        // The other window was faster: it signed, and this one is done, too.
        if !agreements::save(db, &part)? {
            return Ok(others);
        }
        let about = of(who, agreement.id);
        let accepted = ClientFact::CodeAccepted { email: part.email.clone() };
        evidence::record(db, &about, &who.author(), &accepted, &seen_from(who), here.now)?;
        let signed = ClientFact::Signed {
            name: part.name.clone(),
            email: part.email.clone(),
            method: method.name(),
            sha256: agreement.shown_sha256.clone(),
        };
        evidence::record(db, &about, &who.author(), &signed, &seen_from(who), here.now)?;
        if others == 0 {
            agreements::conclude(db, &agreement, here.now)?;
        } else if parts.iter().all(|one| one.signed_at.is_none()) {
            ask_the_others(db, who, (&agreement, &parts, &part), words, here)?;
        }
        Ok(others)
    })
}

/// The first has signed: the others hear that it is their turn, each by a link of their own.
fn ask_the_others(
    db: &mut Db,
    who: &Newcomer,
    (agreement, parts, first): (&Agreement, &[Signature], &Signature),
    words: &Words,
    here: &Here,
) -> Outcome<()> {
    let partner = store::referrals::profile(db, who.referral_partner)?;
    let house = mail::signing::House { app: &partner.short_name, operator: &here.operator, company: &who.name, words };
    for other in parts.iter().filter(|one| one.id != first.id) {
        let link = here.onboarding_url(other.id.as_str());
        let letter =
            mail::signing::turn(&house, (&other.name, &first.name), &words.say(name_of(agreement.kind)), &link);
        store::mails::queue(db, (&other.email, &other.name), &letter, None, here.now)?;
    }
    Ok(())
}
