//! An assertion takes the place of a secret.

use super::given;
use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "request/secret",
    title: "No client secret travels with the assertion",
    fails: "A client secret was sent along",
    severity: Severity::Warning,
    cause: Some(Cause::BadRequest),
    reasons: &[],
    cites: "RFC 6749, section 2.3",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    Ok(if request.has_client_secret {
        Found::fail(
            "The request has a `client_secret` beside the assertion, where a client authenticates in one way only; its value was dropped.",
        )
    } else {
        Found::pass("There is none in the request.")
    })
}
