//! Whether Entra's own words say that something is outside its time.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_bad_time",
    title: "Entra's error finds no fault with the times",
    fails: "Entra: outside its valid time",
    severity: Severity::Error,
    cause: Some(Cause::BadTime),
    reasons: REASONS,
    cites: "Microsoft Entra error codes; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::BadTime, REASONS)),
};

const REASONS: &[&str] = &["aadsts700027", "aadsts50012", "aadsts700024", "aadsts1000502"];
