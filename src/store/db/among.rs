//! `column IN (…)` with one parameter for all values.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, Text};

use super::conn::{Conn, MultiBackend};
use super::dialect::{Unfolding, unfolding};

/// Whether a column of text has one of some values. Unlike `eq_any` the statement is the same for any number of
/// values, so it is prepared once per connection.
#[derive(Clone, Debug, QueryId)]
pub(in crate::store) struct Among<C> {
    column: C,
    unfolding: Unfolding,
    /// The values as a JSON array.
    values: String,
}

/// See [`Among`].
pub(in crate::store) fn among<C>(conn: &Conn, column: C, values: impl IntoIterator<Item = impl ToString>) -> Among<C> {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    Among { column, unfolding: unfolding(conn), values: serde_json::json!(values).to_string() }
}

impl<C> Expression for Among<C> {
    type SqlType = Bool;
}

impl<C> ValidGrouping<()> for Among<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C: AppearsOnTable<T>, T> AppearsOnTable<T> for Among<C> {}
impl<C: SelectableExpression<T>, T> SelectableExpression<T> for Among<C> {}

impl<C: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Among<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IN (SELECT value FROM ");
        out.push_sql(self.unfolding.before);
        out.push_bind_param::<Text, _>(&self.values)?;
        out.push_sql(self.unfolding.after);
        out.push_sql(")");
        Ok(())
    }
}
