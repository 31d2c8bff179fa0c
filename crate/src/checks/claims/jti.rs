//! Every known client gives its assertions an identifier.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/jti",
    title: "The assertion has an identifier of its own",
    fails: "`jti` is missing",
    severity: Severity::Warning,
    cause: Some(Cause::BadClaims),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, claims",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    Ok(match evidence.assertion.claims()?.get("jti") {
        Some(jti) => Found::pass(say("`jti` is {}.", [value(jti.shown())])).at(Place::claim("jti")),
        None => Found::fail(
            "The assertion has no `jti`. It is documented, every known client sends one, and whether Entra demands it is not known.",
        ),
    })
}
