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

use crate::check::Check;

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
