//! Entra's own words, held against everything else.

use crate::check::Check;

pub(super) const CHECKS: &[&Check] = &[];
