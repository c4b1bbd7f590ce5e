//! A damaged value in a row is an error on every page; no default is used in its place.

use partner_portal::store::prices::rates;

use crate::harness::stock::Stock;
use crate::harness::{Visitor, World};

/// Damages a column in all rows, sends a request, and restores the column.
fn is_told(world: &World, (table, column): (&str, &str), who: &Visitor, path: &str) {
    who.get(path).expect(200);
    world.sql.execute(&format!("UPDATE {table} SET {column} = '?' || coalesce({column}, '')"));
    let answer = who.get(path);
    assert_eq!(answer.status, 500, "{table}.{column} {path}: {}", answer.text());
    world.sql.execute(&format!("UPDATE {table} SET {column} = nullif(substr({column}, 2), '')"));
    who.get(path).expect(200);
}

#[test]
fn a_rate_that_is_none_is_an_error() {
    let stock = Stock::new();
    let world = &stock.world;
    let case = world.sql.texts("SELECT case_id AS value FROM payments ORDER BY id").remove(0).expect("a case");
    let (key, platform, console) = (&world.key, &stock.platform.key, &stock.console.key);
    rates::unscoped::seed(&mut world.db(), world.context().now.date_naive()).expect("rates");
    let shown = format!("/api/collection-partner/cases/{case}");
    let payment = format!("/partner/cases/{case}/payments/new");
    for column in ["success_fee", "fee_base", "fee_uplift", "blended_uplift"] {
        is_told(world, ("cases", column), key, &shown);
        is_told(world, ("cases", column), &world.owner, &format!("/partner/cases/{case}"));
    }
    is_told(world, ("cases", "success_fee"), key, "/api/collection-partner/balance");
    for column in ["rate", "platform_share"] {
        is_told(world, ("reckonings", column), &world.owner, &payment);
    }
    for column in ["referral_percentage", "usd_rate"] {
        is_told(world, ("payments", column), key, "/api/collection-partner/balance");
    }
    for column in ["pre_legal_share", "legal_share", "invoice_currency"] {
        is_told(world, ("collection_partners", column), key, "/api/collection-partner/me");
    }
    is_told(world, ("referral_partners", "fee_percentage"), platform, "/api/referral/me");
    is_told(world, ("referral_links", "percentage"), platform, "/api/referral/clients");
    is_told(world, ("exchange_rates", "usd"), console, "/api/operator/rates");
    for column in ["brackets", "surcharges"] {
        is_told(world, ("prices", column), console, "/api/operator/prices");
    }
    is_told(world, ("carve_outs", "tiers"), console, "/api/operator/prices/carve-outs");
}

#[test]
fn a_rate_above_all_is_none() {
    let world = World::new();
    let case = world.case().make();
    let path = format!("/api/collection-partner/cases/{case}");
    world.key.get(&path).expect(200);
    for damaged in ["140", "-9.5", "9.12345", "", "much"] {
        world.sql.execute(&format!("UPDATE cases SET success_fee = '{damaged}'"));
        assert_eq!(world.key.get(&path).status, 500, "“{damaged}”");
    }
    world.sql.execute("UPDATE cases SET success_fee = NULL");
    assert!(world.key.get_json(&path)["preLegalSuccessFee"].is_null());
}

#[test]
fn a_month_or_a_link_that_is_none_is_an_error() {
    let stock = Stock::new();
    let world = &stock.world;
    is_told(world, ("platform_invoices", "month"), &world.key, "/api/collection-partner/invoices");
    is_told(world, ("referral_partners", "brand_links"), &stock.platform.key, "/api/referral/branding");
}
