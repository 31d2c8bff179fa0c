//! What was given, thing by thing.

mod private_key;
mod recognized;

use crate::check::Check;

pub(super) const CHECKS: &[&Check] = &[&recognized::CHECK, &private_key::CHECK];
