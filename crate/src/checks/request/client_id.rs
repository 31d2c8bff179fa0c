//! The request is made by the application that issued the assertion.

use super::given;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::guid::Guid;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "request/client_id",
    title: "`client_id` in the request is the issuer",
    fails: "`client_id` is missing, malformed or not `iss`",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["other", "malformed", "missing"],
    cites: "RFC 7521, section 4.2; RFC 7523, section 3; refusal on record: AADSTS700021",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    evidence.assertion.is_not_another_token()?;
    let iss = evidence.assertion.present_string("iss");
    let Some(client_id) = request.parameter("client_id").map(str::trim).filter(|id| !id.is_empty()) else {
        // The assertion names the client, too.
        if iss.is_ok() || request.unresolved.contains(&"client_id") || request.has("authorization") {
            return Err(Skip::needs(Need::Request, "The request has no `client_id` that can be read."));
        }
        super::whole(request, "No `client_id` was found in what was given of the request.")?;
        return Ok(Found::fail("The request has no `client_id`, and nothing else says which client sends it.")
            .because("missing"));
    };
    if Guid::parse(client_id).is_none() {
        // An application may be named by its URI, too, but by no part of a GUID.
        let digits = client_id.chars().filter(char::is_ascii_hexdigit).count();
        let is_guid = digits > 24 && client_id.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '-' | '{' | '}'));
        if !is_guid {
            return Err(Skip::unreadable(say("`client_id` is {}, which is not a GUID.", [value(client_id)])));
        }
        return Ok(Found::fail(say("`client_id` is {}, which is no whole GUID.", [value(client_id)]))
            .because("malformed")
            .at(Place::request("client_id")));
    }
    let iss = iss?;
    let found = if iss.eq_ignore_ascii_case(client_id) {
        Found::pass(say("Both are {}.", [value(iss)]))
    } else {
        Found::fail(say(
            "`client_id` in the request is {}, and `iss` is {}: both must be the application's ID.",
            [value(client_id), value(&iss)],
        ))
        .because("other")
        .compare(iss, client_id)
        .of("iss of the assertion", "client_id of the request")
    };
    Ok(found.at(Place::request("client_id")).at(Place::claim("iss")))
}
