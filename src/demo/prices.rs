//! Prices besides the standard agreement: zones and custom prices. Some have ended, some are in the future.

use chrono::{Duration, NaiveDate};

use super::Stage;
use super::cast::Cast;
use super::creditors::Client;
use crate::actions::clients::{CarveOutOrder, agree_on_prices};
use crate::actions::prices::{PriceOrder, add_prices, change_prices, end_prices};
use crate::actions::{Outcome, people};
use crate::domain::actor::{Hand, Operator, Person};
use crate::domain::case::PricingSource;
use crate::domain::ids::PriceId;
use crate::domain::money::Rate;
use crate::domain::pricing::{Grid, Overdue, Parties, Surcharge};
use crate::store::{self, StoreError};

/// Lower bounds in US dollars, each with a rate in tenths of a percent.
type Brackets = &'static [(i64, i64)];
/// Ages, each with percentage points.
type Ages = &'static [(Overdue, i64)];

const STANDARD_AGES: Ages = &[(Overdue::Months(12), 10), (Overdue::Months(24), 20)];

/// A list, and when it is created, in days before the demo's last day; 0 days before, it is still to begin.
struct Scene {
    ago: i64,
    /// In force this many days after it is created.
    later: u64,
    name: &'static str,
    countries: &'static [&'static str],
    brackets: Brackets,
    ages: Ages,
    note: &'static str,
}

impl Scene {
    fn order(&self, stage: &Stage<'_>, source: PricingSource, parties: Parties) -> Outcome<PriceOrder> {
        let tenths = |tenths: i64| Rate::percent(rust_decimal::Decimal::new(tenths, 1));
        let brackets = self.brackets.iter().map(|(from, rate)| (from * 100, tenths(*rate))).collect();
        let ages = self.ages.iter().map(|(over, points)| Surcharge { over: *over, points: tenths(points * 10) });
        let from = self.made(stage).checked_add_days(chrono::Days::new(self.later)).unwrap_or_default();
        Ok(PriceOrder {
            source,
            parties,
            name: self.name.to_owned(),
            countries: self.countries.iter().map(|code| (*code).to_owned()).collect(),
            grid: Grid::new(brackets, ages.collect()).map_err(|problem| StoreError::Corrupt(problem.to_string()))?,
            note: self.note.to_owned(),
            from,
            to: None,
        })
    }

    fn made(&self, stage: &Stage<'_>) -> NaiveDate {
        (stage.end - Duration::days(self.ago)).date_naive()
    }
}

const NORDIC: Scene = Scene {
    ago: 410,
    later: 3,
    name: "Nordic",
    countries: &["FI", "NO", "SE"],
    brackets: &[(100, 180), (1_000, 90), (50_000, 65)],
    ages: &[(Overdue::Months(12), 8), (Overdue::Months(24), 15)],
    note: "Three neighbours of the north, where the courts’ payment orders are quick.",
};

const FAR: Scene = Scene {
    ago: 400,
    later: 5,
    name: "Türkiye and Japan",
    countries: &["JP", "TR"],
    brackets: &[(500, 280), (8_000, 190), (75_000, 120)],
    ages: &[(Overdue::Days(180), 5), (Overdue::Months(12), 12)],
    note: "Agreed with the agencies on the spot; age counts from half a year.",
};

const FAR_LATER: Scene = Scene {
    ago: 95,
    later: 15,
    brackets: &[(500, 260), (8_000, 175), (75_000, 110)],
    note: "After a year of experience: two points less in every bracket.",
    ..FAR
};

const NORDIC_TO_COME: Scene = Scene {
    ago: 12,
    later: 41,
    brackets: &[(100, 180), (1_000, 85), (50_000, 60)],
    note: "The prices of next year.",
    ..NORDIC
};

const PLATFORM: Scene = Scene {
    ago: 405,
    later: 2,
    name: "",
    countries: &[],
    brackets: &[(100, 175), (1_000, 85), (150_000, 55)],
    ages: STANDARD_AGES,
    note: "A point less for every client of the platform, by the partnership agreement.",
};

const AGENCY: Scene = Scene {
    ago: 380,
    later: 1,
    name: "",
    countries: &["US"],
    brackets: &[(100, 280), (1_000, 185), (75_000, 95)],
    ages: STANDARD_AGES,
    note: "The agency works with attorneys in every state and asks for less.",
};

const OWN: Scene = Scene {
    ago: 390,
    later: 0,
    name: "",
    countries: &[],
    brackets: &[(0, 75)],
    ages: &[],
    note: "One fixed fee for all claims, agreed when the creditor came with a hundred cases a year.",
};

const OWN_TO_COME: Scene =
    Scene { ago: 3, later: 17, brackets: &[(0, 80)], note: "A fixed fee from next month on.", ..OWN };

/// Creates the lists that exist before the first case.
pub(super) fn enter(stage: &mut Stage<'_>, cast: &Cast, creditors: &[Client]) -> Outcome<()> {
    let who = admin(stage)?;
    let nobody = Parties::default();
    keep(stage, &who, &NORDIC, (PricingSource::JurisdictionCustomPricing, nobody))?;
    let far = keep(stage, &who, &FAR, (PricingSource::JurisdictionCustomPricing, nobody))?;
    replace(stage, &who, &FAR_LATER, far)?;
    if let Some(platform) = cast.referrers.first() {
        let parties = Parties { referral_partner: Some(*platform), ..nobody };
        keep(stage, &who, &PLATFORM, (PricingSource::ManagingPartnerCustomPricing, parties))?;
    }
    let agency = |at: usize| cast.teams.get(at).map(|team| team.agency.id);
    let parties = Parties { agency: agency(2), ..nobody };
    keep(stage, &who, &AGENCY, (PricingSource::PartnerCustomPricing, parties))?;
    let pair = |client: usize, team: usize| Parties {
        creditor: creditors.get(client).map(|client| client.creditor.id),
        agency: agency(team),
        referral_partner: None,
    };
    for (client, team) in [(0, 0), (2, 1), (7, 1)] {
        let kept = keep(stage, &who, &OWN, (PricingSource::CreditorCustomPricing, pair(client, team)))?;
        if client == 7 {
            let ctx = stage.at(stage.end - Duration::days(60));
            end_prices(stage.db, &who, kept, ctx.now.date_naive(), &ctx)?;
        }
    }
    Ok(())
}

/// Creates the lists close to the last day: after the last case, so that they did not change its price.
pub(super) fn leave(stage: &mut Stage<'_>, cast: &Cast, creditors: &[Client]) -> Outcome<()> {
    let who = admin(stage)?;
    let zones = store::prices::unscoped::alike(stage.db, PricingSource::JurisdictionCustomPricing, Parties::default())?;
    if let Some(nordic) = zones.iter().find(|zone| zone.list.name == NORDIC.name) {
        replace(stage, &who, &NORDIC_TO_COME, nordic.row.id)?;
    }
    let parties = Parties {
        creditor: creditors.get(12).map(|client| client.creditor.id),
        agency: cast.teams.get(2).map(|team| team.agency.id),
        referral_partner: None,
    };
    keep(stage, &who, &OWN_TO_COME, (PricingSource::CreditorCustomPricing, parties))?;
    if let (Some(platform), Some(team)) = (cast.referrers.first(), cast.teams.get(2)) {
        carve_out(stage, &who, (*platform, team.agency.id))?;
    }
    Ok(())
}

/// The operator's Admin.
pub(super) fn admin(stage: &mut Stage<'_>) -> Outcome<Operator> {
    let team = store::people::team::unscoped::of(stage.db, people::OPERATOR)?;
    let admin = team.into_iter().find(|one| one.role == crate::domain::actor::Role::Admin);
    let admin = admin.ok_or_else(|| StoreError::Corrupt("the operator has no Admin".to_owned()))?;
    let person = Person {
        id: admin.id,
        number: admin.number,
        name: admin.name,
        email: admin.email,
        membership: admin.membership,
        role: admin.role,
        letter_keys: true,
        has_choice: false,
    };
    Ok(Operator { name: stage.house.operator.clone(), hand: Hand::Person(person) })
}

fn keep(
    stage: &mut Stage<'_>,
    who: &Operator,
    scene: &Scene,
    (source, parties): (PricingSource, Parties),
) -> Outcome<PriceId> {
    let order = scene.order(stage, source, parties)?;
    let ctx = stage.at(stage.end - Duration::days(scene.ago) + Duration::hours(9));
    add_prices(stage.db, who, &order, &ctx)
}

fn replace(stage: &mut Stage<'_>, who: &Operator, scene: &Scene, old: PriceId) -> Outcome<PriceId> {
    let order = scene.order(stage, PricingSource::JurisdictionCustomPricing, Parties::default())?;
    let ctx = stage.at(stage.end - Duration::days(scene.ago) + Duration::hours(9));
    change_prices(stage.db, who, old, &order, &ctx)
}

/// Prices for British debtors, which a referral partner's clients sign with their power of attorney.
fn carve_out(
    stage: &mut Stage<'_>,
    who: &Operator,
    (platform, agency): (crate::domain::ids::ReferralPartnerId, crate::domain::ids::CollectionPartnerId),
) -> Outcome<()> {
    let rate = |points: i64| Rate::percent(rust_decimal::Decimal::from(points));
    let order = CarveOutOrder {
        referral_partner: platform,
        agency,
        country: "GB".to_owned(),
        tiers: vec![(50_000, rate(25)), (500_000, rate(18)), (5_000_000, rate(12))],
    };
    let ctx = stage.at(stage.end - Duration::days(20));
    agree_on_prices(stage.db, &order, &who.author(), &ctx)?;
    Ok(())
}
