//! Makes the file of an agreement that all signatories have signed: once, with its evidence, signed and sealed.

use super::evidence_page::{self, Evidence};
use super::reader::about;
use super::sign::title_of;
use super::text::{self, Shown, fault};
use super::timestamp::Stamping;
use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::agreement::{FileLevel, stamp_pause};
use crate::domain::brand::Face;
use crate::domain::client::ClientFact;
use crate::pdf::sheet::{self, Attachment, Paper};
use crate::pdf::sign::{self as seal, Authority, Level, Person, Sealing, Signatory, Signed};
use crate::store::agreements::evidence::{self, Subject};
use crate::store::agreements::{self, Agreement, Signature};
use crate::store::clients::referrals::ReferralPartner;
use crate::store::db::series;
use crate::store::documents::blobs::Blobs;
use crate::store::{self, Database};
use crate::words::Words;

/// The keys that sign for people and seal for the operator.
pub struct Keys {
    /// The instance's own authority and the operator's seal.
    pub authority: Authority,
}

/// Years for which the certificates of signatories are valid.
const CERTIFICATE_YEARS: i64 = 10;

/// Makes the missing files of completely signed agreements; returns how many. A failed one is tried again in the next
/// round, since its signatures are stored, and does not stop the others.
///
/// # Errors
/// The last error, after every agreement was tried.
pub fn complete_all(
    database: &Database,
    blobs: &Blobs,
    keys: &Keys,
    stamping: &Stamping<'_>,
    ctx: &Context,
) -> Outcome<usize> {
    let waiting = agreements::unscoped::without_file(&mut database.read()?)?;
    let mut made = Ok(waiting.len());
    for agreement in &waiting {
        if let Err(error) = complete(database, blobs, keys, stamping, agreement, ctx) {
            made = Err(error);
        }
    }
    made
}

/// Makes one file. No connection is held while it is set and signed, because that takes long.
fn complete(
    database: &Database,
    blobs: &Blobs,
    keys: &Keys,
    stamping: &Stamping<'_>,
    agreement: &Agreement,
    ctx: &Context,
) -> Outcome<()> {
    let mut reader = database.read()?;
    let db = &mut reader;
    let parts = agreements::parts(db, agreement.id)?;
    let records = evidence::of_agreement(db, agreement.id)?;
    let shown = text::blocks_of(db, agreement)?;
    if shown.sha256 != agreement.shown_sha256 {
        return Err(fault("the text is no longer the one that was shown"));
    }
    let organisation = match agreement.subject()? {
        Subject::Client(id) => store::clients::unscoped::creditor(db, id)?.name,
        Subject::Agency(id) => store::people::organisations::profile(db, id)?.name,
    };
    drop(reader);
    let evidence = Evidence { agreement, parts: &parts, records: &records };
    let (bytes, level) = file_of(&evidence, &shown, &organisation, keys, stamping, ctx)?;
    let stored = blobs.put_blocking_bytes(&bytes)?;
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    database.write()?.write(|db| {
        store::documents::hold_bytes(db, &stored.sha256, size, ctx.now)?;
        let number = series::following(None);
        if !agreements::unscoped::add_file(db, agreement.id, number, &stored.sha256, size, level, ctx.now)? {
            return Ok(());
        }
        if level == FileLevel::B {
            agreements::files::want_timestamp(db, agreement.id, ctx.now + stamp_pause(0))?;
        }
        let about = about(db, agreement)?;
        let partner = about.referral_partner;
        let fact = ClientFact::Completed {
            kind: agreement.kind.name(),
            version: agreement.version.clone(),
            sha256: stored.sha256.clone(),
            level: level.name(),
        };
        evidence::record(db, &about, &Author::system(), &fact, &[], ctx.now)?;
        let words = Words(agreement.language);
        let partner = partner.map(|id| store::clients::referrals::profile(db, id)).transpose()?;
        let face = partner.as_ref().map_or_else(|| Face::of_operator(&ctx.operator), ReferralPartner::face);
        let ctx = ctx.under(partner.and_then(|partner| partner.brand_host).as_deref());
        let house =
            crate::mail::signing::House { face: &face, operator: &ctx.operator, company: &organisation, words: &words };
        // The file is attached. The button leads to the page that verifies it.
        let link = format!("{}/verify", ctx.base_url);
        for part in &parts {
            let title = words.say(title_of(agreement));
            let letter = crate::mail::signing::signed(&house, &part.name, &title, &stored.sha256, &link);
            store::mails::queue(db, &part.email, &part.name, &letter, None, ctx.now)?;
        }
        Ok(())
    })
}

/// The finished file and its level. The evidence page states the level; so if no authority gave a timestamp, the file
/// is set and signed again without.
fn file_of(
    evidence: &Evidence<'_>,
    shown: &Shown,
    organisation: &str,
    keys: &Keys,
    stamping: &Stamping<'_>,
    ctx: &Context,
) -> Outcome<(Vec<u8>, FileLevel)> {
    if !stamping.sources.is_empty() {
        let signed = signed(evidence, shown, organisation, keys, Some(stamping), ctx)?;
        stamping.tell(&signed.attempts);
        if signed.level == Level::T {
            return Ok((signed.bytes, FileLevel::T));
        }
    }
    Ok((signed(evidence, shown, organisation, keys, None, ctx)?.bytes, FileLevel::B))
}

fn signed(
    evidence: &Evidence<'_>,
    shown: &Shown,
    organisation: &str,
    keys: &Keys,
    stamping: Option<&Stamping<'_>>,
    ctx: &Context,
) -> Outcome<Signed> {
    let agreement = evidence.agreement;
    let words = Words(agreement.language);
    let title = words.say(title_of(agreement));
    let mut blocks = shown.blocks.clone();
    blocks.extend(evidence_page::blocks(evidence, &words, stamping.is_some(), ctx)?);
    let json = serde_json::to_vec_pretty(&evidence_page::json(evidence, stamping.is_some())).map_err(fault)?;
    let description = words.say("document-evidence-title");
    let attachments = [Attachment {
        name: evidence_page::ATTACHMENT,
        mime: "application/json",
        description: &description,
        bytes: &json,
    }];
    let page_of = words.fill("document-page", &[("page", "{page}"), ("pages", "{pages}")]);
    let paper = Paper {
        title: &title,
        language: agreement.language.code(),
        author: &ctx.operator,
        at: ctx.now,
        id: agreement.id.as_str(),
        head: (&title, organisation),
        foot: &agreement.version,
        page_of: &page_of,
        not_signed: None,
        attachments: &attachments,
    };
    let pdf = sheet::pdf(&paper, &blocks).map_err(fault)?;
    let signatories: Vec<Signatory> =
        evidence.parts.iter().map(|part| signatory(part, agreement, organisation, &title)).collect();
    let sealing = Sealing {
        label: words.with("document-seal", "operator", &ctx.operator),
        reason: title.clone(),
        at: ctx.now,
        until: ctx.now + chrono::Duration::days(CERTIFICATE_YEARS * 365),
    };
    let mut entropy = |bytes: &mut [u8]| store::db::entropy::fill(bytes);
    let mut stamper = stamping.map(|stamping| stamping.stamper(ctx.now));
    seal::sign(&pdf, &keys.authority, &signatories, &sealing, stamper.as_mut(), &mut entropy).map_err(fault)
}

fn signatory(part: &Signature, agreement: &Agreement, organisation: &str, title: &str) -> Signatory {
    Signatory {
        person: Person {
            name: part.name.clone(),
            email: part.email.clone(),
            organisation: Some(organisation.to_owned()),
        },
        label: part.name.clone(),
        reason: title.to_owned(),
        at: part.signed_at.unwrap_or(agreement.created_at).and_utc(),
    }
}
