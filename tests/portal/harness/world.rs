//! A small world: two agencies with people and keys. Tests add cases.

use partner_portal::actions::Context;
use partner_portal::actions::clients::register_creditor;
use partner_portal::actions::people::{self, AgencyOrder, NewPersonOrder};
use partner_portal::config::Config;
use partner_portal::domain::actor::{Agency, Author, Hand, OrganisationKind, Partner, Person, Role};
use partner_portal::domain::ids::{CollectionPartnerId, CreditorId, PersonId};
use partner_portal::domain::money::Currency;
use partner_portal::store::cases::{BankAccount, Creditor};
use partner_portal::store::{self, Writer};

use super::case::CaseBuilder;
use super::database::{Folder, Fresh};
use super::server::Running;
use super::visitor::Visitor;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";

/// A running portal with people in it.
pub struct World {
    /// An Admin of agency A.
    pub owner: Visitor,
    /// A User of agency A.
    pub colleague: Visitor,
    /// An Admin of agency B.
    pub rival: Visitor,
    /// The system of agency A.
    pub key: Visitor,
    /// The system of agency B.
    pub rival_key: Visitor,
    /// A visitor without an account.
    pub nobody: Visitor,
    /// The owner as an actor, to prepare tests.
    pub as_owner: Partner,
    /// The rival as an actor.
    pub as_rival: Partner,
    /// The colleague's id.
    pub colleague_id: PersonId,
    /// A creditor with a bank account.
    pub creditor: CreditorId,
    /// The number of that bank account.
    pub bank_account: i64,
    /// The server. It stops before its database is removed.
    pub app: Running,
    /// Direct access to the database, for what no page shows.
    pub sql: Fresh,
    /// The folder of its files.
    pub folder: Folder,
}

impl World {
    /// The usual world.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The usual world with other settings.
    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = Folder::new();
        let sql = Fresh::new(folder.path());
        let app = Running::start(&sql, &folder, change);
        let at = app.address.clone();
        let ctx = app.shared.context();
        let mut db = app.shared.database.write().expect("a connection");
        let (ours, theirs) = (agency(&mut db, "Nordia Inkasso", &ctx), agency(&mut db, "Meridian Recovery", &ctx));
        let as_owner = person(&mut db, ("Signe", "Holm"), (&ours, Role::Admin), &ctx);
        let colleague = person(&mut db, ("Jonas", "Berg"), (&ours, Role::User), &ctx);
        let as_rival = person(&mut db, ("Marta", "Ruiz"), (&theirs, Role::Admin), &ctx);
        let (key, rival_key) = (key(&mut db, &ours, &ctx), key(&mut db, &theirs, &ctx));
        let (creditor, bank_account) = creditor(&mut db, "Fjord Design ApS", &ctx);
        drop(db);
        Self {
            owner: Visitor::person(&at, "signe@example.com", PASSWORD),
            colleague: Visitor::person(&at, "jonas@example.com", PASSWORD),
            rival: Visitor::person(&at, "marta@example.com", PASSWORD),
            key: Visitor::key(&at, &key),
            rival_key: Visitor::key(&at, &rival_key),
            nobody: Visitor::nobody(&at),
            as_owner,
            as_rival,
            colleague_id: colleague.person().expect("a person").id,
            creditor,
            bank_account,
            app,
            sql,
            folder,
        }
    }

    /// Time and operator for actions.
    pub fn context(&self) -> Context {
        self.app.shared.context()
    }

    /// A writing connection to prepare tests. On SQLite, drop it before the next request.
    pub fn db(&self) -> Writer {
        self.app.shared.database.write().expect("a connection")
    }

    /// A case of agency A: Active, EUR 1,000.00, unless changed.
    pub fn case(&self) -> CaseBuilder<'_> {
        CaseBuilder::new(self)
    }

    /// The link in the last mail about a case.
    #[track_caller]
    pub fn link(&self) -> String {
        let texts = self.sql.texts("SELECT text_body AS value FROM mails ORDER BY created_at DESC, id DESC");
        let link = texts.into_iter().flatten().find_map(|text| {
            let at = text.find("/client/")?;
            Some(text[at..].split_whitespace().next()?.trim_end_matches(['.', ')']).to_owned())
        });
        link.expect("a mail with a link")
    }
}

fn agency(db: &mut Writer, name: &str, ctx: &Context) -> Agency {
    let order = AgencyOrder {
        name: name.to_owned(),
        registration_number: Some("DK31415926".to_owned()),
        address: Some("Havnegade 5".to_owned()),
        zip_code: Some("1058".to_owned()),
        city: Some("København".to_owned()),
        country: "DK".to_owned(),
        office_email: Some("office@agency.example".to_owned()),
        office_phone: Some("+45 33 12 34 56".to_owned()),
        invoice_email: Some("invoices@agency.example".to_owned()),
        invoice_currency: Some("EUR".to_owned()),
        time_zone: "Europe/Copenhagen".to_owned(),
        verified_profile: true,
        agreement_signed: true,
        ..AgencyOrder::default()
    };
    let id = people::create_agency(db, &order, &Author::system(), ctx).expect("an agency");
    Agency { id, name: name.to_owned(), time_zone: chrono_tz::Europe::Copenhagen }
}

fn person(db: &mut Writer, (first, last): (&str, &str), (agency, role): (&Agency, Role), ctx: &Context) -> Partner {
    let order = NewPersonOrder {
        email: format!("{}@example.com", first.to_lowercase()),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        password: Some(PASSWORD.to_owned()),
        organisation: (OrganisationKind::CollectionPartner, agency.id.to_string()),
        role,
    };
    let id = people::create_person(db, &order, &Author::system(), ctx).expect("a person");
    let colleague = team_member(db, agency.id, id);
    let person = Person {
        id,
        number: colleague.number,
        name: colleague.name,
        email: colleague.email,
        membership: colleague.membership,
        role,
        letter_keys: true,
        has_choice: false,
    };
    Partner { agency: agency.clone(), hand: Hand::Person(person) }
}

fn team_member(db: &mut Writer, agency: CollectionPartnerId, id: PersonId) -> store::people::team::Colleague {
    let team = store::people::team::unscoped::of(db, agency.as_str()).expect("the team");
    team.into_iter().find(|colleague| colleague.id == id).expect("the colleague")
}

fn key(db: &mut Writer, agency: &Agency, ctx: &Context) -> String {
    let kind = OrganisationKind::CollectionPartner.name();
    people::issue_key(db, kind, agency.id.as_str(), &Author::system(), ctx).expect("a key")
}

fn creditor(db: &mut Writer, name: &str, ctx: &Context) -> (CreditorId, i64) {
    let id = CreditorId::from_uuid(store::fresh_id());
    let creditor = Creditor {
        id,
        name: name.to_owned(),
        registration_number: Some("DK87654321".to_owned()),
        office_email: Some("office@fjord.example".to_owned()),
        office_phone: Some("+45 44 55 66 77".to_owned()),
        address: Some("Bryggen 7".to_owned()),
        zip_code: Some("8000".to_owned()),
        city: Some("Aarhus".to_owned()),
        state: None,
        country: "DK".to_owned(),
        contact_name: "Mette Lund".to_owned(),
        contact_email: "mette@fjord.example".to_owned(),
        language: "en".to_owned(),
        vat_number: None,
        agreement_version: None,
        created_at: ctx.now.naive_utc(),
    };
    let account = BankAccount {
        number: 0,
        creditor_id: id,
        label: Some("Main".to_owned()),
        scheme: "IBAN".to_owned(),
        currency: Currency::parse("EUR").expect("a currency"),
        bank_country: "DK".to_owned(),
        holder: name.to_owned(),
        iban: Some("DK5000400440116243".to_owned()),
        bic: Some("DABADKKK".to_owned()),
        account_number: None,
        local_identifier: None,
        local_identifier_type: None,
        bank_name: Some("Danske Bank".to_owned()),
    };
    let numbers = register_creditor(db, &creditor, vec![account], &Author::system(), ctx).expect("a creditor");
    (id, numbers[0])
}
