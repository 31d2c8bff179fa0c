//! The algorithm of a federated token is one of RSA's: its issuer publishes a public key.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "federated/alg",
    title: "The issuer signs with an RSA algorithm",
    fails: "Entra does not take this `alg` from an issuer",
    severity: Severity::Error,
    cause: Some(Cause::IssuerKey),
    reasons: &["ecdsa", "hmac", "none", "missing"],
    cites: "Microsoft Entra workload identity federation considerations; refusal on record: AADSTS5002738",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let Some(alg) = super::in_header(evidence, "alg")? else {
        return Ok(Found::fail("The header has no `alg`; RS256 is wanted.").because("missing"));
    };
    let reason = match alg.get(..2) {
        Some("ES" | "Ed") => "ecdsa",
        Some("HS") => "hmac",
        _ if alg.eq_ignore_ascii_case("none") => "none",
        _ => return Ok(Found::pass(say("`alg` is {}.", [value(alg)])).at(Place::header("alg"))),
    };
    let message =
        "`alg` is {}: Entra takes RS256 from the issuer of a federated token. Let the issuer sign with an RSA key.";
    Ok(Found::fail(say(message, [value(alg)])).because(reason).at(Place::header("alg")))
}
