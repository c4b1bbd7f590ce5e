//! `operator …`: tasks of the operator's staff on the command line.

use std::io::BufRead;

use clap::{Args, Subcommand};

use super::organisations::{Agency, Client, Coverage, ReferralPartner};
use super::{agreements, audit, cases, from_environment, money, objects, rates};
use crate::actions::clients::{
    create_client, create_referral_partner, onboarding_link, resume_client, resume_referral_partner, suspend_client,
    suspend_referral_partner, terminate_referral_partner,
};
use crate::actions::coverage::add_rule;
use crate::actions::people::{
    Handover, KeyOrder, NewOperatorOrder, NewPersonOrder, OPERATOR, create_agency, create_operator, create_person,
    issue_for, reset_second_factor, resume_agency, suspend_agency,
};
use crate::app;
use crate::config::{Config, OPERATOR_NAME};
use crate::domain::actor::{Author, Operator, OrganisationKind, Role};
use crate::domain::contact;
use crate::domain::ids::{CollectionPartnerId, CreditorId, ReferralPartnerId};
use crate::store::{self, Db, StoreError, fresh_token};
use crate::web::http::work::Shared;

/// The commands of the operator.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Create an Admin of the operator.
    CreateOperator(Person),
    /// Create an agency; prints its id.
    CreateAgency(Agency),
    /// Create a referral partner; prints its id.
    CreateReferralPartner(ReferralPartner),
    /// Suspend a client: its links stop, and no case of it is taken in.
    SuspendClient {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
        /// Why; the operator's people can read it.
        #[arg(long)]
        reason: String,
    },
    /// End the suspension of a client.
    ResumeClient {
        /// The client's id.
        #[arg(long)]
        client: CreditorId,
    },
    /// Suspend a referral partner: its people are signed out, and its key and its clients' links stop.
    SuspendReferralPartner {
        /// The referral partner's id.
        #[arg(long)]
        referral_partner: ReferralPartnerId,
        /// Why; the operator's people can read it.
        #[arg(long)]
        reason: String,
    },
    /// End a partnership: as a suspension, but its people may read, and it earns until its last day.
    TerminateReferralPartner {
        /// The referral partner's id.
        #[arg(long)]
        referral_partner: ReferralPartnerId,
        /// Why; the operator's people can read it.
        #[arg(long)]
        reason: String,
        /// The last day on which it earns, for example 2028-11-30; 24 months from today by default.
        #[arg(long)]
        earns_until: Option<chrono::NaiveDate>,
    },
    /// End the suspension of a referral partner, or take its termination back.
    ResumeReferralPartner {
        /// The referral partner's id.
        #[arg(long)]
        referral_partner: ReferralPartnerId,
    },
    /// Add a coverage rule: which claims an agency serves. Prints its id.
    AddCoverage(Coverage),
    /// Create a client; prints its id and the link by which it onboards and signs.
    CreateClient(Client),
    /// Suspend an agency: its people are signed out, and its key stops.
    SuspendAgency {
        /// The agency's id.
        #[arg(long)]
        agency: CollectionPartnerId,
        /// Why; the operator's people can read it.
        #[arg(long)]
        reason: String,
    },
    /// End the suspension of an agency.
    ResumeAgency {
        /// The agency's id.
        #[arg(long)]
        agency: CollectionPartnerId,
    },
    /// Create a person in an organisation.
    CreatePerson(Member),
    /// Issue an organisation's API key; the former one stops working at once, or a day later. A client gets another
    /// key beside those it has. Printed once.
    CreateKey(NewKey),
    #[command(flatten)]
    Objects(objects::Command),
    #[command(flatten)]
    Cases(cases::Command),
    /// Remove the second factor of somebody who lost it, after checking who asks. They get a mail about it.
    RemoveSecondFactor {
        /// The address they sign in with.
        #[arg(long)]
        email: String,
    },
    /// Create the keys that sign and seal agreements: four PEM files. Existing files are kept.
    SigningKeys {
        /// The folder for PORTAL_SIGNING_DIR.
        folder: std::path::PathBuf,
    },
    /// The texts of agreements.
    #[command(subcommand)]
    Agreements(agreements::Command),
    /// The evidence chain.
    #[command(subcommand)]
    Audit(audit::Command),
    /// The monthly invoices to agencies.
    #[command(subcommand)]
    Invoices(money::Invoices),
    /// The ledger.
    #[command(subcommand)]
    Ledger(money::Ledger),
    /// Exchange rates.
    #[command(subcommand)]
    Rates(rates::Command),
}

#[derive(Args)]
pub(super) struct Person {
    /// The address they sign in with.
    #[arg(long)]
    email: String,
    #[arg(long)]
    first_name: String,
    #[arg(long)]
    last_name: String,
    /// Read the password from the first line of standard input.
    #[arg(long, conflicts_with = "invite")]
    password_stdin: bool,
    /// Mail a link to choose a password, instead of creating one and printing it.
    #[arg(long)]
    invite: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
pub(super) struct Organisation {
    /// The id of an agency.
    #[arg(long)]
    agency: Option<CollectionPartnerId>,
    /// The id of a referral partner.
    #[arg(long)]
    referral: Option<ReferralPartnerId>,
    /// The id of a client.
    #[arg(long)]
    client: Option<CreditorId>,
    /// The operator itself.
    #[arg(long)]
    operator: bool,
}

#[derive(Args)]
pub(super) struct NewKey {
    #[command(flatten)]
    organisation: Organisation,
    /// Keep the former key working for another 24 hours.
    #[arg(long)]
    overlap: bool,
    /// The name of a client's key, such as the system that uses it. A client may have several keys.
    #[arg(long, requires = "client", conflicts_with = "overlap")]
    name: Option<String>,
}

#[derive(Args)]
pub(super) struct Member {
    #[command(flatten)]
    person: Person,
    #[command(flatten)]
    organisation: Organisation,
    /// Admin or User at an agency, Admin or Viewer at a referral partner, Admin or Staff at the operator.
    #[arg(long, default_value = "User")]
    role: String,
}

/// Runs the command.
pub(super) fn run(command: Command) -> Result<(), Vec<String>> {
    if let Command::SigningKeys { folder } = &command {
        return make_keys(folder).map_err(|line| vec![line]);
    }
    let config = Config::for_serve(&from_environment)?;
    let shared = app::open(config).map_err(|line| vec![line])?;
    let shared = Shared { database: shared.database.for_long_work(), ..shared };
    if !shared.database.is_current().map_err(|error| vec![error.to_string()])? {
        return Err(vec!["The tables are not up to date. Run: partner-portal migrate".to_owned()]);
    }
    match command {
        Command::Agreements(command) => agreements::run(&shared, &command),
        Command::Audit(command) => audit::run(&shared, &command).map_err(|line| vec![line]),
        Command::Invoices(command) => money::invoices(&shared, &command).map_err(|line| vec![line]),
        Command::Ledger(command) => money::ledger(&shared, &command).map_err(|line| vec![line]),
        Command::Rates(command) => rates::run(&shared, &command),
        Command::Cases(command) => cases::run(&shared, &command),
        command => carry_out(&shared, command).map_err(|line| vec![line]),
    }
}

/// Needs no setting except the operator's name, and no database.
fn make_keys(folder: &std::path::Path) -> Result<(), String> {
    let operator = from_environment("PORTAL_OPERATOR_NAME").unwrap_or_else(|| OPERATOR_NAME.to_owned());
    crate::signing::create(folder, &operator, chrono::Utc::now())?;
    let place = folder.display();
    println!(
        "The keys of {operator} are in {place}. Keep a copy where nobody else can read it, and set PORTAL_SIGNING_DIR={place}"
    );
    Ok(())
}

fn carry_out(shared: &Shared, command: Command) -> Result<(), String> {
    let fault = |error: &dyn std::fmt::Display| error.to_string();
    let mut db = shared.database.write().map_err(|error| fault(&error))?;
    let ctx = shared.context();
    match command {
        Command::CreateOperator(person) => {
            let password = Password::of(&person)?;
            let order = NewOperatorOrder {
                email: person.email.clone(),
                first_name: person.first_name,
                last_name: person.last_name,
                password: password.text(),
            };
            let is_known = has_password(&mut db, &person.email).map_err(|error| fault(&error))?;
            let id = create_operator(&mut db, &order, &ctx).map_err(|error| fault(&error))?;
            println!("{id}");
            password.tell(&person.email, is_known);
        }
        Command::CreateAgency(agency) => {
            let id =
                create_agency(&mut db, &agency.order()?, &Author::system(), &ctx).map_err(|error| fault(&error))?;
            println!("{id}");
        }
        Command::CreateReferralPartner(partner) => {
            let id = create_referral_partner(&mut db, partner.order()?, &Author::system(), &ctx);
            println!("{}", id.map_err(|error| fault(&error))?);
        }
        Command::SuspendClient { client, reason } => {
            let (who, id) = (Operator::system(&ctx.operator), client);
            let client = suspend_client(&mut db, &who, id, &reason, &ctx).map_err(|error| fault(&error))?;
            println!("{} is suspended", client.name);
        }
        Command::ResumeClient { client } => {
            let (who, id) = (Operator::system(&ctx.operator), client);
            let client = resume_client(&mut db, &who, id, &ctx).map_err(|error| fault(&error))?;
            println!("{} is active again", client.name);
        }
        Command::SuspendReferralPartner { referral_partner, reason } => {
            let id = referral_partner;
            let partner = suspend_referral_partner(&mut db, &Author::system(), id, &reason, &ctx);
            println!("{} is suspended", partner.map_err(|error| fault(&error))?.name);
        }
        Command::TerminateReferralPartner { referral_partner, reason, earns_until } => {
            let (id, order) = (referral_partner, (reason.as_str(), earns_until));
            let partner = terminate_referral_partner(&mut db, &Author::system(), id, order, &ctx);
            println!("the partnership with {} has ended", partner.map_err(|error| fault(&error))?.name);
        }
        Command::ResumeReferralPartner { referral_partner } => {
            let id = referral_partner;
            let partner = resume_referral_partner(&mut db, &Author::system(), id, &ctx);
            println!("{} is active again", partner.map_err(|error| fault(&error))?.name);
        }
        Command::AddCoverage(rule) => {
            let id = add_rule(&mut db, &rule.order()?, &Author::system(), &ctx).map_err(|error| fault(&error))?;
            println!("{id}");
        }
        Command::CreateClient(client) => {
            let id = create_client(&mut db, client.order()?, &Author::system(), &ctx).map_err(|error| fault(&error))?;
            let link = onboarding_link(&mut db, id, &ctx).map_err(|error| fault(&error))?;
            println!("{id}");
            println!("{}", link.unwrap_or_default());
        }
        Command::SuspendAgency { agency, reason } => {
            let id = agency;
            let agency =
                suspend_agency(&mut db, &Author::system(), id, &reason, &ctx).map_err(|error| fault(&error))?;
            println!("{} is suspended", agency.name);
        }
        Command::ResumeAgency { agency } => {
            let id = agency;
            let agency = resume_agency(&mut db, &Author::system(), id, &ctx).map_err(|error| fault(&error))?;
            println!("{} is active again", agency.name);
        }
        Command::CreatePerson(Member { person, organisation, role }) => {
            let password = Password::of(&person)?;
            let order = NewPersonOrder {
                email: person.email.clone(),
                first_name: person.first_name,
                last_name: person.last_name,
                password: password.text(),
                organisation: organisation.read(),
                role: Role::parse(&role).ok_or_else(|| format!("--role: “{role}” is no role"))?,
            };
            let is_known = has_password(&mut db, &person.email).map_err(|error| fault(&error))?;
            let id = create_person(&mut db, &order, &Author::system(), &ctx).map_err(|error| fault(&error))?;
            println!("{id}");
            password.tell(&person.email, is_known);
        }
        Command::CreateKey(NewKey { organisation, overlap, name }) => {
            let (kind, id) = organisation.read();
            let name = name.map(|name| contact::name(&name)).transpose().map_err(|text| format!("--name: {text}"))?;
            let handover = if overlap { Handover::Overlap } else { Handover::AtOnce };
            let order = KeyOrder { name, handover, replaces: None };
            let key = issue_for(&mut db, (kind, &id), &order, &Author::system(), &ctx);
            println!("{}", key.map_err(|error| fault(&error))?);
        }
        Command::Objects(command) => objects::run(&mut db, &ctx, &command)?,
        Command::RemoveSecondFactor { email } => {
            let removed = reset_second_factor(&mut db, &email, &ctx).map_err(|error| fault(&error))?;
            println!("{}", if removed { "removed" } else { "there is none" });
        }
        // Handled before, because it needs no database.
        Command::SigningKeys { .. }
        | Command::Agreements(_)
        | Command::Audit(_)
        | Command::Invoices(_)
        | Command::Ledger(_)
        | Command::Cases(_)
        | Command::Rates(_) => {}
    }
    Ok(())
}

/// Whether somebody with this address has a password.
fn has_password(db: &mut Db, email: &str) -> Result<bool, StoreError> {
    Ok(store::people::accounts::unscoped::credentials(db, email)?.is_some_and(|known| known.password_hash.is_some()))
}

impl Organisation {
    pub(super) fn read(&self) -> (OrganisationKind, String) {
        match (self.agency, self.referral, self.client) {
            (Some(id), ..) => (OrganisationKind::CollectionPartner, id.to_string()),
            (_, Some(id), _) => (OrganisationKind::ReferralPartner, id.to_string()),
            (.., Some(id)) => (OrganisationKind::Client, id.to_string()),
            (None, None, None) => (OrganisationKind::Operator, OPERATOR.to_owned()),
        }
    }
}

/// The source of a password.
enum Password {
    Read(String),
    MadeUp(String),
    ByMail,
}

impl Password {
    fn of(person: &Person) -> Result<Self, String> {
        if person.invite {
            return Ok(Self::ByMail);
        }
        if !person.password_stdin {
            return Ok(Self::MadeUp(fresh_token().chars().take(20).collect()));
        }
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .map_err(|error| format!("the password cannot be read: {error}"))?;
        Ok(Self::Read(line.trim_end_matches(['\r', '\n']).to_owned()))
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Read(text) | Self::MadeUp(text) => Some(text.clone()),
            Self::ByMail => None,
        }
    }

    /// Prints a password that was created; people who have a password keep it.
    fn tell(&self, email: &str, is_known: bool) {
        if is_known {
            println!("{email} signs in already and keeps their password.");
        } else if let Self::MadeUp(text) = self {
            println!("The password of {email}, shown only now: {text}");
        }
    }
}
