//! Counting the rows of a query where they lie, however the query ends: with a limit, it counts no further.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::conn::{Conn, MultiBackend};

/// `SELECT count(*)` of what a query finds.
#[derive(Clone, Debug)]
pub(in crate::store) struct HowMany<Q>(pub Q);

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for HowMany<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT count(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS found");
        Ok(())
    }
}

impl<Q> QueryId for HowMany<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for HowMany<Q> {
    type SqlType = BigInt;
}

impl<Q> RunQueryDsl<Conn> for HowMany<Q> {}
