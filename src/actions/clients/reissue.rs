//! Renews onboarding links after the instance's secrets changed.

use crate::actions::{Context, Outcome};
use crate::domain::actor::Author;
use crate::store::clients::onboarding_tokens::{self, Bearer};
use crate::store::db::instance;
use crate::store::{self, Tx, Writer};

/// Links read in one batch.
const LINKS_PER_BATCH: i64 = 1_000;

/// Replaces the tokens of onboarding links that were made under a removed secret; the new ones are made under the first
/// secret, and the old links stop working. Runs when a node starts; reads nothing if the list of secrets is unchanged.
/// Returns how many links changed.
pub fn reissue_links(db: &mut Writer, ctx: &Context) -> Outcome<usize> {
    let fingerprint = ctx.secrets.fingerprint();
    if instance::secrets(db)? == Some(fingerprint) {
        return Ok(0);
    }
    db.write(|db| {
        if instance::hold_secrets(db)? == fingerprint {
            return Ok(0);
        }
        let mut reissued = 0;
        for bearer in Bearer::ALL {
            reissued += reissue_of(db, bearer, ctx)?;
        }
        instance::note_secrets(db, fingerprint)?;
        if reissued > 0 {
            let details = [("links", reissued.to_string())];
            store::facts::audit(db, &Author::system(), "LinksReissued", "instance", "secrets", &details, ctx.now)?;
        }
        Ok(reissued)
    })
}

fn reissue_of(db: &mut Tx<'_>, bearer: Bearer, ctx: &Context) -> Outcome<usize> {
    let (mut reissued, mut after) = (0, String::new());
    loop {
        let page = onboarding_tokens::unscoped::after(db, bearer, &after, LINKS_PER_BATCH)?;
        let Some((last, _)) = page.last() else { return Ok(reissued) };
        after.clone_from(last);
        for (id, known) in &page {
            let hash = store::secret_hash(&ctx.onboarding_token(id, known));
            if hash != *known {
                onboarding_tokens::unscoped::put(db, bearer, id, &hash)?;
                reissued += 1;
            }
        }
    }
}
