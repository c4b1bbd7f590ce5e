//! Template structs and JSON of the mailbox.

use askama::Template;
use serde::Serialize;

use crate::store::mails::{Attachment, Mail};
use crate::web::http::Page;
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;

/// A mail, for scripts that read the mailbox.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MailResource {
    pub id: String,
    pub to: String,
    pub to_name: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub created_at: chrono::DateTime<chrono::Utc>,
    /// The sender's name, if it differs from the setting.
    pub from_name: Option<String>,
    pub reply_to: Option<String>,
    /// Its attachments, if a single mail was requested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentResource>,
}

/// An attachment.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AttachmentResource {
    pub file_name: String,
    pub media_type: String,
    pub url: String,
}

impl From<&Mail> for MailResource {
    fn from(mail: &Mail) -> Self {
        Self {
            id: mail.id.to_string(),
            to: mail.to_address.clone(),
            to_name: mail.to_name.clone(),
            subject: mail.subject.clone(),
            text: mail.text_body.clone(),
            html: mail.html_body.clone(),
            created_at: mail.created_at.and_utc(),
            from_name: mail.from_name.clone(),
            reply_to: mail.reply_to.clone(),
            attachments: Vec::new(),
        }
    }
}

/// The list of mails, or a single mail.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MailboxResource {
    pub total: i64,
    pub mails: Vec<MailResource>,
}

#[derive(Template)]
#[template(path = "mailbox/mailbox.html")]
pub(crate) struct MailboxPage {
    resource: MailboxResource,
    mails: Vec<Mail>,
    open: Option<Mail>,
    files: Vec<Attachment>,
    from: String,
    to: Option<String>,
    paging: Paging,
    total: i64,
}

impl MailboxPage {
    /// A page of mails, and the open one.
    pub(crate) fn new(
        mails: Vec<Mail>,
        open: Option<(Mail, Vec<Attachment>)>,
        from: String,
        to: Option<String>,
        paging: Paging,
        total: i64,
    ) -> Self {
        let (open, mut files) = open.map_or((None, Vec::new()), |(mail, files)| (Some(mail), files));
        files.retain(|file| !file.is_inline);
        let told: Vec<MailResource> = match &open {
            Some(mail) => vec![MailResource { attachments: told_of(&files), ..mail.into() }],
            None => mails.iter().map(MailResource::from).collect(),
        };
        let resource = MailboxResource { total: if open.is_some() { 1 } else { total }, mails: told };
        Self { resource, mails, open, files, from, to, paging, total }
    }

    fn is_open(&self, mail: &Mail) -> bool {
        self.open.as_ref().is_some_and(|open| open.id == mail.id)
    }

    /// The sender: the mail's own name with the address of the setting.
    fn sender(&self, mail: &Mail) -> String {
        match &mail.from_name {
            None => self.from.clone(),
            Some(name) => {
                let address = self.from.rsplit_once('<').map_or(self.from.as_str(), |(_, rest)| rest);
                format!("{name} <{}>", address.trim_end_matches('>'))
            }
        }
    }

    /// The query of an address that keeps filter and page of the list.
    fn query(&self, page: &i64) -> String {
        let to = self.to.as_deref().unwrap_or_default();
        let to = percent_encoding::utf8_percent_encode(to, percent_encoding::NON_ALPHANUMERIC);
        format!("?page={page}&to={to}")
    }

    fn pager(&self) -> Pager {
        let href = |page: i64| format!("/mailbox{}", self.query(&page));
        Pager::counted(self.paging, self.total, false, self.mails.len(), href)
    }
}

fn told_of(files: &[Attachment]) -> Vec<AttachmentResource> {
    files
        .iter()
        .map(|file| AttachmentResource {
            file_name: file.file_name.clone(),
            media_type: file.media_type.clone(),
            url: format!("/mailbox/{}/files/{}", file.mail_id, file.place),
        })
        .collect()
}

impl Page for MailboxPage {
    type Resource = MailboxResource;
    fn resource(&self) -> &MailboxResource {
        &self.resource
    }
}
