//! The request carries the assertion, as a parameter of its body.

use super::given;
use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::recognize::Body;
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "request/assertion",
    title: "The request carries a client assertion",
    fails: "The request carries no client assertion",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["missing", "quoted"],
    cites: "RFC 7523, section 2.2; refusals on record: AADSTS7000216, AADSTS7000218, AADSTS50027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    if !request.has("client_assertion") {
        if !super::nothing_arrived(evidence) {
            super::whole(request, "No `client_assertion` was found in what was given of the request.")?;
        }
        return Ok(Found::fail("The request has no `client_assertion`: the parameter is missing, or misspelt.")
            .because("missing"));
    }
    if request.body == Body::Quoted {
        return Ok(Found::fail(
            "The value of `client_assertion` stands in quotes, and in a form body they are a part of it: no JWT begins with one.",
        )
        .because("quoted"));
    }
    Ok(Found::pass("It has a `client_assertion`."))
}
