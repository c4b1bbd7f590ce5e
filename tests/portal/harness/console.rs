//! The operator's people and system.

use partner_portal::actions::people::{self, NewPersonOrder, OPERATOR};
use partner_portal::domain::actor::{Author, Hand, Operator, OrganisationKind, Role};

use super::{PASSWORD, Visitor, World};

/// Visitors of the operator.
pub struct Console {
    /// An Admin: works cases, and changes prices and money.
    pub admin: Visitor,
    /// Staff: works cases, and reads the rest.
    pub staff: Visitor,
    /// The operator's system.
    pub key: Visitor,
    /// The system as an actor, to prepare a test.
    pub as_key: Operator,
}

impl Console {
    /// Creates them in a world.
    pub fn new(world: &World) -> Self {
        let ctx = world.context();
        let mut db = world.db();
        let mut person = |local: &str, last: &str, role| {
            let email = format!("{local}@platform.example");
            let order = NewPersonOrder {
                email: email.clone(),
                first_name: local.to_owned(),
                last_name: last.to_owned(),
                password: Some(PASSWORD.to_owned()),
                organisation: (OrganisationKind::Operator, OPERATOR.to_owned()),
                role,
            };
            people::create_person(&mut db, &order, &Author::system(), &ctx).expect("a person");
            Visitor::person(&world.app.address, &email, PASSWORD)
        };
        let (admin, staff) = (person("astrid", "Falk", Role::Admin), person("emil", "Rosen", Role::Staff));
        let key = people::issue_key(&mut db, OrganisationKind::Operator.name(), OPERATOR, &Author::system(), &ctx);
        Self {
            admin,
            staff,
            key: Visitor::key(&world.app.address, &key.expect("a key")),
            as_key: Operator { name: "Debitura".to_owned(), hand: Hand::Key },
        }
    }
}
