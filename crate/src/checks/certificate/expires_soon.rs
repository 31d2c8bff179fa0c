//! A certificate at the end of its life is the next refusal.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "certificate/expires_soon",
    title: "The certificate is valid for a month more",
    fails: "The certificate is over, or ends soon",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "RFC 5280, section 4.1.2.5",
    examine: Examine::Evidence(examine),
};

/// In seconds.
const SOON: f64 = 30.0 * 86_400.0;

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (n, fields, label) = super::reference(evidence)?;
    let (end, now) = (fields.not_after, evidence.moment.now);
    if now > end {
        return Err(Skip::inapplicable(say(
            "{} expired at {}, {}.",
            [value(label), value(end), words(end.relative_to(now))],
        )));
    }
    let message = say("{} expires at {}, {}.", [value(label), value(end), words(end.relative_to(now))]);
    let found = if end.since(now) < SOON { Found::fail(message) } else { Found::pass(message) };
    Ok(found.at(format!("certificate.{n}.not_after")))
}
