//! `client_assertion_type` says that the assertion is a JWT.

use super::given;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::JWT_BEARER;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "request/assertion_type",
    title: "`client_assertion_type` says that the assertion is a JWT",
    fails: "`client_assertion_type` is missing or wrong",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["missing", "grant-type", "other"],
    cites: "RFC 7523, section 2.2; refusals on record: AADSTS90011, AADSTS7000216, AADSTS7000218",
    examine: Examine::Evidence(examine),
};

const NAME: &str = "client_assertion_type";
/// Microsoft Authentication Library for .NET, over mutual TLS.
const PROOF_OF_POSSESSION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-pop";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:";

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    if request.unresolved.contains(&NAME) {
        return Err(Skip::needs(Need::Request, "The value of `client_assertion_type` is not in what was given."));
    }
    let Some(sent) = request.parameter(NAME) else {
        // Each request has a grant type: without one, only a part of it was given.
        if !request.is_whole() && request.parameters.iter().all(|(name, _)| *name != "grant_type") {
            return Err(Skip::needs(Need::Request, "Only a part of the request was given."));
        }
        return Ok(Found::fail(say(
            "The request has no `client_assertion_type`, where {} is wanted.",
            [value(JWT_BEARER)],
        ))
        .because("missing"));
    };
    let is = |known: &str| sent.eq_ignore_ascii_case(known);
    // A beginning of it may have been cut while it was copied.
    if !request.is_whole() && !sent.is_empty() && sent.len() < JWT_BEARER.len() && JWT_BEARER.starts_with(sent) {
        return Err(Skip::unreadable("`client_assertion_type` ends before its end."));
    }
    let found = if is(JWT_BEARER) || is(PROOF_OF_POSSESSION) {
        Found::pass(say("It is {}.", [value(sent)]))
    } else if sent.is_empty() {
        Found::fail(say("`client_assertion_type` is empty, where {} is wanted.", [value(JWT_BEARER)]))
            .because("missing")
    } else if sent.starts_with(GRANT) {
        Found::fail(say(
            "`client_assertion_type` is {}, which is a grant type; {} is wanted.",
            [value(sent), value(JWT_BEARER)],
        ))
        .because("grant-type")
        .compare(JWT_BEARER, sent)
    } else {
        Found::fail(say("`client_assertion_type` is {}, where {} is wanted.", [value(sent), value(JWT_BEARER)]))
            .because("other")
            .compare(JWT_BEARER, sent)
    };
    Ok(found.at(Place::request(NAME)))
}
