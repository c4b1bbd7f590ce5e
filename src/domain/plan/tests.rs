use super::*;
use InstalmentState::{Due, Met, Overdue, Upcoming};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn terms(total: i64, first: &str, interval: Interval, size: Size) -> Terms {
    Terms { total, first: day(first), interval, size }
}

fn shown(terms: Terms) -> Vec<(String, i64)> {
    let schedule = terms.schedule().expect("a schedule");
    schedule.iter().map(|one| (one.due.to_string(), one.amount)).collect()
}

#[test]
fn the_last_instalment_takes_the_rest() {
    use Interval::{Month, Week};
    for (terms, wanted) in [
        (
            terms(100_000, "2026-12-01", Month, Size::Count(3)),
            vec![("2026-12-01", 33_333), ("2027-01-01", 33_333), ("2027-02-01", 33_334)],
        ),
        (
            terms(100_000, "2026-12-01", Month, Size::Amount(30_000)),
            vec![("2026-12-01", 30_000), ("2027-01-01", 30_000), ("2027-02-01", 30_000), ("2027-03-01", 10_000)],
        ),
        (terms(90_000, "2026-12-01", Week, Size::Amount(45_000)), vec![("2026-12-01", 45_000), ("2026-12-08", 45_000)]),
        (terms(7, "2026-12-31", Week, Size::Count(2)), vec![("2026-12-31", 3), ("2027-01-07", 4)]),
        (terms(500, "2026-12-01", Month, Size::Amount(900)), vec![("2026-12-01", 500)]),
        // After a short month it is the 31st again.
        (
            terms(400, "2026-12-31", Month, Size::Count(4)),
            vec![("2026-12-31", 100), ("2027-01-31", 100), ("2027-02-28", 100), ("2027-03-31", 100)],
        ),
    ] {
        let wanted: Vec<(String, i64)> = wanted.into_iter().map(|(due, amount)| (due.to_owned(), amount)).collect();
        assert_eq!(shown(terms), wanted, "{terms:?}");
    }
}

#[test]
fn a_schedule_is_refused_that_cannot_be() {
    let of = |total, size| terms(total, "2026-12-01", Interval::Month, size).schedule().expect_err("a problem");
    assert_eq!(of(0, Size::Count(3)), PlanProblem::NothingAgreed);
    assert_eq!(of(-5, Size::Count(3)), PlanProblem::NothingAgreed);
    assert_eq!(of(100, Size::Count(0)), PlanProblem::SizeUnclear);
    assert_eq!(of(100, Size::Amount(-1)), PlanProblem::SizeUnclear);
    assert_eq!(of(100_000, Size::Count(121)), PlanProblem::TooMany(false));
    assert_eq!(of(100_000, Size::Amount(1)), PlanProblem::TooMany(true));
    assert_eq!(of(2, Size::Count(3)), PlanProblem::TooSmall);
    assert_eq!(of(i64::MAX, Size::Amount(1)), PlanProblem::TooMany(true));
}

proptest::proptest! {
    #[test]
    fn a_schedule_sums_exactly(
        total in 1_i64..10_000_000_000_000,
        count in 1_usize..200,
        each in 1_i64..10_000_000_000,
        by_count: bool,
        is_weekly: bool,
        ahead in 0_u64..4_000,
    ) {
        let size = if by_count { Size::Count(count) } else { Size::Amount(each) };
        let interval = if is_weekly { Interval::Week } else { Interval::Month };
        let first = day("2024-01-31") + Days::new(ahead);
        if let Ok(schedule) = (Terms { total, first, interval, size }).schedule() {
            proptest::prop_assert!(schedule.len() <= MAX_INSTALMENTS);
            proptest::prop_assert_eq!(schedule.iter().map(|one| one.amount).sum::<i64>(), total);
            proptest::prop_assert!(schedule.iter().all(|one| one.amount > 0));
            proptest::prop_assert!(schedule.windows(2).all(|two| two[0].due < two[1].due));
            proptest::prop_assert_eq!(schedule.first().map(|one| one.due), Some(first));
            let rest = &schedule[..schedule.len() - 1];
            proptest::prop_assert!(rest.iter().all(|one| one.amount == schedule[0].amount));
            if by_count {
                proptest::prop_assert_eq!(schedule.len(), count);
            }
        }
    }

    #[test]
    fn what_is_paid_is_never_counted_twice(
        paid in proptest::collection::vec((0_u64..400, 1_i64..60_000), 0..12),
        today in 0_u64..400,
    ) {
        let start = day("2026-01-01");
        let schedule = terms(100_000, "2026-02-01", Interval::Month, Size::Count(7)).schedule().expect("a schedule");
        let paid: Vec<Paid> = paid.iter().map(|(at, amount)| Paid { on: start + Days::new(*at), amount: *amount }).collect();
        let now = status(&schedule, &paid, start + Days::new(today), false);
        let sum: i64 = paid.iter().map(|payment| payment.amount).sum();
        proptest::prop_assert_eq!(now.paid, sum.min(100_000));
        proptest::prop_assert_eq!(now.steps.iter().map(|step| step.paid).sum::<i64>(), now.paid);
        for step in &now.steps {
            proptest::prop_assert_eq!(step.state == Met, step.paid == step.instalment.amount);
            proptest::prop_assert_eq!(step.met_on.is_some(), step.state == Met);
        }
        proptest::prop_assert_eq!(now.state == PlanState::Fulfilled, now.paid == 100_000);
        proptest::prop_assert_eq!(now.overdue > 0, matches!(now.state, PlanState::Overdue | PlanState::Broken));
    }
}

#[test]
fn a_plan_stands_as_it_was_paid() {
    let schedule = terms(30_000, "2026-12-01", Interval::Month, Size::Count(3)).schedule().expect("a schedule");
    /// The day, the payments, and the expected state with the overdue amount.
    type Row<'a> = (&'a str, &'a [(&'a str, i64)], PlanState, [InstalmentState; 3], i64);
    let cases: [Row<'_>; 11] = [
        ("2026-11-20", &[], PlanState::Running, [Upcoming, Upcoming, Upcoming], 0),
        ("2026-12-01", &[], PlanState::Running, [Due, Upcoming, Upcoming], 0),
        ("2026-12-04", &[], PlanState::Running, [Due, Upcoming, Upcoming], 0),
        ("2026-12-05", &[], PlanState::Overdue, [Overdue, Upcoming, Upcoming], 10_000),
        ("2026-12-05", &[("2026-12-02", 9_999)], PlanState::Overdue, [Overdue, Upcoming, Upcoming], 1),
        ("2026-12-05", &[("2026-12-02", 10_000)], PlanState::Running, [Met, Upcoming, Upcoming], 0),
        ("2026-12-15", &[], PlanState::Overdue, [Overdue, Upcoming, Upcoming], 10_000),
        ("2026-12-16", &[], PlanState::Broken, [Overdue, Upcoming, Upcoming], 10_000),
        ("2027-01-05", &[], PlanState::Broken, [Overdue, Overdue, Upcoming], 20_000),
        ("2027-01-05", &[("2026-12-01", 25_000)], PlanState::Running, [Met, Met, Upcoming], 0),
        ("2027-06-01", &[("2026-12-01", 10_000), ("2027-01-03", 21_000)], PlanState::Fulfilled, [Met, Met, Met], 0),
    ];
    for (today, paid, state, steps, overdue) in cases {
        let paid: Vec<Paid> = paid.iter().map(|(on, amount)| Paid { on: day(on), amount: *amount }).collect();
        let now = status(&schedule, &paid, day(today), false);
        assert_eq!((now.state, now.overdue), (state, overdue), "{today} {paid:?}");
        assert_eq!(now.steps.iter().map(|step| step.state).collect::<Vec<_>>(), steps, "{today} {paid:?}");
    }
}

#[test]
fn a_plan_says_when_to_look_again_and_when_each_part_was_met() {
    let schedule = terms(30_000, "2026-12-01", Interval::Month, Size::Count(3)).schedule().expect("a schedule");
    // Paid out of order, and everything in the end.
    let paid = [Paid { on: day("2027-01-20"), amount: 20_000 }, Paid { on: day("2026-12-03"), amount: 4_000 }];
    let now = status(&schedule, &paid, day("2027-01-21"), false);
    assert_eq!(
        now.steps.iter().map(|step| step.met_on).collect::<Vec<_>>(),
        [Some(day("2027-01-20")), Some(day("2027-01-20")), None]
    );
    assert_eq!((now.paid, now.next.map(|next| next.due)), (24_000, Some(day("2027-02-01"))));
    assert_eq!(now.watch_on, Some(day("2027-02-05")));
    // An instalment that is late already is not watched any more; the next one is.
    let now = status(&schedule, &[], day("2026-12-10"), false);
    assert_eq!(now.watch_on, Some(day("2027-01-05")));
    assert_eq!(status(&schedule, &[], day("2027-06-01"), false).watch_on, None);
    let ended = status(&schedule, &[], day("2026-12-10"), true);
    assert_eq!((ended.state, ended.watch_on), (PlanState::Ended, None));
    let paid = [Paid { on: day("2026-12-01"), amount: 30_000 }];
    assert_eq!(status(&schedule, &paid, day("2026-12-10"), true).state, PlanState::Fulfilled);
}

#[test]
fn the_client_approves_discounts_and_long_plans() {
    use Approval::{Discount, Length};
    use PlanKind::{Agreement, Promise};
    for (kind, amounts, last, wanted) in [
        (Agreement, (1_000, 1_000), "2027-05-21", None),
        (Agreement, (1_000, 1_000), "2027-05-22", Some(Length)),
        (Agreement, (999, 1_000), "2026-12-01", Some(Discount)),
        (Agreement, (999, 1_000), "2028-12-01", Some(Discount)),
        (Promise, (400, 1_000), "2026-12-01", None),
    ] {
        assert_eq!(approval(kind, amounts, (day("2026-11-21"), day(last))), wanted, "{kind:?} {amounts:?} {last}");
    }
}
