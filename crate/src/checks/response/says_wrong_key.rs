//! Whether Entra's own words say that the signature does not verify, or cannot.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_wrong_key",
    title: "Entra's error finds no fault with the key and the algorithm",
    fails: "Entra: the signature or algorithm is refused",
    severity: Severity::Error,
    cause: Some(Cause::WrongKey),
    reasons: REASONS,
    cites: "Microsoft Entra error codes; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::WrongKey, REASONS)),
};

const REASONS: &[&str] = &["aadsts700027", "aadsts50012", "aadsts5002730", "aadsts5002738", "aadsts50032"];
