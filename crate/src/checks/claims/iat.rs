//! An assertion is not made in the future.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value, words};
use crate::time::{TOLERANCE, duration};

pub(super) const CHECK: Check = Check {
    id: "claims/iat",
    title: "The assertion was made before it was sent",
    fails: "`iat` lies in the future",
    severity: Severity::Warning,
    cause: Some(Cause::BadTime),
    reasons: &["future"],
    cites: "RFC 7523, section 3, item 6",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let iat = evidence.assertion.present_instant("iat")?;
    if let Some((unit, _)) = iat.unit() {
        return match evidence.assertion.present_instant("exp") {
            Ok(exp) if exp.unit().is_some() => {
                Err(Skip::owned("claims/exp_unit", "`exp` does not count seconds, either."))
            }
            _ => Ok(Found::fail(say("`iat` is in {}: seconds are wanted.", [words(unit)]))
                .because("future")
                .at(Place::claim("iat"))),
        };
    }
    let (clock, name) = match evidence.moment.of_request {
        Some(moment) => (moment, "the time of the request"),
        None => (evidence.moment.now, "this computer's clock"),
    };
    let found = if iat.since(clock) > TOLERANCE {
        Found::fail(say(
            "`iat` is {}, {} after {}: the clock that made it is ahead.",
            [value(iat), words(duration(iat.since(clock))), words(name)],
        ))
        .because("future")
    } else {
        Found::pass(say("It was made at {}.", [value(iat)]))
    };
    Ok(found.at(Place::claim("iat")))
}
