//! The list of referral partners. It has pages and no filters.

use crate::domain::actor::Operator;
use crate::web::http::lists::{List, Parameter, Takes};

/// The list of referral partners.
pub(crate) static LIST: List<Operator, (), ()> =
    List { at: super::PARTNERS, filters: &[], besides: &BESIDES, refuses_unknown: false, columns: &[] };

const BESIDES: [Parameter; 2] = [
    Parameter::new("Page", Takes::Whole(1, 100_000_000), "The page, from 1."),
    Parameter::new("PageSize", Takes::Whole(1, 100), "Referral partners per page."),
];
