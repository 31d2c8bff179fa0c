//! What was sent round the assertion.

mod assertion;
mod assertion_type;
mod client_id;
mod endpoint;
mod form;
mod grant;
mod scope;
mod secret;

use crate::check::{Check, Skip};
use crate::evidence::{Evidence, Tie};
use crate::recognize::TokenRequest;
use crate::report::Need;

pub(super) const CHECKS: &[&Check] = &[
    &assertion::CHECK,
    &client_id::CHECK,
    &assertion_type::CHECK,
    &endpoint::CHECK,
    &grant::CHECK,
    &scope::CHECK,
    &form::CHECK,
    &secret::CHECK,
];

/// The grant of an application that asks for itself.
const CLIENT_CREDENTIALS: &str = "client_credentials";

/// The request that carried the assertion.
fn given<'a>(evidence: &Evidence<'a>) -> Result<&'a TokenRequest, Skip> {
    evidence.exchange.request.ok_or_else(|| Skip::needs(Need::Request, "No token request was given."))
}

/// Skips where what was given may be a part of the request, in which nothing is proved missing.
fn whole(request: &TokenRequest, message: &'static str) -> Result<(), Skip> {
    if request.is_whole() { Ok(()) } else { Err(Skip::needs(Need::Request, message)) }
}

/// Whether Entra answered that no assertion arrived, or a parameter did not.
fn nothing_arrived(evidence: &Evidence<'_>) -> bool {
    let is_tied = evidence.answer.tie == Tie::Assertion;
    let codes = evidence.answer.error.filter(|_| is_tied).map(|error| error.codes.as_slice());
    codes.is_some_and(|codes| codes.iter().any(|code| [7_000_216, 7_000_218, 900_144].contains(code)))
}
