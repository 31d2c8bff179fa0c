//! Whether what was sent is a client assertion at all.

mod federated;
mod format;
mod kind;
mod spelling;

use crate::check::Check;

pub(super) const CHECKS: &[&Check] = &[&format::CHECK, &kind::CHECK, &federated::CHECK, &spelling::CHECK];
