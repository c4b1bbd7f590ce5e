//! Checks that everything stored about money agrees: ledger, sums, payments, cases and invoices. Each rule counts the
//! rows that break it and names the first.

pub mod unscoped;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

/// The result of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rule in words.
    pub rule: &'static str,
    /// Number of rows that break it.
    pub offenders: i64,
    /// The first of them.
    pub first: Option<String>,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = BigInt)]
    offenders: i64,
    #[diesel(sql_type = Nullable<Text>)]
    first: Option<String>,
}

const CLAIM: &str = "claim_principal + claim_interest + claim_reminder + claim_collection";
const MONEY: &str = "money_creditor + money_agency + money_platform + money_referral";

/// All rules. Each query returns the rows that break the rule, with one column `id`.
fn rules() -> Vec<(&'static str, String)> {
    let kept = |table: &str, key: &str, sums: &str, source: &str| {
        // Compares in both directions: sums without entries, and entries without sums.
        let kept = format!("SELECT {key}, {sums} FROM {table} WHERE {}", not_all_zero(sums));
        let summed = format!("SELECT * FROM ({source}) s WHERE {}", not_all_zero(sums));
        let name = key.replace(", ", " || ' ' || ");
        format!(
            "SELECT {name} AS id FROM (SELECT * FROM ({kept}) a EXCEPT SELECT * FROM ({summed}) b) x \
             UNION ALL SELECT {name} FROM (SELECT * FROM ({summed}) a EXCEPT SELECT * FROM ({kept}) b) y"
        )
    };
    let sums = |columns: &[&str]| {
        columns.iter().map(|column| format!("sum({column}) AS {column}")).collect::<Vec<_>>().join(", ")
    };
    const BOOKS: [&str; 12] = [
        "money_creditor",
        "money_agency",
        "money_platform",
        "money_referral",
        "creditor_agency",
        "agency_platform",
        "platform_creditor",
        "platform_referral",
        "earned_creditor",
        "earned_agency",
        "earned_platform",
        "earned_referral",
    ];
    vec![
        (
            "every entry balances",
            format!(
                "SELECT id FROM ledger WHERE {CLAIM} + surplus + raised + {MONEY} <> 0 \
                 OR earned_creditor + earned_agency + earned_platform + earned_referral <> {MONEY}"
            ),
        ),
        (
            "the months of the ledger are its sums",
            kept(
                "ledger_months",
                "collection_partner_id, currency, month",
                &format!("entries, {}", BOOKS.join(", ")),
                &format!(
                    "SELECT collection_partner_id, currency, substr(CAST(booked_at AS TEXT), 1, 7) AS month, \
                     count(*) AS entries, {} FROM ledger WHERE NOT is_test GROUP BY 1, 2, 3",
                    sums(&BOOKS)
                ),
            ),
        ),
        (
            "the balances of creditors are the ledger’s sums",
            kept(
                "creditor_balances",
                "collection_partner_id, creditor_id, currency",
                "entries, collected, creditor_agency, platform_creditor",
                &format!(
                    "SELECT collection_partner_id, creditor_id, currency, count(*) AS entries, \
                     sum({MONEY}) AS collected, sum(creditor_agency) AS creditor_agency, \
                     sum(platform_creditor) AS platform_creditor FROM ledger \
                     WHERE NOT is_test AND creditor_id IS NOT NULL GROUP BY 1, 2, 3"
                ),
            ),
        ),
        (
            "the totals of payouts are their sums",
            kept(
                "payout_totals",
                "collection_partner_id, currency, month, recipient, commission_status, invoicing",
                "payouts, amount, creditor, partner, platform",
                "SELECT collection_partner_id, currency, substr(CAST(received_on AS TEXT), 1, 7) AS month, recipient, \
                 commission_status, invoicing, count(*) AS payouts, sum(amount) AS amount, \
                 sum(payout_creditor) AS creditor, sum(payout_partner) AS partner, sum(payout_platform) AS platform \
                 FROM payments WHERE deleted_at IS NULL AND NOT is_test GROUP BY 1, 2, 3, 4, 5, 6",
            ),
        ),
        (
            "the totals of referral partners are the sums of their payments",
            kept(
                "referral_totals",
                "referral_partner_id, currency, commission_status, invoicing, referral_status, is_locked",
                "payments, referral, operator, referral_usd, operator_usd",
                "SELECT referral_partner_id, currency, commission_status, CASE WHEN recipient = 'Platform' \
                 THEN 'PaymentReceived' ELSE invoicing END AS invoicing, referral_status, \
                 referral_usd IS NOT NULL AS is_locked, count(*) AS payments, sum(payout_referral) AS referral, \
                 sum(payout_platform) AS operator, sum(coalesce(referral_usd, 0)) AS referral_usd, \
                 sum(coalesce(operator_usd, 0)) AS operator_usd FROM payments \
                 WHERE referral_partner_id IS NOT NULL AND deleted_at IS NULL AND NOT is_test \
                 GROUP BY 1, 2, 3, 4, 5, 6",
            ),
        ),
        (
            "what a referral partner earns on a payment is what the ledger says",
            "SELECT p.id FROM payments p LEFT JOIN (SELECT payment_id, sum(earned_referral) AS earned FROM ledger \
             WHERE payment_id IS NOT NULL GROUP BY payment_id) l ON l.payment_id = p.id \
             WHERE coalesce(l.earned, 0) <> CASE WHEN p.deleted_at IS NOT NULL \
             OR (p.recipient = 'Creditor' AND p.commission_status = 'Unpaid') THEN 0 ELSE p.payout_referral END"
                .to_owned(),
        ),
        (
            "shares in US dollars are there while a rate is locked",
            "SELECT id FROM payments WHERE (referral_usd IS NULL) <> (operator_usd IS NULL) \
             OR (usd_rate IS NULL AND referral_usd IS NOT NULL)"
                .to_owned(),
        ),
        (
            "a payout is handled by whoever handles its case",
            "SELECT p.id FROM payments p JOIN cases c ON c.id = p.case_id WHERE coalesce(p.handler_id, '') <> CASE \
             WHEN c.collection_partner_id = p.collection_partner_id THEN coalesce(c.handler_id, '') ELSE '' END"
                .to_owned(),
        ),
        (
            "the ledger and the case say the same of claim, payments and what is open",
            format!(
                "SELECT c.id FROM cases c JOIN (SELECT case_id, sum({CLAIM}) AS open, sum({MONEY}) AS paid, \
                 sum(raised) AS raised FROM ledger WHERE case_id IS NOT NULL GROUP BY case_id) l ON l.case_id = c.id \
                 WHERE l.open <> c.outstanding OR l.paid <> c.paid \
                 OR -l.raised <> c.principal + c.interest_fees + c.reminder_fees + c.collection_fees"
            ),
        ),
        (
            "the ledger knows every case with payments",
            "SELECT c.id FROM cases c WHERE c.payment_count > 0 \
             AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.case_id = c.id)"
                .to_owned(),
        ),
        (
            "the ledger and the payment say the same of amount and parts",
            format!(
                "SELECT p.id FROM payments p LEFT JOIN (SELECT payment_id, sum({MONEY}) AS paid, \
                 sum(earned_creditor) AS creditor, sum(earned_agency + earned_platform + earned_referral) AS partner \
                 FROM ledger WHERE payment_id IS NOT NULL GROUP BY payment_id) l ON l.payment_id = p.id \
                 WHERE coalesce(l.paid, 0) <> CASE WHEN p.deleted_at IS NULL THEN p.amount ELSE 0 END \
                 OR coalesce(l.creditor, 0) <> CASE WHEN p.deleted_at IS NULL THEN p.payout_creditor ELSE 0 END \
                 OR coalesce(l.partner, 0) <> CASE WHEN p.deleted_at IS NULL THEN p.payout_partner ELSE 0 END"
            ),
        ),
        (
            "each reckoning begins with what was outstanding then",
            "SELECT case_id AS id FROM (SELECT r.case_id, r.principal + r.interest + r.reminder + r.collection AS owed, \
             r.claim_principal + r.claim_interest + r.claim_reminder + r.claim_collection AS claim, \
             coalesce(sum(coalesce(p.paid, 0)) OVER (PARTITION BY r.case_id ORDER BY r.number \
             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS paid FROM reckonings r \
             LEFT JOIN (SELECT reckoning_id, sum(amount) AS paid FROM payments WHERE deleted_at IS NULL \
             GROUP BY reckoning_id) p ON p.reckoning_id = r.id) x \
             WHERE owed <> CASE WHEN claim > paid THEN claim - paid ELSE 0 END"
                .to_owned(),
        ),
        (
            "an invoice is its lines",
            "SELECT i.id FROM platform_invoices i LEFT JOIN (SELECT invoice_id, count(*) AS payouts, \
             sum(platform) AS total FROM invoice_lines GROUP BY invoice_id) l ON l.invoice_id = i.id \
             WHERE i.payouts <> coalesce(l.payouts, 0) OR i.total <> coalesce(l.total, 0)"
                .to_owned(),
        ),
        (
            "an invoice is paid by its payments, and the ledger says so",
            "SELECT i.id FROM platform_invoices i \
             LEFT JOIN (SELECT invoice_id, sum(amount) AS paid FROM invoice_payments GROUP BY invoice_id) p \
             ON p.invoice_id = i.id \
             LEFT JOIN (SELECT invoice_id, -sum(agency_platform) AS paid FROM ledger \
             WHERE invoice_id IS NOT NULL GROUP BY invoice_id) l ON l.invoice_id = i.id \
             WHERE i.paid <> coalesce(p.paid, 0) OR i.paid <> coalesce(l.paid, 0)"
                .to_owned(),
        ),
        (
            "what is on an invoice is frozen, and nothing else is",
            "SELECT id FROM payments WHERE frozen <> (invoice_id IS NOT NULL)".to_owned(),
        ),
        ("numbers of invoices follow each other", gaps("platform_invoices")),
        ("numbers of credit notes follow each other", gaps("credit_notes")),
    ]
}

/// A query for missing numbers in a series that begins at 1.
fn gaps(table: &str) -> String {
    format!(
        "SELECT '{table}' AS id FROM (SELECT count(*) AS numbers, coalesce(max(number), 0) AS newest FROM {table}) n \
         WHERE numbers <> newest"
    )
}

fn not_all_zero(sums: &str) -> String {
    sums.split(", ").map(|sum| format!("{sum} <> 0")).collect::<Vec<_>>().join(" OR ")
}
