//! Whether Entra's own words say that the issuer's keys do not verify the token.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_issuer_key",
    title: "Entra's error finds no fault with the issuer's keys",
    fails: "Entra: the issuer's keys do not verify it",
    severity: Severity::Error,
    cause: Some(Cause::IssuerKey),
    reasons: REASONS,
    cites: "Microsoft Entra workload identity federation; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::IssuerKey, REASONS)),
};

const REASONS: &[&str] =
    &["aadsts7000272", "aadsts90061", "aadsts50166", "aadsts501661", "aadsts5002738", "aadsts5002727"];
