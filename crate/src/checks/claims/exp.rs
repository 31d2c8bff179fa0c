//! The assertion had not expired when it was sent. When that was is often unknown, and then nobody is accused.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Need, Place, Severity, say, value, words};
use crate::time::TOLERANCE;

pub(super) const CHECK: Check = Check {
    id: "claims/exp",
    title: "The assertion had not expired when it was sent",
    fails: "The assertion had expired, or `exp` is unusable",
    severity: Severity::Error,
    cause: Some(Cause::BadTime),
    reasons: &["missing", "type", "expired"],
    cites: "RFC 7523, section 3, item 4; refusal on record: AADSTS700024",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let exp = match evidence.assertion.instant("exp")? {
        Claim::Absent | Claim::Malformed(_) if evidence.assertion.is_federated() => {
            return Err(Skip::owned("federated/claims", "There is no `exp` that can be read."));
        }
        Claim::Absent => {
            return Ok(Found::fail("The assertion has no `exp`, so Entra takes it to have expired in 1970.")
                .because("missing"));
        }
        Claim::Malformed(seen) => {
            return Ok(Found::fail(say("`exp` is {}, where a number of seconds since 1970 is wanted.", [value(seen)]))
                .because("type")
                .at(Place::claim("exp")));
        }
        Claim::Present(exp) => exp,
    };
    if exp.unit().is_some() {
        return Err(Skip::owned("claims/exp_unit", "`exp` does not count seconds."));
    }
    let found = match evidence.moment.of_request {
        Some(moment) if moment.since(exp) > TOLERANCE => {
            let message = say("The assertion expired at {}, and was sent at {}.", [value(exp), value(moment)]);
            Found::fail(message).because("expired").at(evidence.moment.place())
        }
        Some(moment) => Found::pass(say("Its end is {}, and it was sent at {}.", [value(exp), value(moment)])),
        None if evidence.moment.now.since(exp) > TOLERANCE => {
            return Err(Skip::needs(
                Need::Time,
                say(
                    "The assertion expired at {}, {}; when it was sent is not known.",
                    [value(exp), words(exp.relative_to(evidence.moment.now))],
                ),
            ));
        }
        None => Found::pass(say("Its end is {}, {}.", [value(exp), words(exp.relative_to(evidence.moment.now))])),
    };
    Ok(found.at(Place::claim("exp")))
}
