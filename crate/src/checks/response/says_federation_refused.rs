//! Whether Entra's own words say that a rule refuses this kind of token.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_federation_refused",
    title: "Entra's error names no rule against this kind of token",
    fails: "Entra: this kind of token is refused by rule",
    severity: Severity::Error,
    cause: Some(Cause::FederationRefused),
    reasons: REASONS,
    cites: "Microsoft Entra workload identity federation; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::FederationRefused, REASONS)),
};

const REASONS: &[&str] = &[
    "aadsts700222",
    "aadsts700223",
    "aadsts700226",
    "aadsts700227",
    "aadsts700229",
    "aadsts700231",
    "aadsts700236",
    "aadsts700238",
    "aadsts7002381",
    "aadsts70052",
    "aadsts900382",
];
