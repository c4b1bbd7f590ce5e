//! The reader of an agreement, who may also be a signatory.

use crate::actions::{Context, Outcome};
use crate::domain::actor::{Author, Newcomer, Partner};
use crate::domain::brand::Face;
use crate::domain::ids::{AgreementId, ReferralPartnerId};
use crate::store::agreements::Agreement;
use crate::store::agreements::evidence::{About, Subject};
use crate::store::{self, Db};

/// From where a page is read.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The network address.
    pub address: String,
    /// The browser, as it names itself.
    pub agent: String,
}

impl Seen {
    /// From where a newcomer reads.
    pub(in crate::actions) fn of(who: &Newcomer) -> Self {
        Self { address: who.address.clone(), agent: who.agent.clone() }
    }

    /// As details of a fact.
    pub(in crate::actions) fn details(&self) -> [(&'static str, String); 2] {
        [("address", self.address.clone()), ("browser", self.agent.clone())]
    }
}

/// A client's person with a link, or an agency's Admin.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The party that signs.
    pub subject: Subject,
    /// The referral partner that brought the client.
    pub referral_partner: Option<ReferralPartnerId>,
    /// The company that signs.
    pub company: String,
    /// The person who opened their own link; they may sign only for themselves.
    pub person: Option<String>,
    /// Name and address of an agency's Admin, who signs in their own name.
    pub signer: Option<(String, String)>,
    /// Whether the account must be proved by a code before anything of it is shown.
    pub must_prove: bool,
    /// The author that facts record.
    pub author: Author,
    /// From where they read; evidence.
    pub seen: Seen,
}

impl Reader {
    /// An agency's Admin.
    pub fn of_agency(who: &Partner, address: &str, agent: &str) -> Self {
        Self {
            subject: Subject::Agency(who.agency.id),
            referral_partner: None,
            company: who.agency.name.clone(),
            person: who.person().map(|person| person.id.to_string()),
            signer: who.person().map(|person| (person.name.clone(), person.email.clone())),
            must_prove: false,
            author: who.author(),
            seen: Seen { address: address.to_owned(), agent: agent.to_owned() },
        }
    }

    /// The subject of evidence records.
    pub(super) fn about(&self, agreement: AgreementId) -> About {
        About { subject: self.subject, agreement: Some(agreement), referral_partner: self.referral_partner }
    }

    /// The brand and host name for mails to them: the referral partner's for its clients, else the operator's.
    pub(super) fn house(&self, db: &mut Db, ctx: &Context) -> Outcome<(Face, Context)> {
        let Some(id) = self.referral_partner else { return Ok((Face::of_operator(&ctx.operator), ctx.clone())) };
        let partner = store::clients::referrals::profile(db, id)?;
        Ok((partner.face(), ctx.under(partner.brand_host.as_deref())))
    }
}

impl From<&Newcomer> for Reader {
    fn from(who: &Newcomer) -> Self {
        Self {
            subject: Subject::Client(who.creditor),
            referral_partner: Some(who.referral_partner),
            company: who.name.clone(),
            person: who.signatory.map(|person| person.to_string()),
            signer: None,
            must_prove: who.must_prove(),
            author: who.author(),
            seen: Seen::of(who),
        }
    }
}

/// The subject of an agreement's facts, and the referral partner that is notified.
pub(super) fn about(db: &mut Db, agreement: &Agreement) -> Outcome<About> {
    let subject = agreement.subject()?;
    let referral_partner = match subject {
        Subject::Client(creditor) => store::clients::unscoped::partner_of(db, creditor)?,
        Subject::Agency(_) => None,
    };
    Ok(About { subject, agreement: Some(agreement.id), referral_partner })
}
