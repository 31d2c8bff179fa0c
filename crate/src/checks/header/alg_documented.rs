//! PS256 is documented since August 2024; RS256 is what half of the clients still send.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::{Hash, Scheme};
use crate::evidence::Evidence;
use crate::report::{Place, Severity};

pub(super) const CHECK: Check = Check {
    id: "header/alg_documented",
    title: "The signature algorithm is the documented one",
    fails: "RS256: accepted, PS256 is the documented one",
    severity: Severity::Notice,
    cause: None,
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, header",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let algorithm = evidence.assertion.algorithm()?;
    match (algorithm.hash, algorithm.scheme) {
        (Hash::Sha256, Scheme::Pss) => Ok(Found::pass("`alg` is PS256.").at(Place::header("alg"))),
        (Hash::Sha256, Scheme::Pkcs1) => Ok(Found::fail(
            "`alg` is RS256. Entra takes it, and many clients send it; the documentation now says PS256.",
        )
        .at(Place::header("alg"))),
        _ => Err(Skip::inapplicable("`alg` is neither PS256 nor RS256.")),
    }
}
