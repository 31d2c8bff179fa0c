//! Something in the header says which certificate to look for.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "header/identifier",
    title: "The header says which certificate it is",
    fails: "The header names no certificate",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: &["missing", "misspelt"],
    cites: "Microsoft Entra certificate credentials, header; refusal on record: AADSTS5002723",
    examine: Examine::Evidence(examine),
};

const NAMES: [&str; 3] = ["x5t#S256", "x5t", "kid"];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let header = evidence.assertion.header()?;
    let is_sent = |name: &&str| header.get(name).is_some_and(|member| !member.is_null());
    let present: Vec<&str> = NAMES.into_iter().filter(is_sent).collect();
    if present.is_empty() {
        return Ok(match evidence.assertion.misspelt_identifier() {
            Some((name, meant)) => Found::fail(say(
                "The header has {}, where `{}` is meant: names are the same only letter by letter, so Entra cannot tell which certificate to use.",
                [value(name), words(meant.name())],
            ))
            .because("misspelt")
            .at(Place::header(name))
            .compare(meant.name(), name),
            None => Found::fail(
                "The header has none of `x5t#S256`, `x5t` and `kid`, so Entra cannot tell which certificate to use.",
            )
            .because("missing"),
        });
    }
    let found = Found::pass(say("It has `{}`.", [words(present.join("` and `"))]));
    Ok(present.into_iter().fold(found, |found, name| found.at(Place::header(name))))
}
