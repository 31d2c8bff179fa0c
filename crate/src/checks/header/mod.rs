//! The JOSE header: the algorithm, and which certificate it names.

mod alg;
mod alg_documented;
mod alg_known;
mod critical;
mod identifier;
mod identifier_spelling;
mod identifiers_agree;
mod kid;
mod thumbprint;
mod typ;
mod typ_known;
mod x5c;
mod x5t;
mod x5t_s256;

use crate::check::Check;

pub(super) const CHECKS: &[&Check] = &[
    &alg::CHECK,
    &alg_known::CHECK,
    &alg_documented::CHECK,
    &typ::CHECK,
    &typ_known::CHECK,
    &critical::CHECK,
    &identifier::CHECK,
    &x5t::CHECK,
    &x5t_s256::CHECK,
    &kid::CHECK,
    &identifiers_agree::CHECK,
    &identifier_spelling::CHECK,
    &x5c::CHECK,
];
