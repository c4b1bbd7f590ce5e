//! Looks up the DNS records that prove the host names of brands.

use super::Worker;
use super::dns::{self, Answer};
use crate::actions::Outcome;
use crate::actions::hosts::{self, Looked, Record};
use crate::store::brands::hosts::BrandHost;

/// Looks up every record that is due.
pub(super) async fn look_up(worker: &Worker) {
    let due = worker
        .block("reading the host names to look up", |worker| -> Outcome<Vec<(BrandHost, Record)>> {
            hosts::due(&mut worker.database.read()?, &worker.context())
        })
        .await
        .unwrap_or_default();
    if due.is_empty() {
        return;
    }
    // A demo sends nothing to other machines, unless a DNS server is set.
    let machines_own = || if worker.config.has_mailbox() { None } else { dns::machines_own() };
    let Some(server) = worker.config.dns_server.or_else(machines_own) else {
        if !worker.config.has_mailbox() {
            tracing::warn!("no DNS server is known: set PORTAL_DNS_SERVER");
        }
        return;
    };
    for (claim, record) in due {
        let looked = match dns::texts(server, &record.name).await {
            Answer::Texts(texts) if texts.iter().any(|text| record.is_proved_by(text.trim())) => Looked::Found,
            Answer::Texts(_) => Looked::Missing,
            Answer::Silent => Looked::Silent,
        };
        tracing::debug!(host = %claim.host, ?looked, "looked up a host name");
        worker
            .block("recording the look-up of a host name", move |worker| -> Outcome<()> {
                hosts::looked_up(&mut worker.database.write()?, &claim, looked, &worker.context())
            })
            .await;
    }
    worker.wake.notify_one();
}
