//! The assertion was already valid when it was sent. `nbf` may be left out, as MSAL for Python does.

use crate::check::{Check, Examine, Examined, Found};
use crate::decode::json::Member;
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Place, Severity, say, value, words};
use crate::time::{TOLERANCE, duration};

pub(super) const CHECK: Check = Check {
    id: "claims/nbf",
    title: "The assertion was already valid when it was sent",
    fails: "The assertion was not valid yet, or `nbf` is unusable",
    severity: Severity::Error,
    cause: Some(Cause::BadTime),
    reasons: &["milliseconds", "microseconds", "nanoseconds", "type", "future"],
    cites: "RFC 7523, section 3, item 5; refusal on record: AADSTS700024",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let nbf = match evidence.assertion.instant("nbf")? {
        Claim::Absent => return Ok(Found::pass("It has no `nbf`, as some clients leave it.")),
        Claim::Malformed(seen) => {
            return Ok(Found::fail(say("`nbf` is {}, where a number of seconds since 1970 is wanted.", [value(seen)]))
                .because("type")
                .at(Place::claim("nbf")));
        }
        Claim::Present(nbf) => nbf,
    };
    let (clock, name) = match evidence.moment.of_request {
        Some(moment) => (moment, "the time of the request"),
        None => (evidence.moment.now, "this computer's clock"),
    };
    let found = if let Some((unit, _)) = nbf.unit() {
        let shown = evidence.assertion.any_claims()?.get("nbf").map(Member::shown).unwrap_or_default();
        Found::fail(say("`nbf` is {}, which is in {}: seconds are wanted.", [value(shown), words(unit)])).because(unit)
    } else if nbf.since(clock) > TOLERANCE {
        Found::fail(say(
            "The assertion is valid from {} on, {} after {}.",
            [value(nbf), words(duration(nbf.since(clock))), words(name)],
        ))
        .because("future")
    } else {
        Found::pass(say("It is valid from {} on.", [value(nbf)]))
    };
    Ok(found.at(Place::claim("nbf")))
}
