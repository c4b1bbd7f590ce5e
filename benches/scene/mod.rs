//! A small world for measurements: a client of a referral partner, and an agency that takes its claims.

use std::path::PathBuf;

use partner_portal::actions::Context;
use partner_portal::actions::agreements::publish_shipped;
use partner_portal::actions::clients::{
    ClientOrder, Company, NamedPerson, PartnerOrder, create_client, create_referral_partner,
};
use partner_portal::actions::coverage::{CoverageOrder, add_rule};
use partner_portal::actions::people::{AgencyOrder, create_agency};
use partner_portal::app::{self, Shared};
use partner_portal::config::Config;
use partner_portal::domain::actor::Author;
use partner_portal::domain::client::InvoicingMode;
use partner_portal::domain::ids::{CollectionPartnerId, CreditorId, ReferralPartnerId};
use partner_portal::domain::money::Rate;
use partner_portal::store::clients::referrals::PartnerCompany;

/// The world.
pub struct Scene {
    pub shared: Shared,
    pub ctx: Context,
    pub url: String,
    pub client: CreditorId,
    pub agency: CollectionPartnerId,
    pub referral_partner: ReferralPartnerId,
}

impl Scene {
    /// Makes it in the empty database that this variable names, or else in a file of its own in the temporary folder,
    /// where other files go, too.
    pub fn new(database_variable: &str) -> Self {
        Self::at(database_variable, "127.0.0.1:1")
    }

    /// The same, for a server at this address.
    pub fn at(database_variable: &str, address: &str) -> Self {
        let folder: PathBuf = std::env::temp_dir().join(format!("portal-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let own = format!("sqlite://{}", folder.join("portal.sqlite").display());
        let url = std::env::var(database_variable).unwrap_or(own);
        let config = Config::for_test(url.clone(), &folder, address.to_owned()).expect("settings");
        let shared = app::open(config).expect("the database");
        shared.database.migrate().expect("the tables");
        let ctx = shared.context();
        let mut db = shared.database.write().expect("a connection");
        let by = Author::system();
        publish_shipped(&mut db, &ctx).expect("the texts");
        let agency = create_agency(&mut db, &agency_order(), &by, &ctx).expect("an agency");
        let rule = CoverageOrder {
            agency,
            country: "DE".to_owned(),
            state: None,
            debtor: None,
            currency: None,
            amounts: None,
            from: None,
            to: None,
        };
        add_rule(&mut db, &rule, &by, &ctx).expect("a rule");
        let partner = create_referral_partner(&mut db, partner_order(), &by, &ctx).expect("a referral partner");
        let client = create_client(&mut db, client_order(partner), &by, &ctx).expect("a client");
        drop(db);
        Self { shared, ctx, url, client, agency, referral_partner: partner }
    }
}

fn agency_order() -> AgencyOrder {
    AgencyOrder {
        name: "Nordia Inkasso".to_owned(),
        country: "DK".to_owned(),
        time_zone: "Europe/Copenhagen".to_owned(),
        verified_profile: true,
        agreement_signed: true,
        ..AgencyOrder::default()
    }
}

fn partner_order() -> PartnerOrder {
    PartnerOrder {
        name: "Ledgerly ApS".to_owned(),
        short_name: "Ledgerly".to_owned(),
        country: "DK".to_owned(),
        contact_email: "partners@ledgerly.example".to_owned(),
        fee_percentage: Rate::percent(25.into()),
        approval_days: 7,
        invoicing_mode: InvoicingMode::PayWhenPaid,
        sends_invitations: false,
        sends_welcome: false,
        fixed_brand: false,
        company: PartnerCompany::default(),
    }
}

fn client_order(referral_partner: ReferralPartnerId) -> ClientOrder {
    ClientOrder {
        referral_partner: Some(referral_partner),
        tenant: None,
        company: Company {
            name: "Lisboa Lda".to_owned(),
            registration_number: None,
            address: None,
            zip_code: None,
            city: None,
            state: None,
            country: "PT".to_owned(),
            support_email: "office@lisboa.example".to_owned(),
            support_phone: None,
        },
        person: NamedPerson {
            first_name: "Ines".to_owned(),
            last_name: "Castro".to_owned(),
            email: "ines@lisboa.example".to_owned(),
        },
    }
}
