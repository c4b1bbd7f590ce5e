//! Coverage, and cases that no agency sees yet: to verify, asked about, answered, waiting for a signature, without an
//! agency, outside the standard terms, rejected, and one that was approved.

use chrono::{Duration, NaiveDate};

use super::Stage;
use super::cast::Cast;
use crate::actions::cases::{self, AccruedFees, ClaimOrder, ClaimTerms, Intake, NewDebtor};
use crate::actions::coverage::{CoverageOrder, FixedAgencyOrder, add_rule, fix_agency};
use crate::actions::prices::find_creditor;
use crate::actions::{Context, Outcome};
use crate::domain::actor::{Author, Client, Operator};
use crate::domain::case::{ClaimType, DebtorKind, DisputeStatus};
use crate::domain::ids::CaseId;
use crate::domain::money::{Currency, Money};
use crate::domain::pricing::Age;
use crate::domain::routing::AmountRange;
use crate::domain::verification::ResolutionArea;
use crate::store;

/// Days before the end of the demo's time on which the rules begin: before the first case.
const RULES_DAYS: i64 = 530;

/// The countries of each agency.
const COUNTRIES: [&[&str]; 3] = [
    &["DK", "SE", "NO", "FI", "NL", "IS"],
    &["DE", "AT", "CH", "PL", "CZ", "IT", "GR", "TR", "DK"],
    &["GB", "IE", "FR", "ES", "US", "JP"],
];

/// What becomes of a case after it was handed in.
#[derive(Clone, Copy)]
pub(super) enum Then {
    Nothing,
    Asked(ResolutionArea, &'static str),
    Answered(ResolutionArea, &'static str, &'static str),
    Rejected(&'static str),
    Approved,
}

pub(super) struct Incoming {
    pub client: &'static str,
    pub reference: &'static str,
    pub amount: &'static str,
    pub currency: &'static str,
    pub kind: DebtorKind,
    pub debtor: &'static str,
    pub place: [&'static str; 4],
    pub description: &'static str,
    pub dispute: DisputeStatus,
    pub hours_ago: i64,
    pub then: Then,
}

pub(super) const PLAIN: Incoming = Incoming {
    client: "Aarhus Lydstudie ApS",
    reference: "",
    amount: "",
    currency: "DKK",
    kind: DebtorKind::Company,
    debtor: "",
    place: ["", "", "", ""],
    description: "",
    dispute: DisputeStatus::NotDisputed,
    hours_ago: 0,
    then: Then::Nothing,
};

const PENNINE: &str = "Pennine Print Works Ltd";

const CASES: [Incoming; 11] = [
    Incoming {
        reference: "AL-2207",
        amount: "12400",
        debtor: "Vestegnens Teater A/S",
        place: ["Roholmsvej 12", "2620", "Albertslund", "DK"],
        description: "Sound recording of eight rehearsals, May",
        hours_ago: 70,
        ..PLAIN
    },
    Incoming {
        reference: "AL-2219",
        amount: "149000",
        currency: "SEK",
        debtor: "Malmö Festivalbyrå AB",
        place: ["Hamngatan 4", "211 22", "Malmö", "SE"],
        description: "Stage sound, three evenings",
        hours_ago: 52,
        then: Then::Asked(ResolutionArea::Documentation, "Please send the invoice and the signed order."),
        ..PLAIN
    },
    Incoming {
        client: PENNINE,
        reference: "PPW-0918",
        amount: "3260.50",
        currency: "GBP",
        debtor: "Calder Brewing Ltd",
        place: ["2 Wharf Street", "HX6 2JS", "Sowerby Bridge", "GB"],
        hours_ago: 47,
        then: Then::Answered(
            ResolutionArea::Documentation,
            "What was delivered, and when? A file or a few words are enough.",
            "40,000 beer labels, delivered on 3 June and signed for by Mr Sykes.",
        ),
        ..PLAIN
    },
    Incoming {
        client: PENNINE,
        reference: "PPW-0921",
        amount: "5800",
        currency: "GBP",
        debtor: "Ridgeway Events Ltd",
        place: ["91 Deansgate", "M3 2BW", "Manchester", "GB"],
        description: "Programmes for a trade fair; the debtor says the colours were wrong",
        dispute: DisputeStatus::Disputed,
        hours_ago: 40,
        ..PLAIN
    },
    Incoming {
        client: PENNINE,
        reference: "PPW-0925",
        amount: "9100",
        currency: "USD",
        debtor: "Gráfica Paulista Ltda",
        place: ["Rua Augusta 1508", "01304-001", "São Paulo", "BR"],
        description: "Printing plates",
        hours_ago: 30,
        ..PLAIN
    },
    Incoming {
        client: PENNINE,
        reference: "PPW-0930",
        amount: "4150",
        currency: "EUR",
        debtor: "Kölner Kartonagen GmbH",
        place: ["Venloer Straße 210", "50823", "Köln", "DE"],
        description: "Folding boxes, order 4471",
        hours_ago: 28,
        ..PLAIN
    },
    Incoming {
        client: "Smålands Trähus AB",
        reference: "ST-118",
        amount: "86000",
        currency: "SEK",
        debtor: "Kalmar Bygg & Montage AB",
        place: ["Södra vägen 40", "392 45", "Kalmar", "SE"],
        description: "Roof trusses for two houses",
        hours_ago: 26,
        ..PLAIN
    },
    Incoming {
        reference: "AL-2231",
        amount: "12400",
        debtor: "Vestegnens Teater A/S",
        place: ["Roholmsvej 12", "2620", "Albertslund", "DK"],
        description: "Sound recording, May",
        hours_ago: 20,
        ..PLAIN
    },
    Incoming {
        reference: "AL-2233",
        amount: "7900",
        kind: DebtorKind::Private,
        debtor: "Freja Bastholm",
        place: ["Nørregade 3", "8000", "Aarhus C", "DK"],
        description: "Studio hire",
        hours_ago: 16,
        then: Then::Rejected("The debtor paid this invoice in August, as your own statement shows."),
        ..PLAIN
    },
    Incoming {
        client: PENNINE,
        reference: "PPW-0934",
        amount: "640",
        currency: "GBP",
        debtor: "Thornhill Garden Centre Ltd",
        place: ["Mill Lane", "WF12 8QQ", "Dewsbury", "GB"],
        description: "Seed packets",
        hours_ago: 9,
        then: Then::Approved,
        ..PLAIN
    },
    Incoming {
        reference: "AL-2240",
        amount: "2600",
        currency: "EUR",
        debtor: "Balneário Produções Lda",
        place: ["Avenida Beira Mar 77", "88010-400", "Florianópolis", "BR"],
        description: "Mixing of an album",
        hours_ago: 5,
        ..PLAIN
    },
];

/// The rules of the three agencies.
pub(super) fn coverage(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<()> {
    let ctx = stage.at(stage.end - Duration::days(RULES_DAYS));
    let by = Operator::system(&stage.house.operator).author();
    for (team, countries) in cast.teams.iter().zip(COUNTRIES) {
        for country in countries {
            let plain = CoverageOrder {
                agency: team.agency.id,
                country: (*country).to_owned(),
                state: None,
                debtor: None,
                currency: None,
                amounts: None,
                from: None,
                to: None,
            };
            add_rule(stage.db, &plain, &by, &ctx)?;
        }
    }
    let Some(english) = cast.teams.last() else { return Ok(()) };
    let large = CoverageOrder {
        agency: english.agency.id,
        country: "CA".to_owned(),
        state: None,
        debtor: Some(DebtorKind::Company),
        currency: None,
        amounts: Currency::parse("USD").map(|currency| AmountRange { currency, least: Some(1_000_000), most: None }),
        from: None,
        to: None,
    };
    add_rule(stage.db, &large, &by, &ctx)?;
    Ok(())
}

/// An agency is fixed for one client.
fn fix(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<()> {
    let Some(english) = cast.teams.last() else { return Ok(()) };
    let ctx = stage.at(stage.end - Duration::days(6));
    let client = find_creditor(stage.db, PENNINE)?;
    let fixed = FixedAgencyOrder { agency: english.agency.id, country: Some("AT".to_owned()), state: None };
    fix_agency(stage.db, &Operator::system(&stage.house.operator), client, &fixed, &ctx)?;
    Ok(())
}

/// Hands in the cases and takes each as far as given.
pub(super) fn enter(stage: &mut Stage<'_>, cast: &Cast) -> Outcome<()> {
    fix(stage, cast)?;
    for incoming in &CASES {
        let id = hand_in(stage, incoming)?;
        let ctx = stage.at(stage.end - Duration::hours(incoming.hours_ago));
        go_on(stage, id, incoming, &ctx)?;
    }
    Ok(())
}

/// Hands a case in for its client.
pub(super) fn hand_in(stage: &mut Stage<'_>, incoming: &Incoming) -> Outcome<CaseId> {
    let at = stage.end - Duration::hours(incoming.hours_ago);
    let ctx = stage.at(at);
    let order = order(stage, incoming, at.date_naive())?;
    cases::hand_in(stage.db, &order, &by_client(&order, incoming), &ctx)
}

fn by_client(order: &ClaimOrder, incoming: &Incoming) -> Author {
    let id = order.terms.creditor.map(|id| id.to_string()).unwrap_or_default();
    Author {
        side: crate::domain::actor::Side::Creditor,
        id: id.to_owned(),
        number: 0,
        name: incoming.client.to_owned(),
        organisation: Some(id.to_owned()),
    }
}

fn order(stage: &mut Stage<'_>, incoming: &Incoming, today: NaiveDate) -> Outcome<ClaimOrder> {
    let currency = super::currency(incoming.currency)?;
    let principal =
        Money::parse(incoming.amount, currency).map_err(|problem| store::StoreError::Corrupt(problem.to_string()))?;
    let [address, zip, city, country] = incoming.place;
    let claim_date = today - Duration::days(stage.dice.between(90, 160));
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Ok(ClaimOrder {
        intake: Intake::ByOperator,
        owner: None,
        skips_verification: false,
        terms: ClaimTerms {
            through: None,
            creditor: Some(find_creditor(stage.db, incoming.client)?),
            agency: None,
            debtor_kind: incoming.kind,
            country: country.to_owned(),
            state: None,
            principal,
            claim_type: Some(ClaimType::UnpaidInvoice),
            dispute: Some(incoming.dispute),
            claim_date,
            due_date: Some(claim_date + Duration::days(30)),
            age: Age::Single,
        },
        debtor: NewDebtor {
            name: incoming.debtor.to_owned(),
            contact_person: None,
            registration_number: None,
            address: text(address),
            zip_code: text(zip),
            city: text(city),
            email: Some(format!("office@{}.example", incoming.reference.to_lowercase())),
            phone: None,
        },
        division: None,
        through: "the client portal".to_owned(),
        creditor_reference: text(incoming.reference),
        fees: AccruedFees::default(),
        claim_description: text(incoming.description),
        creditor_comments: None,
        is_test: false,
        tag: None,
    })
}

fn go_on(stage: &mut Stage<'_>, id: CaseId, incoming: &Incoming, ctx: &Context) -> Outcome<()> {
    let who = Operator::system(&stage.house.operator);
    let later = stage.at(ctx.now + Duration::minutes(75));
    match incoming.then {
        Then::Nothing => {}
        Then::Asked(area, question) => {
            cases::ask_client(stage.db, &who, id, (area, question), &later)?;
        }
        Then::Answered(area, question, answer) => {
            cases::ask_client(stage.db, &who, id, (area, question), &later)?;
            let file = store::cases::load(stage.db, &who, id)?;
            let client = Client {
                case: id,
                creditor: file.creditor.id,
                creditor_name: file.creditor.name.clone(),
                name: file.creditor.contact_name.clone(),
                email: file.creditor.contact_email.clone(),
            };
            let evening = stage.at(later.now + Duration::minutes(340));
            cases::answer(stage.db, &client, answer, &evening)?;
        }
        Then::Rejected(reason) => {
            cases::reject(stage.db, &who, id, reason, &later)?;
        }
        Then::Approved => {
            cases::approve(stage.db, &who, id, &later)?;
        }
    }
    Ok(())
}
