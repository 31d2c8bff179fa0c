//! The parameters are sent as a form.

use super::given;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Severity};

pub(super) const CHECK: Check = Check {
    id: "request/form",
    title: "The request is sent as a form",
    fails: "The request is not sent as a form",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["escaped"],
    cites: "RFC 6749, appendix B; refusal on record: AADSTS7000216",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    if !request.has_escaped_ampersands {
        return Ok(Found::pass("Its parameters are those of a form."));
    }
    if !request.is_whole() && !super::nothing_arrived(evidence) {
        return Err(Skip::unreadable("`&amp;` stands between the parameters; whether it was sent so is not known."));
    }
    Ok(Found::fail(
        "`&amp;` stands between the parameters, where `&` is wanted: the names behind it begin with `amp;`.",
    )
    .because("escaped"))
}
