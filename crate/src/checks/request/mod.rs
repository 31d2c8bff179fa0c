//! What was sent round the assertion.

mod assertion_type;
mod client_id;
mod endpoint;
mod secret;

use crate::check::{Check, Skip};
use crate::evidence::Evidence;
use crate::recognize::TokenRequest;
use crate::report::Need;

pub(super) const CHECKS: &[&Check] = &[&client_id::CHECK, &assertion_type::CHECK, &endpoint::CHECK, &secret::CHECK];

/// The request that carried the assertion.
fn given<'a>(evidence: &Evidence<'a>) -> Result<&'a TokenRequest, Skip> {
    evidence.exchange.request.ok_or_else(|| Skip::needs(Need::Request, "No token request was given."))
}
