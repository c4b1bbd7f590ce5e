//! What the business knows: plain values and pure rules. Nothing here does I/O, waits or asks for the time. A rule gets
//! the moment as a parameter and returns a value or a [`refusal::Refusal`]. The other rings use this one; it uses none
//! of them.

pub mod vocabulary;

pub mod actor;
pub mod agency;
pub mod agreement;
pub mod brand;
pub mod calendar;
pub mod case;
pub mod case_update;
pub mod client;
pub mod client_link;
pub mod code;
pub mod commission;
pub mod company;
pub mod contact;
pub mod country;
pub mod day;
pub mod document;
pub mod fact;
pub mod ids;
pub mod invitation;
pub mod invoice;
pub mod ledger;
pub mod letter;
pub mod limit;
pub mod money;
pub mod month;
pub mod network;
pub mod notice;
pub mod password;
pub mod payment;
pub mod period;
pub mod plan;
pub mod pricing;
pub mod refusal;
pub mod reminding;
pub mod routing;
pub mod search;
pub mod sign_in;
pub mod state;
pub mod task;
pub mod text;
pub mod verification;
pub mod waiting;
