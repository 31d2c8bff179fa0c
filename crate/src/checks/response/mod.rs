//! Entra's own words, held against everything else.

mod about_assertion;
mod app;
mod clock;
mod code;
mod key_found;
mod same_assertion;
mod says;
mod says_bad_claims;
mod says_bad_request;
mod says_bad_time;
mod says_not_registered;
mod says_wrong_identifier;
mod says_wrong_key;
mod thumbprint;

use crate::check::{Check, Skip};
use crate::decode::entra_error::{EntraError, name};
use crate::entra::{Refusal, classify};
use crate::report::{say, words};

pub(super) const CHECKS: &[&Check] = &[
    &says_not_registered::CHECK,
    &says_wrong_identifier::CHECK,
    &says_wrong_key::CHECK,
    &says_bad_claims::CHECK,
    &says_bad_time::CHECK,
    &says_bad_request::CHECK,
    &thumbprint::CHECK,
    &same_assertion::CHECK,
    &app::CHECK,
    &key_found::CHECK,
    &clock::CHECK,
    &about_assertion::CHECK,
    &code::CHECK,
];

/// What the error says, if its code is known.
fn known(error: &EntraError) -> Result<&'static Refusal, Skip> {
    classify(error).map_err(|_| Skip::owned("response/code", "What the error says is not known here."))
}

/// What the error says, if it is about the client assertion.
fn about_assertion(error: &EntraError) -> Result<&'static Refusal, Skip> {
    let refusal = known(error)?;
    if !refusal.is_about_assertion() {
        let message = say("{} is not about the client assertion.", [words(name(refusal.code))]);
        return Err(Skip::owned("response/about_assertion", message));
    }
    Ok(refusal)
}
