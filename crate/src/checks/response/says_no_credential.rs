//! Whether Entra's own words say that no federated credential fits.

use super::says;
use crate::check::{Check, Examine};
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "response/says_no_credential",
    title: "Entra's error does not say that no federated credential fits",
    fails: "Entra: no federated credential fits",
    severity: Severity::Error,
    cause: Some(Cause::NoCredentialMatches),
    reasons: REASONS,
    cites: "Microsoft Entra workload identity federation; refusals on record",
    examine: Examine::Response(|evidence, error| says::examine(evidence, error, Cause::NoCredentialMatches, REASONS)),
};

const REASONS: &[&str] = &[
    "aadsts70021",
    "aadsts700211",
    "aadsts700212",
    "aadsts700213",
    "aadsts7002121",
    "aadsts7002131",
    "aadsts7002137",
    "aadsts7002138",
    "aadsts700214",
    "aadsts70025",
    "aadsts7000226",
    "aadsts7002241",
    "aadsts700233",
    "aadsts700234",
    "aadsts700235",
    "aadsts700237",
];
