//! `typ` may be left out; Entra names the two values that it takes.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "header/typ",
    title: "The type is `JWT`, or left out",
    fails: "`typ` is of a kind that Entra refuses",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &[],
    cites: "RFC 7519, section 5.1; refusal on record: AADSTS5002727",
    examine: Examine::Evidence(examine),
};

/// The second is the one that Entra's message names beside `JWT`.
const TAKEN: [&str; 2] = ["JWT", "http://openid.net/specs/jwt/1.0"];
/// Of these nothing says whether Entra takes them: the draft of RFC 7523bis, and the media type of a JWT.
pub(super) const UNKNOWN: [&str; 2] = ["client-authentication+jwt", "application/jwt"];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let Some(typ) = evidence.assertion.in_header("typ")? else {
        return Ok(Found::pass("There is no `typ`, as some clients leave it."));
    };
    let shown = typ.shown();
    let is_one_of =
        |names: &[&str]| typ.string().is_some_and(|typ| names.iter().any(|one| one.eq_ignore_ascii_case(&typ)));
    if is_one_of(&UNKNOWN) {
        return Err(Skip::owned("header/typ_known", say("`typ` is {}.", [value(shown)])));
    }
    let found = if is_one_of(&TAKEN) {
        Found::pass(say("`typ` is {}.", [value(shown)]))
    } else {
        Found::fail(say("`typ` is {}; Entra takes `JWT`.", [value(&shown)])).compare("JWT", shown)
    };
    Ok(found.at(Place::header("typ")))
}
