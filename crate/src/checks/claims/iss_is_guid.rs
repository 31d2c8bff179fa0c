//! Entra knows applications by their GUID.

use crate::check::{Check, Examine, Examined, Found};
use crate::decode::guid::Guid;
use crate::evidence::Evidence;
use crate::report::{Cause, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/iss_is_guid",
    title: "The issuer is written as a GUID",
    fails: "`iss` is no GUID",
    severity: Severity::Warning,
    cause: Some(Cause::BadClaims),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, claims",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let iss = evidence.assertion.present_string("iss")?;
    let found = if Guid::parse(&iss).is_some() {
        Found::pass("It is.")
    } else if iss.contains("://") {
        Found::pass(say("`iss` is the URL {}.", [value(iss)]))
    } else {
        Found::fail(say(
            "`iss` is {}; the documentation wants the application (client) ID, which is a GUID.",
            [value(iss)],
        ))
    };
    Ok(found.at("claims.iss"))
}
