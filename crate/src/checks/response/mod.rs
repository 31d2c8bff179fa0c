//! Entra's own words, held against everything else.

mod about_assertion;
mod app;
mod clock;
mod code;
mod key_found;
mod same_assertion;
mod same_values;
mod says;
mod says_bad_claims;
mod says_bad_request;
mod says_bad_time;
mod says_federation_refused;
mod says_issuer_key;
mod says_no_credential;
mod says_not_registered;
mod says_wrong_identifier;
mod says_wrong_key;
mod thumbprint;

use crate::check::{Check, Skip};
use crate::decode::entra_error::{EntraError, name};
use crate::entra::Refusal;
use crate::evidence::Evidence;
use crate::report::{say, words};

pub(super) const CHECKS: &[&Check] = &[
    &says_not_registered::CHECK,
    &says_wrong_identifier::CHECK,
    &says_wrong_key::CHECK,
    &says_bad_claims::CHECK,
    &says_bad_time::CHECK,
    &says_bad_request::CHECK,
    &says_no_credential::CHECK,
    &says_issuer_key::CHECK,
    &says_federation_refused::CHECK,
    &thumbprint::CHECK,
    &same_assertion::CHECK,
    &same_values::CHECK,
    &app::CHECK,
    &key_found::CHECK,
    &clock::CHECK,
    &about_assertion::CHECK,
    &code::CHECK,
];

/// What the error says, if its code is known.
fn known(evidence: &Evidence<'_>, error: &EntraError) -> Result<&'static Refusal, Skip> {
    evidence.refusal(error).map_err(|_| Skip::owned("response/code", "What the error says is not known here."))
}

/// What the error says, if it is about the client assertion.
fn about_assertion(evidence: &Evidence<'_>, error: &EntraError) -> Result<&'static Refusal, Skip> {
    let refusal = known(evidence, error)?;
    if !refusal.is_about_assertion() {
        let message = say("{} is not about the client assertion.", [words(name(refusal.code))]);
        return Err(Skip::owned("response/about_assertion", message));
    }
    Ok(refusal)
}
