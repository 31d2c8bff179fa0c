//! The grant is one that Entra knows, with what it requires.

use super::{CLIENT_CREDENTIALS, given};
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::is_near;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "request/grant",
    title: "The grant is known, and has what it requires",
    fails: "The grant is missing or incomplete",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["misspelt", "incomplete"],
    cites: "RFC 6749, sections 4.1.3, 4.4.2 and 6; RFC 7523, section 2.1; RFC 8628, section 3.4",
    examine: Examine::Evidence(examine),
};

/// Each with the parameter that it requires.
const GRANTS: [(&str, &str); 6] = [
    (CLIENT_CREDENTIALS, "grant_type"),
    ("authorization_code", "code"),
    ("refresh_token", "refresh_token"),
    ("urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion"),
    ("urn:ietf:params:oauth:grant-type:saml2-bearer", "assertion"),
    ("urn:ietf:params:oauth:grant-type:device_code", "device_code"),
];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    let Some(sent) = request.parameter("grant_type") else {
        if request.has("grant_type") || !request.is_whole() {
            return Err(Skip::needs(Need::Request, "Which `grant_type` was sent is not known."));
        }
        return Ok(
            Found::fail("The request has no `grant_type`, which each token request wants.").because("incomplete")
        );
    };
    let found = if let Some((_, required)) = GRANTS.iter().find(|(grant, _)| *grant == sent) {
        if request.has(required) || !request.is_whole() {
            Found::pass(say("`grant_type` is {}.", [value(sent)]))
        } else {
            Found::fail(say(
                "`grant_type` is {}, which requires `{}`, and there is none.",
                [value(sent), words(required)],
            ))
            .because("incomplete")
        }
    } else if let Some((grant, _)) = GRANTS.iter().find(|(grant, _)| is_near(grant, sent)) {
        Found::fail(say("`grant_type` is {}, where {} is meant.", [value(sent), value(grant)]))
            .because("misspelt")
            .compare(*grant, sent)
    } else {
        return Err(Skip::unreadable(say("`grant_type` is {}, which is not known here.", [value(sent)])));
    };
    Ok(found.at(Place::request("grant_type")))
}
