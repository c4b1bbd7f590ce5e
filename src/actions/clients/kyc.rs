//! A director's data, which some agencies require of a client.

use chrono::NaiveDate;

use super::about;
use crate::actions::{ActionError, Context, Outcome};
use crate::domain::actor::Referrer;
use crate::domain::client::ClientFact;
use crate::domain::ids::KycId;
use crate::store::agreements::evidence;
use crate::store::clients::KycRecord;
use crate::store::{self, Writer};

/// A director's data.
#[derive(Clone, Debug)]
pub struct KycOrder {
    /// 1 to 500 characters.
    pub director_name: String,
    /// 1 to 1,000 characters.
    pub home_address: String,
    /// Must be in the past.
    pub date_of_birth: NaiveDate,
}

impl KycOrder {
    /// The record of these data.
    ///
    /// # Errors
    /// A birthday in the future, or more than 130 years ago.
    pub(super) fn record(&self, creditor: crate::domain::ids::CreditorId, ctx: &Context) -> Outcome<KycRecord> {
        let today = ctx.now.date_naive();
        let oldest = today - chrono::Months::new(130 * 12);
        if self.date_of_birth >= today || self.date_of_birth < oldest {
            return Err(ActionError::At("directorDateOfBirth", "Enter a date of birth in the past.".to_owned()));
        }
        Ok(KycRecord {
            id: KycId::from_uuid(store::fresh_id()),
            creditor_id: creditor,
            director_name: self.director_name.clone(),
            home_address: self.home_address.clone(),
            date_of_birth: self.date_of_birth,
            status: None,
            status_at: None,
            created_at: ctx.now.naive_utc(),
        })
    }
}

/// A referral partner provides a director's data; they replace earlier ones. Unless it says otherwise, the agencies of
/// the client are informed in the conversations of their cases.
///
/// # Errors
/// Not its client; an impossible birthday.
pub fn give_kyc(
    db: &mut Writer,
    who: &Referrer,
    tenant: &str,
    order: &KycOrder,
    tell: bool,
    ctx: &Context,
) -> Outcome<KycRecord> {
    db.write(|db| {
        let link = store::clients::link_of(db, who, tenant)?;
        let record = order.record(link.creditor_id, ctx)?;
        store::clients::insert_kyc(db, &record)?;
        crate::actions::cases::contracts_signed(db, Some(link.creditor_id), ctx)?;
        if tell {
            let text = "The client's director was verified: the data are on file with the platform.";
            crate::actions::cases::tell_agencies(db, &link, text, ctx)?;
        }
        let fact = ClientFact::KycGiven { by_referral_partner: true };
        evidence::record(db, &about(who, link.creditor_id), &who.author(), &fact, &[], ctx.now)?;
        Ok(record)
    })
}
