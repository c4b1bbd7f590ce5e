//! Referral partners and their clients.

use partner_portal::actions::agreements::publish_shipped;
use partner_portal::actions::clients::register_referral_partner;
use partner_portal::actions::people::{self, NewPersonOrder};
use partner_portal::config::Config;
use partner_portal::domain::actor::{Author, OrganisationKind, Role};
use partner_portal::domain::client::InvoicingMode;
use partner_portal::domain::ids::ReferralPartnerId;
use partner_portal::domain::money::Rate;
use partner_portal::store::brands::FooterLinks;
use partner_portal::store::clients::referrals::{PartnerCompany, PartnerStanding, ReferralPartner};
use partner_portal::{signing, store};
use serde_json::{Value, json};

use super::{PASSWORD, Visitor, World};

/// The address of clients in the API of referral partners.
pub const CLIENTS: &str = "/api/referral/clients";

/// A referral partner: its system, its Admin, and a Viewer.
pub struct Platform {
    pub id: ReferralPartnerId,
    pub key: Visitor,
    pub admin: Visitor,
    pub viewer: Visitor,
}

impl Platform {
    /// A referral partner whose app has this name, which is also part of its people's addresses.
    pub fn new(world: &World, name: &str) -> Self {
        let ctx = world.context();
        let mut db = world.db();
        let domain = name.to_lowercase();
        let partner = ReferralPartner {
            id: ReferralPartnerId::from_uuid(store::fresh_id()),
            name: format!("{name} Ltd"),
            short_name: name.to_owned(),
            country: "GB".to_owned(),
            contact_email: format!("partners@{domain}.example"),
            brand_background: Some("#0b6b57".to_owned()),
            brand_button: None,
            brand_text: Some("#10231f".to_owned()),
            created_at: ctx.now.naive_utc(),
            fee_percentage: Rate::percent(25.into()),
            approval_days: 7,
            external_system_id: None,
            is_public_demo: false,
            invoicing_mode: InvoicingMode::PayWhenPaid,
            sends_invitations: false,
            sends_welcome: false,
            brand_font: None,
            brand_logo: None,
            brand_favicon: None,
            brand_sender: None,
            brand_reply_to: None,
            brand_links: FooterLinks::default(),
            brand_host: None,
            fixed_brand: false,
            company: PartnerCompany::default(),
            standing: PartnerStanding::default(),
        };
        let id = register_referral_partner(&mut db, &partner, &Author::system(), &ctx).expect("a platform");
        let kind = OrganisationKind::ReferralPartner;
        let mut person = |local: &str, role| {
            let email = format!("{local}@{domain}.example");
            let order = NewPersonOrder {
                email: email.clone(),
                first_name: local.to_owned(),
                last_name: name.to_owned(),
                password: Some(PASSWORD.to_owned()),
                organisation: (kind, id.to_string()),
                role,
            };
            people::create_person(&mut db, &order, &Author::system(), &ctx).expect("a person");
            Visitor::person(&world.app.address, &email, PASSWORD)
        };
        let (admin, viewer) = (person("admin", Role::Admin), person("reader", Role::Viewer));
        let key = people::issue_key(&mut db, kind.name(), id.as_str(), &Author::system(), &ctx).expect("a key");
        Self { id, key: Visitor::key(&world.app.address, &key), admin, viewer }
    }
}

/// A client as a referral partner sends it.
pub fn client(tenant: &str, email: &str) -> Value {
    json!({
        "externalTenantId": tenant,
        "client": {
            "name": "Lisboa Têxteis Lda",
            "country": "Portugal",
            "supportEmail": format!("office-{email}"),
            "registrationNumber": "PT 501 442 600",
            "address": "Rua Augusta 24",
            "zipCode": "1100-053",
            "city": "Lisboa",
        },
        "users": [{ "name": "Inês de Castro", "email": email }],
    })
}

/// A world with published agreements and signing keys.
pub fn world() -> World {
    world_with(|_| {})
}

/// The same with other settings.
pub fn world_with(change: impl FnOnce(&mut Config)) -> World {
    let world = World::with(change);
    publish_shipped(&mut world.db(), &world.context()).expect("the texts");
    let folder = world.app.shared.config.signing_dir.clone().expect("a folder");
    signing::make(&folder, "Debitura", world.context().now).expect("the keys");
    world
}

/// The last code mailed to an address.
pub fn code(world: &World, email: &str) -> String {
    let query =
        format!("SELECT text_body AS value FROM mails WHERE to_address = '{email}' ORDER BY created_at DESC, id DESC");
    let texts = world.sql.texts(&query);
    let is_code = |line: &&str| line.len() == 6 && line.chars().all(|c| c.is_ascii_digit());
    let found =
        texts.into_iter().flatten().find_map(|text| text.lines().map(str::trim).find(is_code).map(str::to_owned));
    found.expect("a code")
}

/// The link in the last mail with a link to an address.
pub fn link_for(world: &World, email: &str) -> String {
    let query =
        format!("SELECT text_body AS value FROM mails WHERE to_address = '{email}' ORDER BY created_at DESC, id DESC");
    let text =
        world.sql.texts(&query).into_iter().flatten().find(|text| text.contains("/onboarding/")).expect("a mail");
    let at = text.find("/onboarding/").expect("a link");
    text[at..].split_whitespace().next().expect("a link").to_owned()
}
