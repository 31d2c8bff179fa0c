//! Three segments of base64url, the first two of which hold JSON objects.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::json::{DEPTH, NotObject};
use crate::decode::jws::{Fault, SEGMENTS};
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Severity, Text, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "token/format",
    title: "The assertion is a compact JWS: header, claims and signature",
    fails: "This is no signed JWT that can be read",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["segments", "base64", "json", "encrypted", "truncated"],
    cites: "RFC 7515, section 7.1; refusal on record: AADSTS50027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let jws = evidence.assertion.jws.ok_or_else(|| Skip::needs(Need::Assertion, "No assertion was given."))?;
    let Some(fault) = &jws.fault else {
        return Ok(Found::pass("It has its three segments."));
    };
    let (reason, message) = match fault {
        Fault::Segments(count) => {
            let missing = SEGMENTS.get(*count..).unwrap_or_default().join(" and ");
            let which = if missing.is_empty() { Text::default() } else { say("; the {} is missing", [words(missing)]) };
            ("segments", say("The assertion has {} of 3 segments{}.", [words(count), which]))
        }
        Fault::Encrypted => ("encrypted", "The token is encrypted (JWE), where a signed one (JWS) is wanted.".into()),
        Fault::Truncated => ("truncated", "The assertion ends before its end: copy the whole of it.".into()),
        Fault::Base64 { segment, character: Some(' ') } => (
            "base64",
            say(
                "The {} segment has a space in it: a `+` that was not percent-encoded in a form body becomes one.",
                [words(segment)],
            ),
        ),
        Fault::Base64 { segment, character: Some(character) } => (
            "base64",
            say(
                "The {} segment is not base64url: {} (U+{}) does not belong in it.",
                [words(segment), value(character), words(format!("{:04X}", u32::from(*character)))],
            ),
        ),
        Fault::Base64 { segment, character: None } => {
            ("base64", say("The {} segment is not base64url: characters are missing or too many.", [words(segment)]))
        }
        Fault::Json { segment, error } => {
            let why = match error {
                NotObject::Cut => "it ends too early".into(),
                NotObject::Kind => "it is JSON of another kind".into(),
                NotObject::Syntax { column } => say("column {} does not fit", [value(column)]),
                NotObject::Deep => say("it is nested deeper than {}", [value(DEPTH)]),
                NotObject::Encoding => "it is not UTF-8".into(),
            };
            ("json", say("The {} segment is not a JSON object: {}.", [words(segment), why]))
        }
    };
    Ok(Found::fail(message).because(reason))
}
