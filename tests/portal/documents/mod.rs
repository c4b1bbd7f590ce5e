//! The documents of a case: uploading, listing, downloading, deleting.

mod clearing;
mod deleting;
mod links;
mod refusing;
mod sending;

use std::path::Path;

use partner_portal::domain::actor::Client;
use partner_portal::domain::ids::CaseId;

use crate::harness::{Upload, World};

/// A small valid PDF, different for each text.
pub fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {text}\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n").into_bytes()
}

/// A file for the usual field.
pub fn file<'a>(name: &'a str, bytes: &'a [u8]) -> Upload<'a> {
    Upload { field: "files", name, kind: "application/octet-stream", bytes }
}

/// The page of a case's documents.
pub fn page(case: CaseId) -> String {
    format!("/partner/cases/{case}/documents")
}

/// The address of a case's documents in the contract.
pub fn api(case: CaseId) -> String {
    format!("/api/collection-partner/cases/{case}/files")
}

/// Number of files in the document store, including incomplete ones.
pub fn blobs(world: &World) -> usize {
    fn count(folder: &Path) -> usize {
        let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
        entries.map(|entry| entry.unwrap().path()).map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(Path::new(world.app.shared.config.documents_url.trim_start_matches("file://")))
}

/// Number of facts of one kind about a case.
pub fn facts(world: &World, case: CaseId, kind: &str) -> i64 {
    world.sql.number(&format!("SELECT count(*) AS value FROM timeline WHERE case_id = '{case}' AND kind = '{kind}'"))
}

/// The creditor of a case, as the holder of its link.
pub fn creditor(world: &World, case: CaseId) -> Client {
    Client {
        case,
        creditor: world.creditor,
        creditor_name: "Fjord Design ApS".to_owned(),
        name: "Mette Lund".to_owned(),
        email: "mette@fjord.example".to_owned(),
    }
}
