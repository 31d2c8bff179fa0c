//! Only RS256 is documented for federated tokens.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "federated/alg_tested",
    title: "The issuer signs with RS256",
    fails: "Only RS256 is tested for federated tokens",
    severity: Severity::Warning,
    cause: Some(Cause::IssuerKey),
    reasons: &[],
    cites: "Microsoft Entra workload identity federation considerations",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let alg = super::in_header(evidence, "alg")?.unwrap_or_default();
    let is_others = alg.is_empty() || ["ES", "Ed", "HS", "no"].iter().any(|start| alg.starts_with(start));
    if is_others {
        return Err(Skip::owned("federated/alg", "`alg` is none of RSA's."));
    }
    let found = if alg == "RS256" {
        Found::pass("`alg` is RS256.")
    } else {
        Found::fail(say("`alg` is {}, and Microsoft has tested RS256 alone.", [value(alg)]))
    };
    Ok(found.at(Place::header("alg")))
}
