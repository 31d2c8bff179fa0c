//! `exp` counts seconds. A date thousands of years ahead counts something smaller; what Entra makes of it is not known.

use crate::check::{Check, Examine, Examined, Found};
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "claims/exp_unit",
    title: "`exp` is in seconds",
    fails: "`exp` is not in seconds",
    severity: Severity::Warning,
    cause: Some(Cause::BadTime),
    reasons: &["milliseconds", "microseconds", "nanoseconds"],
    cites: "RFC 7519, section 2, NumericDate",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let exp = evidence.assertion.present_instant("exp")?;
    let shown = evidence.assertion.any_claims()?.get("exp").map(Member::shown).unwrap_or_default();
    let found = match exp.unit() {
        Some((unit, _)) => {
            Found::fail(say("`exp` is {}, which is in {}: seconds are wanted.", [value(shown), words(unit)]))
                .because(unit)
        }
        None => Found::pass(say("It is {}.", [value(exp)])),
    };
    Ok(found.at(Place::claim("exp")))
}
