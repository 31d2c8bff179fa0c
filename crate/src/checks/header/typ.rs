//! `typ` may be left out; Entra names the two values that it takes.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "header/typ",
    title: "The type is `JWT`, or left out",
    fails: "No evidence that Entra takes this `typ`",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "RFC 7519, section 5.1; refusal on record: AADSTS5002727",
    examine: Examine::Evidence(examine),
};

/// The second is the one that Entra's message names beside `JWT`.
const TAKEN: [&str; 2] = ["JWT", "http://openid.net/specs/jwt/1.0"];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let Some(typ) = evidence.assertion.header()?.get("typ") else {
        return Ok(Found::pass("There is no `typ`, as some clients leave it."));
    };
    let taken = typ.string().is_some_and(|typ| TAKEN.iter().any(|one| one.eq_ignore_ascii_case(&typ)));
    let found = if taken {
        Found::pass(say("`typ` is {}.", [value(typ.shown())]))
    } else {
        Found::fail(say("`typ` is {}; Entra names `JWT` as the type that it takes.", [value(typ.shown())]))
            .compare("JWT", typ.shown())
    };
    Ok(found.at("header.typ"))
}
