//! What is shown: pages and the JSON of the contracts, from the same handlers. The only room that knows the
//! web framework. A folder a noun: `mod.rs` (handlers), `input.rs`, `resource.rs` (the contract's JSON),
//! `page.rs` (what a template fills).

pub mod account;
pub mod balance;
pub mod branding;
pub mod cases;
pub mod client;
pub mod clients;
pub mod docs;
pub mod documents;
pub mod exports;
pub mod filters;
pub mod health;
pub mod http;
pub mod invoices;
pub mod mailbox;
pub mod money_bar;
pub mod onboarding;
pub mod operator;
pub mod payments;
pub mod people;
pub mod plans;
pub mod prices;
pub mod rates;
pub mod shell;
pub mod signing;
pub mod statements;
pub mod tasks;
pub mod updates;
pub mod verify;
