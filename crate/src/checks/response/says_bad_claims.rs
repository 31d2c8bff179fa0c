//! Whether Entra's own words name a claim.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_bad_claims",
    title: "Entra's error finds no fault with the claims",
    fails: "Entra: a claim is wrong",
    severity: Severity::Error,
    cause: Some(Cause::BadClaims),
    reasons: REASONS,
    cites: "Microsoft Entra error codes; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::BadClaims, REASONS)),
};

const REASONS: &[&str] =
    &["aadsts50012", "aadsts700021", "aadsts700023", "aadsts5002741", "aadsts50048", "aadsts90014"];
