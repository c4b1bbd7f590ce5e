//! Tests of the running portal over HTTP. Every test has its own app and database, and people as values: the owner and
//! a colleague of one agency, a rival at another, their systems' keys, and a visitor without an account.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking, and the harness offers more than each moment needs"
)]

mod at_once;
mod audit;
mod balance;
mod branding;
mod bulk;
mod cases;
mod client_links;
mod clients;
mod commissions;
mod contract;
mod currencies;
mod customer;
mod damaged;
mod documents;
mod exports;
mod frames;
mod harness;
mod intake;
mod invoices;
mod ledger;
mod limits;
mod lists;
mod machinery;
mod machines;
mod mailbox;
mod nodes;
mod operator;
mod payments;
mod people;
mod periods;
mod plans;
mod rights;
mod secrets;
mod signing_in;
mod updates;
mod views;
mod walk;
