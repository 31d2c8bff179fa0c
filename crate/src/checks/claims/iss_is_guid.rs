//! Entra knows applications by their GUID.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::guid::Guid;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

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
    } else if super::iss_is_client::is_uri_of_registration(evidence, &iss) {
        return Err(Skip::owned("claims/iss_is_client", "`iss` is the application's URI."));
    } else {
        Found::fail(say(
            "`iss` is {}; the documentation wants the application (client) ID, which is a GUID.",
            [value(iss)],
        ))
    };
    Ok(found.at(Place::claim("iss")))
}
