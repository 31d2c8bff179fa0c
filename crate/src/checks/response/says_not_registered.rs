//! Whether Entra's own words say that the certificate is not registered on the application.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_not_registered",
    title: "Entra's error finds no fault with the registration",
    fails: "Entra: this certificate is not registered",
    severity: Severity::Error,
    cause: Some(Cause::NotRegistered),
    reasons: REASONS,
    cites: "Microsoft Entra error codes; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::NotRegistered, REASONS)),
};

const REASONS: &[&str] = &["aadsts700027", "aadsts50012", "aadsts700026", "aadsts700030"];
