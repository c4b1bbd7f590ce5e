//! Reading and signing an agreement with a code: what the pages of clients and agencies share.

mod forms;

use serde::Serialize;

use crate::actions::Context;
use crate::actions::agreements::{self, Prepared, Reader, Shown, title_of};
use crate::domain::agreement::{AgreementKind, Matter, masked};
use crate::domain::code::{self, CODE_MINUTES};
use crate::domain::ids::SignatureId;
use crate::pdf::sheet::{self, Paper};
use crate::pdf::text::Block;
use crate::store::agreements::{Agreement, Signature};
use crate::store::{self, Writer};
use crate::web::http::{App, Failure, Filled, Input, Problems};
use crate::words::Words;

pub(crate) use forms::SignForm;

/// An agreement to be signed, as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeskResource {
    kind: &'static str,
    name: String,
    version: String,
    language: &'static str,
    /// SHA-256 of the text as shown.
    text_sha256: String,
    /// The text as HTML.
    text: String,
    signatories: Vec<PartResource>,
}

/// One signatory.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartResource {
    /// The value to send as `signature`.
    id: String,
    name: String,
    /// The e-mail address, partly hidden.
    email: String,
    signed_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// An agreement's text as HTML. All values in it are escaped.
pub(crate) struct Written(String);

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Written {}

/// Where the forms are sent, and what was typed.
pub(crate) struct DeskForm {
    /// The address that signs. With `/code` appended, the address that mails a code.
    pub to: String,
    /// The address of the text as PDF.
    pub pdf: String,
    /// What was typed.
    pub form: Option<Filled>,
}

/// An agreement with all a signatory needs: the text, the code, the signature.
pub(crate) struct Desk {
    pub words: Words,
    pub agreement: Agreement,
    pub parts: Vec<Signature>,
    /// The signatory on this page, if known.
    pub me: Option<Signature>,
    pub form: Filled,
    pub to: String,
    pub pdf: String,
    /// The company that signs.
    pub company: String,
    /// The other party.
    pub party: String,
    pub text: Written,
    /// The country of an appendix with prices.
    country: String,
    /// Seconds until another code may be sent.
    pub pause: i64,
    /// Whether the reader may be any of several signatories.
    pub is_shared: bool,
}

impl Desk {
    /// Loads an agreement for signing.
    ///
    /// # Errors
    /// If nothing is published, or there is no signatory.
    pub(crate) fn load(
        db: &mut Writer,
        who: &Reader,
        matter: Matter,
        words: Words,
        placed: DeskForm,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let Prepared { agreement, parts, shown } = agreements::prepare(db, who, matter, words.0, ctx)?;
        let form = match placed.form {
            Some(form) => {
                let problems = form.problems.reworded(|_, text| words.problem(text));
                Filled { problems, ..form }
            }
            None => Filled::new::<forms::SignForm>(),
        };
        let chosen = SignatureId::parse(form.text("signature")).filter(|id| parts.iter().any(|part| part.id == *id));
        let is_begun = parts.iter().any(|part| part.signed_at.is_some());
        let mine = |part: &&Signature| match (&who.person, chosen) {
            (Some(person), _) => part.signatory == *person,
            (None, Some(id)) => part.id == id,
            // After the first signature, the other signatories have links of their own.
            (None, None) => part.signed_at.is_some() == is_begun,
        };
        let me = parts.iter().find(mine).cloned();
        let pause = agreements::code_pause(db, who, ctx)?;
        let party = match matter.partner.filter(|_| matter.kind == AgreementKind::Poa) {
            Some(agency) => store::people::organisations::profile(db, agency)?.name,
            None => ctx.operator.clone(),
        };
        let country = match matter.carve_out {
            Some(id) => words.country(&store::agreements::powers::unscoped::carve_out(db, id)?.country),
            None => String::new(),
        };
        Ok(Self {
            is_shared: who.person.is_none() && parts.len() > 1,
            words,
            agreement,
            parts,
            me,
            form,
            to: placed.to,
            pdf: placed.pdf,
            company: who.company.clone(),
            party,
            text: Written(shown.html),
            country,
            pause,
        })
    }

    /// The agreement as JSON.
    pub(crate) fn resource(&self) -> DeskResource {
        DeskResource {
            kind: self.agreement.kind.name(),
            name: self.title(),
            version: self.agreement.version.clone(),
            language: self.agreement.language.code(),
            text_sha256: self.agreement.shown_sha256.clone(),
            text: self.text.0.clone(),
            signatories: self
                .parts
                .iter()
                .map(|part| PartResource {
                    id: part.id.to_string(),
                    name: part.name.clone(),
                    email: self.masked(part),
                    signed_at: part.signed_at.map(|at| at.and_utc()),
                })
                .collect(),
        }
    }

    /// The name of the document.
    pub(crate) fn title(&self) -> String {
        self.words.say(title_of(&self.agreement))
    }

    /// The heading of the page.
    pub(crate) fn heading(&self) -> String {
        self.words.say(match self.agreement.kind {
            _ if self.has_signed() => "waiting-title",
            AgreementKind::Sdca | AgreementKind::PartnerSdca => "read-title-sdca",
            AgreementKind::Poa => "read-title-poa",
            AgreementKind::PricingAppendix => "read-title-pricing-appendix",
        })
    }

    /// What the document is about, in one or two sentences.
    pub(crate) fn intro(&self) -> String {
        let partner = || self.words.with("read-intro-poa", "partner", &self.party);
        match self.agreement.kind {
            AgreementKind::Sdca => self.words.say("read-intro-sdca"),
            AgreementKind::PartnerSdca => String::new(),
            AgreementKind::Poa if self.agreement.appendix_version.is_some() => {
                format!("{} {}", partner(), self.words.say("poa-intro-pricing"))
            }
            AgreementKind::Poa => partner(),
            AgreementKind::PricingAppendix => self.words.fill(
                "read-intro-pricing-appendix",
                &[("partner", self.party.as_str()), ("country", self.country.as_str())],
            ),
        }
    }

    /// The label of the last button.
    pub(crate) fn button(&self) -> String {
        self.words.say(match self.agreement.kind {
            AgreementKind::Poa => "signature-sign-poa",
            AgreementKind::PricingAppendix => "signature-sign-pricing-appendix",
            _ => "signature-sign",
        })
    }

    /// The value of a field: what was typed, or else what is known.
    pub(crate) fn known(&self, field: &str, known: Option<&str>) -> String {
        let typed = self.form.text(field);
        if typed.is_empty() { known.unwrap_or_default().to_owned() } else { typed.to_owned() }
    }

    /// A signatory's e-mail address, partly hidden.
    pub(crate) fn masked(&self, part: &Signature) -> String {
        masked(&part.email)
    }

    /// How many signatures are missing.
    pub(crate) fn still(&self) -> i64 {
        i64::try_from(self.parts.iter().filter(|part| part.signed_at.is_none()).count()).unwrap_or(i64::MAX)
    }

    /// Whether the reader has signed everything.
    pub(crate) fn has_signed(&self) -> bool {
        self.me.as_ref().is_none_or(|me| me.signed_at.is_some())
    }

    /// When another code may be sent, in words; "" for now.
    pub(crate) fn pause_words(&self) -> String {
        pause_words(self.words, self.pause)
    }

    /// Minutes for which a code works.
    pub(crate) fn minutes(&self) -> i64 {
        CODE_MINUTES
    }

    /// Whether a code was sent.
    pub(crate) fn has_code(&self) -> bool {
        self.me.as_ref().is_some_and(|me| me.code_hash.is_some())
    }
}

/// When another code may be sent, in words; "" for now. A pause of more than an hour is the result of too many wrong
/// codes.
pub(crate) fn pause_words(words: Words, pause: i64) -> String {
    match pause {
        ..=0 => String::new(),
        1..=3600 => words.count("code-resend-in", "seconds", pause),
        _ => words.with("code-locked", "minutes", &code::minutes(pause).to_string()),
    }
}

/// Checks the code in a transaction of its own, so that a wrong one is counted even if nothing is signed. A form that
/// cannot be read has no code to check.
///
/// # Errors
/// If the person is not a signatory.
pub(crate) async fn code_counts(
    app: &App,
    who: &Reader,
    sent: &Input<SignForm>,
) -> Result<Result<(), Failure>, Failure> {
    let Ok(order) = sent.parse() else { return Ok(Ok(())) };
    let who = who.clone();
    let tried = app.run(move |db, ctx| Ok(agreements::try_code(db, &who, order.signature, &order.code, ctx)?)).await;
    match tried {
        Ok(verdict) => Ok(verdict.map_err(|problem| Failure::Invalid(Problems::at("code", problem.message())))),
        // The text has changed since; the form says so.
        Err(failure) if failure.problems().is_some() => Ok(Err(failure)),
        Err(failure) => Err(failure),
    }
}

/// An unsigned agreement for reading.
pub(crate) struct Draft {
    agreement: Agreement,
    blocks: Vec<Block>,
    operator: String,
    company: String,
    words: Words,
}

impl Draft {
    /// The text of an agreement as a draft.
    pub(crate) fn new(agreement: Agreement, shown: Shown, company: String, words: Words, ctx: &Context) -> Self {
        Self { agreement, blocks: shown.blocks, operator: ctx.operator.clone(), company, words }
    }

    /// The draft as PDF, marked as not signed on every page.
    ///
    /// # Errors
    /// If characters cannot be printed.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>, Failure> {
        let words = self.words;
        let title = words.say(title_of(&self.agreement));
        let page_of = words.fill("document-page", &[("page", "{page}"), ("pages", "{pages}")]);
        let paper = Paper {
            title: &title,
            language: self.agreement.language.code(),
            author: &self.operator,
            at: self.agreement.created_at.and_utc(),
            id: self.agreement.id.as_str(),
            head: (&title, &self.company),
            foot: &self.agreement.version,
            page_of: &page_of,
            not_signed: Some(&words.say("verify-unsigned-title")),
            attachments: &[],
        };
        sheet::pdf(&paper, &self.blocks).map_err(|error| Failure::Fault(error.to_string()))
    }

    /// The draft as an answer, shown in the browser and not cached.
    ///
    /// # Errors
    /// If characters cannot be printed.
    pub(crate) async fn answer(self) -> Result<actix_web::HttpResponse, Failure> {
        // Layout takes time, so it holds no database connection.
        let bytes =
            actix_web::web::block(move || self.pdf()).await.map_err(|error| Failure::Fault(error.to_string()))??;
        Ok(actix_web::HttpResponse::Ok()
            .content_type("application/pdf")
            .insert_header(("content-disposition", "inline; filename=\"agreement.pdf\""))
            .insert_header(("cache-control", "private, no-store"))
            .body(bytes))
    }
}

/// The name of a signed file.
pub(crate) fn file_name(agreement: &Agreement, company: &str) -> String {
    let title = Words(agreement.language).say(title_of(agreement));
    if company.is_empty() { format!("{title}.pdf") } else { format!("{title}, {company}.pdf") }
}
