//! Balances with all parties: the lists from which statements are opened.

use askama::Template;

use super::query::CREDITORS;
use super::resource::{StandingDto, StatementListDto};
use crate::domain::actor::Partner;
use crate::domain::money::{Currency, Money};
use crate::store::books::statements::Account;
use crate::store::{self, Db};
use crate::web::filters::{self, shown};
use crate::web::http::asked::Paging;
use crate::web::http::lists::Pager;
use crate::web::http::wire::Major;
use crate::web::http::{Asked, Failure, Page};

/// An agency's balances with all parties.
#[derive(Template)]
#[template(path = "statements/list.html")]
pub(crate) struct StatementsPage {
    resource: StatementListDto,
    platform: Vec<BalanceRow>,
    creditors: Vec<BalanceRow>,
    asked: Asked,
    paging: Paging,
    has_next: bool,
}

/// A balance with one party, in words.
pub(super) struct BalanceRow {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) currency: String,
    /// A further amount: what was collected, or what the operator holds.
    pub(super) besides: String,
    pub(super) we_owe: String,
    pub(super) they_owe: String,
}

impl BalanceRow {
    pub(super) fn new(name: String, base: &str, currency: Currency, besides: Option<i64>, owed: i64) -> Self {
        let money = |minor: i64| shown(Money::new(minor, currency));
        let or_dash = |minor: i64| if minor > 0 { money(minor) } else { "—".to_owned() };
        Self {
            name,
            href: format!("{base}?currency={}", currency.code()),
            currency: currency.code().to_owned(),
            besides: besides.map(or_dash).unwrap_or_default(),
            we_owe: or_dash(owed),
            they_owe: or_dash(-owed),
        }
    }
}

impl StatementsPage {
    /// Loads the balance with the operator, and one page of balances with creditors.
    pub(crate) fn load(db: &mut Db, who: &Partner, asked: Asked, paging: Paging) -> Result<Self, Failure> {
        let mut resource = StatementListDto { platform: Vec::new(), creditors: Vec::new() };
        let mut platform = Vec::new();
        let account = Account::with_operator(who);
        for currency in store::books::standings::currencies(db, account)? {
            let owed = store::books::standings::owed_now(db, account, currency)?;
            resource.platform.push(StandingDto {
                creditor_id: None,
                name: "Platform".to_owned(),
                currency: currency.code().to_owned(),
                owed: Major::from(Money::new(owed, currency)),
                held_by_platform: None,
            });
            platform.push(BalanceRow::new(
                "The platform".to_owned(),
                "/partner/statements/platform",
                currency,
                None,
                owed,
            ));
        }
        let words = CREDITORS.read(&asked, who)?;
        let mut found = store::books::standings::creditor_balances(db, who, &words, paging.skip(), paging.size + 1)?;
        let has_next = found.len() > usize::try_from(paging.size).unwrap_or(usize::MAX);
        found.truncate(usize::try_from(paging.size).unwrap_or(usize::MAX));
        resource.creditors = found.iter().map(StandingDto::of).collect();
        let creditors = found
            .into_iter()
            .map(|balance| {
                let base = format!("/partner/statements/creditors/{}", balance.creditor);
                BalanceRow::new(
                    balance.name,
                    &base,
                    balance.currency,
                    Some(balance.collected),
                    -balance.creditor_agency,
                )
            })
            .collect();
        Ok(Self { resource, platform, creditors, asked, paging, has_next })
    }

    fn text(&self, name: &str) -> &str {
        self.asked.one(name).unwrap_or_default()
    }

    fn pager(&self) -> Pager {
        Pager::leafed(self.paging, self.has_next, "Previous", "Next", |page| {
            CREDITORS.address(&self.asked, &[("page", &page.to_string())], &[])
        })
    }
}

impl Page for StatementsPage {
    type Resource = StatementListDto;
    fn resource(&self) -> &StatementListDto {
        &self.resource
    }
}
