//! Whether Entra's own words say that the header names no certificate.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_wrong_identifier",
    title: "Entra's error finds no fault with the header's identifier",
    fails: "Entra: the header names no usable certificate",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: REASONS,
    cites: "Microsoft Entra error codes; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::WrongIdentifier, REASONS)),
};

const REASONS: &[&str] = &["aadsts50027", "aadsts5002723"];
