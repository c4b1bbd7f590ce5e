//! The operator's price lists: list, preview, add, change, end; and the calculator.

pub(crate) mod calculator;
pub(crate) mod carve_outs;
mod form_page;
mod forms;
mod page;
mod query;
pub(crate) mod resource;

use crate::actions::prices;
use crate::domain::actor::Operator;
use crate::domain::case::PricingSource;
use crate::domain::ids::PriceId;
use crate::store;
use crate::web::http::who::{OperatorAdmin, Who};
use crate::web::http::{Answer, App, Asked, Done, Failure, Fields, Filled, Id, Input};
pub(crate) use form_page::{KindsPage, PriceFormPage};
pub(crate) use forms::{CarveOutForm, EndForm, PriceForm};
pub(crate) use page::{EndPage, PricePage, PricesPage, ZonesPage};
pub(crate) use query::LISTS;
pub(crate) use resource::{CarveOutResource, PreviewResource, PriceResource, PricesResource};

/// The address of the price lists.
pub(crate) const PRICES: &str = "/operator/prices";

/// `GET /prices`: the lists in force today, or those chosen with `when`.
///
/// # Errors
/// If a filter or the page number is wrong.
pub(crate) async fn list_prices(Who(who): Who<Operator>, asked: Asked, app: App) -> Answer<PricesPage> {
    let today = app.now().date_naive();
    let paging = asked.paging(50, 100)?;
    let sent = Input::<()>::of_query(page::filters_of(&asked));
    let (tried, again) = (Filled::with::<()>(sent.fields.clone()), asked.clone());
    let shown = app.show(who.clone(), move |db, who| PricesPage::load(db, who, tried, &asked, paging, today)).await;
    match shown {
        Err(failure @ Failure::Invalid(_)) => {
            app.again(who, &sent, failure, move |db, who, form| PricesPage::none(db, who, form, &again, paging, today))
                .await
        }
        other => other,
    }
}

/// `GET /prices/{priceId}`
pub(crate) async fn show_price(Who(who): Who<Operator>, id: Id<PriceId>, app: App) -> Answer<PricePage> {
    let today = app.now().date_naive();
    app.show(who, move |db, who| PricePage::load(db, who, id.0, today)).await
}

/// `GET /prices/zones`: the standard agreement and the current zones with their countries.
pub(crate) async fn show_zones(Who(who): Who<Operator>, app: App) -> Answer<ZonesPage> {
    let today = app.now().date_naive();
    app.show(who, move |db, who| ZonesPage::load(db, who, today)).await
}

/// `GET /prices/new`: asks who a new list is for.
pub(crate) async fn show_kinds(who: OperatorAdmin, app: App) -> Answer<KindsPage> {
    app.show(who, |_, _| Ok(KindsPage)).await
}

/// `GET /prices/new/{source}`
///
/// # Errors
/// If lists of this source cannot be added.
pub(crate) async fn show_new(
    who: OperatorAdmin,
    source: actix_web::web::Path<String>,
    app: App,
) -> Answer<PriceFormPage> {
    let source = PricingSource::parse(&source).ok_or(Failure::NotFound)?;
    if matches!(source, PricingSource::StandardAgreement | PricingSource::AcceptedQuote) {
        return Err(Failure::NotFound);
    }
    let today = app.now().date_naive();
    let form = Filled::with::<PriceForm>(form_page::fresh(source, today));
    app.show(who, move |db, who| PriceFormPage::load(db, &who.0, None, None, form)).await
}

/// `POST /prices/preview`: the effect of new lists. Nothing is stored.
///
/// # Errors
/// As [`add_prices`].
pub(crate) async fn preview_prices(who: OperatorAdmin, sent: Input<PriceForm>, app: App) -> Answer<PriceFormPage> {
    previewed(who, None, sent, app).await
}

/// `POST /prices/{priceId}/preview`: the effect of a change. Nothing is stored.
///
/// # Errors
/// As [`change_price`].
pub(crate) async fn preview_change(
    who: OperatorAdmin,
    id: Id<PriceId>,
    sent: Input<PriceForm>,
    app: App,
) -> Answer<PriceFormPage> {
    previewed(who, Some(id.0), sent, app).await
}

async fn previewed(
    who: OperatorAdmin,
    replaced: Option<PriceId>,
    sent: Input<PriceForm>,
    app: App,
) -> Answer<PriceFormPage> {
    let (by, ctx) = (who.0.clone(), app.context());
    let found = match sent.parse() {
        Err(problems) => Err(problems.into()),
        Ok(request) => {
            app.read(move |db| {
                let known = replaced.map(|id| store::prices::load(db, &by, id)).transpose()?;
                let order = request.order(db, known.map(|old| old.row.source))?;
                Ok(prices::preview(db, &by, replaced, &order, &ctx)?)
            })
            .await
        }
    };
    match found {
        Ok(preview) => {
            let form = Filled::with::<PriceForm>(sent.fields.clone());
            app.show(who, move |db, who| PriceFormPage::load(db, &who.0, replaced, Some(preview), form)).await
        }
        Err(failure) => {
            app.again(who, &sent, failure, move |db, who, form| PriceFormPage::load(db, &who.0, replaced, None, form))
                .await
        }
    }
}

/// `POST /prices`
///
/// # Errors
/// If fields are wrong, or it overlaps another list.
pub(crate) async fn add_prices(who: OperatorAdmin, sent: Input<PriceForm>, app: App) -> Answer<PriceFormPage> {
    app.submit(
        who,
        sent,
        |db, who, request, ctx| {
            let order = request.order(db, None)?;
            let id = prices::add_prices(db, &who.0, &order, ctx)?;
            kept(db, &who.0, id, "The prices are kept.", ctx.now.date_naive())
        },
        |db, who, form| PriceFormPage::load(db, &who.0, None, None, form),
    )
    .await
}

/// `GET /prices/{priceId}/change`
pub(crate) async fn show_change(who: OperatorAdmin, id: Id<PriceId>, app: App) -> Answer<PriceFormPage> {
    let today = app.now().date_naive();
    app.show(who, move |db, who| {
        let old = store::prices::load(db, &who.0, id.0)?;
        PriceFormPage::load(db, &who.0, Some(id.0), None, Filled::with::<PriceForm>(form_page::fields_of(&old, today)))
    })
    .await
}

/// `POST /prices/{priceId}/change`: adds a list, and ends the old one on the day before.
///
/// # Errors
/// If fields are wrong, or it overlaps another list.
pub(crate) async fn change_price(
    who: OperatorAdmin,
    id: Id<PriceId>,
    sent: Input<PriceForm>,
    app: App,
) -> Answer<PriceFormPage> {
    app.submit(
        who,
        sent,
        move |db, who, request, ctx| {
            let old = store::prices::load(db, &who.0, id.0)?;
            let order = request.order(db, Some(old.row.source))?;
            let new = prices::change_prices(db, &who.0, id.0, &order, ctx)?;
            kept(db, &who.0, new, "The new prices are kept, and end those before them.", ctx.now.date_naive())
        },
        move |db, who, form| PriceFormPage::load(db, &who.0, Some(id.0), None, form),
    )
    .await
}

fn kept(
    db: &mut store::Db,
    who: &Operator,
    id: PriceId,
    notice: &str,
    today: chrono::NaiveDate,
) -> Result<Done, Failure> {
    let resource = PriceResource::new(&store::prices::load(db, who, id)?, today);
    Ok(Done { status: 201, ..Done::new(format!("{PRICES}/{id}"), notice, &resource)? })
}

/// `GET /prices/{priceId}/end`
pub(crate) async fn show_end(who: OperatorAdmin, id: Id<PriceId>, app: App) -> Answer<EndPage> {
    let form = Filled::with::<EndForm>(Fields::default().with("lastDay", app.now().date_naive().to_string()));
    app.show(who, move |db, who| EndPage::load(db, &who.0, id.0, form)).await
}

/// `POST /prices/{priceId}/end`
///
/// # Errors
/// If the last day is impossible.
pub(crate) async fn end_price(who: OperatorAdmin, id: Id<PriceId>, sent: Input<EndForm>, app: App) -> Answer<EndPage> {
    app.submit(
        who,
        sent,
        move |db, who, last, ctx| {
            let ended = prices::end_prices(db, &who.0, id.0, last, ctx)?;
            let notice = if ended.list.in_force.is_never() {
                "They are withdrawn, and will never be in force.".to_owned()
            } else {
                format!("They end on {}.", last.format("%-d %B %Y"))
            };
            let resource = PriceResource::new(&ended, ctx.now.date_naive());
            Done::new(format!("{PRICES}/{}", id.0), notice, &resource)
        },
        move |db, who, form| EndPage::load(db, &who.0, id.0, form),
    )
    .await
}
