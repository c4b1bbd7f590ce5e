//! `operator …`: agencies, referral partners and clients changed and listed, and their people, divisions and keys.
//! Fields have the names of the API, and are read by the same rules.

use std::fmt::Display;

use clap::{Args, Subcommand};

use super::operator::Organisation;
use crate::actions::{Context, clients, people};
use crate::domain::actor::{Operator, Role};
use crate::domain::ids::{ClientPersonId, CollectionPartnerId, CreditorId, DivisionId, ReferralPartnerId};
use crate::store::clients::{console, divisions, referrals};
use crate::store::people::agencies::{self, AgencyFilter};
use crate::store::people::team::{self, Colleague, Team};
use crate::store::{self, Db, Writer};
use crate::web::agencies::{AgencyForm, agency_fields};
use crate::web::clients::console::divisions::{DivisionForm, division_fields};
use crate::web::clients::console::team::{ClientPersonForm, person_fields};
use crate::web::clients::console::{ChangeClientForm, client_fields};
use crate::web::clients::version_in_force;
use crate::web::http::request::{Declared, understood};
use crate::web::http::{Fields, Request};
use crate::web::referrals::{PartnerForm, partner_fields};

/// Rows of a list per query.
const ROWS_PER_QUERY: i64 = 500;

/// Commands about organisations and what they have.
#[derive(Subcommand)]
pub(super) enum Command {
    /// List the agencies: id, name, country, status, with tabs between.
    ListAgencies,
    /// List the referral partners: id, name, country, status, with tabs between.
    ListReferralPartners,
    /// List the clients: id, name, country, status, with tabs between.
    ListClients,
    /// Change an agency; what is not named stays.
    ChangeAgency {
        /// The agency's id.
        #[arg(long)]
        agency: CollectionPartnerId,
        #[command(flatten)]
        set: Set,
    },
    /// Change a referral partner; what is not named stays.
    ChangeReferralPartner {
        /// The referral partner's id.
        #[arg(long)]
        referral_partner: ReferralPartnerId,
        #[command(flatten)]
        set: Set,
    },
    /// Change a client's company data; what is not named stays. `iban` adds a bank account.
    ChangeClient {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        #[command(flatten)]
        set: Set,
    },
    /// Add a person to a client; prints the id.
    AddClientPerson {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        #[command(flatten)]
        set: Set,
    },
    /// Change a person of a client; what is not named stays.
    ChangeClientPerson {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        /// The person's address.
        #[arg(long)]
        email: String,
        #[command(flatten)]
        set: Set,
    },
    /// Remove a person from a client; they are told by mail.
    RemoveClientPerson {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        /// The person's address.
        #[arg(long)]
        email: String,
    },
    /// Add a division to a client; prints its id.
    AddDivision {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        #[command(flatten)]
        set: Set,
    },
    /// Change a division of a client; what is not named stays.
    ChangeDivision {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        /// The division's id.
        #[arg(long)]
        division: DivisionId,
        #[command(flatten)]
        set: Set,
    },
    /// Archive a division for ever; it takes no new cases.
    ArchiveDivision {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        /// The division's id.
        #[arg(long)]
        division: DivisionId,
    },
    /// Give a person of an organisation another role.
    ChangeRole {
        #[command(flatten)]
        organisation: Organisation,
        /// The address they sign in with.
        #[arg(long)]
        email: String,
        /// Admin or User at an agency, Admin or Viewer at a referral partner, Admin or Staff at the operator.
        #[arg(long)]
        role: String,
    },
    /// Remove a person from an organisation; their sessions end.
    RemovePerson {
        #[command(flatten)]
        organisation: Organisation,
        /// The address they sign in with.
        #[arg(long)]
        email: String,
    },
    /// Revoke a key of an organisation at once.
    RevokeKey {
        #[command(flatten)]
        organisation: Organisation,
        /// The first characters of the key, as the lists show them.
        #[arg(long)]
        key: String,
    },
}

/// Fields to set.
#[derive(Args)]
pub(super) struct Set {
    /// A field of the API and its value, for example city=Berlin; an empty value removes what was there. Repeat it for
    /// more fields.
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

impl Set {
    /// What the fields come to together with those that are stored.
    fn order<F: Request>(&self, stored: Fields) -> Result<F::Order, String> {
        let known = Declared::of::<F>().names();
        let mut fields = stored;
        for pair in &self.set {
            let (name, value) = pair.split_once('=').ok_or_else(|| format!("--set: “{pair}” is not FIELD=VALUE"))?;
            let name = known
                .iter()
                .find(|known| known.eq_ignore_ascii_case(name))
                .ok_or_else(|| format!("--set: there is no field “{name}”. The fields are: {}", known.join(", ")))?;
            fields.0.remove(name.as_str());
            if !value.is_empty() {
                fields = fields.with(name, value);
            }
        }
        fields.check_characters().and_then(|()| understood::<F>(&fields)).map_err(|problems| {
            problems.all().map(|(field, text)| format!("{field}: {text}")).collect::<Vec<_>>().join("\n")
        })
    }
}

/// Runs a command.
pub(super) fn run(db: &mut Writer, ctx: &Context, command: &Command) -> Result<(), String> {
    let who = Operator::system(&ctx.operator);
    match command {
        Command::ListAgencies | Command::ListReferralPartners | Command::ListClients => list(db, &who, command),
        Command::ChangeAgency { agency, set } => {
            let stored = agency_fields(&agencies::load(db, *agency).map_err(said)?);
            let changed = people::change_agency(db, &who, *agency, &set.order::<AgencyForm>(stored)?, ctx);
            done(changed.map_err(said)?.name)
        }
        Command::ChangeReferralPartner { referral_partner, set } => {
            let stored = partner_fields(&referrals::profile(db, *referral_partner).map_err(said)?);
            let order = set.order::<PartnerForm>(stored)?;
            let changed = clients::change_referral_partner(db, &who, *referral_partner, order, ctx);
            done(changed.map_err(said)?.name)
        }
        Command::ChangeClient { client, set } => {
            let stored = client_fields(&console::load(db, &who, *client).map_err(said)?.creditor);
            let changed = clients::change_client(db, &who, *client, set.order::<ChangeClientForm>(stored)?, ctx);
            done(changed.map_err(said)?.name)
        }
        command => part(db, &who, ctx, command),
    }
}

/// Changes what an organisation has.
fn part(db: &mut Writer, who: &Operator, ctx: &Context, command: &Command) -> Result<(), String> {
    let by = &who.author();
    match command {
        Command::AddClientPerson { client, set } => {
            let order = set.order::<ClientPersonForm>(Fields::default())?;
            println!("{}", clients::add_person(db, *client, &order, by, ctx).map_err(said)?.id);
        }
        Command::ChangeClientPerson { client, email, set } => {
            let person = person_of(db, who, *client, email)?;
            let order = set.order::<ClientPersonForm>(person_fields(&person))?;
            done(clients::change_person(db, (*client, person.id), &order, by, ctx).map_err(said)?.name())?;
        }
        Command::RemoveClientPerson { client, email } => {
            let id: ClientPersonId = person_of(db, who, *client, email)?.id;
            let gone = clients::remove_person(db, (*client, id), by, ctx).map_err(said)?;
            println!("{} was removed", gone.name());
        }
        Command::AddDivision { client, set } => {
            let order = set.order::<DivisionForm>(Fields::default())?;
            println!("{}", clients::add_division(db, *client, order, by, ctx).map_err(said)?.id);
        }
        Command::ChangeDivision { client, division, set } => {
            let stored = division_fields(&divisions::load(db, *client, *division).map_err(said)?);
            let order = set.order::<DivisionForm>(stored)?;
            done(clients::change_division(db, (*client, *division), order, by, ctx).map_err(said)?.name)?;
        }
        Command::ArchiveDivision { client, division } => {
            let archived = clients::archive_division(db, (*client, *division), by, ctx).map_err(said)?;
            println!("{} is archived", archived.name);
        }
        Command::ChangeRole { organisation, email, role } => {
            let role = Role::parse(role).ok_or_else(|| format!("--role: “{role}” is no role"))?;
            let (team, member) = member_of(db, who, organisation, email)?;
            let member = people::change_role(db, (&team, by), member.membership, role, ctx).map_err(said)?;
            println!("the role of {} is {} now", member.name, member.role.name());
        }
        Command::RemovePerson { organisation, email } => {
            let (team, member) = member_of(db, who, organisation, email)?;
            let member = people::remove(db, (&team, by), member.membership, ctx).map_err(said)?;
            println!("{} was removed", member.name);
        }
        Command::RevokeKey { organisation, key } => {
            let (kind, id) = organisation.read();
            let hint = key.trim_end_matches('…');
            let keys = store::people::keys::all(db, &id, ctx.now).map_err(said)?;
            let key = keys.into_iter().find(|one| one.hint == hint).ok_or("There is no such key.")?;
            people::revoke_one_key(db, (kind, &id), key.id, by, ctx).map_err(said)?;
            println!("the key {} is revoked", key.hint);
        }
        _ => {}
    }
    Ok(())
}

fn list(db: &mut Db, who: &Operator, command: &Command) -> Result<(), String> {
    let mut skip = 0;
    loop {
        let lines = match command {
            Command::ListAgencies => {
                let found = agencies::find(db, who, &AgencyFilter::default(), skip, ROWS_PER_QUERY).map_err(said)?;
                let line = |one: &store::people::organisations::AgencyProfile| {
                    line(&one.id, &one.name, &one.country, one.status().name())
                };
                found.agencies.iter().map(line).collect::<Vec<_>>()
            }
            Command::ListClients => {
                let version = version_in_force(db).map_err(said)?;
                let filter = console::ConsoleFilter::default();
                let found = console::find(db, who, &filter, &version, (skip, ROWS_PER_QUERY)).map_err(said)?;
                let line = |row: &console::Row| {
                    line(&row.creditor.id, &row.creditor.name, &row.creditor.country, row.status(&version).name())
                };
                found.clients.iter().map(line).collect()
            }
            _ => {
                let (found, _) = referrals::list(db, who, skip, ROWS_PER_QUERY).map_err(said)?;
                let line =
                    |one: &referrals::ReferralPartner| line(&one.id, &one.name, &one.country, one.status().name());
                found.iter().map(line).collect()
            }
        };
        for line in &lines {
            println!("{line}");
        }
        if lines.is_empty() {
            return Ok(());
        }
        skip += ROWS_PER_QUERY;
    }
}

fn line(id: &impl Display, name: &str, country: &str, status: &str) -> String {
    format!("{id}\t{name}\t{country}\t{status}")
}

fn person_of(
    db: &mut Db,
    who: &Operator,
    client: CreditorId,
    email: &str,
) -> Result<store::clients::ClientPerson, String> {
    let people = console::people(db, who, client).map_err(said)?;
    let found = people.into_iter().find(|person| person.email.eq_ignore_ascii_case(email.trim()));
    found.ok_or_else(|| format!("--email: nobody of this client has the address {email}"))
}

fn member_of(
    db: &mut Db,
    who: &Operator,
    organisation: &Organisation,
    email: &str,
) -> Result<(Team, Colleague), String> {
    let (kind, id) = organisation.read();
    let team = Team::of_any(who, kind, &id, "the organisation");
    let found = team::all(db, &team).map_err(said)?.into_iter();
    let member = found.into_iter().find(|member| member.email.eq_ignore_ascii_case(email.trim()));
    member.map(|member| (team, member)).ok_or_else(|| format!("--email: nobody there signs in with {email}"))
}

fn done(name: impl Display) -> Result<(), String> {
    println!("{name} was changed");
    Ok(())
}

fn said(error: impl Display) -> String {
    error.to_string()
}
