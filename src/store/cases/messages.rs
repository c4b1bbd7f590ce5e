//! The conversation about a case.

use diesel::prelude::*;

use super::Case;
use super::engagements::{Part, limited_to};
use crate::domain::actor::{Author, Side};
use crate::domain::calendar::Moment;
use crate::domain::ids::{CaseId, MessageId};
use crate::store::db::schema::messages;
use crate::store::people::team::Colleague;
use crate::store::{Db, StoreError, Tx, fresh_id};

/// A message. Times are UTC; the role is the contract's.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = messages)]
#[expect(missing_docs, reason = "the columns speak for themselves")]
pub struct Message {
    pub id: MessageId,
    pub case_id: CaseId,
    pub role: String,
    pub person_id: Option<String>,
    pub author_number: i64,
    pub author_name: String,
    pub author_email: String,
    pub body: String,
    pub created_at: chrono::NaiveDateTime,
    pub seen_at: Option<chrono::NaiveDateTime>,
}

impl Message {
    /// Whether the creditor wrote it.
    #[must_use]
    pub fn is_from_creditor(&self) -> bool {
        self.role == "Creditor"
    }
}

/// Who wrote a message, as the message keeps it.
struct Sender {
    id: String,
    number: i64,
    name: String,
    email: String,
}

/// Adds a message from either side.
pub fn add(
    db: &mut Tx<'_>,
    case: &Case,
    by: &Author,
    email: &str,
    body: &str,
    now: Moment,
) -> Result<Message, StoreError> {
    let role = match by.side {
        Side::Partner => "Partner",
        Side::Creditor => "Creditor",
        Side::System | Side::Operator => "System",
    };
    let sender = Sender { id: by.id.clone(), number: by.number, name: by.name.clone(), email: email.to_owned() };
    store(db, case, role, sender, body, now)
}

/// Adds a message from a colleague.
pub fn add_from_team(
    db: &mut Tx<'_>,
    case: &Case,
    sender: &Colleague,
    body: &str,
    now: Moment,
) -> Result<Message, StoreError> {
    let from = Sender {
        id: sender.id.to_string(),
        number: sender.number,
        name: sender.name.clone(),
        email: sender.email.clone(),
    };
    store(db, case, "Partner", from, body, now)
}

fn store(
    db: &mut Tx<'_>,
    case: &Case,
    role: &str,
    sender: Sender,
    body: &str,
    now: Moment,
) -> Result<Message, StoreError> {
    let message = Message {
        id: MessageId::from_uuid(fresh_id()),
        case_id: case.id,
        role: role.to_owned(),
        person_id: Some(sender.id),
        author_number: sender.number,
        author_name: sender.name,
        author_email: sender.email,
        body: body.to_owned(),
        created_at: now.naive_utc(),
        seen_at: None,
    };
    diesel::insert_into(messages::table).values(&message).execute(&mut *db.conn)?;
    Ok(message)
}

/// The messages of a case, oldest first. The caller has loaded the case as its actor.
pub fn of_case(db: &mut Db, part: impl Into<Part>, case: CaseId) -> Result<Vec<Message>, StoreError> {
    let query = messages::table
        .filter(messages::case_id.eq(case))
        .order((messages::created_at.asc(), messages::id.asc()))
        .select(Message::as_select())
        .into_boxed();
    Ok(limited_to!(part.into(), query, messages::case_id, messages::created_at).load(&mut *db.conn)?)
}

/// Marks the messages of one side as seen by the other; `role` is the side that wrote them.
pub fn seen(db: &mut Tx<'_>, case: CaseId, role: &str, now: Moment) -> Result<usize, StoreError> {
    let unseen = messages::table
        .filter(messages::case_id.eq(case).and(messages::role.eq(role)).and(messages::seen_at.is_null()));
    Ok(diesel::update(unseen).set(messages::seen_at.eq(now.naive_utc())).execute(&mut *db.conn)?)
}
