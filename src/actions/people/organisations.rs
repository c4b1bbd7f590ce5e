//! People of organisations, created by the operator.

use super::{ActionError, Context, Named, Outcome, passwords};
use crate::domain::actor::{Author, OrganisationKind, Role};
use crate::domain::ids::PersonId;
use crate::domain::password;
use crate::mail;
use crate::store::people::accounts::NewPerson;
use crate::store::{self, Tx, Writer};

/// The id of the operator's own organisation in memberships.
pub const OPERATOR: &str = crate::domain::actor::Operator::ID;
/// Days for which the link to choose a first password works.
const FIRST_PASSWORD_LINK_DAYS: i64 = 7;

/// A person to create, with their first organisation.
#[derive(Clone, Debug)]
pub struct NewPersonOrder {
    /// The address they sign in with.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The password; `None` sends a mail with a link to choose it.
    pub password: Option<String>,
    /// The organisation: its kind and its id ([`OPERATOR`] for the operator).
    pub organisation: (OrganisationKind, String),
    /// The role there.
    pub role: Role,
}

/// An Admin of the operator.
#[derive(Clone, Debug)]
pub struct NewOperatorOrder {
    /// The address they sign in with.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The password; `None` sends a mail with a link to choose it.
    pub password: Option<String>,
}

/// Creates an Admin of the operator.
///
/// # Errors
/// See [`create_person`].
pub fn create_operator(db: &mut Writer, order: &NewOperatorOrder, ctx: &Context) -> Outcome<PersonId> {
    let order = NewPersonOrder {
        email: order.email.clone(),
        first_name: order.first_name.clone(),
        last_name: order.last_name.clone(),
        password: order.password.clone(),
        organisation: (OrganisationKind::Operator, OPERATOR.to_owned()),
        role: Role::Admin,
    };
    create_person(db, &order, &Author::system(), ctx)
}

/// Creates a person and their membership. The same address is the same person: an existing one joins and keeps their
/// password. Without a password they get a mail with a link to choose one.
///
/// # Errors
/// Invalid address, name, role or organisation; a weak password; an existing membership.
pub fn create_person(db: &mut Writer, order: &NewPersonOrder, by: &Author, ctx: &Context) -> Outcome<PersonId> {
    let named = Named::of(&order.email, &order.first_name, &order.last_name)?;
    let (kind, organisation) = (order.organisation.0, order.organisation.1.as_str());
    if kind == OrganisationKind::Client {
        return Err(ActionError::At("organisation", "People of clients do not sign in with a password.".to_owned()));
    }
    if !kind.roles().contains(&order.role) {
        let roles = kind.roles().iter().map(|role| role.name()).collect::<Vec<_>>().join(" or ");
        return Err(ActionError::At("role", format!("The role must be {roles}.")));
    }
    let hash = match &order.password {
        None => None,
        Some(text) => {
            password::check(text, &[&named.email, &named.first_name, &named.last_name])
                .map_err(|text| ActionError::At("password", text))?;
            Some(passwords::hash_password(text, ctx.hashing)?)
        }
    };
    db.write(|db| {
        let Some(name) = store::people::organisations::unscoped::hold(db, kind, organisation)? else {
            return Err(ActionError::At("organisation", format!("There is no organisation {organisation}.")));
        };
        let new = NewPerson {
            email: &named.email,
            first_name: &named.first_name,
            last_name: &named.last_name,
            password_hash: hash.as_deref(),
        };
        let person = store::people::accounts::unscoped::find_or_insert(db, &new, ctx.now)?;
        if store::people::memberships::unscoped::memberships(db, person)?
            .iter()
            .any(|known| known.organisation == organisation)
        {
            return Err(ActionError::At("email", format!("{} belongs to {} already.", named.email, name)));
        }
        store::people::memberships::unscoped::join(db, person, kind, organisation, order.role, ctx.now)?;
        let known = store::people::accounts::unscoped::credentials(db, &named.email)?;
        if known.is_some_and(|known| known.password_hash.is_none()) {
            match hash.as_deref() {
                Some(hash) => store::people::accounts::unscoped::set_password(db, person, hash, ctx.now)?,
                None => welcome(db, person, &named, &name, ctx)?,
            }
        }
        let details = [("email", named.email.clone()), ("role", order.role.name().to_owned())];
        store::facts::audit(db, by, "PersonCreated", kind.name(), organisation, &details, ctx.now)?;
        Ok(person)
    })
}

/// The mail to a person whose account was created for them.
fn welcome(db: &mut Tx<'_>, person: PersonId, named: &Named, organisation: &str, ctx: &Context) -> Outcome<()> {
    let token = store::fresh_token();
    let until = ctx.now + chrono::Duration::days(FIRST_PASSWORD_LINK_DAYS);
    store::people::resets::unscoped::insert(db, person, &store::secret_hash(&token), until, ctx.now)?;
    let organisation = if organisation.is_empty() { &ctx.operator } else { organisation };
    let letter = mail::account::welcome(
        &mail::account::To {
            operator: &ctx.operator,
            name: &named.first_name,
            link: &format!("{}/reset/{token}", ctx.base_url),
        },
        organisation,
    );
    let to = format!("{} {}", named.first_name, named.last_name);
    store::mails::queue(db, &named.email, &to, &letter, None, ctx.now)?;
    Ok(())
}
