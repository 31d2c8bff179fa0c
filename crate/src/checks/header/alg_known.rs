//! RSA with SHA-384 and SHA-512: no client sends it, and nothing says that Entra takes it.

use crate::check::{Check, Examine, Examined, Found};
use crate::crypto::Hash;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "header/alg_known",
    title: "The signature algorithm is one that clients of Entra use",
    fails: "No known client sends this `alg`",
    severity: Severity::Warning,
    cause: Some(Cause::WrongKey),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, header",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let algorithm = evidence.assertion.algorithm()?;
    let alg = evidence.assertion.header()?.get("alg").map(crate::decode::json::Member::shown).unwrap_or_default();
    Ok(if algorithm.hash == Hash::Sha256 {
        Found::pass(say("{} is used by Microsoft's own clients.", [value(alg)]))
    } else {
        Found::fail(say(
            "No known client sends {}, and nothing says that Entra takes it; `PS256` and `RS256` are taken.",
            [value(alg)],
        ))
    }
    .at(Place::header("alg")))
}
