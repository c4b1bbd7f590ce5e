//! The form that records money that was passed on.

use askama::Template;

use super::parties::Parties;
use crate::domain::money::{Currency, Money};
use crate::store::{self, Db};
use crate::web::filters::{self, shown};
use crate::web::http::{Asked, Failure, Fields, Filled, Page};

#[derive(Template)]
#[template(path = "statements/transfer.html")]
pub(crate) struct TransferPage {
    parties: Parties,
    held: Vec<(Currency, i64)>,
    form: Filled,
}

impl TransferPage {
    /// A new form with the held amount filled in.
    pub(crate) fn fresh(db: &mut Db, parties: Parties, asked: &Asked) -> Result<Self, Failure> {
        let mut page = Self::load(db, parties, Filled::new::<super::forms::TransferForm>())?;
        let wanted = asked.one("currency").and_then(Currency::parse);
        let chosen = page.held.iter().find(|(currency, _)| Some(*currency) == wanted).or(page.held.first()).copied();
        let mut fields = Fields::default().with("paidOn", page.parties.today.to_string());
        if let Some((currency, held)) = chosen {
            fields = fields.with("currency", currency.code());
            if held > 0 {
                fields = fields.with("amount", Money::new(held, currency).major());
            }
        }
        page.form = Filled::with::<super::forms::TransferForm>(fields);
        Ok(page)
    }

    /// The form as it was sent, with its problems.
    pub(crate) fn load(db: &mut Db, parties: Parties, form: Filled) -> Result<Self, Failure> {
        let held = store::books::standings::currencies(db, parties.account)?
            .into_iter()
            .map(|currency| Ok((currency, store::books::standings::held(db, parties.account, currency)?)))
            .collect::<Result<_, Failure>>()?;
        Ok(Self { parties, held, form })
    }

    fn held_words(&self) -> String {
        let held: Vec<String> = self
            .held
            .iter()
            .filter(|(_, held)| *held > 0)
            .map(|(currency, held)| shown(Money::new(*held, *currency)))
            .collect();
        if held.is_empty() { "nothing".to_owned() } else { held.join(", ") }
    }

    fn currencies(&self) -> Vec<&'static str> {
        self.held.iter().map(|(currency, _)| currency.code()).collect()
    }
}

impl Page for TransferPage {
    type Resource = ();
    fn resource(&self) -> &() {
        &()
    }
}
