//! The JOSE header: the algorithm, and which certificate it names.

mod alg;
mod alg_documented;
mod alg_known;
mod identifier;
mod identifier_spelling;
mod identifiers_agree;
mod kid;
pub(in crate::checks) mod thumbprint;
mod typ;
mod x5c;
pub(in crate::checks) mod x5t;
mod x5t_s256;

use crate::check::{Check, Examine};
use crate::evidence::Evidence;

pub(super) const CHECKS: &[&Check] = &[
    &alg::CHECK,
    &alg_known::CHECK,
    &alg_documented::CHECK,
    &typ::CHECK,
    &identifier::CHECK,
    &x5t::CHECK,
    &x5t_s256::CHECK,
    &kid::CHECK,
    &identifiers_agree::CHECK,
    &identifier_spelling::CHECK,
    &x5c::CHECK,
];

/// Whether the header names no certificate, or another than the one that signed: what is not found by it may be registered.
pub(in crate::checks) fn names_no_certificate(evidence: &Evidence<'_>) -> bool {
    [&identifier::CHECK, &x5t::CHECK, &x5t_s256::CHECK, &kid::CHECK].into_iter().any(|check| match check.examine {
        Examine::Evidence(examine) => examine(evidence).is_ok_and(|found| {
            let is_other = matches!(found.reason(), Some("no-match" | "other-certificate"));
            found.is_fail() && (evidence.signer.has_signed() || !is_other)
        }),
        Examine::Response(_) | Examine::EachSource(_) => false,
    })
}
