//! Microsoft disables applications that break its terms, and the application says so itself.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "registration/enabled",
    title: "The application is not disabled by Microsoft",
    fails: "The application is disabled by Microsoft",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "Microsoft Graph, application, disabledByMicrosoftStatus",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let registration = super::registration(evidence)?;
    match registration.disabled_status.as_deref() {
        None => Err(Skip::inapplicable("The registration does not say.")),
        Some("null" | "NotDisabled") => Ok(Found::pass("It is not.")),
        Some(status) => Ok(Found::fail(say("`disabledByMicrosoftStatus` of the application is {}.", [value(status)]))),
    }
}
