//! Signing. The first signature fixes the text, a code proves the address, and the last signature completes the
//! agreement.

use super::Reader;
use super::fill::{self, Filling};
use super::text::{self, Shown};
use crate::actions::clients::welcome;
use crate::actions::codes::{self, Guard, Tried};
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::agreement::{AgreementKind, Language, Matter, SignatureMethod};
use crate::domain::client::ClientFact;
use crate::domain::client::ClientRefusal;
use crate::domain::code::{CODE_MINUTES, CodeProblem};
use crate::domain::ids::{AgreementId, SignatureId};
use crate::mail;
use crate::store::agreements::evidence::{self, Subject};
use crate::store::agreements::{self, Agreement, Signature};
use crate::store::{self, Db, StoreError, Tx, Writer};
use crate::words::Words;

/// The purpose of these codes.
const PURPOSE: &str = "signing code";

/// How a person signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Drawn: the strokes as JSON.
    Drawn(String),
    /// Typed: the name.
    Typed(String),
}

/// A signature as it was submitted.
#[derive(Clone, Debug)]
pub struct SignOrder {
    /// The signatory's part.
    pub signature: SignatureId,
    /// The six-digit code.
    pub code: String,
    /// Drawn or typed.
    pub mark: Mark,
    /// The name to print.
    pub name: String,
    /// The role in the company.
    pub title: String,
}

/// A person who has to sign.
struct Signer {
    id: String,
    name: String,
    title: Option<String>,
    email: String,
}

fn signers(db: &mut Db, who: &Reader) -> Outcome<Vec<Signer>> {
    match who.subject {
        Subject::Client(creditor) => {
            let people = store::clients::unscoped::people(db, creditor)?.into_iter().filter(|person| person.signs);
            let signer = |one: store::clients::ClientPerson| Signer {
                id: one.id.to_string(),
                name: one.name(),
                title: one.title,
                email: one.email,
            };
            Ok(people.map(signer).collect())
        }
        Subject::Agency(_) => match (&who.person, &who.signer) {
            (Some(person), Some((name, email))) => {
                Ok(vec![Signer { id: person.clone(), name: name.clone(), title: None, email: email.clone() }])
            }
            _ => Err(StoreError::NotFound.into()),
        },
    }
}

/// An agreement that can be signed.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The agreement.
    pub agreement: Agreement,
    /// A part for each signatory.
    pub parts: Vec<Signature>,
    /// Its text.
    pub shown: Shown,
}

/// The agreement to sign, with the parts of its signatories and its text. The first signature fixes the text; until
/// then it follows the company's data and the reader's language.
///
/// # Errors
/// No text is published; there is no signatory; the account has not been proved.
pub fn prepare(db: &mut Writer, who: &Reader, matter: Matter, wanted: Language, ctx: &Context) -> Outcome<Prepared> {
    if who.must_prove {
        return Err(ClientRefusal::ProofNeeded.into());
    }
    db.write(|db| {
        let people = signers(db, who)?;
        let drafted = draft(db, who, matter, wanted, &people, ctx)?;
        if let Some(known) = agreements::newest(db, who.subject, matter)?.filter(|one| one.version == drafted.version) {
            let parts = agreements::parts(db, known.id)?;
            let is_fixed = parts.iter().any(|part| part.signed_at.is_some());
            let is_mine = who.person.as_ref().is_none_or(|own| parts.iter().any(|part| part.signatory == *own));
            let named = |part: &Signature| people.iter().any(|one| one.id == part.signatory && one.email == part.email);
            if is_fixed || (is_mine && parts.iter().all(named) && says_the_same(&known, &drafted)) {
                return Ok(Prepared { shown: text::blocks_of(db, &known)?, agreement: known, parts });
            }
            let reason = "The company’s data, its signatories or the language changed before anybody had signed.";
            agreements::void(db, &known, reason, ctx.now)?;
        }
        let shown = text::blocks_of(db, &drafted)?;
        let agreement = Agreement { shown_sha256: shown.sha256.clone(), ..drafted };
        let parts: Vec<Signature> =
            (0_i64..).zip(people).map(|(place, one)| part_of(agreement.id, place, one, ctx)).collect();
        if parts.is_empty() {
            return Err(ClientRefusal::StepOver.into());
        }
        agreements::insert(db, &agreement, &parts)?;
        let fact = ClientFact::AgreementShown {
            kind: agreement.kind.name(),
            version: agreement.version.clone(),
            language: agreement.language.code().to_owned(),
            sha256: shown.sha256.clone(),
        };
        evidence::record(db, &who.about(agreement.id), &who.author, &fact, &who.seen.details(), ctx.now)?;
        Ok(Prepared { agreement, parts, shown })
    })
}

/// The agreement with the present data; its text is not fixed yet.
fn draft(
    db: &mut Db,
    who: &Reader,
    matter: Matter,
    wanted: Language,
    people: &[Signer],
    ctx: &Context,
) -> Outcome<Agreement> {
    let signatories: Vec<(String, Option<String>)> =
        people.iter().map(|one| (one.name.clone(), one.title.clone())).collect();
    let mut fill = |kind: AgreementKind, wanted: Language| -> Outcome<(Filling, String)> {
        let version = agreements::unscoped::version(db, kind)?.ok_or(StoreError::NotFound)?;
        let (language, _) = agreements::unscoped::text(db, kind, &version, wanted)?;
        let filling = Filling { language, version, signatories: signatories.clone() };
        let variables = fill::variables_of(db, who.subject, Matter { kind, ..matter }, &filling, ctx)?;
        Ok((filling, variables))
    };
    let (main, variables) = fill(matter.kind, wanted)?;
    let is_with_prices = matter.kind == AgreementKind::Poa && matter.carve_out.is_some();
    let appendix = if is_with_prices { Some(fill(AgreementKind::PricingAppendix, main.language)?) } else { None };
    let (creditor_id, agency) = match who.subject {
        Subject::Client(id) => (Some(id), matter.partner),
        Subject::Agency(id) => (None, Some(id)),
    };
    Ok(Agreement {
        id: AgreementId::from_uuid(store::fresh_id()),
        kind: matter.kind,
        creditor_id,
        collection_partner_id: agency,
        version: main.version,
        language: main.language,
        variables,
        shown_sha256: String::new(),
        created_at: ctx.now.naive_utc(),
        signed_at: None,
        voided_at: None,
        void_reason: None,
        carve_out_id: matter.carve_out,
        appendix_version: appendix.as_ref().map(|(filling, _)| filling.version.clone()),
        appendix_variables: appendix.map(|(_, variables)| variables),
    })
}

fn says_the_same(known: &Agreement, now: &Agreement) -> bool {
    let said = |one: &Agreement| {
        (one.language, one.variables.clone(), one.appendix_version.clone(), one.appendix_variables.clone())
    };
    said(known) == said(now)
}

fn part_of(agreement: AgreementId, place: i64, signer: Signer, ctx: &Context) -> Signature {
    let id = SignatureId::from_uuid(store::fresh_id());
    Signature {
        id,
        agreement_id: agreement,
        place,
        signatory: signer.id,
        name: signer.name,
        title: signer.title,
        email: signer.email,
        token_hash: store::secret_hash(&ctx.new_onboarding_token(id.as_str())),
        language: None,
        opened_at: None,
        code_hash: None,
        code_until: None,
        code_sent_at: None,
        proved_at: None,
        method: None,
        mark: None,
        address: None,
        agent: None,
        signed_at: None,
    }
}

fn guard(who: &Reader) -> Guard {
    Guard::new(who.subject, &who.seen.address)
}

/// Seconds until the reader may ask for another code.
pub fn code_pause(db: &mut Db, who: &Reader, ctx: &Context) -> Outcome<i64> {
    guard(who).pause(db, ctx.now)
}

/// The part of one signatory, with all parts of its agreement.
struct OpenPart {
    agreement: Agreement,
    parts: Vec<Signature>,
    part: Signature,
}

/// The part of one signatory.
fn open_part(db: &mut Db, who: &Reader, id: SignatureId) -> Outcome<OpenPart> {
    let agreement = agreements::of_part(db, who.subject, id)?;
    let parts = agreements::parts(db, agreement.id)?;
    // Somebody who opened their own link signs only for themselves.
    let theirs = |part: &&Signature| part.id == id && who.person.as_ref().is_none_or(|own| *own == part.signatory);
    let part = parts.iter().find(theirs).cloned().ok_or(StoreError::NotFound)?;
    // A repeated signature is accepted, and changes nothing.
    if who.must_prove && part.signed_at.is_none() {
        return Err(ClientRefusal::ProofNeeded.into());
    }
    // While nobody has signed, the text may change: another language, other data, a new version. A reader of the old
    // text has to read the new one first.
    let is_fixed = parts.iter().any(|one| one.signed_at.is_some());
    let in_force = agreements::unscoped::version(db, agreement.kind)?;
    if agreement.voided_at.is_some() || (!is_fixed && in_force.as_ref() != Some(&agreement.version)) {
        return Err(ActionError::At("read", "error-stale".to_owned()));
    }
    Ok(OpenPart { agreement, parts, part })
}

/// Sends a code to a signatory's address; returns the seconds to wait if one was sent a moment ago.
///
/// # Errors
/// Not a signatory of this client; the text has changed.
pub fn send_code(db: &mut Writer, who: &Reader, id: SignatureId, words: &Words, ctx: &Context) -> Outcome<i64> {
    db.write(|db| {
        let OpenPart { agreement, mut part, .. } = open_part(db, who, id)?;
        if part.signed_at.is_some() {
            return Ok(0);
        }
        let pause = guard(who).send(db, ctx.now)?;
        if pause > 0 {
            return Ok(pause);
        }
        let code = store::db::entropy::fresh_code();
        part.code_hash = Some(codes::hash_of(ctx, PURPOSE, part.id.as_str(), &code));
        part.code_until = Some((ctx.now + chrono::Duration::minutes(CODE_MINUTES)).naive_utc());
        part.code_sent_at = Some(ctx.now.naive_utc());
        agreements::save(db, &part)?;
        let (face, ctx) = who.house(db, ctx)?;
        let house = mail::signing::House { face: &face, operator: &ctx.operator, company: &who.company, words };
        let letter = mail::signing::code(&house, &part.name, &words.say(title_of(&agreement)), &code);
        store::mails::queue(db, &part.email, &part.name, &letter, None, ctx.now)?;
        let fact = ClientFact::CodeSent { email: part.email.clone() };
        evidence::record(db, &who.about(agreement.id), &who.author, &fact, &who.seen.details(), ctx.now)?;
        Ok(0)
    })
}

/// The message name of a document's title.
pub fn title_of(agreement: &Agreement) -> &'static str {
    name_of(agreement.kind, agreement.appendix_version.is_some())
}

/// The message name of an agreement. A power of attorney with prices has a name for both.
pub fn name_of(kind: AgreementKind, has_prices: bool) -> &'static str {
    match kind {
        AgreementKind::Sdca => "agreement-sdca",
        AgreementKind::PartnerSdca => "agreement-partner-sdca",
        AgreementKind::Poa if has_prices => "agreement-poa-with-pricing-appendix",
        AgreementKind::Poa => "agreement-poa",
        AgreementKind::PricingAppendix => "agreement-pricing-appendix",
    }
}

/// Checks a code and counts a wrong one, in a transaction of its own: the count must stay when signing is refused.
/// # Errors
/// Not a signatory of this client.
pub fn try_code(
    db: &mut Writer,
    who: &Reader,
    id: SignatureId,
    code: &str,
    ctx: &Context,
) -> Outcome<Result<(), CodeProblem>> {
    db.write(|db| {
        let OpenPart { agreement, part, .. } = open_part(db, who, id)?;
        if part.signed_at.is_some() {
            return Ok(Ok(()));
        }
        let tried = guard(who).try_code(db, part.code_until, is_right(&part, code, ctx), ctx.now)?;
        let Tried::Refused { problem, used_up, is_closing } = tried else { return Ok(Ok(())) };
        let email = part.email.clone();
        if let Some(wrong) = used_up {
            let fact = if is_closing {
                ClientFact::CodesClosed { email, wrong }
            } else {
                ClientFact::CodeRefused { email, wrong }
            };
            evidence::record(db, &who.about(agreement.id), &who.author, &fact, &who.seen.details(), ctx.now)?;
        }
        if is_closing {
            let (face, ctx) = who.house(db, ctx)?;
            let words = &Words(agreement.language);
            let house = mail::signing::House { face: &face, operator: &ctx.operator, company: &who.company, words };
            let letter = mail::signing::codes_closed(&house, &part.name);
            store::mails::queue(db, &part.email, &part.name, &letter, None, ctx.now)?;
        }
        Ok(Err(problem))
    })
}

fn is_right(part: &Signature, code: &str, ctx: &Context) -> bool {
    codes::is_right(ctx, PURPOSE, part.id.as_str(), code, part.code_hash.as_deref())
}

/// Signs; returns how many signatories are left. Repeating it changes nothing.
///
/// # Errors
/// Not a signatory of this client; a wrong or expired code.
pub fn sign(db: &mut Writer, who: &Reader, order: &SignOrder, words: &Words, ctx: &Context) -> Outcome<usize> {
    db.write(|db| {
        let OpenPart { agreement, parts, mut part } = open_part(db, who, order.signature)?;
        let others = parts.iter().filter(|one| one.id != part.id && one.signed_at.is_none()).count();
        if part.signed_at.is_some() {
            return Ok(others);
        }
        let guard = guard(who);
        guard
            .judge(db, part.code_until, is_right(&part, &order.code, ctx), ctx.now)?
            .map_err(|problem| ActionError::At("code", problem.message()))?;
        let (method, mark) = match &order.mark {
            Mark::Drawn(strokes) => (SignatureMethod::Drawn, strokes),
            Mark::Typed(name) => (SignatureMethod::Typed, name),
        };
        part.name.clone_from(&order.name);
        part.title = Some(order.title.clone());
        (part.method, part.mark) = (Some(method), Some(mark.clone()));
        (part.address, part.agent) = (Some(who.seen.address.clone()), Some(who.seen.agent.clone()));
        part.proved_at = Some(ctx.now.naive_utc());
        (part.code_hash, part.code_until) = (None, None);
        part.signed_at = Some(ctx.now.naive_utc());
        // Another request signed this part at the same moment. That is no error.
        if !agreements::save(db, &part)? {
            return Ok(others);
        }
        let about = who.about(agreement.id);
        let wrong = guard.wrong(db, ctx.now)?;
        guard.accept(db, ctx.now)?;
        let accepted = ClientFact::CodeAccepted { email: part.email.clone(), wrong };
        evidence::record(db, &about, &who.author, &accepted, &who.seen.details(), ctx.now)?;
        let signed = ClientFact::Signed {
            name: part.name.clone(),
            email: part.email.clone(),
            method: method.name(),
            sha256: agreement.shown_sha256.clone(),
        };
        evidence::record(db, &about, &who.author, &signed, &who.seen.details(), ctx.now)?;
        if others == 0 {
            welcome(db, &agreement, ctx)?;
            agreements::conclude(db, &agreement, ctx.now)?;
            crate::actions::cases::contracts_signed(db, agreement.creditor_id, ctx)?;
        } else if parts.iter().all(|one| one.signed_at.is_none()) {
            ask_the_others(db, who, &agreement, &parts, &part, words, ctx)?;
        }
        Ok(others)
    })
}

/// After the first signature the other signatories get a mail, each with a link of their own.
fn ask_the_others(
    db: &mut Tx<'_>,
    who: &Reader,
    agreement: &Agreement,
    parts: &[Signature],
    first: &Signature,
    words: &Words,
    ctx: &Context,
) -> Outcome<()> {
    let (face, ctx) = who.house(db, ctx)?;
    let house = mail::signing::House { face: &face, operator: &ctx.operator, company: &who.company, words };
    for other in parts.iter().filter(|one| one.id != first.id) {
        let link = ctx.onboarding_url(other.id.as_str(), &other.token_hash);
        let letter = mail::signing::turn(&house, (&other.name, &first.name), &words.say(title_of(agreement)), &link);
        store::mails::queue(db, &other.email, &other.name, &letter, None, ctx.now)?;
    }
    Ok(())
}
