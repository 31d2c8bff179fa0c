//! What was sent round the assertion.

use crate::check::Check;

pub(super) const CHECKS: &[&Check] = &[];
