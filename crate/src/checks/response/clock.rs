//! The clock that made the assertion goes with Entra's: told by the server's time in the error (facts 3.5).

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::entra_error::EntraError;
use crate::evidence::{Claim, Evidence, Tie};
use crate::report::{Cause, Place, Severity, say, value, words};
use crate::time::{TOLERANCE, duration};

pub(super) const CHECK: Check = Check {
    id: "response/clock",
    title: "The clock that made the assertion goes with Entra's",
    fails: "The client's clock and Entra's differ",
    severity: Severity::Warning,
    cause: Some(Cause::BadTime),
    reasons: &["ahead", "behind-or-reused", "time-zone"],
    cites: "RFC 7519, sections 4.1.5 and 4.1.6; refusal on record: AADSTS700024",
    examine: Examine::Response(examine),
};

/// Time zones differ by half hours, and by 14 hours at most.
const HALF_HOUR: f64 = 1_800.0;
const FARTHEST: f64 = 14.0 * 3_600.0;
/// How long a request may take, for a difference to be still one of time zones.
const SLACK: f64 = 120.0;

fn examine(evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    if evidence.answer.tie != Tie::Assertion {
        return Err(Skip::inapplicable("Nothing ties the error to this assertion."));
    }
    let Some(server) = error.server_time else {
        return Err(Skip::inapplicable("The error does not tell Entra's time."));
    };
    // What Entra printed is of the assertion that it refused; the one given may be another.
    let printed =
        error.assertion_times.map(|(start, end)| (start, Some(end))).filter(|(start, _)| start.seconds() > 0.0);
    let claim = |name| match evidence.assertion.instant(name) {
        Ok(Claim::Present(time)) if time.is_in_seconds() => Some(time),
        _ => None,
    };
    let from_claims = |name: &'static str| claim(name).map(|made| (name, made, claim("exp")));
    let (name, made, end) = match printed {
        Some((start, end)) => ("nbf", start, end),
        None if error.assertion_times.is_some() => {
            return Err(Skip::inapplicable("The error does not tell when the assertion was made."));
        }
        None => from_claims("iat")
            .or_else(|| from_claims("nbf"))
            .ok_or_else(|| Skip::inapplicable("When the assertion was made is not known."))?,
    };
    let place = |found: Found| {
        let found = found.at(Place::response("server_time"));
        if claim(name) == Some(made) { found.at(Place::claim(name)) } else { found }
    };
    let ahead = made.since(server);
    let is_ahead = ahead.is_sign_positive();
    // An assertion may be used as long as it is valid, so an older one tells nothing of the clock.
    let is_used_up = end.is_some_and(|end| server.since(end) > TOLERANCE);
    if ahead.abs() <= TOLERANCE || !(is_ahead || is_used_up) {
        return Ok(place(Found::pass(say(
            "`{}` is {}, and Entra's clock was at {}.",
            [words(name), value(made), value(server)],
        ))));
    }
    let side = if is_ahead { "after" } else { "before" };
    let seen = say(
        "`{}` is {}, {} {} Entra's clock ({})",
        [words(name), value(made), words(duration(ahead)), words(side), value(server)],
    );
    let half_hours = ((ahead.abs() + SLACK) / HALF_HOUR).floor();
    // What is less than half an hour is never a zone: all of it is the rest, and longer than twice the slack.
    let rest = ahead.abs() + SLACK - half_hours * HALF_HOUR;
    let is_zone = rest <= 2.0 * SLACK && ahead.abs() <= FARTHEST + SLACK;
    let found = if is_ahead && is_zone {
        Found::fail(say("{}: as much as a time zone, so it seems that local time was taken for UTC.", [seen]))
            .because("time-zone")
    } else if is_ahead {
        Found::fail(say("{}: the clock that made it is ahead.", [seen])).because("ahead")
    } else {
        // A job that runs on the hour uses its assertion again after whole hours, too.
        let zone = if is_zone { ", or takes local time for UTC" } else { "" };
        Found::fail(say(
            "{}: the assertion was used again, or the clock that made it is behind{}.",
            [seen, words(zone)],
        ))
        .because("behind-or-reused")
    };
    Ok(place(found))
}
