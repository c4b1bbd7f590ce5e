//! Links of creditors to their cases: revoked by the agency, renewed by the holder of an expired one.

use super::save;
use crate::actions::limits::{allows, spend_by};
use crate::actions::{ActionError, CASE_LINK, Context, Outcome};
use crate::domain::actor::Author;
use crate::domain::client_link::{
    BYTES_PER_CASE, BYTES_PER_LINK, FILES_PER_CASE, FILES_PER_LINK, RENEWALS_PER_ADDRESS, RENEWALS_PER_CASE,
    RENEWALS_PER_LINK,
};
use crate::domain::fact::Fact;
use crate::domain::ids::CaseId;
use crate::mail;
use crate::store::cases::Scope;
use crate::store::clients::links::ClientLink;
use crate::store::{self, Tx, Writer};

/// Makes a link to a case for an address; returns the page's address.
pub fn fresh_link(db: &mut Tx<'_>, case: CaseId, email: &str, ctx: &Context) -> Outcome<String> {
    let seed = store::fresh_id().to_string();
    let hash = store::secret_hash(&ctx.secrets.token(CASE_LINK, &seed));
    store::clients::links::insert(db, case, email, (&hash, &seed), ctx.now)?;
    Ok(ctx.case_url(&seed, &hash))
}

/// Revokes every link to a case; returns how many. Later mails carry new links.
pub fn revoke_links(db: &mut Writer, scope: Scope, by: &Author, id: CaseId, ctx: &Context) -> Outcome<usize> {
    db.write(|db| {
        store::cases::unscoped::hold(db, id)?;
        let case = store::cases::load_case(db, scope, id)?;
        let links = store::clients::links::revoke(db, &case, ctx.now)?;
        if links > 0 {
            let fact = Fact::LinksRevoked { links };
            save(db, &case, case.clone(), by, &[fact], ctx)?;
        }
        Ok(links)
    })
}

/// Mails a new link in place of an expired one, only to the address of the old one. The person who asked is not told
/// the result: neither that a limit was reached, nor that a revoked link belongs to a former contact.
pub fn renew_link(db: &mut Writer, link: &ClientLink, address: &str, ctx: &Context) -> Outcome<()> {
    if link.status(ctx.now).shows() || (link.is_revoked && !link.is_contact) {
        return Ok(());
    }
    let client = &link.client;
    db.write(|db| {
        let is_allowed = allows(db, RENEWALS_PER_LINK, &link.hash, ctx)?
            && allows(db, RENEWALS_PER_CASE, client.case.as_str(), ctx)?
            && allows(db, RENEWALS_PER_ADDRESS, address, ctx)?;
        if !is_allowed {
            return Ok(());
        }
        let file = store::cases::load(db, client, client.case)?;
        let url = fresh_link(db, client.case, &client.email, ctx)?;
        let name = if link.is_contact { &client.name } else { &client.creditor_name };
        let letter =
            mail::case::new_link((&ctx.operator, name), (&file.debtor.name, file.case.reference.as_str()), &url);
        store::mails::queue(db, &client.email, name, &letter, Some(client.case), ctx.now)?;
        let details = [("address", address.to_owned())];
        Ok(store::facts::audit(
            db,
            &client.author(),
            "ClientLinkRenewed",
            "case",
            client.case.as_str(),
            &details,
            ctx.now,
        )?)
    })
}

/// Counts files uploaded through a link, or refuses them.
///
/// # Errors
/// [`ActionError::TooMany`] when the daily limit of the link or the case is reached.
pub(crate) fn spend_upload(
    db: &mut Writer,
    link: &ClientLink,
    files: i64,
    bytes: i64,
    ctx: &Context,
) -> Result<(), ActionError> {
    if files == 0 {
        return Ok(());
    }
    db.write(|db| {
        spend_by(db, FILES_PER_LINK, &link.hash, files, ctx)?;
        spend_by(db, BYTES_PER_LINK, &link.hash, bytes, ctx)?;
        spend_by(db, FILES_PER_CASE, link.client.case.as_str(), files, ctx)?;
        spend_by(db, BYTES_PER_CASE, link.client.case.as_str(), bytes, ctx)
    })
}
