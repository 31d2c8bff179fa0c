//! A certificate at the end of its life is the next refusal.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Severity, say, value, words};
use crate::time::TOLERANCE;

pub(super) const CHECK: Check = Check {
    id: "certificate/expires_soon",
    title: "The certificate is valid for a month more",
    fails: "The certificate is over, or ends soon",
    severity: Severity::Warning,
    cause: None,
    reasons: &["expired", "soon"],
    cites: "RFC 5280, section 4.1.2.5",
    examine: Examine::Evidence(examine),
};

/// In seconds.
const SOON: f64 = 30.0 * 86_400.0;

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (holder, fields, label) = super::reference(evidence)?;
    let (end, now) = (fields.not_after, evidence.moment.now);
    let said = [value(label), value(end), words(end.relative_to(now))];
    let found = if now.since(end) > TOLERANCE {
        Found::fail(say("{} expired at {}, {}: the next request will be refused.", said)).because("expired")
    } else if end.since(now) < SOON {
        Found::fail(say("{} expires at {}, {}.", said)).because("soon")
    } else {
        Found::pass(say("{} expires at {}, {}.", said))
    };
    Ok(found.at(holder.place("not_after")))
}
