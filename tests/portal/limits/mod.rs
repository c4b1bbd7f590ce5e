//! Limits of requests: cost, unusual text, and rate.

mod addresses;
mod bodies;
mod gone;
mod rates;
mod slow;
mod statements;
mod text;
