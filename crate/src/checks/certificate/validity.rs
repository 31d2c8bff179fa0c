//! The certificate was valid when the request was made.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Severity};
use crate::time::{instant, relative};

pub(super) const CHECK: Check = Check {
    id: "certificate/validity",
    title: "The certificate was valid when the request was made",
    severity: Severity::Error,
    cause: Some(Cause::BadTime),
    reasons: &["expired", "not-yet-valid"],
    cites: "RFC 5280, section 4.1.2.5; refusal on record: AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (n, fields, label) = super::reference(evidence)?;
    let Some(moment) = evidence.moment_of_use() else {
        let message = format!(
            "{label} is valid from {} to {}; when the request was made is not known.",
            instant(fields.not_before),
            instant(fields.not_after)
        );
        return Err(Skip::needs(Need::Time, message));
    };
    let found = if moment > fields.not_after {
        let message = format!(
            "{label} expired at {}, {}.",
            instant(fields.not_after),
            relative(fields.not_after, evidence.now())
        );
        Found::fail(message).because("expired")
    } else if moment < fields.not_before {
        let message = format!(
            "{label} is valid from {} on, {}.",
            instant(fields.not_before),
            relative(fields.not_before, evidence.now())
        );
        Found::fail(message).because("not-yet-valid")
    } else {
        Found::pass(format!("{label} is valid from {} to {}.", instant(fields.not_before), instant(fields.not_after)))
    };
    Ok(found.at(format!("certificate.{n}.not_before")).at(format!("certificate.{n}.not_after")))
}
