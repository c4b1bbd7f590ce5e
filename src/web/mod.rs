//! What is shown: pages and the JSON of the contracts, from the same handlers. The only room that knows the
//! web framework. A folder a noun: `mod.rs` (handlers), `query.rs` (what a list is asked for), `forms.rs` (what is
//! posted), `resource.rs` (the contract's JSON), `page.rs` (what a template fills).

pub(crate) mod account;
pub(crate) mod agencies;
pub(crate) mod audit;
pub(crate) mod balance;
pub(crate) mod branding;
pub(crate) mod cases;
pub(crate) mod client;
pub(crate) mod clients;
pub(crate) mod coverage;
pub(crate) mod customer;
pub(crate) mod docs;
pub(crate) mod documents;
pub(crate) mod engagements;
pub(crate) mod exports;
pub(crate) mod filters;
pub(crate) mod health;
pub(crate) mod http;
pub(crate) mod imports;
pub(crate) mod intake;
pub(crate) mod invoices;
pub(crate) mod looks;
#[cfg(feature = "demo")]
pub(crate) mod mailbox;
pub(crate) mod money_bar;
pub(crate) mod onboarding;
pub(crate) mod operator;
pub(crate) mod organisations;
pub(crate) mod payments;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod prices;
pub(crate) mod rates;
pub(crate) mod referrals;
pub(crate) mod referred;
pub(crate) mod revenue;
pub(crate) mod signing;
pub(crate) mod statements;
pub(crate) mod tasks;
pub(crate) mod updates;
pub(crate) mod verification;
pub(crate) mod verify;
pub(crate) mod wording;
