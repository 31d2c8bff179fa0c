//! An assertion ends after it begins.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/order",
    title: "The assertion ends after it begins",
    fails: "`exp` is not after `nbf`",
    severity: Severity::Error,
    cause: Some(Cause::BadTime),
    reasons: &[],
    cites: "RFC 7519, sections 4.1.4 and 4.1.5",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let exp = evidence.assertion.present_instant("exp")?;
    let nbf = evidence.assertion.present_instant("nbf")?;
    if nbf.unit().is_some() {
        return Err(Skip::owned("claims/nbf", "`nbf` does not count seconds."));
    }
    if exp.unit().is_some() {
        return Err(Skip::owned("claims/exp_unit", "`exp` does not count seconds."));
    }
    let found = if exp > nbf {
        Found::pass("It does.")
    } else {
        Found::fail(say("`exp` is {}, which is not after `nbf`, {}.", [value(exp), value(nbf)]))
    };
    Ok(found.at(Place::claim("exp")).at(Place::claim("nbf")))
}
