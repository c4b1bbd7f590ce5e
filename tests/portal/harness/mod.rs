//! What all tests use: a running portal with its own database, people as values, a simple HTTP client.

pub mod case;
pub mod console;
pub mod contract;
pub mod database;
pub mod http;
pub mod platform;
pub mod server;
pub mod stock;
pub mod visitor;
pub mod world;

pub use contract::{collection_partner, referral_partner};
pub use http::{Response, Upload};
pub use visitor::{FORM, JSON, Visitor};
pub use world::{PASSWORD, World};
