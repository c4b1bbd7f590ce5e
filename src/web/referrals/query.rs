//! The list of referral partners. It has pages and no filters.

use crate::domain::actor::Operator;
use crate::web::http::lists::{List, PAGES};

/// The list of referral partners.
pub(crate) static LIST: List<Operator, (), ()> =
    List { at: super::PARTNERS, filters: &[], besides: &PAGES, columns: &[] };
