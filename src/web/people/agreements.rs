//! An agency's agreements: its own with the operator, which an Admin signs, and the powers of attorney from creditors.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;

use crate::actions::Context;
use crate::actions::agreements::{self, Prepared, Reader, title_of};
use crate::domain::actor::Partner;
use crate::domain::agreement::{AgreementKind, Matter};
use crate::domain::ids::{AgreementId, SignatureId};
use crate::store::agreements::powers::Filed;
use crate::store::{self, Writer};
use crate::web::filters;
use crate::web::http::who::{Anyone, PartnerAdmin, Who};
use crate::web::http::{Answer, App, Done, Failure, Filled, Input, Page, Problems};
use crate::web::signing::{Desk, DeskForm, Draft, SignForm, code_counts, file_name};
use crate::words::Words;

/// The address of the page.
const AGREEMENTS: &str = "/partner/settings/agreements";

const OWN_AGREEMENT: Matter = Matter { kind: AgreementKind::PartnerSdca, partner: None, carve_out: None };

#[derive(Template)]
#[template(path = "people/agreements.html")]
pub(crate) struct AgreementsPage {
    /// The agreement to be signed, if the reader may sign it.
    desk: Option<Desk>,
    /// The operator's name.
    operator: String,
    /// When the agency signed, and the version, if it was signed in this portal.
    signed: Option<(chrono::NaiveDateTime, Option<String>)>,
    in_force: Option<String>,
    filed: Vec<Filed>,
}

impl Page for AgreementsPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}

impl AgreementsPage {
    fn load(
        db: &mut Writer,
        who: &Partner,
        reader: Option<&Reader>,
        form: Option<Filled>,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let agency = store::people::organisations::profile(db, who.agency.id)?;
        let in_force = store::agreements::unscoped::version(db, AgreementKind::PartnerSdca)?;
        let signed = agency.agreement_signed_at.map(|at| (at, agency.agreement_version.clone()));
        // An agreement signed elsewhere counts until a version is signed here.
        let is_due = match &signed {
            None => in_force.is_some(),
            Some((_, version)) => version.is_some() && *version != in_force,
        };
        let desk = match reader.filter(|_| is_due) {
            Some(reader) => {
                let placed = DeskForm { to: AGREEMENTS.to_owned(), pdf: format!("{AGREEMENTS}/draft.pdf"), form };
                Some(Desk::load(db, reader, OWN_AGREEMENT, Words::default(), placed, ctx)?)
            }
            None => None,
        };
        let filed = store::agreements::powers::of_agency(db, who)?;
        Ok(Self { desk, operator: ctx.operator.clone(), signed, in_force, filed })
    }

    /// Whether a newer version was published after the agency signed.
    fn is_outdated(&self) -> bool {
        self.signed.as_ref().is_some_and(|(_, version)| version.is_some() && *version != self.in_force)
    }

    fn name(&self, filed: &Filed) -> String {
        Words::default().say(title_of(&filed.agreement))
    }
}

/// `GET /settings/agreements`
pub(crate) async fn show_agreements(Who(who): Who<Partner>, seen: Anyone, app: App) -> Answer<AgreementsPage> {
    let visitor = who.clone();
    let page = app
        .run(move |db, ctx| {
            let reader = visitor.is_admin().then(|| Reader::of_agency(&visitor, &seen.address, &seen.agent));
            AgreementsPage::load(db, &visitor, reader.as_ref(), None, ctx)
        })
        .await?;
    app.show(who, move |_, _| Ok(page)).await
}

/// `POST /settings/agreements/code`: mails a code to the Admin who asks.
pub(crate) async fn send_code(
    who: PartnerAdmin,
    seen: Anyone,
    sent: Input<SignForm>,
    app: App,
) -> Answer<AgreementsPage> {
    if sent.is_shown_again() {
        let ctx = app.context();
        let failure = sent.parse().map(|_| Failure::NotFound).unwrap_or_else(Failure::from);
        return app
            .again_prepared(who, &sent, failure, move |db, who, form| {
                AgreementsPage::load(db, &who.0, None, Some(form), &ctx)
            })
            .await;
    }
    let id = SignatureId::parse(sent.fields.text("signature")).ok_or(Failure::NotFound)?;
    let visitor = who.clone();
    let form = Filled::again(&sent, Problems::none());
    let page = app
        .run(move |db, ctx| {
            let reader = Reader::of_agency(&visitor.0, &seen.address, &seen.agent);
            agreements::send_code(db, &reader, id, &Words::default(), ctx)?;
            AgreementsPage::load(db, &visitor.0, Some(&reader), Some(form), ctx)
        })
        .await?;
    app.show(who, move |_, _| Ok(page)).await
}

/// `POST /settings/agreements`: signs for the agency.
///
/// # Errors
/// If the code is wrong or something is missing.
pub(crate) async fn sign(who: PartnerAdmin, seen: Anyone, sent: Input<SignForm>, app: App) -> Answer<AgreementsPage> {
    let reader = Reader::of_agency(&who.0, &seen.address, &seen.agent);
    let (ctx, mine) = (app.context(), reader.clone());
    let again = move |db: &mut Writer, who: &PartnerAdmin, form: Filled| {
        AgreementsPage::load(db, &who.0, Some(&mine), Some(form), &ctx)
    };
    if let Err(failure) = code_counts(&app, &reader, &sent).await? {
        return app.again_prepared(who, &sent, failure, again).await;
    }
    app.submit_prepared(
        who,
        sent,
        move |db, _, order, ctx| {
            agreements::sign(db, &reader, &order, &Words::default(), ctx)?;
            Ok(Done::gone(AGREEMENTS, "Your agency has signed. Cases can be accepted now."))
        },
        again,
    )
    .await
}

/// `GET /settings/agreements/draft.pdf`: the text to be signed.
pub(crate) async fn show_draft(who: PartnerAdmin, seen: Anyone, app: App) -> Result<HttpResponse, Failure> {
    let draft = app
        .run(move |db, ctx| {
            let reader = Reader::of_agency(&who.0, &seen.address, &seen.agent);
            let words = Words::default();
            let Prepared { agreement, shown, .. } = agreements::prepare(db, &reader, OWN_AGREEMENT, words.0, ctx)?;
            Ok(Draft::new(agreement, shown, reader.company, words, ctx))
        })
        .await?;
    draft.answer().await
}

/// `GET /settings/agreements/{agreementId}`: a signed file.
///
/// # Errors
/// If it is not the agency's, or does not exist yet.
pub(crate) async fn show_document(Who(who): Who<Partner>, id: Path<String>, app: App) -> Result<HttpResponse, Failure> {
    let id = AgreementId::parse(&id).ok_or(Failure::NotFound)?;
    let found = app.read(move |db| Ok(store::agreements::powers::of_agency(db, &who)?)).await?;
    let filed = found.into_iter().find(|one| one.agreement.id == id).ok_or(Failure::NotFound)?;
    let sha256 = filed.file.ok_or(Failure::NotFound)?;
    let name = file_name(&filed.agreement, &filed.creditor);
    crate::web::documents::stored(&app.shared().blobs, &sha256, &name).await
}
