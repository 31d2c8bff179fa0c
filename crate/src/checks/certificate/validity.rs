//! The certificate was valid when the request was made.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Hash;
use crate::decode::certificate::Fields;
use crate::evidence::{Evidence, Validity};
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
    let (holder, fields, label) = super::reference(evidence)?;
    let (label, start, end) = (value(label), value(fields.not_before), value(fields.not_after));
    // Where the moment is known, "3 days ago" would be beside the point.
    let when = |instant_of: UnixTime| match evidence.moment.of_request {
        Some(moment) => say("and the request was made at {}", [value(moment)]),
        None => words(instant_of.relative_to(evidence.moment.now)),
    };
    let found = match evidence.moment.within(fields.not_before, fields.not_after) {
        Validity::Valid => Found::pass(say("{} is valid from {} to {}.", [label, start, end])),
        Validity::Over => {
            Found::fail(say("{} expired at {}, {}.", [label, end, when(fields.not_after)])).because("expired")
        }
        Validity::NotYet if is_newer_than_the_error(evidence, fields) => {
            return Err(Skip::inapplicable(say("{} was made after the error given.", [label])));
        }
        Validity::NotYet => Found::fail(say("{} is valid from {} on, {}.", [label, start, when(fields.not_before)]))
            .because("not-yet-valid"),
        Validity::Undecided => {
            let message =
                say("{} is valid from {} to {}; when the request was made is not known.", [label, start, end]);
            return Err(Skip::needs(Need::Time, message));
        }
    };
    Ok(found.at(holder.place("not_before")).at(holder.place("not_after")))
}

/// Whether this is simply a certificate that was made after the error given: nothing tells that it was in use then.
fn is_newer_than_the_error(evidence: &Evidence<'_>, fields: &Fields) -> bool {
    let Ok((_, certificate)) = evidence.reference() else { return false };
    let Some(error) = evidence.answer.error.filter(|_| evidence.assertion.jws.is_none()) else { return false };
    let is_named = error.thumbprint.is_some() && error.thumbprint == certificate.digits(Hash::Sha1);
    !is_named && fields.not_before <= evidence.moment.now
}
