//! An old copy is normal while debugging, and says nothing about the failed request.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Place, Severity, say, value, words};
use crate::time::TOLERANCE;

pub(super) const CHECK: Check = Check {
    id: "claims/still_valid",
    title: "The assertion has not expired by now",
    fails: "Expired by now (normal for a copy)",
    severity: Severity::Notice,
    cause: None,
    reasons: &[],
    cites: "RFC 7519, section 4.1.4",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let exp = evidence.assertion.present_instant("exp")?;
    if exp.unit().is_some() {
        return Err(Skip::inapplicable("`exp` does not count seconds."));
    }
    if evidence.moment.of_request.is_some_and(|moment| moment.since(exp) > TOLERANCE) {
        return Err(Skip::inapplicable("It had expired when it was sent."));
    }
    let found = if evidence.moment.now.since(exp) > TOLERANCE {
        Found::fail(say(
            "This copy expired at {}, {}. That is normal for an old copy, and says nothing of when it was sent.",
            [value(exp), words(exp.relative_to(evidence.moment.now))],
        ))
    } else {
        Found::pass(say("Its end is {}, {}.", [value(exp), words(exp.relative_to(evidence.moment.now))]))
    };
    Ok(found.at(Place::claim("exp")))
}
