//! What no request may do: cost without end, leave unusual text behind, or come too often.

mod addresses;
mod bodies;
mod gone;
mod rates;
mod slow;
mod statements;
mod text;
