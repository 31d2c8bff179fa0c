//! Whether what was sent is a client assertion at all.

mod federated;
mod format;
mod kind;
mod spelling;

use crate::check::{Check, Skip};
use crate::evidence::Evidence;
use crate::report::Need;

pub(super) const CHECKS: &[&Check] = &[&format::CHECK, &kind::CHECK, &federated::CHECK, &spelling::CHECK];

/// There are no claims to tell the kind of token by.
fn without_claims(evidence: &Evidence<'_>) -> Skip {
    match evidence.assertion.jws {
        Some(_) => Skip::owned("token/format", "Its claims cannot be read."),
        None => Skip::needs(Need::Assertion, "No assertion was given."),
    }
}
