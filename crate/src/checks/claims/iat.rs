//! An assertion is not made in the future.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Severity};
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
    let (clock, name) = match evidence.moment.of_request {
        Some(moment) => (moment, "the time of the request"),
        None => (evidence.moment.now, "this computer's clock"),
    };
    let found = if iat.since(clock) > TOLERANCE {
        Found::fail(format!(
            "`iat` is {}, {} after {name}: the clock that made it is ahead.",
            iat,
            duration(iat.since(clock))
        ))
        .because("future")
    } else {
        Found::pass(format!("It was made at {iat}."))
    };
    Ok(found.at("claims.iat"))
}
