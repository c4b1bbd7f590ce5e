//! What a client's own systems read of it.

use super::{ClientPerson, unscoped};
use crate::domain::actor::Customer;
use crate::store::cases::Creditor;
use crate::store::{Db, StoreError};

/// The company.
pub fn company(db: &mut Db, who: &Customer) -> Result<Creditor, StoreError> {
    unscoped::creditor(db, who.id)
}

/// Its people, in their order.
pub fn team(db: &mut Db, who: &Customer) -> Result<Vec<ClientPerson>, StoreError> {
    unscoped::people(db, who.id)
}
