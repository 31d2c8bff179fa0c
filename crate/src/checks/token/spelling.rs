//! Padding, the standard alphabet, and members that stand twice: outside the standard, and seen to work.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::json::Object;
use crate::evidence::Evidence;
use crate::report::{Need, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "token/spelling",
    title: "The assertion is spelled as the standard writes it",
    fails: "Unusual spelling of the token",
    severity: Severity::Notice,
    cause: None,
    reasons: &["padded", "standard-alphabet", "duplicate-members"],
    cites: "RFC 7515, sections 2 and 4",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let jws = evidence.assertion.jws.ok_or_else(|| Skip::needs(Need::Assertion, "No assertion was given."))?;
    if jws.fault.is_some() {
        return Err(Skip::owned("token/format", "It is no compact JWS."));
    }
    for (part, object) in [("header", &jws.header), ("claims", &jws.claims)] {
        if let Some(name) = object.as_ref().and_then(Object::duplicate) {
            let place = if part == "header" { Place::header(name) } else { Place::claim(name) };
            return Ok(Found::fail(say(
                "{} stands more than once in the {}; the last one is read here.",
                [value(name), words(part)],
            ))
            .because("duplicate-members")
            .at(place));
        }
    }
    Ok(if jws.spelling.standard {
        Found::fail("A segment is written in standard base64 (`+`, `/`); widely copied PowerShell scripts do this, and it works if it is percent-encoded in the request.")
            .because("standard-alphabet")
    } else if jws.spelling.padded {
        Found::fail("A segment ends in `=`; widely copied PowerShell scripts do this, and it works.").because("padded")
    } else {
        Found::pass("base64url without padding, and no member twice.")
    })
}
