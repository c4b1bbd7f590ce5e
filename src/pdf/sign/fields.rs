//! Empty signature fields, one for each party, added before the first signature.

use std::collections::BTreeMap;

use super::super::objects::{Dictionary, Fault, File, Object};
use super::Error;

/// The fields of a file to be signed.
pub(super) struct Fields;

impl Fields {
    /// The field name of a party.
    pub(super) fn name(at: usize) -> String {
        format!("Signature {}", at + 1)
    }

    /// Rewrites a file with a field for each label. The fields are invisible; drawn signatures are on the evidence
    /// page. Field and widget are one object, and the structure element refers to it directly and not through an array;
    /// otherwise some readers report the second signature as a forbidden change.
    pub(super) fn add(pdf: &[u8], labels: &[&str]) -> Result<Vec<u8>, Error> {
        let file = File::read(pdf)?;
        let root = file.trailer()?.get("Root").and_then(Object::reference).ok_or(Fault::Foreign)?;
        let mut catalog = file.dictionary(Some(&Object::Reference(root)))?;
        if catalog.get("AcroForm").is_some() {
            return Err(Fault::Foreign.into());
        }
        let mut next = file.next_number()?;
        let mut fresh = || {
            next += 1;
            next - 1
        };
        let form = fresh();
        let tree_at = catalog.get("StructTreeRoot").and_then(Object::reference).ok_or(Fault::Foreign)?;
        let mut tree = file.dictionary(Some(&Object::Reference(tree_at)))?;
        let document_at = match tree.get("K").and_then(Object::array) {
            Some([Object::Reference(only)]) => *only,
            _ => return Err(Fault::Foreign.into()),
        };
        let mut document = file.dictionary(Some(&Object::Reference(document_at)))?;
        let page_at = last_page(&file, &catalog)?;
        let mut page = file.dictionary(Some(&Object::Reference(page_at)))?;

        let mut objects = BTreeMap::new();
        let mut fields = Vec::new();
        let mut kids = list(document.get("K"))?;
        let mut parents = list(tree.get("ParentTree").and_then(Object::dictionary).and_then(|tree| tree.get("Nums")))?;
        let mut key = tree.get("ParentTreeNextKey").and_then(Object::integer).ok_or(Fault::Foreign)?;
        for (at, label) in labels.iter().enumerate() {
            let (field, element) = (fresh(), fresh());
            let zero = Object::Array(vec![Object::Integer(0); 4]);
            let widget = Dictionary::default()
                .with("Type", Object::name("Annot"))
                .with("Subtype", Object::name("Widget"))
                .with("FT", Object::name("Sig"))
                .with("T", Object::text(&Self::name(at)))
                .with("TU", Object::text(label))
                .with("Rect", zero)
                .with("F", Object::Integer(132))
                .with("P", Object::Reference(page_at))
                .with("StructParent", Object::Integer(key));
            let object = Dictionary::default()
                .with("Type", Object::name("OBJR"))
                .with("Pg", Object::Reference(page_at))
                .with("Obj", Object::Reference(field));
            let structure = Dictionary::default()
                .with("Type", Object::name("StructElem"))
                .with("S", Object::name("Form"))
                .with("P", Object::Reference(document_at))
                .with("Pg", Object::Reference(page_at))
                .with("K", Object::Dictionary(object));
            objects.insert(field, Object::Dictionary(widget));
            objects.insert(element, Object::Dictionary(structure));
            parents.extend([Object::Integer(key), Object::Reference(element)]);
            kids.push(Object::Reference(element));
            fields.push(Object::Reference(field));
            key += 1;
        }
        document.set("K", Object::Array(kids));
        tree.set("ParentTree", Object::Dictionary(Dictionary::default().with("Nums", Object::Array(parents))));
        tree.set("ParentTreeNextKey", Object::Integer(key));
        let mut annotations = list(page.get("Annots"))?;
        annotations.extend(fields.iter().cloned());
        page.set("Annots", Object::Array(annotations));
        page.set("Tabs", Object::name("S"));
        let acro = Dictionary::default().with("Fields", Object::Array(fields)).with("SigFlags", Object::Integer(3));
        catalog.set("AcroForm", Object::Reference(form));
        for (number, dictionary) in
            [(form, acro), (root, catalog), (tree_at, tree), (document_at, document), (page_at, page)]
        {
            objects.insert(number, Object::Dictionary(dictionary));
        }
        Ok(file.rewrite(&objects)?)
    }
}

/// The page with the evidence: the last one. krilla's page tree has more levels for more pages, so it is followed down.
fn last_page(file: &File<'_>, catalog: &Dictionary) -> Result<u32, Fault> {
    let mut at = catalog.get("Pages").and_then(Object::reference).ok_or(Fault::Foreign)?;
    for _ in 0..16 {
        let node = file.dictionary(Some(&Object::Reference(at)))?;
        if node.is("Type", "Page") {
            return Ok(at);
        }
        let kids = node.get("Kids").and_then(Object::array).ok_or(Fault::Foreign)?;
        at = kids.last().and_then(Object::reference).ok_or(Fault::Foreign)?;
    }
    Err(Fault::Foreign)
}

fn list(value: Option<&Object>) -> Result<Vec<Object>, Fault> {
    match value {
        None => Ok(Vec::new()),
        Some(Object::Array(items)) => Ok(items.clone()),
        Some(one @ (Object::Reference(_) | Object::Integer(_))) => Ok(vec![one.clone()]),
        Some(_) => Err(Fault::Foreign),
    }
}
