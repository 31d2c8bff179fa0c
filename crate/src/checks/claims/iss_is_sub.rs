//! A client speaks of itself.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/iss_is_sub",
    title: "Issuer and subject are the same application",
    fails: "`iss` and `sub` differ",
    severity: Severity::Error,
    cause: Some(Cause::BadClaims),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, claims; refusal on record: AADSTS50048",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (iss, sub) = (evidence.assertion.present_string("iss")?, evidence.assertion.present_string("sub")?);
    let found = if iss.eq_ignore_ascii_case(&sub) {
        Found::pass("They are.")
    } else {
        Found::fail(say(
            "`sub` is {} and `iss` is {}: both must be the application (client) ID.",
            [value(&sub), value(&iss)],
        ))
        .compare(iss, sub)
        .of("iss", "sub")
    };
    Ok(found.at(Place::claim("sub")).at(Place::claim("iss")))
}
