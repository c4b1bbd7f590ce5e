//! The two parties of a statement: their names, addresses of pages, and what the reader may do.

use chrono::NaiveDate;

use crate::actions::Context;
use crate::domain::actor::{Operator, Partner};
use crate::domain::calendar::local_date;
use crate::domain::ids::{CollectionPartnerId, CreditorId};
use crate::store::books::statements::Account;
use crate::store::{self, Db};
use crate::web::http::Failure;

/// The parties from the reader's point of view.
#[derive(Clone, Debug)]
pub(crate) struct Parties {
    pub account: Account,
    /// Who owes if the balance is positive.
    pub owing: String,
    /// Who is owed if the balance is positive.
    pub owed: String,
    /// The reader's counterpart.
    pub other: String,
    /// The statement's address.
    pub base: String,
    /// The address of the list it is in.
    pub list: &'static str,
    /// Whether the reader may open the cases.
    pub opens_cases: bool,
    /// Whether the reader may record money that they passed on.
    pub passes_on: bool,
    /// Today in the reader's time zone.
    pub today: NaiveDate,
}

impl Parties {
    /// An agency's with the platform, as the agency reads it.
    pub(crate) fn with_operator(who: &Partner, ctx: &Context) -> Self {
        Self {
            account: Account::with_operator(who),
            owing: who.agency.name.clone(),
            owed: ctx.operator.clone(),
            other: ctx.operator.clone(),
            base: "/partner/statements/platform".to_owned(),
            list: "/partner/statements",
            opens_cases: true,
            passes_on: false,
            today: local_date(ctx.now, who.agency.time_zone),
        }
    }

    /// An agency's account with a creditor, for the agency.
    ///
    /// # Errors
    /// If it is not a creditor of theirs.
    pub(crate) fn with_creditor(
        db: &mut Db,
        who: &Partner,
        creditor: CreditorId,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let name = store::books::standings::creditor_name(db, who, creditor)?;
        Ok(Self {
            account: Account::with_creditor(who, creditor),
            owed: name.clone(),
            other: name,
            base: format!("/partner/statements/creditors/{creditor}"),
            passes_on: true,
            ..Self::with_operator(who, ctx)
        })
    }

    /// An agency's account with the operator, for the operator.
    ///
    /// # Errors
    /// If there is no such agency.
    pub(crate) fn of_agency(
        db: &mut Db,
        who: &Operator,
        agency: CollectionPartnerId,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let name = store::people::organisations::profile(db, agency)?.name;
        Ok(Self {
            account: Account::of_agency(who, agency),
            owing: name.clone(),
            owed: ctx.operator.clone(),
            other: name,
            base: format!("/operator/statements/{agency}"),
            list: "/operator/statements",
            opens_cases: false,
            passes_on: who.is_admin(),
            today: ctx.now.date_naive(),
        })
    }

    /// A creditor's account with operator and agencies, for the operator.
    ///
    /// # Errors
    /// If there is no such creditor.
    pub(crate) fn of_creditor(
        db: &mut Db,
        who: &Operator,
        creditor: CreditorId,
        ctx: &Context,
    ) -> Result<Self, Failure> {
        let name = store::books::standings::client_name(db, who, creditor)?;
        Ok(Self {
            account: Account::of_creditor(who, creditor),
            owing: format!("{} and its agencies", ctx.operator),
            owed: name.clone(),
            other: name,
            base: format!("/operator/statements/clients/{creditor}"),
            list: "/operator/statements/clients",
            opens_cases: false,
            passes_on: who.is_admin(),
            today: ctx.now.date_naive(),
        })
    }

    /// What a balance means, in words.
    pub(crate) fn words(&self, balance: i64) -> String {
        match (self.account, balance) {
            (_, 0) => "nobody owes anything".to_owned(),
            (Account::OfCreditor(_), 1..) => format!("{} is owed this", self.owed),
            (Account::OfCreditor(_), _) => format!("{} owes this", self.owed),
            (_, 1..) => format!("{} owes {}", self.owing, self.owed),
            _ => format!("{} owes {}", self.owed, self.owing),
        }
    }

    /// How to read the statement.
    pub(crate) fn legend(&self) -> String {
        match self.account {
            Account::OfCreditor(_) => {
                format!("What is held for {} counts up, commissions that it owes count down.", self.owed)
            }
            _ => format!("What {} owes counts up, what it is owed counts down.", self.owing),
        }
    }
}
