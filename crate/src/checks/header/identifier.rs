//! Something in the header says which certificate to look for.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Cause, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "header/identifier",
    title: "The header says which certificate it is",
    fails: "The header names no certificate",
    severity: Severity::Error,
    cause: Some(Cause::WrongIdentifier),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, header; refusal on record: AADSTS5002723",
    examine: Examine::Evidence(examine),
};

const NAMES: [&str; 3] = ["x5t#S256", "x5t", "kid"];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let header = evidence.assertion.header()?;
    let present: Vec<&str> = NAMES.into_iter().filter(|name| header.get(name).is_some()).collect();
    if present.is_empty() {
        return Ok(Found::fail(
            "The header has none of `x5t#S256`, `x5t` and `kid`, so Entra cannot tell which certificate to use.",
        ));
    }
    let found = Found::pass(say("It has `{}`.", [words(present.join("` and `"))]));
    Ok(present.into_iter().fold(found, |found, name| found.at(format!("header.{name}"))))
}
