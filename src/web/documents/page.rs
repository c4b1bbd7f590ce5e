//! Template structs of the documents.

use askama::Template;

use super::resource::CaseFileDto;
use crate::actions::documents::is_own;
use crate::domain::actor::Partner;
use crate::domain::case::{By, Verb, may};
use crate::domain::document::{DocumentType, EXTENSIONS};
use crate::domain::ids::CaseId;
use crate::store::cases::CaseFile;
use crate::store::documents::Document;
use crate::store::{self, Db, StoreError};
use crate::web::filters;
use crate::web::http::{Filled, Page};

pub(crate) struct DocumentRow {
    pub document: Document,
    /// Its type in words.
    pub kind: &'static str,
    /// Address to download it.
    pub href: String,
    /// Address to delete it, if it is the agency's own and the case can be changed.
    pub delete_href: Option<String>,
}

/// The documents of a case with the upload form: a tab of the case page.
pub(crate) struct DocumentsTab {
    /// Newest first.
    pub documents: Vec<DocumentRow>,
    pub form: Filled,
    pub case_id: CaseId,
    /// Whether documents can be added.
    pub may_add: bool,
    /// Total size in bytes.
    pub weight: i64,
}

impl DocumentsTab {
    /// Loads the documents of a case.
    pub(crate) fn load(db: &mut Db, who: &Partner, file: &CaseFile, form: Filled) -> Result<Self, StoreError> {
        let case_id = file.case.id;
        let may_add = may(&file.case.snapshot(), &Verb::AddDocument, By::Agency);
        let documents = store::documents::of_case(db, who, case_id)?;
        let weight = documents.iter().map(|document| document.size).sum();
        let documents = documents
            .into_iter()
            .map(|document| {
                let href = format!("/partner/cases/{case_id}/documents/{}", document.id);
                let delete_href = (may_add && is_own(who, &document)).then(|| format!("{href}/delete"));
                let kind = document.document_type.map_or("", DocumentType::label);
                DocumentRow { document, kind, href, delete_href }
            })
            .collect();
        Ok(Self { documents, form, case_id, may_add, weight })
    }

    /// The document types to choose from.
    pub(crate) fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        let kinds = DocumentType::ALL.iter().map(|kind| (kind.name(), kind.label()));
        std::iter::once(("", "Not said")).chain(kinds).collect()
    }

    /// The accepted extensions, as a file field's `accept` needs them.
    pub(crate) fn accepted(&self) -> String {
        EXTENSIONS.iter().map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",")
    }

    /// Address to download all as a ZIP file.
    pub(crate) fn zip_href(&self) -> String {
        format!("/partner/export/documents.zip?ids={}", self.case_id)
    }
}

/// The documents of a case as a page of their own.
#[derive(Template)]
#[template(path = "documents/list.html")]
pub(crate) struct DocumentsPage {
    pub(super) resource: Vec<CaseFileDto>,
    pub(super) file: CaseFile,
    pub(super) documents_tab: DocumentsTab,
}

impl Page for DocumentsPage {
    type Resource = Vec<CaseFileDto>;
    fn resource(&self) -> &Vec<CaseFileDto> {
        &self.resource
    }
}

/// The question before deleting.
#[derive(Template)]
#[template(path = "documents/delete.html")]
pub(crate) struct DeletePage {
    pub(super) resource: CaseFileDto,
    pub(super) document: Document,
    pub(super) reference: String,
    pub(super) creditor: String,
    pub(super) form: Filled,
}

impl Page for DeletePage {
    type Resource = CaseFileDto;
    fn resource(&self) -> &CaseFileDto {
        &self.resource
    }
}
