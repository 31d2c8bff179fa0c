//! The claims: who asks, whom, and when.

mod aud;
mod aud_documented;
mod aud_tenant;
mod exp;
mod exp_unit;
mod iat;
mod iss;
mod iss_is_client;
mod iss_is_guid;
mod iss_is_sub;
mod jti;
mod lifetime;
mod nbf;
mod numbers;
mod order;
mod still_valid;
mod sub;

use crate::check::{Check, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Place, say, words};

pub(super) const CHECKS: &[&Check] = &[
    &iss::CHECK,
    &sub::CHECK,
    &iss_is_sub::CHECK,
    &iss_is_client::CHECK,
    &iss_is_guid::CHECK,
    &aud::CHECK,
    &aud_tenant::CHECK,
    &aud_documented::CHECK,
    &exp::CHECK,
    &exp_unit::CHECK,
    &nbf::CHECK,
    &order::CHECK,
    &iat::CHECK,
    &still_valid::CHECK,
    &lifetime::CHECK,
    &numbers::CHECK,
    &jti::CHECK,
];

/// Of a federated token it is another check that tells what is missing.
fn of_federated(evidence: &Evidence<'_>, name: &'static str) -> Examined {
    let has = evidence.assertion.any_claims()?.get(name).is_some();
    let found = || Found::pass(say("There is an `{}`.", [words(name)])).at(Place::claim(name));
    has.then(found).ok_or_else(|| Skip::owned("federated/claims", say("There is no `{}`.", [words(name)])))
}
