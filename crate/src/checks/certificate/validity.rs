//! The certificate was valid when the request was made.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::certificate::Fields;
use crate::decode::hex;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Severity, say, value, words};
use crate::time::UnixTime;

pub(super) const CHECK: Check = Check {
    id: "certificate/validity",
    title: "The certificate was valid when the request was made",
    fails: "The certificate was outside its validity",
    severity: Severity::Error,
    cause: Some(Cause::BadTime),
    reasons: &["expired", "not-yet-valid"],
    cites: "RFC 5280, section 4.1.2.5; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (n, fields, label) = super::reference(evidence)?;
    let Some(moment) = evidence.moment.of_use() else {
        let message = say(
            "{} is valid from {} to {}; when the request was made is not known.",
            [value(label), value(fields.not_before), value(fields.not_after)],
        );
        return Err(Skip::needs(Need::Time, message));
    };
    // Where the moment is known, "3 days ago" would be beside the point.
    let when = |instant_of: UnixTime| match evidence.moment.of_request {
        Some(moment) => say("and the request was made at {}", [value(moment)]),
        None => words(instant_of.relative_to(evidence.moment.now)),
    };
    let found = if moment > fields.not_after {
        let message = say("{} expired at {}, {}.", [value(label), value(fields.not_after), when(fields.not_after)]);
        Found::fail(message).because("expired")
    } else if moment < fields.not_before && !is_newer_than_the_error(evidence, fields) {
        let message =
            say("{} is valid from {} on, {}.", [value(label), value(fields.not_before), when(fields.not_before)]);
        Found::fail(message).because("not-yet-valid")
    } else {
        Found::pass(say(
            "{} is valid from {} to {}.",
            [value(label), value(fields.not_before), value(fields.not_after)],
        ))
    };
    Ok(found.at(format!("certificate.{n}.not_before")).at(format!("certificate.{n}.not_after")))
}

/// Whether this is simply a certificate that was made after the error given: nothing tells that it was in use then.
fn is_newer_than_the_error(evidence: &Evidence<'_>, fields: &Fields) -> bool {
    let Ok((_, certificate)) = evidence.reference() else { return false };
    let Some(error) = evidence.exchange.response.filter(|_| evidence.assertion.jws.is_none()) else { return false };
    let is_named = error.thumbprint.as_ref().is_some_and(|printed| *printed == hex::encode(&certificate.sha1));
    !is_named && fields.not_before <= evidence.moment.now
}
