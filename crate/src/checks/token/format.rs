//! Three segments of base64url, the first two of which hold JSON objects.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::json::{DEPTH, NotObject};
use crate::decode::jws::{Fault, SEGMENTS};
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Severity};

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
            let which = if missing.is_empty() { String::new() } else { format!("; the {missing} is missing") };
            ("segments", format!("The assertion has {count} of 3 segments{which}."))
        }
        Fault::Encrypted => {
            ("encrypted", "The token is encrypted (JWE), where a signed one (JWS) is wanted.".to_owned())
        }
        Fault::Truncated => ("truncated", "The assertion ends before its end: copy the whole of it.".to_owned()),
        Fault::Base64 { segment, character: Some(' ') } => (
            "base64",
            format!(
                "The {segment} segment has a space in it: a `+` that was not percent-encoded in a form body becomes one."
            ),
        ),
        Fault::Base64 { segment, character: Some(character) } => (
            "base64",
            format!(
                "The {segment} segment is not base64url: `{character}` (U+{:04X}) does not belong in it.",
                u32::from(*character)
            ),
        ),
        Fault::Base64 { segment, character: None } => {
            ("base64", format!("The {segment} segment is not base64url: characters are missing or too many."))
        }
        Fault::Json { segment, error } => {
            let why = match error {
                NotObject::Cut => "it ends too early".to_owned(),
                NotObject::Kind => "it is JSON of another kind".to_owned(),
                NotObject::Syntax { column } => format!("column {column} does not fit"),
                NotObject::Deep => format!("it is nested deeper than {DEPTH}"),
                NotObject::Encoding => "it is not UTF-8".to_owned(),
            };
            ("json", format!("The {segment} segment is not a JSON object: {why}."))
        }
    };
    Ok(Found::fail(message).because(reason))
}
