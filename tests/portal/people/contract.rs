//! `/me` and `/users`, as JSON and as pages.

use serde_json::json;

use crate::harness::World;

#[test]
fn me_is_the_agency_of_the_key() {
    let world = World::new();
    let me = world.key.get_json("/api/collection-partner/me");
    assert_eq!(
        me,
        json!({
            "id": world.as_owner.agency.id.to_string(), "companyName": "Nordia Inkasso", "logoUrl": null,
            "companyRegistrationNumber": "DK31415926", "vatNumber": null, "address": "Havnegade 5",
            "zipCode": "1058", "city": "København", "state": null, "country": "Denmark",
            "officeEmail": "office@agency.example", "officePhone": "+45 33 12 34 56",
            "invoiceEmail": "invoices@agency.example", "billingContact": null, "invoiceCurrency": 978,
            "commissionType": 0, "preLegalRevenueShare": 0.4, "legalRevenueShare": 0.2, "verifiedProfile": true,
            "fullAddress": "Havnegade 5, 1058 København, Denmark", "surveyCadenceMode": 0,
        })
    );
    let page = world.colleague.get("/partner/settings/agency").expect(200);
    page.says("Nordia Inkasso").says("40 %").says("Havnegade 5, 1058 København, Denmark");
    world.nobody.get("/api/collection-partner/me").expect(401);
}

#[test]
fn users_are_the_team_in_pages() {
    let world = World::new();
    let all = world.key.get_json("/api/collection-partner/users");
    let page = json!({"totalResults": 2, "pageSize": 50, "currentPage": 1, "responseCount": 2, "totalPages": 1});
    assert_eq!(all["page"], page);
    assert_eq!(
        all["users"][0],
        json!({"id": world.colleague_id.to_string(), "name": "Jonas Berg", "email": "jonas@example.com"})
    );
    let second = world.key.get_json("/api/collection-partner/users?Page=2&PageSize=1");
    assert_eq!(second["users"][0]["name"], "Signe Holm");
    assert_eq!(second["page"]["totalPages"], 2);
    let beyond = world.key.get_json("/api/collection-partner/users?page=9999999");
    assert_eq!(beyond["users"], json!([]));
    for wrong in ["page=0", "pageSize=101", "page=x"] {
        world.key.get(&format!("/api/collection-partner/users?{wrong}")).expect(400).problems();
    }
    world.nobody.get("/api/collection-partner/users").expect(401);
}
