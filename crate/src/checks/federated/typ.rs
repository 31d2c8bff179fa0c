//! `typ` of a federated token: absent is normal.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "federated/typ",
    title: "`typ` is absent, or says that it is a JWT",
    fails: "Entra refuses this `typ` of a federated token",
    severity: Severity::Warning,
    cause: Some(Cause::IssuerKey),
    reasons: &[],
    cites: "Refusal on record: AADSTS5002727",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let Some(typ) = super::in_header(evidence, "typ")? else {
        return Ok(Found::pass("There is no `typ`, which is normal."));
    };
    let is_known = typ.eq_ignore_ascii_case("JWT") || typ == "http://openid.net/specs/jwt/1.0";
    let found = if is_known {
        Found::pass(say("`typ` is {}.", [value(typ)]))
    } else {
        Found::fail(say("`typ` is {}, where `JWT` is wanted, or none.", [value(typ)]))
    };
    Ok(found.at(Place::header("typ")))
}
