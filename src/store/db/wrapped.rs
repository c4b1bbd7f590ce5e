//! Queries around queries, which Diesel has no words for.

use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::conn::{Conn, MultiBackend};

/// `SELECT count(*)` of what a query finds. If the query has a limit, no more than that is counted.
#[derive(Clone, Debug, QueryId)]
pub(in crate::store) struct HowMany<Q>(pub Q);

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for HowMany<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT count(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS found");
        Ok(())
    }
}

impl<Q> Query for HowMany<Q> {
    type SqlType = BigInt;
}

impl<Q> RunQueryDsl<Conn> for HowMany<Q> {}

/// The different rows among those that a query finds, limit included.
#[derive(Clone, Debug, QueryId)]
pub(in crate::store) struct Different<Q>(pub Q);

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Different<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT DISTINCT * FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS found");
        Ok(())
    }
}

impl<Q: Query> Query for Different<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<Conn> for Different<Q> {}
