//! Which cases would get another agency if a coverage rule were added or ended.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{CoverageOrder, row_of};
use crate::actions::{Context, Outcome};
use crate::domain::actor::Operator;
use crate::domain::ids::{CollectionPartnerId, CoverageId};
use crate::domain::routing::{Claim, Rule, Ways, choose};
use crate::store::coverage::unscoped::{self, Unassigned};
use crate::store::{self, Db};

/// A change of the rules that is looked at before it is made.
#[derive(Clone, Debug)]
pub enum RuleChange {
    /// A new rule.
    Add(CoverageOrder),
    /// The end of a rule, with its last day.
    End(CoverageId, NaiveDate),
}

/// A case that would get another agency. Only cases that no agency sees yet are looked at; others keep theirs.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The case.
    pub case: Unassigned,
    /// The agency by the present rules.
    pub before: Option<String>,
    /// The agency by the changed rules.
    pub after: Option<String>,
}

/// The cases that would get another agency, oldest first. With a fixed number of queries.
///
/// # Errors
/// As adding or ending the rule.
pub fn effects(db: &mut Db, who: &Operator, change: &RuleChange, ctx: &Context) -> Outcome<Vec<Effect>> {
    let today = ctx.now.date_naive();
    let country = match change {
        RuleChange::Add(order) => order.country.clone(),
        RuleChange::End(id, _) => store::coverage::load(db, who, *id)?.row.country,
    };
    let rules = unscoped::rules(db, &country, today)?;
    let mut after = rules.clone();
    match change {
        RuleChange::Add(order) => {
            let mut fresh = Rule::from(&row_of(db, order, &who.author(), ctx)?);
            // A rule that begins later is looked at as if it counted today.
            fresh.in_force.from = fresh.in_force.from.min(today);
            after.push(fresh);
        }
        RuleChange::End(id, _) => after.retain(|rule| rule.id != *id),
    }
    let suspended = unscoped::suspended(db)?;
    let cases = unscoped::unassigned(db, who, &country)?;
    let creditors: Vec<_> = cases.iter().map(|case| case.creditor_id).collect();
    let mut relationships: HashMap<_, Vec<CollectionPartnerId>> = HashMap::new();
    for (creditor, agency) in unscoped::relationships_of(db, &creditors)? {
        relationships.entry(creditor).or_default().push(agency);
    }
    let rates = store::prices::rates::unscoped::latest(db)?;
    let ways = |rules| Ways { rules, unavailable: suspended.clone(), ..Ways::default() };
    let (mut now, mut then) = (ways(rules), ways(after));
    let mut moved = Vec::new();
    for case in cases {
        let claim = Claim {
            country: country.clone(),
            state: case.state.clone(),
            debtor: case.debtor_kind,
            principal: case.principal(),
            day: today,
        }
        .in_place();
        let known = relationships.get(&case.creditor_id).cloned().unwrap_or_default();
        now.relationships.clone_from(&known);
        then.relationships = known;
        let chosen = |ways: &Ways| choose(&claim, ways, &rates).ok().map(|choice| choice.agency);
        let (before, after) = (chosen(&now), chosen(&then));
        if before != after {
            moved.push((case, before, after));
        }
    }
    let ids: Vec<_> = moved.iter().flat_map(|(_, before, after)| [*before, *after]).flatten().collect();
    let names: HashMap<_, _> = store::people::agencies::names(db, &ids)?.into_iter().collect();
    let name = |agency: Option<CollectionPartnerId>| agency.and_then(|agency| names.get(&agency).cloned());
    let effect = |(case, before, after)| Effect { case, before: name(before), after: name(after) };
    Ok(moved.into_iter().map(effect).collect())
}
