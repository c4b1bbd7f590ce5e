//! Pages and the JSON of the contracts, from the same handlers. The only room that uses the web framework. One folder
//! per noun: `mod.rs` (handlers), `forms.rs` (requests), `resource.rs` (JSON), `page.rs` (structs of templates).

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod balance;
pub(crate) mod branding;
pub(crate) mod cases;
pub(crate) mod client;
pub(crate) mod clients;
pub(crate) mod docs;
pub(crate) mod documents;
pub(crate) mod exports;
pub(crate) mod filters;
pub(crate) mod health;
pub(crate) mod http;
pub(crate) mod invoices;
#[cfg(feature = "demo")]
pub(crate) mod mailbox;
pub(crate) mod money_bar;
pub(crate) mod onboarding;
pub(crate) mod operator;
pub(crate) mod payments;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod prices;
pub(crate) mod rates;
pub(crate) mod shell;
pub(crate) mod signing;
pub(crate) mod statements;
pub(crate) mod tasks;
pub(crate) mod updates;
pub(crate) mod verify;
