//! Whether Entra's own words speak of the request and not of the assertion's inside.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_bad_request",
    title: "Entra's error finds no fault with the request",
    fails: "Entra: the request is wrong",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: REASONS,
    cites: "Microsoft Entra error codes; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::BadRequest, REASONS)),
};

const REASONS: &[&str] = &[
    "aadsts700025",
    "aadsts50027",
    "aadsts5002727",
    "aadsts90014",
    "aadsts70002",
    "aadsts90011",
    "aadsts7000216",
    "aadsts7000218",
    "aadb2c99027",
];
